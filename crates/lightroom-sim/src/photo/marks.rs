//! What a person marks photos with: stars, flags, colour labels.

use crate::named::named;

/// One to five stars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rating(u8);

impl Rating {
    /// So many stars; `None` unless 1 to 5.
    pub const fn new(stars: u8) -> Option<Self> {
        match stars {
            1..=5 => Some(Rating(stars)),
            _ => None,
        }
    }

    /// The number of stars.
    pub const fn stars(self) -> u8 {
        self.0
    }
}

/// The flag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pick {
    /// Flagged as reject.
    Rejected,
    /// Not flagged.
    #[default]
    Unflagged,
    /// Flagged as pick.
    Picked,
}

impl Pick {
    /// The `pickStatus` of the SDK: -1, 0 or 1.
    pub const fn status(self) -> i8 {
        match self {
            Pick::Rejected => -1,
            Pick::Unflagged => 0,
            Pick::Picked => 1,
        }
    }

    /// The flag with this `pickStatus`.
    pub fn from_status(status: f64) -> Option<Self> {
        [Pick::Rejected, Pick::Unflagged, Pick::Picked]
            .into_iter()
            .find(|pick| f64::from(pick.status()) == status)
    }
}

named! {
    /// The colours of labels, by the SDK's names.
    pub enum ColorLabel {
        Red = "red",
        Yellow = "yellow",
        Green = "green",
        Blue = "blue",
        Purple = "purple",
    }
}

impl ColorLabel {
    /// The label's text under the default label set, which shares its words with the names.
    pub const fn text(self) -> &'static str {
        match self {
            ColorLabel::Red => "Red",
            ColorLabel::Yellow => "Yellow",
            ColorLabel::Green => "Green",
            ColorLabel::Blue => "Blue",
            ColorLabel::Purple => "Purple",
        }
    }

    /// The number of search descriptors: 1 red to 5 purple.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }
}

/// The colour label of a photo. Lightroom keeps its text; a text that is no colour is white.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Label {
    /// No label.
    #[default]
    None,
    /// One of the five colours.
    Color(ColorLabel),
    /// Another text.
    Custom(Box<str>),
}

impl Label {
    /// The label with this text; the empty text is none.
    pub fn from_text(text: &str) -> Self {
        let color = ColorLabel::ALL.iter().find(|color| color.text() == text);
        match color {
            Some(color) => Label::Color(*color),
            None if text.is_empty() => Label::None,
            None => Label::Custom(text.into()),
        }
    }

    /// The text, if there is a label.
    pub fn text(&self) -> Option<&str> {
        match self {
            Label::None => None,
            Label::Color(color) => Some(color.text()),
            Label::Custom(text) => Some(text),
        }
    }

    /// The `colorNameForLabel` of the SDK; `other` for a text that is no colour.
    pub const fn color_name(&self) -> &'static str {
        match self {
            Label::None => "none",
            Label::Color(color) => color.name(),
            Label::Custom(_) => "other",
        }
    }
}
