//! Changes of collection sets.

use std::sync::Arc;

use super::super::Catalog;
use super::super::data::key::Key;
use super::{CollectionSet, valid_name};
use crate::change::Change;
use crate::error::{Error, Result};
use crate::id::CollectionSetId;

impl Catalog {
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

    pub(super) fn drop_set(&mut self, id: CollectionSetId) {
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
