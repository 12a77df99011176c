//! The sliders of a mask.

use super::Known::Reported;
use super::form::{HUE, SIGNED, parameter, percent, slider};
use super::{Panel, Parameter, Takes};
use crate::develop::ProcessVersion::{V2, V3, V5, V6};

/// The rows: slider, key of the mask in the settings, and the scale between them.
pub(super) const ROWS: &[Parameter] = &[
    parameter("local_ToningLuminance", Panel::Local, SIGNED)
        .key("LocalToningLuminance")
        .versions(V2, V2)
        .scale(0.01),
    parameter("local_Exposure", Panel::Local, slider(-4.0, 4.0, 0.0, 0.1))
        .key("LocalExposure2012")
        .versions(V2, V6)
        .scale(0.25),
    parameter("local_Contrast", Panel::Local, SIGNED)
        .key("LocalContrast2012")
        .versions(V2, V6)
        .scale(0.01),
    parameter("local_Clarity", Panel::Local, SIGNED)
        .key("LocalClarity2012")
        .versions(V2, V6)
        .scale(0.01),
    parameter("local_Saturation", Panel::Local, SIGNED)
        .key("LocalSaturation")
        .versions(V2, V6)
        .scale(0.01),
    parameter("local_Sharpness", Panel::Local, SIGNED)
        .key("LocalSharpness")
        .versions(V2, V6)
        .scale(0.01),
    parameter("local_ToningHue", Panel::Local, HUE)
        .key("LocalToningHue")
        .versions(V2, V6),
    parameter("local_ToningSaturation", Panel::Local, percent(0.0))
        .key("LocalToningSaturation")
        .versions(V2, V6)
        .scale(0.01),
    parameter("local_Temperature", Panel::Local, SIGNED)
        .key("LocalTemperature")
        .versions(V3, V6)
        .scale(0.01),
    parameter("local_Tint", Panel::Local, SIGNED)
        .key("LocalTint")
        .versions(V3, V6)
        .scale(0.01),
    parameter("local_Highlights", Panel::Local, SIGNED)
        .key("LocalHighlights2012")
        .versions(V3, V6)
        .scale(0.01),
    parameter("local_Shadows", Panel::Local, SIGNED)
        .key("LocalShadows2012")
        .versions(V3, V6)
        .scale(0.01),
    parameter("local_LuminanceNoise", Panel::Local, SIGNED)
        .key("LocalLuminanceNoise")
        .versions(V3, V6)
        .scale(0.01),
    parameter("local_Moire", Panel::Local, SIGNED)
        .key("LocalMoire")
        .versions(V3, V6)
        .scale(0.01),
    parameter("local_Defringe", Panel::Local, SIGNED)
        .key("LocalDefringe")
        .versions(V3, V6)
        .scale(0.01),
    parameter("local_Blacks", Panel::Local, SIGNED)
        .key("LocalBlacks2012")
        .versions(V3, V6)
        .scale(0.01),
    parameter("local_Whites", Panel::Local, SIGNED)
        .key("LocalWhites2012")
        .versions(V3, V6)
        .scale(0.01),
    // As Lightroom 6 spelt them.
    parameter("local_Blacks2012", Panel::Local, SIGNED)
        .key("LocalBlacks2012")
        .versions(V3, V6)
        .scale(0.01)
        .known(Reported),
    parameter("local_Whites2012", Panel::Local, SIGNED)
        .key("LocalWhites2012")
        .versions(V3, V6)
        .scale(0.01)
        .known(Reported),
    parameter("local_Dehaze", Panel::Local, SIGNED)
        .key("LocalDehaze")
        .versions(V3, V6)
        .scale(0.01),
    parameter("local_PointColors", Panel::Local, Takes::Any)
        .key("LocalPointColors")
        .versions(V3, V6),
    parameter("local_Texture", Panel::Local, SIGNED)
        .key("LocalTexture")
        .versions(V5, V6)
        .scale(0.01),
    parameter("local_Hue", Panel::Local, slider(-180.0, 180.0, 0.0, 5.0))
        .key("LocalHue")
        .versions(V5, V6)
        .scale(1.0 / 180.0),
    parameter("local_Amount", Panel::Local, slider(0.0, 200.0, 100.0, 5.0))
        .key("CorrectionAmount")
        .versions(V5, V6)
        .scale(0.01),
    parameter("local_Maincurve", Panel::Local, Takes::Curve)
        .key("MainCurve")
        .versions(V5, V6),
    parameter("local_Redcurve", Panel::Local, Takes::Curve)
        .key("RedCurve")
        .versions(V5, V6),
    parameter("local_Greencurve", Panel::Local, Takes::Curve)
        .key("GreenCurve")
        .versions(V5, V6),
    parameter("local_Bluecurve", Panel::Local, Takes::Curve)
        .key("BlueCurve")
        .versions(V5, V6),
    parameter("local_Grain", Panel::Local, SIGNED)
        .key("LocalGrain")
        .versions(V6, V6)
        .scale(0.01),
    parameter("local_RefineSaturation", Panel::Local, percent(100.0))
        .key("LocalCurveRefineSaturation")
        .versions(V6, V6),
];
