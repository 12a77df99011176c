//! B1 and B2: who listens, and `LrSocket.bind`.

use crate::Evidence::{Documented, Guess, Reported};
use crate::Source::{Authors, Reference, Samples};
use crate::{Rule, Section};

pub(super) const ROLES: Section = Section {
    prefix: "B1",
    title: "Roles",
    about: "",
    rules: &[
        Rule::new(
            "B1.1",
            "The plug-in listens",
            "A plug-in is the TCP server in both modes; the outside program always connects to it.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "B1.2",
            "One direction per socket",
            "A socket carries data one way: into the plug-in (`mode = \"receive\"`) or out of it \
             (`\"send\"`). A plug-in that needs both directions binds two sockets.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "B1.3",
            "Loopback only",
            "Sockets listen on 127.0.0.1, never on an address that other computers can reach.",
        )
        .known(&[Documented], &[Reference])
        .switch("also_ipv6"),
        Rule::new(
            "B1.4",
            "Undocumented parameters",
            "`bind` also understands `address` (`\"localhost\"`, `\"127.0.0.1\"` or `\"::1\"`) and \
             `name`, a label. Keys that it does not know are ignored.",
        )
        .known(&[Documented], &[Samples]),
        Rule::new(
            "B1.5",
            "Another address",
            "With any other `address`, `bind` returns as usual and opens nothing; \
             `onError(socket, \"failed to open <address>:<port>\")` follows.",
        )
        .known(&[Guess], &[]),
        Rule::new(
            "B1.6",
            "One client at a time",
            "While a client is connected, the system still completes the connections of others, but \
             Lightroom accepts none of them and no callback fires: to such a client it looks as if \
             nobody answers.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "B1.7",
            "reconnect() and waiting clients",
            "`reconnect()` opens the port anew, so a second client that was still waiting is reset.",
        )
        .known(&[Guess], &[]),
        Rule::new(
            "B1.8",
            "Port 0",
            "With `port = 0` the system picks a free port, whose number is passed to `onConnecting`.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "B1.9",
            "Valid ports",
            "`port` may be a string of digits; callbacks always receive a number. A port that is \
             missing, negative, fractional, above 65535 or not numeric makes `bind` raise an error.",
        )
        .known(&[Reported, Guess], &[Authors]),
        Rule::new(
            "B1.10",
            "Busy port",
            "If another program holds the port, `bind` does not raise an error: \
             `onError(socket, \"failed to open localhost:PORT\")` arrives later.",
        )
        .known(&[Reported], &[Authors]),
    ],
};

pub(super) const BIND: Section = Section {
    prefix: "B2",
    title: "bind and the socket object",
    about: "",
    rules: &[
        Rule::new(
            "B2.1",
            "functionContext",
            "`functionContext` is required. Without it, or with something else in its place, `bind` \
             raises an error that names the parameter.",
        )
        .known(&[Documented, Guess], &[Reference]),
        Rule::new(
            "B2.2",
            "plugin",
            "Without `plugin`, the socket belongs to the plug-in that is running. lrsocket warns.",
        )
        .known(&[Guess], &[]),
        Rule::new(
            "B2.3",
            "mode",
            "A `mode` other than `\"send\"` or `\"receive\"` makes `bind` raise an error.",
        )
        .known(&[Documented, Guess], &[Reference]),
        Rule::new(
            "B2.4",
            "The socket object",
            "`bind` returns an object with the methods `send`, `reconnect`, `close` and `type`, which \
             can be read as fields. `socket:type()` is `\"LrSocket\"`, and `socket._address` the given \
             address or `\"localhost\"`. Callbacks receive the same object, so it can be the key of a \
             table.",
        )
        .known(&[Documented], &[Samples]),
        Rule::new(
            "B2.5",
            "Callbacks are optional",
            "Any callback may be left out. Lines that arrive without an `onMessage` are discarded, \
             and still acknowledged. A callback that is not a function makes `bind` raise an error.",
        )
        .known(&[Documented, Guess], &[Reference]),
    ],
};
