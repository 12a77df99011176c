//! Namespaces of a few members: each script of tests/lua asserts for itself.

mod common;

use common::{Setup, Stage, Told};

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
    let mut stage = Stage::lua("ftp.lua");
    assert_eq!(stage.logged(), ["done"]);
    let missing = stage.host().missing_members();
    assert!(missing.contains(&"LrFtp.create".to_owned()), "{missing:?}");
}

#[test]
fn a_plugin_knows_itself() {
    Stage::lua("plugin.lua");
}

#[test]
fn a_file_tells_the_dimensions_of_its_photo() {
    // The beginning of a PNG: its signature, and a header with 640 by 480 pixels.
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0";
    let stage = Setup::files(&[("test.lua", include_str!("lua/photo_info.lua"))])
        .file("photo.PNG", png)
        .file("photo.nef", png)
        .file("broken.jpg", b"\xff\xd8\xff\xe1\xff\xff")
        .run();
    assert_eq!(stage.logged(), ["done"]);
}
