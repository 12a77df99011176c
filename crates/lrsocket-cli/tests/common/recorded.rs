//! A session that was recorded, and its replay.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::Finished;

/// A session that was recorded ([`Run::traced`](super::Run::traced)), with its plug-in.
pub(crate) struct Recorded {
    finished: Finished,
}

impl Recorded {
    pub(crate) fn of(finished: Finished) -> Self {
        Recorded { finished }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.finished.folder()
    }

    pub(crate) fn plugin(&self) -> PathBuf {
        let entries = fs::read_dir(self.folder()).unwrap();
        let mut paths = entries.map(|entry| entry.unwrap().path());
        paths
            .find(|path| path.extension().is_some_and(|end| end == "lrplugin"))
            .unwrap()
    }

    pub(crate) fn replay(&self, more: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_lrsocket"))
            .args(["test", "--color", "never", "--replay"])
            .arg(self.folder().join("t.jsonl"))
            .arg(self.plugin())
            .args(more)
            .output()
            .unwrap()
    }

    pub(crate) fn change(&self, file: &str, from: &str, to: &str) {
        let path = self.plugin().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from));
        fs::write(path, text.replace(from, to)).unwrap();
    }
}

/// Checks the exit status, and that stderr has this text.
#[track_caller]
pub(crate) fn says(output: &Output, status: i32, text: &str) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{stderr}");
    assert!(stderr.contains(text), "{text:?} in:\n{stderr}");
}
