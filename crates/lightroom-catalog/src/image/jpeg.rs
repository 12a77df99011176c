//! XMP in JPEG files: one segment, or one and its continuation in many.

use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom};

use super::embedded::{MAX_BYTES, array, invalid, skip, take, truncated};

const STANDARD: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const EXTENDED: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";

/// The packet in the segments before the picture. An extension, which holds what does not fit into
/// one segment, is only looked at if there is no packet: it has nothing that is read here
/// (Lightroom writes the previews of others into it).
pub(super) fn find<R: Read + Seek>(file: &mut R) -> std::io::Result<Option<Vec<u8>>> {
    file.seek(SeekFrom::Start(0))?;
    if array(file).ok() != Some([0xff, 0xd8]) {
        return Ok(None);
    }
    let mut standard = None;
    let mut extended = BTreeMap::new();
    while standard.is_none() {
        let Some(marker) = marker(file)? else { break };
        let length = u64::from(u16::from_be_bytes(array(file)?));
        let length = length
            .checked_sub(2)
            .ok_or_else(|| invalid("a segment is broken"))?;
        if marker != 0xe1 {
            skip(file, length)?;
            continue;
        }
        let segment = take(file, length)?;
        if let Some(packet) = segment.strip_prefix(STANDARD) {
            standard = Some(packet.to_vec());
        } else if let Some(rest) = segment.strip_prefix(EXTENDED) {
            let (offset, part) = part_of_extension(rest)?;
            extended.insert(offset, part.to_vec());
        }
    }
    if standard.is_some() || extended.is_empty() {
        return Ok(standard);
    }
    join(extended).map(Some)
}

/// The next marker that has a segment; `None` at the picture or the end.
fn marker(file: &mut impl Read) -> std::io::Result<Option<u8>> {
    let [mut byte] = array(file)?;
    if byte != 0xff {
        return Err(invalid("its segments are broken"));
    }
    while byte == 0xff {
        [byte] = array(file)?;
    }
    Ok((byte != 0xda && byte != 0xd9).then_some(byte))
}

/// After 32 digits of a checksum: the length of the whole, where this part belongs, the part.
fn part_of_extension(rest: &[u8]) -> std::io::Result<(u32, &[u8])> {
    let (header, part) = rest.split_at_checked(40).ok_or_else(truncated)?;
    let [a, b, c, d] = header[36..] else {
        return Err(truncated());
    };
    Ok((u32::from_be_bytes([a, b, c, d]), part))
}

fn join(parts: BTreeMap<u32, Vec<u8>>) -> std::io::Result<Vec<u8>> {
    let mut whole = Vec::new();
    for (offset, part) in parts {
        if whole.len() as u64 != u64::from(offset) || whole.len() as u64 > MAX_BYTES {
            return Err(invalid("a part of it is missing"));
        }
        whole.extend(part);
    }
    Ok(whole)
}
