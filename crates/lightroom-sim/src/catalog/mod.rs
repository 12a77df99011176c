//! The catalog: everything that is stored, what is selected of it, and its history.

mod builder;
mod collections;
mod data;
mod folders;
mod gate;
mod journal;
mod keywords;
mod marks;
mod photos;
mod properties;
mod search;
mod selection;
mod sources;
mod stacks;
mod versions;

use std::cell::RefCell;
use std::sync::Arc;

pub use builder::Builder;
pub use data::collection::{Collection, CollectionKind, CollectionSet};
pub use data::folder::Folder;
pub use data::gate::{Access, Actor};
pub use data::keyword::Keyword;
pub use data::property::{Properties, Property};
pub use data::source::{ShownKinds, Source, ViewFilter};
pub use data::stack::Stack;
pub use gate::Gate;
pub use journal::Group;
pub use keywords::KeywordAttributes;
pub use photos::{SmartPreview, StackPosition};
pub use search::{Combine, Criterion, Search, SearchField, Sort, SortBy};
pub use selection::Direction;
pub use versions::DevelopEdit;

use crate::change::{Change, Changes};
use crate::develop;
use crate::id::{CollectionId, PhotoId, Uuid};
use crate::time::Moment;
use data::gate::OpenGate;
use data::history::Journal;
use data::selection::Selection;
use data::store::Store;

/// A catalog.
///
/// Methods come in families. Plain reads take `&self`. Changes that the SDK allows only within
/// `withWriteAccessDo` fail with [`Error::NoWriteAccess`](crate::Error::NoWriteAccess) unless
/// [`begin_write`](Catalog::begin_write) has opened a gate for the one who makes them
/// ([`set_actor`](Catalog::set_actor)). What a person or a namespace such as
/// `LrSelection` does needs no gate: each such call is one undo step of its own, or joins the gate
/// or group that is open. [`poll_change`](Catalog::poll_change) tells the host what happened.
///
/// An id stays valid for the object until it is deleted, and again after an undo of that.
#[derive(Clone, Debug)]
pub struct Catalog {
    path: String,
    seed: u64,
    last_id: u32,
    uuids: u64,
    now: Moment,
    store: Store,
    quick_collection: CollectionId,
    target_collection: CollectionId,
    previous_import: Vec<PhotoId>,
    sources: Vec<Source>,
    filter: ViewFilter,
    filmstrip: RefCell<Option<Arc<[PhotoId]>>>,
    /// The filmstrip before the last reordering; says what was next to a photo that has gone.
    stale_filmstrip: Option<Arc<[PhotoId]>>,
    selection: Selection,
    marks_active_only: bool,
    copied: Option<develop::Table>,
    actor: Actor,
    gate: Option<OpenGate>,
    journal: Journal,
    changes: Changes,
    develop_changes: u64,
}

impl Catalog {
    /// The path of the `.lrcat` file.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Tells the time; it stamps edits and decides what "today" is.
    pub fn set_now(&mut self, now: Moment) {
        self.now = now;
    }

    /// Whether marks are for the active photo alone, in place of all that are selected: as in
    /// Lightroom while another view than the grid is shown.
    pub fn mark_active_only(&mut self, active_only: bool) {
        self.marks_active_only = active_only;
    }

    /// The time as last told.
    pub const fn now(&self) -> Moment {
        self.now
    }

    /// The next change to tell observers of.
    pub fn poll_change(&mut self) -> Option<Change> {
        self.changes.poll()
    }

    /// How often develop settings have changed, by whomever.
    pub const fn develop_changes(&self) -> u64 {
        self.develop_changes
    }

    pub(crate) fn tell(&mut self, change: Change) {
        self.develop_changes += u64::from(matches!(change, Change::Develop(_)));
        self.changes.push(change);
    }

    fn new_id(&mut self) -> u32 {
        self.last_id += 1;
        self.last_id
    }

    fn new_uuid(&mut self) -> Uuid {
        self.uuids += 1;
        Uuid::derived(self.seed, self.uuids)
    }
}
