//! What undo and redo need: the steps, each with the entries as they were before it.

use std::collections::{HashSet, VecDeque};

use super::key::Key;
use super::store::Image;
use crate::id::PhotoId;
use crate::time::Moment;

/// The open frames, what can be undone, what can be redone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Journal {
    pub(in crate::catalog) frames: Vec<Frame>,
    pub(in crate::catalog) undo: VecDeque<Step>,
    pub(in crate::catalog) redo: Vec<Step>,
}

/// Changes in the making. Frames nest; the outermost becomes the step.
#[derive(Clone, Debug)]
pub(in crate::catalog) struct Frame {
    pub(in crate::catalog) name: String,
    pub(in crate::catalog) undoable: bool,
    pub(in crate::catalog) images: Vec<Image>,
    pub(in crate::catalog) seen: HashSet<Key>,
}

#[derive(Clone, Debug)]
pub(in crate::catalog) struct Step {
    pub(in crate::catalog) name: String,
    pub(in crate::catalog) images: Vec<Image>,
    pub(in crate::catalog) slider: Option<Slider>,
}

/// The move of one slider on one photo, which a further move continues.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Slider {
    pub(crate) photo: PhotoId,
    pub(crate) parameter: &'static str,
    pub(crate) at: Moment,
}

impl Frame {
    /// Takes over what an inner frame kept, unless this one has kept it already: its own is older.
    pub(in crate::catalog) fn absorb(&mut self, inner: Frame) {
        for image in inner.images {
            if self.seen.insert(image.key()) {
                self.images.push(image);
            }
        }
    }
}
