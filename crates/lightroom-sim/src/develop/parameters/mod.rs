//! The develop parameters: every name that `LrDevelopController` takes, with its slider.
//!
//! A parameter is what a plug-in names (`Exposure`); a key is what the develop settings of a photo
//! store (`Exposure2012`). Which key a parameter stands for, and its range, can depend on the kind
//! of file and the process version: each such case is one [`Form`].

mod form;
mod registry;
mod similar;
mod table_adjust;
mod table_color;
mod table_lens;
mod table_local;
mod table_other;
mod table_versions;

pub use form::{Form, Known, Panel, Parameter, Range, Takes};
pub(crate) use registry::{Key, Role, Slot, key, key_name, keys, slot, slots_of};
pub use registry::{ParameterId, all, find};
pub use similar::similar;
pub(crate) use table_versions::KEPT;
