//! Folders, made from the paths of the photos in them.

use std::sync::Arc;

use super::Catalog;
use super::data::folder::Folder;
use super::data::key::Key;
use super::data::store::Image;
use crate::change::Change;
use crate::error::{Error, Result};
use crate::id::{FolderId, PhotoId};

impl Catalog {
    /// A folder.
    pub fn folder(&self, id: FolderId) -> Result<&Folder> {
        let folder = self.store.folders.get(&id);
        folder.map(|folder| &**folder).ok_or(Error::Gone {
            what: "folder",
            id: id.0,
        })
    }

    /// The folder with this local identifier.
    pub fn folder_by_local_id(&self, local_id: u32) -> Option<FolderId> {
        let id = FolderId(local_id);
        self.store.folders.contains_key(&id).then_some(id)
    }

    /// The folders directly in a folder, by name; the roots for `None`.
    pub fn child_folders(&self, parent: Option<FolderId>) -> Vec<FolderId> {
        let of_parent = self
            .store
            .folders
            .iter()
            .filter(|(_, folder)| folder.parent == parent);
        let mut named: Vec<_> = of_parent.map(|(id, folder)| (&*folder.name, *id)).collect();
        named.sort_unstable();
        named.into_iter().map(|(_, id)| id).collect()
    }

    /// `catalog:getFolderByPath`.
    pub fn folder_by_path(&self, path: &str) -> Option<FolderId> {
        self.store.folder_by_path(trimmed(path))
    }

    /// The photos in a folder, and in those within it if asked.
    pub fn folder_photos(&self, folder: FolderId, include_children: bool) -> Vec<PhotoId> {
        let within = |mut at: FolderId| loop {
            if at == folder {
                return true;
            }
            match self.store.folders.get(&at).and_then(|at| at.parent) {
                Some(parent) if include_children => at = parent,
                _ => return false,
            }
        };
        let photos = self.store.photos.iter();
        photos
            .filter(|(_, photo)| within(photo.folder))
            .map(|(id, _)| *id)
            .collect()
    }

    /// The folder with this path. One that is missing is made: below the nearest folder that
    /// there is, else as a root.
    pub(crate) fn ensure_folder(&mut self, path: &str) -> FolderId {
        let path = trimmed(path);
        if let Some(folder) = self.folder_by_path(path) {
            return folder;
        }
        let parent = self.nearest_folder(path).map(|(parent, length)| {
            let below = &path[length + 1..];
            match below.rfind(['/', '\\']) {
                Some(at) => self.ensure_folder(&path[..=length + at]),
                None => parent,
            }
        });
        self.insert_folder(path, parent)
    }

    /// Makes a root folder, unless the path is known.
    pub(crate) fn ensure_root(&mut self, path: &str) -> FolderId {
        let path = trimmed(path);
        let known = self.folder_by_path(path);
        known.unwrap_or_else(|| self.insert_folder(path, None))
    }

    fn insert_folder(&mut self, path: &str, parent: Option<FolderId>) -> FolderId {
        let name = path
            .rsplit(['/', '\\'])
            .find(|name| !name.is_empty())
            .unwrap_or(path);
        let id = FolderId(self.new_id());
        let (name, path) = (name.to_owned(), path.to_owned());
        self.keep(Key::Folder(id));
        let folder = Arc::new(Folder { name, path, parent });
        self.store.swap(Image::Folder(id, Some(folder)));
        self.tell(Change::Folders);
        id
    }

    /// The deepest folder that holds `path`, and the length of its own path.
    fn nearest_folder(&self, path: &str) -> Option<(FolderId, usize)> {
        let holds = |folder: &Folder| {
            let rest = path.strip_prefix(folder.path.as_str());
            rest.is_some_and(|rest| rest.starts_with(['/', '\\']))
        };
        let folders = self.store.folders.iter();
        let holding = folders.filter(|(_, folder)| holds(folder));
        holding
            .map(|(id, folder)| (*id, folder.path.len()))
            .max_by_key(|(_, length)| *length)
    }
}

/// Splits a file's path into its folder's path and its name.
pub(crate) fn split(path: &str) -> Option<(&str, &str)> {
    let at = path.rfind(['/', '\\'])?;
    Some((&path[..at], &path[at + 1..]))
}

/// The separator that this path uses.
pub(crate) fn separator(path: &str) -> char {
    if path.contains('\\') && !path.contains('/') {
        '\\'
    } else {
        '/'
    }
}

fn trimmed(path: &str) -> &str {
    path.trim_end_matches(['/', '\\'])
}
