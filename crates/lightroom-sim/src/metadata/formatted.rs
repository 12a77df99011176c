//! `photo:getFormattedMetadata`: as the Metadata panel shows it, in English.

use super::shown;
use crate::catalog::Catalog;
use crate::error::{Error, Result};
use crate::id::PhotoId;
use crate::named::named;
use crate::photo::{NumberField, Photo, Rating, StructField, TextField};
use crate::time::CaptureTime;
use crate::value::Value;

named! {
    /// The keys of `getFormattedMetadata` that are not plain fields of the photo; those are
    /// [`TextField`], [`StructField`] and [`NumberField`].
    pub enum FormattedKey {
        KeywordTags = "keywordTags",
        KeywordTagsForExport = "keywordTagsForExport",
        FileName = "fileName",
        PreservedFileName = "preservedFileName",
        CopyName = "copyName",
        FolderName = "folderName",
        FileSize = "fileSize",
        FileType = "fileType",
        Rating = "rating",
        Label = "label",
        Dimensions = "dimensions",
        CroppedDimensions = "croppedDimensions",
        Exposure = "exposure",
        ShutterSpeed = "shutterSpeed",
        Aperture = "aperture",
        BrightnessValue = "brightnessValue",
        ExposureBias = "exposureBias",
        Flash = "flash",
        ExposureProgram = "exposureProgram",
        MeteringMode = "meteringMode",
        IsoSpeedRating = "isoSpeedRating",
        FocalLength = "focalLength",
        FocalLength35mm = "focalLength35mm",
        Lens = "lens",
        SubjectDistance = "subjectDistance",
        DateTimeOriginal = "dateTimeOriginal",
        DateTimeDigitized = "dateTimeDigitized",
        DateTime = "dateTime",
        CameraMake = "cameraMake",
        CameraModel = "cameraModel",
        CameraSerialNumber = "cameraSerialNumber",
        Artist = "artist",
        Software = "software",
        Gps = "gps",
        GpsAltitude = "gpsAltitude",
        GpsImgDirection = "gpsImgDirection",
        CopyrightState = "copyrightState",
        DigImageGuid = "digImageGUID",
        PlusVersion = "plusVersion",
    }
}

impl FormattedKey {
    /// Every key that `getFormattedMetadata` takes, by name.
    pub fn all_names() -> impl Iterator<Item = &'static str> {
        let keys = FormattedKey::ALL.iter().map(|key| key.name());
        let texts = TextField::ALL.iter().map(|field| field.name());
        let structs = StructField::ALL.iter().map(|field| field.name());
        let numbers = NumberField::ALL.iter().map(|field| field.name());
        keys.chain(texts).chain(structs).chain(numbers)
    }
}

impl Catalog {
    /// `photo:getFormattedMetadata` of a key by its name; an unknown one is an error. What the
    /// photo lacks is [`Value::Nil`], a field of text that is not set the empty string.
    pub fn formatted_metadata_named(&self, id: PhotoId, key: &str) -> Result<Value> {
        let photo = self.photo(id)?;
        if let Some(field) = TextField::parse(key) {
            return Ok(photo.text(field).unwrap_or_default().into());
        }
        if let Some(field) = StructField::parse(key) {
            return Ok(photo.structs.get(&field).cloned().unwrap_or_default());
        }
        if let Some(field) = NumberField::parse(key) {
            return Ok(Value::number(photo.numbers.get(&field).copied()));
        }
        let key = FormattedKey::parse(key).ok_or_else(|| Error::UnknownKey {
            key: key.to_owned(),
        });
        self.formatted_metadata(id, key?)
    }

    /// `photo:getFormattedMetadata` of a key that is no plain field.
    pub fn formatted_metadata(&self, id: PhotoId, key: FormattedKey) -> Result<Value> {
        let photo = self.photo(id)?;
        let camera = photo.camera.as_deref();
        Ok(match key {
            FormattedKey::KeywordTags => {
                Value::Text(self.keyword_names(&photo.keywords).join(", "))
            }
            FormattedKey::KeywordTagsForExport => {
                Value::Text(self.exported_keyword_names(&photo.keywords).join(", "))
            }
            FormattedKey::FileName | FormattedKey::PreservedFileName => (&*photo.file_name).into(),
            FormattedKey::CopyName => photo.copy_name.as_deref().unwrap_or_default().into(),
            FormattedKey::FolderName => (&*self.folder(photo.folder)?.name).into(),
            FormattedKey::FileSize => Value::Text(shown::file_size(photo.file_size)),
            FormattedKey::FileType => photo.format.shown().into(),
            FormattedKey::Rating => Value::number(photo.rating.map(Rating::stars)),
            FormattedKey::Label => photo.label.text().unwrap_or_default().into(),
            FormattedKey::Dimensions => Value::Text(photo.size().to_string()),
            FormattedKey::CroppedDimensions => Value::Text(photo.cropped_size().to_string()),
            FormattedKey::DateTimeOriginal
            | FormattedKey::DateTimeDigitized
            | FormattedKey::DateTime => Value::text(photo.captured.map(CaptureTime::formatted)),
            FormattedKey::CameraMake => Value::text(camera.map(|camera| &*camera.make)),
            FormattedKey::CameraModel => Value::text(camera.map(|camera| &*camera.model)),
            FormattedKey::CameraSerialNumber => {
                Value::text(camera.and_then(|camera| camera.serial_number.as_deref()))
            }
            FormattedKey::Lens => Value::text(photo.lens.as_deref()),
            FormattedKey::Gps => Value::text(photo.gps.map(shown::gps)),
            FormattedKey::GpsAltitude => {
                Value::text(photo.altitude.map(|metres| format!("{metres:.1} m")))
            }
            FormattedKey::GpsImgDirection => Value::text(photo.direction.map(shown::direction)),
            FormattedKey::CopyrightState => photo.copyright_state.name().into(),
            FormattedKey::DigImageGuid | FormattedKey::PlusVersion => Value::Nil,
            _ => shot(photo, key),
        })
    }
}

/// What the camera wrote of the exposure.
fn shot(photo: &Photo, key: FormattedKey) -> Value {
    let shot = &photo.shot;
    match key {
        FormattedKey::Exposure => match (shot.exposure_time, shot.aperture) {
            (Some(time), Some(aperture)) => {
                let (time, aperture) = (shown::exposure_time(time), shown::aperture(aperture));
                Value::Text(format!("{time} at {aperture}"))
            }
            (Some(time), None) => Value::Text(shown::exposure_time(time)),
            (None, aperture) => Value::text(aperture.map(shown::aperture)),
        },
        FormattedKey::ShutterSpeed => Value::text(shot.exposure_time.map(shown::exposure_time)),
        FormattedKey::Aperture => Value::text(shot.aperture.map(shown::aperture)),
        FormattedKey::BrightnessValue => Value::text(shot.brightness.map(|ev| format!("{ev:.2}"))),
        FormattedKey::ExposureBias => Value::text(shot.exposure_bias.map(shown::exposure_bias)),
        FormattedKey::Flash => Value::text(
            shot.flash
                .map(|fired| if fired { "Did fire" } else { "Did not fire" }),
        ),
        FormattedKey::ExposureProgram => Value::text(shot.exposure_program.as_deref()),
        FormattedKey::MeteringMode => Value::text(shot.metering_mode.as_deref()),
        FormattedKey::IsoSpeedRating => Value::text(shot.iso.map(|iso| format!("ISO {iso}"))),
        FormattedKey::FocalLength => Value::text(shot.focal_length.map(shown::focal_length)),
        FormattedKey::FocalLength35mm => Value::text(
            shot.focal_length_35mm
                .map(|length| format!("{length:.0} mm")),
        ),
        FormattedKey::SubjectDistance => {
            Value::text(shot.subject_distance.map(|metres| format!("{metres:.2} m")))
        }
        FormattedKey::Artist => Value::text(shot.artist.as_deref()),
        FormattedKey::Software => Value::text(shot.software.as_deref()),
        _ => Value::Nil,
    }
}
