//! Compressed texts.

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

/// Texts that grow beyond this are not read.
const MAX_BYTES: usize = 64 << 20;

/// What zlib has compressed.
pub(crate) fn zlib(bytes: &[u8]) -> Option<Vec<u8>> {
    decompress_to_vec_zlib_with_limit(bytes, MAX_BYTES).ok()
}
