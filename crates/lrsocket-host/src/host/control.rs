//! What a person does to a running Lightroom, as JSON lines (docs/control.md): clicks a menu item,
//! moves a slider, reloads a plug-in.

use lightroom_sim::develop::{Outcome, Value as Setting};
use lightroom_sim::{Module, PhotoId};
use lrsocket_faults::FaultRequest;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::faults::fault_from_json;
use super::{Host, NoSuchPlugin};
use lrsocket_sdk::record::Event;

/// One line of the protocol.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    /// Repeated in the answer.
    #[serde(default)]
    id: Option<Json>,
    #[serde(rename = "do")]
    what: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    plugin: Option<String>,
    #[serde(default)]
    photo: Option<Photo>,
    #[serde(default)]
    parameter: Option<String>,
    #[serde(default)]
    value: Option<Json>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    port: Option<u16>,
    #[serde(default)]
    module: Option<String>,
}

/// How a photo is named: by its local identifier or by its path.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Photo {
    LocalId(u32),
    Path(String),
}

impl Host {
    /// Carries out one line of the control protocol. The answer is a record, [`Event::Answer`].
    pub fn control(&mut self, line: &str) {
        let (id, outcome) = match serde_json::from_str::<Line>(line) {
            Ok(parsed) => {
                // Who only asks changes nothing that a replay would miss.
                if parsed.what != "state"
                    && let Ok(command) = serde_json::from_str(line)
                {
                    self.record(Event::Command { command });
                }
                let outcome = self.carry_out(&parsed);
                (parsed.id, outcome)
            }
            Err(error) => (None, Err(format!("this is no command: {error}"))),
        };
        let (result, error) = match outcome {
            Ok(result) => (result, None),
            Err(error) => (Json::Null, Some(error)),
        };
        self.record(Event::Answer {
            id: id.unwrap_or_default(),
            ok: error.is_none(),
            result,
            error,
        });
    }

    fn carry_out(&mut self, line: &Line) -> Result<Json, String> {
        let plugin = line.plugin.as_deref().unwrap_or_default();
        match line.what.as_str() {
            "menu" => {
                let title = needed(line.title.as_deref(), "title")?;
                let unknown =
                    |known| format!("there is no menu item \"{title}\"; there are {known:?}");
                self.menu(title).map_err(unknown)?;
            }
            "reload" => self.reload(plugin).map_err(unknown_plugin)?,
            "disable" => self.disable(plugin).map_err(unknown_plugin)?,
            "enable" => self.enable(plugin).map_err(unknown_plugin)?,
            "plugin_manager" => self.plugin_manager(),
            "shutdown" => self.shut_down(),
            "select" => self.select(needed(line.photo.as_ref(), "photo")?)?,
            "develop" => {
                let parameter = needed(line.parameter.as_deref(), "parameter")?;
                let value = setting(needed(line.value.as_ref(), "value")?)?;
                let moved = self.lightroom().move_slider(parameter, value);
                match moved.map_err(|error| error.to_string())? {
                    Outcome::Changed | Outcome::Same => {}
                    Outcome::Ignored(reason) => return Err(reason.to_string()),
                }
            }
            "module" => {
                let name = needed(line.module.as_deref(), "module")?;
                let module = Module::parse(name).ok_or(format!("there is no module \"{name}\""))?;
                self.lightroom().switch_to_module(module);
            }
            "state" => return Ok(self.state()),
            "fault" => return self.fault(line),
            other => return Err(format!("there is no command \"{other}\"")),
        }
        Ok(Json::Null)
    }

    /// Sets a fault if one is named; what is in force.
    fn fault(&mut self, line: &Line) -> Result<Json, String> {
        let value = fault_from_json(line.value.as_ref().unwrap_or(&Json::Null))?;
        match &line.name {
            Some(name) => {
                let request = FaultRequest::new(name, value, line.port);
                self.set_fault(&request.map_err(|error| error.to_string())?)?;
            }
            None if value.is_some() || line.port.is_some() => {
                return Err("\"name\" is missing".to_owned());
            }
            None => {}
        }
        Ok(self.faults_json())
    }

    fn select(&mut self, photo: &Photo) -> Result<(), String> {
        let mut lightroom = self.lightroom();
        let found: Option<PhotoId> = match photo {
            Photo::LocalId(id) => lightroom.catalog.photo_by_local_id(*id),
            Photo::Path(path) => lightroom.catalog.photo_by_path(path, true),
        };
        let found = found.ok_or("there is no such photo in the catalog")?;
        lightroom.catalog.set_selected_photos(found, &[]);
        Ok(())
    }

    /// The simulated application and its plug-ins.
    fn state(&mut self) -> Json {
        let plugins: Vec<&str> = self.plugins().map(|p| p.info.identifier.as_str()).collect();
        let plugins = json!(plugins);
        let lightroom = self.lightroom();
        let mut state = lightroom_sim::state_json(&lightroom);
        state["plugins"] = plugins;
        let active = lightroom.catalog.active_photo();
        if let Some(photo) = active.and_then(|id| lightroom.catalog.photo(id).ok()) {
            let table = photo.develop.to_table();
            let settings = table
                .iter()
                .map(|(key, value)| (key.clone(), to_json(value)));
            state["develop"] = Json::Object(settings.collect());
            state["masks"] = to_json(&lightroom.develop.all_masks(&photo.develop));
        }
        state
    }
}

fn needed<T>(field: Option<T>, name: &str) -> Result<T, String> {
    field.ok_or_else(|| format!("\"{name}\" is missing"))
}

fn unknown_plugin(NoSuchPlugin(known): NoSuchPlugin) -> String {
    match known.as_slice() {
        [] => "there is no such plug-in, and none that it could be".to_owned(),
        known => format!("which plug-in? \"plugin\" can be: {}", known.join(", ")),
    }
}

fn setting(value: &Json) -> Result<Setting, String> {
    match value {
        Json::Number(number) => number.as_f64().map(Setting::Number),
        Json::Bool(on) => Some(Setting::Bool(*on)),
        Json::String(text) => Some(Setting::Text(text.clone().into())),
        _ => None,
    }
    .ok_or_else(|| "\"value\" must be a number, a string, true or false".to_owned())
}

fn to_json(value: &Setting) -> Json {
    match value {
        Setting::Number(number) => json!(number),
        Setting::Bool(on) => json!(on),
        Setting::Text(text) => json!(text),
        Setting::List(list) => list.iter().map(to_json).collect(),
        Setting::Table(table) => table
            .iter()
            .map(|(key, value)| (key.clone(), to_json(value)))
            .collect(),
    }
}
