//! The types of mask tools, as `createNewMask` names them.

use crate::develop::Error;

/// What a tool selects by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaskType {
    /// What the user paints.
    Brush,
    /// A linear gradient.
    Gradient,
    /// A radial gradient.
    RadialGradient,
    /// A range of colour, luminance or depth.
    Range(RangeKind),
    /// What Lightroom detects in the picture.
    Ai(AiKind),
}

/// What a range mask measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeKind {
    /// Colour.
    Color,
    /// Luminance.
    Luminance,
    /// Depth, from the photo's depth map.
    Depth,
}

/// What Lightroom detects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AiKind {
    /// The main subject.
    Subject,
    /// The sky.
    Sky,
    /// What is not the subject.
    Background,
    /// An object that the user marks.
    Objects,
    /// People and parts of them.
    People,
    /// Parts of a landscape.
    Landscape,
}

/// `maskType` and `maskSubtype` in the SDK, type, name in the Masks panel.
const TYPES: [(&str, Option<&str>, MaskType, &str); 12] = [
    ("brush", None, MaskType::Brush, "Brush"),
    ("gradient", None, MaskType::Gradient, "Linear Gradient"),
    (
        "radialGradient",
        None,
        MaskType::RadialGradient,
        "Radial Gradient",
    ),
    (
        "rangeMask",
        Some("color"),
        MaskType::Range(RangeKind::Color),
        "Color Range",
    ),
    (
        "rangeMask",
        Some("luminance"),
        MaskType::Range(RangeKind::Luminance),
        "Luminance Range",
    ),
    (
        "rangeMask",
        Some("depth"),
        MaskType::Range(RangeKind::Depth),
        "Depth Range",
    ),
    (
        "aiSelection",
        Some("subject"),
        MaskType::Ai(AiKind::Subject),
        "Subject",
    ),
    ("aiSelection", Some("sky"), MaskType::Ai(AiKind::Sky), "Sky"),
    (
        "aiSelection",
        Some("background"),
        MaskType::Ai(AiKind::Background),
        "Background",
    ),
    (
        "aiSelection",
        Some("objects"),
        MaskType::Ai(AiKind::Objects),
        "Objects",
    ),
    (
        "aiSelection",
        Some("people"),
        MaskType::Ai(AiKind::People),
        "People",
    ),
    (
        "aiSelection",
        Some("landscape"),
        MaskType::Ai(AiKind::Landscape),
        "Landscape",
    ),
];

impl MaskType {
    /// The type that `createNewMask` and its like take. The subtype counts only for "rangeMask"
    /// and "aiSelection", which need one.
    pub fn from_names(mask_type: &str, subtype: Option<&str>) -> Result<Self, Error> {
        let mut rows = TYPES.iter().filter(|row| row.0 == mask_type).peekable();
        let Some(first) = rows.peek() else {
            return Err(Error::BadArgument {
                what: "mask type",
                got: mask_type.to_owned(),
                allowed: "brush, gradient, radialGradient, rangeMask, aiSelection",
            });
        };
        let (range, plain) = (first.0 == "rangeMask", first.1.is_none());
        rows.find(|row| plain || row.1 == subtype)
            .map(|row| row.2)
            .ok_or_else(|| Error::BadArgument {
                what: "mask subtype",
                got: subtype.unwrap_or("nil").to_owned(),
                allowed: if range {
                    "color, luminance, depth"
                } else {
                    "subject, sky, background, objects, people, landscape"
                },
            })
    }

    /// Its `maskType` in the SDK.
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// Its `maskSubtype` in the SDK, if it has one.
    pub fn subtype(self) -> Option<&'static str> {
        self.row().1
    }

    /// Its name in the Masks panel.
    pub fn label(self) -> &'static str {
        self.row().3
    }

    /// What a simulation lacks: the tool is there, but it selects nothing that could be seen.
    pub fn lacks(self) -> &'static str {
        match self {
            Self::Brush => "the strokes that the user paints",
            Self::Gradient | Self::RadialGradient => "the shape that the user drags",
            Self::Range(_) => "the sample that the user takes from the picture",
            Self::Ai(_) => "what Lightroom detects in the picture",
        }
    }

    fn row(self) -> &'static (&'static str, Option<&'static str>, Self, &'static str) {
        TYPES.iter().find(|row| row.2 == self).unwrap_or(&TYPES[0])
    }
}
