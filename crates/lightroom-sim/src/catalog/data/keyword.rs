//! Keywords.

use crate::id::KeywordId;

/// A keyword.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// Its name; unique among its siblings, whatever the case.
    pub name: String,
    /// Its synonyms.
    pub synonyms: Vec<String>,
    /// Whether it is written to exported photos.
    pub include_on_export: bool,
    /// The keyword that contains it.
    pub parent: Option<KeywordId>,
}
