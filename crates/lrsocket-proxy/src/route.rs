//! Which port the outside program connects to, and which one of the plug-in stands behind it.

use std::fmt;
use std::str::FromStr;

use lrsocket_proto::Mode;

/// What was wrong with a port.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RouteError {
    /// There is no colon in it. It may be a value that was meant for the option before it.
    #[error("\"{0}\" is not LISTEN:PLUGIN: two port numbers are needed, such as 58763:60001{hint}",
        hint = if is_port(.0) { "" } else {
            " (values of --reset, --byte-by-byte and --drop-acks are joined with =, as in \
             --reset=send@3msgs)"
        }
    )]
    NotTwoPorts(String),
    /// One of the two is no number of a port.
    #[error("\"{0}\" is not a port: a number from {1} to 65535 is needed")]
    NotAPort(String, u16),
    /// The word before `=` is neither `receive` nor `send`.
    #[error("\"{0}\" is not a direction: write receive=58763:60001 or send=58764:60002")]
    NotADirection(String),
    /// It would connect to itself.
    #[error("the proxy cannot listen on {0} and connect to it as well")]
    Itself(u16),
    /// The same port twice.
    #[error("port {0} is given twice: each needs one of its own to listen on")]
    Twice(u16),
    /// Nobody can guess the direction of one port.
    #[error("is {0} the plug-in's receive port or its send port? Write receive={0} or send={0}")]
    ReceiveOrSend(RouteSpec),
    /// Nobody can guess the directions.
    #[error(
        "which of {0} is the plug-in's receive port and which its send port? Write receive= or send= \
         before each, such as receive=58763:60001 send=58764:60002"
    )]
    WhichDirection(String),
}

/// `[receive=|send=]LISTEN:PLUGIN` as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteSpec {
    /// The direction, if it was given.
    pub mode: Option<Mode>,
    /// Where the proxy listens; 0 for any port.
    pub listen: u16,
    /// Where the plug-in listens.
    pub plugin: u16,
}

impl FromStr for RouteSpec {
    type Err = RouteError;

    fn from_str(text: &str) -> Result<Self, RouteError> {
        let (mode, ports) = match text.split_once('=') {
            None => (None, text),
            Some((word, ports)) => {
                let mode = Mode::parse(word.trim().to_ascii_lowercase().as_bytes());
                let mode = mode.ok_or_else(|| RouteError::NotADirection(word.to_owned()))?;
                (Some(mode), ports)
            }
        };
        let not_two = || RouteError::NotTwoPorts(text.to_owned());
        let (listen, plugin) = ports.split_once(':').ok_or_else(not_two)?;
        let spec = RouteSpec {
            mode,
            listen: port(listen, 0)?,
            plugin: port(plugin, 1)?,
        };
        if spec.listen == spec.plugin {
            return Err(RouteError::Itself(spec.listen));
        }
        Ok(spec)
    }
}

fn is_port(text: &str) -> bool {
    port(text, 0).is_ok()
}

fn port(text: &str, least: u16) -> Result<u16, RouteError> {
    let port: Option<u16> = text.trim().parse().ok();
    port.filter(|port| *port >= least)
        .ok_or_else(|| RouteError::NotAPort(text.to_owned(), least))
}

/// One port of the proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Counts the routes, from 1.
    pub id: u32,
    /// The direction, as the plug-in binds the port.
    pub mode: Mode,
    /// Where the proxy listens; 0 for any port, until it does.
    pub listen: u16,
    /// Where the plug-in listens.
    pub plugin: u16,
}

impl Route {
    /// All routes of a proxy. Of exactly two without a direction the first is taken for the receive
    /// port; the second value says whether that was assumed.
    pub fn all(specs: &[RouteSpec]) -> Result<(Vec<Route>, bool), RouteError> {
        for (index, spec) in specs.iter().enumerate() {
            let before = &specs[..index];
            if spec.listen != 0 && before.iter().any(|other| other.listen == spec.listen) {
                return Err(RouteError::Twice(spec.listen));
            }
        }
        let given = |mode| specs.iter().any(|spec| spec.mode == Some(mode));
        let (receive, send) = (given(Mode::Receive), given(Mode::Send));
        let unknown = specs.iter().filter(|spec| spec.mode.is_none()).count();
        let mut guesses = match (specs.len(), unknown, receive, send) {
            (_, 0, ..) => vec![],
            (2, 2, ..) => vec![Mode::Send, Mode::Receive],
            // The other one of a pair.
            (2, 1, true, _) => vec![Mode::Send],
            (2, 1, _, true) => vec![Mode::Receive],
            (1, ..) => return Err(RouteError::ReceiveOrSend(specs[0].clone())),
            _ => {
                let names: Vec<String> = specs.iter().map(ToString::to_string).collect();
                return Err(RouteError::WhichDirection(names.join(", ")));
            }
        };
        let routes = (1..).zip(specs).map(|(id, spec)| Route {
            id,
            // There is a guess for each that has none.
            mode: spec.mode.or_else(|| guesses.pop()).unwrap_or(Mode::Receive),
            listen: spec.listen,
            plugin: spec.plugin,
        });
        Ok((routes.collect(), unknown == 2))
    }
}

impl fmt::Display for RouteSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(mode) = self.mode {
            write!(f, "{mode}=")?;
        }
        write!(f, "{}:{}", self.listen, self.plugin)
    }
}
