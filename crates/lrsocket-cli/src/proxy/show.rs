//! What a proxy shows: columns for a person, JSON lines for programs.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::thread::JoinHandle;

use anstyle::{AnsiColor, Style};
use lrsocket_proxy::{Observer, ProxyEvent, Record, Seen, Totals};

use super::columns;
use super::options::ProxyOptions;
use super::screen::Screen;
use crate::error::Error;

const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// How many messages are shown in a second; a person reads no faster, and most terminals write no
/// faster.
const PER_SECOND: u32 = 400;

/// Where the records of a proxy go.
pub(super) struct Show {
    /// `None` once the summary is written.
    screen: Option<(Screen, JoinHandle<()>)>,
    /// Whether messages are shown.
    quiet: bool,
    /// Whether the heading of the columns is there, or not wanted.
    headed: bool,
    /// The second that is shown, and how many of it were.
    second: (u64, u32),
    json: Option<BufWriter<std::io::Stdout>>,
    trace: Option<BufWriter<File>>,
    /// Something was written since the last flush.
    dirty: bool,
    /// The line that is being made, kept for its memory.
    line: Vec<u8>,
    /// Messages and bytes that were not shown since the last flush.
    left_out: (u64, u64),
}

impl Show {
    pub(super) fn new(options: &ProxyOptions) -> Result<Self, Error> {
        let trace = match &options.trace {
            Some(path) => {
                let file = File::create(path).map_err(|error| Error::Trace {
                    path: path.clone(),
                    error,
                })?;
                Some(BufWriter::with_capacity(64 * 1024, file))
            }
            None => None,
        };
        let (screen, thread) = Screen::open(options.color);
        Ok(Show {
            screen: Some((screen, thread)),
            quiet: options.quiet,
            headed: options.quiet,
            second: (0, 0),
            json: options.json.then(|| BufWriter::new(std::io::stdout())),
            trace,
            dirty: false,
            line: Vec::new(),
            left_out: (0, 0),
        })
    }

    /// Where else can be written.
    pub(super) fn screen(&self) -> Screen {
        match &self.screen {
            Some((screen, _)) => screen.clone(),
            None => Screen::open(crate::cli::Color::Auto).0,
        }
    }

    pub(super) fn note(&self, text: &str) {
        self.print(&format!("           {text}"));
    }

    pub(super) fn warn(&self, text: &str) {
        self.print(&format!("{WARNING}warning:{WARNING:#} {text}"));
    }

    /// The proxy could not begin. A person is told by [`Error::print`].
    pub(super) fn gave_up(&mut self, error: &Error) {
        let reason = error.to_string();
        let (status, reason) = (error.status(), reason.as_str());
        self.write_json(&Record {
            time: lrsocket_host::proto::Time::ZERO,
            route: None,
            connection: 0,
            event: ProxyEvent::Exit { status, reason },
        });
        self.flush();
        self.close();
    }

    /// What went through each port. The last that is shown.
    pub(super) fn summary(&mut self, totals: &[Totals]) {
        self.print("");
        for it in totals {
            let counts = it.counts;
            let mut text = format!(
                "{:<7} {} -> {}  {} connections, {} messages, {} bytes in, {} bytes out",
                it.route.mode,
                it.route.listen,
                it.route.plugin,
                it.connections,
                counts.messages,
                counts.bytes_in,
                counts.bytes_out
            );
            if counts.dropped_acks > 0 {
                let _ = write!(text, ", {} acknowledgements dropped", counts.dropped_acks);
            }
            if it.refused > 0 {
                let _ = write!(text, ", {} times the plug-in was not there", it.refused);
            }
            self.print(&text);
        }
        self.close();
    }

    /// Waits until all is written.
    fn close(&mut self) {
        if let Some((screen, thread)) = self.screen.take() {
            screen.close(&thread);
        }
    }

    fn print(&self, line: &str) {
        if let Some((screen, _)) = &self.screen {
            screen.print(line);
        }
    }

    /// Shows a message, unless there were too many in this second.
    fn message(&mut self, record: &Record<'_>, bytes: u64) {
        let Some((screen, _)) = &self.screen else {
            return;
        };
        let second = record.time.since_start().as_secs();
        if self.second.0 != second {
            self.second = (second, 0);
        }
        self.second.1 += 1;
        if self.second.1 > PER_SECOND || !screen.print(&columns::line(record)) {
            self.left_out.0 += 1;
            self.left_out.1 += bytes;
        }
    }

    fn write_json(&mut self, record: &Record<'_>) {
        if self.json.is_none() && self.trace.is_none() {
            return;
        }
        self.line.clear();
        record.write_json(&mut self.line);
        self.dirty = true;
        let line = std::mem::take(&mut self.line);
        if let Some(json) = &mut self.json
            && !(self.quiet && is_message(record))
            && json.write_all(&line).is_err()
        {
            // A reader that has gone is its own affair; the proxy goes on.
            self.json = None;
        }
        self.trace(|trace| trace.write_all(&line));
        self.line = line;
    }

    /// Writes to the trace, if there is one; gives it up if that fails.
    fn trace(&mut self, write: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>) {
        if let Some(Err(error)) = self.trace.as_mut().map(write) {
            self.trace = None;
            self.warn(&format!(
                "the trace ends here, it cannot be written: {error}"
            ));
        }
    }
}

/// Whether it is one of the many.
fn is_message(record: &Record<'_>) -> bool {
    matches!(
        record.event,
        ProxyEvent::Seen(
            Seen::Message { .. }
                | Seen::Sent { .. }
                | Seen::Stray { .. }
                | Seen::Acknowledged { .. }
        )
    )
}

impl Observer for Show {
    fn wants(&self) -> usize {
        // A replay needs all of it; a person sees the beginning.
        match (&self.trace, self.quiet) {
            (Some(_), _) => 1 << 20,
            (None, false) => 4096,
            (None, true) => 0,
        }
    }

    fn record(&mut self, record: &Record<'_>) {
        self.write_json(record);
        match record.event {
            ProxyEvent::Seen(
                Seen::Message { length, .. }
                | Seen::Sent { length, .. }
                | Seen::Stray { length, .. },
            ) if !self.quiet => self.message(record, length),
            ProxyEvent::Seen(Seen::Acknowledged { .. }) if !self.quiet => self.message(record, 0),
            _ if is_message(record) => {}
            event => {
                if matches!(event, ProxyEvent::Listening)
                    && !std::mem::replace(&mut self.headed, true)
                {
                    self.print(&columns::heading());
                }
                self.print(&columns::line(record));
            }
        }
    }

    fn flush(&mut self) {
        if let (messages @ 1.., bytes) = std::mem::take(&mut self.left_out)
            && let Some((screen, _)) = &self.screen
        {
            screen.leave_out(messages, bytes);
        }
        if !std::mem::replace(&mut self.dirty, false) {
            return;
        }
        self.trace(BufWriter::flush);
        if let Some(json) = &mut self.json
            && json.flush().is_err()
        {
            self.json = None;
        }
    }
}
