//! `photo:getRawMetadata`.

use crate::catalog::Catalog;
use crate::error::{Error, Result};
use crate::id::PhotoId;
use crate::named::named;
use crate::photo::{Photo, Rating, Size, TextField};
use crate::time::{CaptureTime, Moment};
use crate::value::{Table, Value};

named! {
    /// The keys of `getRawMetadata`.
    pub enum RawKey {
        FileSize = "fileSize",
        Rating = "rating",
        Dimensions = "dimensions",
        CroppedDimensions = "croppedDimensions",
        ShutterSpeed = "shutterSpeed",
        Aperture = "aperture",
        ExposureBias = "exposureBias",
        Flash = "flash",
        IsoSpeedRating = "isoSpeedRating",
        FocalLength = "focalLength",
        FocalLength35mm = "focalLength35mm",
        DateTimeOriginal = "dateTimeOriginal",
        DateTimeDigitized = "dateTimeDigitized",
        DateTime = "dateTime",
        Gps = "gps",
        GpsAltitude = "gpsAltitude",
        GpsImgDirection = "gpsImgDirection",
        CountVirtualCopies = "countVirtualCopies",
        VirtualCopies = "virtualCopies",
        MasterPhoto = "masterPhoto",
        IsVirtualCopy = "isVirtualCopy",
        CountStackInFolderMembers = "countStackInFolderMembers",
        StackInFolderMembers = "stackInFolderMembers",
        IsInStackInFolder = "isInStackInFolder",
        StackInFolderIsCollapsed = "stackInFolderIsCollapsed",
        StackPositionInFolder = "stackPositionInFolder",
        TopOfStackInFolderContainingPhoto = "topOfStackInFolderContainingPhoto",
        ColorNameForLabel = "colorNameForLabel",
        FileFormat = "fileFormat",
        Width = "width",
        Height = "height",
        AspectRatio = "aspectRatio",
        IsCropped = "isCropped",
        DateTimeOriginalIso8601 = "dateTimeOriginalISO8601",
        DateTimeDigitizedIso8601 = "dateTimeDigitizedISO8601",
        DateTimeIso8601 = "dateTimeISO8601",
        LastEditTime = "lastEditTime",
        EditCount = "editCount",
        CopyrightState = "copyrightState",
        Uuid = "uuid",
        Path = "path",
        IsVideo = "isVideo",
        DurationInSeconds = "durationInSeconds",
        TrimmedDurationInSeconds = "trimmedDurationInSeconds",
        DurationRatio = "durationRatio",
        TrimmedDurationRatio = "trimmedDurationRatio",
        Keywords = "keywords",
        CustomMetadata = "customMetadata",
        PickStatus = "pickStatus",
        LocationIsPrivate = "locationIsPrivate",
        SmartPreviewInfo = "smartPreviewInfo",
        AltTextAccessibility = "altTextAccessibility",
        ExtDescrAccessibility = "extDescrAccessibility",
        IsExported = "isExported",
        BitDepth = "bitDepth",
    }
}

impl Catalog {
    /// `photo:getRawMetadata` of a key by its name; an unknown one is an error.
    pub fn raw_metadata_named(&self, photo: PhotoId, key: &str) -> Result<Value> {
        let unknown = || Error::UnknownKey {
            key: key.to_owned(),
        };
        self.raw_metadata(photo, RawKey::parse(key).ok_or_else(unknown)?)
    }

    /// `photo:getRawMetadata`; a value that the photo lacks is [`Value::Nil`].
    pub fn raw_metadata(&self, id: PhotoId, key: RawKey) -> Result<Value> {
        let photo = self.photo(id)?;
        let captured = photo.captured;
        let moment = captured.map(|captured| captured.moment().seconds());
        let iso8601 = || Value::text(captured.map(CaptureTime::iso8601));
        let video = photo.video;
        Ok(match key {
            RawKey::FileSize => Value::Number(photo.file_size as f64),
            RawKey::Rating => Value::number(photo.rating.map(Rating::stars)),
            RawKey::Dimensions => size(photo.size()),
            RawKey::CroppedDimensions => size(photo.cropped_size()),
            RawKey::ShutterSpeed => Value::number(photo.shot.exposure_time),
            RawKey::Aperture => Value::number(photo.shot.aperture),
            RawKey::ExposureBias => Value::number(photo.shot.exposure_bias),
            RawKey::Flash => Value::bool(photo.shot.flash),
            RawKey::IsoSpeedRating => Value::number(photo.shot.iso),
            RawKey::FocalLength => Value::number(photo.shot.focal_length),
            RawKey::FocalLength35mm => Value::number(photo.shot.focal_length_35mm),
            RawKey::DateTimeOriginal | RawKey::DateTimeDigitized | RawKey::DateTime => {
                Value::number(moment)
            }
            RawKey::DateTimeOriginalIso8601
            | RawKey::DateTimeDigitizedIso8601
            | RawKey::DateTimeIso8601 => iso8601(),
            RawKey::Gps => photo.gps.map_or(Value::Nil, |gps| {
                Value::Table(Table::of([
                    ("latitude", gps.latitude.into()),
                    ("longitude", gps.longitude.into()),
                ]))
            }),
            RawKey::GpsAltitude => Value::number(photo.altitude),
            RawKey::GpsImgDirection => Value::number(photo.direction),
            RawKey::MasterPhoto => Value::photo(photo.master),
            RawKey::IsVirtualCopy => photo.is_virtual_copy().into(),
            RawKey::CountVirtualCopies => (self.virtual_copies(id).len() as f64).into(),
            RawKey::VirtualCopies => Value::photos(self.virtual_copies(id)),
            RawKey::CountStackInFolderMembers
            | RawKey::StackInFolderMembers
            | RawKey::IsInStackInFolder
            | RawKey::StackInFolderIsCollapsed
            | RawKey::StackPositionInFolder
            | RawKey::TopOfStackInFolderContainingPhoto => self.stack_metadata(id, key)?,
            RawKey::ColorNameForLabel => photo.label.color_name().into(),
            RawKey::FileFormat => photo.format.name().into(),
            RawKey::Width => f64::from(photo.size().width).into(),
            RawKey::Height => f64::from(photo.size().height).into(),
            RawKey::AspectRatio => photo.cropped_size().aspect_ratio().into(),
            RawKey::IsCropped => photo.crop().is_some().into(),
            RawKey::LastEditTime => Value::number(photo.last_edit.map(Moment::seconds)),
            RawKey::EditCount => f64::from(photo.edit_count).into(),
            RawKey::CopyrightState => photo.copyright_state.name().into(),
            RawKey::Uuid => Value::Text(photo.uuid.to_string()),
            RawKey::Path => Value::Text(self.path_of(photo)),
            RawKey::IsVideo => video.is_some().into(),
            RawKey::DurationInSeconds => Value::number(video.map(|it| seconds(it.duration))),
            RawKey::TrimmedDurationInSeconds => Value::number(video.map(|it| seconds(it.trimmed))),
            RawKey::DurationRatio => video.map_or(Value::Nil, |it| ratio(it.duration)),
            RawKey::TrimmedDurationRatio => video.map_or(Value::Nil, |it| ratio(it.trimmed)),
            RawKey::Keywords => {
                let keywords = photo.keywords.iter().copied();
                Value::Table(Table::list(keywords.map(Value::Keyword)))
            }
            RawKey::CustomMetadata => self.custom_metadata(id),
            RawKey::PickStatus => f64::from(photo.pick.status()).into(),
            RawKey::LocationIsPrivate => photo.location_is_private.into(),
            RawKey::SmartPreviewInfo => Value::Table(Table::default()),
            RawKey::IsExported => photo.made.export.into(),
            RawKey::BitDepth => Value::number(photo.bit_depth()),
            RawKey::AltTextAccessibility => text(photo, TextField::AltTextAccessibility),
            RawKey::ExtDescrAccessibility => text(photo, TextField::ExtDescrAccessibility),
        })
    }

    fn stack_metadata(&self, id: PhotoId, key: RawKey) -> Result<Value> {
        let Some(stack) = self.stack_of(id)? else {
            return Ok(match key {
                RawKey::IsInStackInFolder => false.into(),
                RawKey::CountStackInFolderMembers => 0.0.into(),
                RawKey::StackInFolderMembers => Value::Table(Table::default()),
                _ => Value::Nil,
            });
        };
        Ok(match key {
            RawKey::CountStackInFolderMembers => (stack.members.len() as f64).into(),
            RawKey::StackInFolderMembers => Value::photos(stack.members.iter().copied()),
            RawKey::StackInFolderIsCollapsed => stack.collapsed.into(),
            RawKey::StackPositionInFolder => {
                let at = stack.members.iter().position(|member| *member == id);
                Value::number(at.map(|at| at as f64 + 1.0))
            }
            RawKey::TopOfStackInFolderContainingPhoto => {
                Value::photo(stack.members.first().copied())
            }
            _ => true.into(),
        })
    }

    fn custom_metadata(&self, id: PhotoId) -> Value {
        let properties = self.properties(Some(id)).map(|(plugin, field, property)| {
            Value::Table(Table::of([
                ("id", field.into()),
                ("value", property.value.clone()),
                ("sourcePlugin", plugin.into()),
            ]))
        });
        Value::Table(Table::list(properties))
    }
}

fn size(size: Size) -> Value {
    Value::Table(Table::of([
        ("width", f64::from(size.width).into()),
        ("height", f64::from(size.height).into()),
    ]))
}

fn seconds((numerator, denominator): (u32, u32)) -> f64 {
    f64::from(numerator) / f64::from(denominator.max(1))
}

fn ratio((numerator, denominator): (u32, u32)) -> Value {
    Value::Table(Table::of([
        ("numerator", f64::from(numerator).into()),
        ("denominator", f64::from(denominator).into()),
    ]))
}

fn text(photo: &Photo, field: TextField) -> Value {
    Value::text(photo.text(field))
}
