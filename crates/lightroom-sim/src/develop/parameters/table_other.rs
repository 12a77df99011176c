//! What plug-ins use beyond the SDK reference's list, and what a photo's settings hold besides.

use super::Known::Reported;
use super::form::{parameter, rendered, slider};
use super::{Panel, Parameter, Takes};
use crate::develop::FileKind::Raw;

/// A parameter that the SDK reference does not list.
const fn other(name: &'static str, takes: Takes) -> Parameter {
    parameter(name, Panel::None, takes).known(Reported)
}

/// The rows.
pub(super) const ROWS: &[Parameter] = &[
    other("WhiteBalance", Takes::Text("As Shot")),
    other("CameraProfile", Takes::Text("Adobe Standard"))
        .file(Raw)
        .or(&[rendered("CameraProfile", Takes::Text("Embedded"))]),
    // A photo without a name here has no Look; rendered photos have none at first (measured).
    other("Look.Name", Takes::Text("Adobe Color"))
        .file(Raw)
        .setting_only()
        .or(&[rendered("Look.Name", Takes::Text(""))]),
    other("ConvertToGrayscale", Takes::Flag(false)),
    other("ToneCurveName", Takes::Text("Linear")),
    other("ToneCurveName2012", Takes::Text("Linear")),
    other("LensProfileSetup", Takes::Text("LensDefaults")),
    other("LensProfileName", Takes::Text("")),
    other(
        "LensProfileChromaticAberrationScale",
        slider(0.0, 200.0, 100.0, 5.0),
    ),
    other("LensBlur.BokehShape", slider(0.0, 4.0, 0.0, 1.0))
        .setting_only()
        .when_set(),
    other("OverrideLookVignette", Takes::Flag(false)),
    other("AutoExposure", Takes::Flag(false)),
    other("AutoTone", Takes::Flag(false)),
    other("HDREditMode", Takes::Switch(false)),
    other("RetouchAreas", Takes::Any),
    other("RetouchInfo", Takes::Any),
    other("RedEyeInfo", Takes::Any),
    other("UprightVersion", slider(0.0, 1e12, 151_388_160.0, 1.0)),
    other("UprightFocalLength35mm", slider(0.0, 10000.0, 35.0, 1.0)),
    other("UprightFocalMode", slider(0.0, 10.0, 0.0, 1.0)),
    other("UprightCenterMode", slider(0.0, 10.0, 0.0, 1.0)),
    other("UprightCenterNormX", slider(0.0, 1.0, 0.5, 0.01)),
    other("UprightCenterNormY", slider(0.0, 1.0, 0.5, 0.01)),
    other("UprightPreview", Takes::Flag(false)),
    other("EnableCalibration", Takes::Flag(true)),
    other("EnableCircularGradientBasedCorrections", Takes::Flag(true)),
    other("EnableColorAdjustments", Takes::Flag(true)),
    other("EnableDetail", Takes::Flag(true)),
    other("EnableEffects", Takes::Flag(true)),
    other("EnableGradientBasedCorrections", Takes::Flag(true)),
    other("EnableGrayscaleMix", Takes::Flag(true)),
    other("EnableLensCorrections", Takes::Flag(true)),
    other("EnableMaskGroupBasedCorrections", Takes::Flag(true)),
    other("EnablePaintBasedCorrections", Takes::Flag(true)),
    other("EnableRedEye", Takes::Flag(true)),
    other("EnableRetouch", Takes::Flag(true)),
    other("EnableSplitToning", Takes::Flag(true)),
    other("EnableToneCurve", Takes::Flag(true)),
    other("EnableTransform", Takes::Flag(true)),
];
