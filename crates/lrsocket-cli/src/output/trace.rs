//! The file of `--trace`: a spool that drops nothing.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use lrsocket_host::Record;
use lrsocket_host::proto::Time;

use super::entry::Entry;
use super::spool::{Hurry, Overflow, Spool};
use super::target::One;
use super::{JSON_WHOLE, Stream, Streams, What};
use crate::error::Error;

/// How many bytes may wait for the disk. A disk this far behind does not catch up, and the run must
/// not take the memory of the machine: the trace ends then, and the run reports it.
const LIMIT: usize = 1 << 30;

/// A trace that is written while the program runs.
#[derive(Clone)]
pub(crate) struct Trace {
    spool: Spool,
}

impl Trace {
    /// Creates the file. A failure to write it is reported on stderr at once.
    pub(crate) fn create(path: &Path, streams: &Streams) -> Result<Self, Error> {
        let file = File::create(path).map_err(|error| Error::Trace {
            path: path.to_owned(),
            error,
        })?;
        let spool = Spool::start(
            Box::new(One(file)),
            [JSON_WHOLE; 2],
            LIMIT,
            Overflow::End,
            &format!("the trace to {}", path.display()),
        )?;
        let streams = streams.clone();
        spool.on_failure(move |why| streams.error(&format!("{why}; it ends here")));
        Ok(Trace { spool })
    }

    /// Adds a record.
    pub(crate) fn record(&self, record: Arc<Record>) {
        self.add(record.time, What::Record(record));
    }

    /// Adds lines of JSON.
    pub(crate) fn lines(&self, time: Time, text: Vec<u8>, lines: u64) {
        self.add(time, What::Text { text, lines });
    }

    /// Waits until all is written. Returns why the trace is incomplete, if it is.
    pub(crate) fn finish(&self, hurry: &Hurry) -> Option<String> {
        self.spool.close();
        let missing = self.spool.wait(hurry);
        self.spool.failure().or_else(|| {
            let missing = super::entry::count(missing);
            (!self.spool.is_over()).then(|| format!("{missing} of the trace were not taken"))
        })
    }

    fn add(&self, time: Time, what: What) {
        let to = Stream::Out;
        self.spool.push(Entry { to, time, what });
    }
}
