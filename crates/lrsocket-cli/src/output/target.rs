//! What a spool writes to.

use std::io::{self, ErrorKind, Write};
use std::thread;
use std::time::Duration;

use super::Stream;

/// A file, or the two standard streams.
pub(super) trait Target: Send {
    /// Returns what text for this stream goes to.
    fn stream(&mut self, to: Stream) -> &mut dyn Write;

    /// Writes to the streams themselves from now on, not above a prompt.
    fn leave_prompt(&mut self) {}
}

/// A target with one stream.
pub(super) struct One<W>(pub(super) W);

impl<W: Write + Send> Target for One<W> {
    fn stream(&mut self, _: Stream) -> &mut dyn Write {
        &mut self.0
    }
}

/// Stdout and stderr where they lead to the same place.
pub(super) struct Both<O, E> {
    pub(super) out: O,
    pub(super) err: E,
}

impl<O: Write + Send, E: Write + Send> Target for Both<O, E> {
    fn stream(&mut self, to: Stream) -> &mut dyn Write {
        match to {
            Stream::Out => &mut self.out,
            Stream::Err => &mut self.err,
        }
    }
}

/// How long to wait for a pipe that its other end has made non-blocking and that is full.
const FULL: Duration = Duration::from_millis(5);

/// Writes all bytes, also into a non-blocking pipe.
pub(super) fn write_all(out: &mut dyn Write, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match out.write(bytes) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(error) => again(error)?,
        }
    }
    Ok(())
}

/// Flushes, also into a non-blocking pipe.
pub(super) fn flush(out: &mut dyn Write) -> io::Result<()> {
    loop {
        match out.flush() {
            Ok(()) => return Ok(()),
            Err(error) => again(error)?,
        }
    }
}

/// Waits if the write can be tried again.
fn again(error: io::Error) -> io::Result<()> {
    match error.kind() {
        ErrorKind::Interrupted => Ok(()),
        ErrorKind::WouldBlock => {
            thread::sleep(FULL);
            Ok(())
        }
        _ => Err(error),
    }
}
