//! The ids of rules that the repository uses are those of the table, both ways.

#![expect(clippy::unwrap_used, reason = "in a test, that is the message")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use lrsocket_rules::{all, find, nearest};

/// Where rules are written down or generated; an id there does not count as a use.
const TABLE: [&str; 2] = ["crates/lrsocket-rules/", "docs/rules.md"];

/// Tests with ids that are wrong on purpose.
const WRONG_ON_PURPOSE: [&str; 3] = [
    "crates/lrsocket-cli/tests/explain.rs",
    "crates/lrsocket-rules/src/find.rs",
    "crates/lrsocket-rules/tests/ids.rs",
];

/// An id in a file.
struct Use {
    place: String,
    id: String,
}

/// The root of the repository; `None` where the crate is tested from its package.
fn repository() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.join("docs/rules.md").is_file().then_some(root)
}

/// The text files of the repository, by their path from its root.
fn files(root: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if !name.starts_with('.') && !["target", "node_modules"].contains(&name.as_str()) {
                    folders.push(path);
                }
                continue;
            }
            let extension = path.extension().unwrap_or_default().to_string_lossy();
            if ["rs", "lua", "md", "toml"].contains(&&*extension) {
                let shown = path.strip_prefix(root).unwrap().to_string_lossy();
                let text = fs::read_to_string(&path).unwrap();
                found.push((shown.replace('\\', "/"), text));
            }
        }
    }
    found
}

/// The ids in a line: `B4.1`, and `b4_1` at the start of the name of a test.
fn ids(line: &str) -> Vec<String> {
    let bytes = line.as_bytes();
    let digits = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut found = Vec::new();
    for start in 0..bytes.len() {
        let (letter, separator) = match bytes[start] {
            letter @ (b'B' | b'R') => (letter, b'.'),
            letter @ (b'b' | b'r') if line[..start].ends_with("fn ") => {
                (letter.to_ascii_uppercase(), b'_')
            }
            _ => continue,
        };
        let before = start.checked_sub(1).map(|at| bytes[at]);
        if before.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_') {
            continue;
        }
        let section = digits(start + 1);
        let dot = start + 1 + section;
        if !(1..=2).contains(&section) || bytes.get(dot) != Some(&separator) {
            continue;
        }
        let number = digits(dot + 1);
        let end = dot + 1 + number;
        // R1.2.3 is a version.
        let version =
            bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if (1..=2).contains(&number) && !version {
            let (section, number) = (&line[start + 1..dot], &line[dot + 1..end]);
            found.push(format!("{}{section}.{number}", char::from(letter)));
        }
    }
    found
}

fn uses(files: &[(String, String)]) -> Vec<Use> {
    let mut found = Vec::new();
    for (path, text) in files {
        for (number, line) in text.lines().enumerate() {
            let place = format!("{path}:{}", number + 1);
            found.extend(ids(line).into_iter().map(|id| Use {
                place: place.clone(),
                id,
            }));
        }
    }
    found
}

#[test]
fn ids_are_found_in_text_and_in_the_names_of_tests() {
    assert_eq!(ids("(B4.1) [R10.2], B6.7's"), ["B4.1", "R10.2", "B6.7"]);
    assert_eq!(ids("fn r2_1_a_test() { xb1_2 }"), ["R2.1"]);
    assert!(ids("USB3.1 R1.2.3 B123.4 B4 b4_1").is_empty());
}

#[test]
fn every_id_that_the_repository_uses_is_in_the_table() {
    let Some(root) = repository() else { return };
    let mut files = files(&root);
    files.retain(|(path, _)| !WRONG_ON_PURPOSE.contains(&path.as_str()));
    let mut unknown = Vec::new();
    for Use { place, id } in uses(&files) {
        if find(&id).is_none() {
            let near: Vec<_> = nearest(&id).iter().map(|rule| rule.id).collect();
            unknown.push(format!(
                "{place}: {id} is not a rule; the nearest: {near:?}"
            ));
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

#[test]
fn every_rule_is_used_by_code_or_a_test_or_is_a_known_gap() {
    let Some(root) = repository() else { return };
    let mut files = files(&root);
    files.retain(|(path, _)| !TABLE.iter().any(|table| path.starts_with(table)));
    let used: BTreeSet<String> = uses(&files).into_iter().map(|found| found.id).collect();
    let unused: Vec<_> = all()
        .filter(|rule| !used.contains(rule.id) && rule.known_gap().is_none())
        .map(|rule| format!("{} {}", rule.id, rule.title))
        .collect();
    assert!(unused.is_empty(), "used nowhere:\n{}", unused.join("\n"));
}

#[test]
fn no_file_names_the_lists_that_the_table_has_replaced() {
    let Some(root) = repository() else { return };
    for (path, text) in files(&root) {
        let here = path.ends_with("tests/ids.rs");
        for old in ["BEHAVIOUR.md", "RUNTIME.md"] {
            assert!(
                here || !text.contains(old),
                "{path} names {old}: name the rule"
            );
        }
    }
}
