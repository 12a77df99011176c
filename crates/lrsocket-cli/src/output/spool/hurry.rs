//! Whether the program has been asked to end.

use std::sync::{Arc, OnceLock};
use std::time::Instant;

/// Set by Ctrl-C, SIGTERM or `--for`. Clones are the same one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hurry(Arc<Moments>);

#[derive(Debug, Default)]
struct Moments {
    asked: OnceLock<Instant>,
    /// When the program began to wait for its readers.
    waiting: OnceLock<Instant>,
}

impl Hurry {
    /// From now on the program waits only for readers that read.
    pub(crate) fn begin(&self) {
        self.0.asked.get_or_init(Instant::now);
    }

    /// Returns from when on a reader has been given time, if the program is in a hurry. The time of
    /// several readers runs at once.
    pub(super) fn since(&self) -> Option<Instant> {
        let waiting = *self.0.waiting.get_or_init(Instant::now);
        self.0.asked.get().map(|asked| waiting.max(*asked))
    }
}
