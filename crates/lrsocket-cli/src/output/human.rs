//! Lines for a person, on stderr.

use std::io::{BufWriter, Stderr, Write};

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use lrsocket_host::{ClosedBy, Event, Host, Record, SocketInfo};

use super::{ERROR, stderr};
use crate::cli::RunOptions;

const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const PALE: Style = Style::new().dimmed();

/// How many bytes of a message are shown.
const SHOWN: usize = 200;

/// How much is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// Errors only.
    Quiet,
    /// What matters.
    Normal,
    /// Each message as well.
    Verbose,
}

/// Writes records for a person.
pub(super) struct Human {
    out: BufWriter<AutoStream<Stderr>>,
    level: Level,
}

impl Human {
    pub(super) fn new(options: &RunOptions) -> Self {
        let level = match (options.quiet, options.verbose) {
            (true, _) => Level::Quiet,
            (_, true) => Level::Verbose,
            _ => Level::Normal,
        };
        Human {
            out: BufWriter::new(stderr(options.color)),
            level,
        }
    }

    pub(super) fn record(&mut self, record: &Record) {
        match &record.event {
            Event::Message { .. } | Event::Sent { .. } if self.level < Level::Verbose => {}
            Event::Message { socket, data } => {
                self.line(
                    record,
                    PALE,
                    "message",
                    &format!("{}  {}", name(socket), shown(data)),
                );
            }
            Event::Sent { socket, data } => {
                self.line(
                    record,
                    PALE,
                    "sent",
                    &format!("{}  {}", name(socket), shown(data)),
                );
            }
            Event::ScriptError {
                script,
                message,
                traceback,
            } => {
                self.failure(record, &format!("in {script}: {message}"), traceback);
            }
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
                if *shown {
                    self.failure(record, &format!("{task}: {message}"), traceback);
                } else {
                    let text = format!("{task}, not shown to the user by Lightroom: {message}");
                    self.warning(record, &text);
                    self.traceback(traceback);
                }
            }
            Event::CallbackError {
                socket,
                callback,
                message,
                traceback,
            } => {
                self.failure(
                    record,
                    &format!("in {callback} of {}: {message}", name(socket)),
                    traceback,
                );
            }
            Event::HandlerError {
                context,
                message,
                traceback,
            } => {
                self.failure(
                    record,
                    &format!("in a cleanup handler of \"{context}\": {message}"),
                    traceback,
                );
            }
            _ if self.level == Level::Quiet => {}
            Event::Ready { menu_items } if menu_items.is_empty() => {
                self.line(record, GOOD, "ready", "all scripts have run");
            }
            Event::Ready { menu_items } => {
                let items = menu_items.join(", ");
                self.line(
                    record,
                    GOOD,
                    "ready",
                    &format!("menu items (--menu): {items}"),
                );
            }
            Event::Connecting { socket } => {
                self.line(record, GOOD, "listening", &place(socket));
            }
            Event::Connected { socket } => self.line(record, GOOD, "connected", &place(socket)),
            Event::Error { socket, message } => {
                self.line(
                    record,
                    WARNING,
                    "onError",
                    &format!("{}  \"{message}\"", place(socket)),
                );
            }
            Event::Closed { socket, by } => {
                let by = match by {
                    ClosedBy::Plugin => "by the plug-in",
                    ClosedBy::Remote => "by the outside program",
                };
                self.line(record, GOOD, "closed", &format!("{}  {by}", place(socket)));
            }
            Event::Log {
                level,
                logger,
                message,
            } => {
                let source = if logger.is_empty() {
                    level.clone()
                } else {
                    format!("{logger} {level}")
                };
                self.line(record, PALE, "log", &format!("{source}: {message}"));
            }
            Event::Dialog {
                kind,
                message,
                info,
                answer,
            } => {
                let mut text = format!("{kind}: {message}");
                if !info.is_empty() {
                    text += &format!(" | {info}");
                }
                if let Some(answer) = answer {
                    text += &format!(" -> {answer}");
                }
                self.line(record, PALE, "dialog", &text);
            }
            Event::Diagnostic {
                rule,
                message,
                socket,
                at,
            } => {
                let at = socket
                    .as_ref()
                    .map(place)
                    .or_else(|| at.clone())
                    .unwrap_or_default();
                let rule = if rule.is_empty() {
                    String::new()
                } else {
                    format!("  [{rule}]")
                };
                self.warning(record, format!("{at}  {message}{rule}").trim_start());
            }
            Event::Unimplemented { member, since, at } => {
                let since = if since.is_empty() {
                    String::new()
                } else {
                    format!(" (SDK {since})")
                };
                let at = at.as_deref().unwrap_or_default();
                self.warning(
                    record,
                    format!("{at}  {member}{since} is not implemented by lrsocket").trim_start(),
                );
            }
            Event::Exit { reason, .. } => self.line(record, PALE, "end", reason),
        }
    }

    pub(super) fn warn(&mut self, message: &str) {
        self.write(&format!("{WARNING}warning:{WARNING:#} {message}"));
    }

    pub(super) fn flush(&mut self) {
        let _ = self.out.flush();
    }

    pub(super) fn summary(&mut self, host: &Host) {
        if self.level == Level::Quiet {
            return;
        }
        let summaries = host.socket_summaries();
        if !summaries.is_empty() {
            self.write("");
        }
        for summary in summaries {
            let counts = summary.counts;
            let text = format!(
                "{}  {} in, {} out, {} clients, {} errors",
                place(&summary.socket),
                counts.messages_in,
                counts.messages_out,
                counts.connections,
                counts.errors,
            );
            self.write(&text);
        }
        let missing = host.missing_members();
        if !missing.is_empty() {
            self.write(&format!(
                "{WARNING}not implemented, but called:{WARNING:#} {}",
                missing.join(", "),
            ));
        }
        match host.failures() {
            0 => {}
            1 => self.write(&format!("{ERROR}the plug-in failed: 1 error{ERROR:#}")),
            n => self.write(&format!("{ERROR}the plug-in failed: {n} errors{ERROR:#}")),
        }
    }

    fn line(&mut self, record: &Record, style: Style, word: &str, text: &str) {
        let seconds = record.time.since_start().as_secs_f64();
        self.write(&format!(
            "{PALE}{seconds:9.3}{PALE:#}  {style}{word:<9}{style:#}  {text}"
        ));
    }

    fn warning(&mut self, record: &Record, text: &str) {
        self.line(record, WARNING, "warning", text);
    }

    fn failure(&mut self, record: &Record, message: &str, traceback: &str) {
        self.line(record, ERROR, "error", message);
        self.traceback(traceback);
    }

    fn traceback(&mut self, traceback: &str) {
        for line in traceback.lines().filter(|line| !line.trim().is_empty()) {
            self.write(&format!("{PALE}           {line}{PALE:#}"));
        }
    }

    fn write(&mut self, line: &str) {
        // Nobody is left to tell when stderr is closed.
        let _ = writeln!(self.out, "{line}");
    }
}

/// `receive 127.0.0.1:58763`.
fn name(socket: &SocketInfo) -> String {
    format!("{:<7} 127.0.0.1:{}", socket.mode, socket.port)
}

/// `receive 127.0.0.1:58763  Client.lua:997`.
fn place(socket: &SocketInfo) -> String {
    format!("{}  {}", name(socket), socket.at)
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
