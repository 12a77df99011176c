//! Ports that published plug-ins use.

/// A port that a published plug-in binds, unless its user chose another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownPort {
    /// The port.
    pub port: u16,
    /// `receive` or `send`, as the plug-in binds it; empty where no source says.
    pub mode: &'static str,
    /// The plug-ins. Several use the same ports, and so cannot run together.
    pub plugins: &'static [&'static str],
}

/// Each is in the plug-in's own source or documentation:
/// <https://github.com/rsjaffe/MIDI2LR> (ports 58763 and 58764, issue 821),
/// <https://github.com/Automaat/lightroom-mcp> (requests 58763, responses 58764, pull request 42),
/// `lightroom-cli` on PyPI (54322 and 54323), the source of Scroll2LR (`RECEIVE_PORT`, `SEND_PORT`).
pub const KNOWN: &[KnownPort] = &[
    KnownPort {
        port: 54322,
        mode: "",
        plugins: &["lightroom-cli"],
    },
    KnownPort {
        port: 54323,
        mode: "",
        plugins: &["lightroom-cli"],
    },
    KnownPort {
        port: 58701,
        mode: "receive",
        plugins: &["Scroll2LR"],
    },
    KnownPort {
        port: 58702,
        mode: "send",
        plugins: &["Scroll2LR"],
    },
    KnownPort {
        port: 58763,
        mode: "receive",
        plugins: &["MIDI2LR", "lightroom-mcp"],
    },
    KnownPort {
        port: 58764,
        mode: "send",
        plugins: &["MIDI2LR", "lightroom-mcp"],
    },
];

/// What is known of a port.
pub fn known(port: u16) -> Option<&'static KnownPort> {
    KNOWN.iter().find(|it| it.port == port)
}
