//! What is selected.

use std::collections::HashSet;

use crate::id::PhotoId;

/// The selection. An active photo is always among the selected; without one nothing is selected.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    pub(in crate::catalog) active: Option<PhotoId>,
    pub(in crate::catalog) selected: HashSet<PhotoId>,
    /// How often another photo has become active.
    pub(in crate::catalog) activations: u64,
    /// The filmstrip has changed: some of it may be gone.
    pub(crate) to_be_checked: bool,
}
