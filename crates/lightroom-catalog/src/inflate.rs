//! Compressed texts.

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

/// Texts that grow beyond this are not read.
const MAX_BYTES: usize = 64 << 20;

/// What zlib has compressed.
pub(crate) fn zlib(bytes: &[u8]) -> Option<Vec<u8>> {
    decompress_to_vec_zlib_with_limit(bytes, MAX_BYTES).ok()
}

/// What zlib has compressed, after its length in four bytes, as catalogs keep it (reported).
pub(crate) fn prefixed(bytes: &[u8]) -> Option<Vec<u8>> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let text = zlib(rest)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    (text.len() == length).then_some(text)
}
