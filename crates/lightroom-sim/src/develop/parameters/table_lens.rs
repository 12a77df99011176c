//! Lens corrections, transform, lens blur and crop.

use super::Known::Reported;
use super::form::{SIGNED, parameter, percent, slider};
use super::{Panel, Parameter, Takes};

/// The rows.
pub(super) const ROWS: &[Parameter] = &[
    parameter(
        "AutoLateralCA",
        Panel::LensCorrections,
        Takes::Switch(false),
    ),
    parameter(
        "LensProfileEnable",
        Panel::LensCorrections,
        Takes::Switch(false),
    ),
    parameter(
        "LensProfileDistortionScale",
        Panel::LensCorrections,
        slider(0.0, 200.0, 100.0, 5.0),
    ),
    parameter(
        "LensProfileVignettingScale",
        Panel::LensCorrections,
        slider(0.0, 200.0, 100.0, 5.0),
    ),
    parameter("LensManualDistortionAmount", Panel::LensCorrections, SIGNED),
    parameter(
        "DefringePurpleAmount",
        Panel::LensCorrections,
        slider(0.0, 20.0, 0.0, 1.0),
    ),
    parameter("DefringePurpleHueLo", Panel::LensCorrections, percent(30.0)),
    parameter("DefringePurpleHueHi", Panel::LensCorrections, percent(70.0)),
    parameter(
        "DefringeGreenAmount",
        Panel::LensCorrections,
        slider(0.0, 20.0, 0.0, 1.0),
    ),
    parameter("DefringeGreenHueLo", Panel::LensCorrections, percent(40.0)),
    parameter("DefringeGreenHueHi", Panel::LensCorrections, percent(60.0)),
    parameter("VignetteAmount", Panel::LensCorrections, SIGNED),
    parameter("VignetteMidpoint", Panel::LensCorrections, percent(50.0)),
    parameter("PerspectiveVertical", Panel::LensCorrections, SIGNED),
    parameter("PerspectiveHorizontal", Panel::LensCorrections, SIGNED),
    parameter(
        "PerspectiveRotate",
        Panel::LensCorrections,
        slider(-10.0, 10.0, 0.0, 0.1),
    ),
    parameter(
        "PerspectiveScale",
        Panel::LensCorrections,
        slider(50.0, 150.0, 100.0, 1.0),
    ),
    parameter("PerspectiveAspect", Panel::LensCorrections, SIGNED),
    parameter("PerspectiveX", Panel::LensCorrections, SIGNED),
    parameter("PerspectiveY", Panel::LensCorrections, SIGNED),
    parameter(
        "PerspectiveUpright",
        Panel::LensCorrections,
        slider(0.0, 5.0, 0.0, 1.0),
    ),
    parameter("LensBlurActive", Panel::LensBlur, Takes::Flag(false))
        .key("LensBlur.Active")
        .when_set(),
    parameter("LensBlurAmount", Panel::LensBlur, percent(50.0))
        .key("LensBlur.BlurAmount")
        .when_set(),
    parameter("LensBlurCatEye", Panel::LensBlur, percent(0.0))
        .key("LensBlur.CatEyeAmount")
        .when_set(),
    parameter("LensBlurHighlightsBoost", Panel::LensBlur, percent(50.0))
        .key("LensBlur.HighlightsBoost")
        .when_set(),
    parameter(
        "LensBlurFocalRange",
        Panel::LensBlur,
        Takes::Text("-48 32 64 144"),
    )
    .key("LensBlur.FocalRange")
    .when_set(),
    parameter(
        "straightenAngle",
        Panel::Crop,
        slider(-45.0, 45.0, 0.0, 0.1),
    )
    .key("CropAngle"),
    parameter("CropAngle", Panel::Crop, slider(-45.0, 45.0, 0.0, 0.1)).known(Reported),
    parameter("CropLeft", Panel::Crop, slider(0.0, 1.0, 0.0, 0.01)).known(Reported),
    parameter("CropRight", Panel::Crop, slider(0.0, 1.0, 1.0, 0.01)).known(Reported),
    parameter("CropTop", Panel::Crop, slider(0.0, 1.0, 0.0, 0.01)).known(Reported),
    parameter("CropBottom", Panel::Crop, slider(0.0, 1.0, 1.0, 0.01)).known(Reported),
    parameter("CropConstrainAspectRatio", Panel::Crop, Takes::Flag(false)).known(Reported),
    parameter(
        "CropConstrainToWarp",
        Panel::LensCorrections,
        Takes::Switch(false),
    )
    .known(Reported),
];
