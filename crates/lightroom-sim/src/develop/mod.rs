//! The Develop module: its parameters, the settings of a photo, and the controller that plug-ins
//! drive.
//!
//! [`Settings`] belongs to a photo and is all that undo, snapshots, presets and copies need.
//! [`Controller`] belongs to the application: which tool is open, which mask is selected.
//! Nothing here has pixels: what Lightroom would compute from them is either a fixed rule that its
//! documentation states, or refused with [`Error::NotSimulated`].
//!
//! ```
//! use lightroom_sim::develop::{Controller, FileKind, Outcome, Settings, Value};
//!
//! let mut photo = Settings::new(FileKind::Raw);
//! let mut controller = Controller::new();
//! assert_eq!(controller.range(&photo, "Exposure")?, Some((-5.0, 5.0)));
//!
//! let set = controller.set_value(&mut photo, "Exposure", Value::Number(9.0), false)?;
//! assert_eq!(set, Outcome::Changed);
//! assert_eq!(controller.value(&photo, "Exposure")?, Some(&Value::Number(5.0)));
//! assert_eq!(photo.to_table()["Exposure2012"], Value::Number(5.0));
//! # Ok::<(), lightroom_sim::develop::Error>(())
//! ```

mod controller;
mod error;
mod masks;
pub mod parameters;
mod presets;
mod quick;
mod settings;
mod snapshots;
mod sparse;
mod value;
mod version;

pub use controller::{
    ColorGradingView, Controller, RemovePreferences, Reveal, SpotType, Tool, ToolOverlay,
};
pub use error::{Error, Ignored, Outcome};
pub use masks::{AiKind, Combine, Mask, MaskTool, MaskType, RangeKind};
pub use presets::{Preset, PresetFolder, Presets};
pub use quick::{QuickSize, Treatment};
pub use settings::{Applied, Applier, Note, Settings, is_known_key};
pub use snapshots::{Snapshot, Snapshots};
pub use value::{Table, Value};
pub use version::{FileKind, ProcessVersion};
