//! Stderr, written by a thread of its own: a terminal that stands still does not hold up the traffic.

use std::io::{BufWriter, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::cli::Color;
use crate::output;

/// How many lines wait for the terminal before further ones are left out.
const WAITING: usize = 4096;

/// How often it is said what was left out.
const PAUSE: Duration = Duration::from_millis(500);

/// Lines on their way to stderr.
#[derive(Clone)]
pub(super) struct Screen {
    /// `None` is the end.
    lines: SyncSender<Option<String>>,
    left_out: Arc<LeftOut>,
}

/// What was not shown.
#[derive(Default)]
struct LeftOut {
    messages: AtomicU64,
    bytes: AtomicU64,
}

impl Screen {
    /// Starts the thread; it ends at [`close`](Self::close).
    pub(super) fn open(color: Color) -> (Self, JoinHandle<()>) {
        let (lines, inbox) = sync_channel(WAITING);
        let left_out = Arc::new(LeftOut::default());
        let shared = Arc::clone(&left_out);
        let thread = thread::spawn(move || write(&inbox, &shared, color));
        (Screen { lines, left_out }, thread)
    }

    /// Shows a line, unless too many wait.
    pub(super) fn print(&self, line: &str) -> bool {
        match self.lines.try_send(Some(line.to_owned())) {
            Ok(()) | Err(TrySendError::Disconnected(_)) => true,
            Err(TrySendError::Full(_)) => false,
        }
    }

    /// Counts a message that is not shown.
    pub(super) fn leave_out(&self, messages: u64, bytes: u64) {
        self.left_out
            .messages
            .fetch_add(messages, Ordering::Relaxed);
        self.left_out.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Waits until all is written, but no longer than a second: a terminal may stand still.
    pub(super) fn close(&self, thread: &JoinHandle<()>) {
        let mut asked = false;
        for _ in 0..200 {
            asked = asked || self.lines.try_send(None).is_ok();
            if thread.is_finished() {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

fn write(inbox: &Receiver<Option<String>>, left_out: &LeftOut, color: Color) {
    let mut out = BufWriter::new(output::stderr(color));
    let mut over = false;
    while !over {
        let mut next = match inbox.recv_timeout(PAUSE) {
            Ok(line) => Some(line),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(None),
        };
        // All that waits at once, then what was left out of it. Nobody is left to tell when stderr
        // is closed.
        while let Some(line) = next {
            let Some(line) = line else {
                over = true;
                break;
            };
            let _ = writeln!(out, "{line}");
            next = inbox.try_recv().ok();
        }
        if let Some(text) = left_out.take() {
            let _ = writeln!(out, "{text}");
        }
        let _ = out.flush();
    }
}

impl LeftOut {
    fn take(&self) -> Option<String> {
        let messages = self.messages.swap(0, Ordering::Relaxed);
        let bytes = self.bytes.swap(0, Ordering::Relaxed);
        (messages > 0).then(|| {
            format!("           … {messages} more, {bytes} bytes, too fast to be shown (--trace has them)")
        })
    }
}
