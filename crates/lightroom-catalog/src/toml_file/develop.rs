//! Develop settings in TOML.

use std::collections::BTreeSet;
use std::sync::Arc;

use lightroom_sim::Photo;
use lightroom_sim::develop::{
    FileKind, Note, ProcessVersion, Settings, Table, Value, is_known_key,
};
use toml::Spanned;

use super::Source;
use crate::Error;

/// The keys that develop settings have, of any kind of file and process version.
pub(super) struct Known(BTreeSet<String>);

impl Default for Known {
    fn default() -> Self {
        let mut keys = BTreeSet::from(["MaskGroupBasedCorrections".to_owned()]);
        for kind in [FileKind::Raw, FileKind::Rendered] {
            let mut settings = Settings::new(kind);
            for version in [
                ProcessVersion::V1,
                ProcessVersion::V2,
                ProcessVersion::V3,
                ProcessVersion::V4,
                ProcessVersion::V5,
                ProcessVersion::V6,
            ] {
                settings.set_process_version(version);
                keys.extend(settings.to_table().into_keys());
            }
        }
        Known(keys)
    }
}

impl Known {
    pub(super) fn apply(
        &self,
        source: Source<'_>,
        photo: &mut Photo,
        table: &Spanned<toml::Table>,
    ) -> Result<(), Error> {
        let at = |problem: String| source.error(table.span(), problem);
        if let Some(key) = table.get_ref().keys().find(|key| !is_known_key(key)) {
            return Err(at(format!(
                "there is no develop setting \"{key}\"; {}",
                self.similar(key)
            )));
        }
        let settings: Table = table
            .get_ref()
            .iter()
            .map(|(key, value)| Some((key.clone(), convert(value)?)))
            .collect::<Option<_>>()
            .ok_or_else(|| at("a develop setting is no date or time".to_owned()))?;
        let applied = Arc::make_mut(&mut photo.develop).apply(&settings);
        let present = photo.develop.to_table();
        let without_effect = |note| matches!(note, Note::OtherProcessVersion | Note::OtherFileKind);
        let notes = &applied.notes;
        if let Some((key, _)) = notes.iter().find(|(_, note)| without_effect(*note)) {
            let version = photo.develop.process_version().name();
            let format = photo.format.name();
            return Err(at(format!(
                "the develop setting \"{key}\" has no effect on a {format} file in process {version}; {}",
                self.similar(key)
            )));
        }
        if applied.refused.is_empty() {
            return Ok(());
        }
        let refused = applied.refused.join(", ");
        let wanted = applied.refused.first().and_then(|key| present.get(key));
        let wanted = wanted.map_or("another type", Value::type_name);
        Err(at(format!(
            "the develop settings {refused} have the wrong type; the first takes a {wanted}"
        )))
    }

    /// Names that contain the key or its beginning.
    fn similar(&self, key: &str) -> String {
        let start: String = key.to_lowercase().chars().take(5).collect();
        let similar: Vec<_> = self
            .0
            .iter()
            .filter(|known| known.to_lowercase().contains(&start))
            .map(String::as_str)
            .collect();
        if similar.is_empty() {
            "the keys are those of photo:getDevelopSettings(), such as Exposure2012".to_owned()
        } else {
            format!("similar ones are {}", similar.join(", "))
        }
    }
}

fn convert(value: &toml::Value) -> Option<Value> {
    Some(match value {
        toml::Value::String(text) => Value::from(&**text),
        toml::Value::Integer(number) => Value::Number(*number as f64),
        toml::Value::Float(number) => Value::Number(*number),
        toml::Value::Boolean(on) => Value::Bool(*on),
        toml::Value::Datetime(_) => return None,
        toml::Value::Array(list) => Value::List(list.iter().map(convert).collect::<Option<_>>()?),
        toml::Value::Table(table) => {
            let fields = table
                .iter()
                .map(|(key, value)| Some((key.clone(), convert(value)?)));
            Value::Table(fields.collect::<Option<_>>()?)
        }
    })
}
