//! What `LrSocket.bind` is told: the mode, the port and the address, each parsed once.

use std::fmt;

/// The direction of a socket (B1.2). One socket carries one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The plug-in writes, the outside program reads.
    Send,
    /// The outside program writes lines, the plug-in receives them as messages.
    Receive,
}

impl Mode {
    /// The mode as the SDK spells it: `"send"` or `"receive"`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Mode::Send => "send",
            Mode::Receive => "receive",
        }
    }

    /// Reads the SDK's spelling; `None` for everything else (B2.3).
    pub fn parse(text: &[u8]) -> Option<Mode> {
        match text {
            b"send" => Some(Mode::Send),
            b"receive" => Some(Mode::Receive),
            _ => None,
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Why a value is no port number (B1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PortError {
    /// A number with a fraction, or not finite.
    #[error("is not a whole number")]
    NotWhole,
    /// Below 0 or above 65535.
    #[error("is not between 0 and 65535")]
    OutOfRange,
}

/// The port a plug-in asks for: a number, or "any", which `port = 0` means (B1.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestedPort(u16);

impl RequestedPort {
    /// The system chooses.
    pub const ANY: RequestedPort = RequestedPort(0);

    /// This port; 0 is [`RequestedPort::ANY`].
    pub const fn new(port: u16) -> Self {
        RequestedPort(port)
    }

    /// From a Lua number (B1.9).
    pub fn from_number(number: f64) -> Result<Self, PortError> {
        if !number.is_finite() || number.fract() != 0.0 {
            return Err(PortError::NotWhole);
        }
        if !(0.0..=65535.0).contains(&number) {
            return Err(PortError::OutOfRange);
        }
        #[expect(
            clippy::cast_sign_loss,
            reason = "checked to be within 0..=65535 above"
        )]
        Ok(RequestedPort(number as u16))
    }

    /// The number as the operating system takes it: 0 for any.
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// The undocumented `address` parameter (B1.4).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address(String);

impl Address {
    /// The address as the plug-in wrote it.
    pub fn new(text: impl Into<String>) -> Self {
        Address(text.into())
    }

    /// The text that the object shows as `_address` (B2.4) and error texts repeat.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is one of the accepted spellings of the loopback interface (B1.4). Any other
    /// cannot be opened (B1.5).
    pub fn is_loopback(&self) -> bool {
        matches!(self.0.as_str(), "localhost" | "127.0.0.1" | "::1")
    }
}

impl Default for Address {
    fn default() -> Self {
        Address::new("localhost")
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Everything a socket is bound with. The callbacks stay with whoever drives the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The direction.
    pub mode: Mode,
    /// The port asked for.
    pub port: RequestedPort,
    /// The address asked for.
    pub address: Address,
}

impl Config {
    /// A socket on localhost.
    pub fn new(mode: Mode, port: RequestedPort) -> Self {
        Config {
            mode,
            port,
            address: Address::default(),
        }
    }
}
