//! `lrsocket test --watch`: runs the tests again whenever a file changes.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use lrsocket_test::find;
use notify::{EventKind, RecursiveMode, Watcher as _};

use super::{TestOptions, interrupt, plan};
use crate::error::Error;
use crate::terminal;

/// An editor writes a file in several steps, and a formatter touches it once more.
const QUIET: Duration = Duration::from_millis(100);

/// What ends the waiting.
enum News {
    Changed(PathBuf),
    Interrupted,
}

/// Runs the tests, then again after each change, until Ctrl-C. What is wrong with a test file is
/// told, and the next change waited for.
pub(super) fn watch(
    options: &TestOptions,
    stop: &Arc<AtomicBool>,
    mut run: impl FnMut() -> Result<u8, Error>,
) -> Result<u8, Error> {
    let (sender, news) = channel();
    let (interrupted, stopping) = (sender.clone(), Arc::clone(stop));
    ctrlc::set_handler(move || {
        interrupt(&stopping);
        // Fails when the watching is over.
        let _ = interrupted.send(News::Interrupted);
    })?;
    // Dropping it ends the watching.
    let _watcher = watcher(options, sender)?;
    loop {
        if let Err(error) = run() {
            error.print(options.color);
        }
        // What tests and plug-ins have written themselves is no reason to run them again, Lua that
        // was changed meanwhile is.
        let changed = news.try_iter().any(|news| match news {
            News::Changed(path) => is_source(&path),
            News::Interrupted => false,
        });
        if stop.load(Ordering::Relaxed) {
            return Ok(0);
        }
        if changed {
            continue;
        }
        let mut out = terminal::stderr(options.color);
        // Nobody is left to tell when stderr is closed.
        let _ = writeln!(out, "\nwaiting for a change; Ctrl-C ends\n");
        if !wait(&news) {
            return Ok(0);
        }
    }
}

/// Waits for a change, and until no more follow. False is Ctrl-C.
fn wait(news: &Receiver<News>) -> bool {
    match news.recv() {
        Ok(News::Changed(_)) => {}
        Ok(News::Interrupted) | Err(_) => return false,
    }
    loop {
        match news.recv_timeout(QUIET) {
            Ok(News::Changed(_)) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Ok(News::Interrupted) | Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

fn watcher(options: &TestOptions, sender: Sender<News>) -> Result<impl Drop, Error> {
    let folders = folders(options);
    let known = folders.clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        for path in event.paths.into_iter().filter(|path| matters(path, &known)) {
            let _ = sender.send(News::Changed(path));
        }
    })?;
    for folder in &folders {
        watcher.watch(folder, RecursiveMode::Recursive)?;
    }
    Ok(watcher)
}

/// The folders to watch: this one, where plug-ins under test usually are, those that were named, and
/// the plug-ins around them.
fn folders(options: &TestOptions) -> BTreeSet<PathBuf> {
    let mut folders = BTreeSet::from([PathBuf::from(".")]);
    for path in plan::paths(options) {
        let path = std::path::absolute(&path).unwrap_or(path);
        let folder = if path.is_dir() {
            path.as_path()
        } else {
            path.parent().unwrap_or(&path)
        };
        let plugin = folder.ancestors().find(|folder| is_plugin(folder));
        folders.insert(plugin.unwrap_or(folder).to_owned());
    }
    let whole = |folder: PathBuf| folder.canonicalize().unwrap_or(folder);
    let folders: BTreeSet<PathBuf> = folders.into_iter().map(whole).collect();
    // What is below another is watched with it.
    let below = |folder: &PathBuf| {
        folder
            .ancestors()
            .skip(1)
            .any(|outer| folders.contains(outer))
    };
    folders
        .iter()
        .filter(|folder| !below(folder))
        .cloned()
        .collect()
}

/// Whether a change of this file, which is in one of the folders, can change what tests say.
fn matters(path: &Path, folders: &BTreeSet<PathBuf>) -> bool {
    let mut below = folders
        .iter()
        .filter_map(|folder| path.strip_prefix(folder).ok());
    if below.any(|inner| inner.iter().any(find::is_passed_over)) {
        return false;
    }
    let in_plugin = path.ancestors().skip(1).any(is_plugin);
    is_source(path) || (in_plugin && !has_end(path, &["log"]))
}

fn is_source(path: &Path) -> bool {
    has_end(path, &["lua", "toml", "jsonl"])
}

fn is_plugin(folder: &Path) -> bool {
    has_end(folder, &["lrplugin", "lrdevplugin"])
}

fn has_end(path: &Path, ends: &[&str]) -> bool {
    let end = path.extension().and_then(OsStr::to_str);
    end.is_some_and(|end| ends.contains(&end))
}
