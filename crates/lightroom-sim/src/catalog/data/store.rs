//! The tables of the catalog, and their exchange with the history.
//!
//! An entry is shared (`Arc`) between the table and the history that may restore it: a change
//! copies the entry once per step, whatever the size of the catalog.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::collection::{Collection, CollectionSet};
use super::folder::Folder;
use super::key::Key;
use super::keyword::Keyword;
use super::property::Properties;
use super::stack::Stack;
use crate::id::{CollectionId, CollectionSetId, FolderId, KeywordId, PhotoId, StackId, Uuid};
use crate::photo::Photo;

/// An entry as it is or was; `None` is its absence.
#[derive(Clone, Debug)]
pub(crate) enum Image {
    Photo(PhotoId, Option<Arc<Photo>>),
    Keyword(KeywordId, Option<Arc<Keyword>>),
    Collection(CollectionId, Option<Arc<Collection>>),
    Set(CollectionSetId, Option<Arc<CollectionSet>>),
    Folder(FolderId, Option<Arc<Folder>>),
    Stack(StackId, Option<Arc<Stack>>),
    Properties(Option<PhotoId>, Option<Arc<Properties>>),
}

impl Image {
    pub(crate) const fn key(&self) -> Key {
        match self {
            Image::Photo(id, _) => Key::Photo(*id),
            Image::Keyword(id, _) => Key::Keyword(*id),
            Image::Collection(id, _) => Key::Collection(*id),
            Image::Set(id, _) => Key::Set(*id),
            Image::Folder(id, _) => Key::Folder(*id),
            Image::Stack(id, _) => Key::Stack(*id),
            Image::Properties(id, _) => Key::Properties(*id),
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    pub(crate) photos: BTreeMap<PhotoId, Arc<Photo>>,
    pub(crate) keywords: BTreeMap<KeywordId, Arc<Keyword>>,
    pub(crate) collections: BTreeMap<CollectionId, Arc<Collection>>,
    pub(crate) sets: BTreeMap<CollectionSetId, Arc<CollectionSet>>,
    pub(crate) folders: BTreeMap<FolderId, Arc<Folder>>,
    pub(crate) stacks: BTreeMap<StackId, Arc<Stack>>,
    pub(crate) properties: BTreeMap<Option<PhotoId>, Arc<Properties>>,
    /// The masters by folder and file name.
    by_file: HashMap<(FolderId, Box<str>), PhotoId>,
    by_uuid: HashMap<Uuid, PhotoId>,
    /// The virtual copies of masters that have some.
    copies: HashMap<PhotoId, BTreeSet<PhotoId>>,
    by_folder_path: HashMap<String, FolderId>,
}

impl Store {
    /// The entry as it is now.
    pub(crate) fn image(&self, key: Key) -> Image {
        match key {
            Key::Photo(id) => Image::Photo(id, self.photos.get(&id).cloned()),
            Key::Keyword(id) => Image::Keyword(id, self.keywords.get(&id).cloned()),
            Key::Collection(id) => Image::Collection(id, self.collections.get(&id).cloned()),
            Key::Set(id) => Image::Set(id, self.sets.get(&id).cloned()),
            Key::Folder(id) => Image::Folder(id, self.folders.get(&id).cloned()),
            Key::Stack(id) => Image::Stack(id, self.stacks.get(&id).cloned()),
            Key::Properties(id) => Image::Properties(id, self.properties.get(&id).cloned()),
        }
    }

    /// Puts an entry in its place and returns what was there.
    pub(crate) fn swap(&mut self, image: Image) -> Image {
        match image {
            Image::Photo(id, photo) => Image::Photo(id, self.swap_photo(id, photo)),
            Image::Keyword(id, new) => Image::Keyword(id, put(&mut self.keywords, id, new)),
            Image::Collection(id, new) => {
                Image::Collection(id, put(&mut self.collections, id, new))
            }
            Image::Set(id, new) => Image::Set(id, put(&mut self.sets, id, new)),
            Image::Folder(id, folder) => Image::Folder(id, self.swap_folder(id, folder)),
            Image::Stack(id, new) => Image::Stack(id, put(&mut self.stacks, id, new)),
            Image::Properties(id, new) => Image::Properties(id, put(&mut self.properties, id, new)),
        }
    }

    fn swap_photo(&mut self, id: PhotoId, photo: Option<Arc<Photo>>) -> Option<Arc<Photo>> {
        if let Some(old) = self.photos.get(&id) {
            self.by_uuid.remove(&old.uuid);
            match old.master {
                None => {
                    self.by_file.remove(&(old.folder, old.file_name.clone()));
                }
                Some(master) => {
                    if let Some(copies) = self.copies.get_mut(&master) {
                        copies.remove(&id);
                    }
                }
            }
        }
        if let Some(new) = &photo {
            self.by_uuid.insert(new.uuid, id);
            match new.master {
                None => {
                    self.by_file.insert((new.folder, new.file_name.clone()), id);
                }
                Some(master) => {
                    self.copies.entry(master).or_default().insert(id);
                }
            }
        }
        put(&mut self.photos, id, photo)
    }

    fn swap_folder(&mut self, id: FolderId, folder: Option<Arc<Folder>>) -> Option<Arc<Folder>> {
        if let Some(old) = self.folders.get(&id) {
            self.by_folder_path.remove(&old.path);
        }
        if let Some(new) = &folder {
            self.by_folder_path.insert(new.path.clone(), id);
        }
        put(&mut self.folders, id, folder)
    }

    pub(crate) fn folder_by_path(&self, path: &str) -> Option<FolderId> {
        self.by_folder_path.get(path).copied()
    }

    pub(crate) fn photo_by_file(&self, folder: FolderId, file_name: &str) -> Option<PhotoId> {
        self.by_file.get(&(folder, file_name.into())).copied()
    }

    /// The virtual copies of a master, in the order in which they were made.
    pub(crate) fn copies(&self, master: PhotoId) -> impl Iterator<Item = PhotoId> {
        self.copies.get(&master).into_iter().flatten().copied()
    }

    pub(crate) fn photo_by_uuid(&self, uuid: Uuid) -> Option<PhotoId> {
        self.by_uuid.get(&uuid).copied()
    }
}

fn put<K: Ord, T>(table: &mut BTreeMap<K, Arc<T>>, id: K, new: Option<Arc<T>>) -> Option<Arc<T>> {
    match new {
        Some(new) => table.insert(id, new),
        None => table.remove(&id),
    }
}
