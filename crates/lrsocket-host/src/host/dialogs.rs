//! The dialogs of Lightroom in which plug-ins have sections, as a person uses them: the Plug-in Manager
//! (R6.6, R6.9).

use lrsocket_sdk::record::Event;
use mlua::serde::{DeserializeOptions, LuaSerdeExt};
use mlua::{Function, IntoLuaMulti, MultiValue, Table, Value};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::Host;
use super::control::unknown_plugin;
use super::instance::Instance;

/// The answer to a command after which an error of the plug-in was recorded.
const FAILED: &str = "the plug-in has failed: see the error that was reported";

/// A dialog of Lightroom, by its name in `shared/dialogs.lua`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DialogKind {
    /// The Plug-in Manager.
    PluginManager,
    /// Export, with the plug-in's own export service.
    Export,
}

impl DialogKind {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            DialogKind::PluginManager => "plugin_manager",
            DialogKind::Export => "export",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            DialogKind::PluginManager => "the Plug-in Manager",
            DialogKind::Export => "the Export dialog",
        }
    }
}

/// What a person does in an open dialog.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum DialogAction {
    /// Looks.
    Read {},
    /// Changes a field, named by the key that it is bound to or by its title.
    Set { field: String, value: Json },
    /// Presses a button, named by its title.
    Press { button: String },
    /// Closes it; the Export dialog is canceled.
    Close {},
    /// Presses the Export button of the Export dialog.
    Export {},
    /// Asks for the renditions of the newest export.
    Renditions {},
}

/// The fields of a command that uses a dialog.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DialogUse {
    /// The identifier of the plug-in; not needed if there is one.
    #[serde(default)]
    pub(super) plugin: Option<String>,
    /// The name of the action; without one, the dialog is opened.
    #[serde(default)]
    action: Option<String>,
    #[serde(default)]
    field: Option<String>,
    #[serde(default)]
    value: Option<Json>,
    #[serde(default)]
    button: Option<String>,
    /// The settings that the Export dialog begins with.
    #[serde(default)]
    pub(super) settings: Option<Map<String, Json>>,
}

impl DialogUse {
    /// Whether it only looks.
    pub(super) fn asks(&self) -> bool {
        matches!(self.action.as_deref(), Some("read" | "renditions"))
    }

    /// Returns the action, or why the fields stand for none.
    pub(super) fn action(&self, command: &str) -> Result<Option<DialogAction>, String> {
        let mut fields = Map::new();
        for (name, text) in [
            ("action", &self.action),
            ("field", &self.field),
            ("button", &self.button),
        ] {
            if let Some(text) = text {
                fields.insert(name.to_owned(), json!(text));
            }
        }
        if let Some(value) = &self.value {
            fields.insert("value".to_owned(), value.clone());
        }
        if fields.is_empty() {
            return Ok(None);
        }
        let refused =
            |error: serde_json::Error| format!("\"{command}\": {error}").replace('`', "\"");
        DialogAction::deserialize(Json::Object(fields))
            .map(Some)
            .map_err(refused)
    }
}

impl Host {
    /// Draws the Plug-in Manager: for each plug-in that has one, the file of LrPluginInfoProvider runs
    /// (R6.6), and its functions are called (R6.9). Returns the sections; an error of a plug-in is a
    /// record, and leaves that plug-in out.
    pub fn plugin_manager(&mut self) -> Json {
        let mut plugins = Vec::new();
        for instance in &mut self.instances {
            if instance.leaked || instance.ending.is_asked() {
                continue;
            }
            if let Some(sections) = instance.open_manager() {
                let identifier = &instance.core.plugin.info.identifier;
                plugins.push(json!({ "plugin": identifier, "sections": sections }));
            }
        }
        json!({ "plugins": plugins })
    }

    /// Draws the Plug-in Manager with the sections of one plug-in.
    pub(super) fn open_manager_of(&mut self, plugin: &str) -> Result<Json, String> {
        let instance = self.find(plugin).map_err(unknown_plugin)?;
        if instance.core.plugin.info.plugin_info_provider.is_none() {
            return Err("this plug-in has no LrPluginInfoProvider".to_owned());
        }
        let sections = instance.open_manager();
        let sections = sections.ok_or_else(|| FAILED.to_owned())?;
        let identifier = &instance.core.plugin.info.identifier;
        Ok(json!({ "plugins": [{ "plugin": identifier, "sections": sections }] }))
    }

    /// Opens the Export dialog with the export service of a plug-in (R12.1), and returns its sections.
    pub(super) fn open_export_of(&mut self, plugin: &str, settings: &Json) -> Result<Json, String> {
        let instance = self.find(plugin).map_err(unknown_plugin)?;
        let sections = instance.open_export(settings)?;
        let identifier = &instance.core.plugin.info.identifier;
        Ok(json!({ "plugins": [{ "plugin": identifier, "sections": sections }] }))
    }

    /// Does something in an open dialog of a plug-in. Returns its sections afterwards; nothing after it
    /// was closed.
    pub(super) fn in_dialog(
        &mut self,
        kind: DialogKind,
        plugin: &str,
        action: &DialogAction,
    ) -> Result<Json, String> {
        let instance = self.find(plugin).map_err(unknown_plugin)?;
        let identifier = instance.core.plugin.info.identifier.clone();
        let sections = instance.act_in_dialog(kind, action)?;
        Ok(match sections {
            Json::Null => Json::Null,
            list if matches!(action, DialogAction::Renditions {}) => json!({ "renditions": list }),
            sections => json!({ "plugins": [{ "plugin": identifier, "sections": sections }] }),
        })
    }
}

impl Instance {
    /// Opens the Plug-in Manager. `None` if the plug-in has no sections there, or has failed.
    fn open_manager(&mut self) -> Option<Json> {
        let kind = DialogKind::PluginManager;
        let file = self.core.plugin.info.plugin_info_provider.clone()?;
        let outcome = match self.run_named_script(&file) {
            Some(returned) => {
                let provider = returned.into_iter().next().unwrap_or(Value::Nil);
                self.dialog_call(&file, "open", (kind.as_str(), &*file, provider))
            }
            None => None,
        };
        if outcome.is_none() {
            self.has_menu = false;
            let message = "after an error in the Plug-in Manager, the plug-in has no menu items in \
                           Lightroom until it is reloaded";
            self.core.diagnose("R6.9", message.to_owned(), Some(file));
            return None;
        }
        self.act_in_dialog(kind, &DialogAction::Read {}).ok()
    }

    fn act_in_dialog(&self, kind: DialogKind, action: &DialogAction) -> Result<Json, String> {
        let file = kind.title();
        let failed = || FAILED.to_owned();
        let name = kind.as_str();
        if let DialogAction::Renditions {} = action {
            let listed = self.dialog_call(file, "export_renditions", ());
            return self.json_of(checked(listed.ok_or_else(failed)?)?);
        }
        let is_open = self.dialog_call(file, "is_open", name).ok_or_else(failed)?;
        if is_open.front() != Some(&Value::Boolean(true)) {
            return Err(format!("{file} is not open for this plug-in"));
        }
        let done = match action {
            DialogAction::Read {} | DialogAction::Renditions {} => None,
            DialogAction::Export {} if kind == DialogKind::Export => {
                Some(self.dialog_call(file, "export_run", ()))
            }
            DialogAction::Export {} => return Err(format!("{file} has no Export button")),
            DialogAction::Set { field, value } => {
                let value = self.vm.lua.to_value(value);
                let value = value.map_err(|error| error.to_string())?;
                Some(self.dialog_call(file, "set", (name, &**field, value)))
            }
            DialogAction::Press { button } => {
                Some(self.dialog_call(file, "press", (name, &**button)))
            }
            DialogAction::Close {} if kind == DialogKind::Export => {
                Some(self.dialog_call(file, "close", (name, "cancel")))
            }
            DialogAction::Close {} => Some(self.dialog_call(file, "close", name)),
        };
        if let Some(done) = done {
            checked(done.ok_or_else(failed)?)?;
        }
        if matches!(action, DialogAction::Close {} | DialogAction::Export {}) {
            return Ok(Json::Null);
        }
        let described = self
            .dialog_call(file, "describe", name)
            .ok_or_else(failed)?;
        self.json_of(checked(described)?)
    }

    /// A list of plain tables as JSON.
    fn json_of(&self, list: Value) -> Result<Json, String> {
        let options = DeserializeOptions::new().sort_keys(true);
        let list = self.vm.lua.from_value_with(list, options);
        match list.map_err(|error| error.to_string())? {
            // An empty table is a list here.
            Json::Object(none) if none.is_empty() => Ok(json!([])),
            list => Ok(list),
        }
    }

    /// Opens the Export dialog with the plug-in's own export service.
    fn open_export(&self, settings: &Json) -> Result<Json, String> {
        let Some(file) = self.core.plugin.info.export_providers.first() else {
            return Err("this plug-in has no LrExportServiceProvider".to_owned());
        };
        let settings = self.vm.lua.to_value(settings);
        let settings = settings.map_err(|error| error.to_string())?;
        let opened = self.dialog_call(file, "export_open", (&**file, settings));
        checked(opened.ok_or_else(|| FAILED.to_owned())?)?;
        self.act_in_dialog(DialogKind::Export, &DialogAction::Read {})
    }

    /// Calls a function of `shared/dialogs.lua` outside any task. An error of the plug-in is a record.
    pub(super) fn dialog_call(
        &self,
        script: &str,
        name: &str,
        args: impl IntoLuaMulti,
    ) -> Option<MultiValue> {
        let function = match self.dialog_function(name) {
            Ok(function) => function,
            Err(error) => {
                self.core.diagnose("", error.to_string(), None);
                return None;
            }
        };
        match self.vm.run_script(&function, args) {
            Ok(values) => Some(values),
            Err(failure) => {
                if !failure.canceled && !failure.reported {
                    self.core.record(Event::ScriptError {
                        script: script.to_owned(),
                        message: failure.message,
                        traceback: failure.traceback,
                    });
                }
                None
            }
        }
    }

    fn dialog_function(&self, name: &str) -> mlua::Result<Function> {
        let runtime = self.vm.runtime();
        // LrView brings them.
        let import: Function = runtime.get("import")?;
        import.call::<Value>("LrView")?;
        if name.starts_with("export_") {
            import.call::<Value>("LrExportContext")?;
        }
        runtime.get::<Table>("dialogs")?.get(name)
    }
}

/// What a function of `shared/dialogs.lua` returned after `true`, or the text after `false`.
fn checked(mut values: MultiValue) -> Result<Value, String> {
    let done = values.pop_front();
    let value = values.pop_front().unwrap_or(Value::Nil);
    match (done, value) {
        (Some(Value::Boolean(true)), value) => Ok(value),
        (_, Value::String(why)) => Err(why.to_string_lossy()),
        _ => Err("the dialog gave no answer".to_owned()),
    }
}
