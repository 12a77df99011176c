//! R6.10 to R6.13: the scripts that Info.lua names, and when Lightroom runs them.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use common::{Setup, Stage};

/// A plug-in with these keys in its Info.lua, and these files.
fn plugin(keys: &str, files: &[(&str, &str)]) -> Setup {
    let info =
        format!("return {{ LrSdkVersion = 6, LrToolkitIdentifier = 'com.example.x', {keys} }}");
    let mut all = vec![("Info.lua", info.as_str())];
    all.extend(files);
    Setup::files(&all)
}

/// Disables the plug-in and enables it again.
fn disable_and_enable(stage: &mut Stage) {
    stage.host().disable("").unwrap();
    stage.advance(1.0);
    stage.host().enable("").unwrap();
    stage.settle();
}

#[test]
fn r6_10_an_empty_name_is_no_script() {
    let mut stage = plugin(
        "LrInitPlugin = '', LrShutdownPlugin = '', LrShutdownApp = '', LrEnablePlugin = '',
         LrDisablePlugin = '', LrPluginInfoProvider = ''",
        &[],
    )
    .start();
    stage.host().plugin_manager();
    stage.settle();
    disable_and_enable(&mut stage);
    stage.host().reload("").unwrap();
    stage.advance(1.0);
    assert!(stage.shut_down() < 1.0);
    assert!(stage.take_failures().is_empty());
}

#[test]
fn r6_11_enabling_runs_the_start_up_script_and_then_that_of_lr_enable_plugin() {
    let mut stage = plugin(
        "LrInitPlugin = 'Init.lua', LrEnablePlugin = 'Enable.lua', LrDisablePlugin = 'Disable.lua'",
        &[
            ("Init.lua", "print 'init'"),
            ("Enable.lua", "print 'enable'"),
            ("Disable.lua", "print 'disable'"),
        ],
    )
    .start();
    disable_and_enable(&mut stage);
    stage.says(&["init", "disable", "init", "enable"]);
}

#[test]
fn r6_11_a_file_under_both_keys_runs_once() {
    let keys = "LrInitPlugin = 'Start.lua', LrEnablePlugin = 'Start.lua'";
    let mut stage = plugin(keys, &[("Start.lua", "print 'start'")]).start();
    disable_and_enable(&mut stage);
    stage.says(&["start", "start"]);
}

#[test]
fn r6_12_a_plug_in_goes_on_after_an_error_in_its_start_up_script() {
    let mut stage = failing_init().start();
    stage.fails("script", "Init.lua:1: oops");
    stage.advance(2.0);
    stage.says(&["task", "task"]);
    stage.host().menu("Go").unwrap();
    stage.settle();
    stage.says(&["go"]);
}

#[test]
fn r6_12_with_init_error_disables_lightroom_disables_it() {
    let mut stage = failing_init()
        .profile(|profile| profile.init_error_disables = true)
        .start();
    stage.fails("script", "Init.lua:1: oops");
    stage.advance(2.0);
    assert_eq!(stage.diagnostics("R6.12").len(), 1);
    stage.says(&[]);
    assert_eq!(stage.host().menu("Go"), Err(Vec::new()));
    assert_eq!(stage.host().plugins().count(), 0);

    // Its author mends it, and enables it.
    let init = stage.plugin_folder().join("Init.lua");
    std::fs::write(init, "print 'mended'").unwrap();
    stage.host().enable("").unwrap();
    stage.settle();
    stage.says(&["mended"]);
    stage.host().menu("Go").unwrap();
    stage.settle();
    stage.says(&["go"]);
}

#[test]
fn r6_12_an_error_later_on_disables_nothing() {
    let mut stage = plugin(
        "LrInitPlugin = 'Init.lua', LrHelpMenuItems = { title = 'Go', file = 'Go.lua' }",
        &[
            (
                "Init.lua",
                "import('LrTasks').startAsyncTask(function() error 'later' end)",
            ),
            ("Go.lua", "error 'item'"),
        ],
    )
    .profile(|profile| profile.init_error_disables = true)
    .start();
    stage.fails("task", "Init.lua:1: later");
    stage.host().menu("Go").unwrap();
    stage.settle();
    stage.fails("script", "Go.lua:1: item");
    assert_eq!(stage.host().plugins().count(), 1);
}

fn failing_init() -> Setup {
    let init = "local LrTasks = import 'LrTasks' LrTasks.startAsyncTask(function() \
                while true do LrTasks.sleep(1) print 'task' end end) error 'oops'";
    plugin(
        "LrInitPlugin = 'Init.lua', LrHelpMenuItems = { title = 'Go', file = 'Go.lua' }",
        &[("Init.lua", init), ("Go.lua", "print 'go'")],
    )
}

/// Clicks the menu item, whose script requires a file that this test has just written.
fn click_with_new_files(stage: &mut Stage) {
    let folder = stage.plugin_folder().to_owned();
    std::fs::create_dir(folder.join("inner")).unwrap();
    for file in ["New.lua", "inner/New.lua"] {
        std::fs::write(folder.join(file), "return 'new'").unwrap();
    }
    stage.host().menu("Go").unwrap();
    stage.settle();
}

fn asks_for_new_files() -> Setup {
    plugin(
        "LrHelpMenuItems = { title = 'Go', file = 'Go.lua' }",
        &[
            (
                "Go.lua",
                "print(pcall(require, 'Old')) print(pcall(require, 'New'))
                 print(pcall(require, 'inner/New'))",
            ),
            ("Old.lua", "return 'old'"),
        ],
    )
}

#[test]
fn r6_13_a_new_script_is_found() {
    let mut stage = asks_for_new_files().start();
    click_with_new_files(&mut stage);
    stage.says(&["true\told", "true\tnew", "true\tnew"]);
}

#[test]
fn r6_13_with_new_scripts_missing_it_is_found_after_a_restart_only() {
    const MISSING: [&str; 3] = [
        "true\told",
        "false\tCould not load toolkit script: New",
        "false\tCould not load toolkit script: inner/New",
    ];
    let mut stage = asks_for_new_files()
        .profile(|profile| profile.new_scripts_missing = true)
        .start();
    click_with_new_files(&mut stage);
    stage.says(&MISSING);
    assert_eq!(stage.diagnostics("R6.13").len(), 2);
    // A file that was there may change.
    std::fs::write(stage.plugin_folder().join("Old.lua"), "return 'changed'").unwrap();
    stage.host().reload("").unwrap();
    stage.advance(1.0);
    stage.host().menu("Go").unwrap();
    stage.settle();
    let [_, new, inner] = MISSING;
    stage.says(&["true\tchanged", new, inner]);

    let again = Setup::at(stage.plugin_folder()).profile(|profile| {
        profile.new_scripts_missing = true;
    });
    let mut again = again.start();
    again.host().menu("Go").unwrap();
    again.settle();
    again.says(&["true\tchanged", "true\tnew", "true\tnew"]);
}
