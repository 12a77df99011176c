//! One image file: what it says of itself, and what lies beside it.

mod bmff;
mod embedded;
mod exif;
mod jpeg;
mod sidecar;

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use lightroom_sim::{FileFormat, Photo, Size};

use crate::{Error, xmp};

/// What was read of an image file.
#[derive(Debug)]
pub struct ImageFile {
    /// The photo, without name, folder and keywords.
    pub photo: Photo,
    /// Its keywords, each with those above it, outermost first.
    pub keywords: Vec<Vec<String>>,
    /// What could not be read, each a phrase about the file.
    pub remarks: Vec<String>,
}

/// Reads an image file as an import does: its dimensions, what the camera wrote (EXIF), and XMP
/// from the file and, for raw files, from the sidecar beside it. What is broken is remarked, and
/// the photo then lacks it.
///
/// Fails if the catalog takes no such files, or if there is none that can be opened.
pub fn read_image(path: &Path) -> Result<ImageFile, Error> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let format = FileFormat::of_file(&name);
    let format = format.ok_or_else(|| Error::UnsupportedFormat { path: path.into() })?;
    let failed = |source| Error::unreadable(path, source);
    let mut file = File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err(failed(std::io::ErrorKind::IsADirectory.into()));
    }
    let mut remarks = Vec::new();
    let mut photo = Photo::new("", format, Size::default());
    photo.file_size = metadata.len();
    let exif = match format {
        FileFormat::Video => None,
        _ => exif::read(&mut file, format, &mut remarks),
    };
    photo.stored_size = dimensions(path, format, exif.as_ref());
    if let Some(exif) = &exif {
        exif::describe(&mut photo, exif);
    }
    let mut keywords = Vec::new();
    let embedded = match format {
        FileFormat::Video => Ok(None),
        _ => embedded::find(&mut BufReader::new(file), exif.as_ref(), format),
    };
    let packets = [
        ("XMP", embedded),
        ("its sidecar", sidecar::read(path, format)),
    ];
    for (whose, packet) in packets {
        let described = packet.and_then(|packet| match packet {
            Some(bytes) => describe(&mut photo, &bytes, &mut keywords, &mut remarks),
            None => Ok(()),
        });
        if let Err(problem) = described {
            remarks.push(format!("{whose} cannot be read: {problem}"));
        }
    }
    if photo.stored_size == Size::default() {
        remarks.push("no dimensions can be read".to_owned());
    }
    Ok(ImageFile {
        photo,
        keywords,
        remarks,
    })
}

fn describe(
    photo: &mut Photo,
    bytes: &[u8],
    keywords: &mut Vec<Vec<String>>,
    remarks: &mut Vec<String>,
) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    // Packets are padded, and some writers end them with a zero.
    let text = text.trim_matches(|c: char| c == '\0' || c == '\u{feff}' || c.is_whitespace());
    let document = xmp::document(text)?;
    let packet = xmp::Packet::of(&document).ok_or("it holds no RDF")?;
    if let Some(found) = xmp::describe(photo, &packet, remarks) {
        *keywords = found;
    }
    Ok(())
}

/// The pixels as stored. A raw file's own dimensions are those of its preview; EXIF knows better.
fn dimensions(path: &Path, format: FileFormat, exif: Option<&::exif::Exif>) -> Size {
    let measured = || {
        let rendered = format.kind() == FileFormat::Jpeg.kind() && format != FileFormat::Video;
        let size = rendered.then(|| imagesize::size(path).ok()).flatten()?;
        let width = u32::try_from(size.width).ok()?;
        Some(Size::new(width, u32::try_from(size.height).ok()?))
    };
    let by_exif = || exif.map(exif::dimensions).unwrap_or_default();
    measured().unwrap_or_else(by_exif)
}
