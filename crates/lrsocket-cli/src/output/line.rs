//! One event as a line for a person.

use anstyle::{AnsiColor, Style};
use lrsocket_host::{ClosedBy, Event, SocketInfo};

use super::ERROR;

pub(super) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub(super) const PALE: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default();

/// How many bytes of a message are shown.
const SHOWN: usize = 200;

/// How much is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Errors only.
    Quiet,
    /// What matters.
    Normal,
    /// Each message as well.
    Verbose,
}

impl Level {
    /// The least level at which an event is shown.
    pub(super) fn of(event: &Event) -> Self {
        match event {
            Event::Message { .. } | Event::Sent { .. } => Level::Verbose,
            Event::ScriptError { .. }
            | Event::TaskError { .. }
            | Event::CallbackError { .. }
            | Event::HandlerError { .. } => Level::Quiet,
            _ => Level::Normal,
        }
    }
}

/// What is shown of an event.
pub(super) struct Line<'a> {
    pub(super) style: Style,
    pub(super) word: &'static str,
    pub(super) text: String,
    pub(super) traceback: &'a str,
}

impl<'a> Line<'a> {
    pub(super) fn of(event: &'a Event) -> Self {
        Line::of_socket(event)
            .or_else(|| Line::of_error(event))
            .unwrap_or_else(|| Line::of_plugin(event))
    }

    fn new(style: Style, word: &'static str, text: impl Into<String>) -> Self {
        Line {
            style,
            word,
            text: text.into(),
            traceback: "",
        }
    }

    fn of_socket(event: &Event) -> Option<Self> {
        let message = |word, socket, data| {
            Line::new(PALE, word, format!("{}  {}", name(socket), shown(data)))
        };
        Some(match event {
            Event::Message { socket, data } => message("message", socket, data),
            Event::Sent { socket, data } => message("sent", socket, data),
            Event::Connecting { socket } => Line::new(GOOD, "listening", place(socket)),
            Event::Connected { socket } => Line::new(GOOD, "connected", place(socket)),
            Event::Error { socket, message } => {
                let text = format!("{}  \"{message}\"", place(socket));
                Line::new(WARNING, "onError", text)
            }
            Event::Closed { socket, by } => {
                let by = match by {
                    ClosedBy::Plugin => "by the plug-in",
                    ClosedBy::Remote => "by the outside program",
                };
                Line::new(GOOD, "closed", format!("{}  {by}", place(socket)))
            }
            _ => return None,
        })
    }

    fn of_error(event: &'a Event) -> Option<Self> {
        let (shown, text, traceback) = match event {
            Event::ScriptError {
                script,
                message,
                traceback,
            } => (true, format!("in {script}: {message}"), traceback),
            Event::TaskError {
                task,
                message,
                traceback,
                shown,
            } => {
                let task = match task.as_str() {
                    "" => "in a task".to_owned(),
                    task => format!("in task \"{task}\""),
                };
                let hidden = if *shown {
                    ""
                } else {
                    ", not shown to the user by Lightroom"
                };
                (*shown, format!("{task}{hidden}: {message}"), traceback)
            }
            Event::CallbackError {
                socket,
                callback,
                message,
                traceback,
            } => {
                let text = format!("in {callback} of {}: {message}", name(socket));
                (true, text, traceback)
            }
            Event::HandlerError {
                context,
                message,
                traceback,
            } => {
                let text = format!("in a cleanup handler of \"{context}\": {message}");
                (true, text, traceback)
            }
            _ => return None,
        };
        let (style, word) = if shown {
            (ERROR, "error")
        } else {
            (WARNING, "warning")
        };
        Some(Line {
            traceback,
            ..Line::new(style, word, text)
        })
    }

    fn of_plugin(event: &Event) -> Self {
        match event {
            Event::Ready { menu_items } if menu_items.is_empty() => {
                Line::new(GOOD, "ready", "all scripts have run")
            }
            Event::Ready { menu_items } => {
                let items = menu_items.join(", ");
                Line::new(GOOD, "ready", format!("menu items (--menu): {items}"))
            }
            Event::Log {
                level,
                logger,
                message,
            } => {
                let space = if logger.is_empty() { "" } else { " " };
                Line::new(PALE, "log", format!("{logger}{space}{level}: {message}"))
            }
            Event::Dialog {
                kind,
                message,
                info,
                answer,
            } => {
                let info = prefixed(" | ", info);
                let answer = prefixed(" -> ", answer.as_deref().unwrap_or_default());
                Line::new(PALE, "dialog", format!("{kind}: {message}{info}{answer}"))
            }
            Event::Diagnostic {
                rule,
                message,
                socket,
                at,
            } => {
                let at = socket.as_ref().map(place).or_else(|| at.clone());
                let rule = if rule.is_empty() {
                    String::new()
                } else {
                    format!("  [{rule}]")
                };
                Line::warning(at.as_deref(), &format!("{message}{rule}"))
            }
            Event::Unimplemented { member, since, at } => {
                let since = if since.is_empty() {
                    String::new()
                } else {
                    format!(" (SDK {since})")
                };
                let text = format!("{member}{since} is not implemented by lrsocket");
                Line::warning(at.as_deref(), &text)
            }
            Event::Exit { reason, .. } => Line::new(PALE, "end", reason),
            // Those of sockets and errors never come here.
            other => Line::new(PALE, "event", format!("{other:?}")),
        }
    }

    fn warning(at: Option<&str>, text: &str) -> Self {
        let text = match at {
            Some(at) => format!("{at}  {text}"),
            None => text.to_owned(),
        };
        Line::new(WARNING, "warning", text)
    }
}

/// `receive 127.0.0.1:58763`.
fn name(socket: &SocketInfo) -> String {
    format!("{:<7} 127.0.0.1:{}", socket.mode, socket.port)
}

/// `receive 127.0.0.1:58763  Client.lua:997`.
pub(super) fn place(socket: &SocketInfo) -> String {
    format!("{}  {}", name(socket), socket.at)
}

/// The text after the prefix, or nothing if there is no text.
fn prefixed(prefix: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{prefix}{text}")
    }
}

/// A message on one line, cut if it is long.
fn shown(data: &[u8]) -> String {
    let text = String::from_utf8_lossy(&data[..data.len().min(SHOWN)]);
    let text = text.escape_debug();
    if data.len() > SHOWN {
        format!("{text}… ({} bytes)", data.len())
    } else {
        text.to_string()
    }
}
