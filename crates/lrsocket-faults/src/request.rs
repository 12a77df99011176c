//! A fault of a run as it is written: `NAME`, `NAME=VALUE`, `NAME=VALUE@PORT`.

use std::fmt;
use std::str::FromStr;

use lrsocket_proto::{Impairment, OneShotFault, Profile};

use crate::error::FaultError;
use crate::fault::{Fault, FaultKind, Target};
use crate::value::{FaultValue, Setting as _, ValueKind};

/// A fault with its checked value and the port it is meant for.
#[derive(Clone, Debug)]
pub struct FaultRequest {
    pub(crate) fault: &'static Fault,
    pub(crate) what: What,
    pub(crate) port: Option<u16>,
}

/// A checked value, with the function that sets it.
#[derive(Clone, Debug)]
pub(crate) enum What {
    Switch(fn(&mut Profile, &FaultValue) -> Option<()>, FaultValue),
    Condition(fn(&mut Impairment, bool), bool),
    OneShot(OneShotFault),
}

impl FaultRequest {
    /// Returns a request for the fault of this `name`. Without a value, and with `true` or `"on"` where
    /// the fault has no such value, the value is that of the [bare](Fault::bare) name; with
    /// `"default"` or `false`, that of [`Profile::measured`].
    pub fn new(
        name: &str,
        value: Option<FaultValue>,
        port: Option<u16>,
    ) -> Result<Self, FaultError> {
        let fault = Fault::named(name)?;
        if fault.kind() == FaultKind::Traffic {
            return Err(FaultError::OnlyInProxy { fault: fault.name });
        }
        if port == Some(0) {
            let port = "0".to_owned();
            return Err(FaultError::BadPort { port });
        }
        if port.is_some() && fault.kind() == FaultKind::Switch {
            return Err(FaultError::NotByPort { fault: fault.name });
        }
        // Where a value is on or off, a number can only be meant as the port: `not_reading=58763`.
        let (value, port) = match (&value, fault.value_kind) {
            (Some(number), ValueKind::Bool | ValueKind::Once)
                if port.is_none() && fault.kind() != FaultKind::Switch =>
            {
                match as_port(number) {
                    Some(port) => (None, Some(port?)),
                    None => (value, port),
                }
            }
            _ => (value, port),
        };
        let what = fault.read(value)?;
        Ok(FaultRequest { fault, what, port })
    }

    /// Returns the fault.
    pub fn fault(&self) -> &'static Fault {
        self.fault
    }

    /// Returns the port the fault is for; `None` for all ports.
    pub fn port(&self) -> Option<u16> {
        self.port
    }
}

/// Writes the request as [`FromStr`] reads it.
impl fmt::Display for FaultRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.fault.name)?;
        match &self.what {
            What::Switch(_, value) => write!(f, "={value}")?,
            What::Condition(_, on) => write!(f, "={on}")?,
            What::OneShot(OneShotFault::Storm { clients }) => write!(f, "={clients}")?,
            What::OneShot(_) => {}
        }
        self.port.map_or(Ok(()), |port| write!(f, "@{port}"))
    }
}

impl FromStr for FaultRequest {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let (text, port) = match text.split_once('@') {
            Some((text, port)) => (text, Some(parse_port(port)?)),
            None => (text, None),
        };
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(FaultValue::Text(value.trim().to_owned()))),
            None => (text, None),
        };
        FaultRequest::new(name.trim(), value, port)
    }
}

fn parse_port(text: &str) -> Result<u16, FaultError> {
    let port = text.trim().parse().ok().filter(|port| *port != 0);
    let port: Option<u16> = port;
    port.ok_or_else(|| FaultError::BadPort {
        port: text.to_owned(),
    })
}

/// Returns the value as a port if it is a number.
fn as_port(value: &FaultValue) -> Option<Result<u16, FaultError>> {
    let text = value.to_string();
    text.parse::<f64>().is_ok().then(|| parse_port(&text))
}

impl Fault {
    /// Checks a value.
    fn read(&'static self, value: Option<FaultValue>) -> Result<What, FaultError> {
        let bare = || self.bare.map(|text| FaultValue::Text(text.to_owned()));
        let Some(given) = value else {
            let value = bare().ok_or_else(|| FaultError::NoValue {
                fault: self.name,
                expected: self.value_kind.to_string(),
            })?;
            return self.make(&value).ok_or_else(|| self.bad_value(&value));
        };
        // Its own words first: `ack=off`.
        let meant = || match &given {
            FaultValue::Bool(true) => bare(),
            FaultValue::Bool(false) => self.default_value(),
            FaultValue::Text(text) if text == "on" => bare(),
            FaultValue::Text(text) if text == "default" => self.default_value(),
            _ => None,
        };
        self.make(&given)
            .or_else(|| self.make(&meant()?))
            .ok_or_else(|| self.bad_value(&given))
    }

    fn make(&self, value: &FaultValue) -> Option<What> {
        match self.target {
            Target::Switch { set, .. } => {
                set(&mut Profile::measured(), value)?;
                Some(What::Switch(set, value.clone()))
            }
            Target::Link { set, .. } => bool::parse(value).map(|on| What::Condition(set, on)),
            Target::OneShot { make } => make(value).map(What::OneShot),
            Target::Traffic => None,
        }
    }

    fn bad_value(&self, value: &FaultValue) -> FaultError {
        FaultError::BadValue {
            fault: self.name,
            value: value.to_string(),
            expected: self.value_kind.to_string(),
        }
    }

    fn default_value(&self) -> Option<FaultValue> {
        match self.target {
            Target::Switch { show, .. } => Some(show(&Profile::measured())),
            Target::Link { show, .. } => Some(FaultValue::Bool(show(&Impairment::default()))),
            Target::OneShot { .. } | Target::Traffic => None,
        }
    }
}
