//! Every fault, declared once.

use lrsocket_proto::{Impairment, OneShotFault, Profile};

use crate::fault::{Evidence, Fault, Target};
use crate::value::{FaultValue, Setting, ValueKind, count};

use Evidence::{Doc, Guess, Measured, Reported};

/// No value that the bare name could stand for.
const NO_BARE: Option<&str> = None;

macro_rules! switches {
    ($($field:ident: $type:ty, $rule:literal, [$($label:ident),*], $bare:expr, $changes:literal, $holds:literal;)*) => {
        const SWITCHES: &[Fault] = &[$(Fault {
            name: stringify!($field),
            rule: $rule,
            evidence: &[$($label),*],
            changes: $changes,
            holds: $holds,
            value_kind: <$type as Setting>::KIND,
            bare: $bare,
            in_proxy: None,
            target: Target::Switch {
                show: |profile| profile.$field.show(),
                text: |profile| profile.$field.text(),
                set: |profile, value| {
                    profile.$field = <$type as Setting>::parse(value)?;
                    Some(())
                },
            },
        }),*];

        const SWITCH_FIELDS: &[&str] = &[$(stringify!($field)),*];
    };
}

switches! {
    also_ipv6: bool, "B1.3", [Doc], Some("true"),
        "whether a port also listens on [::1]",
        "the next time a socket listens";
    receive_sees_close: lrsocket_proto::ReceiveSeesClose, "B3.4", [Measured], Some("never"),
        "when a receive socket notices that its client has left",
        "at once";
    send_sees_close: lrsocket_proto::SendSeesClose, "B3.5", [Measured, Guess], Some("never"),
        "when a send socket notices that its client has left",
        "at once";
    callbacks: lrsocket_proto::Callbacks, "B3.8", [Reported], Some("noyield"),
        "whether a callback may sleep or yield",
        "for sockets bound later";
    accept_timeout: std::time::Duration, "B4.1", [Measured], NO_BARE,
        "how long a socket listens without a client until onError(\"timeout\")",
        "at once, counted from when the socket began to listen";
    idle_timeout: Option<std::time::Duration>, "B4.2", [Reported], Some("10"),
        "how long a connection may be idle until onError(\"timeout\")",
        "at once, counted from the last byte";
    reconnect_port: lrsocket_proto::ReconnectPort, "B5.4", [Guess], Some("new"),
        "which port reconnect() listens on after port = 0",
        "from the next reconnect()";
    send_reconnect: lrsocket_proto::SendReconnect, "B5.5", [Reported], Some("dead"),
        "what reconnect() of a send socket does whose client has left: it works, never serves a client again, or blocks all of Lightroom first",
        "from the next reconnect(); a dead socket serves clients again once this is no longer `dead`";
    port_linger: std::time::Duration, "B5.6", [Reported], Some("2"),
        "how long a port stays busy after close()",
        "from the next close()";
    cr: lrsocket_proto::CarriageReturn, "B6.1", [Measured, Guess], Some("strip_all"),
        "which carriage returns before a line feed are removed",
        "for lines not yet delivered";
    trailing_line: lrsocket_proto::TrailingLine, "B6.4", [Guess], Some("deliver"),
        "what happens to bytes after the last line feed when the client closes",
        "the next time a client closes";
    max_line: usize, "B6.5", [Measured, Guess], NO_BARE,
        "how long a line may be before its client is dropped",
        "at once";
    ack: lrsocket_proto::Ack, "B6.7", [Measured, Guess], Some("crlf"),
        "how each received line is answered: ok and LF, ok and CR LF, or not at all",
        "at once; answers not yet written are dropped";
    receive_window: usize, "B6.9", [Guess], NO_BARE,
        "how much may wait for the plug-in before reading stops",
        "at once";
    unconnected_send: lrsocket_proto::UnconnectedSend, "B7.2", [Guess], Some("drop"),
        "what happens to messages sent before a client is connected",
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
    catalog_waits: bool, "R7.1", [Doc, Measured], Some("false"),
        "whether a call that must wait for the catalog raises an error outside a task and inside pcall",
        "at once";
    may_wait: lrsocket_proto::MayWait, "R7.6", [Doc, Reported], Some("raise"),
        "what a call does there that may have to wait: it returns, returns with a diagnostic, or raises an error",
        "at once";
    read_gate: lrsocket_proto::ReadGate, "R8.1", [Reported], Some("deadlock"),
        "what a query of the catalog does inside withReadAccessDo: it returns, or never does",
        "at once; what waits goes on when this is open again";
    keyword_twice: lrsocket_proto::KeywordTwice, "R8.2", [Reported], Some("fail"),
        "what createKeyword does the second time with one name in one gate: it returns the keyword, or nil, or raises an error",
        "at once";
    module_switch: std::time::Duration, "R9.5", [Reported], NO_BARE,
        "how long it takes until the Develop module can be used after a switch to it",
        "from the next switch";
    unknown_develop_names: lrsocket_proto::UnknownDevelopNames, "R9.7", [Reported, Guess], Some("raise"),
        "whether the name of a develop parameter that no Lightroom is known to have reads as nil, with a diagnostic, or raises an error",
        "from the next call";
    color_of_no_label: lrsocket_proto::ColorOfNoLabel, "R8.5", [Measured, Doc], Some("none"),
        "what colorNameForLabel is for a photo without a label",
        "from the next call";
    init_error_disables: bool, "R6.12", [Reported, Guess], Some("true"),
        "whether an error in the script of LrInitPlugin disables the plug-in",
        "from the next time a plug-in is loaded";
    new_scripts_missing: bool, "R6.13", [Reported, Guess], Some("true"),
        "whether a script file that was added after the start is missing until Lightroom is restarted",
        "from the next time a script is read";
}

macro_rules! conditions {
    ($($name:literal: $field:ident = $set:expr, $rule:literal, $in_proxy:expr, $changes:literal, $holds:literal;)*) => {
        const CONDITIONS: &[Fault] = &[$(Fault {
            name: $name,
            rule: $rule,
            evidence: &[],
            changes: $changes,
            holds: $holds,
            value_kind: ValueKind::Bool,
            bare: Some("true"),
            in_proxy: $in_proxy,
            target: Target::Link {
                show: |link| link.$field != Default::default(),
                set: |link, on| link.$field = if on { $set } else { Default::default() },
            },
        }),*];

        const CONDITION_FIELDS: &[&str] = &[$(stringify!($field)),*];
    };
}

conditions! {
    "byte_by_byte": chunk = Some(std::num::NonZeroUsize::MIN), "B6.3", Some("[PORT=]TIME"),
        "bytes arrive one at a time", "at once";
    "not_reading": not_reading = true, "B7.4", None,
        "the outside program does not read: nothing is written to it, what is sent is queued", "at once";
    "blackhole": blackhole = true, "B7.3", None,
        "bytes in either direction vanish, and so does the end of the connection", "at once";
    "no_accept": no_accept = true, "B4.1", None,
        "clients wait in the backlog and are not accepted",
        "at once; a connected client stays";
    "second_client": second_client = true, "B1.6", None,
        "while a client is connected, a second one connects to its port, and waits", "at once";
}

const fn one_shot(
    name: &'static str,
    rule: &'static str,
    (value_kind, bare): (ValueKind, &'static str),
    (changes, holds): (&'static str, &'static str),
    make: fn(&FaultValue) -> Option<OneShotFault>,
) -> Fault {
    Fault {
        name,
        rule,
        evidence: &[],
        changes,
        holds,
        value_kind,
        bare: Some(bare),
        in_proxy: None,
        target: Target::OneShot { make },
    }
}

const ONE_SHOTS: &[Fault] = &[
    one_shot(
        "vanish",
        "B7.3",
        (ValueKind::Once, "true"),
        (
            "the outside program's machine is gone without FIN or RST: its connection is half-open from then on",
            "once: with --fault, to the first connection of each socket",
        ),
        |value| bool::parse(value)?.then_some(OneShotFault::Vanish),
    ),
    Fault {
        in_proxy: Some("[PORT][@WHEN]"),
        ..one_shot(
            "reset",
            "B3.4",
            (ValueKind::Once, "true"),
            (
                "the connection ends with a RST that both programs see",
                "once: with --fault, to the first connection of each socket",
            ),
            |value| bool::parse(value)?.then_some(OneShotFault::Reset),
        )
    },
    one_shot(
        "storm",
        "B3.13",
        (ValueKind::Count, "20"),
        (
            "this many clients connect and disconnect in quick succession",
            "once: with --fault, as soon as each socket listens",
        ),
        |value| {
            Some(OneShotFault::Storm {
                clients: count(value)?,
            })
        },
    ),
];

const fn traffic(
    name: &'static str,
    rule: &'static str,
    notation: &'static str,
    changes: &'static str,
) -> Fault {
    Fault {
        name,
        rule,
        evidence: &[],
        changes,
        holds: "from its moment on; without one, at once",
        value_kind: ValueKind::Once,
        bare: None,
        in_proxy: Some(notation),
        target: Target::Traffic,
    }
}

const TRAFFIC: &[Fault] = &[
    traffic(
        "delay",
        "B6.3",
        "[PORT=]TIME[±TIME]",
        "everything passes this much later, in order",
    ),
    traffic(
        "stall",
        "B7.4",
        "[PORT][@WHEN][+TIME]",
        "nothing passes in either direction, and writers find their writes blocked; nothing is lost",
    ),
    traffic(
        "fin",
        "B3.4",
        "[PORT][@WHEN]",
        "the connection ends with a FIN that both programs see",
    ),
    traffic(
        "drop_acks",
        "B6.7",
        "[PORT]",
        "acknowledgements do not reach the outside program",
    ),
];

/// Fails to compile if a field of `Profile` or `Impairment` has no fault.
const _: () = {
    assert!(is_same(SWITCH_FIELDS, Profile::SWITCHES));
    assert!(is_same(CONDITION_FIELDS, Impairment::CONDITIONS));
};

const fn is_same(faults: &[&str], fields: &[&str]) -> bool {
    let (mut at, mut same) = (0, faults.len() == fields.len());
    while same && at < faults.len() {
        let (this, that) = (faults[at].as_bytes(), fields[at].as_bytes());
        same = this.len() == that.len();
        let mut byte = 0;
        while same && byte < this.len() {
            same = this[byte] == that[byte];
            byte += 1;
        }
        at += 1;
    }
    same
}

/// Returns every fault, those of the socket first.
pub(crate) fn all() -> impl Iterator<Item = &'static Fault> + Clone {
    let of_runs = SWITCHES.iter().chain(CONDITIONS).chain(ONE_SHOTS);
    of_runs.chain(TRAFFIC)
}
