//! What cannot be loaded, and how it is said: stderr to the letter, and the exit status.

mod common;

use common::{Finished, Run};

/// The plug-in could not be loaded (3), for this reason and nothing else.
fn not_loaded(run: Run, reason: &str) -> Finished {
    let expected = format!("error: the plug-in could not be loaded: {reason}\n");
    let finished = run.finish().status(3).stderr(&expected);
    assert_eq!(finished.stdout, "");
    finished
}

#[test]
fn nothing_at_the_path() {
    not_loaded(
        Run::path("nope.lrplugin"),
        "<tmp>/nope.lrplugin: there is no such plug-in or script",
    );
}

#[test]
fn a_folder_without_info() {
    not_loaded(
        Run::plugin(&[("Init.lua", "")]),
        "<tmp>/test.lrplugin: this folder has no Info.lua, so it is no plug-in; name a .lrplugin \
         or .lrdevplugin folder, or a Lua file",
    );
}

#[test]
fn info_with_a_syntax_error() {
    not_loaded(
        Run::plugin(&[("Info.lua", "return {\n  LrToolkitIdentifier = \n")]),
        "<tmp>/test.lrplugin/Info.lua:3: unexpected symbol near '<eof>'",
    );
}

#[test]
fn info_that_fails() {
    not_loaded(
        Run::plugin(&[("Info.lua", "\nreturn { x = nothing.there }")]),
        "<tmp>/test.lrplugin/Info.lua:2: attempt to index global 'nothing' (a nil value)",
    );
}

#[test]
fn info_that_returns_no_table() {
    not_loaded(
        Run::plugin(&[("Info.lua", "return 3")]),
        "<tmp>/test.lrplugin/Info.lua: Info.lua must return a table, it returned a number",
    );
    not_loaded(
        Run::plugin(&[("Info.lua", "")]),
        "<tmp>/test.lrplugin/Info.lua: Info.lua must return a table, it returned nil",
    );
}

#[test]
fn info_without_an_identifier() {
    not_loaded(
        Run::plugin(&[("Info.lua", "return { LrSdkVersion = 6.0 }")]),
        "<tmp>/test.lrplugin/Info.lua: LrToolkitIdentifier is missing: a plug-in needs an \
         identifier such as \"com.example.remote\"",
    );
}

#[test]
fn info_with_a_value_of_the_wrong_type() {
    not_loaded(
        Run::plugin_with("LrInitPlugin = 3", &[]),
        "<tmp>/test.lrplugin/Info.lua: LrInitPlugin must be a string, it is a number",
    );
    not_loaded(
        Run::plugin_with("LrExportMenuItems = { { title = 'A' } }", &[]),
        "<tmp>/test.lrplugin/Info.lua: each item of LrExportMenuItems needs a title and a file",
    );
}

#[test]
fn a_start_up_script_that_is_not_there() {
    not_loaded(
        Run::plugin_with("LrInitPlugin = 'Nope.lua'", &[]),
        "<tmp>/test.lrplugin/Nope.lua: this file is not there, but LrInitPlugin in Info.lua names \
         it",
    );
}

#[test]
fn a_start_up_script_that_does_not_compile() {
    not_loaded(
        Run::plugin_with(
            "LrInitPlugin = 'Init.lua'",
            &[("Init.lua", "\nlocal x = = 3")],
        ),
        "Init.lua:2: unexpected symbol near '='",
    );
    not_loaded(
        Run::script("\n\nif x then"),
        "script.lua:3: 'end' expected near '<eof>'",
    );
}

#[test]
fn a_byte_order_mark() {
    not_loaded(
        Run::script(b"\xEF\xBB\xBFprint(1)"),
        "script.lua:1: unexpected symbol near '\\239': the file begins with a UTF-8 byte-order \
         mark, which Lightroom does not accept; save it as UTF-8 without BOM",
    );
}

#[test]
fn utf_16() {
    not_loaded(
        Run::script(b"\xFF\xFEp\0r\0i\0n\0t\0"),
        "script.lua:1: this is UTF-16, which Lua cannot read; save it as UTF-8 without BOM",
    );
}

#[cfg(unix)]
#[test]
fn a_path_that_goes_through_a_file() {
    let run = Run::script("");
    let below = run.folder().join("script.lua/x");
    let reason = format!("{}: Not a directory (os error 20)", below.display());
    not_loaded(Run::path(below), &reason);
    drop(run);
}

#[test]
fn json_tells_of_it_too() {
    let finished = Run::path("nope").json().finish().status(3);
    let exit = finished.only("exit");
    assert_eq!(finished.events.len(), 1);
    assert_eq!(exit["status"], 3);
    let reason = exit["reason"].as_str().unwrap();
    assert!(
        reason.contains("there is no such plug-in or script"),
        "{reason}"
    );
}

#[test]
fn an_unknown_menu_item() {
    let items = "LrExportMenuItems = { { title = 'Start', file = 'a.lua' }, \
                 { title = '  Stop it', file = 'b.lua' } }";
    Run::plugin_with(items, &[])
        .args(["--menu", "Strat"])
        .finish()
        .status(2)
        .stderr(
            "error: there is no menu item \"Strat\"; the menu items are: \"Start\", \"  Stop it\"\n",
        );
    Run::script("")
        .args(["--menu", "Start"])
        .finish()
        .status(2)
        .stderr("error: there is no menu item \"Start\"; this plug-in has no menu items\n");
}

#[test]
fn an_unknown_profile() {
    Run::script("")
        .args(["--profile", "best"])
        .finish()
        .status(2)
        .stderr(
            "error: invalid value 'best' for '--profile <NAME>': the profiles are: measured, \
             documented, windows-reported, macos-reported, worst\n\n\
             For more information, try '--help'.\n",
        );
}

#[test]
fn a_time_that_is_none() {
    for wrong in ["soon", "-1", "inf", "nan", "1e30", ""] {
        Run::script("")
            .args(["--for", wrong])
            .finish()
            .status(2)
            .stderr_has(&format!("invalid value '{wrong}' for '--for <SECONDS>'"))
            .stderr_has("is not a time; write a number and its unit, such as 50ms, 1.5s or 2min");
    }
}

#[test]
fn a_trace_that_cannot_be_written() {
    let finished = Run::script("print('never')")
        .args(["--trace", "no/such/folder"])
        .finish()
        .status(2)
        .stderr_has("error: cannot write the trace to no/such/folder: ");
    assert!(!finished.stderr.contains("never"));
}

#[test]
fn a_home_that_is_a_file() {
    Run::script("")
        .real_home()
        .args(["--home", "script.lua"])
        .finish()
        .status(2)
        .stderr_has("error: cannot create the standard folders below script.lua: ");
}

#[test]
fn options_that_do_not_exist_or_contradict() {
    Run::script("")
        .args(["--verbos"])
        .finish()
        .status(2)
        .stderr_has("tip: a similar argument exists: '--verbose'");
    Run::script("")
        .args(["-q", "-v"])
        .finish()
        .status(2)
        .stderr_has("the argument '--quiet' cannot be used with '--verbose'");
    for (option, value) in [
        ("--answer", "maybe"),
        ("--platform", "linux"),
        ("--color", "red"),
    ] {
        Run::script("")
            .args([option, value])
            .finish()
            .status(2)
            .stderr_has(&format!("invalid value '{value}' for '{option} "));
    }
}

#[test]
fn r6_8_a_plug_in_for_a_later_lightroom_is_refused() {
    for (minimum, version, status) in [
        ("99", None, 3),
        ("15.6", None, 3),
        ("15.0", None, 0),
        ("13.2", Some("13.1.2"), 3),
        ("13.2", Some("13.2"), 0),
        ("10.3", Some("10.30"), 0),
        ("'6.0'", Some("5.7"), 3),
    ] {
        let info = format!("LrSdkMinimumVersion = {minimum}, LrInitPlugin = 'Init.lua'");
        let mut run = Run::plugin_with(&info, &[("Init.lua", "")]);
        if let Some(version) = version {
            run = run.args(["--lightroom", version]);
        }
        let finished = run.finish().status(status);
        if status == 3 {
            finished.stderr_has("LrSdkMinimumVersion in Info.lua");
        }
    }
}

#[test]
fn r6_14_the_version_is_in_the_trace_and_another_one_is_refused() {
    let finished = Run::script("print(import('LrApplication').versionString())")
        .args(["--lightroom", "13.2.1"])
        .json()
        .finish()
        .status(0);
    assert_eq!(finished.logged(), ["13.2.1"]);
    assert_eq!(finished.only("start")["lightroom"], "13.2.1");
    Run::script("")
        .args(["--lightroom", "16"])
        .finish()
        .status(2)
        .stderr_has("Lightroom 16.0 is not known: the versions go from 3.0 to 15.5.1");
}
