//! Values that several verbs take on the command line.

use std::time::Duration;

use lrsocket_host::proto::Profile;

/// Parses the name of a profile.
pub(crate) fn profile_name(text: &str) -> Result<String, String> {
    match Profile::named(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err(format!("the profiles are: {}", Profile::NAMES.join(", "))),
    }
}

/// Reads a time; a bare number is in seconds.
pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    lrsocket_faults::units::parse_time(text).map_err(|error| error.to_string())
}
