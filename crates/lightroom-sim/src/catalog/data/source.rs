//! What the Library can show.

use crate::catalog::search::Search;
use crate::id::{CollectionId, CollectionSetId, FolderId};
use crate::value::Table;

/// Something that can be viewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// `kAllPhotos`.
    AllPhotos,
    /// `kQuickCollectionIdentifier`.
    QuickCollection,
    /// `kTargetCollection`; what is viewed then is the collection itself.
    TargetCollection,
    /// `kPreviousImport`.
    PreviousImport,
    /// `kTemporaryImages`; always empty here.
    TemporaryImages,
    /// `kLastCatalogExport`; always empty here.
    LastCatalogExport,
    /// A folder, with those within it.
    Folder(FolderId),
    /// A collection.
    Collection(CollectionId),
    /// A collection set: the photos of everything in it.
    CollectionSet(CollectionSetId),
}

/// The filter of the Library, as far as it hides photos.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewFilter {
    /// Only photos that this finds; `None` shows all.
    pub search: Option<Search>,
    /// Only photos of these kinds; `None` shows all.
    pub kinds: Option<ShownKinds>,
    /// What was set, as `getCurrentViewFilter` has it.
    pub fields: Table,
}

/// Which kinds of photos a filter shows: `whichCopies`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownKinds {
    /// Photos that are not virtual copies.
    pub masters: bool,
    /// Virtual copies.
    pub virtual_copies: bool,
    /// Videos.
    pub videos: bool,
}
