//! B3: the states of a socket and its callbacks.

use crate::Evidence::{Guess, Measured, Reported};
use crate::Source::{Authors, Public, Records};
use crate::{Rule, Section};

pub(super) const CALLBACKS: Section = Section {
    prefix: "B3",
    title: "States and callbacks",
    about: "```text\n\
        bind ─► LISTENING ──client──► CONNECTED ──client leaves──► IDLE\n\
        \u{20}         │  ▲                    │                          │\n\
        \u{20}    10 s │  └──── reconnect() ◄──┴────── reconnect() ◄──────┤\n\
        \u{20}         ▼                                                  │\n\
        \u{20}       IDLE (\"timeout\" or \"failed to open\") ────────────────┘\n\
        \u{20}  any state ── close(), end of the context, plug-in unloaded ──► CLOSED\n\
        ```",
    rules: &[
        Rule::new(
            "B3.1",
            "onConnecting",
            "`onConnecting(socket, port)` fires each time the socket begins to listen: after `bind` \
             and after every `reconnect()`. `port` is the port it listens on.",
        )
        .known(&[Measured], &[Records]),
        Rule::new(
            "B3.2",
            "No callback inside bind",
            "Callbacks never run inside `bind` or `reconnect`, only after the calling code has \
             yielded or returned.",
        )
        .known(&[Guess], &[]),
        Rule::new(
            "B3.3",
            "onConnected",
            "`onConnected(socket, port)` fires when a client has been accepted. `port` is the port \
             the socket listens on, not the client's.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "B3.4",
            "A client leaves a receive socket",
            "When its client closes, a receive socket delivers the complete lines that are left, \
             calls `onClosed(socket)` at once and becomes idle. That it never notices is reported \
             only for Windows, and there of clients that were killed, whose connections Windows \
             resets (`unless_reset`).",
        )
        .known(&[Measured], &[Records])
        .switch("receive_sees_close"),
        Rule::new(
            "B3.5",
            "A client leaves a send socket",
            "When its client leaves, a send socket does nothing at all; a real one was watched for 45 \
             seconds. Once a later write fails, `onClosed` fires once and the socket is idle.",
        )
        .known(&[Measured, Guess], &[Records])
        .switch("send_sees_close"),
        Rule::new(
            "B3.6",
            "onClosed after close()",
            "`close()` and the end of the function context call `onClosed(socket)` before they \
             return, exactly once, even if no client was ever there.",
        )
        .known(&[Measured], &[Records]),
        Rule::new(
            "B3.7",
            "No onClosed after onError",
            "`onError` is not followed by an `onClosed`.",
        )
        .known(&[Measured], &[Records]),
        Rule::new(
            "B3.8",
            "Callbacks may sleep",
            "The callbacks of one socket run one after the other, each in a task where it may sleep \
             or yield; the next one waits for it. Sockets do not wait for each other. Some authors \
             report that callbacks must not yield.",
        )
        .known(&[Reported], &[Authors])
        .switch("callbacks"),
        Rule::new(
            "B3.9",
            "An error in a callback",
            "An error in a callback does not stop the socket. lrsocket logs it with a traceback and \
             ends `run` and `test` with a failure status.",
        )
        .known(&[Guess], &[]),
        Rule::new(
            "B3.10",
            "Every call is allowed in a callback",
            "A callback may call `send`, `reconnect` and `close` on its own or another socket, and \
             `bind` on the port it has just closed.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "B3.11",
            "No polling delay",
            "Callbacks are driven by events; data is not held until the next poll.",
        )
        .known(&[Measured], &[Records]),
        Rule::new(
            "B3.12",
            "Nothing after closing",
            "A closed socket makes no further callback except its one `onClosed`. After \
             `reconnect()`, events of the earlier connection are not delivered.",
        )
        .known(&[Guess], &[]),
        Rule::new(
            "B3.13",
            "Reconnect storm",
            "lrsocket warns once when a socket listens again more than 20 times within a second, and \
             names the line of its `bind`. The usual cause is an `onError` or `onClosed` that calls \
             `reconnect()` without a pause.",
        ),
    ],
};

/// A public report that `close()` blocks Lightroom.
pub(super) const CLOSE_BLOCKS: crate::Source = Public("rsjaffe/MIDI2LR#838");
