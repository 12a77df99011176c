//! Where a file keeps its XMP.

use std::io::{BufRead, Read, Seek, SeekFrom};

use exif::Exif;
use lightroom_sim::FileFormat;

use super::{bmff, exif as entries, jpeg};

/// Larger packets are not read.
pub(super) const MAX_BYTES: u64 = 64 << 20;

/// The packet in a file, if it has one. Fails with what is wrong.
pub(super) fn find<R: BufRead + Seek>(
    file: &mut R,
    exif: Option<&Exif>,
    format: FileFormat,
) -> Result<Option<Vec<u8>>, String> {
    let found = match format {
        FileFormat::Jpeg => jpeg::find(file),
        FileFormat::Png => png(file),
        FileFormat::Psd => photoshop(file),
        FileFormat::Heic => bmff::find(file),
        FileFormat::Tiff | FileFormat::Dng | FileFormat::Raw => {
            return Ok(exif.and_then(entries::xmp));
        }
        FileFormat::Video => return Ok(None),
    };
    found.map_err(|error| error.to_string())
}

/// So many bytes; fails if there are fewer, or too many to keep.
pub(super) fn take(file: &mut impl Read, length: u64) -> std::io::Result<Vec<u8>> {
    if length > MAX_BYTES {
        let problem = format!("a part of {length} bytes is too large");
        return Err(std::io::Error::new(
            std::io::ErrorKind::InvalidData,
            problem,
        ));
    }
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Err(truncated());
    }
    Ok(bytes)
}

/// So many bytes as an array.
pub(super) fn array<const N: usize>(file: &mut impl Read) -> std::io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes).map_err(|_| truncated())?;
    Ok(bytes)
}

pub(super) fn skip(file: &mut impl Seek, length: u64) -> std::io::Result<()> {
    let length = i64::try_from(length).map_err(|_| truncated())?;
    file.seek(SeekFrom::Current(length)).map(drop)
}

pub(super) fn truncated() -> std::io::Error {
    let problem = "the file ends in the middle of it";
    std::io::Error::new(std::io::ErrorKind::UnexpectedEof, problem)
}

pub(super) fn invalid(problem: &'static str) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::InvalidData, problem)
}

/// The chunk `iTXt` with XMP's keyword.
fn png<R: Read + Seek>(file: &mut R) -> std::io::Result<Option<Vec<u8>>> {
    const KEYWORD: &[u8] = b"XML:com.adobe.xmp\0";
    if file.seek(SeekFrom::Start(0)).is_err() || array(file)? != *b"\x89PNG\r\n\x1a\n" {
        // Its dimensions cannot be read either, and that is remarked.
        return Ok(None);
    }
    loop {
        let [a, b, c, d, kind @ ..] = array::<8>(file)?;
        let length = u64::from(u32::from_be_bytes([a, b, c, d]));
        match &kind {
            b"IEND" => return Ok(None),
            b"iTXt" => {
                let chunk = take(file, length)?;
                if let Some(rest) = chunk.strip_prefix(KEYWORD) {
                    return itxt(rest).map(Some);
                }
                skip(file, 4)?;
            }
            _ => skip(file, length + 4)?,
        }
    }
}

/// What follows the keyword: whether and how it is compressed, language, translated keyword, text.
fn itxt(rest: &[u8]) -> std::io::Result<Vec<u8>> {
    let [compressed, _method, texts @ ..] = rest else {
        return Err(truncated());
    };
    let mut parts = texts.splitn(3, |byte| *byte == 0);
    let text = parts.nth(2).ok_or_else(truncated)?;
    if *compressed == 0 {
        return Ok(text.to_vec());
    }
    crate::inflate::zlib(text).ok_or_else(|| invalid("its compressed text is broken"))
}

/// The image resource 1060 of a Photoshop file.
fn photoshop<R: Read + Seek>(file: &mut R) -> std::io::Result<Option<Vec<u8>>> {
    const XMP: [u8; 2] = 1060_u16.to_be_bytes();
    file.seek(SeekFrom::Start(0))?;
    let header = array::<26>(file)?;
    if !header.starts_with(b"8BPS") {
        return Ok(None);
    }
    let color_mode = u32::from_be_bytes(array(file)?);
    skip(file, u64::from(color_mode))?;
    let mut left = u64::from(u32::from_be_bytes(array(file)?));
    while left >= 12 {
        let signature: [u8; 4] = array(file)?;
        if !matches!(&signature, b"8BIM" | b"MeSa" | b"AgHg" | b"PHUT" | b"DCSR") {
            return Err(invalid("its image resources are broken"));
        }
        let id: [u8; 2] = array(file)?;
        // A name with its length before it, both together padded to an even length; then the data.
        let [name] = array(file)?;
        let name = u64::from(name) | 1;
        skip(file, name)?;
        let length = u64::from(u32::from_be_bytes(array(file)?));
        if id == XMP {
            return take(file, length).map(Some);
        }
        let padded = length + (length & 1);
        skip(file, padded)?;
        left = left.saturating_sub(4 + 2 + 1 + name + 4 + padded);
    }
    Ok(None)
}
