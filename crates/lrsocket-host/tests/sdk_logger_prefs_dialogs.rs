//! LrLogger, LrPrefs, LrDialogs, LrLocalization, LrSystemInfo and LrTableUtils as plug-ins see
//! them: each script of tests/lua asserts for itself, the tests look at what the host recorded.

#![expect(clippy::unwrap_used, reason = "in a test, that is the message")]

use std::path::{Path, PathBuf};

use lrsocket_host::proto::{Platform, Time};
use lrsocket_host::{Answer, Event, Folders, Host, Settings};

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/lua")
        .join(name)
}

/// Runs a script to its end. Returns what happened, without the record that it is ready.
fn run(path: &Path, settings: Settings) -> Vec<Event> {
    let mut host = Host::load(path, settings).unwrap();
    host.run(Time::ZERO);
    let mut events = Vec::new();
    while let Some(record) = host.poll_record() {
        events.push(record.event);
    }
    assert_eq!(host.failures(), 0, "{events:#?}");
    events.retain(|event| !matches!(event, Event::Ready { .. }));
    events
}

fn settings(home: &Path) -> Settings {
    Settings::new(Folders::below(home))
}

/// `level logger: message` of each log record.
fn logs(events: &[Event]) -> Vec<String> {
    let log = |event: &Event| match event {
        Event::Log {
            level,
            logger,
            message,
        } => Some(format!("{level} {logger}: {message}")),
        _ => None,
    };
    events.iter().filter_map(log).collect()
}

fn diagnostics(events: &[Event]) -> Vec<String> {
    let diagnostic = |event: &Event| match event {
        Event::Diagnostic { message, .. } => Some(message.clone()),
        _ => None,
    };
    events.iter().filter_map(diagnostic).collect()
}

/// `kind: message | info | answer` of each dialog.
fn dialogs(events: &[Event]) -> Vec<String> {
    let dialog = |event: &Event| match event {
        Event::Dialog {
            kind,
            message,
            info,
            answer,
        } => {
            let answer = answer.as_deref().unwrap_or_default();
            Some(format!("{kind}: {message} | {info} | {answer}"))
        }
        _ => None,
    };
    events.iter().filter_map(dialog).collect()
}

#[test]
fn a_logger_logs_what_is_enabled() {
    let home = tempfile::tempdir().unwrap();
    let events = run(&script("logger.lua"), settings(home.path()));
    let logs = logs(&events);
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
    let diagnostics = diagnostics(&events);
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
        let mut settings = settings(home.path());
        settings.platform = platform;
        let events = run(&script("logfile.lua"), settings.clone());
        run(&script("logfile.lua"), settings);
        assert_eq!(
            logs(&events),
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
    let mut settings = settings(home.path());
    settings.platform = Platform::Mac;
    let events = run(&script("logfile.lua"), settings);
    assert_eq!(logs(&events).len(), 2);
    let diagnostics = diagnostics(&events);
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    assert!(diagnostics[0].contains(".._Remote.log: cannot write this log file"));
}

#[test]
fn preferences_outlive_the_host() {
    let home = tempfile::tempdir().unwrap();
    let events = run(&script("prefs_write.lua"), settings(home.path()));
    assert!(events.is_empty(), "{events:?}");
    let events = run(&script("prefs_read.lua"), settings(home.path()));
    assert!(events.is_empty(), "{events:?}");
}

#[test]
fn preferences_that_nobody_changed_are_not_written() {
    let home = tempfile::tempdir().unwrap();
    let script = home.path().join("reader.lua");
    std::fs::write(
        &script,
        "assert(import 'LrPrefs'.prefsForPlugin().x == nil)",
    )
    .unwrap();
    run(&script, settings(home.path()));
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
        let events = run(&script("prefs_corrupt.lua"), settings(home.path()));
        let diagnostics = diagnostics(&events);
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
    let script = home.path().join("writer.lua");
    std::fs::write(&script, "import 'LrPrefs'.prefsForPlugin().x = 1").unwrap();
    let mut host = Host::load(&script, settings(home.path())).unwrap();
    host.run(Time::ZERO);
    host.run(Time::ZERO);
    let mut told = 0;
    while let Some(record) = host.poll_record() {
        told += usize::from(matches!(record.event, Event::Diagnostic { .. }));
    }
    assert_eq!(told, 1);
    assert_eq!(host.failures(), 0);
}

#[test]
fn dialogs_are_recorded_and_answered() {
    let home = tempfile::tempdir().unwrap();
    for (answer, two, three, prompt) in [
        (Answer::Ok, "ok", "ok", Some("send")),
        (Answer::Cancel, "cancel", "cancel", None),
        (Answer::Other, "cancel", "other", Some("print")),
    ] {
        let mut settings = settings(home.path());
        settings.answer = answer;
        let events = run(&script("dialogs.lua"), settings);
        assert_eq!(
            logs(&events),
            [
                format!("print : two buttons: {two}"),
                format!("print : three buttons: {three}"),
                format!("print : prompt: {}", prompt.unwrap_or("nil")),
            ]
        );
        assert_eq!(
            dialogs(&events),
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
        let diagnostics = diagnostics(&events);
        assert!(diagnostics[0].contains("call it with a dot, LrDialogs.message(…)"));
        assert_eq!(
            diagnostics.len(),
            if answer == Answer::Other { 2 } else { 1 }
        );
    }
}

#[test]
fn an_error_dialog_shows_errors_but_not_canceling() {
    let home = tempfile::tempdir().unwrap();
    let events = run(&script("error_dialog.lua"), settings(home.path()));
    assert_eq!(
        dialogs(&events),
        ["attachErrorDialogToFunctionContext: The disk is full. |  | "]
    );
}

#[test]
fn texts_are_translated_into_the_language_of_the_run() {
    let home = tempfile::tempdir().unwrap();
    let plugin = home.path().join("test.lrplugin");
    std::fs::create_dir_all(&plugin).unwrap();
    std::fs::copy(script("localization.lua"), plugin.join("Init.lua")).unwrap();
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
        let mut settings = settings(home.path());
        settings.language = language.to_owned();
        run(&plugin, settings.clone());
        let host = Host::load(&plugin, settings).unwrap();
        assert_eq!(host.plugins().next().unwrap().info.name, name);
    }
}

#[test]
fn system_info_and_table_utils() {
    let home = tempfile::tempdir().unwrap();
    run(&script("system_info.lua"), settings(home.path()));
}
