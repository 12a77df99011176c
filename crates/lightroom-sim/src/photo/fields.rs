//! The fields that a plug-in reads and sets by name.

use crate::named::named;

named! {
    /// Fields of text: `getFormattedMetadata` reads them, `setRawMetadata` sets them.
    pub enum TextField {
        Title = "title",
        Caption = "caption",
        Creator = "creator",
        CreatorJobTitle = "creatorJobTitle",
        CreatorAddress = "creatorAddress",
        CreatorCity = "creatorCity",
        CreatorStateProvince = "creatorStateProvince",
        CreatorPostalCode = "creatorPostalCode",
        CreatorCountry = "creatorCountry",
        CreatorPhone = "creatorPhone",
        CreatorEmail = "creatorEmail",
        CreatorUrl = "creatorUrl",
        Headline = "headline",
        IptcSubjectCode = "iptcSubjectCode",
        DescriptionWriter = "descriptionWriter",
        IptcCategory = "iptcCategory",
        IptcOtherCategories = "iptcOtherCategories",
        DateCreated = "dateCreated",
        IntellectualGenre = "intellectualGenre",
        Scene = "scene",
        Location = "location",
        City = "city",
        StateProvince = "stateProvince",
        Country = "country",
        IsoCountryCode = "isoCountryCode",
        JobIdentifier = "jobIdentifier",
        Instructions = "instructions",
        Provider = "provider",
        Source = "source",
        Copyright = "copyright",
        RightsUsageTerms = "rightsUsageTerms",
        CopyrightInfoUrl = "copyrightInfoUrl",
        PersonShown = "personShown",
        NameOfOrgShown = "nameOfOrgShown",
        CodeOfOrgShown = "codeOfOrgShown",
        Event = "event",
        AdditionalModelInfo = "additionalModelInfo",
        ModelAge = "modelAge",
        MinorModelAge = "minorModelAge",
        ModelReleaseStatus = "modelReleaseStatus",
        ModelReleaseId = "modelReleaseID",
        ImageSupplierImageId = "imageSupplierImageId",
        SourceType = "sourceType",
        PropertyReleaseId = "propertyReleaseID",
        PropertyReleaseStatus = "propertyReleaseStatus",
        AltTextAccessibility = "altTextAccessibility",
        ExtDescrAccessibility = "extDescrAccessibility",
    }
}

named! {
    /// Fields of IPTC Extension and PLUS that are tables.
    pub enum StructField {
        LocationCreated = "locationCreated",
        LocationShown = "locationShown",
        ArtworksShown = "artworksShown",
        ImageSupplier = "imageSupplier",
        RegistryId = "registryId",
        ImageCreator = "imageCreator",
        CopyrightOwner = "copyrightOwner",
        Licensor = "licensor",
    }
}

named! {
    /// Fields of PLUS that are numbers.
    pub enum NumberField {
        MaxAvailWidth = "maxAvailWidth",
        MaxAvailHeight = "maxAvailHeight",
    }
}

named! {
    /// Whether a photo is copyrighted.
    pub enum CopyrightState {
        Unknown = "unknown",
        Copyrighted = "copyrighted",
        PublicDomain = "public domain",
    }
}
