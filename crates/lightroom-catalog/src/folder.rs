//! Folders of images.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use exif::{Context, Exif, In, Reader, Tag, Value};
use lightroom_sim::{
    Builder, Camera, FileFormat, Gps, Orientation, Photo, Rating, Size, TextField,
};

use crate::{Error, Opened};

/// Uuids of folders derive from this.
const SEED: u64 = 0x666f_6c64;
/// Folders nested deeper are not looked into.
const MAX_DEPTH: u32 = 32;
/// The stars, as Windows and cameras write them.
const RATING: Tag = Tag(Context::Tiff, 0x4746);

pub(crate) fn open(path: &Path) -> Result<Opened, Error> {
    let root = std::path::absolute(path).map_err(|source| Error::unreadable(path, source))?;
    let mut remarks = Vec::new();
    let mut files = Vec::new();
    list(&root, 0, &mut files, &mut remarks).map_err(|source| Error::unreadable(path, source))?;
    files.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let name = |path: &Path| {
        let name = path.to_str().map(str::to_owned);
        name.ok_or_else(|| Error::NotUnicode { path: path.into() })
    };
    let mut builder = Builder::new(&name(&root.join("Folder.lrcat"))?, SEED);
    builder.root(&name(&root)?);
    for (file, format) in files {
        let photo = read(&file, format, &mut remarks);
        let added = builder.photo(&name(&file)?, photo);
        added.map_err(|source| Error::simulation(&file, source))?;
    }
    Ok(Opened {
        catalog: builder.build(),
        remarks,
    })
}

/// The images of a folder and of those below; links to folders are not followed.
fn list(
    folder: &Path,
    depth: u32,
    files: &mut Vec<(PathBuf, FileFormat)>,
    remarks: &mut Vec<String>,
) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let file_name = entry.file_name();
        let name = file_name.to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            if depth >= MAX_DEPTH {
                remarks.push(format!("{} is nested too deeply; left out", path.display()));
            } else if let Err(error) = list(&path, depth + 1, files, remarks) {
                remarks.push(format!("{} is left out: {error}", path.display()));
            }
        } else if let Some(format) = FileFormat::of_file(&name) {
            if path.to_str().is_some() {
                files.push((path, format));
            } else {
                remarks.push(format!("{} is left out: no Unicode name", path.display()));
            }
        }
    }
    Ok(())
}

fn read(path: &Path, format: FileFormat, remarks: &mut Vec<String>) -> Photo {
    let exif = File::open(path).ok().and_then(|file| {
        Reader::new()
            .read_from_container(&mut BufReader::new(file))
            .ok()
    });
    let number = |tag| exif.as_ref().and_then(|exif| number(exif, tag));
    let pixels = |tag| number(tag).map_or(0, |number| whole(number).unwrap_or(0));
    // A raw file's own dimensions are those of its preview; EXIF knows better.
    let by_exif = Size::new(pixels(Tag::PixelXDimension), pixels(Tag::PixelYDimension));
    let by_file = || {
        let size = imagesize::size(path).ok()?;
        Some(Size::new(
            u32::try_from(size.width).ok()?,
            u32::try_from(size.height).ok()?,
        ))
    };
    let rendered = format.kind() == FileFormat::Jpeg.kind();
    let measured = if rendered { by_file() } else { None };
    let size = measured.unwrap_or(by_exif);
    if size == Size::default() {
        remarks.push(format!("{}: no dimensions can be read", path.display()));
    }
    let mut photo = Photo::new("", format, size);
    photo.file_size = std::fs::metadata(path).map_or(0, |file| file.len());
    if let Some(exif) = &exif {
        describe(&mut photo, exif);
    }
    photo
}

fn describe(photo: &mut Photo, exif: &Exif) {
    let number = |tag| number(exif, tag).filter(|number| number.is_finite());
    let positive = |tag| number(tag).filter(|number| *number > 0.0);
    photo.orientation =
        Orientation::quarter_turns(match number(Tag::Orientation).and_then(whole) {
            Some(5 | 6) => 1,
            Some(3 | 4) => 2,
            Some(7 | 8) => 3,
            _ => 0,
        });
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

fn whole(number: f64) -> Option<u32> {
    let number = number.round();
    // In range, as was just checked.
    #[allow(clippy::cast_sign_loss)]
    let cast = (0.0..=f64::from(u32::MAX))
        .contains(&number)
        .then_some(number as u32);
    cast
}
