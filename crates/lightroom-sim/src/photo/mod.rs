//! One photo, typed. Every metadata key of the SDK is derived from these fields.

mod edits;
mod fields;
mod format;
mod marks;
mod shot;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use edits::Crop;
pub use fields::{CopyrightState, NumberField, StructField, TextField};
pub use format::{FileFormat, Orientation, Size, Turn};
pub use marks::{ColorLabel, Label, Pick, Rating};
pub use shot::{Camera, Gps, Shot, Video};

use crate::develop;
use crate::id::{FolderId, KeywordId, PhotoId, StackId, Uuid};
use crate::time::{CaptureTime, Moment};
use crate::value::Value;

/// The develop preset that a photo has, and what it made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct AppliedPreset {
    /// The preset's id.
    pub uuid: String,
    /// The preset's name.
    pub name: String,
    /// The settings just after it was applied. The photo has the preset as long as it has these.
    pub settings: Arc<develop::Settings>,
}

/// What Lightroom has made of a photo.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Whether a smart preview was built for it.
    pub smart_preview: bool,
    /// Whether it was exported.
    pub export: bool,
}

/// A photo, a video or a virtual copy, as the catalog knows it.
///
/// A new one comes from [`Photo::new`]; the catalog assigns its identity when it is added.
#[derive(Clone, Debug, PartialEq)]
pub struct Photo {
    /// The `uuid` of the SDK.
    pub uuid: Uuid,
    /// The folder the file is in.
    pub folder: FolderId,
    /// The leaf name of the file.
    pub file_name: Box<str>,
    /// The name of a virtual copy.
    pub copy_name: Option<Box<str>>,
    /// The photo of which this is a virtual copy.
    pub master: Option<PhotoId>,
    /// The stack it is in.
    pub stack: Option<StackId>,
    /// The format of the file.
    pub format: FileFormat,
    /// The size of the file in bytes.
    pub file_size: u64,
    /// Whether the file is where it should be.
    pub available: bool,
    /// The pixels as stored in the file, before [`orientation`](Photo::orientation).
    pub stored_size: Size,
    /// How the stored pixels are turned for display.
    pub orientation: Orientation,
    /// What only a video has.
    pub video: Option<Video>,
    /// Stars.
    pub rating: Option<Rating>,
    /// Picked, rejected or neither.
    pub pick: Pick,
    /// The colour label.
    pub label: Label,
    /// When it was taken.
    pub captured: Option<CaptureTime>,
    /// The camera; shared between the photos of one camera.
    pub camera: Option<Arc<Camera>>,
    /// The lens; shared.
    pub lens: Option<Arc<str>>,
    /// Exposure and the rest of the shot.
    pub shot: Shot,
    /// Where it was taken.
    pub gps: Option<Gps>,
    /// Metres above sea level.
    pub altitude: Option<f64>,
    /// Degrees clockwise from north, to which the camera pointed.
    pub direction: Option<f64>,
    /// Whether its location is hidden on export.
    pub location_is_private: bool,
    /// Title, caption and the fields of IPTC that are text; empty ones are absent.
    pub text: BTreeMap<TextField, Box<str>>,
    /// The fields of IPTC Extension and PLUS that are tables, as the plug-in set them.
    pub structs: BTreeMap<StructField, Value>,
    /// The fields of PLUS that are numbers.
    pub numbers: BTreeMap<NumberField, f64>,
    /// Whether it is copyrighted.
    pub copyright_state: CopyrightState,
    /// Its keywords, in the order they were applied.
    pub keywords: Vec<KeywordId>,
    /// Its develop settings; shared between photos that have the same.
    pub develop: Arc<develop::Settings>,
    /// Its snapshots.
    pub snapshots: develop::Snapshots,
    /// The develop preset that was last applied.
    pub preset: Option<AppliedPreset>,
    /// What Lightroom has made of it.
    pub made: Made,
    /// How often it was edited.
    pub edit_count: u32,
    /// When it was last edited.
    pub last_edit: Option<Moment>,
}

impl Photo {
    /// An unrated, unedited photo of this file name, without anything that a camera writes.
    pub fn new(file_name: &str, format: FileFormat, stored_size: Size) -> Self {
        Photo {
            uuid: Uuid::default(),
            folder: FolderId(0),
            file_name: file_name.into(),
            copy_name: None,
            master: None,
            stack: None,
            format,
            file_size: 0,
            available: true,
            stored_size,
            orientation: Orientation::default(),
            video: None,
            rating: None,
            pick: Pick::Unflagged,
            label: Label::None,
            captured: None,
            camera: None,
            lens: None,
            shot: Shot::default(),
            gps: None,
            altitude: None,
            direction: None,
            location_is_private: false,
            text: BTreeMap::new(),
            structs: BTreeMap::new(),
            numbers: BTreeMap::new(),
            copyright_state: CopyrightState::Unknown,
            keywords: Vec::new(),
            develop: Arc::new(develop::Settings::new(format.kind())),
            snapshots: develop::Snapshots::default(),
            preset: None,
            made: Made::default(),
            edit_count: 0,
            last_edit: None,
        }
    }

    /// The pixels as displayed, before the crop.
    pub fn size(&self) -> Size {
        self.orientation.applied_to(self.stored_size)
    }

    /// A field of text.
    pub fn text(&self, field: TextField) -> Option<&str> {
        self.text.get(&field).map(|text| &**text)
    }

    /// Sets a field of text; the empty text unsets it.
    pub fn set_text(&mut self, field: TextField, text: &str) {
        if text.is_empty() {
            self.text.remove(&field);
        } else {
            self.text.insert(field, text.into());
        }
    }

    /// The bits of each colour of a pixel, where the format of the file decides that. `None` for raw
    /// files and formats that can have several depths, since no file is decoded.
    pub const fn bit_depth(&self) -> Option<u8> {
        match self.format {
            FileFormat::Jpeg => Some(8),
            _ => None,
        }
    }

    /// The preset whose settings the photo has.
    pub fn current_preset(&self) -> Option<&AppliedPreset> {
        self.preset
            .as_ref()
            .filter(|it| it.settings == self.develop)
    }

    /// Whether it is a virtual copy.
    pub const fn is_virtual_copy(&self) -> bool {
        self.master.is_some()
    }
}
