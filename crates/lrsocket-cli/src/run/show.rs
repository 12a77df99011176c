//! Where the records of a run go: lines for a person, JSON for programs.

use std::sync::Arc;

use lrsocket_host::proto::Time;
use lrsocket_host::{Event, Host, Record};

use super::human::{self, HUMAN, Level};
use super::options::RunOptions;
use crate::error::Error;
use crate::output::{Hurry, JSON, Overflow, Prompt, Setup, Stream, Streams, Trace};

/// The exit status of a run whose trace or JSON could not be written.
const UNWRITTEN: u8 = 2;

/// What goes to stdout as JSON.
#[derive(Clone, Copy)]
enum Json {
    Nothing,
    /// The answers of the control protocol.
    Answers,
    AllButMessages,
    All,
}

impl Json {
    fn asked(options: &RunOptions) -> Self {
        match (options.json, options.quiet) {
            (true, true) => Json::AllButMessages,
            (true, false) => Json::All,
            (false, _) if options.control => Json::Answers,
            (false, _) => Json::Nothing,
        }
    }

    fn shows(self, event: &Event) -> bool {
        match self {
            Json::Nothing => false,
            Json::Answers => matches!(event, Event::Answer { .. }),
            Json::AllButMessages => !matches!(event, Event::Message { .. } | Event::Sent { .. }),
            Json::All => true,
        }
    }
}

/// The output of a run. Nothing here waits for a reader but [`finish`](Self::finish). Clones are the
/// same one.
#[derive(Clone)]
pub(super) struct Output {
    streams: Streams,
    level: Level,
    json: Json,
    trace: Option<Trace>,
    hurry: Hurry,
}

impl Output {
    /// Opens the output. Lines for a person go above the prompt, if there is one.
    pub(super) fn new(
        options: &RunOptions,
        prompt: Option<Prompt>,
        hurry: &Hurry,
    ) -> Result<Self, Error> {
        let json = Json::asked(options);
        let to_program = !matches!(json, Json::Nothing);
        let setup = Setup {
            color: options.color,
            prompt,
            out: if to_program { JSON } else { HUMAN },
            err: HUMAN,
            plain: to_program,
            overflow: Overflow::Drop,
        };
        let streams = Streams::open(setup, hurry)?;
        let trace = options.trace.as_ref();
        let trace = trace
            .map(|path| Trace::create(path, &streams))
            .transpose()?;
        Ok(Output {
            streams,
            level: Level::asked(options),
            json,
            trace,
            hurry: hurry.clone(),
        })
    }

    /// Returns whether anybody wants a record of each message.
    pub(super) fn wants_messages(options: &RunOptions) -> bool {
        options.verbose || options.trace.is_some() || (options.json && !options.quiet)
    }

    /// Returns the streams, for the terminal beside the run.
    pub(super) fn streams(&self) -> &Streams {
        &self.streams
    }

    /// Writes a record. It is formatted later, off this thread.
    pub(super) fn record(&self, record: Record) {
        let is_shown = !record.event.is_for_replay();
        let to_json = is_shown && self.json.shows(&record.event);
        let to_human = is_shown && self.level.shows(&record.event);
        if !to_json && !to_human && self.trace.is_none() {
            return;
        }
        let record = Arc::new(record);
        if let Some(trace) = &self.trace {
            trace.record(Arc::clone(&record));
        }
        if to_human {
            self.streams.record(Stream::Err, Arc::clone(&record));
        }
        if to_json {
            self.streams.record(Stream::Out, record);
        }
    }

    /// Ends the output of a run that could not begin; [`Error::print`] reports that on stderr.
    pub(super) fn gave_up(&self, time: Time, error: &Error) {
        let exit = exit(time, error.status(), &error.to_string());
        if let Some(trace) = &self.trace {
            trace.record(Arc::clone(&exit));
            trace.finish(&self.hurry);
        }
        if self.json.shows(&exit.event) {
            self.streams.last(Stream::Out, exit);
        }
        self.streams.finish();
    }

    /// Writes the end of the run and waits until all is written. Returns the exit status, which is
    /// another one if the trace or the JSON is incomplete.
    pub(super) fn finish(&self, time: Time, status: u8, reason: &str, host: &Host) -> u8 {
        let incomplete = self.trace.as_ref().and_then(|trace| {
            trace.record(exit(time, status, reason));
            trace.finish(&self.hurry)
        });
        let or_unwritten = |status, failed| match status {
            0 if failed => UNWRITTEN,
            status => status,
        };
        let status = or_unwritten(status, incomplete.is_some());
        let exit = exit(time, status, reason);
        if self.level.shows(&exit.event) {
            self.streams.last(Stream::Err, Arc::clone(&exit));
        }
        if self.json.shows(&exit.event) {
            self.streams.last(Stream::Out, exit);
        }
        let summary = human::summary(self.level, host, incomplete.as_deref());
        if !summary.is_empty() {
            self.streams.note(summary.trim_end_matches('\n'));
        }
        or_unwritten(status, self.streams.finish().is_some())
    }
}

fn exit(time: Time, status: u8, reason: &str) -> Arc<Record> {
    let event = Event::Exit {
        status: status.into(),
        reason: reason.to_owned(),
    };
    let plugin = None;
    Arc::new(Record {
        time,
        event,
        plugin,
    })
}
