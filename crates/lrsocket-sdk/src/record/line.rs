//! One event as a line for a person.

use super::{ClosedBy, Event, LeftBy, Managed, SocketInfo};

/// How many bytes of a message are shown.
const SHOWN: usize = 200;

/// How a line is meant, for whoever gives it a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Of less weight.
    Pale,
    /// To be looked at.
    Warning,
    /// A failure.
    Error,
}

/// An event as a line for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// How it is meant.
    pub tone: Tone,
    /// What kind of thing happened, such as `listening`.
    pub word: &'static str,
    /// What happened; may have several lines, as what a plug-in logs.
    pub text: String,
    /// Where an error came from; may be empty.
    pub traceback: &'a str,
}

impl<'a> Line<'a> {
    /// The line for an event.
    pub fn of(event: &'a Event) -> Self {
        Line::of_socket(event)
            .or_else(|| Line::of_error(event))
            .unwrap_or_else(|| Line::of_plugin(event))
    }

    fn new(tone: Tone, word: &'static str, text: impl Into<String>) -> Self {
        Line {
            tone,
            word,
            text: text.into(),
            traceback: "",
        }
    }

    fn of_socket(event: &Event) -> Option<Self> {
        let message = |word, socket, data| {
            Line::new(
                Tone::Pale,
                word,
                format!("{}  {}", name(socket), shown(data)),
            )
        };
        Some(match event {
            Event::Message { socket, data } => message("message", socket, data),
            Event::Sent { socket, data } => message("sent", socket, data),
            Event::Connecting { socket } => Line::new(Tone::Good, "listening", place(socket)),
            Event::Connected { socket } => Line::new(Tone::Good, "connected", place(socket)),
            Event::Error { socket, message } => {
                let text = format!("{}  \"{message}\"", place(socket));
                Line::new(Tone::Warning, "onError", text)
            }
            Event::Closed { socket, by } => {
                let by = match by {
                    ClosedBy::Plugin => "by the plug-in",
                    ClosedBy::Remote => "by the outside program",
                };
                Line::new(Tone::Good, "closed", format!("{}  {by}", place(socket)))
            }
            Event::Left { socket, how } => {
                let how = match how {
                    LeftBy::Close => "has closed its end",
                    LeftBy::Reset => "has reset the connection",
                };
                let text = format!("{}  the client {how}, unnoticed", name(socket));
                Line::new(Tone::Pale, "left", text)
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
                ..
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
        let (tone, word) = if shown {
            (Tone::Error, "error")
        } else {
            (Tone::Warning, "warning")
        };
        Some(Line {
            traceback,
            ..Line::new(tone, word, text)
        })
    }

    fn of_plugin(event: &Event) -> Self {
        match event {
            Event::Start(start) => {
                Line::new(Tone::Pale, "start", format!("profile {}", start.profile))
            }
            Event::Command { command } => Line::new(Tone::Pale, "command", command.to_string()),
            Event::Ready { menu_items } if menu_items.is_empty() => {
                Line::new(Tone::Good, "ready", "all scripts have run")
            }
            Event::Ready { menu_items } => {
                let items = menu_items.join(", ");
                Line::new(Tone::Good, "ready", format!("menu items (--menu): {items}"))
            }
            Event::Managed {
                identifier,
                action,
                ok,
            } => {
                let what = match action {
                    Managed::Reload if *ok => "runs again: it was reloaded",
                    Managed::Enable if *ok => "runs: it was enabled",
                    Managed::Disable => "is disabled",
                    Managed::Reload | Managed::Enable => "could not be loaded",
                };
                Line::new(Tone::Good, "plug-in", format!("{identifier} {what}"))
            }
            Event::Log {
                level,
                logger,
                message,
            } => {
                let space = if logger.is_empty() { "" } else { " " };
                Line::new(
                    Tone::Pale,
                    "log",
                    format!("{logger}{space}{level}: {message}"),
                )
            }
            Event::Dialog {
                kind,
                message,
                info,
                answer,
            } => {
                let info = prefixed(" | ", info);
                let answer = prefixed(" -> ", answer.as_deref().unwrap_or_default());
                Line::new(
                    Tone::Pale,
                    "dialog",
                    format!("{kind}: {message}{info}{answer}"),
                )
            }
            Event::Diagnostic {
                rule,
                message,
                socket,
                at,
                ..
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
            Event::Answer { error, .. } => {
                let text = match error {
                    Some(error) => format!("refused: {error}"),
                    None => "done".to_owned(),
                };
                Line::new(Tone::Pale, "answer", text)
            }
            Event::Rounds { rounds, .. } => {
                Line::new(Tone::Pale, "rounds", rounds.len().to_string())
            }
            Event::Work { work, .. } => Line::new(Tone::Pale, "work", work.to_string()),
            Event::Exit { reason, .. } => Line::new(Tone::Pale, "end", reason),
            // Those of sockets and errors never come here.
            other => Line::new(Tone::Pale, "event", format!("{other:?}")),
        }
    }

    fn warning(at: Option<&str>, text: &str) -> Self {
        let text = match at {
            Some(at) => format!("{at}  {text}"),
            None => text.to_owned(),
        };
        Line::new(Tone::Warning, "warning", text)
    }
}

/// `receive 127.0.0.1:58763`.
fn name(socket: &SocketInfo) -> String {
    format!("{:<7} 127.0.0.1:{}", socket.mode, socket.port)
}

/// A socket as lines show it: `receive 127.0.0.1:58763  Client.lua:997`.
pub fn place(socket: &SocketInfo) -> String {
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
    let mut text = String::new();
    for c in String::from_utf8_lossy(&data[..data.len().min(SHOWN)]).chars() {
        match c {
            // Nothing is around the text that ends with it. JSON is full of them.
            '"' | '\'' => text.push(c),
            c => text.extend(c.escape_debug()),
        }
    }
    if data.len() > SHOWN {
        format!("{text}… ({} bytes)", data.len())
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_in_words() {
        for (error, text) in [
            (None, "done"),
            (Some("no such photo"), "refused: no such photo"),
        ] {
            let line = Event::Answer {
                id: serde_json::Value::Null,
                ok: error.is_none(),
                result: serde_json::Value::Null,
                error: error.map(str::to_owned),
            };
            let line = Line::of(&line);
            assert_eq!((line.word, &*line.text), ("answer", text));
        }
    }
}
