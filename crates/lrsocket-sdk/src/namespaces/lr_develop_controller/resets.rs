//! Members that change much at once: the resets, and what is automatic.

use lightroom_sim::develop::{Controller, Outcome, Settings};

use super::reach::{Member, Needs, Step};
use crate::vm::namespace::Builder;

/// A member, its step in the history, and what it does.
type Row = (
    &'static str,
    &'static str,
    fn(&mut Controller, &mut Settings) -> Outcome,
);

const RESETS: [Row; 11] = [
    (
        "resetAllDevelopAdjustments",
        "Reset Settings",
        Controller::reset_all_develop_adjustments,
    ),
    (
        "resetBrushing",
        "Reset Brushing",
        Controller::reset_brushing,
    ),
    (
        "resetCircularGradient",
        "Reset Radial Gradient",
        Controller::reset_circular_gradient,
    ),
    ("resetCrop", "Reset Crop", Controller::reset_crop),
    (
        "resetGradient",
        "Reset Linear Gradient",
        Controller::reset_gradient,
    ),
    ("resetHealing", "Reset Healing", Controller::reset_healing),
    ("resetMasking", "Reset Masking", Controller::reset_masking),
    (
        "resetRedeye",
        "Reset Red Eye Correction",
        Controller::reset_redeye,
    ),
    // Not documented: a plug-in writes it so.
    (
        "resetRedEye",
        "Reset Red Eye Correction",
        Controller::reset_redeye,
    ),
    (
        "resetSpotRemoval",
        "Reset Spot Removal",
        Controller::reset_spot_removal,
    ),
    (
        "resetTransforms",
        "Reset Transforms",
        Controller::reset_transforms,
    ),
];

/// These are documented without a word of the Develop module.
const AUTO: [Row; 2] = [
    ("setAutoTone", "Auto Settings", Controller::set_auto_tone),
    (
        "setAutoWhiteBalance",
        "White Balance: Auto",
        Controller::set_auto_white_balance,
    ),
];

pub(super) fn declare(ns: &mut Builder<'_>) {
    let resets = RESETS.into_iter().map(|row| (row, Needs::Develop));
    let auto = AUTO.into_iter().map(|row| (row, Needs::Nothing));
    for ((name, step, change), needs) in resets.chain(auto) {
        ns.function(name, move |call, _| {
            let member = Member { call, name, needs };
            member.edit(Step::Named(step), |controller, settings| {
                Ok((change(controller, settings), ()))
            })?;
            Ok(())
        });
    }
}
