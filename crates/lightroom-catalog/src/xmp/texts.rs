//! Title, caption and the fields of IPTC.

use lightroom_sim::{Photo, TextField};

use super::packet::{Packet, ns};

/// The properties that are one text.
const SIMPLE: [(TextField, &str, &str); 31] = [
    (TextField::Title, ns::DC, "title"),
    (TextField::Caption, ns::DC, "description"),
    (TextField::Copyright, ns::DC, "rights"),
    (TextField::RightsUsageTerms, ns::RIGHTS, "UsageTerms"),
    (TextField::CopyrightInfoUrl, ns::RIGHTS, "WebStatement"),
    (TextField::Headline, ns::PHOTOSHOP, "Headline"),
    (TextField::CreatorJobTitle, ns::PHOTOSHOP, "AuthorsPosition"),
    (TextField::DescriptionWriter, ns::PHOTOSHOP, "CaptionWriter"),
    (TextField::IptcCategory, ns::PHOTOSHOP, "Category"),
    (TextField::DateCreated, ns::PHOTOSHOP, "DateCreated"),
    (TextField::City, ns::PHOTOSHOP, "City"),
    (TextField::StateProvince, ns::PHOTOSHOP, "State"),
    (TextField::Country, ns::PHOTOSHOP, "Country"),
    (
        TextField::JobIdentifier,
        ns::PHOTOSHOP,
        "TransmissionReference",
    ),
    (TextField::Instructions, ns::PHOTOSHOP, "Instructions"),
    (TextField::Provider, ns::PHOTOSHOP, "Credit"),
    (TextField::Source, ns::PHOTOSHOP, "Source"),
    (TextField::IntellectualGenre, ns::CORE, "IntellectualGenre"),
    (TextField::Location, ns::CORE, "Location"),
    (TextField::IsoCountryCode, ns::CORE, "CountryCode"),
    (
        TextField::AltTextAccessibility,
        ns::CORE,
        "AltTextAccessibility",
    ),
    (
        TextField::ExtDescrAccessibility,
        ns::CORE,
        "ExtDescrAccessibility",
    ),
    (TextField::Event, ns::EXTENSION, "Event"),
    (
        TextField::AdditionalModelInfo,
        ns::EXTENSION,
        "AddlModelInfo",
    ),
    (TextField::SourceType, ns::EXTENSION, "DigitalSourceType"),
    (
        TextField::MinorModelAge,
        ns::PLUS,
        "MinorModelAgeDisclosure",
    ),
    (
        TextField::ModelReleaseStatus,
        ns::PLUS,
        "ModelReleaseStatus",
    ),
    (
        TextField::PropertyReleaseStatus,
        ns::PLUS,
        "PropertyReleaseStatus",
    ),
    (
        TextField::ImageSupplierImageId,
        ns::PLUS,
        "ImageSupplierImageID",
    ),
    (TextField::ModelReleaseId, ns::PLUS, "ModelReleaseID"),
    (TextField::PropertyReleaseId, ns::PLUS, "PropertyReleaseID"),
];

/// The properties that are lists; Lightroom shows their members in one line.
const LISTS: [(TextField, &str, &str); 8] = [
    (TextField::Creator, ns::DC, "creator"),
    (
        TextField::IptcOtherCategories,
        ns::PHOTOSHOP,
        "SupplementalCategories",
    ),
    (TextField::IptcSubjectCode, ns::CORE, "SubjectCode"),
    (TextField::Scene, ns::CORE, "Scene"),
    (TextField::PersonShown, ns::EXTENSION, "PersonInImage"),
    (
        TextField::NameOfOrgShown,
        ns::EXTENSION,
        "OrganisationInImageName",
    ),
    (
        TextField::CodeOfOrgShown,
        ns::EXTENSION,
        "OrganisationInImageCode",
    ),
    (TextField::ModelAge, ns::EXTENSION, "ModelAge"),
];

/// The fields of `CreatorContactInfo`.
const CONTACT: [(TextField, &str); 8] = [
    (TextField::CreatorAddress, "CiAdrExtadr"),
    (TextField::CreatorCity, "CiAdrCity"),
    (TextField::CreatorStateProvince, "CiAdrRegion"),
    (TextField::CreatorPostalCode, "CiAdrPcode"),
    (TextField::CreatorCountry, "CiAdrCtry"),
    (TextField::CreatorPhone, "CiTelWork"),
    (TextField::CreatorEmail, "CiEmailWork"),
    (TextField::CreatorUrl, "CiUrlWork"),
];

pub(super) fn describe(photo: &mut Photo, packet: &Packet<'_>) {
    for (field, space, name) in SIMPLE {
        if let Some(text) = packet.text(space, name) {
            photo.set_text(field, &text);
        }
    }
    for (field, space, name) in LISTS {
        if let Some(list) = packet.property(space, name) {
            let texts: Vec<_> = list.texts().collect();
            if !texts.is_empty() {
                photo.set_text(field, &texts.join("; "));
            }
        }
    }
    if let Some(contact) = packet.property(ns::CORE, "CreatorContactInfo") {
        for (field, name) in CONTACT {
            if let Some(text) = contact
                .field(ns::CORE, name)
                .and_then(super::packet::Property::text)
            {
                photo.set_text(field, &text);
            }
        }
    }
}
