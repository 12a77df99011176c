//! Photos: their rows, and what belongs to them from other tables.

use std::collections::HashMap;

use lightroom_sim::{FileFormat, KeywordId, Label, Orientation, Photo, Pick, Rating, Size, Uuid};

use super::exif::Exif;
use super::files::{Disk, File};
use super::settings::{self, Developed};
use super::texts::Texts;
use super::{ById, Reader};
use crate::Error;
use crate::number::whole;

/// One row of `Adobe_images`.
struct Image {
    id: i64,
    file: i64,
    master: Option<i64>,
    uuid: Option<Uuid>,
    copy_name: Option<String>,
    format: Option<String>,
    size: Size,
    orientation: Option<String>,
    captured: Option<String>,
    rating: Option<Rating>,
    pick: Pick,
    label: Label,
}

/// What belongs to images, by their ids.
struct Parts {
    files: ById<File>,
    exif: ById<Exif>,
    texts: ById<Texts>,
    settings: ById<Developed>,
    keywords: ById<Vec<KeywordId>>,
}

/// What could not be read, to be remarked once.
#[derive(Default)]
struct Left {
    without_file: usize,
    twice: usize,
    unavailable: usize,
    settings: usize,
    more_settings: usize,
    mirrored: usize,
    masterless: usize,
    videos: usize,
}

impl Reader<'_> {
    pub(super) fn images(&mut self) -> Result<(), Error> {
        let images = self.image_rows()?;
        let mut parts = Parts {
            files: self.files()?,
            exif: self.exif()?,
            texts: self.texts()?,
            settings: self.settings()?,
            keywords: self.keywords_of_images()?,
        };
        let (mut left, mut disk) = (Left::default(), Disk::default());
        let (copies, masters): (Vec<_>, Vec<_>) =
            images.into_iter().partition(|image| image.master.is_some());
        for image in masters {
            let Some(file) = parts.files.get(&image.file) else {
                left.without_file += 1;
                continue;
            };
            let path = file.path.clone();
            if self.photos.contains_key(&image.id)
                || self.builder.catalog().photo_by_path(&path, true).is_some()
            {
                left.twice += 1;
                continue;
            }
            let format = image.format.as_deref().and_then(format_named);
            let format = format.or_else(|| FileFormat::of_file(&path));
            let mut photo = Photo::new("", format.unwrap_or(FileFormat::Raw), image.size);
            photo.file_size = file.bytes.unwrap_or(0);
            photo.available = disk.has(&path);
            left.unavailable += usize::from(!photo.available);
            left.videos += usize::from(photo.format == FileFormat::Video);
            describe(&mut photo, &image, &mut parts, &mut left);
            let added = self.builder.photo(&path, photo);
            let id = added.map_err(|source| self.simulation(source))?;
            self.photos.insert(image.id, id);
        }
        for image in copies {
            let master = image.master.and_then(|master| self.photos.get(&master));
            let Some(master) = master.copied() else {
                left.masterless += 1;
                continue;
            };
            let original = self.builder.catalog().photo(master);
            let original = original.map_err(|source| self.simulation(source))?;
            let mut photo = Photo::new("", original.format, original.stored_size);
            photo.file_size = original.file_size;
            photo.available = original.available;
            describe(&mut photo, &image, &mut parts, &mut left);
            let name = image.copy_name.as_deref().unwrap_or_default();
            let made = self.builder.copy_of(master, name, photo);
            let id = made.map_err(|source| self.simulation(source))?;
            self.photos.insert(image.id, id);
        }
        self.database.remarks.extend(left.remarks());
        Ok(())
    }

    fn image_rows(&mut self) -> Result<Vec<Image>, Error> {
        let mut images = Vec::new();
        let columns = [
            "id_local",
            "rootFile",
            "masterImage",
            "id_global",
            "copyName",
            "fileFormat",
            "fileWidth",
            "fileHeight",
            "orientation",
            "captureTime",
            "rating",
            "pick",
            "colorLabels",
        ];
        self.database.rows("Adobe_images", 2, &columns, |row| {
            let Some((id, file)) = row.id(0).zip(row.id(1)) else {
                return;
            };
            images.push(Image {
                id,
                file,
                master: row.id(2).filter(|master| *master != 0),
                uuid: row.text(3).and_then(|uuid| Uuid::parse(&uuid)),
                copy_name: row.text(4),
                format: row.text(5),
                size: Size::new(pixels(row.number(6)), pixels(row.number(7))),
                orientation: row.text(8),
                captured: row.text(9),
                rating: row
                    .number(10)
                    .and_then(whole)
                    .and_then(|it| Rating::new(u8::try_from(it).ok()?)),
                pick: row
                    .number(11)
                    .and_then(Pick::from_status)
                    .unwrap_or_default(),
                label: Label::from_text(&row.text(12).unwrap_or_default()),
            });
        })?;
        Ok(images)
    }

    fn keywords_of_images(&mut self) -> Result<ById<Vec<KeywordId>>, Error> {
        let mut of_images: ById<Vec<KeywordId>> = HashMap::new();
        let keywords = &self.keywords;
        let columns = ["image", "tag"];
        self.database
            .rows("AgLibraryKeywordImage", 0, &columns, |row| {
                let keyword = row.id(1).and_then(|tag| keywords.get(&tag));
                if let Some((image, keyword)) = row.id(0).zip(keyword) {
                    of_images.entry(image).or_default().push(*keyword);
                }
            })?;
        Ok(of_images)
    }
}

/// What masters and copies have each by themselves.
fn describe(photo: &mut Photo, image: &Image, parts: &mut Parts, left: &mut Left) {
    photo.uuid = image.uuid.unwrap_or_default();
    let (turns, mirrored) = turns(image.orientation.as_deref().unwrap_or("AB"));
    photo.orientation = Orientation::quarter_turns(turns);
    left.mirrored += usize::from(mirrored);
    let captured = image.captured.as_deref();
    photo.captured = captured.and_then(crate::time::capture_time);
    photo.rating = image.rating;
    photo.pick = image.pick;
    photo.label = image.label.clone();
    let keywords = parts.keywords.remove(&image.id);
    photo.keywords = keywords.unwrap_or_default();
    if let Some(exif) = parts.exif.remove(&image.id) {
        photo.shot = exif.shot;
        photo.camera = exif.camera;
        photo.lens = exif.lens;
        photo.gps = exif.gps;
    }
    for (field, text) in parts.texts.remove(&image.id).unwrap_or_default() {
        photo.set_text(field, &text);
    }
    if let Some(developed) = parts.settings.remove(&image.id) {
        left.settings += usize::from(!settings::apply(photo, &developed));
        left.more_settings += usize::from(developed.has_more);
    }
}

impl Left {
    fn remarks(&self) -> impl Iterator<Item = String> {
        [
            (
                self.without_file,
                "photos are left out: their files or folders are not in the catalog",
            ),
            (self.twice, "photos are left out: another has the same file"),
            (
                self.masterless,
                "virtual copies are left out: their masters are missing",
            ),
            (
                self.unavailable,
                "photos are missing: their files are not where the catalog says",
            ),
            (
                self.settings,
                "photos have develop settings that cannot be read, or not all of them",
            ),
            (
                self.more_settings,
                "photos have parts of their develop settings, such as masks, in the file \
                 .lrcat-data, which is not read",
            ),
            (self.mirrored, "photos are mirrored, which is not simulated"),
            (self.videos, "videos have no duration: it is not read"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
    }
}

fn format_named(name: &str) -> Option<FileFormat> {
    Some(match name.to_ascii_uppercase().as_str() {
        "RAW" => FileFormat::Raw,
        "DNG" => FileFormat::Dng,
        "JPG" | "JPEG" => FileFormat::Jpeg,
        "TIFF" | "TIF" => FileFormat::Tiff,
        "PSD" => FileFormat::Psd,
        "PNG" => FileFormat::Png,
        "HEIC" | "HEIF" => FileFormat::Heic,
        "VIDEO" => FileFormat::Video,
        _ => return None,
    })
}

/// Quarter turns clockwise, and whether the picture is mirrored.
fn turns(corners: &str) -> (u8, bool) {
    match corners {
        "DA" => (1, false),
        "CD" => (2, false),
        "BC" => (3, false),
        "BA" => (0, true),
        "AD" => (1, true),
        "DC" => (2, true),
        "CB" => (3, true),
        _ => (0, false),
    }
}

fn pixels(number: Option<f64>) -> u32 {
    number.and_then(whole).unwrap_or(0)
}
