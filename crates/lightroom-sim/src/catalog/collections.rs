//! Collections, smart collections, collection sets, the quick collection and the target.

use std::collections::HashSet;
use std::sync::Arc;

use super::store::Key;
use super::{Catalog, Search, Sort};
use crate::change::Change;
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

    /// `catalog:createCollection`: `None` if the name is taken and the prior one was not asked
    /// for.
    pub fn create_collection(
        &mut self,
        name: &str,
        parent: Option<CollectionSetId>,
        can_return_prior: bool,
    ) -> Result<Option<CollectionId>> {
        let kind = CollectionKind::Plain(Vec::new());
        self.create(
            "LrCatalog:createCollection",
            name,
            kind,
            parent,
            can_return_prior,
        )
    }

    /// `catalog:createSmartCollection`.
    pub fn create_smart_collection(
        &mut self,
        name: &str,
        search: Search,
        parent: Option<CollectionSetId>,
        can_return_prior: bool,
    ) -> Result<Option<CollectionId>> {
        let kind = CollectionKind::Smart(search);
        self.create(
            "LrCatalog:createSmartCollection",
            name,
            kind,
            parent,
            can_return_prior,
        )
    }

    fn create(
        &mut self,
        function: &'static str,
        name: &str,
        kind: CollectionKind,
        parent: Option<CollectionSetId>,
        can_return_prior: bool,
    ) -> Result<Option<CollectionId>> {
        self.assert_write(function)?;
        valid_name(function, name)?;
        if let Some(parent) = parent {
            self.collection_set(parent)?;
        }
        let prior = self.child_collections(parent).into_iter();
        let prior = prior.filter(|id| self.collection(*id).is_ok_and(|it| it.name == name));
        if let Some(prior) = prior.last() {
            return Ok(can_return_prior.then_some(prior));
        }
        let name = name.to_owned();
        Ok(Some(self.insert_collection(Collection {
            name,
            parent,
            kind,
        })))
    }

    pub(crate) fn insert_collection(&mut self, collection: Collection) -> CollectionId {
        let id = CollectionId(self.new_id());
        self.keep(Key::Collection(id));
        self.store.collections.insert(id, Arc::new(collection));
        self.tell(Change::Collections);
        id
    }

    /// `catalog:createCollectionSet`.
    pub fn create_collection_set(
        &mut self,
        name: &str,
        parent: Option<CollectionSetId>,
        can_return_prior: bool,
    ) -> Result<Option<CollectionSetId>> {
        const FUNCTION: &str = "LrCatalog:createCollectionSet";
        self.assert_write(FUNCTION)?;
        valid_name(FUNCTION, name)?;
        if let Some(parent) = parent {
            self.collection_set(parent)?;
        }
        let prior = self.child_collection_sets(parent).into_iter();
        let prior = prior.filter(|id| self.collection_set(*id).is_ok_and(|it| it.name == name));
        if let Some(prior) = prior.last() {
            return Ok(can_return_prior.then_some(prior));
        }
        let name = name.to_owned();
        Ok(Some(
            self.insert_collection_set(CollectionSet { name, parent }),
        ))
    }

    pub(crate) fn insert_collection_set(&mut self, set: CollectionSet) -> CollectionSetId {
        let id = CollectionSetId(self.new_id());
        self.keep(Key::Set(id));
        self.store.sets.insert(id, Arc::new(set));
        self.tell(Change::Collections);
        id
    }

    /// `collection:addPhotos`; those that are in it stay where they are.
    pub fn add_to_collection(&mut self, id: CollectionId, photos: &[PhotoId]) -> Result<()> {
        const FUNCTION: &str = "LrCollection:addPhotos";
        self.assert_write(FUNCTION)?;
        self.plain(FUNCTION, id)?;
        for photo in photos {
            self.photo(*photo)?;
        }
        self.change_members(id, |members| add_missing(members, photos))
    }

    /// `collection:removePhotos`.
    pub fn remove_from_collection(&mut self, id: CollectionId, photos: &[PhotoId]) -> Result<()> {
        const FUNCTION: &str = "LrCollection:removePhotos";
        self.assert_write(FUNCTION)?;
        self.plain(FUNCTION, id)?;
        let photos: HashSet<_> = photos.iter().collect();
        self.change_members(id, |members| {
            members.retain(|photo| !photos.contains(photo))
        })
    }

    /// `collection:removeAllPhotos`.
    pub fn clear_collection(&mut self, id: CollectionId) -> Result<()> {
        const FUNCTION: &str = "LrCollection:removeAllPhotos";
        self.assert_write(FUNCTION)?;
        self.plain(FUNCTION, id)?;
        self.change_members(id, Vec::clear)
    }

    /// `photo:addOrRemoveFromTargetCollection`. No gate is needed.
    pub fn toggle_in_target(&mut self, photo: PhotoId) -> Result<()> {
        self.photo(photo)?;
        let target = self.target_collection();
        let there = self
            .collection(target)?
            .members()
            .is_some_and(|it| it.contains(&photo));
        let name = if there {
            "Remove from Collection"
        } else {
            "Add to Collection"
        };
        self.try_command(name, |catalog| {
            catalog.change_members(target, |members| {
                if there {
                    members.retain(|member| *member != photo);
                } else {
                    members.push(photo);
                }
            })
        })
    }

    /// `collection:setSearchDescription`.
    pub fn set_search(&mut self, id: CollectionId, search: Search) -> Result<()> {
        const FUNCTION: &str = "LrCollection:setSearchDescription";
        self.assert_write(FUNCTION)?;
        if !self.collection(id)?.is_smart() {
            let problem = "this collection is not a smart collection".to_owned();
            return Err(Error::BadArgument {
                function: FUNCTION,
                problem,
            });
        }
        self.collection_mut(id)?.kind = CollectionKind::Smart(search);
        Ok(())
    }

    /// `collection:setName`.
    pub fn rename_collection(&mut self, id: CollectionId, name: &str) -> Result<()> {
        const FUNCTION: &str = "LrCollection:setName";
        self.assert_write(FUNCTION)?;
        valid_name(FUNCTION, name)?;
        name.clone_into(&mut self.collection_mut(id)?.name);
        Ok(())
    }

    /// `collection:setParent`.
    pub fn move_collection(
        &mut self,
        id: CollectionId,
        parent: Option<CollectionSetId>,
    ) -> Result<()> {
        self.assert_write("LrCollection:setParent")?;
        if let Some(parent) = parent {
            self.collection_set(parent)?;
        }
        self.collection_mut(id)?.parent = parent;
        Ok(())
    }

    /// `collection:delete`.
    pub fn delete_collection(&mut self, id: CollectionId) -> Result<()> {
        const FUNCTION: &str = "LrCollection:delete";
        self.assert_write(FUNCTION)?;
        if id == self.quick_collection {
            let problem = "the quick collection cannot be deleted".to_owned();
            return Err(Error::BadArgument {
                function: FUNCTION,
                problem,
            });
        }
        self.collection(id)?;
        self.drop_collection(id);
        Ok(())
    }

    /// `collectionSet:setName`.
    pub fn rename_collection_set(&mut self, id: CollectionSetId, name: &str) -> Result<()> {
        const FUNCTION: &str = "LrCollectionSet:setName";
        self.assert_write(FUNCTION)?;
        valid_name(FUNCTION, name)?;
        name.clone_into(&mut self.set_mut(id)?.name);
        Ok(())
    }

    /// `collectionSet:setParent`; a set cannot be moved into itself.
    pub fn move_collection_set(
        &mut self,
        id: CollectionSetId,
        parent: Option<CollectionSetId>,
    ) -> Result<()> {
        const FUNCTION: &str = "LrCollectionSet:setParent";
        self.assert_write(FUNCTION)?;
        let mut above = parent;
        while let Some(at) = above {
            if at == id {
                let problem = "a collection set cannot be placed in itself".to_owned();
                return Err(Error::BadArgument {
                    function: FUNCTION,
                    problem,
                });
            }
            above = self.collection_set(at)?.parent;
        }
        self.set_mut(id)?.parent = parent;
        Ok(())
    }

    /// `collectionSet:delete`: with everything in it.
    pub fn delete_collection_set(&mut self, id: CollectionSetId) -> Result<()> {
        self.assert_write("LrCollectionSet:delete")?;
        self.collection_set(id)?;
        self.drop_set(id);
        Ok(())
    }

    fn drop_set(&mut self, id: CollectionSetId) {
        for set in self.child_collection_sets(Some(id)) {
            self.drop_set(set);
        }
        for collection in self.child_collections(Some(id)) {
            self.drop_collection(collection);
        }
        self.keep(Key::Set(id));
        self.store.sets.remove(&id);
        self.reorder();
        self.tell(Change::Collections);
    }

    fn drop_collection(&mut self, id: CollectionId) {
        self.keep(Key::Collection(id));
        self.store.collections.remove(&id);
        self.reorder();
        self.tell(Change::Collections);
    }

    /// Takes photos out of every collection.
    pub(crate) fn drop_from_collections(&mut self, photos: &HashSet<PhotoId>) -> Result<()> {
        let holding = self.store.collections.iter().filter(|(_, it)| {
            it.members()
                .is_some_and(|it| it.iter().any(|photo| photos.contains(photo)))
        });
        let holding: Vec<_> = holding.map(|(id, _)| *id).collect();
        for id in holding {
            self.change_members(id, |members| {
                members.retain(|photo| !photos.contains(photo))
            })?;
        }
        Ok(())
    }

    pub(crate) fn change_members(
        &mut self,
        id: CollectionId,
        change: impl FnOnce(&mut Vec<PhotoId>),
    ) -> Result<()> {
        if let Some(members) = self.collection_mut(id)?.members_mut() {
            change(members);
        }
        Ok(())
    }

    fn plain(&self, function: &'static str, id: CollectionId) -> Result<()> {
        if self.collection(id)?.is_smart() {
            let problem = "the photos of a smart collection cannot be changed".to_owned();
            return Err(Error::BadArgument { function, problem });
        }
        Ok(())
    }

    fn collection_mut(&mut self, id: CollectionId) -> Result<&mut Collection> {
        self.keep(Key::Collection(id));
        self.reorder();
        self.tell(Change::Collections);
        let collection = self.store.collections.get_mut(&id);
        collection.map(Arc::make_mut).ok_or(Error::Gone {
            what: "collection",
            id: id.0,
        })
    }

    fn set_mut(&mut self, id: CollectionSetId) -> Result<&mut CollectionSet> {
        self.keep(Key::Set(id));
        self.reorder();
        self.tell(Change::Collections);
        let set = self.store.sets.get_mut(&id);
        set.map(Arc::make_mut).ok_or(Error::Gone {
            what: "collection set",
            id: id.0,
        })
    }
}

/// Appends those that are not there yet.
fn add_missing(members: &mut Vec<PhotoId>, photos: &[PhotoId]) {
    let mut there: HashSet<_> = members.iter().copied().collect();
    members.extend(photos.iter().filter(|photo| there.insert(**photo)));
}

fn valid_name(function: &'static str, name: &str) -> Result<()> {
    if name.is_empty() {
        let problem = "the name must not be empty".to_owned();
        return Err(Error::BadArgument { function, problem });
    }
    Ok(())
}
