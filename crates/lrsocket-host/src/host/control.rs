//! What a person does to a running Lightroom, as JSON lines (docs/control.md): clicks a menu item,
//! moves a slider, reloads a plug-in.

use lightroom_sim::develop::{Outcome, Value as Setting};
use lightroom_sim::{Module, PhotoId};
use lrsocket_faults::FaultRequest;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::dialogs::{DialogKind, DialogUse};
use super::faults::fault_from_json;
use super::{Host, NoSuchPlugin};
use lrsocket_sdk::record::Event;

/// The commands, by the name in `do`, each with exactly its own fields. The line's `id` is taken
/// off before: it belongs to all of them.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
enum Command {
    Menu {
        title: String,
    },
    Reload {
        #[serde(default)]
        plugin: Option<String>,
    },
    Disable {
        #[serde(default)]
        plugin: Option<String>,
    },
    Enable {
        #[serde(default)]
        plugin: Option<String>,
    },
    PluginManager(DialogUse),
    Export(DialogUse),
    Shutdown {},
    Select {
        photo: Photo,
    },
    Develop {
        parameter: String,
        value: Json,
    },
    Module {
        module: String,
    },
    State {},
    Fault {
        #[serde(default)]
        name: Option<String>,
        #[serde(default)]
        value: Json,
        #[serde(default)]
        port: Option<u16>,
    },
}

/// The names in `do`.
const NAMES: [&str; 12] = [
    "menu",
    "select",
    "develop",
    "module",
    "reload",
    "disable",
    "enable",
    "plugin_manager",
    "export",
    "shutdown",
    "state",
    "fault",
];

impl Command {
    /// Returns the command that a line without its `id` stands for, or why it stands for none.
    fn parse(line: &Json) -> Result<Command, String> {
        let Some(what) = line.get("do") else {
            return Err("this is not a command: \"do\" is missing".to_owned());
        };
        let Some(what) = what.as_str() else {
            return Err("this is not a command: \"do\" must be a string".to_owned());
        };
        if !NAMES.contains(&what) {
            let known = NAMES.join(", ");
            return Err(format!("there is no command \"{what}\"; there are {known}"));
        }
        let refused = |error: serde_json::Error| error.to_string().replace('`', "\"");
        Command::deserialize(line).map_err(|error| format!("\"{what}\": {}", refused(error)))
    }
}

/// How a photo is named: by its local identifier or by its path.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "\"photo\" must be a local identifier or a path")]
enum Photo {
    LocalId(u32),
    Path(String),
}

impl Host {
    /// Carries out one line of the control protocol. The answer is a record, [`Event::Answer`].
    pub fn control(&mut self, line: &str) {
        let (id, outcome) = match serde_json::from_str::<Json>(line) {
            Ok(line) => self.obey(line),
            Err(error) => (Json::Null, Err(format!("this is not a command: {error}"))),
        };
        let (result, error) = match outcome {
            Ok(result) => (result, None),
            Err(error) => (Json::Null, Some(error)),
        };
        self.record(Event::Answer {
            id,
            ok: error.is_none(),
            result,
            error,
        });
    }

    /// Returns the `id` of a line and what came of its command.
    fn obey(&mut self, line: Json) -> (Json, Result<Json, String>) {
        let mut command = line.clone();
        let Some(fields) = command.as_object_mut() else {
            let error = "this is not a command: a line is a JSON object".to_owned();
            return (Json::Null, Err(error));
        };
        let id = fields.remove("id").unwrap_or_default();
        let outcome = Command::parse(&command).and_then(|command| {
            // A question changes nothing that a replay would miss.
            let asks = match &command {
                Command::State {} => true,
                Command::PluginManager(used) | Command::Export(used) => used.asks(),
                _ => false,
            };
            if !asks {
                self.record(Event::Command { command: line });
            }
            self.carry_out(command)
        });
        (id, outcome)
    }

    fn carry_out(&mut self, command: Command) -> Result<Json, String> {
        match command {
            Command::Menu { title } => {
                let clicked = self.menu(&title);
                clicked.map_err(|known| self.menu_refusal(&title, &known))?;
            }
            Command::Reload { plugin } => self
                .reload(&plugin.unwrap_or_default())
                .map_err(unknown_plugin)?,
            Command::Disable { plugin } => self
                .disable(&plugin.unwrap_or_default())
                .map_err(unknown_plugin)?,
            Command::Enable { plugin } => self
                .enable(&plugin.unwrap_or_default())
                .map_err(unknown_plugin)?,
            Command::PluginManager(used) => return self.use_manager(&used),
            Command::Export(used) => return self.use_export(&used),
            Command::Shutdown {} => self.shut_down(),
            Command::Select { photo } => self.select(&photo)?,
            Command::Develop { parameter, value } => {
                let value = setting(&value)?;
                let moved = self.lightroom().move_slider(&parameter, value);
                match moved.map_err(|error| error.to_string())? {
                    Outcome::Changed | Outcome::Same => {}
                    Outcome::Ignored(reason) => return Err(reason.to_string()),
                }
            }
            Command::Module { module: name } => {
                let unknown = || format!("there is no module \"{name}\"");
                let module = Module::parse(&name).ok_or_else(unknown)?;
                self.lightroom().switch_to_module(module);
            }
            Command::State {} => return Ok(self.state()),
            Command::Fault { name, value, port } => {
                return self.fault(name.as_deref(), &value, port);
            }
        }
        Ok(Json::Null)
    }

    /// Opens the Plug-in Manager, or does something in it.
    fn use_manager(&mut self, used: &DialogUse) -> Result<Json, String> {
        let plugin = used.plugin.as_deref();
        if used.settings.is_some() {
            return Err("\"plugin_manager\": unknown field \"settings\"".to_owned());
        }
        match (plugin, used.action("plugin_manager")?) {
            (None, None) => Ok(self.plugin_manager()),
            (Some(plugin), None) => self.open_manager_of(plugin),
            (plugin, Some(action)) => {
                let kind = DialogKind::PluginManager;
                self.in_dialog(kind, plugin.unwrap_or_default(), &action)
            }
        }
    }

    /// Opens the Export dialog, or does something in it.
    fn use_export(&mut self, used: &DialogUse) -> Result<Json, String> {
        let plugin = used.plugin.as_deref().unwrap_or_default();
        match (used.action("export")?, &used.settings) {
            (Some(_), Some(_)) => Err("\"export\": \"settings\" are for opening it".to_owned()),
            (Some(action), None) => self.in_dialog(DialogKind::Export, plugin, &action),
            (None, settings) => {
                let settings = Json::Object(settings.clone().unwrap_or_default());
                self.open_export_of(plugin, &settings)
            }
        }
    }

    /// Sets a fault if one is named; what is in force.
    fn fault(
        &mut self,
        name: Option<&str>,
        value: &Json,
        port: Option<u16>,
    ) -> Result<Json, String> {
        let value = fault_from_json(value)?;
        match name {
            Some(name) => {
                let request = FaultRequest::new(name, value, port);
                self.set_fault(&request.map_err(|error| error.to_string())?)?;
            }
            None if value.is_some() || port.is_some() => {
                return Err("\"fault\": missing field \"name\"".to_owned());
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

pub(super) fn unknown_plugin(NoSuchPlugin(known): NoSuchPlugin) -> String {
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
