//! File formats, sizes and orientation.

use crate::develop::FileKind;

/// The format of a photo's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileFormat {
    /// The raw file of a camera maker.
    Raw,
    /// Digital Negative.
    Dng,
    /// JPEG.
    Jpeg,
    /// TIFF.
    Tiff,
    /// Photoshop, also its large form.
    Psd,
    /// PNG.
    Png,
    /// HEIC.
    Heic,
    /// A video of any kind.
    Video,
}

impl FileFormat {
    /// What the develop settings of such a file are like.
    pub const fn develop_kind(self) -> crate::develop::FileKind {
        match self {
            FileFormat::Raw | FileFormat::Dng => crate::develop::FileKind::Raw,
            _ => crate::develop::FileKind::Rendered,
        }
    }

    /// The `fileFormat` of `getRawMetadata`.
    pub const fn name(self) -> &'static str {
        match self {
            FileFormat::Raw => "RAW",
            FileFormat::Dng => "DNG",
            FileFormat::Jpeg => "JPG",
            FileFormat::Tiff => "TIFF",
            FileFormat::Psd => "PSD",
            FileFormat::Png => "PNG",
            FileFormat::Heic => "HEIC",
            FileFormat::Video => "VIDEO",
        }
    }

    /// The `fileType` of `getFormattedMetadata`.
    pub const fn shown(self) -> &'static str {
        match self {
            FileFormat::Raw => "Raw",
            FileFormat::Dng => "Digital Negative (DNG)",
            FileFormat::Jpeg => "JPEG",
            FileFormat::Tiff => "TIFF",
            FileFormat::Psd => "Photoshop Document (PSD)",
            FileFormat::Png => "PNG",
            FileFormat::Heic => "HEIC",
            FileFormat::Video => "Video",
        }
    }

    /// The format that a file name's extension stands for, if the catalog takes it.
    pub fn of_file(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        Some(match extension.to_ascii_lowercase().as_str() {
            "dng" => FileFormat::Dng,
            "jpg" | "jpeg" | "jpe" => FileFormat::Jpeg,
            "tif" | "tiff" => FileFormat::Tiff,
            "psd" | "psb" => FileFormat::Psd,
            "png" => FileFormat::Png,
            "heic" | "heif" | "hif" => FileFormat::Heic,
            "mov" | "mp4" | "m4v" | "avi" | "mpg" | "mpeg" | "mts" | "m2ts" | "3gp" => {
                FileFormat::Video
            }
            "3fr" | "ari" | "arw" | "cr2" | "cr3" | "crw" | "dcr" | "erf" | "fff" | "gpr"
            | "iiq" | "kdc" | "mef" | "mos" | "mrw" | "nef" | "nrw" | "orf" | "pef" | "raf"
            | "raw" | "rw2" | "rwl" | "sr2" | "srf" | "srw" | "x3f" => FileFormat::Raw,
            _ => return None,
        })
    }

    /// What the develop parameters make of it: the white balance of raw files and DNG is a
    /// temperature in kelvin.
    pub const fn kind(self) -> FileKind {
        match self {
            FileFormat::Raw | FileFormat::Dng => FileKind::Raw,
            _ => FileKind::Rendered,
        }
    }
}

/// A width and a height in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

impl Size {
    /// A size.
    pub const fn new(width: u32, height: u32) -> Self {
        Size { width, height }
    }

    /// Width by height; 1 for an empty picture.
    pub fn aspect_ratio(self) -> f64 {
        if self.height == 0 {
            1.0
        } else {
            f64::from(self.width) / f64::from(self.height)
        }
    }
}

impl std::fmt::Display for Size {
    /// `6000 x 4000`, as the Metadata panel shows it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} x {}", self.width, self.height)
    }
}

/// To which side a photo is rotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Counterclockwise.
    Left,
    /// Clockwise.
    Right,
}

/// How the stored pixels are turned for display: clockwise quarter turns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Orientation(u8);

impl Orientation {
    /// So many quarter turns clockwise.
    pub const fn quarter_turns(turns: u8) -> Self {
        Orientation(turns % 4)
    }

    /// The corners at the left and right of the top edge, as the develop setting `orientation`
    /// has them: `AB` upright, `DA` after one turn to the right.
    pub const fn corners(self) -> &'static str {
        match self.0 {
            0 => "AB",
            1 => "DA",
            2 => "CD",
            _ => "BC",
        }
    }

    /// This, turned once more.
    #[must_use]
    pub const fn turned(self, turn: Turn) -> Self {
        match turn {
            Turn::Right => Orientation((self.0 + 1) % 4),
            Turn::Left => Orientation((self.0 + 3) % 4),
        }
    }

    /// The size of a picture after the turn.
    pub const fn applied_to(self, size: Size) -> Size {
        if self.0 & 1 == 0 {
            size
        } else {
            Size::new(size.height, size.width)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_tells_the_format_in_either_case() {
        assert_eq!(FileFormat::of_file("a.b.NEF"), Some(FileFormat::Raw));
        assert_eq!(FileFormat::of_file("x.Jpg"), Some(FileFormat::Jpeg));
        assert_eq!(FileFormat::of_file("x.txt"), None);
        assert_eq!(FileFormat::of_file("jpg"), None);
    }

    #[test]
    fn four_turns_are_none() {
        let mut orientation = Orientation::default();
        let size = Size::new(6000, 4000);
        orientation = orientation.turned(Turn::Right);
        assert_eq!(orientation.applied_to(size).to_string(), "4000 x 6000");
        assert_eq!(orientation.corners(), "DA");
        assert_eq!(orientation.turned(Turn::Left), Orientation::default());
        for _ in 0..3 {
            orientation = orientation.turned(Turn::Right);
        }
        assert_eq!(orientation, Orientation::default());
    }
}
