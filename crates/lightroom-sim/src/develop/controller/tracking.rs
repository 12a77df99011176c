//! Tracking: which adjustments become one step of the history.
//!
//! The controller keeps what the plug-in asked for; the host, which has the clock, groups.

use super::Controller;
use crate::develop::parameters::{ParameterId, find};
use crate::develop::{Error, Outcome};

#[derive(Clone, Debug)]
pub(super) struct Tracking {
    parameter: Option<ParameterId>,
    delay: f64,
    threshold: f64,
}

impl Default for Tracking {
    fn default() -> Self {
        Self {
            parameter: None,
            delay: 2.0,
            threshold: 0.5,
        }
    }
}

impl Tracking {
    pub(super) fn stop(&mut self) -> bool {
        self.parameter.take().is_some()
    }
}

impl Controller {
    /// `startTracking`: until it stops, changes of the parameter are one step.
    pub fn start_tracking(&mut self, parameter: &str) -> Result<(), Error> {
        self.tracking.parameter = Some(find(parameter)?);
        Ok(())
    }

    /// `stopTracking`. Returns [`Outcome::Changed`] if something was tracked: then the step is
    /// complete.
    pub fn stop_tracking(&mut self) -> Outcome {
        Outcome::changed(self.tracking.stop())
    }

    /// The parameter that is tracked.
    pub fn tracked(&self) -> Option<&'static str> {
        self.tracking.parameter.map(|id| id.parameter().name)
    }

    /// `setTrackingDelay`: seconds after an adjustment until tracking stops by itself.
    pub fn set_tracking_delay(&mut self, seconds: f64) {
        self.tracking.delay = seconds.max(0.0);
    }

    /// Seconds after an adjustment until tracking stops by itself; 2 at first.
    pub fn tracking_delay(&self) -> f64 {
        self.tracking.delay
    }

    /// `setMultipleAdjustmentThreshold`: seconds within which adjustments of different parameters
    /// are one step.
    pub fn set_multiple_adjustment_threshold(&mut self, seconds: f64) {
        self.tracking.threshold = seconds.max(0.0);
    }

    /// Seconds within which adjustments of different parameters are one step; 0.5 at first.
    pub fn multiple_adjustment_threshold(&self) -> f64 {
        self.tracking.threshold
    }
}
