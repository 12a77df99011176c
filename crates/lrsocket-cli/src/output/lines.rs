//! A writer of lines in front of a stream.

use std::io::{self, Write};

use lrsocket_host::proto::Time;

use super::{Stream, Streams, What};

/// How many bytes are collected before they are passed on without a flush.
const MOST: usize = 64 * 1024;

/// Collects text and passes it to a stream, whole lines at a time.
pub(crate) struct Lines {
    streams: Streams,
    to: Stream,
    text: Vec<u8>,
}

impl Lines {
    pub(crate) fn new(streams: &Streams, to: Stream) -> Self {
        Lines {
            streams: streams.clone(),
            to,
            text: Vec::new(),
        }
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text.extend_from_slice(bytes);
        if self.text.len() >= MOST && bytes.ends_with(b"\n") {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text);
            let lines = text.split(|byte| *byte == b'\n').count() as u64 - 1;
            let what = What::Text { text, lines };
            self.streams.push(self.to, Time::ZERO, what);
        }
        Ok(())
    }
}
