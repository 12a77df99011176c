//! Whether the program has been asked to end.

use std::sync::{Arc, OnceLock};
use std::time::Instant;

/// Set by Ctrl-C, SIGTERM or `--for`. Clones are the same one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hurry(Arc<OnceLock<Instant>>);

impl Hurry {
    /// From now on the program waits only for readers that read.
    pub(crate) fn begin(&self) {
        self.0.get_or_init(Instant::now);
    }

    /// Returns since when the program is in a hurry.
    pub(super) fn since(&self) -> Option<Instant> {
        self.0.get().copied()
    }
}
