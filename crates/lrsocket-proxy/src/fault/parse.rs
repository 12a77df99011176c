//! Faults as they are written: the same on the command line and as a command.

use std::str::FromStr;
use std::time::Duration;

use lrsocket_proto::Mode;

use super::quantity::{self, Amount};
use super::{Ending, Fault, FaultError, Kind, Scope, Trigger, When};

/// The pause between two bytes, unless one is given: less would let the system join them again.
const GAP: Duration = Duration::from_millis(1);

impl Fault {
    /// Reads the value of the fault of this name: `delay` and `receive=50ms±20`, `cut` and
    /// `send@3msgs`, `drop-acks` and nothing.
    pub fn parse(name: &str, value: &str) -> Result<Fault, FaultError> {
        match name {
            "delay" => Fault::delay(value),
            "stall" => Fault::stall(value),
            "cut" => Fault::cut(value, Ending::Finish),
            "reset" => Fault::cut(value, Ending::Reset),
            "byte-by-byte" => Fault::byte_by_byte(value),
            "drop-acks" => {
                let (scope, kind) = (scope_or_all(value)?, Kind::DropAcks);
                Ok(Fault { scope, kind })
            }
            other => Err(FaultError::NoSuchFault(other.to_owned())),
        }
    }

    fn delay(value: &str) -> Result<Fault, FaultError> {
        if value.is_empty() {
            return Err(FaultError::NoValue("delay", "50ms±20"));
        }
        let (scope, amount) = scope_and_value(value)?;
        let (by, jitter) = quantity::with_jitter(amount)?;
        let kind = Kind::Delay { by, jitter };
        Ok(Fault { scope, kind })
    }

    fn stall(value: &str) -> Result<Fault, FaultError> {
        let (start, lasts) = match value.split_once('+') {
            Some((start, lasts)) => (start, Some(quantity::duration(lasts)?)),
            None => (value, None),
        };
        let (scope, at) = scope_and_trigger(start)?;
        let kind = Kind::Stall { at, lasts };
        Ok(Fault { scope, kind })
    }

    fn cut(value: &str, ending: Ending) -> Result<Fault, FaultError> {
        if value.contains('+') {
            return Err(FaultError::NoEnd(value.to_owned()));
        }
        let (scope, at) = scope_and_trigger(value)?;
        let kind = Kind::Cut { at, ending };
        Ok(Fault { scope, kind })
    }

    fn byte_by_byte(value: &str) -> Result<Fault, FaultError> {
        let (scope, gap) = match value.split_once('=') {
            Some((scope, gap)) => (scope.parse()?, quantity::duration(gap)?),
            None if value.starts_with(|c: char| c.is_ascii_digit()) && !is_number(value) => {
                (Scope::All, quantity::duration(value)?)
            }
            None => (scope_or_all(value)?, GAP),
        };
        let kind = Kind::ByteByByte { gap };
        Ok(Fault { scope, kind })
    }
}

impl FromStr for Scope {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("all") {
            return Ok(Scope::All);
        }
        if let Some(mode) = Mode::parse(text.to_ascii_lowercase().as_bytes()) {
            return Ok(Scope::Mode(mode));
        }
        match text.parse() {
            Ok(port @ 1..) => Ok(Scope::Port(port)),
            _ => Err(FaultError::NotAScope(text.to_owned())),
        }
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn scope_or_all(text: &str) -> Result<Scope, FaultError> {
    match text.trim() {
        "" => Ok(Scope::All),
        text => text.parse(),
    }
}

/// `receive=50ms` or `50ms`.
fn scope_and_value(text: &str) -> Result<(Scope, &str), FaultError> {
    match text.split_once('=') {
        Some((scope, value)) => Ok((scope.parse()?, value)),
        None => Ok((Scope::All, text)),
    }
}

/// `receive@10s`, `receive`, `@10s`, or nothing.
fn scope_and_trigger(text: &str) -> Result<(Scope, Trigger), FaultError> {
    let Some((scope, amount)) = text.split_once('@') else {
        let text = text.trim();
        let amount = text.strip_prefix('~').unwrap_or(text);
        return match scope_or_all(text) {
            Ok(scope) => Ok((scope, Trigger::NOW)),
            Err(_) if quantity::amount(amount).is_ok() => Err(FaultError::NoAt(text.to_owned())),
            Err(error) => Err(error),
        };
    };
    let (random, amount) = match amount.trim().strip_prefix('~') {
        Some(amount) => (true, amount),
        None => (false, amount),
    };
    let when = match quantity::amount(amount)? {
        Amount::Time(time) => When::After(time),
        Amount::Messages(count) => When::Messages(count),
        Amount::Bytes(count) => When::Bytes(count),
    };
    Ok((scope_or_all(scope)?, Trigger { when, random }))
}
