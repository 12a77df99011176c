//! The namespaces about paths, files, strings, dates and digests, as a plug-in sees them. Each
//! script of `tests/lua` asserts at its top level.
#![expect(clippy::expect_used, reason = "a test fails by a panic")]

mod common;

use std::path::{Path, PathBuf};
use std::rc::Rc;

use common::{Setup, Stage, Told, lua_file};
use lrsocket_host::{Folders, RealClock, default_platform, proto::Profile};

/// Runs a script with standard folders of its own, on this system.
fn run(script: &str) -> Stage {
    let folder = tempfile::tempdir().expect("a folder");
    let home = resolved(folder.path());
    Folders::below(&home)
        .create()
        .expect("the standard folders");
    on_this_system(Setup::lua(script)).home(&home).run()
}

/// The paths of a plug-in and the times of its files are those of the system that it runs on.
fn on_this_system(setup: Setup) -> Setup {
    setup.settings(|settings| {
        settings.platform = default_platform(&Profile::measured());
        settings.clock = Rc::new(RealClock::start());
    })
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
    let remarks = run("paths.lua").remarks();
    assert!(remarks[0].contains("knows no folder \"nowhere\""));
    assert_eq!(remarks.len(), 1, "{remarks:?}");
}

#[test]
fn files() {
    let stage = run("files.lua");
    let remarks = stage.remarks();
    assert!(remarks[0].starts_with("LrFileUtils.files: "), "{remarks:?}");
    let printed = stage.logged();
    assert!(printed[0].starts_with("moveToTrash: "), "{printed:?}");
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
    std::fs::copy(lua_file("links.lua"), &script).expect("the script");
    on_this_system(Setup::at(&script)).home(&root).run();
    assert!(root.join("real/inner/file").exists());
}
