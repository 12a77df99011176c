//! LrApplication, LrCatalog and LrPhoto as plug-ins see them: each script of tests/lua asserts for
//! itself.

mod common;

use common::{Setup, Told, run_lua as run};
use lrsocket_host::Answer;

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
fn r8_8_an_import_adds_the_files_of_a_folder_where_they_are() {
    for (answer, first) in [(Answer::Ok, 2), (Answer::Cancel, 0)] {
        let setup = Setup::lua("catalog_import.lua");
        let stage = setup
            .settings(move |settings| settings.answer = answer)
            .run();
        assert_eq!(
            stage.logged(),
            [
                &format!("after the dialog\t{first}"),
                "after the second\t2",
                "previous import\t2",
                "undone\t0",
            ]
        );
        let dialog = stage.dialogs();
        assert_eq!(dialog.len(), 1);
        let end = format!("| 3 photos | {}", answer.as_str());
        assert!(dialog[0].starts_with("triggerImportUI: ") && dialog[0].ends_with(&end));
        let damaged = stage.remarks();
        assert!(damaged.iter().any(|text| text.contains("is damaged")));
    }
}

#[test]
fn added_photos_are_read_from_their_files() {
    run("catalog_add.lua");
}
