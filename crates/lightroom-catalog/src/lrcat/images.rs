//! Photos: where their files are, what the camera wrote, how they are marked and developed.

use std::collections::HashMap;
use std::sync::Arc;

use lightroom_sim::{
    Camera, FileFormat, Gps, KeywordId, Label, Orientation, Photo, Pick, Rating, Shot, Size,
    TextField, Uuid, Value,
};

use super::database::Cells;
use super::{ById, Reader, lua};
use crate::Error;

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

/// One row of `AgLibraryFile`.
struct File {
    path: String,
    bytes: Option<u64>,
}

/// What the camera wrote.
#[derive(Default)]
struct Exif {
    shot: Shot,
    camera: Option<Arc<Camera>>,
    lens: Option<Arc<str>>,
    gps: Option<Gps>,
}

/// What belongs to images, by their ids.
struct Parts {
    files: ById<File>,
    exif: ById<Exif>,
    texts: ById<Vec<(TextField, String)>>,
    settings: ById<Option<lightroom_sim::Table>>,
    keywords: ById<Vec<KeywordId>>,
}

/// What could not be read, to be remarked once.
#[derive(Default)]
struct Left {
    without_file: usize,
    settings: usize,
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
        let mut left = Left::default();
        let (copies, masters): (Vec<_>, Vec<_>) =
            images.into_iter().partition(|image| image.master.is_some());
        for image in masters {
            let Some(file) = parts.files.get(&image.file) else {
                left.without_file += 1;
                continue;
            };
            let path = file.path.clone();
            let format = image.format.as_deref().and_then(format_named);
            let format = format.or_else(|| FileFormat::of_file(&path));
            let mut photo = Photo::new("", format.unwrap_or(FileFormat::Raw), image.size);
            photo.file_size = file.bytes.unwrap_or(0);
            photo.uuid = image.uuid.unwrap_or_default();
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
            let name = image.copy_name.clone().unwrap_or_default();
            let made = self.builder.virtual_copy(master, &name);
            let id = made.map_err(|source| self.simulation(source))?;
            let edited = self.builder.edit(id, |photo| {
                photo.keywords.clear();
                photo.text.clear();
                photo.develop = Photo::new("", photo.format, photo.stored_size).develop;
                describe(photo, &image, &mut parts, &mut left);
            });
            edited.map_err(|source| self.simulation(source))?;
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
                rating: whole(row.number(10)).and_then(|it| Rating::new(u8::try_from(it).ok()?)),
                pick: row
                    .number(11)
                    .and_then(Pick::from_status)
                    .unwrap_or_default(),
                label: Label::from_text(&row.text(12).unwrap_or_default()),
            });
        })?;
        Ok(images)
    }

    fn files(&mut self) -> Result<ById<File>, Error> {
        let mut roots: ById<String> = HashMap::new();
        let columns = ["id_local", "absolutePath"];
        self.database
            .rows("AgLibraryRootFolder", 2, &columns, |row| {
                if let Some((id, path)) = row.id(0).zip(row.text(1)) {
                    roots.insert(id, path);
                }
            })?;
        let mut paths: Vec<_> = roots.values().cloned().collect();
        paths.sort_unstable();
        for path in &paths {
            self.builder.root(&native(path));
        }
        let mut folders: ById<String> = HashMap::new();
        let columns = ["id_local", "rootFolder", "pathFromRoot"];
        self.database.rows("AgLibraryFolder", 3, &columns, |row| {
            let root = row.id(1).and_then(|root| roots.get(&root));
            if let Some((id, root)) = row.id(0).zip(root) {
                let below = row.text(2).unwrap_or_default();
                folders.insert(id, format!("{}/{below}", root.trim_end_matches('/')));
            }
        })?;
        let mut files = HashMap::new();
        let columns = ["id_local", "folder", "baseName", "extension", "importHash"];
        self.database.rows("AgLibraryFile", 3, &columns, |row| {
            let folder = row.id(1).and_then(|folder| folders.get(&folder));
            let (Some(id), Some(folder), Some(name)) = (row.id(0), folder, row.text(2)) else {
                return;
            };
            let folder = folder.trim_end_matches('/');
            let path = match row.text(3).filter(|extension| !extension.is_empty()) {
                Some(extension) => format!("{folder}/{name}.{extension}"),
                None => format!("{folder}/{name}"),
            };
            // Time, name and size of the file when it was imported (reported).
            let hash = row.text(4).unwrap_or_default();
            let bytes = hash
                .rsplit_once(':')
                .and_then(|(_, bytes)| bytes.parse().ok());
            let path = native(&path);
            files.insert(id, File { path, bytes });
        })?;
        Ok(files)
    }

    fn interned(&mut self, table: &'static str) -> Result<ById<String>, Error> {
        let mut texts = HashMap::new();
        self.database
            .rows(table, 0, &["id_local", "value"], |row| {
                if let Some((id, text)) = row.id(0).zip(row.text(1)) {
                    texts.insert(id, text);
                }
            })?;
        Ok(texts)
    }

    fn exif(&mut self) -> Result<ById<Exif>, Error> {
        let models = self.interned("AgInternedExifCameraModel")?;
        let serials = self.interned("AgInternedExifCameraSN")?;
        let lenses = self.interned("AgInternedExifLens")?;
        let lenses: ById<Arc<str>> = lenses
            .into_iter()
            .map(|(id, lens)| (id, lens.into()))
            .collect();
        let mut cameras: HashMap<(i64, Option<i64>), Arc<Camera>> = HashMap::new();
        let mut exif = HashMap::new();
        let columns = [
            "image",
            "aperture",
            "shutterSpeed",
            "isoSpeedRating",
            "focalLength",
            "flashFired",
            "cameraModelRef",
            "cameraSNRef",
            "lensRef",
            "gpsLatitude",
            "gpsLongitude",
        ];
        self.database
            .rows("AgHarvestedExifMetadata", 0, &columns, |row| {
                let Some(image) = row.id(0) else { return };
                let camera = row.id(6).and_then(|model| {
                    let name = models.get(&model)?;
                    let camera = cameras.entry((model, row.id(7))).or_insert_with(|| {
                        Arc::new(Camera {
                            make: String::new(),
                            model: name.clone(),
                            serial_number: row.id(7).and_then(|id| serials.get(&id)).cloned(),
                        })
                    });
                    Some(Arc::clone(camera))
                });
                let gps = row.number(9).zip(row.number(10));
                exif.insert(
                    image,
                    Exif {
                        shot: shot(row),
                        camera,
                        lens: row.id(8).and_then(|lens| lenses.get(&lens)).cloned(),
                        gps: gps.and_then(|(latitude, longitude)| Gps::new(latitude, longitude)),
                    },
                );
            })?;
        Ok(exif)
    }

    fn texts(&mut self) -> Result<ById<Vec<(TextField, String)>>, Error> {
        let mut texts = HashMap::new();
        let fields = [TextField::Title, TextField::Caption, TextField::Copyright];
        let columns = ["image", "title", "caption", "copyright"];
        self.database.rows("AgLibraryIPTC", 0, &columns, |row| {
            let Some(image) = row.id(0) else { return };
            let of_image = fields.iter().zip(1..);
            let of_image = of_image.filter_map(|(field, column)| Some((*field, row.text(column)?)));
            texts.insert(image, of_image.collect());
        })?;
        Ok(texts)
    }

    /// The settings; `None` for those that are no table.
    fn settings(&mut self) -> Result<ById<Option<lightroom_sim::Table>>, Error> {
        let mut settings = HashMap::new();
        let columns = ["image", "text"];
        self.database
            .rows("Adobe_imageDevelopSettings", 0, &columns, |row| {
                let Some(image) = row.id(0) else { return };
                let text = row.text(1);
                // An image without settings has an empty text.
                if text.as_ref().is_none_or(|text| !text.trim().is_empty()) && !row.is_null(1) {
                    let table = match text.as_deref().and_then(lua::parse) {
                        Some(Value::Table(table)) => Some(table),
                        _ => None,
                    };
                    settings.insert(image, table);
                }
            })?;
        Ok(settings)
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
    let (turns, mirrored) = turns(image.orientation.as_deref().unwrap_or("AB"));
    photo.orientation = Orientation::quarter_turns(turns);
    left.mirrored += usize::from(mirrored);
    photo.captured = image
        .captured
        .as_deref()
        .and_then(crate::time::capture_time);
    photo.rating = image.rating;
    photo.pick = image.pick;
    photo.label = image.label.clone();
    photo
        .keywords
        .extend(parts.keywords.remove(&image.id).unwrap_or_default());
    if let Some(exif) = parts.exif.remove(&image.id) {
        photo.shot = exif.shot;
        photo.camera = exif.camera;
        photo.lens = exif.lens;
        photo.gps = exif.gps;
    }
    for (field, text) in parts.texts.remove(&image.id).unwrap_or_default() {
        photo.set_text(field, &text);
    }
    match parts.settings.remove(&image.id) {
        None => {}
        Some(None) => left.settings += 1,
        Some(Some(table)) => {
            let table = lua::develop_table(&table);
            let applied = Arc::make_mut(&mut photo.develop).apply(&table);
            left.settings += usize::from(!applied.refused.is_empty());
        }
    }
}

impl Left {
    fn remarks(&self) -> impl Iterator<Item = String> {
        [
            (
                self.without_file,
                "photos are left out: their files or folders are not in the catalog",
            ),
            (
                self.masterless,
                "virtual copies are left out: their masters are missing",
            ),
            (
                self.settings,
                "photos have develop settings that cannot be read, or not all of them",
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

/// Aperture and shutter speed are APEX values.
fn shot(row: &Cells<'_>) -> Shot {
    let aperture = row.number(1).map(|value| (value / 2.0).exp2());
    let time = row.number(2).map(|value| (-value).exp2());
    Shot {
        aperture: aperture
            .map(|f| (f * 10.0).round() / 10.0)
            .filter(|number| is_positive(*number)),
        exposure_time: time.map(even).filter(|number| is_positive(*number)),
        iso: whole(row.number(3)).filter(|iso| *iso > 0),
        focal_length: row.number(4).filter(|number| is_positive(*number)),
        flash: row.number(5).map(|fired| fired != 0.0),
        ..Shot::default()
    }
}

fn is_positive(number: f64) -> bool {
    number.is_finite() && number > 0.0
}

/// 1/250 for what lost a few digits on the way through its logarithm.
fn even(seconds: f64) -> f64 {
    let under = seconds.recip().round();
    let is_fraction = under >= 2.0 && (seconds * under - 1.0).abs() < 1e-4;
    if is_fraction {
        under.recip()
    } else {
        (seconds * 1e6).round() / 1e6
    }
}

fn whole(number: Option<f64>) -> Option<u32> {
    let number = number?.round();
    // In range, as was just checked.
    #[allow(clippy::cast_sign_loss)]
    let cast = (0.0..=f64::from(u32::MAX))
        .contains(&number)
        .then_some(number as u32);
    cast
}

fn pixels(number: Option<f64>) -> u32 {
    whole(number).unwrap_or(0)
}

/// Catalogs have slashes on Windows, too; there plug-ins see backslashes.
fn native(path: &str) -> String {
    let drive = path.as_bytes().get(1) == Some(&b':') || path.starts_with("//");
    if drive {
        path.replace('/', "\\")
    } else {
        path.to_owned()
    }
}
