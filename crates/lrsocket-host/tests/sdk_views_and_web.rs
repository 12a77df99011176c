//! Views, bindings, dialogs with contents, requests, XML, the shell and other namespaces that need
//! no catalog: each script of tests/lua asserts for itself, the tests look at what was recorded.

mod common;

use common::{Setup, Stage, Told};
use lrsocket_host::Answer;

#[test]
fn property_tables_call_their_observers_until_the_context_ends() {
    Stage::lua("property_tables.lua");
}

#[test]
fn views_have_working_bindings() {
    let diagnostics = Stage::lua("views.lua").remarks();
    let expected = [
        "`value` of a checkbox is bound in one direction only",
        "f:row: item 1 is a string, no view",
        "f:row: item 1 is in another view already",
        "a view is bound to the key nowhere of no table",
    ];
    assert_eq!(diagnostics.len(), expected.len(), "{diagnostics:#?}");
    for (diagnostic, expected) in diagnostics.iter().zip(expected) {
        assert!(diagnostic.contains(expected), "{diagnostic}");
    }
}

#[test]
fn dialogs_with_contents_are_recorded_and_answered() {
    for (answer, two, three) in [
        (Answer::Ok, "ok", "ok"),
        (Answer::Cancel, "cancel", "cancel"),
        (Answer::Other, "cancel", "other"),
    ] {
        let setup = Setup::lua("custom_dialogs.lua");
        let stage = setup
            .settings(move |settings| settings.answer = answer)
            .run();
        assert_eq!(
            stage.logged(),
            [
                &format!("two buttons\t{two}"),
                &format!("three buttons\t{three}"),
                "disabled\tcancel",
                "stopped\tmine",
                &format!("broken\t{two}"),
                "open panel\tnil",
                "save panel\tnil",
                "shown",
                "closing",
                "closed",
            ]
        );
        assert_eq!(
            stage.dialogs(),
            [
                &format!("presentModalDialog: Settings | Port\n50000\nMode B\nTest | {two}"),
                &format!("presentModalDialog: Settings |  | {three}"),
                "presentModalDialog: Settings | \nMore | cancel",
                "presentModalDialog: Stop | x\ny | mine",
                &format!("presentModalDialog: Broken |  | {two}"),
                "runOpenPanel: Choose |  | cancel",
                "runSavePanel: Save |  | cancel",
                "showModalProgressDialog: Working | first | ",
                "presentFloatingDialog: Floating | Hello | ",
            ]
        );
        let told = stage.remarks();
        assert!(
            told.iter()
                .any(|text| text.contains("in no dialog that is open"))
        );
        assert!(
            told.iter()
                .any(|text| text.contains("nobody is there to choose a file"))
        );
        let disabled = told
            .iter()
            .any(|text| text.contains("the action button is disabled"));
        assert_eq!(disabled, answer == Answer::Ok);
    }
}

#[test]
fn xml_is_read_and_written() {
    Stage::lua("xml.lua");
}

#[test]
fn an_offline_run_makes_no_requests() {
    let setup = Setup::lua("http_offline.lua");
    let stage = setup.settings(|settings| settings.offline = true).run();
    assert_eq!(stage.logged(), ["done"]);
    assert_eq!(
        stage.dialogs(),
        ["openUrlInBrowser: https://example.com/ |  | "]
    );
    let told = stage.remarks();
    assert!(told[0].contains("this run is offline, no request is made to http://127.0.0.1:9/"));
}
