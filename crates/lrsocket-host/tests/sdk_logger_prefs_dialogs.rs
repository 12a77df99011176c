//! LrLogger, LrPrefs, LrDialogs, LrLocalization, LrSystemInfo and LrTableUtils as plug-ins see
//! them: each script of tests/lua asserts for itself, the tests look at what the host recorded.

mod common;

use std::path::Path;

use common::{Setup, Stage, Told, lua_file};
use lrsocket_host::proto::Platform;
use lrsocket_host::{Answer, Event};

/// A script of `tests/lua`, with these standard folders.
fn lua(name: &str, home: &Path) -> Setup {
    Setup::lua(name).home(home)
}

/// What happened, without the record that the script is ready.
fn happened(stage: &Stage) -> Vec<&Event> {
    let mut events = stage.events();
    events.retain(|event| !matches!(event, Event::Ready { .. }));
    events
}

#[test]
fn a_logger_logs_what_is_enabled() {
    let home = tempfile::tempdir().unwrap();
    let stage = lua("logger.lua", home.path()).run();
    let logs = stage.logs();
    assert_eq!(
        logs[..4],
        [
            "trace Remote: one 2 nil true",
            "warn Remote: 3 of four",
            "error Remote: both",
            "debug Remote: table",
        ]
    );
    assert!(
        logs[4].starts_with("error Remote: where\nstack traceback:"),
        "{}",
        logs[4]
    );
    assert!(logs[4].contains("logger.lua:") && !logs[4].contains("lrsocket:LrLogger"));
    assert_eq!(logs[5..], ["info Remote: quick 1", "warn Remote: quickf"]);
    let diagnostics = stage.remarks();
    assert_eq!(diagnostics.len(), 2, "{diagnostics:?}");
    assert!(diagnostics[0].contains("there is no level \"err\""));
    assert!(diagnostics[1].contains("unknown action \"nowhere\""));
    assert!(!home.path().join("Library").exists() && !home.path().join("AppData").exists());
}

#[test]
fn a_log_file_is_where_lightroom_has_it() {
    for (platform, folder, separator) in [
        (
            Platform::Mac,
            "Library/Logs/Adobe/Lightroom/LrClassicLogs",
            ", ",
        ),
        (
            Platform::Win,
            "AppData/Local/Adobe/Lightroom/Logs/LrClassicLogs",
            " ",
        ),
    ] {
        let home = tempfile::tempdir().unwrap();
        let run = || {
            let setup = lua("logfile.lua", home.path());
            setup
                .settings(move |settings| settings.platform = platform)
                .run()
        };
        let stage = run();
        run();
        assert_eq!(
            stage.logs(),
            ["info ../Remote: first\nsecond", "error ../Remote: third"]
        );
        let file = home.path().join(folder).join(".._Remote.log");
        let text = std::fs::read_to_string(file).unwrap();
        assert_eq!(text.lines().count(), 6, "{text}");
        let stamp = text.split_once("INFO\tfirst\nsecond\n").unwrap().0;
        assert!(stamp.ends_with(separator) && stamp.contains(':'), "{stamp}");
    }
}

#[test]
fn a_log_folder_that_cannot_be_written_is_told_once() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("Library"), "a file").unwrap();
    let stage = lua("logfile.lua", home.path()).run();
    assert_eq!(stage.logs().len(), 2);
    let diagnostics = stage.remarks();
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    assert!(diagnostics[0].contains(".._Remote.log: cannot write this log file"));
}

#[test]
fn preferences_outlive_the_host() {
    let home = tempfile::tempdir().unwrap();
    for script in ["prefs_write.lua", "prefs_read.lua"] {
        let stage = lua(script, home.path()).run();
        let happened = happened(&stage);
        assert!(happened.is_empty(), "{happened:?}");
    }
}

#[test]
fn preferences_that_nobody_changed_are_not_written() {
    let home = tempfile::tempdir().unwrap();
    let script = "assert(import 'LrPrefs'.prefsForPlugin().x == nil)";
    Setup::script(script).home(home.path()).run();
    assert!(!home.path().join("appData").exists());
}

#[test]
fn corrupt_preferences_are_kept_aside() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("appData/lrsocket/prefs");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("prefs_corrupt.lua");
    for broken in [
        "return { x = ",
        "return 1",
        "return { x = print }.x.y",
        "\x1bLua",
    ] {
        std::fs::write(&file, broken).unwrap();
        let stage = lua("prefs_corrupt.lua", home.path()).run();
        let diagnostics = stage.remarks();
        assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
        assert!(diagnostics[0].contains("prefs_corrupt.lua: these preferences cannot be read"));
        let aside = std::fs::read_to_string(folder.join("prefs_corrupt.lua.corrupt")).unwrap();
        assert_eq!(aside, broken);
        assert!(
            std::fs::read_to_string(&file)
                .unwrap()
                .contains("x = \"again\"")
        );
    }
}

#[test]
fn preferences_that_cannot_be_saved_are_told() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("appData"), "a file").unwrap();
    let script = "import 'LrPrefs'.prefsForPlugin().x = 1";
    let mut stage = Setup::script(script).home(home.path()).run();
    stage.settle();
    assert_eq!(stage.remarks().len(), 1);
}

#[test]
fn dialogs_are_recorded_and_answered() {
    let home = tempfile::tempdir().unwrap();
    for (answer, two, three, prompt) in [
        (Answer::Ok, "ok", "ok", Some("send")),
        (Answer::Cancel, "cancel", "cancel", None),
        (Answer::Other, "cancel", "other", Some("print")),
    ] {
        let setup = lua("dialogs.lua", home.path());
        let stage = setup
            .settings(move |settings| settings.answer = answer)
            .run();
        assert_eq!(
            stage.logs(),
            [
                format!("print : two buttons: {two}"),
                format!("print : three buttons: {three}"),
                format!("print : prompt: {}", prompt.unwrap_or("nil")),
            ]
        );
        assert_eq!(
            stage.dialogs(),
            [
                "message: Saved | 3 photos | ".to_owned(),
                "message: Only a title |  | ".to_owned(),
                "messageWithDoNotShow: Once | more | ".to_owned(),
                "showError: It failed |  | ".to_owned(),
                "showBezel: Exposure 1 |  | ".to_owned(),
                "message: (table) | called with a colon | ".to_owned(),
                format!("confirm: Delete? | For ever | {two}"),
                format!("confirm: Delete? |  | {three}"),
                format!(
                    "promptForActionWithDoNotShow: Which? |  | {}",
                    prompt.unwrap_or("cancel")
                ),
            ]
        );
        let diagnostics = stage.remarks();
        assert!(diagnostics[0].contains("call it with a dot, LrDialogs.message(…)"));
        assert_eq!(
            diagnostics.len(),
            if answer == Answer::Other { 2 } else { 1 }
        );
    }
}

#[test]
fn r10_3_an_error_dialog_shows_errors_but_not_canceling() {
    let home = tempfile::tempdir().unwrap();
    let mut stage = lua("error_dialog.lua", home.path()).start();
    stage.fails("task", "The disk is full.");
    assert_eq!(
        stage.dialogs(),
        ["attachErrorDialogToFunctionContext: The disk is full. |  | "]
    );
}

#[test]
fn texts_are_translated_into_the_language_of_the_run() {
    let home = tempfile::tempdir().unwrap();
    let plugin = home.path().join("test.lrplugin");
    std::fs::create_dir_all(&plugin).unwrap();
    std::fs::copy(lua_file("localization.lua"), plugin.join("Init.lua")).unwrap();
    std::fs::write(
        plugin.join("TranslatedStrings_de.txt"),
        "\u{feff}\"$$$/Test/Go=Los, ^1^n\"\r\n\"$$$/Test/Title=Fernsteuerung\"\r\n",
    )
    .unwrap();
    std::fs::write(
        plugin.join("Info.lua"),
        r#"return { LrSdkVersion = 14.3, LrToolkitIdentifier = "com.example.test",
            LrPluginName = LOC "$$$/Test/Title=Remote control^!", LrInitPlugin = "Init.lua" }"#,
    )
    .unwrap();
    for (language, name) in [("en", "Remote control\u{ac}"), ("de", "Fernsteuerung")] {
        let setup = Setup::at(&plugin).home(home.path());
        let language = language.to_owned();
        let mut stage = setup
            .settings(|settings| settings.language = language)
            .run();
        assert_eq!(stage.host().plugins().next().unwrap().info.name, name);
    }
}

#[test]
fn system_info_and_table_utils() {
    Stage::lua("system_info.lua");
}
