//! What a host is told, so that it can call the observers of plug-ins.

use std::collections::VecDeque;

use rustc_hash::FxHashSet;

use crate::id::PhotoId;

/// Something that changed. The queue holds each at most once until it is polled, so a slider
/// moved a thousand times in one turn is told once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// The develop settings of a photo.
    Develop(PhotoId),
    /// Anything else of a photo: metadata, marks, keywords, properties, stack.
    Metadata(PhotoId),
    /// A photo has come.
    PhotoAdded(PhotoId),
    /// A photo has gone.
    PhotoRemoved(PhotoId),
    /// Another photo is active, or none.
    ActivePhoto,
    /// Other photos are selected.
    Selection,
    /// Other sources are viewed, or the view filter has changed.
    Sources,
    /// A keyword has come, gone or changed.
    Keywords,
    /// A collection or set has come, gone or changed.
    Collections,
    /// A folder has come or gone.
    Folders,
    /// Another module is current.
    Module,
    /// Anything else of what is on the screen: view, zoom, second display, slideshow.
    View,
    /// There is something else to undo or redo.
    History,
}

/// The queue of changes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    queue: VecDeque<Change>,
    queued: FxHashSet<Change>,
}

impl Changes {
    pub(crate) fn push(&mut self, change: Change) {
        if self.queue.back() != Some(&change) && self.queued.insert(change) {
            self.queue.push_back(change);
        }
    }

    pub(crate) fn poll(&mut self) -> Option<Change> {
        let change = self.queue.pop_front()?;
        self.queued.remove(&change);
        Some(change)
    }
}
