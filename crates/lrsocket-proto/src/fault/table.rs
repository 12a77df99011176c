//! Every fault, declared once.

use super::value::{FaultValue, Form, Setting, count};
use super::{Fault, Label, Target};
use crate::link::Strike;
use crate::profile::Profile;

use Label::{Doc, Guess, Measured, Reported};

/// The value of a bare name, if it can be meant.
const NO_BARE: Option<&str> = None;

macro_rules! switches {
    ($($field:ident: $type:ty, $rule:literal, [$($label:ident),*], $bare:expr, $changes:literal, $holds:literal;)*) => {
        const SWITCHES: &[Fault] = &[$(Fault {
            name: stringify!($field),
            rule: $rule,
            labels: &[$($label),*],
            changes: $changes,
            holds: $holds,
            form: <$type as Setting>::FORM,
            bare: $bare,
            target: Target::Switch {
                show: |profile| profile.$field.show(),
                text: |profile| profile.$field.text(),
                set: |profile, value| {
                    profile.$field = <$type as Setting>::parse(value)?;
                    Some(())
                },
            },
        }),*];

        /// A field of `Profile` that is not declared here does not compile.
        const _: fn(Profile) = |profile| {
            let Profile { $($field: _,)* platform: _ } = profile;
        };
    };
}

switches! {
    also_ipv6: bool, "B1.3", [Doc], Some("true"),
        "whether a port listens on [::1], too",
        "from the next time that a socket listens";
    receive_sees_close: crate::ReceiveSeesClose, "B3.4", [Measured], Some("never"),
        "when a receive socket notices that its client has left",
        "at once";
    send_sees_close: crate::SendSeesClose, "B3.5", [Measured, Guess], Some("never"),
        "when a send socket notices that its client has left",
        "at once";
    callbacks: crate::Callbacks, "B3.8", [Reported], Some("noyield"),
        "whether a callback may sleep or yield",
        "for sockets bound later";
    accept_timeout: std::time::Duration, "B4.1", [Measured], NO_BARE,
        "how long a socket listens without a client until onError(\"timeout\")",
        "at once, counted from when the socket began to listen";
    idle_timeout: Option<std::time::Duration>, "B4.2", [Reported], Some("10"),
        "how long a connection may be idle until onError(\"timeout\")",
        "at once, counted from the last byte";
    reconnect_port: crate::ReconnectPort, "B5.4", [Guess], Some("new"),
        "which port reconnect() listens on after port = 0",
        "from the next reconnect()";
    send_reconnect: crate::SendReconnect, "B5.5", [Reported], Some("dead"),
        "what reconnect() of a send socket does whose client has left: it works, never serves a client again, or blocks all of Lightroom first",
        "from the next reconnect(); a dead socket lives again if it is no longer dead";
    port_linger: std::time::Duration, "B5.6", [Reported], Some("2"),
        "how long a port stays busy after close()",
        "from the next close()";
    cr: crate::CarriageReturn, "B6.1", [Measured, Guess], Some("strip_all"),
        "which carriage returns before a line feed are removed",
        "for lines that are not delivered yet";
    trailing_line: crate::TrailingLine, "B6.4", [Guess], Some("deliver"),
        "what happens to bytes after the last line feed when the client closes",
        "from the next time that a client closes";
    max_line: usize, "B6.5", [Measured, Guess], NO_BARE,
        "how long a line may be before its client is dropped",
        "at once";
    ack: crate::Ack, "B6.7", [Measured, Guess], Some("crlf"),
        "how each received line is answered: ok and LF, ok and CR LF, or not at all",
        "at once; answers that are not written yet are dropped";
    receive_window: usize, "B6.9", [Guess], NO_BARE,
        "how much may wait for the plug-in before reading stops",
        "at once";
    unconnected_send: crate::UnconnectedSend, "B7.2", [Guess], Some("drop"),
        "what happens to messages that are sent before a client is there",
        "from the next send()";
    send_window: usize, "B7.4", [Guess], NO_BARE,
        "how much may wait for a client that does not read before messages are dropped",
        "from the next send()";
    close_stall: std::time::Duration, "B7.7", [Reported, Measured], Some("10"),
        "how long close() blocks all of Lightroom",
        "from the next close()";
    reload_leak: bool, "B8.2", [Doc], Some("true"),
        "whether a reload leaves the old sockets open and their callbacks alive",
        "from the next reload";
}

macro_rules! conditions {
    ($($name:literal: $field:ident = $set:expr, $rule:literal, $changes:literal, $holds:literal;)*) => {
        const CONDITIONS: &[Fault] = &[$(Fault {
            name: $name,
            rule: $rule,
            labels: &[],
            changes: $changes,
            holds: $holds,
            form: Form::Bool,
            bare: Some("true"),
            target: Target::Link {
                show: |link| link.$field != Default::default(),
                set: |link, on| link.$field = if on { $set } else { Default::default() },
            },
        }),*];

        const _: fn(crate::Impairment) = |link| {
            let crate::Impairment { $($field: _),* } = link;
        };
    };
}

conditions! {
    "byte_by_byte": chunk = Some(std::num::NonZeroUsize::MIN), "B6.3",
        "what the outside program sends arrives one byte at a time", "at once";
    "stalled": stalled = true, "B7.4",
        "the outside program does not read: nothing is written to it, what is sent is queued", "at once";
    "half_open": cut = true, "B7.3",
        "bytes in either direction vanish, and the end of the connection is not heard of", "at once";
    "no_client": unreachable = true, "B4.1",
        "nobody gets in: clients wait in the backlog and are not accepted",
        "at once; who is connected stays";
    "second_client": second_client = true, "B1.6",
        "while a client is connected, a second one connects to its port, and waits", "at once";
}

const fn strike(
    name: &'static str,
    rule: &'static str,
    (form, bare): (Form, &'static str),
    (changes, holds): (&'static str, &'static str),
    make: fn(&FaultValue) -> Option<Strike>,
) -> Fault {
    Fault {
        name,
        rule,
        labels: &[],
        changes,
        holds,
        form,
        bare: Some(bare),
        target: Target::Strike { make },
    }
}

const STRIKES: &[Fault] = &[
    strike(
        "killed",
        "B7.3",
        (Form::Once, "true"),
        (
            "the outside program is killed without a FIN: its connection is half-open from then on",
            "once: with --fault, to the first connection of each socket",
        ),
        |value| bool::parse(value)?.then_some(Strike::Killed),
    ),
    strike(
        "reset",
        "B3.4",
        (Form::Once, "true"),
        (
            "the connection is reset",
            "once: with --fault, to the first connection of each socket",
        ),
        |value| bool::parse(value)?.then_some(Strike::Reset),
    ),
    strike(
        "storm",
        "B3.13",
        (Form::Count, "20"),
        (
            "so many clients connect and leave, one right after the other",
            "once: with --fault, as soon as each socket listens",
        ),
        |value| {
            Some(Strike::Storm {
                clients: count(value)?,
            })
        },
    ),
];

/// Every fault, those of the socket first.
pub(super) fn all() -> impl Iterator<Item = &'static Fault> + Clone {
    SWITCHES.iter().chain(CONDITIONS).chain(STRIKES)
}
