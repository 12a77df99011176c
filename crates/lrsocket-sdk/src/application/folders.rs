//! The standard folders of the system, as `LrPathUtils.getStandardFilePath` names them.

use std::path::{Path, PathBuf};

use lrsocket_proto::Platform;

/// Where the standard folders are: those of this system, or all below one root (`--home`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// The user's home.
    pub home: PathBuf,
    /// Temporary files.
    pub temp: PathBuf,
    /// The desktop.
    pub desktop: PathBuf,
    /// Preferences of applications.
    pub app_prefs: PathBuf,
    /// Pictures.
    pub pictures: PathBuf,
    /// Documents.
    pub documents: PathBuf,
    /// Data of applications.
    pub app_data: PathBuf,
    /// Whether each is created when a plug-in first asks for it: a simulation makes a home for
    /// every test, and most use nothing of it.
    pub made_on_use: bool,
}

impl Folders {
    /// All below `root`, a place of its own for a test. They need not exist: they are made on use.
    pub fn below(root: &Path) -> Self {
        Folders {
            home: root.to_owned(),
            temp: root.join("temp"),
            desktop: root.join("Desktop"),
            app_prefs: root.join("appPrefs"),
            pictures: root.join("Pictures"),
            documents: root.join("Documents"),
            app_data: root.join("appData"),
            made_on_use: true,
        }
    }

    /// Creates those that are not there.
    pub fn create(&self) -> std::io::Result<()> {
        for folder in [
            &self.home,
            &self.temp,
            &self.desktop,
            &self.app_prefs,
            &self.pictures,
            &self.documents,
            &self.app_data,
        ] {
            std::fs::create_dir_all(folder)?;
        }
        Ok(())
    }

    /// The plug-in is about to use one of them. If it cannot be created, the plug-in finds out.
    pub fn about_to_use(&self, folder: &Path) {
        if self.made_on_use {
            let _ = std::fs::create_dir_all(folder);
        }
    }

    /// The file in which LrPrefs keeps the preferences of the plug-in of this identifier: a table,
    /// written in Lua.
    pub fn prefs(&self, identifier: &str) -> PathBuf {
        let folder = self.app_data.join("lrsocket/prefs");
        folder.join(format!("{}.lua", file_name(identifier)))
    }

    /// Where Lightroom Classic 14 and later keep the log files of plug-ins. (Before, it was
    /// `LrClassicLogs` among the documents.)
    pub fn logs(&self, platform: Platform) -> PathBuf {
        let below_home = match platform {
            Platform::Mac => "Library/Logs/Adobe/Lightroom/LrClassicLogs",
            Platform::Win => "AppData/Local/Adobe/Lightroom/Logs/LrClassicLogs",
        };
        self.home.join(below_home)
    }

    /// The folder with the SDK's name, if there is one.
    pub fn named(&self, name: &str) -> Option<&Path> {
        let folder = match name {
            "home" => &self.home,
            "temp" => &self.temp,
            "desktop" => &self.desktop,
            "appPrefs" => &self.app_prefs,
            "pictures" => &self.pictures,
            "documents" => &self.documents,
            "appData" => &self.app_data,
            _ => return None,
        };
        Some(folder)
    }
}

/// A plug-in's identifier as the name of a file; no two have the same.
fn file_name(identifier: &str) -> String {
    let character = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-' => char::from(byte).into(),
        _ => format!("%{byte:02x}"),
    };
    identifier.bytes().map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_become_distinct_file_names() {
        assert_eq!(file_name("com.example.remote-2"), "com.example.remote-2");
        assert_eq!(file_name("a/../b c%"), "a%2f..%2fb%20c%25");
    }
}
