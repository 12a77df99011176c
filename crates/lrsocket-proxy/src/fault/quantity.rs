//! Durations and amounts, as people write them.

use std::time::Duration;

use super::FaultError;

/// `50ms`, `1.5s`, `2min`, `250us`.
pub(super) fn duration(text: &str) -> Result<Duration, FaultError> {
    let (number, unit) = number_and_unit(text);
    let seconds = seconds_of(unit).ok_or_else(|| FaultError::NotADuration(text.to_owned()))?;
    times(number, seconds).ok_or_else(|| FaultError::NotADuration(text.to_owned()))
}

/// `50ms±20`, `50ms+-20ms`, `50ms`: the second has the unit of the first unless it has one.
pub(super) fn with_jitter(text: &str) -> Result<(Duration, Duration), FaultError> {
    let split = text.split_once('±').or_else(|| text.split_once("+-"));
    let Some((base, jitter)) = split else {
        return Ok((duration(text)?, Duration::ZERO));
    };
    let jitter = match number_and_unit(jitter) {
        (number, "") => format!("{number}{}", number_and_unit(base).1),
        _ => jitter.to_owned(),
    };
    Ok((duration(base)?, duration(&jitter)?))
}

/// An amount of what passes.
pub(super) enum Amount {
    Time(Duration),
    Messages(u64),
    Bytes(u64),
}

/// `10s`, `3msgs`, `64kb`.
pub(super) fn amount(text: &str) -> Result<Amount, FaultError> {
    let (number, unit) = number_and_unit(text);
    let unknown = || FaultError::NotAnAmount(text.to_owned());
    let whole = || number.parse::<u64>().map_err(|_| unknown());
    let many = |of: u64| whole()?.checked_mul(of).ok_or_else(unknown);
    Ok(match unit {
        "msg" | "msgs" | "message" | "messages" => Amount::Messages(whole()?),
        "b" | "byte" | "bytes" => Amount::Bytes(whole()?),
        "kb" => Amount::Bytes(many(1_000)?),
        "mb" => Amount::Bytes(many(1_000_000)?),
        _ => Amount::Time(duration(text).map_err(|_| unknown())?),
    })
}

/// `50ms` as `("50", "ms")`.
fn number_and_unit(text: &str) -> (&str, &str) {
    let text = text.trim();
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let end = text.find(|c| !is_number(c)).unwrap_or(text.len());
    (&text[..end], text[end..].trim())
}

fn seconds_of(unit: &str) -> Option<f64> {
    Some(match unit {
        "us" | "µs" => 1e-6,
        "ms" => 1e-3,
        "s" | "sec" => 1.0,
        "m" | "min" => 60.0,
        _ => return None,
    })
}

fn times(number: &str, seconds: f64) -> Option<Duration> {
    let number: f64 = number.parse().ok()?;
    // Longer than a year is a mistake, and would not fit into every clock.
    let long = 365.0 * 24.0 * 3600.0;
    let seconds = number * seconds;
    (seconds <= long)
        .then(|| Duration::try_from_secs_f64(seconds).ok())
        .flatten()
}
