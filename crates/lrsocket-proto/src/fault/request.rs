//! A fault as somebody asks for it: `NAME`, `NAME=VALUE`, `NAME=VALUE@PORT`.

use std::fmt;
use std::str::FromStr;

use super::value::Setting as _;
use super::{Fault, FaultError, FaultKind, FaultValue, Form, Target};
use crate::link::{Impairment, Strike};
use crate::profile::Profile;

/// A fault with the value that it is to have, which was checked, and where.
#[derive(Clone, Debug)]
pub struct FaultRequest {
    pub(super) fault: &'static Fault,
    pub(super) what: What,
    pub(super) port: Option<u16>,
}

/// The value, with what sets it.
#[derive(Clone, Debug)]
pub(super) enum What {
    Switch(fn(&mut Profile, &FaultValue) -> Option<()>, FaultValue),
    Condition(fn(&mut Impairment, bool), bool),
    Strike(Strike),
}

impl FaultRequest {
    /// The fault of this `name`. No value, `true` and `"on"` mean that of the [bare](Fault::bare)
    /// name, where the value is not one of the fault's own; `"default"` and `false` that of
    /// [`Profile::measured`].
    pub fn new(
        name: &str,
        value: Option<FaultValue>,
        port: Option<u16>,
    ) -> Result<Self, FaultError> {
        let fault = Fault::named(name)?;
        if port == Some(0) {
            let port = "0".to_owned();
            return Err(FaultError::BadPort { port });
        }
        if port.is_some() && fault.kind() == FaultKind::Switch {
            return Err(FaultError::NotByPort { fault: fault.name });
        }
        // Where a value is on or off, a number can only be meant as the port: `stalled=58763`.
        let (value, port) = match (&value, fault.form) {
            (Some(number), Form::Bool | Form::Once)
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

    /// Which fault.
    pub fn fault(&self) -> &'static Fault {
        self.fault
    }

    /// The port it is for; `None`: all.
    pub fn port(&self) -> Option<u16> {
        self.port
    }
}

/// As [`FromStr`] reads it.
impl fmt::Display for FaultRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.fault.name)?;
        match &self.what {
            What::Switch(_, value) => write!(f, "={value}")?,
            What::Condition(_, on) => write!(f, "={on}")?,
            What::Strike(Strike::Storm { clients }) => write!(f, "={clients}")?,
            What::Strike(_) => {}
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

/// The value as a port, if it is a number.
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
                expected: self.form.to_string(),
            })?;
            return self
                .make(&value)
                .ok_or_else(|| FaultError::bad_value(self, &value));
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
            .ok_or_else(|| FaultError::bad_value(self, &given))
    }

    fn make(&self, value: &FaultValue) -> Option<What> {
        match self.target {
            Target::Switch { set, .. } => {
                set(&mut Profile::measured(), value)?;
                Some(What::Switch(set, value.clone()))
            }
            Target::Link { set, .. } => bool::parse(value).map(|on| What::Condition(set, on)),
            Target::Strike { make } => make(value).map(What::Strike),
        }
    }

    fn default_value(&self) -> Option<FaultValue> {
        match self.target {
            Target::Switch { show, .. } => Some(show(&Profile::measured())),
            Target::Link { show, .. } => Some(FaultValue::Bool(show(&Impairment::default()))),
            Target::Strike { .. } => None,
        }
    }
}
