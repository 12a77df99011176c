//! Values of faults, as a person writes them and as the fields of a `Profile` hold them.

use std::fmt;
use std::time::Duration;

use lrsocket_proto::{
    Ack, Callbacks, CarriageReturn, ColorOfNoLabel, KeywordTwice, MayWait, ReadGate,
    ReceiveSeesClose, ReconnectPort, SendReconnect, SendSeesClose, TrailingLine, UnconnectedSend,
    UnknownDevelopNames,
};

use crate::units::{ShowSize, ShowTime, parse_size, parse_time};

/// How long `send_reconnect = hang` blocks, unless a time is given (B5.5).
const HANG: Duration = Duration::from_secs(10);

/// A value as JSON and a command line can write it.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultValue {
    /// `true` or `false`.
    Bool(bool),
    /// A number: bytes, seconds, a port, a count.
    Number(f64),
    /// Any other text.
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

/// The kind of value that a fault takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// True or false.
    Bool,
    /// A size.
    Bytes,
    /// A time.
    Seconds,
    /// A time, or never.
    SecondsOrNever,
    /// A count, from 1.
    Count,
    /// No value: the fault happens once.
    Once,
    /// One of these words.
    Word(&'static [&'static str]),
}

impl ValueKind {
    /// Returns the kind in one word: `bool`, `bytes`, `seconds`, `count`, `once` or `enum`.
    pub const fn name(self) -> &'static str {
        match self {
            ValueKind::Bool => "bool",
            ValueKind::Bytes => "bytes",
            ValueKind::Seconds | ValueKind::SecondsOrNever => "seconds",
            ValueKind::Count => "count",
            ValueKind::Once => "once",
            ValueKind::Word(_) => "enum",
        }
    }
}

/// Describes the values, to follow "it takes".
impl fmt::Display for ValueKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ValueKind::Bool => f.write_str("true or false"),
            ValueKind::Bytes => f.write_str("a size, such as 65536, 64KiB or 64kB"),
            ValueKind::Seconds => f.write_str("a time, such as 10 (seconds), 1.5s, 500ms or 2min"),
            ValueKind::SecondsOrNever => {
                f.write_str("a time, such as 10 (seconds), 1.5s, 500ms or 2min, or never")
            }
            ValueKind::Count => f.write_str("a whole number from 1"),
            ValueKind::Once => f.write_str("no value, since it happens once"),
            ValueKind::Word(words) => match words {
                [] => Ok(()),
                [one] => f.write_str(one),
                [some @ .., last] => write!(f, "{} or {last}", some.join(", ")),
            },
        }
    }
}

/// The type of a field of `Profile`.
pub(crate) trait Setting: Sized {
    const KIND: ValueKind;
    fn parse(value: &FaultValue) -> Option<Self>;
    fn show(&self) -> FaultValue;

    /// Returns the value as text, which `parse` also takes.
    fn text(&self) -> String {
        self.show().to_string()
    }
}

impl Setting for bool {
    const KIND: ValueKind = ValueKind::Bool;

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

impl Setting for usize {
    const KIND: ValueKind = ValueKind::Bytes;

    fn parse(value: &FaultValue) -> Option<Self> {
        let size = parse_size(&quantity(value)?).ok()?;
        usize::try_from(size).ok()
    }

    fn show(&self) -> FaultValue {
        FaultValue::Number(*self as f64)
    }

    fn text(&self) -> String {
        format!("{:#}", ShowSize(*self as u64))
    }
}

/// A number or a text, for the parser of sizes and times.
fn quantity(value: &FaultValue) -> Option<String> {
    match value {
        FaultValue::Bool(_) => None,
        FaultValue::Number(_) | FaultValue::Text(_) => Some(value.to_string()),
    }
}

/// A count, from 1.
pub(crate) fn count(value: &FaultValue) -> Option<u32> {
    let count = quantity(value)?.parse().ok()?;
    (count > 0).then_some(count)
}

impl Setting for Duration {
    const KIND: ValueKind = ValueKind::Seconds;

    fn parse(value: &FaultValue) -> Option<Self> {
        parse_time(&quantity(value)?).ok()
    }

    fn show(&self) -> FaultValue {
        FaultValue::Number(self.as_secs_f64())
    }

    fn text(&self) -> String {
        format!("{:#}", ShowTime(*self))
    }
}

impl Setting for Option<Duration> {
    const KIND: ValueKind = ValueKind::SecondsOrNever;

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
    const KIND: ValueKind = ValueKind::Word(&["works", "dead", "hang", "hang:TIME"]);

    fn parse(value: &FaultValue) -> Option<Self> {
        let FaultValue::Text(text) = value else {
            return None;
        };
        match text.as_str() {
            "works" => Some(SendReconnect::Works),
            "dead" => Some(SendReconnect::Dead),
            "hang" => Some(SendReconnect::Hang(HANG)),
            other => {
                let blocked = parse_time(other.strip_prefix("hang:")?).ok()?;
                Some(SendReconnect::Hang(blocked))
            }
        }
    }

    fn show(&self) -> FaultValue {
        match self {
            SendReconnect::Works => word("works"),
            SendReconnect::Dead => word("dead"),
            SendReconnect::Hang(blocked) => {
                FaultValue::Text(format!("hang:{}", ShowTime(*blocked)))
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
            const KIND: ValueKind = ValueKind::Word(&[$($word),*]);

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
    ReceiveSeesClose { "prompt" = Prompt, "unless_reset" = UnlessReset, "never" = Never }
    SendSeesClose { "on_write" = OnWrite, "prompt" = Prompt, "never" = Never }
    Callbacks { "yield" = Yield, "noyield" = NoYield }
    ReconnectPort { "keep" = Keep, "new" = New }
    CarriageReturn { "strip_last" = StripLast, "strip_all" = StripAll }
    TrailingLine { "drop" = Drop, "deliver" = Deliver }
    Ack { "lf" = Lf, "crlf" = Crlf, "off" = Off }
    UnconnectedSend { "queue" = Queue, "drop" = Drop }
    MayWait { "off" = Off, "warn" = Warn, "raise" = Raise }
    ReadGate { "open" = Open, "deadlock" = Deadlock }
    KeywordTwice { "prior" = Prior, "nil" = Nil, "fail" = Fail }
    UnknownDevelopNames { "nil" = Nil, "raise" = Raise }
    ColorOfNoLabel { "gray" = Gray, "none" = None }
}
