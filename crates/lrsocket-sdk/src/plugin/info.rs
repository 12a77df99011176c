//! Info.lua (R6.1).

use std::path::{Path, PathBuf};

use lrsocket_proto::Platform;
use mlua::{HookTriggers, Lua, LuaOptions, LuaString, StdLib, Table, Value, Variadic};

use super::memory::Memory;
use super::script::compile;
use super::{Dictionary, LoadError, platform_global, zstring};
use crate::application::version::{self, LightroomVersion};
use lrsocket_vm::{args, raise};

/// What Info.lua may take at most: about a second.
const MAX_INSTRUCTIONS: u32 = 100_000_000;

/// The key for the lowest SDK that will do.
const MINIMUM: &str = "LrSdkMinimumVersion";

/// What was read of Info.lua by plug-ins without translations.
static READ: Memory<Info> = Memory::new();

/// An entry of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// The title that a person sees.
    pub title: String,
    /// The script, relative to the plug-in's folder.
    pub file: String,
}

/// What Info.lua says, as far as a run needs it.
#[derive(Clone, Debug, Default)]
pub struct Info {
    /// `LrToolkitIdentifier`.
    pub identifier: String,
    /// `LrPluginName`.
    pub name: String,
    /// `LrSdkMinimumVersion`.
    pub minimum_version: Option<LightroomVersion>,
    /// `LrInitPlugin`.
    pub init_plugin: Option<String>,
    /// `LrForceInitPlugin`.
    pub force_init_plugin: bool,
    /// `LrShutdownPlugin`.
    pub shutdown_plugin: Option<String>,
    /// `LrShutdownApp`.
    pub shutdown_app: Option<String>,
    /// `LrEnablePlugin`.
    pub enable_plugin: Option<String>,
    /// `LrDisablePlugin`.
    pub disable_plugin: Option<String>,
    /// `LrPluginInfoProvider`.
    pub plugin_info_provider: Option<String>,
    /// The items of `LrExportMenuItems`, `LrLibraryMenuItems` and `LrHelpMenuItems`.
    pub menu_items: Vec<MenuItem>,
    /// The scripts of `LrExportServiceProvider`, in order.
    pub export_providers: Vec<String>,
    /// What is odd about it, without keeping the plug-in from being loaded.
    pub remarks: Vec<String>,
}

impl Info {
    /// What Info.lua would say of a single script.
    pub(super) fn of_script(name: &str) -> Self {
        Info {
            identifier: name.to_owned(),
            name: name.to_owned(),
            ..Info::default()
        }
    }

    /// Runs `folder`'s Info.lua, with the few globals it may use (R5.7).
    pub(super) fn read(
        folder: &Path,
        platform: Platform,
        dictionary: &Dictionary,
    ) -> Result<Self, LoadError> {
        let path = folder.join("Info.lua");
        let source = match std::fs::read(&path) {
            Ok(source) => source,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(LoadError::NoInfo {
                    path: folder.to_owned(),
                });
            }
            Err(error) => return Err(LoadError::Unreadable { path, error }),
        };
        // It sees nothing else than these, so it says the same as before.
        let seen = platform_global(platform);
        if dictionary.is_empty()
            && let Some(info) = READ.recall(seen, &source)
        {
            return Ok(info);
        }
        let lua = interpreter().map_err(|error| LoadError::Interpreter(error.to_string()))?;
        let bad = |message: String| {
            let (line, message) = split_line(&message);
            LoadError::BadInfo {
                path: path.clone(),
                line,
                message: message.to_owned(),
            }
        };
        let internal = |error: mlua::Error| {
            let message = raise::message(&error);
            let traceback = message.find("\nstack traceback:");
            bad(message[..traceback.unwrap_or(message.len())].to_owned())
        };
        let chunk = compile(&lua, &source, "Info.lua").map_err(bad)?;
        let environment = environment(&lua, dictionary, platform).map_err(internal)?;
        chunk.set_environment(environment).map_err(internal)?;
        match chunk.call::<Value>(()).map_err(internal)? {
            Value::Table(table) => {
                let info = Reader { table, path: &path }.info()?;
                if dictionary.is_empty() {
                    READ.keep(seen, &source, info.clone());
                }
                Ok(info)
            }
            Value::Nil => Err(bad(
                "Info.lua must return a table, it returned nil".to_owned()
            )),
            other => Err(bad(format!(
                "Info.lua must return a table, it returned a {}",
                args::type_name(&other),
            ))),
        }
    }
}

/// The line that one of Lua's messages begins with, and what it says.
fn split_line(message: &str) -> (Option<usize>, &str) {
    let split = || {
        let (line, rest) = message.strip_prefix("Info.lua:")?.split_once(": ")?;
        Some((line.parse().ok()?, rest))
    };
    split().map_or((None, message), |(line, rest)| (Some(line), rest))
}

/// A state of its own, in which an Info.lua that does not end is ended.
fn interpreter() -> mlua::Result<Lua> {
    // Not more than it may see (R5.7): a state with all libraries takes twice as long to make.
    let lua = Lua::new_with(StdLib::STRING, LuaOptions::new())?;
    let triggers = HookTriggers::new().every_nth_instruction(MAX_INSTRUCTIONS);
    lua.set_global_hook(triggers, |_, _| {
        Err(mlua::Error::RuntimeError(
            "Info.lua does not end".to_owned(),
        ))
    })?;
    Ok(lua)
}

/// R5.7
fn environment(lua: &Lua, dictionary: &Dictionary, platform: Platform) -> mlua::Result<Table> {
    let environment = lua.create_table()?;
    for name in ["string", "_VERSION"] {
        environment.raw_set(name, lua.globals().get::<Value>(name)?)?;
    }
    environment.raw_set(platform_global(platform), true)?;
    let dictionary = dictionary.clone();
    let loc = lua.create_function(
        move |lua, (text, values): (LuaString, Variadic<LuaString>)| {
            let values: Vec<Vec<u8>> = values.iter().map(|v| v.as_bytes().to_vec()).collect();
            lua.create_string(zstring::translate(&dictionary, &text.as_bytes(), &values))
        },
    )?;
    environment.raw_set("LOC", loc)?;
    Ok(environment)
}

/// The table that Info.lua returned.
struct Reader<'a> {
    table: Table,
    path: &'a PathBuf,
}

impl Reader<'_> {
    fn info(&self) -> Result<Info, LoadError> {
        let identifier = self.string("LrToolkitIdentifier")?;
        let Some(identifier) = identifier.filter(|name| !name.is_empty()) else {
            return Err(self.bad(
                "LrToolkitIdentifier is missing: a plug-in needs an identifier \
                                 such as \"com.example.remote\"",
            ));
        };
        let mut menu_items = Vec::new();
        for key in ["LrExportMenuItems", "LrLibraryMenuItems", "LrHelpMenuItems"] {
            self.menu_items(key, &mut menu_items)?;
        }
        let mut info = Info {
            name: self
                .string("LrPluginName")?
                .unwrap_or_else(|| identifier.clone()),
            identifier,
            minimum_version: self.minimum_version()?,
            init_plugin: self.script("LrInitPlugin")?,
            force_init_plugin: !matches!(
                self.value("LrForceInitPlugin")?,
                Value::Nil | Value::Boolean(false)
            ),
            shutdown_plugin: self.script("LrShutdownPlugin")?,
            shutdown_app: self.script("LrShutdownApp")?,
            enable_plugin: self.script("LrEnablePlugin")?,
            disable_plugin: self.script("LrDisablePlugin")?,
            plugin_info_provider: self.script("LrPluginInfoProvider")?,
            menu_items,
            export_providers: self.export_providers()?,
            remarks: Vec::new(),
        };
        if self.value("LrSdkVersion")? == Value::Nil {
            info.remarks
                .push("Info.lua has no LrSdkVersion, which Lightroom requires".to_owned());
        }
        if info.minimum_version.is_none() && self.value(MINIMUM)? != Value::Nil {
            info.remarks.push(format!(
                "{MINIMUM} is not a number such as 6.0: it is ignored"
            ));
        }
        Ok(info)
    }

    fn value(&self, key: &str) -> Result<Value, LoadError> {
        self.table
            .get(key)
            .map_err(|error| self.bad(&raise::message(&error)))
    }

    fn string(&self, key: &str) -> Result<Option<String>, LoadError> {
        match self.value(key)? {
            Value::Nil => Ok(None),
            Value::String(text) => Ok(Some(text.to_string_lossy())),
            other => Err(self.bad(&format!(
                "{key} must be a string, it is a {}",
                args::type_name(&other),
            ))),
        }
    }

    /// The lowest SDK that will do: a number such as 13.2, or the same as a string.
    fn minimum_version(&self) -> Result<Option<LightroomVersion>, LoadError> {
        let text = match self.value(MINIMUM)? {
            Value::Integer(number) => number.to_string(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => text.to_string_lossy(),
            _ => return Ok(None),
        };
        Ok(version::parse(&text))
    }

    /// A key that names a script; an empty name means none (R6.10).
    fn script(&self, key: &str) -> Result<Option<String>, LoadError> {
        Ok(self.string(key)?.filter(|file| !file.is_empty()))
    }

    /// One item, or a list of them.
    fn menu_items(&self, key: &str, items: &mut Vec<MenuItem>) -> Result<(), LoadError> {
        let list = match self.value(key)? {
            Value::Nil => return Ok(()),
            Value::Table(list) => list,
            _ => return Err(self.bad(&format!("{key} must be a table"))),
        };
        let entry = |item: &Table| {
            let field = |name: &str| item.get::<Option<String>>(name).ok().flatten();
            match (field("title"), field("file")) {
                (Some(title), Some(file)) => Ok(MenuItem { title, file }),
                _ => Err(self.bad(&format!("each item of {key} needs a title and a file"))),
            }
        };
        if list
            .get::<Value>("title")
            .is_ok_and(|title| title != Value::Nil)
        {
            items.push(entry(&list)?);
        }
        for item in list.sequence_values::<Table>() {
            match item {
                Ok(item) => items.push(entry(&item)?),
                Err(_) => return Err(self.bad(&format!("each item of {key} must be a table"))),
            }
        }
        Ok(())
    }

    /// One provider, or a list of them.
    fn export_providers(&self) -> Result<Vec<String>, LoadError> {
        const KEY: &str = "LrExportServiceProvider";
        let table = match self.value(KEY)? {
            Value::Nil => return Ok(Vec::new()),
            Value::Table(table) => table,
            _ => return Err(self.bad(&format!("{KEY} must be a table"))),
        };
        let file = |provider: &Table| provider.get::<Option<String>>("file").ok().flatten();
        if let Some(file) = file(&table) {
            return Ok(vec![file]);
        }
        let providers = table.sequence_values::<Table>();
        let files = providers.map(|provider| provider.ok().as_ref().and_then(file));
        let files: Option<Vec<String>> = files.collect();
        files.ok_or_else(|| self.bad(&format!("each provider of {KEY} needs a file")))
    }

    fn bad(&self, message: &str) -> LoadError {
        LoadError::BadInfo {
            path: self.path.clone(),
            line: None,
            message: message.to_owned(),
        }
    }
}
