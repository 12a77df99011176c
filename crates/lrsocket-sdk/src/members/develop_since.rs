//! The versions of Lightroom that brought develop parameters: those in which Adobe announced the feature
//! (guess: no list says in which one the SDK took the name). Parameters that are not listed are older than
//! the SDK, or their version is not known.

/// The beginning of a parameter's name, and the version that brought all parameters it begins.
const SINCE: &[(&str, &str)] = &[
    ("Dehaze", "6.1"),
    ("local_Dehaze", "6.1"),
    ("PerspectiveX", "6.6"),
    ("PerspectiveY", "6.6"),
    ("Texture", "8.3"),
    ("local_Texture", "8.3"),
    ("local_Hue", "9.3"),
    ("ColorGrade", "10.0"),
    ("local_Maincurve", "11.0"),
    ("local_Redcurve", "11.0"),
    ("local_Greencurve", "11.0"),
    ("local_Bluecurve", "11.0"),
    ("LensBlur", "13.0"),
    ("PointColor", "13.0"),
    ("local_PointColor", "13.0"),
    ("HDR", "13.0"),
    ("SDR", "13.0"),
];

/// Returns the version that brought a parameter; empty if it is not known.
pub(crate) fn develop_since(name: &str) -> &'static str {
    let found = SINCE.iter().find(|(begin, _)| name.starts_with(begin));
    found.map_or("", |(_, since)| since)
}
