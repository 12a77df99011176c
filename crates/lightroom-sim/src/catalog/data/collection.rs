//! Collections, of every kind, and collection sets.

use crate::catalog::search::Search;
use crate::id::{CollectionSetId, PhotoId};

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

    pub(in crate::catalog) fn members(&self) -> Option<&Vec<PhotoId>> {
        match &self.kind {
            CollectionKind::Plain(photos) | CollectionKind::Quick(photos) => Some(photos),
            CollectionKind::Smart(_) => None,
        }
    }

    pub(in crate::catalog) fn members_mut(&mut self) -> Option<&mut Vec<PhotoId>> {
        match &mut self.kind {
            CollectionKind::Plain(photos) | CollectionKind::Quick(photos) => Some(photos),
            CollectionKind::Smart(_) => None,
        }
    }
}
