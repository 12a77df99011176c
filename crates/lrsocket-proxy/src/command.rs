//! Commands to a running proxy.

use lrsocket_faults::{Fault, FaultError, Scope, TrafficFault, TrafficKind, Trigger};
use lrsocket_proto::Mode;

use crate::route::Route;

/// The commands, for a person.
pub const HELP: &str = "\
delay 50ms±20            everything passes later; receive=50ms for one direction
stall receive@10s+5s     from 10 s on nothing passes, for 5 s; without @ now, without + until off
fin send@3msgs           end connections after 3 messages; without @ now, and only current ones
reset send@~64KiB        the same with a RST; ~ anywhere up to twice as much
byte_by_byte 1ms         write each byte separately, with this pause
drop_acks                keep acknowledgements from the outside program
delay off, off           end one fault, or all of them
status                   which faults are on, and who is connected
help                     this list
quit                     end the proxy";

/// A command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Sets a fault, from now on.
    Set(TrafficFault),
    /// Ends current connections; later ones are left alone.
    Once(TrafficFault),
    /// Switches off the faults of this name, or all of them.
    Off(Option<&'static str>),
    /// Shows which faults are on, and who is connected.
    Status,
    /// Ends the proxy, for this reason.
    Quit(String),
    /// Lists the commands.
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
                let name = name(&word).map_err(|error| match error {
                    FaultError::Unknown { .. } => CommandError::Unknown(word.clone()),
                    error => CommandError::Fault(error),
                })?;
                match value {
                    "off" => Command::Off(Some(name)),
                    "on" => set(TrafficFault::parse(&word, "")?),
                    value => set(TrafficFault::parse(&word, value)?),
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

/// An end of connections without a moment is meant for the current ones.
fn set(fault: TrafficFault) -> Command {
    match fault.kind {
        TrafficKind::End {
            at: Trigger::NOW, ..
        } => Command::Once(fault),
        _ => Command::Set(fault),
    }
}

/// Returns the name of the fault that the proxy has under this word.
fn name(word: &str) -> Result<&'static str, FaultError> {
    let fault = Fault::named(word)?;
    match fault.in_proxy() {
        Some(_) => Ok(fault.name()),
        None => Err(FaultError::NotInProxy {
            fault: fault.name(),
        }),
    }
}

/// Returns why the fault could never do anything to these ports, if that is so.
pub fn problem<'a>(
    fault: &TrafficFault,
    routes: impl IntoIterator<Item = &'a Route>,
) -> Option<&'static str> {
    let covered = routes
        .into_iter()
        .filter(|route| fault.scope.covers(route.mode, route.listen));
    let modes: Vec<Mode> = covered.map(|route| route.mode).collect();
    if modes.is_empty() {
        return Some(without_port(fault.scope));
    }
    // B6.7
    let unheard = fault.kind == TrafficKind::DropAcks && !modes.contains(&Mode::Receive);
    unheard.then_some("a send port has no acknowledgements, only a receive port does")
}

/// Says what is wrong with a scope that covers no port.
const fn without_port(scope: Scope) -> &'static str {
    match scope {
        Scope::All => "the proxy has no port",
        Scope::Mode(Mode::Receive) => "the proxy has no receive port",
        Scope::Mode(Mode::Send) => "the proxy has no send port",
        Scope::Port(_) => "the proxy does not listen on that port",
    }
}
