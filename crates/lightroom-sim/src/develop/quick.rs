//! What the Quick Develop panel of the Library module does: `photo:quickDevelop…`.

use super::parameters::find;
use super::{Error, FileKind, Outcome, Settings, Value};

/// Colour, or black and white.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// "color".
    Color,
    /// "grayscale".
    Grayscale,
}

impl Treatment {
    /// The treatment of a name.
    pub fn from_name(name: &str) -> Result<Self, Error> {
        match name {
            "color" => Ok(Self::Color),
            "grayscale" => Ok(Self::Grayscale),
            other => Err(Error::BadArgument {
                what: "treatment",
                got: other.to_owned(),
                allowed: "color, grayscale",
            }),
        }
    }
}

/// How far a button of Quick Develop moves a slider.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum QuickSize {
    /// The single arrow, "small": a third of a stop, or 5.
    Small,
    /// The double arrow, "large": a whole stop, or 20.
    Large,
    /// A number; 50 is one stop of exposure, of the others it is the slider's own unit.
    Number(f64),
}

impl QuickSize {
    /// The size of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "small" => Some(Self::Small),
            "large" => Some(Self::Large),
            _ => None,
        }
    }

    /// How far it moves a slider; `stops` for that of the exposure.
    fn distance(self, stops: bool) -> f64 {
        match (self, stops) {
            (Self::Small, true) => 1.0 / 3.0,
            (Self::Large, true) => 1.0,
            (Self::Number(size), true) => size / 50.0,
            (Self::Small, false) => 5.0,
            (Self::Large, false) => 20.0,
            (Self::Number(size), false) => size,
        }
    }
}

impl Settings {
    /// `quickDevelopAdjustImage`: moves a tone slider. One third of a stop is kept with two
    /// digits, as the slider shows it.
    pub fn quick_adjust(&mut self, name: &str, size: QuickSize) -> Result<Outcome, Error> {
        let allowed = [
            "Exposure",
            "Contrast",
            "Highlights",
            "Shadows",
            "Whites",
            "Blacks",
            "Clarity",
            "Vibrance",
            "Saturation",
        ];
        if !allowed.contains(&name) {
            return Err(Error::BadArgument {
                what: "setting of Quick Develop",
                got: name.to_owned(),
                allowed: "Exposure, Contrast, Highlights, Shadows, Whites, Blacks, Clarity, \
                          Vibrance, Saturation",
            });
        }
        let distance = size.distance(name == "Exposure");
        self.move_by(name, (distance * 100.0).round() / 100.0)
    }

    /// `quickDevelopAdjustWhiteBalance`: moves "Temperature" or "Tint". The temperature of a raw
    /// photo moves by per cent, so that a step is as visible at 3000 K as at 8000 K.
    pub fn quick_adjust_white_balance(
        &mut self,
        name: &str,
        amount: QuickSize,
    ) -> Result<Outcome, Error> {
        let amount = amount.distance(false);
        match name {
            "Temperature" if self.kind() == FileKind::Raw => {
                let kelvin = self.number(find(name)?).unwrap_or(5500.0);
                self.move_by(name, (kelvin * amount / 100.0).round())
            }
            "Temperature" | "Tint" => self.move_by(name, amount),
            other => Err(Error::BadArgument {
                what: "setting of the white balance",
                got: other.to_owned(),
                allowed: "Temperature, Tint",
            }),
        }
    }

    /// `quickDevelopSetWhiteBalance`, by name.
    pub fn quick_set_white_balance(&mut self, name: &str) -> Result<Outcome, Error> {
        let all = [
            "As Shot",
            "Auto",
            "Daylight",
            "Cloudy",
            "Shade",
            "Tungsten",
            "Fluorescent",
            "Flash",
        ];
        if !all.contains(&name) {
            return Err(Error::BadArgument {
                what: "white balance",
                got: name.to_owned(),
                allowed: "As Shot, Auto, Daylight, Cloudy, Shade, Tungsten, Fluorescent, Flash",
            });
        }
        Ok(Outcome::changed(self.name_white_balance(name)))
    }

    /// `quickDevelopSetTreatment`.
    pub fn quick_set_treatment(&mut self, treatment: Treatment) -> Result<Outcome, Error> {
        let gray = treatment == Treatment::Grayscale;
        self.set(find("ConvertToGrayscale")?, Value::Bool(gray))
    }

    /// `quickDevelopCropAspect`: the largest crop of a ratio of width to height in the middle of a
    /// picture of `width` by `height` pixels.
    pub fn quick_crop(&mut self, ratio: f64, width: f64, height: f64) -> Outcome {
        if !(ratio > 0.0 && width > 0.0 && height > 0.0) {
            return Outcome::Same;
        }
        let whole = width / height;
        let (across, down) = ((ratio / whole).min(1.0), (whole / ratio).min(1.0));
        let (x, y) = ((1.0 - across) / 2.0, (1.0 - down) / 2.0);
        Outcome::changed(self.set_crop([x, y, 1.0 - x, 1.0 - y]))
    }

    fn move_by(&mut self, name: &str, size: f64) -> Result<Outcome, Error> {
        let id = find(name)?;
        let now = self.number(id).unwrap_or(0.0);
        self.set(id, Value::Number(((now + size) * 1e9).round() / 1e9))
    }
}
