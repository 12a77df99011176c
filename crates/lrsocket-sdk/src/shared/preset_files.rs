//! Where Lightroom has the files of its develop presets. The simulated presets have none: whoever asks
//! for a path is told.

use std::path::PathBuf;

use mlua::BString;

use crate::paths::os_path;
use crate::vm::namespace::Call;

/// The folder of this name, below the data of applications.
pub(crate) fn folder(call: &Call<'_>, name: &str) -> PathBuf {
    let mut path = call.core.app.settings.folders.app_data.clone();
    path.extend(["Adobe", "CameraRaw", "Settings", name]);
    path
}

/// The path as the plug-in gets it, and what its author is told.
pub(crate) fn told(call: &Call<'_>, path: &std::path::Path) -> BString {
    call.core.diagnose_once("files of presets", || {
        let message = format!(
            "the simulated develop presets have no files; this is where Lightroom would have one: {}",
            path.display()
        );
        (message, call.caller())
    });
    os_path::bytes(path)
}
