//! `--control`: commands on stdin, answers on stdout (docs/control.md).

mod common;

use common::{Run, Running};
use serde_json::json;

const INFO: &str = "return { LrSdkVersion = 6, LrToolkitIdentifier = 'org.example.control',
    LrInitPlugin = 'Init.lua', LrForceInitPlugin = true, LrShutdownPlugin = 'Shutdown.lua',
    LrPluginInfoProvider = 'Manager.lua',
    LrExportMenuItems = { { title = 'Start', file = 'Start.lua' } } }";

fn plugin() -> Running {
    Run::plugin(&[
        ("Info.lua", INFO),
        (
            "Init.lua",
            "count = 0 print('init') import('LrTasks').startAsyncTask(function()
                while true do import('LrTasks').sleep(1) end end)",
        ),
        ("Start.lua", "count = count + 1 print('start ' .. count)"),
        ("Manager.lua", "print('manager')"),
        ("Shutdown.lua", "print('shutdown')"),
    ])
    .controlled()
    .spawn()
}

#[test]
fn a_menu_item_is_clicked_as_often_as_one_likes() {
    let mut run = plugin();
    for count in 1..=2 {
        run.done(&json!({ "do": "menu", "title": "Start" }));
        run.printed(&format!("start {count}"));
    }
    let why = run.refused(&json!({ "do": "menu", "title": "Stop" }));
    assert!(why.contains("Start"), "{why}");
}

#[test]
fn a_reload_reads_the_plug_in_from_disk() {
    let mut run = plugin();
    run.printed("init");
    let init = run.folder().join("test.lrplugin/Init.lua");
    std::fs::write(init, "print('init anew', count)").unwrap();
    run.done(&json!({ "do": "reload" }));
    run.printed("shutdown");
    run.printed("init anew\tnil");
}

#[test]
fn a_disabled_plug_in_can_be_enabled() {
    let mut run = plugin();
    run.printed("init");
    run.done(&json!({ "do": "disable", "plugin": "org.example.control" }));
    let state = run.done(&json!({ "do": "state" }));
    assert_eq!(state["plugins"], json!([]));
    // Its end takes a moment; enabling it waits for that.
    run.done(&json!({ "do": "enable" }));
    run.printed("init");
}

#[test]
fn the_plug_in_manager_is_drawn() {
    let mut run = plugin();
    run.done(&json!({ "do": "plugin_manager" }));
    run.printed("manager");
}

#[test]
fn masks_tool_snapshots_and_orientation_are_in_the_state() {
    let mut run = Run::plugin(&[
        (
            "Info.lua",
            "return { LrToolkitIdentifier = 'org.example.control', LrInitPlugin = 'Init.lua' }",
        ),
        (
            "Init.lua",
            "local tasks, develop = import 'LrTasks', import 'LrDevelopController'
            tasks.startAsyncTask(function()
                develop.createNewMask('rangeMask', 'color')
                local catalog = import 'LrApplication'.activeCatalog()
                catalog:withWriteAccessDo('Turn', function()
                    catalog:getTargetPhoto():rotateRight()
                    catalog:getTargetPhoto():createDevelopSnapshot('Turned')
                end)
                print 'done'
            end)",
        ),
    ])
    .controlled()
    .spawn();
    run.printed("done");
    let state = run.done(&json!({ "do": "state" }));
    assert_eq!(state["masks"][0]["Tools"][0]["Subtype"], "color");
    assert_eq!(state["tool"], "masking");
    assert_eq!(state["mask_overlay"], false);
    assert_eq!(state["active"]["orientation"], "DA");
    assert_eq!(state["active"]["snapshots"], json!(["Turned"]));
}

#[test]
fn a_slider_a_photo_and_a_module_are_in_the_state() {
    let mut run = plugin();
    let before = run.done(&json!({ "do": "state" }));
    assert_eq!(before["develop"]["Exposure2012"], 0.0);
    run.done(&json!({ "do": "develop", "parameter": "Exposure", "value": 1.5 }));
    run.done(&json!({ "do": "module", "module": "develop" }));
    let after = run.done(&json!({ "do": "state" }));
    assert_eq!(after["develop"]["Exposure2012"], 1.5);
    assert_eq!(after["module"], "develop");
    let path = after["active"]["path"].clone();
    let id = after["active"]["id"].as_u64().unwrap();
    run.done(&json!({ "do": "select", "photo": path }));
    run.done(&json!({ "do": "select", "photo": id }));
    let why = run.refused(&json!({ "do": "select", "photo": 0 }));
    assert_eq!(why, "there is no such photo in the catalog");
    let why = run.refused(&json!({ "do": "develop", "parameter": "Nope", "value": 1 }));
    assert!(why.contains("Nope"), "{why}");
    let why = run.refused(&json!({ "do": "module", "module": "kitchen" }));
    assert_eq!(why, "there is no module \"kitchen\"");
}

#[test]
fn what_is_no_command_is_refused_and_the_run_goes_on() {
    let mut run = plugin();
    for (command, expected) in [
        (json!("do"), "this is not a command"),
        (json!({ "id": 1 }), "\"do\" is missing"),
        (
            json!({ "do": "dance" }),
            "there is no command \"dance\"; there are menu, select,",
        ),
        (json!({ "do": "menu" }), "\"menu\": missing field \"title\""),
        (
            json!({ "do": "state", "title": "Start" }),
            "\"state\": unknown field \"title\"",
        ),
        (
            json!({ "do": "menu", "title": "Start", "photo": 1 }),
            "\"menu\": unknown field \"photo\"",
        ),
        (
            json!({ "do": "fault", "value": 1 }),
            "\"fault\": missing field \"name\"",
        ),
    ] {
        let why = run.refused(&command);
        assert!(why.contains(expected), "{command}: {why}");
    }
    let answer = run.control(&json!({ "id": ["any", 1], "do": "state" }));
    assert_eq!(answer["id"], json!(["any", 1]));
    for command in [
        json!({ "id": 7, "do": "dance" }),
        json!({ "id": 7, "do": "menu", "photo": 1 }),
        json!({ "id": 7 }),
    ] {
        let answer = run.control(&command);
        assert_eq!(answer["ok"], false, "{command}: {answer}");
        assert_eq!(answer["id"], 7, "{command}: {answer}");
    }
}

#[test]
fn shutdown_ends_the_run_and_the_end_of_stdin_does_not() {
    let mut run = plugin();
    run.printed("init");
    run.done(&json!({ "do": "shutdown" }));
    run.printed("shutdown");
    let exit = run.event("exit");
    assert_eq!(exit["status"], 0);

    let mut run = plugin();
    run.done(&json!({ "do": "menu", "title": "Start" }));
    run.close_stdin();
    run.printed("start 1");
    assert!(run.is_running());
}

#[test]
fn a_person_who_wants_all_sees_answers_in_words() {
    let run = Run::script("print('here')").args(["-v"]).controlled();
    let mut run = run.spawn();
    run.control(&json!({ "do": "menu", "title": "Nope" }));
    run.done(&json!({ "do": "module", "module": "library" }));
    run.stderr_has("answer     refused: there is no menu item \"Nope\"");
    run.stderr_has("answer     done");
}
