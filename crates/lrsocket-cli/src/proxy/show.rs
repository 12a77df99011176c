//! What a proxy shows: columns for a person, JSON lines for programs.

use std::fmt::Write as _;

use lrsocket_host::proto::Time;
use lrsocket_proxy::{Observer, ProxyEvent, Record, Seen, Totals};

use super::columns;
use super::options::ProxyOptions;
use crate::error::Error;
use crate::output::{Hurry, JSON, Overflow, Setup, Stream, Streams, TEXT, Trace, What};
use crate::terminal::ERROR;

/// How many messages are shown in a second; a person reads no faster, and most terminals write no
/// faster.
const PER_SECOND: u32 = 400;

/// The exit status of a proxy whose trace or JSON could not be written.
const UNWRITTEN: u8 = 2;

/// Where the records of a proxy go.
pub(super) struct Show {
    streams: Streams,
    trace: Option<Trace>,
    json: bool,
    /// Whether messages are not shown.
    quiet: bool,
    /// Whether the heading of the columns is shown already, or not wanted.
    headed: bool,
    /// The second that is shown, and how many messages of it were.
    second: (u64, u32),
    /// Lines of JSON since the last flush, for stdout and for the trace.
    for_stdout: Block,
    for_trace: Block,
    /// The line that is being made, kept for its memory.
    line: Vec<u8>,
    /// Messages and bytes that were too many for the screen.
    left_out: (u64, u64),
    /// Why the trace is incomplete, once that is known.
    incomplete: Option<String>,
    hurry: Hurry,
}

/// Lines that are passed on together.
#[derive(Default)]
struct Block {
    /// When the last line happened.
    time: Time,
    text: Vec<u8>,
    lines: u64,
}

impl Block {
    fn add(&mut self, time: Time, line: &[u8]) {
        if !line.is_empty() {
            self.time = time;
            self.text.extend_from_slice(line);
            self.lines += 1;
        }
    }

    fn take(&mut self) -> Option<Block> {
        (self.lines > 0).then(|| std::mem::take(self))
    }
}

impl Show {
    pub(super) fn new(options: &ProxyOptions, hurry: &Hurry) -> Result<Self, Error> {
        let setup = Setup {
            color: options.color,
            prompt: None,
            out: JSON,
            err: TEXT,
            plain: true,
            overflow: Overflow::Drop,
        };
        let streams = Streams::open(setup, hurry)?;
        let trace = options.trace.as_ref();
        let trace = trace
            .map(|path| Trace::create(path, &streams))
            .transpose()?;
        Ok(Show {
            streams,
            trace,
            json: options.json,
            quiet: options.quiet,
            headed: options.quiet,
            second: (0, 0),
            for_stdout: Block::default(),
            for_trace: Block::default(),
            line: Vec::new(),
            left_out: (0, 0),
            incomplete: None,
            hurry: hurry.clone(),
        })
    }

    /// Returns the streams, for whoever else reports something.
    pub(super) fn streams(&self) -> &Streams {
        &self.streams
    }

    pub(super) fn note(&self, text: &str) {
        self.streams.note(&format!("           {text}"));
    }

    /// Ends the output of a proxy that could not begin; [`Error::print`] reports that on stderr.
    pub(super) fn gave_up(&mut self, error: &Error) {
        let reason = error.to_string();
        let (status, reason) = (error.status(), reason.as_str());
        self.write_json(&Record {
            time: Time::ZERO,
            route: None,
            connection: 0,
            event: ProxyEvent::Exit { status, reason },
        });
        self.flush();
        if let Some(trace) = &self.trace {
            trace.finish(&self.hurry);
        }
        self.streams.finish();
    }

    /// Shows what went through each port, waits until all is written and returns the exit status.
    pub(super) fn summary(&mut self, totals: &[Totals]) -> u8 {
        self.say_left_out();
        self.streams.note("");
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
            self.streams.note(&text);
        }
        if let Some(why) = &self.incomplete {
            let text = format!("{ERROR}the trace is incomplete: {why}{ERROR:#}");
            self.streams.note(&text);
        }
        let unwritten = self.streams.finish().is_some();
        if unwritten || self.incomplete.is_some() {
            UNWRITTEN
        } else {
            0
        }
    }

    /// Says how many messages were too many for the screen since the last time.
    pub(super) fn say_left_out(&mut self) {
        if let (messages @ 1.., bytes) = std::mem::take(&mut self.left_out) {
            self.streams.line(&format!(
                "           … {messages} more, {bytes} bytes, too fast to be shown (--trace has them)"
            ));
        }
    }

    /// Shows a message, unless there were too many in this second.
    fn message(&mut self, record: &Record<'_>, bytes: u64) {
        let second = record.time.since_start().as_secs();
        if self.second.0 != second {
            self.second = (second, 0);
        }
        self.second.1 += 1;
        if self.second.1 > PER_SECOND {
            self.left_out.0 += 1;
            self.left_out.1 += bytes;
        } else {
            self.streams.line(&columns::line(record));
        }
    }

    fn write_json(&mut self, record: &Record<'_>) {
        if !self.json && self.trace.is_none() {
            return;
        }
        self.line.clear();
        record.write_json(&mut self.line);
        if self.json && !(self.quiet && is_message(record)) {
            self.for_stdout.add(record.time, &self.line);
        }
        if self.trace.is_some() {
            self.for_trace.add(record.time, &self.line);
        }
    }

    /// Writes the last record, whose status says whether the trace is complete.
    fn exit(&mut self, record: &Record<'_>, status: u8, reason: &str) {
        if let Some(trace) = &self.trace {
            self.line.clear();
            record.write_json(&mut self.line);
            self.for_trace.add(record.time, &self.line);
            if let Some(block) = self.for_trace.take() {
                trace.lines(block.time, block.text, block.lines);
            }
            self.incomplete = trace.finish(&self.hurry);
        }
        let status = match status {
            0 if self.incomplete.is_some() => UNWRITTEN,
            status => status,
        };
        let event = ProxyEvent::Exit { status, reason };
        let record = Record { event, ..*record };
        self.line.clear();
        record.write_json(&mut self.line);
        if self.json {
            self.for_stdout.add(record.time, &self.line);
        }
        self.streams.note(&columns::line(&record));
        self.flush();
    }
}

/// Returns whether a record is one of the many.
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
        if let ProxyEvent::Exit { status, reason } = record.event {
            self.exit(record, status, reason);
            return;
        }
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
                    self.streams.line(&columns::heading());
                }
                self.streams.line(&columns::line(record));
            }
        }
    }

    fn flush(&mut self) {
        if let Some(Block { time, text, lines }) = self.for_stdout.take() {
            self.streams
                .push(Stream::Out, time, What::Text { text, lines });
        }
        if let (Some(Block { time, text, lines }), Some(trace)) =
            (self.for_trace.take(), &self.trace)
        {
            trace.lines(time, text, lines);
        }
    }
}
