//! Lines for a person: the conversation on stdout, the connection on stderr.

use std::fmt::Write as _;
use std::io::Write;

use anstyle::{AnsiColor, Style};
use lrsocket::remote::{DisconnectReason, Ports, RemoteEvent};
use lrsocket_host::proto::Time;

use super::super::ended::Ended;
use super::{Look, each_line};
use crate::output::{Lines, Stream, Streams};
use crate::terminal::{ERROR, GOOD, PALE, WARNING};

const PLAIN: Style = Style::new();
const LINE: Style = AnsiColor::Cyan.on_default();

/// How many characters of a line are shown.
const SHOWN: usize = 4000;

pub(crate) struct Human {
    /// Lines and acknowledgements.
    talk: Lines,
    /// What becomes of the connection.
    news: Lines,
    streams: Streams,
    look: Look,
    /// The last loss that was told, while nothing else has happened.
    lost: Option<DisconnectReason>,
}

impl Human {
    pub(super) fn new(streams: &Streams, look: Look) -> Self {
        Human {
            talk: Lines::new(streams, Stream::Out),
            news: Lines::new(streams, Stream::Err),
            streams: streams.clone(),
            look,
            lost: None,
        }
    }

    pub(super) fn has_room(&self) -> bool {
        !self.look.raw || self.streams.has_room()
    }

    pub(super) fn event(&mut self, now: Time, event: &RemoteEvent<'_>, ports: Option<Ports>) {
        let ports = ports.map_or_else(String::new, |ports| ports.to_string());
        match event {
            RemoteEvent::Line(line) if self.look.raw => {
                let _ = self.talk.write_all(line);
            }
            RemoteEvent::Line(line) => self.talk(now, LINE, "<-", &shown(line)),
            RemoteEvent::Acknowledged(_) if self.look.quiet_acks || self.look.raw => {}
            RemoteEvent::Acknowledged(1) => self.talk(now, PALE, "ok", ""),
            RemoteEvent::Acknowledged(count) => {
                self.talk(now, PALE, "ok", &format!("{PALE}{count} times{PALE:#}"));
            }
            RemoteEvent::Waiting(why) => self.news(now, PALE, "waiting", &why.to_string()),
            // The same again says nothing new.
            RemoteEvent::Connecting { .. } if self.lost.is_some() => {}
            RemoteEvent::Connecting { ports, .. } => {
                self.news(now, PALE, "connect", &ports.to_string());
            }
            RemoteEvent::Connected => {
                self.lost = None;
                self.news(now, GOOD, "connected", &ports);
            }
            RemoteEvent::Ready => {
                self.news(now, GOOD, "ready", "the plug-in serves this connection");
            }
            RemoteEvent::Lost {
                half,
                why,
                retry_in,
            } => {
                if self.lost.as_ref() == Some(why) {
                    return;
                }
                let again = match retry_in {
                    Some(_) => "; connecting again and again",
                    None => "",
                };
                self.news(now, WARNING, "lost", &format!("{half}: {why}{again}"));
                self.lost = Some(why.clone());
            }
            RemoteEvent::GaveUp(why) => self.news(now, ERROR, "gave up", &why.to_string()),
        }
    }

    pub(super) fn sent(&mut self, now: Time, lines: &[u8]) {
        if self.look.sent && !self.look.raw {
            for line in each_line(lines) {
                self.talk(now, GOOD, "->", &shown(line));
            }
        }
    }

    pub(super) fn warn(&mut self, now: Time, message: &str) {
        self.news(now, WARNING, "warning", message);
    }

    pub(super) fn ended(&mut self, now: Time, ended: &Ended) {
        if ended.status() != 0 {
            self.news(now, ERROR, "error", &ended.to_string());
        }
    }

    pub(super) fn flush(&mut self) {
        // This only passes the text on and cannot fail.
        let _ = self.talk.flush();
        let _ = self.news.flush();
    }

    fn talk(&mut self, now: Time, style: Style, word: &str, text: &str) {
        // What came before on the other stream comes before on the screen.
        let _ = self.news.flush();
        write_line(&mut self.talk, now, style, word, text);
    }

    fn news(&mut self, now: Time, style: Style, word: &str, text: &str) {
        let _ = self.talk.flush();
        if self.look.beside_run {
            let text = format!("{word}: {text}");
            write_line(&mut self.news, now, style, "outside", &text);
        } else {
            write_line(&mut self.news, now, style, word, text);
        }
    }
}

/// As `lrsocket run` shows its own.
fn write_line(out: &mut impl Write, now: Time, style: Style, word: &str, text: &str) {
    let seconds = now.since_start().as_secs_f64();
    let space = if text.is_empty() { "" } else { "  " };
    let width = if text.is_empty() { 0 } else { 9 };
    let _ = writeln!(
        out,
        "{PALE}{seconds:9.3}{PALE:#}  {style}{word:<width$}{style:#}{space}{PLAIN}{text}{PLAIN:#}"
    );
}

/// A line that cannot do anything to the terminal.
fn shown(line: &[u8]) -> String {
    let mut text = String::with_capacity(line.len().min(SHOWN));
    let all = String::from_utf8_lossy(&line[..line.len().min(4 * SHOWN)]);
    for (count, char) in all.chars().enumerate() {
        if count == SHOWN {
            break;
        }
        if char.is_control() && char != '\t' {
            let _ = write!(text, "{}", char.escape_default());
        } else {
            text.push(char);
        }
    }
    if all.chars().nth(SHOWN).is_some() || all.len() < line.len() {
        let _ = write!(text, "… ({} bytes)", line.len());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_does_nothing_to_the_terminal() {
        assert_eq!(shown(b"a\x1b[2J\x07\tb\r"), "a\\u{1b}[2J\\u{7}\tb\\r");
        assert_eq!(shown("é \u{9b}31m".as_bytes()), "é \\u{9b}31m");
        assert_eq!(shown(b"\xff{\"a\"}"), "\u{fffd}{\"a\"}");
    }

    #[test]
    fn a_long_line_is_cut_and_its_length_told() {
        assert_eq!(shown(&[b'x'; SHOWN]), "x".repeat(SHOWN));
        let cut = shown(&vec![b'x'; 1 << 20]);
        assert!(cut.ends_with("x… (1048576 bytes)"), "{}", cut.len());
        assert!(cut.len() < SHOWN + 30);
    }
}
