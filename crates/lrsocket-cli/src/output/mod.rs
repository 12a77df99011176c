//! What a run shows: lines for a person, JSON for programs.

mod human;

use std::fs::File;
use std::io::{BufWriter, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use lrsocket_host::proto::Time;
use lrsocket_host::{Event, Host, Record};

use crate::cli::{Color, RunOptions};
use crate::connect::Prompt;
use crate::error::Error;
use human::Human;

pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();

/// Stderr, with or without colours.
pub(crate) fn stderr(color: Color) -> AutoStream<std::io::Stderr> {
    let choice = match color {
        Color::Auto => return AutoStream::auto(std::io::stderr()),
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    AutoStream::new(std::io::stderr(), choice)
}

/// Stdout, with or without colours.
pub(crate) fn stdout(color: Color) -> AutoStream<std::io::Stdout> {
    let choice = match color {
        Color::Auto => return AutoStream::auto(std::io::stdout()),
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    };
    AutoStream::new(std::io::stdout(), choice)
}

/// Whether text on a terminal at stdout has colours.
pub(crate) fn has_colors(color: Color) -> bool {
    stdout(color).current_choice() != ColorChoice::Never
}

/// What goes to stdout.
#[derive(Clone, Copy)]
enum Shows {
    /// The answers of the control protocol.
    Answers,
    AllButMessages,
    All,
}

impl Shows {
    fn shows(self, event: &Event) -> bool {
        match self {
            Shows::Answers => matches!(event, Event::Answer { .. }),
            Shows::AllButMessages => !matches!(event, Event::Message { .. } | Event::Sent { .. }),
            Shows::All => true,
        }
    }
}

/// Where the records of a run go.
pub(crate) struct Output {
    human: Human,
    /// Stdout, with `--json`.
    json: Option<BufWriter<std::io::Stdout>>,
    json_shows: Shows,
    trace: Option<BufWriter<File>>,
}

impl Output {
    /// Where `prompt` is one, lines for a person go above it.
    pub(crate) fn new(options: &RunOptions, prompt: &Prompt) -> Result<Self, Error> {
        let trace = match &options.trace {
            Some(path) => {
                let file = File::create(path).map_err(|error| Error::Trace {
                    path: path.clone(),
                    error,
                })?;
                Some(BufWriter::new(file))
            }
            None => None,
        };
        Ok(Output {
            human: Human::new(options, prompt),
            json: (options.json || options.control).then(|| BufWriter::new(std::io::stdout())),
            json_shows: match (options.json, options.quiet) {
                (false, _) => Shows::Answers,
                (true, true) => Shows::AllButMessages,
                (true, false) => Shows::All,
            },
            trace,
        })
    }

    /// Whether anybody wants a record of each message.
    pub(crate) fn wants_messages(options: &RunOptions) -> bool {
        options.verbose || options.trace.is_some() || (options.json && !options.quiet)
    }

    /// Shows one record.
    pub(crate) fn record(&mut self, record: &Record) {
        self.json(record);
        self.human.record(record);
    }

    /// The run could not begin. A person is told by [`Error::print`].
    pub(crate) fn gave_up(&mut self, time: Time, error: &Error) {
        let event = Event::Exit {
            status: error.status().into(),
            reason: error.to_string(),
        };
        let plugin = None;
        self.json(&Record {
            time,
            event,
            plugin,
        });
        self.flush();
    }

    fn json(&mut self, record: &Record) {
        let to_json = self.json.is_some() && self.json_shows.shows(&record.event);
        if to_json || self.trace.is_some() {
            if let Some(json) = self.json.as_mut().filter(|_| to_json) {
                // A reader that has gone is its own affair; the plug-in goes on.
                let _ = writeln!(json, "{}", record.to_json());
            }
            // A transcript needs every byte.
            self.trace(|trace| writeln!(trace, "{}", record.to_json_whole()));
        }
    }

    /// Writes to the trace, if there is one; gives it up if that fails.
    fn trace(&mut self, write: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<()>) {
        if let Some(Err(error)) = self.trace.as_mut().map(write) {
            self.trace = None;
            self.human.warn(&format!(
                "the trace ends here, it cannot be written: {error}"
            ));
        }
    }

    /// Writes out what was shown since the last time: once in a turn, not once for each line.
    pub(crate) fn flush(&mut self) {
        // Who reads of an event on stdout finds it in the trace as well.
        self.trace(BufWriter::flush);
        if let Some(json) = &mut self.json {
            let _ = json.flush();
        }
        self.human.flush();
    }

    /// The end: what went through each socket, errors, members that are not there.
    pub(crate) fn summary(&mut self, host: &Host) {
        self.human.summary(host);
        self.flush();
    }
}
