//! What a person tells a running proxy.

use lrsocket_proto::Mode;

use crate::fault::{Fault, FaultError, Kind, Scope, Trigger};
use crate::route::Route;

/// The commands, for a person.
pub const HELP: &str = "\
delay 50ms±20            everything passes later; receive=50ms for one direction
stall receive@10s+5s     from 10 s on nothing passes, for 5 s; without @ now, without + for ever
cut send@3msgs           end connections after 3 messages; without @ now, and only those there are
reset send@~64kb         the same by a reset; ~ anywhere up to twice as much
byte-by-byte 1ms         write each byte by itself, with this pause
drop-acks                keep acknowledgements from the outside program
delay off, off           end one fault, or all of them
status                   which faults are on, and who is connected
help                     this
quit                     end the proxy";

/// A command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// A fault, from now on.
    Set(Fault),
    /// A cut of what is connected now; what connects later is left alone.
    Once(Fault),
    /// The faults of this name end, or all of them.
    Off(Option<&'static str>),
    /// What is on?
    Status,
    /// The proxy ends, for this reason.
    Quit(String),
    /// What can be said?
    Help,
}

impl Command {
    /// Reads a line; `None` if it is empty.
    pub fn parse(line: &str) -> Result<Option<Command>, CommandError> {
        let line = line.trim();
        let (word, value) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let value = value.trim();
        let word = word.trim_start_matches("--").to_ascii_lowercase();
        Ok(Some(match word.as_str() {
            "" => return Ok(None),
            "help" | "?" => Command::Help,
            "quit" | "exit" => Command::Quit("the command quit".to_owned()),
            "status" => Command::Status,
            "off" if value.is_empty() => Command::Off(None),
            "off" => Command::Off(Some(name(value)?)),
            "resume" => Command::Off(Some("stall")),
            _ => {
                let kind = name(&word).map_err(|_| CommandError::Unknown(word.clone()))?;
                match value {
                    "off" => Command::Off(Some(kind)),
                    "on" => set(Fault::parse(&word, "")?),
                    value => set(Fault::parse(&word, value)?),
                }
            }
        }))
    }
}

/// Why a command was not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// Not a command.
    #[error("there is no command \"{0}\"; try help")]
    Unknown(String),
    /// A fault with a wrong value.
    #[error(transparent)]
    Fault(#[from] FaultError),
}

/// A cut without a moment is for what there is now.
fn set(fault: Fault) -> Command {
    match fault.kind {
        Kind::Cut {
            at: Trigger::NOW, ..
        } => Command::Once(fault),
        _ => Command::Set(fault),
    }
}

/// The name under which a fault is kept; a reset is a cut.
fn name(word: &str) -> Result<&'static str, FaultError> {
    let fault = match word {
        "delay" => Fault::parse("delay", "0ms")?,
        word => Fault::parse(word, "")?,
    };
    Ok(fault.kind.name())
}

impl Fault {
    /// Why it could never do anything to these ports.
    pub fn problem<'a>(&self, routes: impl IntoIterator<Item = &'a Route>) -> Option<&'static str> {
        let covered = routes.into_iter().filter(|route| self.scope.covers(route));
        let modes: Vec<Mode> = covered.map(|route| route.mode).collect();
        if modes.is_empty() {
            return Some(self.scope.without_port());
        }
        // B6.7
        let unheard = self.kind == Kind::DropAcks && !modes.contains(&Mode::Receive);
        unheard.then_some("a send port has no acknowledgements, only a receive port does")
    }
}

impl Scope {
    /// What is wrong if it covers no port.
    const fn without_port(self) -> &'static str {
        match self {
            Scope::All => "the proxy has no port",
            Scope::Mode(Mode::Receive) => "the proxy has no receive port",
            Scope::Mode(Mode::Send) => "the proxy has no send port",
            Scope::Port(_) => "the proxy does not listen on that port",
        }
    }
}
