//! What a TOML catalog may hold. Every key that is not here is a mistake.

use lightroom_sim::{CaptureTime, ColorLabel, FileFormat, Label, Pick, Rating};
use serde::Deserialize;
use toml::Spanned;

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// The path that the catalog claims to have.
    pub(super) path: Option<String>,
    /// Root folders.
    #[serde(default)]
    pub(super) roots: Vec<String>,
    #[serde(default)]
    pub(super) keywords: Vec<Keyword>,
    #[serde(default)]
    pub(super) photos: Vec<Spanned<Photo>>,
    #[serde(default)]
    pub(super) collections: Vec<Spanned<Collection>>,
    #[serde(default)]
    pub(super) quick_collection: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) selection: Selection,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Keyword {
    /// With those above it: `Places|Germany|Hamburg`.
    pub(super) name: String,
    #[serde(default)]
    pub(super) synonyms: Vec<String>,
    #[serde(default = "yes")]
    pub(super) export: bool,
}

const fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Photo {
    pub(super) path: Spanned<String>,
    pub(super) format: Option<Format>,
    pub(super) size: Option<(u32, u32)>,
    #[serde(default)]
    pub(super) file_size: u64,
    #[serde(default = "yes")]
    pub(super) available: bool,
    #[serde(default)]
    pub(super) quarter_turns: u8,
    #[serde(default)]
    pub(super) rating: Stars,
    #[serde(default)]
    pub(super) pick: Flag,
    #[serde(default)]
    pub(super) label: LabelText,
    pub(super) captured: Option<Captured>,
    pub(super) camera: Option<Camera>,
    pub(super) lens: Option<String>,
    pub(super) exposure_time: Option<Seconds>,
    pub(super) aperture: Option<f64>,
    pub(super) iso: Option<u32>,
    pub(super) focal_length: Option<f64>,
    pub(super) exposure_bias: Option<f64>,
    pub(super) flash: Option<bool>,
    pub(super) gps: Option<Place>,
    #[serde(default)]
    pub(super) keywords: Vec<String>,
    pub(super) title: Option<String>,
    pub(super) caption: Option<String>,
    /// Other text fields, by the SDK's names.
    #[serde(default)]
    pub(super) metadata: std::collections::BTreeMap<Spanned<String>, String>,
    pub(super) develop: Option<Spanned<toml::Table>>,
    #[serde(default)]
    pub(super) copies: Vec<Copy>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Copy {
    pub(super) name: String,
    pub(super) rating: Option<Stars>,
    pub(super) pick: Option<Flag>,
    pub(super) label: Option<LabelText>,
    pub(super) develop: Option<Spanned<toml::Table>>,
}

#[derive(Deserialize, Clone, PartialEq, Eq, Hash)]
#[serde(deny_unknown_fields)]
pub(super) struct Camera {
    #[serde(default)]
    pub(super) make: String,
    pub(super) model: String,
    pub(super) serial: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Collection {
    pub(super) name: String,
    /// The sets that hold it: `Travel|Europe`.
    pub(super) set: Option<String>,
    pub(super) photos: Option<Vec<Spanned<String>>>,
    pub(super) rules: Option<Vec<Rule>>,
    #[serde(default, rename = "match")]
    pub(super) matching: Match,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub(super) criteria: Spanned<String>,
    pub(super) operation: String,
    pub(super) value: Option<RuleValue>,
    pub(super) value2: Option<RuleValue>,
    pub(super) units: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a text, a number, true or false")]
pub(super) enum RuleValue {
    Bool(bool),
    Number(f64),
    Text(String),
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub(super) enum Match {
    #[default]
    All,
    Any,
    None,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Selection {
    pub(super) active: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) selected: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceFields {
    latitude: f64,
    longitude: f64,
    altitude: Option<f64>,
    direction: Option<f64>,
}

#[derive(Deserialize)]
#[serde(try_from = "PlaceFields")]
pub(super) struct Place {
    pub(super) gps: lightroom_sim::Gps,
    pub(super) altitude: Option<f64>,
    pub(super) direction: Option<f64>,
}

impl TryFrom<PlaceFields> for Place {
    type Error = &'static str;

    fn try_from(it: PlaceFields) -> Result<Self, Self::Error> {
        let gps = lightroom_sim::Gps::new(it.latitude, it.longitude)
            .ok_or("latitude is -90 to 90 and longitude -180 to 180")?;
        Ok(Place {
            gps,
            altitude: it.altitude,
            direction: it.direction,
        })
    }
}

#[derive(Deserialize, Default)]
#[serde(try_from = "i64")]
pub(super) struct Stars(pub(super) Option<Rating>);

impl TryFrom<i64> for Stars {
    type Error = String;

    fn try_from(stars: i64) -> Result<Self, Self::Error> {
        match u8::try_from(stars) {
            Ok(stars @ 0..=5) => Ok(Stars(Rating::new(stars))),
            _ => Err(format!("rating = {stars}, but it is 0 to 5 stars")),
        }
    }
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub(super) enum Flag {
    Picked,
    Rejected,
    #[default]
    Unflagged,
}

impl From<Flag> for Pick {
    fn from(flag: Flag) -> Self {
        match flag {
            Flag::Picked => Pick::Picked,
            Flag::Rejected => Pick::Rejected,
            Flag::Unflagged => Pick::Unflagged,
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(from = "String")]
pub(super) struct LabelText(pub(super) Label);

impl From<String> for LabelText {
    fn from(text: String) -> Self {
        let color = ColorLabel::parse(&text.to_lowercase());
        LabelText(color.map_or_else(|| Label::from_text(&text), Label::Color))
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Format(pub(super) FileFormat);

impl TryFrom<String> for Format {
    type Error = String;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        let all = [
            FileFormat::Raw,
            FileFormat::Dng,
            FileFormat::Jpeg,
            FileFormat::Tiff,
            FileFormat::Psd,
            FileFormat::Png,
            FileFormat::Heic,
            FileFormat::Video,
        ];
        let found = all.into_iter().find(|format| format.name() == name);
        found.map(Format).ok_or_else(|| {
            let names = all.map(FileFormat::name).join(", ");
            format!("there is no format \"{name}\"; it is one of {names}")
        })
    }
}

/// A text, or a date and time of TOML's own.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "a date and time such as 2024-01-14T08:12:40+01:00"
)]
pub(super) enum CapturedText {
    Datetime(toml::value::Datetime),
    Text(String),
}

#[derive(Deserialize)]
#[serde(try_from = "CapturedText")]
pub(super) struct Captured(pub(super) CaptureTime);

impl TryFrom<CapturedText> for Captured {
    type Error = String;

    fn try_from(text: CapturedText) -> Result<Self, Self::Error> {
        let text = match text {
            CapturedText::Datetime(datetime) => datetime.to_string(),
            CapturedText::Text(text) => text,
        };
        crate::time::capture_time(&text)
            .map(Captured)
            .ok_or_else(|| {
                format!("\"{text}\" is no date and time such as 2024-01-14T08:12:40+01:00")
            })
    }
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "seconds, as a number or a fraction such as \"1/250\""
)]
pub(super) enum SecondsText {
    Number(f64),
    Text(String),
}

#[derive(Deserialize)]
#[serde(try_from = "SecondsText")]
pub(super) struct Seconds(pub(super) f64);

impl TryFrom<SecondsText> for Seconds {
    type Error = String;

    fn try_from(text: SecondsText) -> Result<Self, Self::Error> {
        let seconds = match &text {
            SecondsText::Number(number) => Some(*number),
            SecondsText::Text(text) => match text.split_once('/') {
                Some((over, under)) => parse(over).zip(parse(under)).map(|(a, b)| a / b),
                None => parse(text),
            },
        };
        let seconds = seconds.filter(|seconds| seconds.is_finite() && *seconds > 0.0);
        seconds
            .map(Seconds)
            .ok_or_else(|| "an exposure time is seconds: 0.5, 30 or \"1/250\"".to_owned())
    }
}

fn parse(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}
