//! Builds a catalog: for the built-in one, generated ones and those read from files.

use std::cell::RefCell;
use std::sync::Arc;

use super::data::collection::{Collection, CollectionKind, CollectionSet};
use super::data::keyword::Keyword;
use super::{Catalog, Search, Source, ViewFilter};
use crate::error::Result;
use crate::id::{CollectionId, CollectionSetId, FolderId, KeywordId, PhotoId};
use crate::photo::Photo;
use crate::time::Moment;
use crate::value::Value;

/// Fills a catalog without gates, history or changes.
#[derive(Debug)]
pub struct Builder {
    catalog: Catalog,
}

impl Builder {
    /// An empty catalog; every uuid is derived from `seed`.
    pub fn new(path: &str, seed: u64) -> Self {
        let mut catalog = Catalog {
            path: path.to_owned(),
            seed,
            last_id: 0,
            uuids: 0,
            now: Moment::default(),
            store: super::data::store::Store::default(),
            quick_collection: CollectionId(0),
            target_collection: CollectionId(0),
            previous_import: Vec::new(),
            sources: vec![Source::AllPhotos],
            filter: ViewFilter::default(),
            filmstrip: RefCell::default(),
            stale_filmstrip: None,
            selection: super::Selection::default(),
            marks_active_only: false,
            develop_changes: 0,
            copied: None,
            actor: super::Actor::default(),
            gate: None,
            journal: super::Journal::default(),
            changes: crate::change::Changes::default(),
        };
        let name = "Quick Collection".to_owned();
        let kind = CollectionKind::Quick(Vec::new());
        let quick = catalog.insert_collection(Collection {
            name,
            parent: None,
            kind,
        });
        catalog.quick_collection = quick;
        catalog.target_collection = quick;
        Builder { catalog }
    }

    /// Makes a root folder, so that the folders of later photos are placed in it. Without one,
    /// the folder of the first photo is a root.
    pub fn root(&mut self, path: &str) -> FolderId {
        self.catalog.ensure_root(path)
    }

    /// Adds a photo whose file has this path; its name, folder and identity are set here. A uuid
    /// that is set is kept.
    pub fn photo(&mut self, path: &str, photo: Photo) -> Result<PhotoId> {
        let id = self.catalog.insert_photo(path, photo)?;
        self.catalog.previous_import.push(id);
        Ok(id)
    }

    /// Adds a virtual copy, stacked with its master.
    pub fn virtual_copy(&mut self, master: PhotoId, name: &str) -> Result<PhotoId> {
        self.catalog.create_virtual_copy(master, Some(name))
    }

    /// Changes a photo that was added.
    pub fn edit(&mut self, photo: PhotoId, edit: impl FnOnce(&mut Photo)) -> Result<()> {
        let photo = self.catalog.photo_mut(photo)?;
        edit(photo);
        Ok(())
    }

    /// All photos that were added, to be changed, also by several threads.
    pub fn photos_mut(&mut self) -> impl Iterator<Item = (PhotoId, &mut Photo)> {
        let photos = self.catalog.store.photos.iter_mut();
        photos.map(|(id, photo)| (*id, Arc::make_mut(photo)))
    }

    /// Adds a virtual copy that is not stacked. What it shares with its master is set here; a uuid
    /// that is set is kept.
    pub fn copy_of(&mut self, master: PhotoId, name: &str, mut copy: Photo) -> Result<PhotoId> {
        let original = self.catalog.photo(master)?;
        copy.folder = original.folder;
        copy.file_name.clone_from(&original.file_name);
        copy.master = Some(original.master.unwrap_or(master));
        copy.copy_name = Some(name.into());
        copy.stack = None;
        Ok(self.catalog.insert_entry(copy))
    }

    /// Stacks photos, the first on top; only that one is shown of a collapsed stack.
    pub fn stack(&mut self, photos: &[PhotoId], collapsed: bool) -> Result<()> {
        self.catalog.make_stack(photos)?;
        match photos.first() {
            Some(photo) => self.catalog.set_stack_collapsed(*photo, collapsed),
            None => Ok(()),
        }
    }

    /// Adds a keyword, or finds it.
    pub fn keyword(&mut self, name: &str, parent: Option<KeywordId>) -> KeywordId {
        let found = self.catalog.keyword_by_name(name, parent);
        found.unwrap_or_else(|| {
            let name = name.to_owned();
            let (synonyms, include_on_export) = (Vec::new(), true);
            self.insert_keyword(Keyword {
                name,
                synonyms,
                include_on_export,
                parent,
            })
        })
    }

    /// Adds the keyword of these levels, outermost first, or finds it; `None` without any.
    pub fn keyword_path(&mut self, levels: &[String]) -> Option<KeywordId> {
        self.catalog.ensure_keyword(levels)
    }

    /// Adds a keyword with all its attributes.
    pub fn insert_keyword(&mut self, keyword: Keyword) -> KeywordId {
        self.catalog.insert_keyword(keyword)
    }

    /// Adds a collection of these photos.
    pub fn collection(
        &mut self,
        name: &str,
        parent: Option<CollectionSetId>,
        photos: &[PhotoId],
    ) -> CollectionId {
        let (name, kind) = (name.to_owned(), CollectionKind::Plain(photos.to_vec()));
        self.catalog
            .insert_collection(Collection { name, parent, kind })
    }

    /// Adds a smart collection.
    pub fn smart_collection(
        &mut self,
        name: &str,
        parent: Option<CollectionSetId>,
        search: Search,
    ) -> CollectionId {
        let (name, kind) = (name.to_owned(), CollectionKind::Smart(search));
        self.catalog
            .insert_collection(Collection { name, parent, kind })
    }

    /// Adds a collection set.
    pub fn collection_set(
        &mut self,
        name: &str,
        parent: Option<CollectionSetId>,
    ) -> CollectionSetId {
        let name = name.to_owned();
        self.catalog
            .insert_collection_set(CollectionSet { name, parent })
    }

    /// Puts a photo into the quick collection.
    pub fn quick_collect(&mut self, photo: PhotoId) -> Result<()> {
        let quick = self.catalog.quick_collection;
        self.catalog
            .change_members(quick, |members| members.push(photo))
    }

    /// Sets a plug-in's property of a photo, or of the catalog for `None`.
    pub fn property(
        &mut self,
        photo: Option<PhotoId>,
        plugin: &str,
        field: &str,
        value: Value,
    ) -> Result<()> {
        let (access, opener) = (super::Access::PrivateWrite, self.catalog.actor);
        self.catalog.gate = Some(super::data::gate::OpenGate { access, opener });
        let set = self.catalog.set_property(photo, plugin, field, value, None);
        self.catalog.gate = None;
        set
    }

    /// The catalog as it stands, for a look at what was added.
    pub const fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The catalog, with the first photo of the filmstrip selected.
    pub fn build(mut self) -> Catalog {
        self.catalog.reorder();
        self.catalog.forget_history();
        self.catalog.select_first_photo();
        while self.catalog.poll_change().is_some() {}
        self.catalog
    }
}
