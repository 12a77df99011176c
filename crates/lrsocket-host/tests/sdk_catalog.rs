//! LrApplication, LrCatalog and LrPhoto as plug-ins see them: each script of tests/lua asserts for
//! itself.

mod common;

use common::run_lua as run;

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

#[test]
fn the_view_filter_hides_photos_and_is_read_as_it_was_set() {
    run("view_filter.lua");
}

#[test]
fn write_access_belongs_to_the_task_that_opened_the_gate() {
    run("catalog_gates.lua");
}

#[test]
fn added_photos_are_read_from_their_files() {
    run("catalog_add.lua");
}
