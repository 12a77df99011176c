//! Back to the default: one parameter, one tool, everything.

use super::Settings;
use crate::develop::parameters::{ParameterId, key_name};
use crate::develop::{Ignored, Mask, MaskType, Outcome};

impl Settings {
    /// Puts one parameter back. The white balance takes its sliders along; temperature and tint go back to "As Shot" when both are there.
    pub fn reset(&mut self, id: ParameterId) -> Outcome {
        let Some(slot) = self.slot(id).filter(|slot| !slot.form.inert) else {
            return Outcome::Ignored(Ignored::OtherProcessVersion);
        };
        if id.parameter().name == "WhiteBalance" {
            return Outcome::changed(self.name_white_balance("As Shot"));
        }
        let changed = self.values.remove(slot.key) | self.follow_curve(slot, &slot.default);
        if changed && matches!(id.parameter().name, "Temperature" | "Tint") {
            let as_shot = !self.values.keys().any(|key| {
                matches!(
                    key_name(key),
                    "Temperature" | "Tint" | "IncrementalTemperature" | "IncrementalTint"
                )
            });
            self.put(
                "WhiteBalance",
                if as_shot { "As Shot" } else { "Custom" }.into(),
            );
        }
        Outcome::changed(changed)
    }

    /// Puts everything back, crop, masks, repairs and process version too.
    pub fn reset_all(&mut self) -> Outcome {
        let changed = self.has_adjustments();
        let fresh = Self {
            as_shot: self.as_shot.clone(),
            ..Self::new(self.kind)
        };
        *self = fresh;
        Outcome::changed(changed)
    }

    /// Takes the crop and its angle away.
    pub fn reset_crop(&mut self) -> Outcome {
        self.reset_keys(|key| {
            matches!(
                key,
                "CropLeft"
                    | "CropTop"
                    | "CropRight"
                    | "CropBottom"
                    | "CropAngle"
                    | "CropConstrainAspectRatio"
            )
        })
    }

    /// Takes the transform away: all `Perspective…` sliders.
    pub fn reset_transforms(&mut self) -> Outcome {
        self.reset_keys(|key| key.starts_with("Perspective"))
    }

    /// Takes the red-eye corrections away.
    pub fn reset_redeye(&mut self) -> Outcome {
        self.reset_keys(|key| key == "RedEyeInfo")
    }

    /// Takes all repairs away.
    pub fn reset_healing(&mut self) -> Outcome {
        self.reset_keys(|key| matches!(key, "RetouchAreas" | "RetouchInfo"))
    }

    /// Takes all masks away.
    pub fn reset_masking(&mut self) -> Outcome {
        let changed = !self.masks.is_empty();
        self.masks.clear();
        Outcome::changed(changed)
    }

    /// Takes the tools of one type out of all masks, and masks that have no other.
    pub fn reset_mask_tools(&mut self, mask_type: MaskType) -> Outcome {
        let had = |mask: &Mask| mask.tools.iter().any(|tool| tool.mask_type == mask_type);
        let changed = self.masks.iter().any(had);
        self.masks.retain_mut(|mask| {
            let hit = had(mask);
            mask.tools.retain(|tool| tool.mask_type != mask_type);
            !hit || !mask.tools.is_empty()
        });
        Outcome::changed(changed)
    }

    fn reset_keys(&mut self, which: impl Fn(&str) -> bool) -> Outcome {
        let keys: Vec<_> = self
            .values
            .keys()
            .filter(|&key| which(key_name(key)))
            .collect();
        let changed = keys
            .into_iter()
            .fold(false, |changed, key| self.values.remove(key) | changed);
        Outcome::changed(changed)
    }
}
