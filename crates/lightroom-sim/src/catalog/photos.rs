//! Photos: finding, adding, removing, rotating.

use std::collections::HashSet;
use std::sync::Arc;

use super::Catalog;
use super::data::key::Key;
use super::data::store::Image;
use super::folders::{separator, split};
use crate::change::Change;
use crate::error::{Error, Result};
use crate::id::{PhotoId, Uuid};
use crate::photo::{Photo, Turn};

/// What became of building a smart preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmartPreview {
    /// It is new.
    Created,
    /// It was there.
    Existed,
    /// The file is missing.
    Failed,
    /// Videos have none.
    OfVideo,
}

/// Where a photo goes in the stack of another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StackPosition {
    /// Above it.
    Above,
    /// Below it.
    #[default]
    Below,
}

impl Catalog {
    /// A photo.
    pub fn photo(&self, id: PhotoId) -> Result<&Photo> {
        let photo = self.store.photos.get(&id);
        photo.map(|photo| &**photo).ok_or(Error::Gone {
            what: "photo",
            id: id.0,
        })
    }

    /// Every photo, in the order they were added: `catalog:getAllPhotos`.
    pub fn all_photos(&self) -> impl ExactSizeIterator<Item = PhotoId> {
        self.store.photos.keys().copied()
    }

    /// Every photo with its id.
    pub fn photos(&self) -> impl ExactSizeIterator<Item = (PhotoId, &Photo)> {
        self.store.photos.iter().map(|(id, photo)| (*id, &**photo))
    }

    /// The photo with this local identifier (`catalog:getPhotoByLocalId`, undocumented).
    pub fn photo_by_local_id(&self, local_id: u32) -> Option<PhotoId> {
        let id = PhotoId(local_id);
        self.store.photos.contains_key(&id).then_some(id)
    }

    /// `catalog:findPhotoByUuid`.
    pub fn photo_by_uuid(&self, uuid: &str) -> Option<PhotoId> {
        self.store.photo_by_uuid(Uuid::parse(uuid)?)
    }

    /// `catalog:findPhotoByPath`: the master of the file.
    pub fn photo_by_path(&self, path: &str, case_sensitive: bool) -> Option<PhotoId> {
        let (folder, name) = split(path)?;
        let exact = self
            .folder_by_path(folder)
            .and_then(|it| self.store.photo_by_file(it, name));
        if exact.is_some() || case_sensitive {
            return exact;
        }
        let path = path.to_lowercase();
        let mut masters = self.photos().filter(|(_, photo)| !photo.is_virtual_copy());
        let found = masters.find(|(_, photo)| self.path_of(photo).to_lowercase() == path);
        found.map(|(id, _)| id)
    }

    /// The path of a photo's file.
    pub fn photo_path(&self, id: PhotoId) -> Result<String> {
        Ok(self.path_of(self.photo(id)?))
    }

    pub(crate) fn path_of(&self, photo: &Photo) -> String {
        let folder = self
            .store
            .folders
            .get(&photo.folder)
            .map_or("", |folder| &*folder.path);
        format!("{folder}{}{}", separator(folder), photo.file_name)
    }

    /// `catalog:addPhoto` for a file that the host has read: `photo` holds what it found. Its
    /// name, folder and identity are set here, and its keywords from `keywords`, each with those
    /// above it, outermost first. A path that is in the catalog is an error.
    pub fn add_photo(
        &mut self,
        path: &str,
        mut photo: Photo,
        keywords: &[Vec<String>],
        stack_with: Option<(PhotoId, StackPosition)>,
    ) -> Result<PhotoId> {
        const FUNCTION: &str = "LrCatalog:addPhoto";
        self.assert_write(FUNCTION)?;
        if self.photo_by_path(path, false).is_some() {
            let problem = format!("\"{path}\" is already in the catalog");
            return Err(Error::BadArgument {
                function: FUNCTION,
                problem,
            });
        }
        if let Some((anchor, _)) = stack_with {
            self.photo(anchor)?;
        }
        photo.keywords.clear();
        for levels in keywords {
            let id = self.ensure_keyword(levels);
            let new = id.filter(|id| !photo.keywords.contains(id));
            photo.keywords.extend(new);
        }
        let id = self.insert_photo(path, photo)?;
        if let Some((anchor, position)) = stack_with {
            self.stack_with(id, anchor, position)?;
        }
        self.previous_import = vec![id];
        Ok(id)
    }

    /// These photos are the previous import.
    pub fn set_previous_import(&mut self, photos: Vec<PhotoId>) {
        self.previous_import = photos;
        self.reorder();
    }

    pub(crate) fn insert_photo(&mut self, path: &str, mut photo: Photo) -> Result<PhotoId> {
        let Some((folder, name)) = split(path) else {
            return Err(Error::BadArgument {
                function: "LrCatalog:addPhoto",
                problem: format!("\"{path}\" is no full path"),
            });
        };
        photo.folder = self.ensure_folder(folder);
        photo.file_name = name.into();
        Ok(self.insert_entry(photo))
    }

    /// Gives a photo its identity and its place.
    pub(crate) fn insert_entry(&mut self, mut photo: Photo) -> PhotoId {
        let id = PhotoId(self.new_id());
        if photo.uuid == Uuid::default() {
            photo.uuid = self.new_uuid();
        }
        self.keep(Key::Photo(id));
        self.store.swap(Image::Photo(id, Some(Arc::new(photo))));
        self.reorder();
        self.tell(Change::PhotoAdded(id));
        id
    }

    /// Removes photos from the catalog, and the virtual copies of those that are masters. Like
    /// the menu item (and `LrSelection.removeFromCatalog`), this needs no gate.
    pub fn remove_photos(&mut self, photos: &[PhotoId]) -> Result<()> {
        for photo in photos {
            self.photo(*photo)?;
        }
        self.try_command("Remove Photos", |catalog| {
            let mut going: HashSet<_> = photos.iter().copied().collect();
            let copies = photos
                .iter()
                .flat_map(|photo| catalog.virtual_copies(*photo));
            going.extend(copies);
            let mut in_order: Vec<_> = going.iter().copied().collect();
            in_order.sort_unstable();
            catalog.leave_stacks(&in_order)?;
            catalog.drop_from_collections(&going)?;
            for id in in_order {
                catalog.keep(Key::Photo(id));
                catalog.keep(Key::Properties(Some(id)));
                catalog.store.swap(Image::Photo(id, None));
                catalog.store.swap(Image::Properties(Some(id), None));
                catalog.tell(Change::PhotoRemoved(id));
            }
            catalog.reorder();
            Ok(())
        })
    }

    /// `photo:rotateLeft`, `photo:rotateRight`.
    pub fn rotate(&mut self, id: PhotoId, turn: Turn) -> Result<()> {
        let name = match turn {
            Turn::Left => "Rotate Left",
            Turn::Right => "Rotate Right",
        };
        self.try_command(name, |catalog| {
            let photo = catalog.photo_mut(id)?;
            photo.orientation = photo.orientation.turned(turn);
            Ok(())
        })
    }

    /// `catalog:buildSmartPreviews` for one photo: whether it has one from now on, and had none. Nothing
    /// is built for a file that is missing.
    pub fn build_smart_preview(&mut self, id: PhotoId) -> Result<SmartPreview> {
        let photo = self.store.photos.get_mut(&id);
        let photo = photo.ok_or(Error::Gone {
            what: "photo",
            id: id.0,
        })?;
        Ok(
            match (
                photo.video.is_some(),
                photo.made.smart_preview,
                photo.available,
            ) {
                (true, ..) => SmartPreview::OfVideo,
                (_, true, _) => SmartPreview::Existed,
                (_, _, false) => SmartPreview::Failed,
                _ => {
                    Arc::make_mut(photo).made.smart_preview = true;
                    SmartPreview::Created
                }
            },
        )
    }

    /// A photo was exported: `isExported`. No step to undo, and no edit.
    pub fn mark_exported(&mut self, id: PhotoId) -> Result<()> {
        let photo = self.store.photos.get_mut(&id);
        let photo = photo.ok_or(Error::Gone {
            what: "photo",
            id: id.0,
        })?;
        Arc::make_mut(photo).made.export = true;
        Ok(())
    }

    /// A photo for a change of its metadata: kept for undo, counted as edited, and told.
    pub(crate) fn photo_mut(&mut self, id: PhotoId) -> Result<&mut Photo> {
        self.keep(Key::Photo(id));
        self.tell(Change::Metadata(id));
        self.reorder_by_metadata();
        self.edited(id)
    }

    /// A photo for a change of whatever kind. Building a catalog is no edit, and going on with the
    /// last step no further one (documented).
    pub(crate) fn edited(&mut self, id: PhotoId) -> Result<&mut Photo> {
        let now = self.now;
        let another_edit = self.frame_depth() > 0;
        let photo = self.store.photos.get_mut(&id);
        let photo = photo.ok_or(Error::Gone {
            what: "photo",
            id: id.0,
        })?;
        let photo = Arc::make_mut(photo);
        if another_edit {
            photo.edit_count = photo.edit_count.saturating_add(1);
            photo.last_edit = Some(now);
        }
        Ok(photo)
    }
}
