//! The orientation of an image, as Exif and XMP write it.

use crate::number::whole;

/// Clockwise quarter turns of the value of `Orientation`; mirroring is not simulated.
pub(crate) fn quarter_turns(orientation: f64) -> Option<u8> {
    Some(match whole(orientation)? {
        1 | 2 => 0,
        5 | 6 => 1,
        3 | 4 => 2,
        7 | 8 => 3,
        _ => return None,
    })
}
