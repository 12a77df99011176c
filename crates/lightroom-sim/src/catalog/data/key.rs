//! The names of the entries of the catalog's tables.

use crate::id::{CollectionId, CollectionSetId, FolderId, KeywordId, PhotoId, StackId};

/// Names one entry of one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Photo(PhotoId),
    Keyword(KeywordId),
    Collection(CollectionId),
    Set(CollectionSetId),
    Folder(FolderId),
    Stack(StackId),
    /// Of a photo, or of the catalog itself.
    Properties(Option<PhotoId>),
}
