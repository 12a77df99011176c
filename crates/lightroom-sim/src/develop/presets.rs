//! Develop presets, in folders, and those of plug-ins.

use super::{Applied, Settings, Table, Value};

/// A develop preset.
#[derive(Clone, Debug, PartialEq)]
pub struct Preset {
    /// Its id.
    pub uuid: String,
    /// Its name.
    pub name: String,
    /// What it sets; it leaves the rest.
    pub settings: Table,
}

/// A folder of presets.
#[derive(Clone, Debug, PartialEq)]
pub struct PresetFolder {
    /// Its name.
    pub name: String,
    /// Its presets, in the order of the panel.
    pub presets: Vec<Preset>,
}

/// All presets of the application.
#[derive(Clone, Debug, PartialEq)]
pub struct Presets {
    folders: Vec<PresetFolder>,
    /// Those of plug-ins, with the plug-in's id. They are in no folder that a user sees.
    of_plugins: Vec<(String, Preset)>,
}

/// A preset that is always there: its name and what it sets.
type BuiltIn = (&'static str, &'static [(&'static str, f64)]);

/// The folders and presets that are always there. Lightroom ships others.
const BUILT_IN: [(&str, &[BuiltIn]); 3] = [
    (
        "Color",
        &[
            (
                "Bright",
                &[
                    ("Exposure2012", 0.3),
                    ("Shadows2012", 20.0),
                    ("Vibrance", 15.0),
                ],
            ),
            (
                "Warm",
                &[
                    ("SplitToningHighlightHue", 45.0),
                    ("SplitToningHighlightSaturation", 20.0),
                ],
            ),
            (
                "Matte",
                &[
                    ("Contrast2012", -15.0),
                    ("Blacks2012", 30.0),
                    ("Saturation", -10.0),
                ],
            ),
        ],
    ),
    (
        "Detail",
        &[
            (
                "Sharpen - Faces",
                &[("Sharpness", 35.0), ("SharpenEdgeMasking", 60.0)],
            ),
            (
                "Sharpen - Scenic",
                &[
                    ("Sharpness", 40.0),
                    ("SharpenRadius", 0.8),
                    ("SharpenDetail", 35.0),
                ],
            ),
        ],
    ),
    (
        "Effects",
        &[
            ("Grain - Light", &[("GrainAmount", 15.0)]),
            ("Vignette - Medium", &[("PostCropVignetteAmount", -20.0)]),
            (
                "No Effects",
                &[("GrainAmount", 0.0), ("PostCropVignetteAmount", 0.0)],
            ),
        ],
    ),
];

impl Default for Presets {
    fn default() -> Self {
        let mut number = 0;
        let folders = BUILT_IN.map(|(name, presets)| PresetFolder {
            name: name.to_owned(),
            presets: presets
                .iter()
                .map(|(name, settings)| {
                    number += 1;
                    Preset {
                        uuid: uuid(0, number),
                        name: (*name).to_owned(),
                        settings: settings
                            .iter()
                            .map(|&(key, value)| (key.to_owned(), Value::Number(value)))
                            .collect(),
                    }
                })
                .collect(),
        });
        Self {
            folders: folders.into(),
            of_plugins: Vec::new(),
        }
    }
}

impl Presets {
    /// The folders, as `LrApplication.developPresetFolders()`.
    pub fn folders(&self) -> &[PresetFolder] {
        &self.folders
    }

    /// A preset by its id, a plug-in's too, as `LrApplication.developPresetByUuid()`.
    pub fn by_uuid(&self, uuid: &str) -> Option<&Preset> {
        let plugins = self.of_plugins.iter().map(|entry| &entry.1);
        let mut all = self
            .folders
            .iter()
            .flat_map(|folder| &folder.presets)
            .chain(plugins);
        all.find(|preset| preset.uuid == uuid)
    }

    /// The folder of a preset. One of a plug-in has none.
    pub fn folder_of(&self, uuid: &str) -> Option<&PresetFolder> {
        let has = |folder: &&PresetFolder| folder.presets.iter().any(|preset| preset.uuid == uuid);
        self.folders.iter().find(has)
    }

    /// Adds a preset to a folder, which is made if it is not there.
    pub fn add(&mut self, folder: &str, preset: Preset) {
        match self.folders.iter_mut().find(|other| other.name == folder) {
            Some(folder) => folder.presets.push(preset),
            None => self.folders.push(PresetFolder {
                name: folder.to_owned(),
                presets: vec![preset],
            }),
        }
    }

    /// Adds a preset of a plug-in, as `LrApplication.addDevelopPresetForPlugin()`. One of the same
    /// name is replaced and keeps its id.
    pub fn add_for_plugin(&mut self, plugin: &str, name: &str, settings: Table) -> &Preset {
        let same = |entry: &(String, Preset)| entry.0 == plugin && entry.1.name == name;
        let place = self.of_plugins.iter().position(same).unwrap_or_else(|| {
            let uuid = uuid(1, self.of_plugins.len() + 1);
            let preset = Preset {
                uuid,
                name: name.to_owned(),
                settings: Table::new(),
            };
            self.of_plugins.push((plugin.to_owned(), preset));
            self.of_plugins.len() - 1
        });
        self.of_plugins[place].1.settings = settings;
        &self.of_plugins[place].1
    }

    /// The presets of a plug-in, as `LrApplication.getDevelopPresetsForPlugin()`.
    pub fn for_plugin(&self, plugin: &str) -> impl Iterator<Item = &Preset> {
        self.of_plugins
            .iter()
            .filter(move |entry| entry.0 == plugin)
            .map(|entry| &entry.1)
    }
}

impl Preset {
    /// Applies it to a photo. `amount` is the preset amount in percent, 0 to 200: numbers move by
    /// that part of the way from what the photo has; anything else is set from 50 % on.
    pub fn apply(&self, settings: &mut Settings, amount: f64) -> Applied {
        let part = amount.clamp(0.0, 200.0) / 100.0;
        let now = settings.to_table();
        let mut table = Table::new();
        for (key, value) in &self.settings {
            let old = now.get(key).and_then(Value::as_number);
            let value = match (old, value) {
                (Some(old), Value::Number(new)) => Value::Number(old + (new - old) * part),
                (_, value) if part >= 0.5 => value.clone(),
                _ => continue,
            };
            table.insert(key.clone(), value);
        }
        settings.apply(&table)
    }
}

/// An id in the form of a UUID; the same run gives the same.
fn uuid(group: u32, number: usize) -> String {
    format!("4C524453-{group:04X}-4000-8000-{number:012X}")
}
