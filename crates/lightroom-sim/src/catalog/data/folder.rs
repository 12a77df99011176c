//! Folders.

use crate::id::FolderId;

/// A folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Folder {
    /// Its leaf name.
    pub name: String,
    /// Its whole path, without a separator at its end.
    pub path: String,
    /// The folder around it; none for a root.
    pub parent: Option<FolderId>,
}
