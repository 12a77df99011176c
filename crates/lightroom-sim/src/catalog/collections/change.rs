//! Changes of collections.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::data::key::Key;
use super::super::{Catalog, Search};
use super::{Collection, CollectionKind, valid_name};
use crate::change::Change;
use crate::error::{Error, Result};
use crate::id::{CollectionId, CollectionSetId, PhotoId};

impl Catalog {
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
            members.retain(|photo| !photos.contains(photo));
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

    pub(super) fn drop_collection(&mut self, id: CollectionId) {
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
                members.retain(|photo| !photos.contains(photo));
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

    pub(super) fn plain(&self, function: &'static str, id: CollectionId) -> Result<()> {
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
}

/// Appends those that are not there yet.
fn add_missing(members: &mut Vec<PhotoId>, photos: &[PhotoId]) {
    let mut there: HashSet<_> = members.iter().copied().collect();
    members.extend(photos.iter().filter(|photo| there.insert(**photo)));
}
