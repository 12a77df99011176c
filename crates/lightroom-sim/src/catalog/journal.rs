//! Undo and redo: each step keeps the entries as they were before it.

use std::collections::HashSet;

use super::Catalog;
use super::data::history::{Frame, Journal, Slider, Step};
use super::data::key::Key;
use super::data::store::Image;
use crate::change::Change;

/// How many steps can be undone; older ones are forgotten.
const STEPS: usize = 10_000;
/// Within so many seconds, changes of one develop parameter of one photo are one step.
const COALESCE_SECONDS: f64 = 2.0;

/// Several changes that are to be one step; hand it back to
/// [`Catalog::end_group`].
#[derive(Debug)]
#[must_use = "an open group swallows every later step"]
pub struct Group {
    depth: usize,
}

impl Catalog {
    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.journal.undo.is_empty()
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        !self.journal.redo.is_empty()
    }

    /// The names of the steps that can be undone, the next one first.
    pub fn undo_names(&self) -> impl Iterator<Item = &str> {
        self.journal.undo.iter().rev().map(|step| &*step.name)
    }

    /// The names of the steps that can be redone, the next one first.
    pub fn redo_names(&self) -> impl Iterator<Item = &str> {
        self.journal.redo.iter().rev().map(|step| &*step.name)
    }

    /// Takes the last step back and returns its name. Does nothing while a gate or group is open.
    pub fn undo(&mut self) -> Option<String> {
        if !self.journal.frames.is_empty() {
            return None;
        }
        let step = self.journal.undo.pop_back()?;
        let name = step.name.clone();
        let step = self.exchange(step);
        self.journal.redo.push(step);
        self.settle();
        Some(name)
    }

    /// Does the last undone step again and returns its name.
    pub fn redo(&mut self) -> Option<String> {
        if !self.journal.frames.is_empty() {
            return None;
        }
        let step = self.journal.redo.pop()?;
        let name = step.name.clone();
        let step = self.exchange(step);
        self.journal.undo.push_back(step);
        self.settle();
        Some(name)
    }

    /// Makes every change until [`end_group`](Catalog::end_group) one step with this name.
    pub fn begin_group(&mut self, name: &str) -> Group {
        let depth = self.journal.frames.len();
        self.open_frame(name, true);
        Group { depth }
    }

    /// Ends a group, and any group or gate that was opened in it and left open.
    #[allow(clippy::needless_pass_by_value)] // Taken, so that it ends once.
    pub fn end_group(&mut self, group: Group) {
        self.close_frames(group.depth);
    }

    pub(crate) fn frame_depth(&self) -> usize {
        self.journal.frames.len()
    }

    pub(crate) fn open_frame(&mut self, name: &str, undoable: bool) {
        self.journal.frames.push(Frame {
            name: name.to_owned(),
            undoable,
            images: Vec::new(),
            seen: HashSet::new(),
        });
    }

    /// Closes frames until `depth` are open.
    pub(crate) fn close_frames(&mut self, depth: usize) {
        while self.journal.frames.len() > depth {
            let Some(frame) = self.journal.frames.pop() else {
                break;
            };
            match self.journal.frames.last_mut() {
                // A private frame leaves no trace in the step around it.
                Some(outer) if frame.undoable => outer.absorb(frame),
                None if frame.undoable && !frame.images.is_empty() => {
                    self.push_step(frame.name, frame.images, None);
                }
                _ => {}
            }
        }
        self.settle();
    }

    /// Takes back what was changed in the frames above `depth`, and closes them.
    pub(crate) fn abort_frames(&mut self, depth: usize) {
        while self.journal.frames.len() > depth {
            let Some(frame) = self.journal.frames.pop() else {
                break;
            };
            for image in frame.images.into_iter().rev() {
                self.restore(image);
            }
        }
        self.settle();
    }

    /// Runs `change` as one step, or as part of the gate or group that is open.
    pub(crate) fn command<T>(&mut self, name: &str, change: impl FnOnce(&mut Self) -> T) -> T {
        let depth = self.frame_depth();
        self.open_frame(name, true);
        let result = change(self);
        self.close_frames(depth);
        result
    }

    /// As [`command`](Catalog::command); an error takes everything back.
    pub(crate) fn try_command<T, E>(
        &mut self,
        name: &str,
        change: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let depth = self.frame_depth();
        self.open_frame(name, true);
        let result = change(self);
        match result {
            Ok(_) => self.close_frames(depth),
            Err(_) => self.abort_frames(depth),
        }
        result
    }

    /// Keeps the entry as it is for undo. Call it before any change to an entry.
    pub(crate) fn keep(&mut self, key: Key) {
        if let Some(frame) = self.journal.frames.last_mut()
            && frame.seen.insert(key)
        {
            frame.images.push(self.store.image(key));
        }
    }

    /// Whether a move of this slider continues the last step.
    pub(crate) fn continues(&self, slider: Slider) -> bool {
        if !self.journal.frames.is_empty() || !self.journal.redo.is_empty() {
            return false;
        }
        let Some(Step {
            slider: Some(last), ..
        }) = self.journal.undo.back()
        else {
            return false;
        };
        last.photo == slider.photo
            && last.parameter == slider.parameter
            && slider.at.seconds() - last.at.seconds() <= COALESCE_SECONDS
    }

    /// Marks the last step as the move of a slider, for now.
    pub(crate) fn mark_slider(&mut self, slider: Slider) {
        if self.journal.frames.is_empty()
            && let Some(step) = self.journal.undo.back_mut()
        {
            step.slider = Some(slider);
        }
    }

    /// Forgets every step: what was loaded is not undone.
    pub(crate) fn forget_history(&mut self) {
        self.journal = Journal::default();
    }

    fn push_step(&mut self, name: String, images: Vec<Image>, slider: Option<Slider>) {
        if self.journal.undo.len() == STEPS {
            self.journal.undo.pop_front();
        }
        self.journal.undo.push_back(Step {
            name,
            images,
            slider,
        });
        self.journal.redo.clear();
        self.tell(Change::History);
    }

    fn exchange(&mut self, step: Step) -> Step {
        let images = step.images.into_iter().rev();
        let images = images.map(|image| self.restore(image)).collect();
        self.tell(Change::History);
        Step {
            images,
            slider: None,
            ..step
        }
    }

    /// Puts an entry back, tells what that changed and returns what was there.
    fn restore(&mut self, image: Image) -> Image {
        let key = image.key();
        let old = self.store.swap(image);
        match (&old, self.store.image(key)) {
            (Image::Photo(id, Some(old)), Image::Photo(_, Some(new))) => {
                if old.develop != new.develop {
                    self.tell(Change::Develop(*id));
                }
                self.tell(Change::Metadata(*id));
            }
            (Image::Photo(id, None), _) => self.tell(Change::PhotoAdded(*id)),
            (Image::Photo(id, Some(_)), _) => self.tell(Change::PhotoRemoved(*id)),
            (Image::Keyword(..), _) => self.tell(Change::Keywords),
            (Image::Collection(..) | Image::Set(..), _) => self.tell(Change::Collections),
            (Image::Folder(..), _) => self.tell(Change::Folders),
            (Image::Properties(Some(id), _), _) => self.tell(Change::Metadata(*id)),
            (Image::Stack(..) | Image::Properties(None, _), _) => {}
        }
        self.reorder();
        old
    }
}
