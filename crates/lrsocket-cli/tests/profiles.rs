//! `lrsocket profiles`, and the page in docs/ that is made by it.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

fn lrsocket(options: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lrsocket"));
    command.args(options).output().unwrap()
}

fn profiles(options: &[&str]) -> String {
    let output = lrsocket(&[&["profiles"], options].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The message of a command line that is refused.
fn refused(options: &[&str]) -> String {
    let output = lrsocket(options);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn the_page_in_docs_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/profiles.md");
    let written = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    assert!(
        written == profiles(&["--markdown"]),
        "docs/profiles.md is out of date: run `lrsocket profiles --markdown > docs/profiles.md`"
    );
}

#[test]
fn the_list_has_what_each_profile_changes_and_each_fault_with_its_label() {
    let text = profiles(&[]);
    let (_, windows) = text.split_once("  windows-reported: ").unwrap();
    let (windows, _) = windows.split_once("  macos-reported: ").unwrap();
    let changes: Vec<&str> = windows.lines().skip(1).map(str::trim).collect();
    assert_eq!(
        changes,
        [
            "receive_sees_close = unless_reset",
            "send_sees_close = never",
            "send_reconnect = dead",
            "port_linger = 2 s"
        ]
    );
    let (_, faults) = text.split_once("\nBehaviours ").unwrap();
    let line = |name: &str| {
        let mut lines = faults.lines().map(str::trim);
        let line = lines.find(|line| line.starts_with(&format!("{name} ")));
        line.unwrap().split_whitespace().collect::<Vec<_>>()
    };
    assert_eq!(
        line("max_line"),
        ["max_line", "64", "MiB", "B6.5", "measured/guess"]
    );
    assert_eq!(line("reload_leak"), ["reload_leak", "false", "B8.2", "doc"]);
    assert_eq!(line("second_client")[..2], ["second_client", "B1.6"]);
}

#[test]
fn one_profile_and_one_fault() {
    let macos = profiles(&["macos-reported"]);
    assert!(
        macos.contains("send_reconnect = hang:10s  instead of works  B5.5  reported\n"),
        "{macos}"
    );
    assert!(!macos.contains("send_sees_close"), "{macos}");
    assert!(profiles(&["measured"]).ends_with("It is the default.\n"));
    let fault = profiles(&["idle_timeout"]);
    for expected in [
        "known       reported\n",
        "takes       a time, such as 10 (seconds), 1.5s, 500ms or 2min, or never\n",
        "alone       --fault idle_timeout means 10\n",
        "worst             10 s\n",
    ] {
        assert!(fault.contains(expected), "{fault}");
    }
}

#[test]
fn json_has_the_same() {
    let whole: Value = serde_json::from_str(&profiles(&["--json"])).unwrap();
    let named = |list: &str, name: &str| {
        let mut all = whole[list].as_array().unwrap().iter();
        all.find(|it| it["name"] == name).unwrap().clone()
    };
    assert_eq!(whole["profiles"].as_array().unwrap().len(), 5);
    let documented = named("profiles", "documented");
    assert_eq!(
        documented["changes"],
        json!({ "ack": "off", "send_sees_close": "prompt" })
    );
    assert_eq!(documented["values"]["accept_timeout"], 10);
    let ack = named("faults", "ack");
    assert_eq!(ack["words"], json!(["lf", "crlf", "off"]));
    assert_eq!(ack["default"], "lf");
    assert_eq!(ack["labels"], json!(["measured", "guess"]));
    assert_eq!(named("faults", "not_reading")["kind"], "condition");
    assert_eq!(named("faults", "storm")["bare"], "20");
    // Each switch is in each profile, and the other way round.
    let faults = whole["faults"].as_array().unwrap().iter();
    let switches = faults.filter(|fault| fault["kind"] == "switch").count();
    for profile in whole["profiles"].as_array().unwrap() {
        assert_eq!(profile["values"].as_object().unwrap().len(), switches);
    }
    let one: Value = serde_json::from_str(&profiles(&["ack", "--json"])).unwrap();
    assert_eq!(one, ack);
}

#[test]
fn what_is_mistyped_is_told_the_nearest() {
    let error = refused(&["profiles", "send_reconect"]);
    assert!(error.contains("the profiles are: measured, "), "{error}");
    assert!(
        error.contains("did you mean \"send_reconnect\"?"),
        "{error}"
    );
    let error = refused(&["run", "--fault", "blackhol", "x.lua"]);
    assert!(
        error.contains("there is no fault \"blackhol\"; did you mean \"blackhole\"?"),
        "{error}"
    );
    let error = refused(&["run", "--fault", "close_stall=long", "x.lua"]);
    assert!(
        error.contains("close_stall cannot be \"long\": it takes a time, such as 10"),
        "{error}"
    );
    let error = refused(&["run", "--fault", "ack=off@5000", "x.lua"]);
    assert!(error.contains("ack cannot be set for one port"), "{error}");
}

#[test]
fn each_rule_is_a_link_to_its_place_among_the_rules() {
    let page = include_str!("../../../docs/profiles.md");
    let rules = include_str!("../../../docs/rules.md");
    let links = page.split("](rules.md#").skip(1);
    let anchors: Vec<&str> = links.filter_map(|rest| rest.split(')').next()).collect();
    assert!(anchors.len() > 20, "{anchors:?}");
    for anchor in anchors {
        let place = format!("<a id=\"{anchor}\"></a>");
        assert!(rules.contains(&place), "docs/rules.md has no {anchor}");
    }
}
