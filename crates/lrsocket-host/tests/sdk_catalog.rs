//! LrApplication, LrCatalog and LrPhoto as plug-ins see them: each script of tests/lua asserts for
//! itself.

mod common;

use common::{Stage, Told};

/// Runs a script, which says "done" at its end.
fn run(name: &str) {
    let said = Stage::lua(name).logged();
    assert!(said.iter().any(|line| line == "done"), "{said:?}");
}

#[test]
fn photos_are_found_read_and_changed() {
    run("catalog_photos.lua");
}

#[test]
fn write_access_is_given_to_one_after_the_other() {
    run("catalog_access.lua");
}

#[test]
fn keywords_collections_and_presets_are_made_and_applied() {
    run("catalog_create.lua");
}
