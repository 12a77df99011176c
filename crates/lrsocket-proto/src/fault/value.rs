//! Values of faults: what a person writes, and what the fields of a `Profile` hold.

use std::fmt;
use std::time::Duration;

use crate::profile::{
    Ack, Callbacks, CarriageReturn, ReceiveSeesClose, ReconnectPort, SendReconnect, SendSeesClose,
    TrailingLine, UnconnectedSend,
};

/// How long `send_reconnect = hang` blocks, unless it is said (B5.5).
const HANG: Duration = Duration::from_secs(10);

/// A value as JSON and a command line can write it.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultValue {
    /// `true` or `false`.
    Bool(bool),
    /// A number: bytes, seconds, a port, a count.
    Number(f64),
    /// Anything else.
    Text(String),
}

impl fmt::Display for FaultValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FaultValue::Bool(on) => on.fmt(f),
            FaultValue::Number(number) => number.fmt(f),
            FaultValue::Text(text) => f.write_str(text),
        }
    }
}

/// Which values a fault takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// On or off.
    Bool,
    /// A number of bytes.
    Bytes,
    /// A number of seconds.
    Seconds,
    /// A number of seconds, or never.
    SecondsOrNever,
    /// A count, from 1.
    Count,
    /// None: it happens once.
    Once,
    /// One of these words.
    Word(&'static [&'static str]),
}

impl Form {
    /// The type in one word: `bool`, `bytes`, `seconds`, `count`, `once` or `enum`.
    pub const fn name(self) -> &'static str {
        match self {
            Form::Bool => "bool",
            Form::Bytes => "bytes",
            Form::Seconds | Form::SecondsOrNever => "seconds",
            Form::Count => "count",
            Form::Once => "once",
            Form::Word(_) => "enum",
        }
    }
}

/// What is asked for, to be put after "it takes".
impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Form::Bool => f.write_str("true or false"),
            Form::Bytes => f.write_str("a number of bytes, such as 65536 or 64 KiB"),
            Form::Seconds => f.write_str("a number of seconds, such as 10 or 0.5"),
            Form::SecondsOrNever => f.write_str("a number of seconds, such as 10 or 0.5, or never"),
            Form::Count => f.write_str("a whole number from 1"),
            Form::Once => f.write_str("no value, since it happens once"),
            Form::Word(words) => match words {
                [] => Ok(()),
                [one] => f.write_str(one),
                [some @ .., last] => write!(f, "{} or {last}", some.join(", ")),
            },
        }
    }
}

/// The type of a field of `Profile`.
pub(super) trait Setting: Sized {
    const FORM: Form;
    fn parse(value: &FaultValue) -> Option<Self>;
    fn show(&self) -> FaultValue;

    /// For a person; `parse` takes it, too.
    fn text(&self) -> String {
        self.show().to_string()
    }
}

impl Setting for bool {
    const FORM: Form = Form::Bool;

    fn parse(value: &FaultValue) -> Option<Self> {
        match value {
            FaultValue::Bool(on) => Some(*on),
            FaultValue::Number(_) => None,
            FaultValue::Text(text) => match text.as_str() {
                "true" | "on" | "yes" => Some(true),
                "false" | "off" | "no" => Some(false),
                _ => None,
            },
        }
    }

    fn show(&self) -> FaultValue {
        FaultValue::Bool(*self)
    }
}

const UNITS: [(&str, usize); 3] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];

impl Setting for usize {
    const FORM: Form = Form::Bytes;

    fn parse(value: &FaultValue) -> Option<Self> {
        match value {
            FaultValue::Bool(_) => None,
            FaultValue::Number(number) => whole(*number)?.try_into().ok(),
            FaultValue::Text(text) => {
                let unit = UNITS
                    .iter()
                    .find_map(|(unit, size)| text.strip_suffix(unit).map(|number| (number, *size)));
                let (number, size) = unit.unwrap_or((text, 1));
                number.trim().parse::<usize>().ok()?.checked_mul(size)
            }
        }
    }

    fn show(&self) -> FaultValue {
        FaultValue::Number(*self as f64)
    }

    fn text(&self) -> String {
        let unit = UNITS
            .iter()
            .find(|(_, size)| *self >= *size && self.is_multiple_of(*size));
        match unit {
            Some((unit, size)) => format!("{} {unit}", self / size),
            None => self.to_string(),
        }
    }
}

/// A whole number that is not negative, and small enough to be exact.
fn whole(number: f64) -> Option<u64> {
    let is_whole = (0.0..=9_007_199_254_740_992.0).contains(&number) && number.fract() == 0.0;
    #[expect(clippy::cast_sign_loss, reason = "checked to be in range")]
    is_whole.then_some(number as u64)
}

/// A count, from 1.
pub(super) fn count(value: &FaultValue) -> Option<u32> {
    let count = match value {
        FaultValue::Number(number) => u32::try_from(whole(*number)?).ok()?,
        FaultValue::Text(text) => text.parse().ok()?,
        FaultValue::Bool(_) => return None,
    };
    (count > 0).then_some(count)
}

impl Setting for Duration {
    const FORM: Form = Form::Seconds;

    fn parse(value: &FaultValue) -> Option<Self> {
        let seconds = match value {
            FaultValue::Bool(_) => return None,
            FaultValue::Number(number) => *number,
            FaultValue::Text(text) => text.strip_suffix('s').unwrap_or(text).trim().parse().ok()?,
        };
        Duration::try_from_secs_f64(seconds).ok()
    }

    fn show(&self) -> FaultValue {
        FaultValue::Number(self.as_secs_f64())
    }

    fn text(&self) -> String {
        format!("{} s", self.as_secs_f64())
    }
}

impl Setting for Option<Duration> {
    const FORM: Form = Form::SecondsOrNever;

    fn parse(value: &FaultValue) -> Option<Self> {
        if *value == word("never") {
            return Some(None);
        }
        Duration::parse(value).map(Some)
    }

    fn show(&self) -> FaultValue {
        self.as_ref().map_or_else(|| word("never"), Duration::show)
    }

    fn text(&self) -> String {
        self.as_ref()
            .map_or_else(|| "never".to_owned(), Duration::text)
    }
}

impl Setting for SendReconnect {
    const FORM: Form = Form::Word(&["works", "dead", "hang", "hang:SECONDS"]);

    fn parse(value: &FaultValue) -> Option<Self> {
        let FaultValue::Text(text) = value else {
            return None;
        };
        match text.as_str() {
            "works" => Some(SendReconnect::Works),
            "dead" => Some(SendReconnect::Dead),
            "hang" => Some(SendReconnect::Hang(HANG)),
            other => {
                let blocked = word(other.strip_prefix("hang:")?);
                Duration::parse(&blocked).map(SendReconnect::Hang)
            }
        }
    }

    fn show(&self) -> FaultValue {
        match self {
            SendReconnect::Works => word("works"),
            SendReconnect::Dead => word("dead"),
            SendReconnect::Hang(blocked) => {
                FaultValue::Text(format!("hang:{}", blocked.as_secs_f64()))
            }
        }
    }
}

fn word(text: &str) -> FaultValue {
    FaultValue::Text(text.to_owned())
}

/// The words of an enum without data. The list is complete, or it does not compile.
macro_rules! words {
    ($($type:ty { $($word:literal = $variant:ident),* })*) => {$(
        impl Setting for $type {
            const FORM: Form = Form::Word(&[$($word),*]);

            fn parse(value: &FaultValue) -> Option<Self> {
                match value {
                    FaultValue::Text(text) => match text.as_str() {
                        $($word => Some(Self::$variant),)*
                        _ => None,
                    },
                    _ => None,
                }
            }

            fn show(&self) -> FaultValue {
                match self {
                    $(Self::$variant => word($word),)*
                }
            }
        }
    )*};
}

words! {
    ReceiveSeesClose { "prompt" = Prompt, "never" = Never }
    SendSeesClose { "on_write" = OnWrite, "prompt" = Prompt, "never" = Never }
    Callbacks { "yield" = Yield, "noyield" = NoYield }
    ReconnectPort { "keep" = Keep, "new" = New }
    CarriageReturn { "strip_last" = StripLast, "strip_all" = StripAll }
    TrailingLine { "drop" = Drop, "deliver" = Deliver }
    Ack { "lf" = Lf, "crlf" = Crlf, "off" = Off }
    UnconnectedSend { "queue" = Queue, "drop" = Drop }
}
