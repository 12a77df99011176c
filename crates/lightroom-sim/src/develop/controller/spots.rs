//! Repairs: the spots of a photo, and the preferences of the Remove panel.
//!
//! The SDK cannot make a spot: the user paints it. So a photo has those that came with its
//! settings, under `RetouchAreas`, and what is in one of them is not interpreted.

use super::Controller;
use crate::develop::parameters::find;
use crate::develop::{Error, Ignored, Outcome, Settings, Table, Value};

/// How a spot repairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpotType {
    /// Remove.
    #[default]
    Remove,
    /// Heal.
    Heal,
    /// Clone.
    Clone,
}

const TYPES: [(SpotType, &str); 3] = [
    (SpotType::Remove, "heal_patchmatch"),
    (SpotType::Heal, "heal"),
    (SpotType::Clone, "clone"),
];

impl SpotType {
    /// Its name in the SDK.
    pub fn name(self) -> &'static str {
        TYPES[self as usize].1
    }

    /// The type of a name.
    pub fn from_name(name: &str) -> Result<Self, Error> {
        let found = TYPES.iter().find(|row| row.1 == name);
        found.map(|row| row.0).ok_or_else(|| Error::BadArgument {
            what: "spot type",
            got: name.to_owned(),
            allowed: "heal_patchmatch, heal, clone",
        })
    }
}

/// When the overlay of the spots is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ToolOverlay {
    /// "always".
    Always,
    /// "auto".
    #[default]
    Auto,
    /// "selected".
    Selected,
    /// "never".
    Never,
}

const OVERLAYS: [(ToolOverlay, &str); 4] = [
    (ToolOverlay::Always, "always"),
    (ToolOverlay::Auto, "auto"),
    (ToolOverlay::Selected, "selected"),
    (ToolOverlay::Never, "never"),
];

/// The preferences of the Remove panel.
#[derive(Clone, Debug, PartialEq)]
pub struct RemovePreferences {
    /// The type of new spots.
    pub new_spot_type: SpotType,
    /// The size of the brush, 1 to 100.
    pub brush_size: f64,
    /// The feather of the brush, 0 to 100.
    pub brush_feather: f64,
    /// Whether to repair with generative AI.
    pub use_generative_ai: bool,
    /// Whether the brush looks for objects.
    pub detect_objects: bool,
    /// When the overlay is shown.
    pub tool_overlay: ToolOverlay,
    /// Whether spots are made visible.
    pub visualize_spots: bool,
    /// How strongly, 0 to 100.
    pub visualization_threshold: f64,
}

impl Default for RemovePreferences {
    fn default() -> Self {
        Self {
            new_spot_type: SpotType::default(),
            brush_size: 50.0,
            brush_feather: 0.0,
            use_generative_ai: false,
            detect_objects: false,
            tool_overlay: ToolOverlay::default(),
            visualize_spots: false,
            visualization_threshold: 50.0,
        }
    }
}

impl RemovePreferences {
    /// The table of `getRemovePanelPreferences`.
    pub fn to_table(&self) -> Table {
        [
            ("newSpotType", self.new_spot_type.name().into()),
            ("brushSize", self.brush_size.into()),
            ("brushFeather", self.brush_feather.into()),
            ("useGenerativeAI", self.use_generative_ai.into()),
            ("detectObjects", self.detect_objects.into()),
            ("toolOverlay", OVERLAYS[self.tool_overlay as usize].1.into()),
            ("visualizeSpots", self.visualize_spots.into()),
            (
                "visualizationThreshold",
                self.visualization_threshold.into(),
            ),
        ]
        .map(|(name, value): (&str, Value)| (name.to_owned(), value))
        .into()
    }

    fn set(&mut self, field: &str, value: &Value) -> Result<(), String> {
        let number = |min: f64| match value.as_number() {
            Some(number) if (min..=100.0).contains(&number) => Ok(number),
            _ => Err(format!("{field} is a number from {min} to 100")),
        };
        let on = || {
            value
                .as_bool()
                .ok_or_else(|| format!("{field} is a boolean"))
        };
        let name = value.as_text().unwrap_or_default();
        match field {
            "newSpotType" => {
                self.new_spot_type =
                    SpotType::from_name(name).map_err(|error| error.to_string())?;
            }
            "brushSize" => self.brush_size = number(1.0)?,
            "brushFeather" => self.brush_feather = number(0.0)?,
            "useGenerativeAI" => self.use_generative_ai = on()?,
            "detectObjects" => self.detect_objects = on()?,
            "toolOverlay" => {
                let found = OVERLAYS.iter().find(|row| row.1 == name);
                self.tool_overlay = found
                    .ok_or("toolOverlay is always, auto, selected or never")?
                    .0;
            }
            "visualizeSpots" => self.visualize_spots = on()?,
            "visualizationThreshold" => self.visualization_threshold = number(0.0)?,
            other => return Err(format!("there is no preference {other}")),
        }
        Ok(())
    }
}

/// What is selected, and the preferences.
#[derive(Clone, Debug, Default)]
pub(super) struct Spots {
    pub(super) preferences: RemovePreferences,
    selected: Option<usize>,
}

impl Spots {
    pub(super) fn deselect(&mut self) {
        self.selected = None;
    }
}

impl Controller {
    /// `getRemovePanelPreferences`.
    pub fn remove_preferences(&self) -> &RemovePreferences {
        &self.spots.preferences
    }

    /// `setRemovePanelPreferences`: all that the table names, or none and the reason.
    pub fn set_remove_preferences(&mut self, table: &Table) -> Result<(), String> {
        let mut preferences = self.spots.preferences.clone();
        for (field, value) in table {
            preferences.set(field, value)?;
        }
        self.spots.preferences = preferences;
        Ok(())
    }

    /// `getAllSpots`; their number is `countAllSpots`.
    pub fn all_spots<'a>(&self, settings: &'a Settings) -> &'a [Value] {
        let areas = find("RetouchAreas").ok().and_then(|id| settings.value(id));
        areas.and_then(Value::as_list).unwrap_or_default()
    }

    /// `getSelectedSpotIndex`: a place from 1.
    pub fn selected_spot(&self, settings: &Settings) -> Option<usize> {
        let place = self.spots.selected?;
        (place <= self.all_spots(settings).len()).then_some(place)
    }

    /// `setSelectedSpotIndex`, with a place from 1. The text is why it was not selected.
    pub fn set_selected_spot(&mut self, settings: &Settings, place: usize) -> Result<(), String> {
        if !self.repair_is_open() {
            return Err("the Remove tool is not open".to_owned());
        }
        if !(1..=self.all_spots(settings).len()).contains(&place) {
            return Err(format!("there is no spot {place}"));
        }
        self.spots.selected = Some(place);
        Ok(())
    }

    /// `getSelectedSpotParams`.
    pub fn selected_spot_params<'a>(&self, settings: &'a Settings) -> Option<&'a Value> {
        self.all_spots(settings)
            .get(self.selected_spot(settings)? - 1)
    }

    /// `setSelectedSpotParams`: sets the fields that the table names.
    pub fn set_selected_spot_params(
        &mut self,
        settings: &mut Settings,
        params: &Table,
    ) -> Result<Outcome, Error> {
        let Some(place) = self.selected_spot(settings) else {
            return Ok(Outcome::Ignored(Ignored::NoSpotSelected));
        };
        let mut spots = self.all_spots(settings).to_vec();
        if let Some(Value::Table(spot)) = spots.get_mut(place - 1) {
            spot.extend(params.clone());
        }
        settings.set(find("RetouchAreas")?, spots.into())
    }

    /// `deleteSelectedSpot`.
    pub fn delete_selected_spot(&mut self, settings: &mut Settings) -> Result<Outcome, Error> {
        let Some(place) = self.selected_spot(settings) else {
            return Ok(Outcome::Ignored(Ignored::NoSpotSelected));
        };
        let mut spots = self.all_spots(settings).to_vec();
        spots.remove(place - 1);
        self.spots.deselect();
        settings.set(find("RetouchAreas")?, spots.into())
    }

    /// What the other members of spots need: `getSelectedSpotType`, `setSelectedSpotType`,
    /// `moveSelectedSpot`, `refreshSelectedSpot`, `deleteSelectedVariation`, `gotoNextVariation`,
    /// `gotoPreviousVariation`. Without a selected spot they do nothing.
    pub fn spot_picture(&self, settings: &Settings) -> Result<Outcome, Error> {
        match self.selected_spot(settings) {
            Some(_) => Err(Error::NotSimulated(
                "what a spot shows is computed from the picture",
            )),
            None => Ok(Outcome::Ignored(Ignored::NoSpotSelected)),
        }
    }
}
