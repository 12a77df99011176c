//! Reads faults of the proxy, from the command line and from commands.

use std::str::FromStr;
use std::time::Duration;

use lrsocket_proto::Mode;

use super::{Ending, Scope, TrafficFault, TrafficKind, Trigger, When};
use crate::error::FaultError;
use crate::fault::Fault;
use crate::units::{Amount, parse_amount, parse_jitter, parse_time_with_unit};

/// The pause between two bytes, unless one is given: less would let the system join them again.
const GAP: Duration = Duration::from_millis(1);

impl TrafficFault {
    /// Reads the value of the fault of this name: `delay` and `receive=50ms±20`, `fin` and
    /// `send@3msgs`, `drop_acks` and an empty text.
    pub fn parse(name: &str, value: &str) -> Result<TrafficFault, FaultError> {
        let fault = Fault::named(name)?;
        match fault.name() {
            "delay" => TrafficFault::delay(fault, value),
            "stall" => TrafficFault::stall(value),
            "fin" => TrafficFault::end(value, Ending::Fin),
            "reset" => TrafficFault::end(value, Ending::Reset),
            "byte_by_byte" => TrafficFault::byte_by_byte(value),
            "drop_acks" => {
                let (scope, kind) = (scope_or_all(value)?, TrafficKind::DropAcks);
                Ok(TrafficFault { scope, kind })
            }
            fault => Err(FaultError::NotInProxy { fault }),
        }
    }

    fn delay(fault: &Fault, value: &str) -> Result<TrafficFault, FaultError> {
        if value.is_empty() {
            let expected = "a time, such as 50ms or receive=50ms±20".to_owned();
            let fault = fault.name();
            return Err(FaultError::NoValue { fault, expected });
        }
        let (scope, amount) = scope_and_value(value)?;
        let (by, jitter) = parse_jitter(amount)?;
        let kind = TrafficKind::Delay { by, jitter };
        Ok(TrafficFault { scope, kind })
    }

    fn stall(value: &str) -> Result<TrafficFault, FaultError> {
        let (start, lasts) = match value.split_once('+') {
            Some((start, lasts)) => (start, Some(parse_time_with_unit(lasts)?)),
            None => (value, None),
        };
        let (scope, at) = scope_and_trigger(start)?;
        let kind = TrafficKind::Stall { at, lasts };
        Ok(TrafficFault { scope, kind })
    }

    fn end(value: &str, ending: Ending) -> Result<TrafficFault, FaultError> {
        if value.contains('+') {
            return Err(FaultError::NoEnd(value.to_owned()));
        }
        let (scope, at) = scope_and_trigger(value)?;
        let kind = TrafficKind::End { at, ending };
        Ok(TrafficFault { scope, kind })
    }

    fn byte_by_byte(value: &str) -> Result<TrafficFault, FaultError> {
        let (scope, gap) = match value.split_once('=') {
            Some((scope, gap)) => (scope.parse()?, parse_time_with_unit(gap)?),
            None if value.starts_with(|c: char| c.is_ascii_digit()) && !is_number(value) => {
                (Scope::All, parse_time_with_unit(value)?)
            }
            None => (scope_or_all(value)?, GAP),
        };
        let kind = TrafficKind::ByteByByte { gap };
        Ok(TrafficFault { scope, kind })
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
            Err(_) if parse_amount(amount).is_ok() => Err(FaultError::NoAt(text.to_owned())),
            Err(error) => Err(error),
        };
    };
    let (random, amount) = match amount.trim().strip_prefix('~') {
        Some(amount) => (true, amount),
        None => (false, amount),
    };
    let when = match parse_amount(amount)? {
        Amount::Time(time) => When::After(time),
        Amount::Messages(count) => When::Messages(count),
        Amount::Bytes(count) => When::Bytes(count),
    };
    Ok((scope_or_all(scope)?, Trigger { when, random }))
}
