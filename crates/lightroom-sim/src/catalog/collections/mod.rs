//! Collections, smart collections, collection sets, the quick collection and the target.

mod change;
mod sets;

use super::{Catalog, Search, Sort};
use crate::error::{Error, Result};
use crate::id::{CollectionId, CollectionOrSet, CollectionSetId, PhotoId};

/// A collection.
#[derive(Clone, Debug, PartialEq)]
pub struct Collection {
    /// Its name; unique within its set.
    pub name: String,
    /// The set it is in.
    pub parent: Option<CollectionSetId>,
    /// What makes it up.
    pub kind: CollectionKind,
}

/// What makes up a collection.
#[derive(Clone, Debug, PartialEq)]
pub enum CollectionKind {
    /// These photos, in the order they were added.
    Plain(Vec<PhotoId>),
    /// The photos that a search finds.
    Smart(Search),
    /// The quick collection: these photos; it has no place among the others.
    Quick(Vec<PhotoId>),
}

/// A collection set.
#[derive(Clone, Debug, PartialEq)]
pub struct CollectionSet {
    /// Its name; unique within its parent.
    pub name: String,
    /// The set it is in.
    pub parent: Option<CollectionSetId>,
}

impl Collection {
    /// Whether it is smart.
    pub const fn is_smart(&self) -> bool {
        matches!(self.kind, CollectionKind::Smart(_))
    }

    /// Its search descriptor, if it is smart.
    pub const fn search(&self) -> Option<&Search> {
        match &self.kind {
            CollectionKind::Smart(search) => Some(search),
            _ => None,
        }
    }

    fn members(&self) -> Option<&Vec<PhotoId>> {
        match &self.kind {
            CollectionKind::Plain(photos) | CollectionKind::Quick(photos) => Some(photos),
            CollectionKind::Smart(_) => None,
        }
    }

    fn members_mut(&mut self) -> Option<&mut Vec<PhotoId>> {
        match &mut self.kind {
            CollectionKind::Plain(photos) | CollectionKind::Quick(photos) => Some(photos),
            CollectionKind::Smart(_) => None,
        }
    }
}

impl Catalog {
    /// A collection.
    pub fn collection(&self, id: CollectionId) -> Result<&Collection> {
        let collection = self.store.collections.get(&id);
        collection.map(|it| &**it).ok_or(Error::Gone {
            what: "collection",
            id: id.0,
        })
    }

    /// A collection set.
    pub fn collection_set(&self, id: CollectionSetId) -> Result<&CollectionSet> {
        let set = self.store.sets.get(&id);
        set.map(|set| &**set).ok_or(Error::Gone {
            what: "collection set",
            id: id.0,
        })
    }

    /// `catalog:getCollectionByLocalIdentifier`.
    pub fn collection_by_local_id(&self, local_id: u32) -> Option<CollectionOrSet> {
        let (collection, set) = (CollectionId(local_id), CollectionSetId(local_id));
        if self.store.collections.contains_key(&collection) {
            Some(CollectionOrSet::Collection(collection))
        } else {
            self.store
                .sets
                .contains_key(&set)
                .then_some(CollectionOrSet::Set(set))
        }
    }

    /// The collections directly in a set, by name; the topmost for `None`.
    pub fn child_collections(&self, parent: Option<CollectionSetId>) -> Vec<CollectionId> {
        let listed =
            |it: &Collection| it.parent == parent && !matches!(it.kind, CollectionKind::Quick(_));
        let children = self.store.collections.iter().filter(|(_, it)| listed(it));
        let mut named: Vec<_> = children
            .map(|(id, it)| (it.name.to_lowercase(), *id))
            .collect();
        named.sort_unstable();
        named.into_iter().map(|(_, id)| id).collect()
    }

    /// The sets directly in a set, by name; the topmost for `None`.
    pub fn child_collection_sets(&self, parent: Option<CollectionSetId>) -> Vec<CollectionSetId> {
        let children = self
            .store
            .sets
            .iter()
            .filter(|(_, set)| set.parent == parent);
        let mut named: Vec<_> = children
            .map(|(id, it)| (it.name.to_lowercase(), *id))
            .collect();
        named.sort_unstable();
        named.into_iter().map(|(_, id)| id).collect()
    }

    /// The photos of a collection; of a smart one those it finds now.
    pub fn collection_photos(&self, id: CollectionId) -> Result<Vec<PhotoId>> {
        match &self.collection(id)?.kind {
            CollectionKind::Plain(photos) | CollectionKind::Quick(photos) => Ok(photos.clone()),
            CollectionKind::Smart(search) => self.find_photos(search, Sort::default()),
        }
    }

    /// `photo:getContainedCollections`: the plain ones.
    pub fn collections_of(&self, photo: PhotoId) -> Vec<CollectionId> {
        let holds = |it: &Collection| match &it.kind {
            CollectionKind::Plain(photos) => photos.contains(&photo),
            _ => false,
        };
        let collections = self.store.collections.iter();
        collections
            .filter(|(_, it)| holds(it))
            .map(|(id, _)| *id)
            .collect()
    }

    /// The quick collection.
    pub const fn quick_collection(&self) -> CollectionId {
        self.quick_collection
    }

    /// The target collection: where the B key puts photos. The quick one unless set.
    pub fn target_collection(&self) -> CollectionId {
        let there = self.store.collections.contains_key(&self.target_collection);
        if there {
            self.target_collection
        } else {
            self.quick_collection
        }
    }

    /// Makes a plain collection the target.
    pub fn set_target_collection(&mut self, id: CollectionId) -> Result<()> {
        self.plain("LrCatalog:setTargetCollection", id)?;
        self.target_collection = id;
        Ok(())
    }
}

fn valid_name(function: &'static str, name: &str) -> Result<()> {
    if name.is_empty() {
        let problem = "the name must not be empty".to_owned();
        return Err(Error::BadArgument { function, problem });
    }
    Ok(())
}
