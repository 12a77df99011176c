//! The thread that writes a spool.

use std::io::{self, ErrorKind};
use std::sync::PoisonError;
use std::thread;
use std::time::Duration;

use super::super::entry::{Entry, Form, Stream, What};
use super::super::target::{self, Target};
use super::{Shared, lock};

/// How many bytes are written at once: what a reader must take within the grace at the end to be one
/// that reads.
const CHUNK: usize = 16 * 1024;

/// How long the writer collects before it looks again, awake: under load, who pushes need not wake it.
const COLLECT: Duration = Duration::from_micros(250);

/// Writes until the spool is closed and empty, or writing fails.
pub(super) fn write(shared: &Shared, mut target: Box<dyn Target>, forms: [Form; 2]) {
    let _ending = Ending(shared);
    let mut batch = Vec::new();
    let mut text = Vec::new();
    while shared.take(&mut batch) {
        if let Err(error) = write_batch(shared, &mut *target, &forms, &mut batch, &mut text) {
            // A reader that has gone is its own affair.
            if error.kind() != ErrorKind::BrokenPipe {
                let why = format!("cannot write {}: {error}", shared.name);
                lock(&shared.queue).failure.get_or_insert(why);
                shared.report();
            }
            return;
        }
        if !lock(&shared.queue).closed {
            thread::sleep(COLLECT);
        }
    }
}

/// Marks the end of the writer, however it comes.
struct Ending<'a>(&'a Shared);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        let mut queue = lock(&self.0.queue);
        if thread::panicking() {
            let why = format!("cannot write {}: its thread has panicked", self.0.name);
            queue.failure.get_or_insert(why);
        }
        queue.over = true;
        self.0.ended.notify_all();
    }
}

impl Shared {
    /// Waits for entries; `false` if no more will come.
    fn take(&self, batch: &mut Vec<Entry>) -> bool {
        let mut queue = lock(&self.queue);
        loop {
            if queue.take(batch) {
                return true;
            }
            if queue.closed || queue.failure.is_some() {
                queue.over = true;
                return false;
            }
            queue.asleep = true;
            queue = self
                .work
                .wait(queue)
                .unwrap_or_else(PoisonError::into_inner);
            queue.asleep = false;
        }
    }
}

fn write_batch(
    shared: &Shared,
    target: &mut dyn Target,
    forms: &[Form; 2],
    batch: &mut Vec<Entry>,
    text: &mut Vec<u8>,
) -> io::Result<()> {
    let (mut to, mut lines) = (Stream::Out, 0);
    text.clear();
    for entry in batch.drain(..) {
        if text.len() >= CHUNK || entry.to != to {
            flush(shared, target, to, text, &mut lines)?;
        }
        to = entry.to;
        lines += entry.lines();
        let form = &forms[to as usize];
        match entry.what {
            What::Record(record) => (form.record)(&record, text),
            What::Text { text: more, .. } => text.extend_from_slice(&more),
            What::Dropped(lines) => (form.dropped)(entry.time, lines, text),
            What::LeavePrompt => {
                flush(shared, target, to, text, &mut lines)?;
                target.leave_prompt();
            }
        }
    }
    flush(shared, target, to, text, &mut lines)?;
    text.shrink_to(4 * CHUNK);
    batch.shrink_to(CHUNK);
    Ok(())
}

fn flush(
    shared: &Shared,
    target: &mut dyn Target,
    to: Stream,
    text: &mut Vec<u8>,
    lines: &mut u64,
) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    let out = target.stream(to);
    for chunk in text.chunks(CHUNK) {
        target::write_all(out, chunk)?;
        lock(&shared.queue).written(0);
    }
    target::flush(out)?;
    lock(&shared.queue).written(std::mem::take(lines));
    text.clear();
    Ok(())
}
