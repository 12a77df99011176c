//! Compressed texts.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_PARSE_ZLIB_HEADER, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

/// Texts that grow beyond this are not read.
const MAX_BYTES: usize = 64 << 20;

/// Nothing that zlib has compressed grows more than this; a length beyond it is wrong.
const MAX_GROWTH: usize = 1032;

/// What zlib has compressed.
pub(crate) fn zlib(bytes: &[u8]) -> Option<Vec<u8>> {
    decompress_to_vec_zlib_with_limit(bytes, MAX_BYTES).ok()
}

/// Reads many texts with the same memory.
#[derive(Default)]
pub(crate) struct Inflater {
    state: Box<DecompressorOxide>,
    text: Vec<u8>,
}

impl Inflater {
    /// What zlib has compressed, after its length in four bytes, as catalogs keep it (reported).
    pub(crate) fn prefixed(&mut self, bytes: &[u8]) -> Option<&[u8]> {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        if length > MAX_BYTES || length > rest.len().saturating_mul(MAX_GROWTH) {
            return None;
        }
        self.text.resize(length, 0);
        self.state.init();
        let flags = TINFL_FLAG_PARSE_ZLIB_HEADER | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, _, written) = decompress(&mut self.state, rest, &mut self.text, 0, flags);
        (status == TINFLStatus::Done && written == length).then_some(&*self.text)
    }
}

/// The text of one column, which some versions of Lightroom compress.
pub(crate) fn text<'a>(bytes: &'a [u8], inflater: &'a mut Inflater) -> Option<&'a str> {
    match std::str::from_utf8(bytes) {
        Ok(text) if !bytes.contains(&0) => Some(text),
        _ => std::str::from_utf8(inflater.prefixed(bytes)?).ok(),
    }
}
