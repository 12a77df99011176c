//! A simulated Lightroom Classic: the state that plug-ins read and change.
//!
//! There is no Lua here, no I/O, no clock and no randomness: identifiers derive from a seed, time
//! is told, and files are described by the caller. What Lightroom does where is marked in the
//! comments as documented, reported or a guess.
//!
//! ```
//! use lightroom_sim::{Access, Lightroom, Rating, Value};
//!
//! let mut lightroom = Lightroom::built_in();
//! let catalog = &mut lightroom.catalog;
//! let photo = catalog.active_photo().expect("the first photo is selected");
//!
//! let gate = catalog.begin_write("Add title", Access::Write)?;
//! catalog.set_raw_metadata(photo, "title", Value::from("Low tide"))?;
//! catalog.end_write(gate);
//! assert_eq!(catalog.formatted_metadata_named(photo, "title")?, Value::from("Low tide"));
//!
//! catalog.set_rating(Rating::new(4));
//! assert_eq!(catalog.undo().as_deref(), Some("Set Rating to 4"));
//! assert_eq!(catalog.undo().as_deref(), Some("Add title"));
//! assert_eq!(catalog.formatted_metadata_named(photo, "title")?, Value::from("Cranes at dawn"));
//! # Ok::<(), lightroom_sim::Error>(())
//! ```

// Numbers of plug-ins are compared as Lua compares them.
#![allow(clippy::float_cmp)]

mod built_in;
mod catalog;
mod change;
pub mod develop;
mod error;
mod generate;
mod id;
mod lightroom;
mod metadata;
mod named;
mod photo;
mod slider;
mod state;
mod time;
mod value;
mod view;

pub use catalog::{
    Access, Actor, Builder, Catalog, Collection, CollectionKind, CollectionSet, Combine, Criterion,
    DevelopEdit, Direction, Folder, Gate, Group, Keyword, KeywordAttributes, Properties, Property,
    Search, SearchField, ShownKinds, SmartPreview, Sort, SortBy, Source, Stack, StackPosition,
    ViewFilter,
};
pub use change::Change;
pub use error::{Error, Result};
pub use generate::generate;
pub use id::{
    CollectionId, CollectionOrSet, CollectionSetId, FolderId, KeywordId, PhotoId, StackId, Uuid,
};
pub use lightroom::{Lightroom, Tether};
pub use metadata::{FormattedKey, RawKey};
pub use photo::{
    AppliedPreset, Camera, ColorLabel, CopyrightState, Crop, FileFormat, Gps, Label, Made,
    NumberField, Orientation, Photo, Pick, Rating, Shot, Size, StructField, TextField, Turn, Video,
};
pub use slider::SliderError;
pub use state::{photos_json, state_json};
pub use time::{CaptureTime, Civil, Moment};
pub use value::{Table, Value};
pub use view::{MainView, Module, ScreenMode, SecondaryView, View, Zoom};
