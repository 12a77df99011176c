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
use lrsocket_test::{TestFile, Watchdog, find};

/// Rules that have their test elsewhere, too: what they are in each profile.
const PROFILES: &str = "conformance/profiles_test.lua";

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn folder() -> PathBuf {
    repository().join("conformance")
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

/// The ids of all rules.
fn rules() -> BTreeSet<String> {
    let text = read("rules.txt");
    let ids = text.lines().filter(|line| !line.starts_with('#'));
    ids.map(str::to_owned).collect()
}

/// For each rule, the file that README.md names for it, from the root of the repository.
fn table() -> BTreeMap<String, String> {
    let text = read("README.md");
    let mut table = BTreeMap::new();
    for row in text
        .lines()
        .filter(|line| line.starts_with("| B") || line.starts_with("| R"))
    {
        let mut cells = row.split('|').map(str::trim).skip(1);
        let (ids, place) = (cells.next().unwrap(), cells.next().unwrap());
        let file = place.split('`').nth(1).unwrap();
        for id in ids.split_whitespace() {
            let before = table.insert(id.to_owned(), file.to_owned());
            assert_eq!(before, None, "{id} stands twice in README.md");
        }
    }
    table
}

/// The rules of the tests in each Lua file, as the first words of their names.
fn tested() -> BTreeMap<String, BTreeSet<String>> {
    let watchdog = Watchdog::start();
    let files = find::find(&[folder()]).unwrap();
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

#[test]
fn every_rule_is_in_the_table_and_no_other() {
    let table: BTreeSet<String> = table().into_keys().collect();
    assert_eq!(table, rules());
}

#[test]
fn every_rule_has_a_test_where_the_table_says() {
    let tested = tested();
    for (id, file) in table() {
        if let Some(ids) = tested.get(&file) {
            assert!(ids.contains(&id), "no test of {id} in {file}");
            continue;
        }
        let text = fs::read_to_string(repository().join(&file)).unwrap();
        let name = id.to_lowercase().replace('.', "_");
        assert!(
            text.contains(&format!("fn {name}_")),
            "no test of {id} in {file}"
        );
    }
}

#[test]
fn every_test_is_of_the_rule_that_the_table_says() {
    let table = table();
    for (file, ids) in tested() {
        for id in ids {
            if file == PROFILES {
                assert!(table.contains_key(&id), "{id}");
            } else {
                assert_eq!(table.get(&id), Some(&file), "{id}");
            }
        }
    }
}

#[test]
fn every_switch_of_a_profile_is_thrown() {
    let files = find::find(&[folder()]).unwrap();
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
