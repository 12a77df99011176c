//! The version of Lightroom Classic that is simulated (`--lightroom`).

use std::fmt;
use std::str::FromStr;

/// A version of Lightroom Classic, which is also that of its SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LightroomVersion {
    /// The number before the first point.
    pub major: u32,
    /// The number after the first point.
    pub minor: u32,
    /// The number after the second point.
    pub revision: u32,
}

/// Why a text is not a version that can be simulated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VersionError {
    /// It does not have the form of a version.
    #[error("\"{0}\" is not a version of Lightroom such as 13.2 or 15.5.1")]
    Malformed(String),
    /// It is a version that lrsocket knows nothing about.
    #[error(
        "Lightroom {0} is not known: the versions go from {oldest} to {newest}",
        oldest = LightroomVersion::OLDEST,
        newest = LightroomVersion::NEWEST
    )]
    Unknown(LightroomVersion),
}

impl LightroomVersion {
    /// The oldest version that can be simulated.
    pub const OLDEST: Self = LightroomVersion::new(3, 0, 0);

    /// The newest version that public records speak of; the default.
    pub const NEWEST: Self = LightroomVersion::new(15, 5, 1);

    /// A version by its numbers.
    pub const fn new(major: u32, minor: u32, revision: u32) -> Self {
        LightroomVersion {
            major,
            minor,
            revision,
        }
    }

    /// Returns whether something that came with the version `since` of the SDK is there. An empty or
    /// unreadable `since` stands for something whose version is not known, and is there.
    pub fn has(self, since: &str) -> bool {
        parse(since).is_none_or(|since| since <= self)
    }
}

impl Default for LightroomVersion {
    fn default() -> Self {
        LightroomVersion::NEWEST
    }
}

impl FromStr for LightroomVersion {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        let version = parse(text).ok_or_else(|| VersionError::Malformed(text.to_owned()))?;
        if (Self::OLDEST..=Self::NEWEST).contains(&version) {
            Ok(version)
        } else {
            Err(VersionError::Unknown(version))
        }
    }
}

impl fmt::Display for LightroomVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)?;
        match self.revision {
            0 => Ok(()),
            revision => write!(f, ".{revision}"),
        }
    }
}

/// Reads `13`, `13.2` or `15.5.1`.
pub(crate) fn parse(text: &str) -> Option<LightroomVersion> {
    let mut numbers = [0; 3];
    let mut parts = text.split('.');
    for (place, part) in parts.by_ref().enumerate() {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let number = part.parse().ok().filter(|_| digits);
        *numbers.get_mut(place)? = number?;
    }
    let [major, minor, revision] = numbers;
    Some(LightroomVersion::new(major, minor, revision))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_and_written_alike() {
        for (text, numbers) in [
            ("13.2", (13, 2, 0)),
            ("15.5.1", (15, 5, 1)),
            ("6.14", (6, 14, 0)),
        ] {
            let version: LightroomVersion = text.parse().unwrap();
            assert_eq!((version.major, version.minor, version.revision), numbers);
            assert_eq!(version.to_string(), text);
        }
        assert_eq!("13".parse(), Ok(LightroomVersion::new(13, 0, 0)));
        assert_eq!("13.0.0".parse(), Ok(LightroomVersion::new(13, 0, 0)));
    }

    #[test]
    fn what_is_no_version_or_not_known_is_refused() {
        for text in [
            "", "x", "13.", ".2", "13.2.1.0", "-1", "+13", "13,2", "CC 2015",
        ] {
            let refused = text.parse::<LightroomVersion>();
            assert_eq!(refused, Err(VersionError::Malformed(text.to_owned())));
        }
        for text in ["2.9", "15.5.2", "99"] {
            let refused = text.parse::<LightroomVersion>();
            assert!(matches!(refused, Err(VersionError::Unknown(_))), "{text}");
        }
    }

    #[test]
    fn minor_versions_are_numbers_not_digits() {
        let version: LightroomVersion = "6.10".parse().unwrap();
        assert!(version.has("6.6") && version.has("6.10") && version.has(""));
        assert!(!version.has("6.11") && !version.has("7.4"));
    }
}
