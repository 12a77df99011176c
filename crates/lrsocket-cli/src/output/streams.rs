//! Stdout and stderr.

use std::io::IsTerminal as _;
use std::sync::Arc;

use lrsocket_host::Record;
use lrsocket_host::proto::Time;
use same_file::Handle;

use super::entry::{Entry, count};
use super::prompt::{Above, Before, Prompt};
use super::spool::{Hurry, Overflow, Spool};
use super::target::{Both, One, Target};
use super::{Form, Stream, What};
use crate::error::Error;
use crate::terminal::{Color, ERROR, WARNING, stderr, stdout};

/// How many bytes may wait for a reader of stdout or stderr.
const LIMIT: usize = 8 << 20;

/// How the two streams are opened.
pub(crate) struct Setup {
    pub(crate) color: Color,
    /// Where somebody types: both streams go above it.
    pub(crate) prompt: Option<Prompt>,
    /// How stdout formats records.
    pub(crate) out: Form,
    /// How stderr does.
    pub(crate) err: Form,
    /// Stdout is for a program or carries bytes as they are: it keeps escape sequences.
    pub(crate) plain: bool,
    pub(crate) overflow: Overflow,
}

/// The standard streams of a serving program. Clones are the same ones.
#[derive(Clone)]
pub(crate) struct Streams {
    out: Spool,
    /// The same as `out` where both lead to the same place: order matters there.
    err: Spool,
    same: bool,
    /// The terminal as it was before somebody typed.
    before: Option<Before>,
    hurry: Hurry,
}

impl Streams {
    /// Starts the writers.
    pub(crate) fn open(setup: Setup, hurry: &Hurry) -> Result<Self, Error> {
        let Setup {
            color,
            prompt,
            out: out_form,
            err: err_form,
            plain,
            overflow,
        } = setup;
        let out = || -> Box<dyn std::io::Write + Send> {
            if plain {
                Box::new(std::io::stdout())
            } else {
                Box::new(stdout(color))
            }
        };
        let forms = [out_form, err_form];
        let start = |target: Box<dyn Target>, overflow, name| {
            Spool::start(target, forms, LIMIT, overflow, name)
        };
        let before = prompt.as_ref().map(Prompt::before);
        let same = prompt.is_some() || is_same();
        let (out, err) = if same {
            let both = Both {
                out: out(),
                err: stderr(color),
            };
            let target: Box<dyn Target> = match prompt {
                Some(prompt) => Box::new(Above::new(prompt, color, both)),
                None => Box::new(both),
            };
            let spool = start(target, overflow, "to stdout")?;
            (spool.clone(), spool)
        } else {
            let out = start(Box::new(One(out())), overflow, "to stdout")?;
            let err = start(Box::new(One(stderr(color))), Overflow::Drop, "to stderr")?;
            (out, err)
        };
        let streams = Streams {
            out,
            err,
            same,
            before,
            hurry: hurry.clone(),
        };
        if !same {
            // Only stderr is captured: stdout must not hold itself.
            let err = streams.err.clone();
            streams.out.on_failure(move |why| {
                let text = format!("{ERROR}error:{ERROR:#} {why}; no more is written there");
                err.push_anyway(text_entry(Stream::Err, &text));
            });
        }
        Ok(streams)
    }

    /// Writes, or drops it if the reader has fallen behind.
    pub(crate) fn push(&self, to: Stream, time: Time, what: What) {
        self.spool(to).push(Entry { to, time, what });
    }

    /// Writes a record.
    pub(crate) fn record(&self, to: Stream, record: Arc<Record>) {
        self.push(to, record.time, What::Record(record));
    }

    /// Writes the last record, which is never dropped.
    pub(crate) fn last(&self, to: Stream, record: Arc<Record>) {
        let (time, what) = (record.time, What::Record(record));
        self.spool(to).push_anyway(Entry { to, time, what });
    }

    /// Writes a line to stderr, which may be dropped.
    pub(crate) fn line(&self, line: &str) {
        self.err.push(text_entry(Stream::Err, line));
    }

    /// Writes a line to stderr that is never dropped.
    pub(crate) fn note(&self, line: &str) {
        self.err.push_anyway(text_entry(Stream::Err, line));
    }

    /// Reports a failure on stderr.
    pub(crate) fn error(&self, message: &str) {
        self.note(&format!("{ERROR}error:{ERROR:#} {message}"));
    }

    /// Warns on stderr.
    pub(crate) fn warn(&self, message: &str) {
        self.note(&format!("{WARNING}warning:{WARNING:#} {message}"));
    }

    /// Returns whether stdout takes more, where nothing is dropped.
    pub(crate) fn has_room(&self) -> bool {
        self.out.has_room()
    }

    /// Gives the terminal back: what follows goes to the streams themselves.
    pub(crate) fn leave_prompt(&self) {
        if self.before.is_some() {
            let (to, time, what) = (Stream::Err, Time::ZERO, What::LeavePrompt);
            self.err.push_anyway(Entry { to, time, what });
        }
    }

    /// Waits until all is written; in a hurry, only as long as somebody reads. Reports what nobody
    /// has read, and returns why stdout could not be written, if it could not.
    pub(crate) fn finish(&self) -> Option<String> {
        self.out.close();
        let missing = self.out.wait(&self.hurry);
        if !self.same {
            if missing > 0 && !self.out.is_over() {
                let missing = count(missing);
                self.warn(&format!("{missing} not shown: nobody reads stdout"));
            }
            self.err.close();
            self.err.wait(&self.hurry);
        }
        if let Some(before) = &self.before
            && !self.err.is_over()
        {
            before.restore_now();
        }
        self.out.failure()
    }

    fn spool(&self, to: Stream) -> &Spool {
        match to {
            Stream::Out => &self.out,
            Stream::Err => &self.err,
        }
    }
}

fn text_entry(to: Stream, line: &str) -> Entry {
    let what = What::Text {
        text: format!("{line}\n").into_bytes(),
        lines: 1,
    };
    let time = Time::ZERO;
    Entry { to, time, what }
}

/// Returns whether stdout and stderr lead to the same place: one terminal, pipe or file.
fn is_same() -> bool {
    match (Handle::stdout(), Handle::stderr()) {
        (Ok(out), Ok(err)) => out == err,
        // A console of Windows has no identity, but there is only one.
        _ => std::io::stdout().is_terminal() && std::io::stderr().is_terminal(),
    }
}
