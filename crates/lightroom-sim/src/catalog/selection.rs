//! What is selected: the active photo and the others, as in the filmstrip (LrSelection).

use std::collections::HashSet;

use super::Catalog;
use crate::change::Change;
use crate::id::PhotoId;

/// To which end of the filmstrip a selection grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To its beginning.
    Left,
    /// To its end.
    Right,
}

impl Catalog {
    /// The active photo: `catalog:getTargetPhoto`.
    pub fn active_photo(&self) -> Option<PhotoId> {
        self.selection
            .active
            .filter(|id| self.store.photos.contains_key(id))
    }

    /// How often another photo has become active: who remembers it sees that one did, even if it
    /// was the same one again in the end.
    pub const fn activations(&self) -> u64 {
        self.selection.activations
    }

    /// The selected photos, in the order of the filmstrip.
    pub fn selected_photos(&self) -> Vec<PhotoId> {
        let selected = &self.selection.selected;
        match selected.len() {
            0 | 1 => self.active_photo().into_iter().collect(),
            _ => {
                let filmstrip = self.filmstrip();
                filmstrip
                    .iter()
                    .filter(|id| selected.contains(id))
                    .copied()
                    .collect()
            }
        }
    }

    /// The photos that a command acts on: those selected, or the whole filmstrip if none is:
    /// `catalog:getTargetPhotos`.
    pub fn target_photos(&self) -> Vec<PhotoId> {
        let selected = self.selected_photos();
        if selected.is_empty() {
            self.filmstrip().to_vec()
        } else {
            selected
        }
    }

    /// `catalog:getMultipleSelectedOrAllPhotos`: the selected photos if they are several, else
    /// the whole filmstrip.
    pub fn multiple_selected_or_all(&self) -> Vec<PhotoId> {
        let selected = self.selected_photos();
        if selected.len() > 1 {
            selected
        } else {
            self.filmstrip().to_vec()
        }
    }

    /// `catalog:setSelectedPhotos`. Photos that the filmstrip does not show are left out; if the
    /// active one is among them, the first of the others becomes active (guess).
    pub fn set_selected_photos(&mut self, active: PhotoId, others: &[PhotoId]) {
        let filmstrip = self.filmstrip();
        let mut wanted: HashSet<_> = others.iter().copied().collect();
        wanted.insert(active);
        let selected: HashSet<_> = filmstrip.iter().filter(|id| wanted.contains(id)).collect();
        let first = || filmstrip.iter().find(|id| selected.contains(id));
        let active = selected.get(&active).copied().or_else(first).copied();
        self.select(active, selected.into_iter().copied().collect());
    }

    /// `LrSelection.nextPhoto`: the one after the active photo; the last stays.
    pub fn next_photo(&mut self) {
        let filmstrip = self.filmstrip();
        let at = self.active_position(&filmstrip).map_or(0, |at| at + 1);
        self.select_one(filmstrip.get(at).or(filmstrip.last()).copied());
    }

    /// `LrSelection.previousPhoto`: the one before the active photo; the first stays.
    pub fn previous_photo(&mut self) {
        let filmstrip = self.filmstrip();
        let at = self.active_position(&filmstrip).unwrap_or(filmstrip.len());
        self.select_one(filmstrip.get(at.saturating_sub(1)).copied());
    }

    /// `LrSelection.selectFirstPhoto`: the first of several selected photos becomes active;
    /// otherwise the first of the filmstrip is selected.
    pub fn select_first_photo(&mut self) {
        match self.selected_photos()[..] {
            [first, _, ..] => self.activate(first),
            _ => self.select_one(self.filmstrip().first().copied()),
        }
    }

    /// `LrSelection.selectLastPhoto`, likewise.
    pub fn select_last_photo(&mut self) {
        match self.selected_photos()[..] {
            [_, .., last] => self.activate(last),
            _ => self.select_one(self.filmstrip().last().copied()),
        }
    }

    /// `LrSelection.extendSelection`: so many more photos beyond that end of the selection.
    pub fn extend_selection(&mut self, direction: Direction, amount: usize) {
        let filmstrip = self.filmstrip();
        let is_selected = |id: &PhotoId| self.selection.selected.contains(id);
        let more = match direction {
            Direction::Left => {
                let Some(first) = filmstrip.iter().position(is_selected) else {
                    return;
                };
                &filmstrip[first.saturating_sub(amount)..first]
            }
            Direction::Right => {
                let Some(last) = filmstrip.iter().rposition(is_selected) else {
                    return;
                };
                let end = filmstrip.len().min((last + 1).saturating_add(amount));
                &filmstrip[last + 1..end]
            }
        };
        let mut selected = self.selection.selected.clone();
        selected.extend(more);
        self.select(self.selection.active, selected);
    }

    /// `LrSelection.selectAll`: the active photo stays so.
    pub fn select_all(&mut self) {
        let filmstrip = self.filmstrip();
        let active = self.active_photo().or(filmstrip.first().copied());
        self.select(active, filmstrip.iter().copied().collect());
    }

    /// `LrSelection.selectNone`.
    pub fn select_none(&mut self) {
        self.select(None, HashSet::new());
    }

    /// `LrSelection.selectInverse`: the first of the newly selected becomes active.
    pub fn select_inverse(&mut self) {
        let filmstrip = self.filmstrip();
        let others = filmstrip
            .iter()
            .filter(|id| !self.selection.selected.contains(id));
        let others: Vec<_> = others.copied().collect();
        self.select(others.first().copied(), others.into_iter().collect());
    }

    /// `LrSelection.deselectActive`: the next of the selected becomes active, if any is left.
    pub fn deselect_active(&mut self) {
        let selected = self.selected_photos();
        let Some(at) = selected
            .iter()
            .position(|id| Some(*id) == self.selection.active)
        else {
            return;
        };
        let next = selected
            .get(at + 1)
            .or(at.checked_sub(1).and_then(|at| selected.get(at)));
        let mut left = self.selection.selected.clone();
        left.remove(&selected[at]);
        self.select(next.copied(), left);
    }

    /// `LrSelection.deselectOthers`.
    pub fn deselect_others(&mut self) {
        self.select_one(self.active_photo());
    }

    /// Drops from the selection what the filmstrip no longer shows. Where nothing is left, the
    /// photo that came next is selected, as after a removal; in other sources, their first.
    pub(crate) fn settle(&mut self) {
        if self.frame_depth() > 0 || !std::mem::take(&mut self.selection.to_be_checked) {
            return;
        }
        let stale = self.stale_filmstrip.take();
        let Some(active) = self.selection.active else {
            return;
        };
        let filmstrip = self.filmstrip();
        let shown: HashSet<_> = filmstrip.iter().copied().collect();
        let selected: HashSet<_> = self
            .selection
            .selected
            .intersection(&shown)
            .copied()
            .collect();
        if selected.len() == self.selection.selected.len() {
            return;
        }
        let left = filmstrip.iter().find(|id| selected.contains(id)).copied();
        let next = match left {
            _ if selected.contains(&active) => Some(active),
            Some(left) => Some(left),
            None => {
                let at = stale
                    .as_ref()
                    .and_then(|it| it.iter().position(|id| *id == active));
                let (before, after) = match (&stale, at) {
                    (Some(stale), Some(at)) => stale.split_at(at),
                    _ => (&[][..], &[][..]),
                };
                let mut near = after.iter().chain(before.iter().rev());
                near.find(|id| shown.contains(id))
                    .or(filmstrip.first())
                    .copied()
            }
        };
        let selected = if left.is_some() {
            selected
        } else {
            next.into_iter().collect()
        };
        self.select(next, selected);
    }

    fn active_position(&self, filmstrip: &[PhotoId]) -> Option<usize> {
        let active = self.selection.active?;
        filmstrip.iter().position(|id| *id == active)
    }

    fn activate(&mut self, photo: PhotoId) {
        let selected = self.selection.selected.clone();
        self.select(Some(photo), selected);
    }

    fn select_one(&mut self, photo: Option<PhotoId>) {
        self.select(photo, photo.into_iter().collect());
    }

    fn select(&mut self, active: Option<PhotoId>, selected: HashSet<PhotoId>) {
        if active != self.selection.active {
            self.selection.active = active;
            self.selection.activations += 1;
            self.tell(Change::ActivePhoto);
        }
        if selected != self.selection.selected {
            self.selection.selected = selected;
            self.tell(Change::Selection);
        }
    }
}
