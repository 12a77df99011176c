//! The versions of a photo: develop settings, snapshots, virtual copies.

use std::sync::Arc;

use super::journal::Slider;
use super::store::Key;
use super::{Catalog, StackPosition};
use crate::change::Change;
use crate::develop;
use crate::error::{Error, Result};
use crate::id::{PhotoId, Uuid};
use crate::photo::Snapshot;

impl Catalog {
    /// Changes the develop settings of a photo as one step. Like the sliders, this needs no gate;
    /// `photo:applyDevelopSettings` and its kin do, so the caller asks
    /// [`assert_write`](Catalog::assert_write) first.
    pub fn edit_develop(
        &mut self,
        photo: PhotoId,
        step: &str,
        edit: impl FnOnce(&mut develop::Settings),
    ) -> Result<()> {
        self.photo(photo)?;
        self.try_command(step, |catalog| catalog.change_develop(photo, edit))
    }

    /// Moves one slider: as [`edit_develop`](Catalog::edit_develop), but moves of the same
    /// parameter of the same photo within two seconds are one step.
    pub fn move_slider(
        &mut self,
        photo: PhotoId,
        parameter: &'static str,
        step: &str,
        edit: impl FnOnce(&mut develop::Settings),
    ) -> Result<()> {
        let slider = Slider {
            photo,
            parameter,
            at: self.now,
        };
        if self.continues(slider) {
            return self.change_develop(photo, edit);
        }
        self.edit_develop(photo, step, edit)?;
        self.mark_slider(slider);
        Ok(())
    }

    fn change_develop(
        &mut self,
        id: PhotoId,
        edit: impl FnOnce(&mut develop::Settings),
    ) -> Result<()> {
        self.keep(Key::Photo(id));
        let now = self.now;
        let photo = self.edited(id)?;
        photo.last_edit = Some(now);
        edit(Arc::make_mut(&mut photo.develop));
        self.tell(Change::Develop(id));
        self.reorder_by_metadata();
        Ok(())
    }

    /// `photo:copySettings`: false for a video, whose settings cannot be copied.
    pub fn copy_settings(&mut self, photo: PhotoId) -> Result<bool> {
        let photo = self.photo(photo)?;
        if photo.video.is_some() {
            return Ok(false);
        }
        self.copied = Some(Arc::clone(&photo.develop));
        Ok(true)
    }

    /// `photo:pasteSettings`: false if nothing was copied.
    pub fn paste_settings(&mut self, photo: PhotoId) -> Result<bool> {
        let Some(copied) = self.copied.clone() else {
            return Ok(false);
        };
        self.edit_develop(photo, "Paste Settings", |settings| {
            *settings = (*copied).clone();
        })?;
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
        let prior = photo
            .snapshots
            .iter()
            .position(|snapshot| snapshot.name == name);
        if prior.is_some() && !update_in_place {
            return Ok(false);
        }
        let snapshot_id = self.new_uuid();
        let photo = self.photo_mut(id)?;
        if let Some(prior) = prior.and_then(|at| photo.snapshots.get_mut(at)) {
            prior.settings = settings;
        } else {
            photo.snapshots.push(Snapshot {
                id: snapshot_id,
                name: name.to_owned(),
                settings,
            });
        }
        Ok(true)
    }

    /// `photo:applyDevelopSnapshot`.
    pub fn apply_snapshot(&mut self, photo: PhotoId, snapshot: &str) -> Result<()> {
        const FUNCTION: &str = "LrPhoto:applyDevelopSnapshot";
        self.assert_write(FUNCTION)?;
        let at = self.snapshot(FUNCTION, photo, snapshot)?;
        let snapshot = &self.photo(photo)?.snapshots[at];
        let (step, settings) = (
            format!("Snapshot: {}", snapshot.name),
            snapshot.settings.clone(),
        );
        self.edit_develop(photo, &step, |develop| *develop = (*settings).clone())
    }

    /// `photo:deleteDevelopSnapshot`.
    pub fn delete_snapshot(&mut self, photo: PhotoId, snapshot: &str) -> Result<()> {
        const FUNCTION: &str = "LrPhoto:deleteDevelopSnapshot";
        self.assert_write(FUNCTION)?;
        let at = self.snapshot(FUNCTION, photo, snapshot)?;
        self.photo_mut(photo)?.snapshots.remove(at);
        Ok(())
    }

    fn snapshot(&self, function: &'static str, photo: PhotoId, id: &str) -> Result<usize> {
        let uuid = Uuid::parse(id);
        let mut snapshots = self.photo(photo)?.snapshots.iter();
        let found = snapshots.position(|snapshot| Some(snapshot.id) == uuid);
        found.ok_or_else(|| Error::BadArgument {
            function,
            problem: format!("the photo has no snapshot \"{id}\""),
        })
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
        let number = self.virtual_copies(master).len() + 1;
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
        let copies = self
            .photos()
            .filter(|(_, photo)| photo.master == Some(master));
        copies.map(|(id, _)| id).collect()
    }
}
