//! What the metadata needs to know of the develop settings. Nothing else here reads them.

use super::{Photo, Size};

/// The part of the picture that is kept, as fractions of its width and height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crop {
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The right edge.
    pub right: f64,
    /// The lower edge.
    pub bottom: f64,
}

impl Photo {
    /// The crop; none if the whole picture is kept.
    pub fn crop(&self) -> Option<Crop> {
        let [left, top, right, bottom] = self.develop.crop();
        self.develop.is_cropped().then_some(Crop {
            left,
            top,
            right,
            bottom,
        })
    }

    /// The pixels as displayed, after the crop.
    pub fn cropped_size(&self) -> Size {
        let Some(crop) = self.crop() else {
            return self.size();
        };
        // The crop is in the frame of the stored picture.
        let part = |whole: u32, from: f64, to: f64| {
            let pixels = (f64::from(whole) * (to - from)).round().max(1.0);
            // Saturates; a crop is never larger than the picture.
            #[allow(clippy::cast_sign_loss)]
            let pixels = pixels as u32;
            pixels
        };
        self.orientation.applied_to(Size {
            width: part(self.stored_size.width, crop.left, crop.right),
            height: part(self.stored_size.height, crop.top, crop.bottom),
        })
    }

    /// Whether any develop setting differs from the default.
    pub fn has_adjustments(&self) -> bool {
        self.develop.has_adjustments()
    }
}
