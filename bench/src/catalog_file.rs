//! Writes a Lightroom catalog (.lrcat) with generated photos.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use lrsocket_host::lightroom::{Catalog, Photo, PhotoId, Rating, generate};
use rusqlite::{Connection, Transaction, params};

use crate::error::Error;
use crate::host::SEED;

/// The name of the file.
pub(crate) const NAME: &str = "bench.lrcat";

/// The tables are those of the tests of lightroom-catalog.
const TABLES: &str = include_str!("../../crates/lightroom-catalog/tests/lrcat.sql");

/// Every so many photos one is developed.
const DEVELOPED: u32 = 3;

/// Writes a catalog of so many photos into this folder.
pub(crate) fn write(folder: &Path, photos: u32) -> Result<(), Error> {
    let catalog = generate(photos, SEED)?;
    let mut file = Connection::open(folder.join(NAME))?;
    file.execute_batch(TABLES)?;
    let rows = file.transaction()?;
    rows.execute_batch("INSERT INTO AgLibraryRootFolder VALUES (1, '/', '/')")?;
    write_shared(&rows, &catalog)?;
    let mut folders = HashMap::new();
    for (id, photo) in catalog.photos() {
        write_photo(&rows, &catalog, &mut folders, id, photo)?;
    }
    rows.commit()?;
    Ok(())
}

/// Keywords, the camera and the lens, which all photos share.
fn write_shared(rows: &Transaction<'_>, catalog: &Catalog) -> Result<(), Error> {
    for keyword in catalog.child_keywords(None) {
        rows.execute(
            "INSERT INTO AgLibraryKeyword VALUES (?, ?, NULL, 1)",
            params![keyword.local_identifier(), catalog.keyword(keyword)?.name],
        )?;
    }
    let first = catalog.photos().next().map(|(_, photo)| photo);
    let camera = first.and_then(|photo| photo.camera.as_deref());
    rows.execute(
        "INSERT INTO AgInternedExifCameraModel VALUES (1, ?)",
        params![camera.map(|camera| &camera.model)],
    )?;
    rows.execute(
        "INSERT INTO AgInternedExifCameraSN VALUES (1, ?)",
        params![camera.and_then(|camera| camera.serial_number.as_ref())],
    )?;
    rows.execute(
        "INSERT INTO AgInternedExifLens VALUES (1, ?)",
        params![first.and_then(|photo| photo.lens.as_deref())],
    )?;
    Ok(())
}

fn write_photo(
    rows: &Transaction<'_>,
    catalog: &Catalog,
    folders: &mut HashMap<String, u32>,
    id: PhotoId,
    photo: &Photo,
) -> Result<(), Error> {
    let path = catalog.photo_path(id)?;
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
    let (base, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    let next = u32::try_from(folders.len()).unwrap_or(u32::MAX - 1) + 1;
    let folder_id = *folders.entry(folder.to_owned()).or_insert(next);
    if folder_id == next {
        let from_root = format!("{}/", folder.trim_start_matches('/'));
        rows.execute(
            "INSERT INTO AgLibraryFolder VALUES (?, ?, 1)",
            params![folder_id, from_root],
        )?;
    }
    let number = id.local_identifier();
    rows.execute(
        "INSERT INTO AgLibraryFile VALUES (?, ?, ?, ?, ?)",
        params![
            number,
            base,
            extension,
            folder_id,
            format!("0:{file}:{}", photo.file_size),
        ],
    )?;
    let size = photo.stored_size;
    let captured = photo.captured.map(|time| time.wall_clock.iso8601());
    rows.execute("INSERT INTO Adobe_images VALUES (?1, ?2, ?1, NULL, NULL, 'RAW', ?3, ?4, 'AB', ?5, ?6, ?7, ?8)", params![
        number,
        photo.uuid.to_string(),
        size.width,
        size.height,
        captured,
        photo.rating.map(Rating::stars),
        photo.pick.status(),
        photo.label.color_name(),
    ])?;
    for keyword in &photo.keywords {
        rows.execute(
            "INSERT INTO AgLibraryKeywordImage VALUES (NULL, ?, ?)",
            params![number, keyword.local_identifier()],
        )?;
    }
    // Apertures and times are in APEX units there.
    let shot = &photo.shot;
    rows.execute("INSERT INTO AgHarvestedExifMetadata VALUES (?1, ?1, ?2, ?3, ?4, ?5, 0, 1, 1, 1, NULL, NULL)", params![
        number,
        shot.aperture.map(|aperture| 2.0 * aperture.log2()),
        shot.exposure_time.map(|time| -time.log2()),
        shot.iso,
        shot.focal_length,
    ])?;
    if number.is_multiple_of(DEVELOPED) {
        rows.execute(
            "INSERT INTO Adobe_imageDevelopSettings VALUES (NULL, ?, ?)",
            params![number, settings(number)],
        )?;
    }
    Ok(())
}

/// Settings as Lightroom writes them: the most are at their defaults.
fn settings(number: u32) -> String {
    let mut text = String::from("s = { ProcessVersion = \"15.4\",\nWhiteBalance = \"As Shot\",\n");
    let moved = [
        "Contrast2012",
        "Highlights2012",
        "Shadows2012",
        "Whites2012",
    ];
    for (place, name) in (0..).zip(moved) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name} = {},", (number + place) % 101);
    }
    for color in [
        "Red", "Orange", "Yellow", "Green", "Aqua", "Blue", "Purple", "Magenta",
    ] {
        for part in ["Hue", "Saturation", "Luminance"] {
            let _ = writeln!(text, "{part}Adjustment{color} = 0,");
        }
    }
    text.push_str("Sharpness = 40,\nSharpenRadius = 1,\nSharpenDetail = 25 }\n");
    text
}
