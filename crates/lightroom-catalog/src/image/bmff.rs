//! XMP in HEIC files: an item of the box `meta`, whose place another box tells.

use std::io::{Read, Seek, SeekFrom};

use super::embedded::{MAX_BYTES, array, invalid, skip, take, truncated};

/// The packet, if there is an item of XMP's type.
pub(super) fn find<R: Read + Seek>(file: &mut R) -> std::io::Result<Option<Vec<u8>>> {
    file.seek(SeekFrom::Start(0))?;
    loop {
        let Some((kind, length)) = header(file)? else {
            return Ok(None);
        };
        if &kind == b"meta" {
            let length = length.unwrap_or(MAX_BYTES);
            let meta = take(file, length)?;
            return in_meta(file, &meta);
        }
        let Some(length) = length else {
            return Ok(None);
        };
        skip(file, length)?;
    }
}

/// Type and length of the next box's content; no length if it goes on to the end of the file.
fn header(file: &mut impl Read) -> std::io::Result<Option<([u8; 4], Option<u64>)>> {
    let mut first = [0];
    if file.read(&mut first)? == 0 {
        return Ok(None);
    }
    let [b, c, d, kind @ ..] = array::<7>(file)?;
    let [first] = first;
    let size = u64::from(u32::from_be_bytes([first, b, c, d]));
    let length = match size {
        0 => return Ok(Some((kind, None))),
        1 => u64::from_be_bytes(array(file)?).checked_sub(16),
        size => size.checked_sub(8),
    };
    let length = length.ok_or_else(|| invalid("a box is broken"))?;
    Ok(Some((kind, Some(length))))
}

fn in_meta<R: Read + Seek>(file: &mut R, meta: &[u8]) -> std::io::Result<Option<Vec<u8>>> {
    // Version and flags come before the boxes.
    let mut rest = Bytes(meta.get(4..).unwrap_or_default());
    let (mut item, mut places) = (None, None);
    while !rest.0.is_empty() {
        let Some((kind, length)) = header(&mut rest.0)? else {
            break;
        };
        let content = rest.bytes(length.unwrap_or(rest.0.len() as u64))?;
        match &kind {
            b"iinf" => item = xmp_item(Bytes(content))?,
            b"iloc" => places = Some(content),
            _ => {}
        }
    }
    let Some((item, places)) = item.zip(places) else {
        return Ok(None);
    };
    let mut packet = Vec::new();
    for (offset, length) in extents(Bytes(places), item)? {
        if packet.len() as u64 + length > MAX_BYTES {
            return Err(invalid("it is too large"));
        }
        file.seek(SeekFrom::Start(offset))?;
        packet.extend(take(file, length)?);
    }
    Ok((!packet.is_empty()).then_some(packet))
}

/// The number of the item whose type is XMP's.
fn xmp_item(mut iinf: Bytes<'_>) -> std::io::Result<Option<u64>> {
    let version = iinf.number(1)?;
    iinf.number(3)?;
    let count = iinf.number(if version == 0 { 2 } else { 4 })?;
    for _ in 0..count {
        let Some((kind, Some(length))) = header(&mut iinf.0)? else {
            return Ok(None);
        };
        let mut entry = Bytes(iinf.bytes(length)?);
        let version = entry.number(1)?;
        entry.number(3)?;
        if &kind != b"infe" || version < 2 {
            continue;
        }
        let id = entry.number(if version == 2 { 2 } else { 4 })?;
        entry.number(2)?;
        if entry.bytes(4)? == b"mime" {
            // A name, then the type of the content.
            let content_type = entry.0.split(|byte| *byte == 0).nth(1);
            if content_type == Some(b"application/rdf+xml") {
                return Ok(Some(id));
            }
        }
    }
    Ok(None)
}

/// Where in the file an item is: offsets and lengths.
fn extents(mut iloc: Bytes<'_>, wanted: u64) -> std::io::Result<Vec<(u64, u64)>> {
    let version = iloc.number(1)?;
    iloc.number(3)?;
    let sizes = [iloc.number(1)?, iloc.number(1)?];
    let [offset_size, length_size, base_size, index_size] =
        [sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4, sizes[1] & 15];
    let index_size = if version == 0 { 0 } else { index_size };
    let wide = if version < 2 { 2 } else { 4 };
    let items = iloc.number(wide)?;
    for _ in 0..items {
        let id = iloc.number(wide)?;
        // In the file itself, unless it says otherwise.
        let method = if version == 0 {
            0
        } else {
            iloc.number(2)? & 15
        };
        iloc.number(2)?;
        let base = iloc.number(base_size)?;
        let count = iloc.number(2)?;
        let mut extents = Vec::new();
        for _ in 0..count {
            iloc.number(index_size)?;
            let offset = iloc.number(offset_size)?.saturating_add(base);
            extents.push((offset, iloc.number(length_size)?));
        }
        if id == wanted {
            if method != 0 {
                return Err(invalid("it is kept in a way that is not read"));
            }
            return Ok(extents);
        }
    }
    Ok(Vec::new())
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn bytes(&mut self, length: u64) -> std::io::Result<&'a [u8]> {
        let length = usize::try_from(length).map_err(|_| truncated())?;
        let (bytes, rest) = self.0.split_at_checked(length).ok_or_else(truncated)?;
        self.0 = rest;
        Ok(bytes)
    }

    /// A number of so many bytes, at most eight.
    fn number(&mut self, bytes: u64) -> std::io::Result<u64> {
        if bytes > 8 {
            return Err(invalid("a number is too long"));
        }
        let bytes = self.bytes(bytes)?.iter();
        Ok(bytes.fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }
}
