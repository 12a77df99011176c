//! Basic, detail and effects.

use super::form::{SIGNED, form, parameter, percent, rendered, slider};
use super::{Panel, Parameter, Takes};
use crate::develop::FileKind::Raw;
use crate::develop::ProcessVersion::{V1, V2, V3, V6};

/// Brightness of a rendered photo.
const BRIGHTNESS: Takes = slider(-150.0, 150.0, 0.0, 5.0);

/// The rows. Where the tone sliders of process versions 1 and 2 have other keys and ranges, these
/// are the second form.
pub(super) const ROWS: &[Parameter] = &[
    parameter(
        "Temperature",
        Panel::Adjust,
        slider(2000.0, 50000.0, 5500.0, 50.0),
    )
    .file(Raw)
    .or(&[rendered("IncrementalTemperature", SIGNED)]),
    parameter("Tint", Panel::Adjust, slider(-150.0, 150.0, 0.0, 5.0))
        .file(Raw)
        .or(&[rendered("IncrementalTint", SIGNED)]),
    parameter("Exposure", Panel::Adjust, slider(-5.0, 5.0, 0.0, 0.1))
        .key("Exposure2012")
        .versions(V3, V6)
        .or(&[form("Exposure", slider(-4.0, 4.0, 0.0, 0.1), V1, V2)]),
    parameter("Highlights", Panel::Adjust, SIGNED)
        .key("Highlights2012")
        .versions(V3, V6)
        .or(&[form("HighlightRecovery", percent(0.0), V1, V2)]),
    parameter("Shadows", Panel::Adjust, SIGNED)
        .key("Shadows2012")
        .versions(V3, V6)
        .or(&[form("FillLight", percent(0.0), V1, V2)]),
    // Later process versions show it without obeying it: plug-ins do arithmetic on it (R9.8).
    parameter(
        "Brightness",
        Panel::Adjust,
        slider(-150.0, 150.0, 50.0, 5.0),
    )
    .versions(V1, V2)
    .file(Raw)
    .or(&[
        form("Brightness", BRIGHTNESS, V1, V2),
        form("Brightness", slider(-150.0, 150.0, 50.0, 5.0), V3, V6)
            .of(Raw)
            .shown(),
        form("Brightness", BRIGHTNESS, V3, V6).shown(),
    ]),
    parameter("Contrast", Panel::Adjust, SIGNED)
        .key("Contrast2012")
        .versions(V3, V6)
        .or(&[
            form("Contrast", slider(-50.0, 100.0, 25.0, 5.0), V1, V2).of(Raw),
            form("Contrast", slider(-50.0, 100.0, 0.0, 5.0), V1, V2),
        ]),
    parameter("Whites", Panel::Adjust, SIGNED)
        .key("Whites2012")
        .versions(V3, V6),
    parameter("Blacks", Panel::Adjust, SIGNED)
        .key("Blacks2012")
        .versions(V3, V6)
        .or(&[
            form("Shadows", percent(5.0), V1, V2).of(Raw),
            form("Shadows", percent(0.0), V1, V2),
        ]),
    parameter("Texture", Panel::Adjust, SIGNED).versions(V3, V6),
    parameter("Clarity", Panel::Adjust, SIGNED)
        .key("Clarity2012")
        .versions(V3, V6)
        .or(&[form("Clarity", SIGNED, V1, V2)]),
    parameter("Dehaze", Panel::Adjust, SIGNED).versions(V3, V6),
    parameter("Vibrance", Panel::Adjust, SIGNED),
    parameter("Saturation", Panel::Adjust, SIGNED),
    parameter(
        "PresetAmount",
        Panel::Adjust,
        slider(0.0, 200.0, 100.0, 5.0),
    ),
    parameter(
        "ProfileAmount",
        Panel::Adjust,
        slider(0.0, 200.0, 100.0, 5.0),
    )
    .key("Look.Amount")
    .scale(0.01),
    parameter("Sharpness", Panel::Detail, slider(0.0, 150.0, 40.0, 5.0))
        .file(Raw)
        .or(&[rendered("Sharpness", slider(0.0, 150.0, 0.0, 5.0))]),
    parameter("SharpenRadius", Panel::Detail, slider(0.5, 3.0, 1.0, 0.1)),
    parameter("SharpenDetail", Panel::Detail, percent(25.0)),
    parameter("SharpenEdgeMasking", Panel::Detail, percent(0.0)),
    parameter("LuminanceSmoothing", Panel::Detail, percent(0.0)),
    parameter(
        "LuminanceNoiseReductionDetail",
        Panel::Detail,
        percent(50.0),
    ),
    parameter(
        "LuminanceNoiseReductionContrast",
        Panel::Detail,
        percent(0.0),
    ),
    parameter("ColorNoiseReduction", Panel::Detail, percent(25.0))
        .file(Raw)
        .or(&[rendered("ColorNoiseReduction", percent(0.0))]),
    parameter("ColorNoiseReductionDetail", Panel::Detail, percent(50.0)),
    parameter(
        "ColorNoiseReductionSmoothness",
        Panel::Detail,
        percent(50.0),
    ),
    parameter("PostCropVignetteAmount", Panel::Effects, SIGNED),
    parameter("PostCropVignetteMidpoint", Panel::Effects, percent(50.0)),
    parameter("PostCropVignetteFeather", Panel::Effects, percent(50.0)),
    parameter("PostCropVignetteRoundness", Panel::Effects, SIGNED),
    parameter(
        "PostCropVignetteStyle",
        Panel::Effects,
        slider(1.0, 3.0, 1.0, 1.0),
    ),
    parameter(
        "PostCropVignetteHighlightContrast",
        Panel::Effects,
        percent(0.0),
    ),
    parameter("GrainAmount", Panel::Effects, percent(0.0)),
    parameter("GrainSize", Panel::Effects, percent(25.0)),
    parameter("GrainFrequency", Panel::Effects, percent(50.0)),
];
