//! Names that the SDK reference's list of parameters never had or has no more: HDR, Glow, the sliders of
//! process versions 1 and 2, and what public dumps of Lightroom 15 have besides.

use super::Known::{Guess, Measured, Reported};
use super::form::{SIGNED, form, parameter, percent, slider};
use super::{Known, Panel, Parameter, Takes};
use crate::develop::FileKind::{Raw, Rendered};
use crate::develop::ProcessVersion::{V1, V2, V3, V6};

/// A parameter without a panel in the reference.
const fn other(name: &'static str, known: Known, takes: Takes) -> Parameter {
    parameter(name, Panel::None, takes).known(known)
}

/// A slider of the SDR rendition of an HDR photo, which needs process version 3 (documented).
const fn sdr(name: &'static str) -> Parameter {
    parameter(name, Panel::Adjust, SIGNED)
        .known(Measured)
        .versions(V3, V6)
}

/// The key of a tone slider as its name.
const fn tone(name: &'static str, takes: Takes) -> Parameter {
    parameter(name, Panel::Adjust, takes)
        .known(Guess)
        .versions(V3, V6)
}

/// A slider of process versions 1 and 2 that later ones show without obeying it (measured).
const fn old(name: &'static str, raw: Takes, others: &'static [super::Form]) -> Parameter {
    parameter(name, Panel::None, raw)
        .known(Measured)
        .setting_only()
        .versions(V3, V6)
        .inert()
        .or(others)
}

/// The rows.
pub(super) const ROWS: &[Parameter] = &[
    sdr("SDRBrightness"),
    sdr("SDRContrast"),
    sdr("SDRClarity"),
    sdr("SDRHighlights"),
    sdr("SDRShadows"),
    sdr("SDRWhites"),
    sdr("SDRBlend"),
    other("HDRMaxValue", Measured, slider(0.0, 10.0, 4.0, 0.1)).versions(V3, V6),
    other("Glow", Reported, percent(0.0)).when_set(),
    other("GlowRange", Reported, percent(50.0)).when_set(),
    other("GlowSpread", Reported, percent(50.0)).when_set(),
    other("GlowStyle", Reported, slider(0.0, 10.0, 0.0, 1.0)).when_set(),
    other("GlowWarmth", Reported, SIGNED).when_set(),
    tone("Exposure2012", slider(-5.0, 5.0, 0.0, 0.1)),
    tone("Contrast2012", SIGNED),
    tone("Highlights2012", SIGNED),
    tone("Shadows2012", SIGNED),
    tone("Whites2012", SIGNED),
    tone("Blacks2012", SIGNED),
    tone("Clarity2012", SIGNED),
    other("IncrementalTemperature", Guess, SIGNED).file(Rendered),
    other("IncrementalTint", Guess, SIGNED).file(Rendered),
    other("HighlightRecovery", Measured, percent(0.0))
        .versions(V1, V2)
        .or(&[form("HighlightRecovery", percent(0.0), V3, V6).shown()]),
    other("FillLight", Measured, percent(0.0))
        .versions(V1, V2)
        .or(&[form("FillLight", percent(0.0), V3, V6).shown()]),
    old("Exposure", slider(-4.0, 4.0, 0.0, 0.1), &[]),
    old(
        "Contrast",
        slider(-50.0, 100.0, 25.0, 5.0),
        &[form("Contrast", slider(-50.0, 100.0, 0.0, 5.0), V3, V6).shown()],
    )
    .file(Raw),
    old(
        "Shadows",
        percent(5.0),
        &[form("Shadows", percent(0.0), V3, V6).shown()],
    )
    .file(Raw),
    old("Clarity", SIGNED, &[]),
    other("AutoBrightness", Measured, Takes::Flag(false)),
    other("AutoContrast", Measured, Takes::Flag(false)),
    other("AutoShadows", Measured, Takes::Flag(false)),
    other("ChromaticAberrationB", Measured, SIGNED),
    other("ChromaticAberrationR", Measured, SIGNED),
    other("Defringe", Measured, slider(0.0, 2.0, 0.0, 1.0)),
    other("CropConstrainToUnitSquare", Measured, Takes::Switch(true)),
    other("EnableDistractionRemoval", Measured, Takes::Flag(true)),
    other("AILook", Measured, Takes::Any),
    other("FilterList", Measured, Takes::Any),
    other("LensProfileDigest", Measured, Takes::Text("")).when_set(),
    other("LensProfileFilename", Measured, Takes::Text("")).when_set(),
    other("LensProfileIsEmbedded", Measured, Takes::Flag(false)).when_set(),
    other(
        "UprightFourSegmentsCount",
        Measured,
        slider(0.0, 4.0, 0.0, 1.0),
    ),
    other(
        "UprightTransformCount",
        Measured,
        slider(0.0, 100.0, 6.0, 1.0),
    ),
];

/// Keys of the develop settings that this crate keeps as they come: profiles, digests, what AI and other
/// computations leave, and the headers of presets. With those of the tables of parameters, all that
/// public dumps, sidecars and presets of Lightroom 6 to 15 are known to have.
pub(crate) const KEPT: &[&str] = &[
    "AllowFilters",
    "AlreadyApplied",
    "AsShotTemperature",
    "AsShotTint",
    "AutoGrayscaleMix",
    "AutoToneDigest",
    "AutoToneDigestNoSat",
    "AutoToneDigestPV2",
    "AutoWhiteVersion",
    "CameraProfileDigest",
    "CircularGradientBasedCorrections",
    "ColorVariance",
    "CompatibleVersion",
    "CropHeight",
    "CropUnit",
    "CropUnits",
    "CropWidth",
    "CustomTemperature",
    "CustomTint",
    "DepthBasedCorrections",
    "DepthMapInfo",
    "ExtendedToneCurveName2012",
    "ExtendedToneCurvePV2012",
    "ExtendedToneCurvePV2012Blue",
    "ExtendedToneCurvePV2012Green",
    "ExtendedToneCurvePV2012Red",
    "GradientBasedCorrections",
    "GrainSeed",
    "ISODependent",
    "LookTable",
    "LookTableAmount",
    "PaintBasedCorrections",
    "PointCurveEditMode",
    "Preset",
    "ProfileGainTableMap",
    "ProfileGainTableMap2",
    "ProfileToneCurve",
    "RGBTable",
    "RGBTableAmount",
    "RangeMaskMapInfo",
    "RawFileName",
    "RemoveAreas",
    "RenderVersion",
    "ReshapeAmount",
    "ToggleStyleAmount",
    "ToggleStyleDigest",
    "ToneCurveBlue",
    "ToneCurveGreen",
    "ToneCurveName2010",
    "ToneCurveRed",
    "ToneMapStrength",
    "TrimEnd",
    "TrimStart",
    "UprightDependentDigest",
    "UprightFourSegments_0",
    "UprightFourSegments_1",
    "UprightFourSegments_2",
    "UprightFourSegments_3",
    "UprightGuidedDependentDigest",
    "UprightTransform_0",
    "UprightTransform_1",
    "UprightTransform_2",
    "UprightTransform_3",
    "UprightTransform_4",
    "UprightTransform_5",
    "Version",
    "orientation",
];
