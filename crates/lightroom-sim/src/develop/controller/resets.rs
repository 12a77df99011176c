//! The `reset…` members.

use super::Controller;
use crate::develop::{MaskType, Outcome, Settings};

impl Controller {
    /// `resetAllDevelopAdjustments`.
    pub fn reset_all_develop_adjustments(&mut self, settings: &mut Settings) -> Outcome {
        self.masks.clear();
        settings.reset_all()
    }

    /// `resetCrop`.
    pub fn reset_crop(&mut self, settings: &mut Settings) -> Outcome {
        settings.reset_crop()
    }

    /// `resetTransforms`.
    pub fn reset_transforms(&mut self, settings: &mut Settings) -> Outcome {
        settings.reset_transforms()
    }

    /// `resetMasking`: all masks.
    pub fn reset_masking(&mut self, settings: &mut Settings) -> Outcome {
        self.masks.clear();
        settings.reset_masking()
    }

    /// `resetBrushing`: the brushes of all masks.
    pub fn reset_brushing(&mut self, settings: &mut Settings) -> Outcome {
        settings.reset_mask_tools(MaskType::Brush)
    }

    /// `resetGradient`: the linear gradients of all masks.
    pub fn reset_gradient(&mut self, settings: &mut Settings) -> Outcome {
        settings.reset_mask_tools(MaskType::Gradient)
    }

    /// `resetCircularGradient`: the radial gradients of all masks.
    pub fn reset_circular_gradient(&mut self, settings: &mut Settings) -> Outcome {
        settings.reset_mask_tools(MaskType::RadialGradient)
    }

    /// `resetHealing`.
    pub fn reset_healing(&mut self, settings: &mut Settings) -> Outcome {
        self.spots.deselect();
        settings.reset_healing()
    }

    /// `resetSpotRemoval`: the same as [`reset_healing`](Self::reset_healing).
    pub fn reset_spot_removal(&mut self, settings: &mut Settings) -> Outcome {
        self.reset_healing(settings)
    }

    /// `resetRedeye`.
    pub fn reset_redeye(&mut self, settings: &mut Settings) -> Outcome {
        settings.reset_redeye()
    }
}
