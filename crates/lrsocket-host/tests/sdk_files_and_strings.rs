//! The namespaces about paths, files, strings, dates and digests, as a plug-in sees them. Each
//! script of `tests/lua` asserts at its top level.
#![expect(clippy::expect_used, reason = "a test fails by a panic")]

use std::path::{Path, PathBuf};

use lrsocket_host::proto::Time;
use lrsocket_host::{Event, Folders, Host, Settings};

/// Runs a script with standard folders of its own. Returns what was logged and remarked on.
fn run(script: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let root = resolved(folder.path());
    let folders = Folders::below(&root);
    folders.create().expect("the standard folders");
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/lua")
        .join(script);
    let mut host = Host::load(&path, Settings::new(folders)).expect("a script");
    host.run(Time::ZERO);
    let records: Vec<Event> = std::iter::from_fn(|| host.poll_record())
        .map(|record| record.event)
        .collect();
    assert_eq!(host.failures(), 0, "{records:#?}");
    let remarks = records.into_iter().filter_map(|event| match event {
        Event::Log { message, .. } | Event::Diagnostic { message, .. } => Some(message),
        _ => None,
    });
    remarks.collect()
}

/// The folder without links, which `resolveAllAliases` would resolve.
fn resolved(folder: &Path) -> PathBuf {
    let root = folder.canonicalize().expect("the folder");
    // On Windows `canonicalize` gives paths that plug-ins cannot work with.
    match root.to_str().and_then(|path| path.strip_prefix(r"\\?\")) {
        Some(path) => path.into(),
        None => root,
    }
}

#[test]
fn paths() {
    let remarks = run("paths.lua");
    assert!(remarks[0].contains("knows no folder \"nowhere\""));
    assert_eq!(remarks.len(), 1, "{remarks:?}");
}

#[test]
fn files() {
    let remarks = run("files.lua");
    assert!(remarks[0].starts_with("LrFileUtils.files: "), "{remarks:?}");
    assert!(remarks[1].starts_with("moveToTrash: "), "{remarks:?}");
}

#[test]
fn strings() {
    run("strings.lua");
}

#[test]
fn dates() {
    run("dates.lua");
}

#[test]
fn digests_and_bits() {
    run("digests.lua");
}

/// What the system's links are for, and Windows allows to administrators alone.
#[cfg(unix)]
#[test]
fn links() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = resolved(folder.path());
    std::fs::create_dir_all(root.join("real/inner")).expect("folders");
    std::fs::write(root.join("real/inner/file"), "x").expect("a file");
    std::os::unix::fs::symlink("real", root.join("link")).expect("a link");
    let script = root.join("links.lua");
    std::fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lua/links.lua"),
        &script,
    )
    .expect("the script");
    let mut host = Host::load(&script, Settings::new(Folders::below(&root))).expect("a script");
    host.run(Time::ZERO);
    let records: Vec<_> = std::iter::from_fn(|| host.poll_record()).collect();
    assert_eq!(host.failures(), 0, "{records:#?}");
    assert!(root.join("real/inner/file").exists());
}
