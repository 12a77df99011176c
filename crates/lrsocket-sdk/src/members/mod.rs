//! The table of the SDK's members, and what stands for those that are not implemented.

pub(crate) mod develop_since;
pub(crate) mod missing;
pub(crate) mod stub;
pub(crate) mod surface;
pub(crate) mod waiting;
