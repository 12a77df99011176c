//! What a catalog is made of. Nothing here knows the catalog itself: what is done with these stands in
//! the modules beside this one.

pub(super) mod collection;
pub(super) mod folder;
pub(super) mod gate;
pub(super) mod history;
pub(super) mod key;
pub(super) mod keyword;
pub(super) mod property;
pub(super) mod selection;
pub(super) mod source;
pub(super) mod stack;
pub(super) mod store;
