//! Point colours: up to eight swatches of the photo, and up to eight of each mask.

use super::Controller;
use crate::develop::{Error, Ignored, Outcome, Settings, Table, Value};

/// As many as Lightroom has.
const MOST: usize = 8;

/// The fields that make a swatch the same colour.
const SOURCE: [&str; 3] = ["SrcHue", "SrcSat", "SrcLum"];

/// What is selected in the panel: places from 1, for the photo and for the mask.
#[derive(Clone, Debug, Default)]
pub(super) struct Swatches {
    selected: [Option<usize>; 2],
    range_shown: [bool; 2],
}

impl Controller {
    /// `addPointColorSwatch`: adds a swatch and selects it; selects it if it is there already. The
    /// text is why it was not added.
    pub fn add_point_color_swatch(
        &mut self,
        settings: &mut Settings,
        swatch: &Table,
        for_masking: bool,
    ) -> Result<(), String> {
        let swatch = complete(swatch)?;
        let mut list = self.swatches(settings, for_masking);
        let there = list.iter().position(|other| same_color(other, &swatch));
        let place = match there {
            Some(place) => place,
            None if list.len() >= MOST => return Err("there are eight swatches already".into()),
            None => {
                list.push(Value::Table(swatch));
                self.keep(settings, list, for_masking)?;
                self.swatches(settings, for_masking).len() - 1
            }
        };
        self.swatches.selected[usize::from(for_masking)] = Some(place + 1);
        Ok(())
    }

    /// `updateSelectedPointColorSwatch`: sets the fields that the table names.
    pub fn update_selected_point_color_swatch(
        &mut self,
        settings: &mut Settings,
        changes: &Table,
        for_masking: bool,
    ) -> Result<(), String> {
        let place = self.selected_point_color_swatch(settings, for_masking);
        let place = place.ok_or("no swatch is selected")?;
        let mut list = self.swatches(settings, for_masking);
        if let Some(Value::Table(swatch)) = list.get_mut(place - 1) {
            swatch.extend(changes.clone());
            *swatch = complete(swatch)?;
        }
        self.keep(settings, list, for_masking)
    }

    /// `deletePointColorSwatch`: all of them, or the one at a place from 1. Returns `false` if
    /// there is none.
    pub fn delete_point_color_swatch(
        &mut self,
        settings: &mut Settings,
        all: bool,
        place: usize,
        for_masking: bool,
    ) -> bool {
        let mut list = self.swatches(settings, for_masking);
        if all {
            list.clear();
        } else if (1..=list.len()).contains(&place) {
            list.remove(place - 1);
        } else {
            return false;
        }
        let left = list.len();
        let selected = &mut self.swatches.selected[usize::from(for_masking)];
        *selected = selected.map(|at| at.min(left)).filter(|at| *at > 0);
        self.keep(settings, list, for_masking).is_ok()
    }

    /// `selectPointColorSwatch`, at a place from 1.
    pub fn select_point_color_swatch(
        &mut self,
        settings: &Settings,
        place: usize,
        for_masking: bool,
    ) -> Result<Outcome, Error> {
        if for_masking && self.current_mask(settings).is_none() {
            return Ok(Outcome::Ignored(Ignored::NoMaskSelected));
        }
        if !(1..=self.swatches(settings, for_masking).len()).contains(&place) {
            return Err(Error::NotFound {
                what: "swatch",
                id: place.to_string(),
            });
        }
        let selected = &mut self.swatches.selected[usize::from(for_masking)];
        let changed = *selected != Some(place);
        *selected = Some(place);
        Ok(Outcome::changed(changed))
    }

    /// `getSelectedPointColorSwatchIndex`: a place from 1.
    pub fn selected_point_color_swatch(
        &self,
        settings: &Settings,
        for_masking: bool,
    ) -> Option<usize> {
        let place = self.swatches.selected[usize::from(for_masking)]?;
        (place <= self.swatches(settings, for_masking).len()).then_some(place)
    }

    /// `togglePointColorRangeVisualization`. Returns whether the range is shown now.
    pub fn toggle_point_color_range_visualization(&mut self, for_masking: bool) -> bool {
        let shown = &mut self.swatches.range_shown[usize::from(for_masking)];
        *shown = !*shown;
        *shown
    }

    fn swatches(&self, settings: &Settings, for_masking: bool) -> Vec<Value> {
        let value = self.value(settings, parameter(for_masking)).ok().flatten();
        value.and_then(Value::as_list).unwrap_or_default().to_vec()
    }

    fn keep(
        &mut self,
        settings: &mut Settings,
        list: Vec<Value>,
        for_masking: bool,
    ) -> Result<(), String> {
        match self.set_value(settings, parameter(for_masking), Value::List(list), false) {
            Ok(Outcome::Ignored(why)) => Err(why.to_string()),
            Ok(_) => Ok(()),
            Err(error) => Err(error.to_string()),
        }
    }
}

fn parameter(for_masking: bool) -> &'static str {
    if for_masking {
        "local_PointColors"
    } else {
        "PointColors"
    }
}

/// A swatch with its colour checked and the shifts that it does not name at 0.
fn complete(swatch: &Table) -> Result<Table, String> {
    for field in SOURCE {
        if swatch.get(field).and_then(Value::as_number).is_none() {
            return Err(format!("a swatch needs the number {field}"));
        }
    }
    let mut swatch = swatch.clone();
    for (field, default) in [
        ("HueShift", 0.0),
        ("SatScale", 0.0),
        ("LumScale", 0.0),
        ("RangeAmount", 0.5),
    ] {
        swatch
            .entry(field.to_owned())
            .or_insert_with(|| default.into());
    }
    Ok(swatch)
}

fn same_color(other: &Value, swatch: &Table) -> bool {
    let other = other.as_table();
    other.is_some_and(|other| {
        SOURCE
            .iter()
            .all(|field| other.get(*field) == swatch.get(*field))
    })
}
