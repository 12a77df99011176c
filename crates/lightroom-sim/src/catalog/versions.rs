//! The versions of a photo: develop settings, snapshots, virtual copies.

use std::sync::Arc;

use super::data::history::Slider;
use super::data::key::Key;
use super::{Catalog, StackPosition};
use crate::change::Change;
use crate::develop::{self, Applied, Outcome};
use crate::error::Result;
use crate::id::PhotoId;
use crate::photo::AppliedPreset;

/// What an edit of develop settings returns: it says whether they are different now.
pub trait DevelopEdit {
    /// Whether something has changed.
    fn changed(&self) -> bool;
}

impl DevelopEdit for Outcome {
    fn changed(&self) -> bool {
        self.is_changed()
    }
}

/// With what else the edit returns.
impl<T> DevelopEdit for (Outcome, T) {
    fn changed(&self) -> bool {
        self.0.is_changed()
    }
}

impl DevelopEdit for Applied {
    fn changed(&self) -> bool {
        self.outcome.is_changed()
    }
}

impl<T: DevelopEdit, E> DevelopEdit for std::result::Result<T, E> {
    /// A refused edit changes nothing.
    fn changed(&self) -> bool {
        self.as_ref().is_ok_and(T::changed)
    }
}

impl Catalog {
    /// Changes the develop settings of a photo as one step, unless the edit changes nothing. Like
    /// the sliders, this needs no gate; `photo:applyDevelopSettings` and its kin do, so the caller
    /// asks [`assert_write`](Catalog::assert_write) first.
    pub fn edit_develop<T: DevelopEdit>(
        &mut self,
        photo: PhotoId,
        step: &str,
        edit: impl FnOnce(&mut develop::Settings) -> T,
    ) -> Result<T> {
        let mut settings = (*self.photo(photo)?.develop).clone();
        let result = edit(&mut settings);
        if result.changed() {
            self.try_command(step, |catalog| {
                catalog.keep(Key::Photo(photo));
                catalog.edited(photo)?.develop = Arc::new(settings);
                catalog.tell(Change::Develop(photo));
                catalog.reorder_by_metadata();
                Ok::<_, crate::Error>(())
            })?;
        }
        Ok(result)
    }

    /// Moves one slider: as [`edit_develop`](Catalog::edit_develop), but moves of the same
    /// parameter of the same photo within two seconds are one step. An edit that is refused must
    /// have left the settings as they are.
    pub fn move_slider<T: DevelopEdit>(
        &mut self,
        photo: PhotoId,
        parameter: &'static str,
        step: &str,
        edit: impl FnOnce(&mut develop::Settings) -> T,
    ) -> Result<T> {
        let now = self.now;
        let slider = Slider {
            photo,
            parameter,
            at: now,
        };
        if !self.continues(slider) {
            let result = self.edit_develop(photo, step, edit)?;
            if result.changed() {
                self.mark_slider(slider);
            }
            return Ok(result);
        }
        let moved = self.edited(photo)?;
        let result = edit(Arc::make_mut(&mut moved.develop));
        if result.changed() {
            moved.last_edit = Some(now);
            self.mark_slider(slider);
            self.tell(Change::Develop(photo));
            self.reorder_by_metadata();
            self.settle();
        }
        Ok(result)
    }

    /// `photo:applyDevelopPreset`, `amount` in percent. The photo has the preset until its settings
    /// change.
    pub fn apply_preset(
        &mut self,
        photo: PhotoId,
        preset: &develop::Preset,
        amount: f64,
    ) -> Result<develop::Applied> {
        self.assert_write("LrPhoto:applyDevelopPreset")?;
        let step = format!("Preset: {}", preset.name);
        let applied = self.edit_develop(photo, &step, |settings| preset.apply(settings, amount))?;
        let settings = Arc::clone(&self.photo(photo)?.develop);
        self.photo_mut(photo)?.preset = Some(AppliedPreset {
            uuid: preset.uuid.clone(),
            name: preset.name.clone(),
            settings,
        });
        Ok(applied)
    }

    /// `photo:copySettings`: false for a video, whose settings cannot be copied.
    pub fn copy_settings(&mut self, photo: PhotoId) -> Result<bool> {
        let photo = self.photo(photo)?;
        if photo.video.is_some() {
            return Ok(false);
        }
        self.copied = Some(photo.develop.copied());
        Ok(true)
    }

    /// `photo:pasteSettings`: false if nothing was copied.
    pub fn paste_settings(&mut self, photo: PhotoId) -> Result<bool> {
        let Some(copied) = self.copied.clone() else {
            return Ok(false);
        };
        self.edit_develop(photo, "Paste Settings", |settings| settings.apply(&copied))?;
        Ok(true)
    }

    /// `photo:createDevelopSnapshot`: false if the name is taken and `update_in_place` is not
    /// asked for.
    pub fn create_snapshot(
        &mut self,
        id: PhotoId,
        name: &str,
        update_in_place: bool,
    ) -> Result<bool> {
        self.assert_write("LrPhoto:createDevelopSnapshot")?;
        let photo = self.photo(id)?;
        let settings = Arc::clone(&photo.develop);
        let taken = photo.snapshots.all().iter().any(|prior| prior.name == name);
        if taken && !update_in_place {
            return Ok(false);
        }
        let ids = [self.new_uuid(), self.new_uuid()].map(|uuid| uuid.to_string());
        let snapshots = &mut self.photo_mut(id)?.snapshots;
        Ok(snapshots.create(ids, name, &settings, update_in_place))
    }

    /// `photo:applyDevelopSnapshot`.
    pub fn apply_snapshot(&mut self, photo: PhotoId, snapshot: &str) -> Result<()> {
        self.assert_write("LrPhoto:applyDevelopSnapshot")?;
        let snapshots = self.photo(photo)?.snapshots.clone();
        let name = snapshots.all().iter().find(|it| it.id == snapshot);
        let step = format!("Snapshot: {}", name.map_or("", |it| &it.name));
        self.edit_develop(photo, &step, |settings| snapshots.apply(snapshot, settings))??;
        Ok(())
    }

    /// `photo:deleteDevelopSnapshot`.
    pub fn delete_snapshot(&mut self, photo: PhotoId, snapshot: &str) -> Result<()> {
        self.assert_write("LrPhoto:deleteDevelopSnapshot")?;
        let mut snapshots = self.photo(photo)?.snapshots.clone();
        snapshots.delete(snapshot)?;
        self.photo_mut(photo)?.snapshots = snapshots;
        Ok(())
    }

    /// `catalog:createVirtualCopies`, for the photos given: one copy each, stacked below its
    /// master. Without a name a copy is called `Copy 1`, `Copy 2`, …
    pub fn create_virtual_copies(
        &mut self,
        photos: &[PhotoId],
        name: Option<&str>,
    ) -> Result<Vec<PhotoId>> {
        self.try_command("Create Virtual Copies", |catalog| {
            photos
                .iter()
                .map(|photo| catalog.create_virtual_copy(*photo, name))
                .collect()
        })
    }

    pub(crate) fn create_virtual_copy(
        &mut self,
        photo: PhotoId,
        name: Option<&str>,
    ) -> Result<PhotoId> {
        let original = self.photo(photo)?;
        let master = original.master.unwrap_or(photo);
        let mut copy = original.clone();
        let number = self.store.copies(master).count() + 1;
        copy.uuid = self.new_uuid();
        copy.master = Some(master);
        copy.stack = None;
        copy.copy_name = Some(
            name.map_or_else(|| format!("Copy {number}"), str::to_owned)
                .into(),
        );
        let id = self.insert_entry(copy);
        self.stack_with(id, master, StackPosition::Below)?;
        Ok(id)
    }

    /// The virtual copies of a master.
    pub fn virtual_copies(&self, master: PhotoId) -> Vec<PhotoId> {
        self.store.copies(master).collect()
    }
}
