//! Namespaces of a few members: each script of tests/lua asserts for itself.

mod common;

use common::{Stage, Told};

#[test]
fn colours_have_parts() {
    Stage::lua("color.lua");
}

#[test]
fn progress_is_kept() {
    Stage::lua("progress.lua");
}

#[test]
fn passwords_are_found_by_key_salt_and_plugin() {
    Stage::lua("passwords.lua");
}

#[test]
fn a_guard_lets_nobody_in_twice() {
    let stage = Stage::lua("recursion_guard.lua");
    assert_eq!(stage.logged(), ["other", "guarded"]);
}

#[test]
fn sounds_are_recorded() {
    let stage = Stage::lua("sounds.lua");
    assert_eq!(stage.dialogs(), ["playSystemSound: Glass |  | "]);
}

#[test]
fn ftp_joins_paths_and_connects_to_nobody() {
    let stage = Stage::lua("ftp.lua");
    assert_eq!(stage.logged(), ["done"]);
    let missing = stage.host().missing_members();
    assert!(missing.contains(&"LrFtp.create".to_owned()), "{missing:?}");
}

#[test]
fn a_plugin_knows_itself() {
    Stage::lua("plugin.lua");
}
