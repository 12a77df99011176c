//! A plug-in on disk: its folder, its Info.lua, its scripts.

mod dictionary;
mod info;
mod memory;
pub mod nbsp;
pub mod script;
pub mod zstring;

use std::path::{Path, PathBuf};

use lrsocket_proto::Platform;

use crate::application::version::LightroomVersion;
use crate::paths::any_case;

pub use dictionary::Dictionary;
pub use info::{Info, MenuItem};

/// Why a plug-in could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// There is nothing at this path.
    #[error("{path}: there is no such plug-in or script")]
    NotFound {
        /// The path.
        path: PathBuf,
    },
    /// A folder without Info.lua.
    #[error(
        "{path}: this folder has no Info.lua, so it is no plug-in; name a .lrplugin or \
         .lrdevplugin folder, or a Lua file"
    )]
    NoInfo {
        /// The folder.
        path: PathBuf,
    },
    /// A file could not be read.
    #[error("{path}: {error}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// Info.lua does not compile, fails, or does not say what it must.
    #[error("{path}{}: {message}", line.map_or_else(String::new, |line| format!(":{line}")))]
    BadInfo {
        /// Info.lua.
        path: PathBuf,
        /// Where in it, if that is known.
        line: Option<usize>,
        /// What is wrong with it.
        message: String,
    },
    /// A script does not compile.
    #[error("{message}")]
    Syntax {
        /// Lua's message, with file and line.
        message: String,
    },
    /// A script that Info.lua names is not there.
    #[error("{path}: this file is not there, but {key} in Info.lua names it")]
    MissingScript {
        /// The file.
        path: PathBuf,
        /// The key of Info.lua.
        key: &'static str,
    },
    /// It needs a newer Lightroom (R6.8).
    #[error(
        "{path}: this plug-in needs Lightroom {needed} or later (LrSdkMinimumVersion in Info.lua), and \
         is refused by Lightroom {running}; choose a later one with --lightroom, or lower \
         LrSdkMinimumVersion"
    )]
    TooOld {
        /// The plug-in.
        path: PathBuf,
        /// The version that it needs.
        needed: LightroomVersion,
        /// The version that is simulated.
        running: LightroomVersion,
    },
    /// The interpreter could not be set up.
    #[error("the Lua interpreter could not be set up: {0}")]
    Interpreter(String),
}

/// A plug-in on disk, or a single Lua file that is run as one.
#[derive(Clone, Debug)]
pub struct Plugin {
    /// The folder that `require` looks in, absolute where the system can tell.
    pub folder: PathBuf,
    /// What Info.lua says; for a single file what it would say.
    pub info: Info,
    /// The script if this is a single file.
    pub script: Option<PathBuf>,
    /// The translations into the language of the run.
    pub dictionary: Dictionary,
}

impl Plugin {
    /// Reads the plug-in at `path`: a folder with Info.lua, or a Lua file. `language` is that of
    /// the application, such as `en`.
    pub fn open(path: &Path, platform: Platform, language: &str) -> Result<Self, LoadError> {
        let metadata = std::fs::metadata(path).map_err(|error| {
            let path = path.to_owned();
            match error.kind() {
                std::io::ErrorKind::NotFound => LoadError::NotFound { path },
                _ => LoadError::Unreadable { path, error },
            }
        })?;
        // `canonicalize` gives \\?\ paths on Windows, which plug-ins cannot work with.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        // Without a separator at its end, as Lightroom has `_PLUGIN.path`.
        let path: PathBuf = path.components().collect();
        if metadata.is_dir() {
            return Plugin::of_folder(path, platform, language);
        }
        let folder = path.parent().map_or_else(PathBuf::new, Path::to_owned);
        if path.file_name().is_some_and(|name| name == "Info.lua") {
            return Plugin::of_folder(folder, platform, language);
        }
        let name = path
            .file_stem()
            .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        Ok(Plugin {
            dictionary: Dictionary::read(&folder, language),
            folder,
            info: Info::of_script(&name),
            script: Some(path),
        })
    }

    /// One that is nowhere, for a state in which no plug-in runs.
    pub fn nowhere() -> Self {
        Plugin {
            folder: PathBuf::new(),
            info: Info::of_script("nowhere"),
            script: None,
            dictionary: Dictionary::default(),
        }
    }

    fn of_folder(folder: PathBuf, platform: Platform, language: &str) -> Result<Self, LoadError> {
        let dictionary = Dictionary::read(&folder, language);
        let info = Info::read(&folder, platform, &dictionary)?;
        Ok(Plugin {
            folder,
            info,
            script: None,
            dictionary,
        })
    }

    /// Refuses a plug-in that needs a newer Lightroom than this one (R6.8).
    pub fn check_version(&self, running: LightroomVersion) -> Result<(), LoadError> {
        match self.info.minimum_version {
            Some(needed) if needed > running => Err(LoadError::TooOld {
                path: self.folder.clone(),
                needed,
                running,
            }),
            _ => Ok(()),
        }
    }

    /// The scripts that run at start, with the key of Info.lua that names each.
    pub fn start_scripts(&self) -> Vec<(PathBuf, &'static str)> {
        match (&self.script, &self.info.init_plugin) {
            (Some(script), _) => vec![(script.clone(), "")],
            (None, Some(file)) => vec![(self.file(file), "LrInitPlugin")],
            (None, None) => Vec::new(),
        }
    }

    /// The path of a file of the plug-in, whose name may differ in upper and lower case (R5.6).
    pub fn file(&self, name: impl AsRef<Path>) -> PathBuf {
        any_case::find(&self.folder, name.as_ref())
    }
}

/// The global that says which system a plug-in is on: `WIN_ENV` or `MAC_ENV`, never both (R5.1).
pub const fn platform_global(platform: Platform) -> &'static str {
    match platform {
        Platform::Win => "WIN_ENV",
        Platform::Mac => "MAC_ENV",
    }
}
