//! Moving a slider of the Develop module by hand.

use crate::develop::{self, Outcome, Value};
use crate::lightroom::Lightroom;

/// Why a slider does not move.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SliderError {
    /// Nothing is selected.
    #[error("no photo is active")]
    NoPhoto,
    /// The parameter or the value will not do.
    #[error(transparent)]
    Develop(#[from] develop::Error),
    /// The catalog does not take it.
    #[error(transparent)]
    Catalog(#[from] crate::Error),
}

impl Lightroom {
    /// Moves the slider of this parameter (as `LrDevelopController` names it) for the active photo,
    /// as a person would: one step to undo for moves that follow each other within two seconds.
    pub fn move_slider(&mut self, parameter: &str, value: Value) -> Result<Outcome, SliderError> {
        let photo = self.catalog.active_photo().ok_or(SliderError::NoPhoto)?;
        self.follow_active_photo();
        let id = develop::parameters::find(parameter)?;
        let name = id.parameter().name;
        let Lightroom {
            catalog, develop, ..
        } = self;
        let outcome = catalog.move_slider(photo, name, name, |settings| {
            develop.set_value_of(settings, id, value, false)
        })??;
        Ok(outcome)
    }
}
