//! What `LrDevelopController` does.
//!
//! Each member is a method on the controller and, where it concerns the photo, on its settings.
//! Whether the Develop module is active and a photo is there is for the host to check: here both
//! are given. A call that Lightroom silently ignores gives [`Outcome::Ignored`] with the reason.

mod lens_blur;
mod masks;
mod panels;
mod point_color;
mod resets;
mod spots;
mod tools;
mod tracking;

pub use panels::{ColorGradingView, Reveal};
pub use spots::{RemovePreferences, SpotType, ToolOverlay};
pub use tools::Tool;

use super::masks::local_slot;
use super::parameters::{ParameterId, Takes, find};
use super::{Error, Ignored, Mask, Outcome, Settings, Value};

/// The state of the Develop module that is not a photo's: the open tool, what is selected in it,
/// and how adjustments are grouped.
#[derive(Clone, Debug, Default)]
pub struct Controller {
    tool: Tool,
    panels: panels::Panels,
    tracking: tracking::Tracking,
    masks: masks::Selection,
    swatches: point_color::Swatches,
    spots: spots::Spots,
    depth_shown: bool,
}

impl Controller {
    /// The Develop module as it opens: loupe, nothing selected.
    pub fn new() -> Self {
        Self::default()
    }

    /// Another photo is active: nothing in it is selected yet. See
    /// [`Lightroom::follow_active_photo`](crate::Lightroom::follow_active_photo).
    pub fn photo_changed(&mut self) {
        self.masks.clear();
        self.swatches = point_color::Swatches::default();
        self.spots.deselect();
        self.tracking.stop();
    }

    /// `getValue`: the value of a parameter, of the photo or of the selected mask. Nothing if the
    /// process version does not have it, or no mask is selected.
    pub fn value<'a>(
        &self,
        settings: &'a Settings,
        parameter: &str,
    ) -> Result<Option<&'a Value>, Error> {
        let id = find(parameter)?;
        if !id.parameter().is_local() {
            return Ok(settings.value(id));
        }
        let mask = self.current_mask(settings);
        Ok(mask.and_then(|mask| mask.value(id, settings.process_version())))
    }

    /// `setValue`. A number out of range is moved to its end. `clipping` shows the clipping
    /// overlay, as the third argument asks.
    pub fn set_value(
        &mut self,
        settings: &mut Settings,
        parameter: &str,
        value: Value,
        clipping: bool,
    ) -> Result<Outcome, Error> {
        self.set_value_of(settings, find(parameter)?, value, clipping)
    }

    /// [`set_value`](Self::set_value) of a parameter that is already found.
    pub fn set_value_of(
        &mut self,
        settings: &mut Settings,
        id: ParameterId,
        value: Value,
        clipping: bool,
    ) -> Result<Outcome, Error> {
        self.panels.adjusted(id.parameter().panel, clipping);
        if !id.parameter().is_local() {
            return settings.set(id, value);
        }
        let version = settings.process_version();
        match self.current_mask_mut(settings) {
            Some(mask) => mask.set(id, version, value),
            None => Ok(Outcome::Ignored(Ignored::NoMaskSelected)),
        }
    }

    /// `increment`: one step up.
    pub fn increment(
        &mut self,
        settings: &mut Settings,
        parameter: &str,
        clipping: bool,
    ) -> Result<Outcome, Error> {
        self.step(settings, parameter, 1.0, clipping)
    }

    /// `decrement`: one step down.
    pub fn decrement(
        &mut self,
        settings: &mut Settings,
        parameter: &str,
        clipping: bool,
    ) -> Result<Outcome, Error> {
        self.step(settings, parameter, -1.0, clipping)
    }

    fn step(
        &mut self,
        settings: &mut Settings,
        parameter: &str,
        direction: f64,
        clipping: bool,
    ) -> Result<Outcome, Error> {
        let id = find(parameter)?;
        let step = match takes(settings, id) {
            Some(Takes::Number(range)) => range.step,
            Some(Takes::Switch(_)) => 1.0,
            Some(_) => return Ok(Outcome::Ignored(Ignored::NotANumber)),
            None => return Ok(Outcome::Ignored(Ignored::OtherProcessVersion)),
        };
        let now = self.value(settings, parameter)?.and_then(Value::as_number);
        let Some(now) = now else {
            return Ok(Outcome::Ignored(Ignored::NoMaskSelected));
        };
        // Ten steps of 0.1 make 1, not 0.9999999999999999.
        let next = ((now + direction * step) * 1e9).round() / 1e9;
        self.set_value(settings, parameter, Value::Number(next), clipping)
    }

    /// `getRange`: the ends of a slider. Nothing if the process version does not have it, and for
    /// curves and tables. What is no slider answers −100 and 100, as measured in Lightroom 15.3 for
    /// check boxes and for the text `LensBlurFocalRange`.
    pub fn range(&self, settings: &Settings, parameter: &str) -> Result<Option<(f64, f64)>, Error> {
        Ok(match takes(settings, find(parameter)?) {
            Some(Takes::Number(range)) => Some((range.min, range.max)),
            Some(Takes::Switch(_) | Takes::Flag(_) | Takes::Text(_)) => Some((-100.0, 100.0)),
            Some(Takes::Curve | Takes::Any) | None => None,
        })
    }

    /// `resetToDefault`: one parameter, of the photo or of the selected mask.
    pub fn reset_to_default(
        &mut self,
        settings: &mut Settings,
        parameter: &str,
    ) -> Result<Outcome, Error> {
        let id = find(parameter)?;
        if !id.parameter().is_local() {
            return Ok(settings.reset(id));
        }
        let version = settings.process_version();
        Ok(match self.current_mask_mut(settings) {
            Some(mask) => mask.reset(id, version),
            None => Outcome::Ignored(Ignored::NoMaskSelected),
        })
    }

    /// `getProcessVersion`, such as "Version 6".
    pub fn process_version(&self, settings: &Settings) -> &'static str {
        settings.process_version().name()
    }

    /// `setProcessVersion`.
    pub fn set_process_version(
        &mut self,
        settings: &mut Settings,
        version: &str,
    ) -> Result<Outcome, Error> {
        Ok(settings.set_process_version(super::ProcessVersion::from_name(version)?))
    }

    /// `setAutoTone`: see [`Settings::auto_tone`].
    pub fn set_auto_tone(&mut self, settings: &mut Settings) -> Outcome {
        settings.auto_tone()
    }

    /// `setAutoWhiteBalance`: see [`Settings::auto_white_balance`].
    pub fn set_auto_white_balance(&mut self, settings: &mut Settings) -> Outcome {
        settings.auto_white_balance()
    }

    /// `editInPhotoshop`: there is no Photoshop.
    pub fn edit_in_photoshop(&self) -> Result<(), Error> {
        Err(Error::NotSimulated(
            "editInPhotoshop opens another application",
        ))
    }

    fn current_mask<'a>(&self, settings: &'a Settings) -> Option<&'a Mask> {
        let id = self.masks.mask()?;
        settings.masks().iter().find(|mask| mask.id == id)
    }

    fn current_mask_mut<'a>(&self, settings: &'a mut Settings) -> Option<&'a mut Mask> {
        let id = self.masks.mask()?;
        settings.masks_mut().iter_mut().find(|mask| mask.id == id)
    }
}

/// What a parameter takes in this photo.
fn takes(settings: &Settings, id: ParameterId) -> Option<Takes> {
    let slot = if id.parameter().is_local() {
        local_slot(id, settings.process_version())
    } else {
        settings.slot(id)
    };
    slot.map(|slot| slot.form.takes)
}
