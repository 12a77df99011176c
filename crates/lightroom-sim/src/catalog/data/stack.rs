//! Stacks.

use crate::id::PhotoId;

/// A stack.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    /// Its photos, the topmost first; at least two.
    pub members: Vec<PhotoId>,
    /// Whether only the topmost is shown.
    pub collapsed: bool,
}
