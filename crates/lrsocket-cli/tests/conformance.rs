//! conformance/: the rules that a plug-in or its outside program can see, as tests in Lua.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use lrsocket_faults::{Fault, FaultKind};
use lrsocket_rules::{Rule, all, find, nearest};
use lrsocket_test::{TestFile, Watchdog, find as files};

/// Rules that have their test elsewhere, too: what they are in each profile.
const PROFILES: &str = "conformance/profiles_test.lua";

/// The rules whose test is not in `conformance/`, which says why.
const ELSEWHERE: [(&str, &str); 2] = [
    ("B1.3", "crates/lrsocket/tests/connecting.rs"),
    ("R7.12", "crates/lrsocket-cli/tests/testing/seeds.rs"),
];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn folder() -> PathBuf {
    repository().join("conformance")
}

/// The rules of the tests in each Lua file, as the first words of their names.
fn tested() -> BTreeMap<String, BTreeSet<String>> {
    let watchdog = Watchdog::start();
    let files = files::find(&[folder()]).unwrap();
    let mut tested = BTreeMap::new();
    for path in files {
        let file = TestFile::open(&path, &watchdog).unwrap();
        let ids = file.tests().iter().map(|test| {
            let id = test.name.split_whitespace().next().unwrap();
            id.to_owned()
        });
        let name = path.file_name().unwrap().to_str().unwrap();
        tested.insert(format!("conformance/{name}"), ids.collect());
    }
    tested
}

#[test]
fn all_of_them_hold() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lrsocket"));
    command.args(["test", "--color", "never"]).arg(folder());
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    // None is put off.
    assert!(!told.contains("SKIP"), "{told}");
}

/// Whether a file tests rules that lrsocket does not follow yet.
fn is_of_gaps(file: &str) -> bool {
    file.starts_with("conformance/gaps_")
}

/// Whether a rule has a test by this kind of file.
fn is_tested(tested: &BTreeMap<String, BTreeSet<String>>, rule: &Rule, gaps: bool) -> bool {
    tested
        .iter()
        .any(|(file, ids)| file != PROFILES && is_of_gaps(file) == gaps && ids.contains(rule.id))
}

#[test]
fn every_test_is_of_a_rule() {
    for (file, ids) in tested() {
        for id in ids {
            let near: Vec<&str> = nearest(&id).iter().map(|rule| rule.id).collect();
            let near = near.join(", ");
            let rule = find(&id).filter(|rule| rule.id == id);
            assert!(
                rule.is_some(),
                "{file}: {id} is not a rule; nearest: {near}"
            );
        }
    }
}

#[test]
fn every_rule_has_a_test() {
    let tested = tested();
    for rule in all() {
        // A rule that lrsocket does not follow at all has only the test of its gap.
        if is_tested(&tested, rule, false) || rule.known_gap().is_some() {
            continue;
        }
        let elsewhere = ELSEWHERE.iter().find(|(id, _)| *id == rule.id);
        let Some((id, file)) = elsewhere else {
            panic!("no test of {} in conformance/: {}", rule.id, rule.title);
        };
        let text = fs::read_to_string(repository().join(file)).unwrap();
        let name = id.to_lowercase().replace('.', "_");
        assert!(
            text.contains(&format!("fn {name}_")),
            "no test of {id} in {file}"
        );
    }
}

#[test]
fn every_known_gap_has_a_test_that_shows_it_or_a_reason() {
    let tested = tested();
    for rule in all() {
        let shown = is_tested(&tested, rule, true);
        let marked = rule.known_gap().is_some_and(|gap| gap.untested.is_none());
        let (id, title) = (rule.id, rule.title);
        assert!(
            shown || !marked,
            "{id} ({title}) is marked as a known gap, but no test in conformance/gaps_*_test.lua shows \
             it: write one, or mark it with untested_gap"
        );
        assert!(
            marked || !shown,
            "{id} ({title}) has a test in conformance/gaps_*_test.lua, but is not marked as a known \
             gap in crates/lrsocket-rules/src/table/"
        );
    }
}

#[test]
fn a_gap_that_is_closed_fails_its_test_and_so_does_another_failure() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(
        self::folder().join("gap.lua"),
        folder.path().join("gap.lua"),
    )
    .unwrap();
    let test = r#"
        local gap = require "gap"
        it("closed", gap("R6.4", "got 0", function() assert.equals(1, 1) end))
        it("other", gap("R6.4", "got 0", function() assert.equals(1, 2) end))
        it("mistake", gap("R6.4", "got 0", function() error "got 0" end))
        it("open", gap("R6.4", "got 0", function() assert.equals(1, 0) end))
    "#;
    fs::write(folder.path().join("gap_test.lua"), test).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_lrsocket"));
    command
        .args(["test", "--color", "never"])
        .arg(folder.path());
    let output = command.output().unwrap();
    let report = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{report}");
    assert!(report.contains("4 tests: 1 passed, 3 failed"), "{report}");
    assert!(
        report.contains("R6.4 is no longer a gap: remove its mark"),
        "{report}"
    );
    assert!(report.contains("R6.4 fails in another way"), "{report}");
}

#[test]
fn every_switch_of_a_profile_is_thrown() {
    let files = files::find(&[folder()]).unwrap();
    let text: String = files
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for fault in Fault::all().filter(|fault| fault.kind() == FaultKind::Switch) {
        // A matter of addresses, which the simulated network has not (B1.3).
        if fault.name() != "also_ipv6" {
            assert!(text.contains(fault.name()), "{}", fault.name());
        }
    }
}
