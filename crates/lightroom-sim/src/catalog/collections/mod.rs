//! Collections, smart collections, collection sets, the quick collection and the target.

mod change;
mod sets;

use super::data::collection::{Collection, CollectionKind, CollectionSet};
use super::{Catalog, Sort};
use crate::error::{Error, Result};
use crate::id::{CollectionId, CollectionOrSet, CollectionSetId, PhotoId};

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
