//! What plug-ins do with the catalog's objects: finding photos, collections, sets, folders,
//! keywords. Each script of tests/lua asserts for itself.

mod common;

use common::run_lua as run;

#[test]
fn searches_find_what_their_criteria_say() {
    run("catalog_find.lua");
}

#[test]
fn collections_and_sets_are_read_changed_and_refuse_what_is_wrong() {
    run("collections.lua");
}

#[test]
fn keywords_and_folders_are_read_changed_and_refuse_what_is_wrong() {
    run("keywords_folders.lua");
}

#[test]
fn photos_refuse_what_is_wrong_and_change_nothing_then() {
    run("photo_errors.lua");
}
