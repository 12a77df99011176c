//! What a person does and sees in the simulated Lightroom, beyond the control protocol.

use lrsocket_host::lightroom::develop::{Value, parameters};
use lrsocket_host::lightroom::{ColorLabel, Pick, Rating};
use serde_json::{Value as Json, json};

use super::base::World;
use super::error::WorldError;

impl World {
    /// Marks the selected photos, changes the selection, or undoes or redoes a step. Returns the name
    /// of the step.
    pub(crate) fn by_hand(
        &mut self,
        what: &str,
        value: &Json,
    ) -> Result<Option<String>, WorldError> {
        let mut step = None;
        {
            let mut lightroom = self.host()?.lightroom();
            let catalog = &mut lightroom.catalog;
            match what {
                "rate" => catalog.set_rating(rating(value)?),
                "flag" => {
                    let pick = value.as_f64().and_then(Pick::from_status);
                    catalog.set_flag(pick.ok_or("a flag is 1 (pick), 0 (none) or -1 (reject)")?);
                }
                "label" => catalog.set_color_label(label(value)?),
                "next" => catalog.next_photo(),
                "previous" => catalog.previous_photo(),
                "all" => catalog.select_all(),
                "none" => catalog.select_none(),
                "undo" => step = catalog.undo(),
                _ => step = catalog.redo(),
            }
        }
        self.settle()?;
        Ok(step)
    }

    /// The value of a develop parameter of the active photo, by its name in LrDevelopController.
    pub(crate) fn develop_value(&mut self, parameter: &str) -> Result<Json, WorldError> {
        let lightroom = self.host()?.lightroom();
        let id = parameters::find(parameter).map_err(|error| error.to_string())?;
        let active = lightroom.catalog.active_photo();
        let Some(photo) = active.and_then(|photo| lightroom.catalog.photo(photo).ok()) else {
            return Err("no photo is active, so there are no develop settings".into());
        };
        let value = if id.parameter().is_local() {
            let value = lightroom.develop.value(&photo.develop, parameter);
            value.map_err(|error| error.to_string())?
        } else {
            photo.develop.value(id)
        };
        Ok(match value {
            None => Json::Null,
            Some(Value::Number(number)) => json!(number),
            Some(Value::Bool(on)) => json!(on),
            Some(Value::Text(text)) => json!(text),
            Some(Value::List(_) | Value::Table(_)) => {
                return Err(WorldError::Failed(format!(
                    "{parameter} is not a single value: see lr.develop.all()"
                )));
            }
        })
    }
}

fn rating(value: &Json) -> Result<Option<Rating>, WorldError> {
    let stars = (0..=5_u8).find(|stars| value.as_f64() == Some(f64::from(*stars)));
    let stars = stars.ok_or("a rating is a whole number from 0 to 5")?;
    Ok(Rating::new(stars))
}

fn label(value: &Json) -> Result<Option<ColorLabel>, WorldError> {
    let text = value.to_string();
    let name = value.as_str().unwrap_or(&text);
    let color = ColorLabel::ALL.iter().find(|color| color.name() == name);
    match (color, name) {
        (None, "none") => Ok(None),
        (None, _) => Err(WorldError::Failed(format!(
            "\"{name}\" is not a label; the labels are red, yellow, green, blue, purple and none"
        ))),
        (color, _) => Ok(color.copied()),
    }
}
