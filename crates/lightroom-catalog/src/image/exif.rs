//! What the camera wrote into a file.

use std::fs::File;
use std::io::{BufReader, Seek as _};
use std::sync::Arc;

use exif::{Context, Error, Exif, In, Reader, Tag, Value};
use lightroom_sim::{Camera, FileFormat, Gps, Orientation, Photo, Rating, Size, TextField};

use crate::number::whole;
use crate::turns::quarter_turns;

/// The stars, as Windows and cameras write them.
const RATING: Tag = Tag(Context::Tiff, 0x4746);

/// The EXIF of a file, if it has any. A part that is broken is remarked.
pub(super) fn read(file: &mut File, format: FileFormat, remarks: &mut Vec<String>) -> Option<Exif> {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let exif = reader.read_from_container(&mut BufReader::new(&mut *file));
    // Whoever reads next begins at the beginning; if that fails, so does the reading.
    let _ = file.rewind();
    let broken = |problem: &dyn std::fmt::Display| format!("EXIF cannot be read: {problem}");
    let exif = exif.or_else(|error| {
        error.distill_partial_result(|problems| {
            if let Some(problem) = problems.first() {
                remarks.push(broken(problem));
            }
        })
    });
    match exif {
        Ok(exif) => Some(exif),
        Err(Error::NotFound(_)) => None,
        // Not one of the containers that are known: there is none in a PSD.
        Err(Error::InvalidFormat(_)) if format == FileFormat::Psd => None,
        Err(problem) => {
            remarks.push(broken(&problem));
            None
        }
    }
}

/// Width and height, of a raw file's picture rather than its preview's.
pub(super) fn dimensions(exif: &Exif) -> Size {
    let pixels = |tag| number(exif, tag).map_or(0, |number| whole(number).unwrap_or(0));
    Size::new(pixels(Tag::PixelXDimension), pixels(Tag::PixelYDimension))
}

/// The XMP that is an entry of a TIFF or of a raw file or DNG made like one.
pub(super) fn xmp(exif: &Exif) -> Option<Vec<u8>> {
    const XMP: Tag = Tag(Context::Tiff, 700);
    match &exif.get_field(XMP, In::PRIMARY)?.value {
        Value::Byte(bytes) | Value::Undefined(bytes, _) => Some(bytes.clone()),
        _ => None,
    }
}

pub(super) fn describe(photo: &mut Photo, exif: &Exif) {
    let number = |tag| number(exif, tag).filter(|number| number.is_finite());
    let positive = |tag| number(tag).filter(|number| *number > 0.0);
    let turns = number(Tag::Orientation).and_then(quarter_turns);
    photo.orientation = Orientation::quarter_turns(turns.unwrap_or(0));
    photo.rating = number(RATING)
        .and_then(whole)
        .and_then(|stars| Rating::new(u8::try_from(stars).ok()?));
    photo.captured = text(exif, Tag::DateTimeOriginal).and_then(|text| {
        // `2024:01:14 08:12:40`
        let mut time = text.replacen(':', "-", 2);
        time.push_str(&text_of_offset(exif));
        crate::time::capture_time(&time)
    });
    if let Some(model) = text(exif, Tag::Model) {
        let make = text(exif, Tag::Make).unwrap_or_default();
        let serial_number = text(exif, Tag::BodySerialNumber);
        photo.camera = Some(Arc::new(Camera {
            make,
            model,
            serial_number,
        }));
    }
    photo.lens = text(exif, Tag::LensModel).map(Into::into);
    photo.shot.exposure_time = positive(Tag::ExposureTime);
    photo.shot.aperture = positive(Tag::FNumber);
    photo.shot.iso = positive(Tag::PhotographicSensitivity).and_then(whole);
    photo.shot.focal_length = positive(Tag::FocalLength);
    photo.shot.focal_length_35mm = positive(Tag::FocalLengthIn35mmFilm);
    photo.shot.exposure_bias = number(Tag::ExposureBiasValue);
    photo.shot.flash = number(Tag::Flash)
        .and_then(whole)
        .map(|flash| flash & 1 == 1);
    let latitude = degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, "S");
    let longitude = degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, "W");
    photo.gps = latitude
        .zip(longitude)
        .and_then(|(north, east)| Gps::new(north, east));
    let below = number(Tag::GPSAltitudeRef) == Some(1.0);
    photo.altitude = number(Tag::GPSAltitude).map(|metres| if below { -metres } else { metres });
    photo.direction = number(Tag::GPSImgDirection);
    for (field, tag) in [
        (TextField::Caption, Tag::ImageDescription),
        (TextField::Creator, Tag::Artist),
        (TextField::Copyright, Tag::Copyright),
    ] {
        photo.set_text(field, &text(exif, tag).unwrap_or_default());
    }
}

fn text_of_offset(exif: &Exif) -> String {
    let offset = text(exif, Tag::OffsetTimeOriginal).unwrap_or_default();
    let valid = crate::time::offset(&offset).is_some();
    if valid { offset } else { String::new() }
}

fn number(exif: &Exif, tag: Tag) -> Option<f64> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Rational(list) => list.first().map(exif::Rational::to_f64),
        Value::SRational(list) => list.first().map(exif::SRational::to_f64),
        value => value.get_uint(0).map(f64::from),
    }
}

fn text(exif: &Exif, tag: Tag) -> Option<String> {
    let Value::Ascii(parts) = &exif.get_field(tag, In::PRIMARY)?.value else {
        return None;
    };
    let text = String::from_utf8_lossy(parts.first()?);
    let text = text.trim_matches(|c: char| c == '\0' || c.is_whitespace());
    (!text.is_empty()).then(|| text.to_owned())
}

fn degrees(exif: &Exif, tag: Tag, side: Tag, negative: &str) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else {
        return None;
    };
    let mut degrees = 0.0;
    for (part, unit) in parts.iter().zip([1.0, 60.0, 3600.0]) {
        degrees += part.to_f64() / unit;
    }
    let is_negative = text(exif, side).is_some_and(|side| side == negative);
    Some(if is_negative { -degrees } else { degrees })
}
