//! B4 and B5: errors of a socket, and `reconnect()`.

use crate::Evidence::{Documented, Guess, Measured, Reported};
use crate::Source::{Authors, Records, Reference};
use crate::{Rule, Section};

pub(super) const ERRORS: Section = Section {
    prefix: "B4",
    title: "Socket errors",
    about: "",
    rules: &[
        Rule::new(
            "B4.1",
            "Ten seconds without a client",
            "A socket of either mode that has listened for ten seconds without a client calls \
             `onError(socket, \"timeout\")` and becomes idle.",
        )
        .known(&[Measured], &[Records])
        .switch("accept_timeout"),
        Rule::new(
            "B4.2",
            "No idle timeout",
            "A connection may be silent for as long as it likes. One project reports ten seconds for \
             send sockets on Windows.",
        )
        .known(&[Reported], &[Authors])
        .switch("idle_timeout"),
        Rule::new(
            "B4.3",
            "Idle until told otherwise",
            "After an error, or after its client has left, a socket stays idle until the plug-in \
             calls `reconnect()` or binds a new one.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "B4.4",
            "The port of an idle socket",
            "The port of an idle socket is closed: connections to it are refused.",
        )
        .known(&[Guess], &[]),
        Rule::new(
            "B4.5",
            "The only error texts",
            "`onError` is called with `timeout` or `failed to open <address>:<port>`, and no other \
             text.",
        )
        .known(&[Documented, Reported], &[Reference, Authors]),
    ],
};

pub(super) const RECONNECT: Section = Section {
    prefix: "B5",
    title: "reconnect()",
    about: "",
    rules: &[
        Rule::new(
            "B5.1",
            "From idle",
            "`reconnect()` on an idle socket listens on the same port again: `onConnecting` fires and \
             a new ten seconds begin.",
        )
        .known(&[Measured], &[Records]),
        Rule::new(
            "B5.2",
            "While connected",
            "`reconnect()` on a connected socket drops the client without an `onClosed`, then listens \
             again.",
        )
        .known(&[Reported, Guess], &[Authors]),
        Rule::new(
            "B5.3",
            "While listening",
            "`reconnect()` on a listening socket reopens the port, restarts the ten seconds and fires \
             `onConnecting` again.",
        )
        .known(&[Guess], &[]),
        Rule::new(
            "B5.4",
            "The port after port = 0",
            "A socket bound with `port = 0` keeps its port number across `reconnect()`.",
        )
        .known(&[Guess], &[])
        .switch("reconnect_port"),
        Rule::new(
            "B5.5",
            "A send socket whose client has left",
            "By default `reconnect()` works after the client of a send socket has left. Authors \
             report that the real one blocks Lightroom or never accepts a client again, so robust \
             plug-ins close the socket and bind a new one.",
        )
        .known(&[Reported], &[Authors])
        .switch("send_reconnect"),
        Rule::new(
            "B5.6",
            "The port is free after close()",
            "The port is free as soon as `close()` returns, so a callback may close a socket and bind \
             the same port.",
        )
        .known(&[Reported], &[Authors])
        .switch("port_linger"),
    ],
};
