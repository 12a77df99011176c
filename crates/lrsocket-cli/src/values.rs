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

/// Parses a number of seconds.
pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    let wrong = || "a number of seconds such as 10 or 0.5 is needed".to_owned();
    let seconds: f64 = text.parse().map_err(|_| wrong())?;
    Duration::try_from_secs_f64(seconds).map_err(|_| wrong())
}
