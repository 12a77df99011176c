//! Lens blur.

use super::Controller;
use crate::develop::{Error, Outcome, Settings, Value};

/// Where the settings keep the shape.
const SHAPE: &str = "LensBlur.BokehShape";

/// The shapes, at their number in the settings.
const BOKEHS: [&str; 5] = ["Circle", "SoapBubble", "Blade", "Ring", "Anamorphic"];

/// The name of the last shape in older versions of the SDK reference.
const OLD_NAME: &str = "CatEye";

impl Controller {
    /// `getSelectedLensBlurBokeh`.
    pub fn selected_lens_blur_bokeh(&self, settings: &Settings) -> &'static str {
        let shape = settings
            .key_value(SHAPE)
            .and_then(Value::as_number)
            .unwrap_or(0.0);
        let at = |place: &usize| (shape - *place as f64).abs() < 0.5;
        (0..BOKEHS.len())
            .find(at)
            .map_or(BOKEHS[0], |place| BOKEHS[place])
    }

    /// `setLensBlurBokeh`: "Circle", "SoapBubble", "Blade", "Ring", "Anamorphic", which was called
    /// "CatEye".
    pub fn set_lens_blur_bokeh(
        &mut self,
        settings: &mut Settings,
        bokeh: &str,
    ) -> Result<Outcome, Error> {
        let bokeh = if bokeh == OLD_NAME {
            "Anamorphic"
        } else {
            bokeh
        };
        let shape = BOKEHS.iter().position(|name| *name == bokeh);
        let shape = shape.ok_or_else(|| Error::BadArgument {
            what: "bokeh",
            got: bokeh.to_owned(),
            allowed: "Circle, SoapBubble, Blade, Ring, Anamorphic",
        })?;
        Ok(Outcome::changed(
            settings.put(SHAPE, Value::Number(shape as f64)),
        ))
    }

    /// `toggleLensBlurDepthVisualization`. Returns whether the depth is shown now.
    pub fn toggle_lens_blur_depth_visualization(&mut self) -> bool {
        self.depth_shown = !self.depth_shown;
        self.depth_shown
    }
}
