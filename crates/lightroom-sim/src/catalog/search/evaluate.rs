//! Whether a search finds a photo.

use super::{Combine, Search, Sort, SortBy};
use crate::catalog::{Catalog, CollectionKind};
use crate::develop;
use crate::error::Result;
use crate::id::PhotoId;
use crate::named::named;
use crate::photo::{CopyrightState, Label, Photo, TextField};
use crate::time::Moment;
use crate::value::Value;

named! {
    /// The fields that a criterion can look at; the documented others are not simulated.
    pub enum SearchField {
        Rating = "rating",
        Pick = "pick",
        LabelColor = "labelColor",
        LabelText = "labelText",
        Folder = "folder",
        Collection = "collection",
        All = "all",
        Metadata = "metadata",
        Filename = "filename",
        Copyname = "copyname",
        FileFormat = "fileFormat",
        Title = "title",
        Caption = "caption",
        Keywords = "keywords",
        Iptc = "iptc",
        Exif = "exif",
        CaptureTime = "captureTime",
        TouchTime = "touchTime",
        Camera = "camera",
        CameraSN = "cameraSN",
        Lens = "lens",
        IsoSpeedRating = "isoSpeedRating",
        HasGPSData = "hasGPSData",
        Country = "country",
        State = "state",
        City = "city",
        Location = "location",
        Creator = "creator",
        JobIdentifier = "jobIdentifier",
        CopyrightState = "copyrightState",
        HasAdjustments = "hasAdjustments",
        DevelopPreset = "developPreset",
        Cropped = "cropped",
        AspectRatio = "aspectRatio",
        Treatment = "treatment",
        AllPluginMetadata = "allPluginMetadata",
    }
}

/// What a criterion looks at in one photo.
pub(super) enum Fact<'a> {
    Number(Option<f64>),
    /// One of a fixed set, as the SDK writes its values.
    Enum(Value),
    Bool(bool),
    /// Text that is searched for words.
    Texts(Vec<&'a str>),
    /// Text that can also be compared as a whole.
    Exact(Option<&'a str>),
    Path(String),
    Date(Option<f64>),
}

impl Catalog {
    /// `catalog:findPhotos`. Fails on a criterion that is not simulated, whatever the photos.
    pub fn find_photos(&self, search: &Search, sort: Sort) -> Result<Vec<PhotoId>> {
        search.check()?;
        let mut found = Vec::new();
        for (id, photo) in self.photos() {
            if self.matches(search, id, photo)? {
                found.push((id, photo));
            }
        }
        let extension = |photo: &Photo| {
            let extension = photo.file_name.rsplit_once('.').map_or("", |(_, it)| it);
            extension.to_lowercase()
        };
        match sort.by {
            SortBy::CaptureTime => {
                found.sort_by_key(|(_, photo)| photo.captured.map(|it| it.wall_clock));
            }
            SortBy::FileName => found.sort_by_cached_key(|(_, it)| it.file_name.to_lowercase()),
            SortBy::Extension => found.sort_by_cached_key(|(_, it)| extension(it)),
        }
        if !sort.ascending {
            found.reverse();
        }
        Ok(found.into_iter().map(|(id, _)| id).collect())
    }

    /// Whether a search finds this photo.
    pub fn finds(&self, search: &Search, photo: PhotoId) -> Result<bool> {
        self.matches(search, photo, self.photo(photo)?)
    }

    fn matches(&self, search: &Search, id: PhotoId, photo: &Photo) -> Result<bool> {
        let (combine, searches) = match search {
            Search::Criterion(criterion) => {
                if let Some(of) = criterion.plugin_field() {
                    let texts = Fact::Texts(self.plugin_texts(id, Some(of)));
                    return criterion.holds(texts, self.now());
                }
                return criterion.holds(self.fact(criterion.field()?, id, photo)?, self.now());
            }
            Search::Combined(combine, searches) => (combine, searches),
        };
        for search in searches {
            match (combine, self.matches(search, id, photo)?) {
                (Combine::Union, true) => return Ok(true),
                (Combine::Intersect, false) | (Combine::Exclude, true) => return Ok(false),
                _ => {}
            }
        }
        Ok(*combine != Combine::Union)
    }

    fn fact<'a>(&'a self, of: SearchField, id: PhotoId, photo: &'a Photo) -> Result<Fact<'a>> {
        let text = |field| Fact::Exact(photo.text(field));
        let size = photo.cropped_size();
        Ok(match of {
            SearchField::Rating => {
                Fact::Number(Some(photo.rating.map_or(0.0, |it| it.stars().into())))
            }
            SearchField::Pick => Fact::Enum(f64::from(photo.pick.status()).into()),
            SearchField::LabelColor => Fact::Enum(label_color(&photo.label)),
            SearchField::LabelText => Fact::Exact(photo.label.text()),
            SearchField::Folder => Fact::Path(self.folder(photo.folder)?.path.clone()),
            SearchField::Collection => Fact::Texts(self.collection_names(id)),
            SearchField::All | SearchField::Metadata => Fact::Texts(self.searchable(photo)),
            SearchField::Filename => Fact::Texts(vec![&photo.file_name]),
            SearchField::Copyname => Fact::Exact(photo.copy_name.as_deref()),
            SearchField::FileFormat => Fact::Enum(photo.format.name().into()),
            SearchField::Title => text(TextField::Title),
            SearchField::Caption => text(TextField::Caption),
            SearchField::Keywords => Fact::Texts(self.searchable_keywords(photo)),
            SearchField::Iptc => Fact::Texts(photo.text.values().map(|text| &**text).collect()),
            SearchField::Exif => Fact::Texts(exif(photo)),
            SearchField::CaptureTime => {
                Fact::Date(photo.captured.map(|it| it.wall_clock.seconds() as f64))
            }
            SearchField::TouchTime => Fact::Date(photo.last_edit.map(Moment::seconds)),
            SearchField::Camera => Fact::Exact(photo.camera.as_ref().map(|it| &*it.model)),
            SearchField::CameraSN => Fact::Exact(
                photo
                    .camera
                    .as_ref()
                    .and_then(|it| it.serial_number.as_deref()),
            ),
            SearchField::Lens => Fact::Exact(photo.lens.as_deref()),
            SearchField::IsoSpeedRating => Fact::Number(photo.shot.iso.map(f64::from)),
            SearchField::HasGPSData => Fact::Bool(photo.gps.is_some()),
            SearchField::Country => text(TextField::Country),
            SearchField::State => text(TextField::StateProvince),
            SearchField::City => text(TextField::City),
            SearchField::Location => text(TextField::Location),
            SearchField::Creator => text(TextField::Creator),
            SearchField::JobIdentifier => text(TextField::JobIdentifier),
            SearchField::CopyrightState => Fact::Enum(match photo.copyright_state {
                CopyrightState::Unknown => "unknown".into(),
                CopyrightState::Copyrighted => true.into(),
                CopyrightState::PublicDomain => false.into(),
            }),
            SearchField::HasAdjustments => Fact::Bool(photo.has_adjustments()),
            SearchField::DevelopPreset => Fact::Texts(develop_preset(photo)),
            SearchField::Cropped => Fact::Bool(photo.crop().is_some()),
            SearchField::AspectRatio => Fact::Enum(match size.width.cmp(&size.height) {
                std::cmp::Ordering::Less => "portrait".into(),
                std::cmp::Ordering::Equal => "square".into(),
                std::cmp::Ordering::Greater => "landscape".into(),
            }),
            SearchField::Treatment => Fact::Enum(treatment(photo).into()),
            SearchField::AllPluginMetadata => Fact::Texts(self.plugin_texts(id, None)),
        })
    }

    /// The texts that plug-ins have stored with a photo: all, those of a plug-in, or of one field.
    fn plugin_texts(&self, id: PhotoId, of: Option<(&str, &str)>) -> Vec<&str> {
        let wanted = |plugin: &str, field: &str| {
            of.is_none_or(|(of, name)| plugin == of && (name == "*" || field == name))
        };
        let all = self.properties(Some(id));
        let all = all.filter(|(plugin, field, _)| wanted(plugin, field));
        all.filter_map(|(_, _, property)| property.value.as_text())
            .collect()
    }

    fn collection_names(&self, photo: PhotoId) -> Vec<&str> {
        let holds = |kind: &CollectionKind| match kind {
            CollectionKind::Plain(photos) | CollectionKind::Quick(photos) => {
                photos.contains(&photo)
            }
            CollectionKind::Smart(_) => false,
        };
        let all = self.store.collections.values();
        all.filter(|it| holds(&it.kind))
            .map(|it| &*it.name)
            .collect()
    }

    fn searchable_keywords(&self, photo: &Photo) -> Vec<&str> {
        let keywords = photo
            .keywords
            .iter()
            .filter_map(|id| self.store.keywords.get(id));
        let mut texts = Vec::new();
        for keyword in keywords {
            texts.push(&*keyword.name);
            texts.extend(keyword.synonyms.iter().map(|synonym| &**synonym));
        }
        texts
    }

    fn searchable<'a>(&'a self, photo: &'a Photo) -> Vec<&'a str> {
        let mut texts = vec![&*photo.file_name];
        texts.extend(photo.copy_name.as_deref());
        texts.extend(photo.text.values().map(|text| &**text));
        texts.extend(self.searchable_keywords(photo));
        texts.extend(exif(photo));
        texts
    }
}

impl Search {
    /// Whether all its criteria are simulated.
    pub fn is_supported(&self) -> bool {
        self.check().is_ok()
    }

    /// Fails on a criterion that is not simulated, also where no photo comes to it.
    fn check(&self) -> Result<()> {
        match self {
            Search::Criterion(criterion) if criterion.plugin_field().is_some() => Ok(()),
            Search::Criterion(criterion) => criterion.field().map(drop),
            Search::Combined(_, searches) => searches.iter().try_for_each(Search::check),
        }
    }
}

fn label_color(label: &Label) -> Value {
    match label {
        Label::None => "none".into(),
        Label::Color(color) => f64::from(color.number()).into(),
        Label::Custom(_) => "custom".into(),
    }
}

fn treatment(photo: &Photo) -> &'static str {
    let gray = photo.develop.key_value("ConvertToGrayscale");
    match gray.and_then(develop::Value::as_bool) {
        Some(true) => "grayscale",
        _ => "color",
    }
}

/// The id and the name of the photo's preset, "default" or "custom". Guess: neither how a search names a
/// preset nor these words are documented.
fn develop_preset(photo: &Photo) -> Vec<&str> {
    match photo.current_preset() {
        Some(preset) => vec![&preset.uuid, &preset.name],
        None if photo.develop.has_adjustments() => vec!["custom"],
        None => vec!["default"],
    }
}

fn exif(photo: &Photo) -> Vec<&str> {
    let mut texts = Vec::new();
    if let Some(camera) = &photo.camera {
        texts.extend([&*camera.make, &*camera.model]);
        texts.extend(camera.serial_number.as_deref());
    }
    texts.extend(photo.lens.as_deref());
    texts.extend(photo.shot.software.as_deref());
    texts.extend(photo.shot.artist.as_deref());
    texts
}
