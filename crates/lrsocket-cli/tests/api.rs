//! `lrsocket api`, and the table in docs/ that is made by it.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn api(options: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lrsocket"));
    let output = command.arg("api").args(options).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_table_in_docs_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/api.md");
    let written = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    assert!(
        written == api(&["--markdown"]),
        "docs/api.md is out of date: run `lrsocket api --markdown > docs/api.md`"
    );
}

#[test]
fn the_text_ends_with_totals() {
    let text = api(&[]);
    let line = |member: &str| {
        let mut lines = text.lines();
        lines
            .find(|line| line.trim_start().starts_with(&format!("{member} ")))
            .unwrap()
    };
    assert!(line("socket:send").ends_with("  works"), "{text}");
    assert!(line("keyword:getName").ends_with("  works  must wait [R7.4]"));
    assert!(line("photo:getRawMetadata").ends_with("  works  may wait [R7.6]"));
    assert!(line("exportRendition:waitForRender").contains("  partly: "));
    assert!(line("publishService:getName").contains("  not implemented"));
    let last = text.lines().last().unwrap();
    assert!(last.ends_with(" are not implemented"), "{last}");
}

#[test]
fn json_has_each_member_and_the_totals() {
    let whole: Value = serde_json::from_str(&api(&["--json"])).unwrap();
    let members = whole["members"].as_array().unwrap();
    let totals = &whole["totals"];
    assert_eq!(totals["members"], members.len());
    for state in ["works", "partly", "not_implemented"] {
        let of_state = members.iter().filter(|it| it["state"] == state);
        assert_eq!(totals[state], of_state.count(), "{state}");
    }
    let partly = members.iter().filter(|it| it["state"] == "partly");
    assert!(partly.clone().count() > 0);
    assert!(partly.into_iter().all(|it| it["reason"].is_string()));
    let bind = members.iter().find(|it| it["member"] == "LrSocket.bind");
    assert_eq!(bind.unwrap()["kind"], "function");
}

#[test]
fn missing_leaves_out_what_is_there() {
    let whole: Value = serde_json::from_str(&api(&["--json", "--missing"])).unwrap();
    let members = whole["members"].as_array().unwrap();
    assert!(members.iter().all(|it| it["state"] == "not_implemented"));
    assert_eq!(whole["totals"]["not_implemented"], members.len());
    let text = api(&["--missing"]);
    assert!(!text.contains("  works\n"), "{text}");
}
