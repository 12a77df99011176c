//! Profiles: how the socket behaves where reports of Lightroom differ.

use std::time::Duration;

use crate::switch::{
    Ack, Callbacks, CarriageReturn, ColorOfNoLabel, KeywordTwice, MayWait, Platform, ReadGate,
    ReceiveSeesClose, ReconnectPort, SendReconnect, SendSeesClose, TrailingLine, UnconnectedSend,
    UnknownDevelopNames,
};

/// One set of behaviours: a value for every switch of the specification.
///
/// The default is [`Profile::measured`]. Change fields freely: every combination is meaningful.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own, named by what is true of it"
)]
pub struct Profile {
    /// Also listen on `[::1]`, on the same port (B1.3).
    pub also_ipv6: bool,
    /// When a receive socket notices that its client has closed (B3.4).
    pub receive_sees_close: ReceiveSeesClose,
    /// When a send socket notices that its client has gone (B3.5).
    pub send_sees_close: SendSeesClose,
    /// Whether callbacks may yield (B3.8).
    pub callbacks: Callbacks,
    /// How long a socket listens without a client before `onError("timeout")` (B4.1).
    pub accept_timeout: Duration,
    /// How long a connection may be idle before `onError("timeout")`; `None`: for ever (B4.2).
    pub idle_timeout: Option<Duration>,
    /// The port that `reconnect()` listens on after `port = 0` (B5.4).
    pub reconnect_port: ReconnectPort,
    /// `reconnect()` of a send socket whose client has left (B5.5).
    pub send_reconnect: SendReconnect,
    /// How long a port stays busy after its socket has closed (B5.6).
    pub port_linger: Duration,
    /// Carriage returns at the end of lines (B6.1).
    pub cr: CarriageReturn,
    /// Bytes after the last line feed (B6.4).
    pub trailing_line: TrailingLine,
    /// Length of the longest line, in bytes; beyond it the client is dropped (B6.5).
    pub max_line: usize,
    /// Acknowledgements (B6.7).
    pub ack: Ack,
    /// Undelivered bytes at which reading stops (B6.9).
    pub receive_window: usize,
    /// Messages sent before a client is there (B7.2).
    pub unconnected_send: UnconnectedSend,
    /// Bytes queued for a client that does not read, beyond which messages are dropped (B7.4).
    pub send_window: usize,
    /// How long `close()` blocks the whole application (B7.7).
    pub close_stall: Duration,
    /// Whether reloading a plug-in leaves its sockets open and its old callbacks alive (B8.2). The
    /// machine only carries this for its host.
    pub reload_leak: bool,
    /// Whether a call that must wait for the catalog raises an error where it cannot (R7.1). The
    /// machine only carries this for its host, and so the next four.
    pub catalog_waits: bool,
    /// What a call does that may have to wait, where it cannot (R7.6).
    pub may_wait: MayWait,
    /// Queries inside `withReadAccessDo` (R8.1).
    pub read_gate: ReadGate,
    /// `createKeyword` twice with one name in one gate (R8.2).
    pub keyword_twice: KeywordTwice,
    /// How long it takes until the Develop module can be used after a switch to it (R9.5).
    pub module_switch: Duration,
    /// Names of develop parameters that no Lightroom is known to have (R9.7).
    pub unknown_develop_names: UnknownDevelopNames,
    /// The colour of photos without a label (R8.5).
    pub color_of_no_label: ColorOfNoLabel,
    /// Whether an error in the script of LrInitPlugin disables the plug-in (R6.12). The machine only
    /// carries this for its host.
    pub init_error_disables: bool,
    /// Whether Lightroom finds a script file that was added after its start only once it has been
    /// restarted (R6.13). The machine only carries this for its host.
    pub new_scripts_missing: bool,
    /// The system that the profile describes, if it describes one.
    pub platform: Option<Platform>,
}

/// The names of the fields of [`Profile`]; a field that is missing here does not compile.
macro_rules! switches {
    ($($field:ident),* $(,)?) => {
        impl Profile {
            /// The names of all switches, for a check at compile time that each can be set by name.
            #[doc(hidden)]
            pub const SWITCHES: &[&str] = {
                const _: fn(Profile) = |profile| {
                    let Profile { $($field: _,)* platform: _ } = profile;
                };
                &[$(stringify!($field)),*]
            };
        }
    };
}

switches! {
    also_ipv6,
    receive_sees_close,
    send_sees_close,
    callbacks,
    accept_timeout,
    idle_timeout,
    reconnect_port,
    send_reconnect,
    port_linger,
    cr,
    trailing_line,
    max_line,
    ack,
    receive_window,
    unconnected_send,
    send_window,
    close_stall,
    reload_leak,
    catalog_waits,
    may_wait,
    read_gate,
    keyword_twice,
    module_switch,
    unknown_develop_names,
    color_of_no_label,
    init_error_disables,
    new_scripts_missing,
}

/// A profile's name, what it is, and what makes it.
type Named = (&'static str, &'static str, fn() -> Profile);

impl Profile {
    const ALL: [Named; 5] = [
        (
            "measured",
            "what logs and probes of a real Lightroom show, and the best guess elsewhere",
            Self::measured,
        ),
        (
            "documented",
            "what Adobe's text and samples promise",
            Self::documented,
        ),
        (
            "windows-reported",
            "what plug-in authors report of Windows",
            Self::windows_reported,
        ),
        (
            "macos-reported",
            "what plug-in authors report of macOS",
            Self::macos_reported,
        ),
        (
            "worst",
            "every known fault at once: what a plug-in must survive to be called robust",
            Self::worst,
        ),
    ];

    /// The names of the profiles, as `--profile` takes them. The first is the default.
    pub const NAMES: [&'static str; 5] = {
        let [a, b, c, d, e] = Self::ALL;
        [a.0, b.0, c.0, d.0, e.0]
    };

    /// What was measured on a real Lightroom, and the best guess elsewhere.
    pub const fn measured() -> Self {
        Profile {
            also_ipv6: false,
            receive_sees_close: ReceiveSeesClose::Prompt,
            send_sees_close: SendSeesClose::OnWrite,
            callbacks: Callbacks::Yield,
            accept_timeout: Duration::from_secs(10),
            idle_timeout: None,
            reconnect_port: ReconnectPort::Keep,
            send_reconnect: SendReconnect::Works,
            port_linger: Duration::ZERO,
            cr: CarriageReturn::StripLast,
            trailing_line: TrailingLine::Drop,
            max_line: 64 << 20,
            ack: Ack::Lf,
            receive_window: 1 << 20,
            unconnected_send: UnconnectedSend::Queue,
            send_window: 256 << 20,
            close_stall: Duration::ZERO,
            reload_leak: false,
            catalog_waits: true,
            may_wait: MayWait::Warn,
            read_gate: ReadGate::Open,
            keyword_twice: KeywordTwice::Nil,
            module_switch: Duration::from_millis(200),
            unknown_develop_names: UnknownDevelopNames::Nil,
            color_of_no_label: ColorOfNoLabel::Gray,
            init_error_disables: false,
            new_scripts_missing: false,
            platform: None,
        }
    }

    /// What Adobe's text and samples promise.
    pub const fn documented() -> Self {
        Profile {
            send_sees_close: SendSeesClose::Prompt,
            ack: Ack::Off,
            keyword_twice: KeywordTwice::Prior,
            module_switch: Duration::ZERO,
            color_of_no_label: ColorOfNoLabel::None,
            ..Self::measured()
        }
    }

    /// What plug-in authors report of Windows.
    pub const fn windows_reported() -> Self {
        Profile {
            receive_sees_close: ReceiveSeesClose::UnlessReset,
            send_sees_close: SendSeesClose::Never,
            send_reconnect: SendReconnect::Dead,
            port_linger: Duration::from_secs(2),
            read_gate: ReadGate::Deadlock,
            platform: Some(Platform::Win),
            ..Self::measured()
        }
    }

    /// What plug-in authors report of macOS.
    pub const fn macos_reported() -> Self {
        Profile {
            send_reconnect: SendReconnect::Hang(Duration::from_secs(10)),
            close_stall: Duration::from_secs(10),
            platform: Some(Platform::Mac),
            ..Self::measured()
        }
    }

    /// Every known fault at once: what a plug-in must survive to be called robust.
    pub const fn worst() -> Self {
        Profile {
            receive_sees_close: ReceiveSeesClose::Never,
            send_sees_close: SendSeesClose::Never,
            callbacks: Callbacks::NoYield,
            idle_timeout: Some(Duration::from_secs(10)),
            reconnect_port: ReconnectPort::New,
            send_reconnect: SendReconnect::Dead,
            port_linger: Duration::from_secs(2),
            cr: CarriageReturn::StripAll,
            ack: Ack::Crlf,
            unconnected_send: UnconnectedSend::Drop,
            close_stall: Duration::from_secs(10),
            reload_leak: true,
            may_wait: MayWait::Raise,
            read_gate: ReadGate::Deadlock,
            keyword_twice: KeywordTwice::Fail,
            init_error_disables: true,
            new_scripts_missing: true,
            platform: None,
            ..Self::measured()
        }
    }

    /// The profile of this name; see [`Profile::NAMES`].
    pub fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|(of, ..)| *of == name);
        found.map(|(_, _, profile)| profile())
    }

    /// What the profile of this name is, in words.
    pub fn about(name: &str) -> Option<&'static str> {
        let found = Self::ALL.into_iter().find(|(of, ..)| *of == name);
        found.map(|(_, about, _)| about)
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self::measured()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_name_is_a_profile() {
        for name in Profile::NAMES {
            assert!(Profile::named(name).is_some(), "{name}");
        }
        assert_eq!(Profile::named("worse"), None);
        assert_eq!(Profile::default(), Profile::measured());
    }
}
