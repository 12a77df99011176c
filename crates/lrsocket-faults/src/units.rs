//! Sizes and times as people write them: one parser for every option, command and fault.
//!
//! Units are read in upper or lower case, with or without a space before them. `kB` and `MB` count
//! in thousands, `KiB`, `MiB` and `GiB` in 1024s.

use std::fmt;
use std::time::Duration;

/// Why a text is not a size, a time or another amount.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnitError {
    /// The text is not a time.
    #[error("\"{0}\" is not a time; write a number and its unit, such as 50ms, 1.5s or 2min")]
    NotATime(String),
    /// The time is longer than a year, which no clock of a run has to hold.
    #[error("\"{0}\" is too long; a time may be 365 days at most")]
    TooLong(String),
    /// The number has no unit where one is required.
    #[error("\"{0}\" has no unit; write {0}ms or {0}s")]
    NoUnit(String),
    /// The text is not a size.
    #[error("\"{0}\" is not a size; write a number of bytes, such as 65536, 64KiB, 64kB or 1MiB")]
    NotASize(String),
    /// The text is not a moment in a connection.
    #[error(
        "\"{0}\" is not a moment; write a time, messages or bytes, such as 10s, 3msgs or 64KiB"
    )]
    NotAnAmount(String),
}

/// An amount of what passes in a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Time.
    Time(Duration),
    /// Messages.
    Messages(u64),
    /// Bytes.
    Bytes(u64),
}

const NANOS: [(&[&str], u64); 6] = [
    (&["ns"], 1),
    (&["us", "µs", "μs"], 1_000),
    (&["ms", "msec"], 1_000_000),
    (&["s", "sec", "secs", "second", "seconds"], SECOND),
    (&["m", "min", "mins", "minute", "minutes"], 60 * SECOND),
    (&["h", "hour", "hours"], 3600 * SECOND),
];

const SECOND: u64 = 1_000_000_000;

const BYTES: [(&[&str], u64); 7] = [
    (&["b", "byte", "bytes"], 1),
    (&["kb"], 1_000),
    (&["mb"], 1_000_000),
    (&["gb"], 1_000_000_000),
    (&["kib"], 1 << 10),
    (&["mib"], 1 << 20),
    (&["gib"], 1 << 30),
];

const LONGEST: Duration = Duration::from_secs(365 * 24 * 3600);

/// Reads a time; a number without a unit is in seconds.
pub fn parse_time(text: &str) -> Result<Duration, UnitError> {
    let (number, unit) = number_and_unit(text);
    let nanos = match unit.as_str() {
        "" => Some(SECOND),
        unit => size_of(&NANOS, unit),
    };
    let not_a_time = || UnitError::NotATime(text.to_owned());
    let nanos = nanos.ok_or_else(not_a_time)?;
    let decimal = Decimal::parse(number).ok_or_else(not_a_time)?;
    let too_long = || UnitError::TooLong(text.to_owned());
    let (nanos, _) = decimal.times(nanos).ok_or_else(too_long)?;
    let time = u64::try_from(nanos).map(Duration::from_nanos);
    time.ok()
        .filter(|time| *time <= LONGEST)
        .ok_or_else(too_long)
}

/// Reads a time that must have a unit: beside ports and messages, a bare number says too little.
pub fn parse_time_with_unit(text: &str) -> Result<Duration, UnitError> {
    match number_and_unit(text) {
        (number, unit) if unit.is_empty() && Decimal::parse(number).is_some() => {
            Err(UnitError::NoUnit(text.trim().to_owned()))
        }
        _ => parse_time(text),
    }
}

/// Reads `50ms±20`, `50ms+-20ms` or `50ms`: a time, and how much more or less it may be. The second
/// number has the unit of the first unless it has its own.
pub fn parse_jitter(text: &str) -> Result<(Duration, Duration), UnitError> {
    let split = text.split_once('±').or_else(|| text.split_once("+-"));
    let Some((base, jitter)) = split else {
        return Ok((parse_time_with_unit(text)?, Duration::ZERO));
    };
    let by = parse_time_with_unit(base)?;
    let jitter = match number_and_unit(jitter) {
        (number, unit) if unit.is_empty() => format!("{number}{}", number_and_unit(base).1),
        _ => jitter.to_owned(),
    };
    Ok((by, parse_time_with_unit(&jitter)?))
}

/// Reads a size in bytes; a number without a unit is a number of bytes.
pub fn parse_size(text: &str) -> Result<u64, UnitError> {
    let (number, unit) = number_and_unit(text);
    let unit = match unit.as_str() {
        "" => Some(1),
        unit => size_of(&BYTES, unit),
    };
    unit.and_then(|unit| Decimal::parse(number)?.whole(unit))
        .ok_or_else(|| UnitError::NotASize(text.to_owned()))
}

/// Reads a time, a number of messages or a size. All of them need a unit.
pub fn parse_amount(text: &str) -> Result<Amount, UnitError> {
    let (number, unit) = number_and_unit(text);
    let amount = match unit.as_str() {
        "msg" | "msgs" | "message" | "messages" => number.parse().ok().map(Amount::Messages),
        "" => None,
        unit if size_of(&BYTES, unit).is_some() => parse_size(text).ok().map(Amount::Bytes),
        _ => parse_time(text).ok().map(Amount::Time),
    };
    amount.ok_or_else(|| UnitError::NotAnAmount(text.to_owned()))
}

/// Splits `50 MS` into `50` and `ms`.
fn number_and_unit(text: &str) -> (&str, String) {
    let text = text.trim();
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let end = text.find(|c| !is_number(c)).unwrap_or(text.len());
    (&text[..end], text[end..].trim().to_lowercase())
}

fn size_of(units: &[(&[&str], u64)], unit: &str) -> Option<u64> {
    let found = units.iter().find(|(names, _)| names.contains(&unit));
    found.map(|(_, size)| *size)
}

/// A decimal number that is not negative, read exactly: 0.1 is a tenth.
struct Decimal {
    /// In units of `SCALE`.
    scaled: u128,
    /// Whether digits beyond `DIGITS` were left out.
    inexact: bool,
}

const DIGITS: usize = 18;
const SCALE: u128 = 10_u128.pow(DIGITS as u32);

impl Decimal {
    fn parse(text: &str) -> Option<Decimal> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        let kept = &fraction[..fraction.len().min(DIGITS)];
        let left_out = &fraction[kept.len()..];
        let whole: u128 = format!("0{whole}").parse().ok()?;
        let kept: u128 = format!("{kept:0<DIGITS$}").parse().ok()?;
        Some(Decimal {
            scaled: whole.checked_mul(SCALE)?.checked_add(kept)?,
            inexact: left_out.bytes().any(|byte| byte != b'0'),
        })
    }

    /// So many units, rounded down, and whether that is exact.
    fn times(&self, unit: u64) -> Option<(u128, bool)> {
        let product = self.scaled.checked_mul(u128::from(unit))?;
        let exact = product.is_multiple_of(SCALE) && !self.inexact;
        Some((product / SCALE, exact))
    }

    fn whole(&self, unit: u64) -> Option<u64> {
        let (product, exact) = self.times(unit)?;
        exact.then(|| u64::try_from(product).ok()).flatten()
    }
}

/// A time as text, such as `50ms`; with `{:#}`, `50 ms`. [`parse_time`] reads both.
#[derive(Clone, Copy, Debug)]
pub struct ShowTime(pub Duration);

impl fmt::Display for ShowTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanos = self.0.as_nanos();
        let second = u128::from(SECOND);
        let (unit, size) = match nanos {
            1..1_000 => ("ns", 1),
            1_000..1_000_000 => ("us", 1_000),
            1_000_000..1_000_000_000 => ("ms", 1_000_000),
            // Nothing, or a second and more.
            _ => ("s", second),
        };
        let (whole, rest) = (nanos / size, nanos % size);
        write!(f, "{whole}")?;
        if rest > 0 {
            let width = size.ilog10() as usize;
            let digits = format!("{rest:0>width$}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        f.write_str(gap(f))?;
        f.write_str(unit)
    }
}

/// A size as text, such as `64KiB`; with `{:#}`, `64 KiB`. [`parse_size`] reads both.
#[derive(Clone, Copy, Debug)]
pub struct ShowSize(pub u64);

impl fmt::Display for ShowSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [
            ("GiB", 1 << 30),
            ("MiB", 1 << 20),
            ("KiB", 1 << 10),
            ("MB", 1_000_000),
            ("kB", 1_000),
        ];
        let fits = |(_, size): &&(&str, u64)| self.0 >= *size && self.0.is_multiple_of(*size);
        let (unit, size) = units.iter().find(fits).copied().unwrap_or(("B", 1));
        write!(f, "{}{}{unit}", self.0 / size, gap(f))
    }
}

fn gap(f: &fmt::Formatter<'_>) -> &'static str {
    if f.alternate() { " " } else { "" }
}
