//! B6 and B7: receiving, `send` and `close`.

use super::states::CLOSE_BLOCKS;
use crate::Evidence::{Documented, Guess, Measured, Reported};
use crate::Source::{Authors, Records, Reference, Samples};
use crate::{Rule, Section};

pub(super) const RECEIVING: Section = Section {
    prefix: "B6",
    title: "Receiving",
    about: "",
    rules: &[
        Rule::new(
            "B6.1",
            "One onMessage per line",
            "Each line that ends in a line feed makes one `onMessage(socket, line)`, in order. The \
             line feed and one carriage return before it are removed; other carriage returns stay.",
        )
        .known(&[Measured, Guess], &[Records])
        .switch("cr"),
        Rule::new("B6.2", "Empty lines", "An empty line makes `onMessage(socket, \"\")`.")
            .known(&[Measured], &[Records]),
        Rule::new(
            "B6.3",
            "Lines in pieces",
            "A line may arrive in any number of packets: it is delivered when its line feed has come.",
        )
        .known(&[Measured], &[Records]),
        Rule::new(
            "B6.4",
            "Bytes without a line feed",
            "If the client closes after bytes that no line feed follows, those bytes are dropped. \
             lrsocket warns, since a forgotten newline is the most common mistake of outside \
             programs.",
        )
        .known(&[Guess], &[])
        .switch("trailing_line"),
        Rule::new(
            "B6.5",
            "Long lines",
            "Lightroom has no known limit on the length of a line; 16 MiB pass. lrsocket drops a \
             client whose line exceeds 64 MiB, with a diagnostic and `onClosed`.",
        )
        .known(&[Measured, Guess], &[Records])
        .switch("max_line"),
        Rule::new(
            "B6.6",
            "Any bytes",
            "Lines are bytes: they need not be UTF-8 and may contain NUL.",
        )
        .known(&[Documented], &[Samples]),
        Rule::new(
            "B6.7",
            "Acknowledgements",
            "Every received line is answered with `ok` and a line feed on the same connection, before \
             its callback runs. Acknowledgements are best effort: a client that never reads them does \
             not hold up delivery, and beyond a bound they are dropped.",
        )
        .known(&[Measured, Guess], &[Records])
        .switch("ack"),
        Rule::new(
            "B6.8",
            "Data for a send socket",
            "Bytes that a client writes to a send socket are not delivered. Lines of `ok` are \
             acknowledgements, which some companions write there on purpose.",
        )
        .known(&[Documented], &[Samples]),
        Rule::new(
            "B6.9",
            "A slow plug-in",
            "When 1 MiB of lines waits for the plug-in, reading stops and TCP holds the client back. \
             Nothing is lost.",
        )
        .known(&[Guess], &[])
        .switch("receive_window"),
    ],
};

pub(super) const SENDING: Section = Section {
    prefix: "B7",
    title: "send() and close()",
    about: "",
    rules: &[
        Rule::new(
            "B7.1",
            "Bytes as they are",
            "`send` writes exactly the given bytes, in order, and adds no newline. It returns nothing \
             and returns at once, whatever the size.",
        )
        .known(&[Measured], &[Records]),
        Rule::new(
            "B7.2",
            "Before a client connects",
            "Messages sent before a client connects wait for it. Up to 1 MiB is kept; then the oldest \
             are dropped, with a diagnostic. Adobe's samples send right after `bind`.",
        )
        .known(&[Guess], &[Samples])
        .switch("unconnected_send"),
        Rule::new(
            "B7.3",
            "After the client has left unnoticed",
            "What is sent to a client that has left unnoticed is lost without a word. lrsocket warns.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "B7.4",
            "A client that does not read",
            "Messages wait for a client that does not read, up to 256 MiB. Beyond that they are \
             dropped, with a diagnostic.",
        )
        .known(&[Guess], &[])
        .switch("send_window"),
        Rule::new(
            "B7.5",
            "send on a receive socket",
            "`send` on a receive socket has no effect and raises no error. lrsocket warns.",
        )
        .known(&[Measured], &[Records]),
        Rule::new(
            "B7.6",
            "What can be sent",
            "`send` takes a string, or a number, which is written as Lua prints it. Anything else \
             raises `bad argument #1 to 'send' (string expected, got …)`.",
        )
        .known(&[Documented, Guess], &[Reference]),
        Rule::new(
            "B7.7",
            "close()",
            "`close()` writes what is queued, for at most a second, and then closes the connection. \
             Calling it again does nothing. From Lightroom 14.5 on it can block the whole application \
             for up to ten seconds. All the sockets that close because Lightroom quits are taken to \
             block it for ten seconds together (a guess).",
        )
        .known(&[Reported, Measured], &[Authors, CLOSE_BLOCKS, Records])
        .switch("close_stall"),
        Rule::new(
            "B7.8",
            "After close()",
            "On a closed socket, `send` and `reconnect` raise an error that says that the socket is \
             closed.",
        )
        .known(&[Documented, Guess], &[Reference]),
    ],
};
