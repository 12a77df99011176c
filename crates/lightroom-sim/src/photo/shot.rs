//! What the camera wrote.

use std::sync::Arc;

/// A camera body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Camera {
    /// The maker.
    pub make: String,
    /// The model.
    pub model: String,
    /// The serial number.
    pub serial_number: Option<String>,
}

/// Exposure, lens position and light.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shot {
    /// Seconds.
    pub exposure_time: Option<f64>,
    /// The number after `f/`.
    pub aperture: Option<f64>,
    /// ISO speed.
    pub iso: Option<u32>,
    /// Millimetres.
    pub focal_length: Option<f64>,
    /// Millimetres on 35 mm film.
    pub focal_length_35mm: Option<f64>,
    /// Exposure compensation in EV.
    pub exposure_bias: Option<f64>,
    /// Whether the flash fired.
    pub flash: Option<bool>,
    /// The exposure program as displayed.
    pub exposure_program: Option<Arc<str>>,
    /// The metering mode as displayed.
    pub metering_mode: Option<Arc<str>>,
    /// The brightness value in EV.
    pub brightness: Option<f64>,
    /// Metres to the subject.
    pub subject_distance: Option<f64>,
    /// The software that wrote the file.
    pub software: Option<Arc<str>>,
    /// The camera's own entry for the artist.
    pub artist: Option<Arc<str>>,
}

/// A place on Earth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gps {
    /// Degrees north, -90 to 90.
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    pub longitude: f64,
}

impl Gps {
    /// A place; `None` outside the range of coordinates.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let valid = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        valid.then_some(Gps {
            latitude,
            longitude,
        })
    }
}

/// What only a video has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Video {
    /// The whole duration, as a fraction of seconds.
    pub duration: (u32, u32),
    /// The duration after trimming.
    pub trimmed: (u32, u32),
}
