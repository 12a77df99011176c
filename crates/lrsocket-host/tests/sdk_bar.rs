//! What plug-ins can rely on: whatever a public plug-in uses works; all else works or says by its
//! name that it is not here. The counts of use are in src/sdk/surface.tsv and undocumented.tsv.
#![expect(clippy::expect_used, reason = "a test fails by a panic")]

mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use common::{Stage, Told};
use lrsocket_host::{Coverage, State, coverage};

/// What public plug-ins use and cannot work in full without a screen, a person or pixels. `lrsocket
/// api` says of each what it does instead.
const ONLY_PARTLY: [&str; 11] = [
    "LrApplication.versionTable",
    "LrApplication.viewFilterPresets",
    "LrDevelopController.editInPhotoshop",
    "LrDialogs.presentModalDialog",
    "LrDialogs.runOpenPanel",
    "LrDialogs.runSavePanel",
    "catalog:addPhoto",
    "catalog:getCurrentViewFilter",
    "catalog:setViewFilter",
    "photo:requestJpegThumbnail",
    "photo:updateAISettings",
];

fn all() -> Vec<Coverage> {
    coverage().expect("every namespace")
}

#[test]
fn what_a_public_plugin_uses_works() {
    let used: Vec<Coverage> = all().into_iter().filter(|it| it.used_by > 0).collect();
    assert!(used.len() > 200, "the counts of use are not there");
    let others: BTreeSet<&str> = used
        .iter()
        .filter(|it| it.state != State::Works)
        .map(|it| it.member)
        .collect();
    assert_eq!(others, BTreeSet::from(ONLY_PARTLY));
    let missing = used.iter().find(|it| it.state == State::NotImplemented);
    assert_eq!(missing, None);
}

/// The functions of a namespace, and the methods of a class, as a script finds them.
fn expression(all: &[Coverage], it: &Coverage) -> Option<String> {
    let (receiver, name) = it.member.rsplit_once(['.', ':'])?;
    let mut of_page = all.iter().filter(|one| one.namespace == it.namespace);
    let is_class = of_page.all(|one| !one.member.starts_with(&format!("{}.", it.namespace)));
    let in_table = it.namespace.starts_with("Lr") && (is_class || receiver == it.namespace);
    let found = in_table && it.is_function;
    found.then(|| format!("import({:?})[{name:?}]", it.namespace))
}

#[test]
fn what_is_not_here_says_so_by_its_name() {
    let mut script = String::new();
    let mut count = 0;
    let all = all();
    for it in all.iter().filter(|it| it.state == State::NotImplemented) {
        let Some(function) = expression(&all, it) else {
            continue;
        };
        let (_, name) = it.member.rsplit_once(['.', ':']).expect("a member");
        let text = format!("{}.{name} is not implemented by lrsocket", it.namespace);
        let _ = writeln!(script, "check({function}, {text:?})");
        count += 1;
    }
    assert!(count > 20, "{count}");
    let begin = "local function check(f, expected) local ok, message = pcall(f)
        assert(not ok and message:find(expected, 1, true), expected) end\n";
    Stage::script(&(begin.to_owned() + &script));
}

#[test]
fn what_works_is_a_function() {
    let mut script = String::new();
    let works = |it: &&Coverage| it.state != State::NotImplemented;
    let all = all();
    let functions = all
        .iter()
        .filter(works)
        .filter_map(|it| expression(&all, it));
    for function in functions {
        let _ = writeln!(
            script,
            "assert(type({function}) == 'function', {function:?})"
        );
    }
    Stage::script(&script);
}

/// The pages of these describe what a call of the namespace itself makes.
#[test]
fn namespaces_that_make_objects_can_be_called() {
    let stage = Stage::script(
        "for _, name in ipairs { 'LrColor', 'LrExportSession', 'LrLogger', 'LrProgressScope',
            'LrRecursionGuard' } do
            local namespace = import(name)
            print(name, getmetatable(namespace).__call ~= nil)
        end",
    );
    let said = stage.logged();
    assert_eq!(said.len(), 5);
    assert!(said.iter().all(|line| line.ends_with("\ttrue")), "{said:?}");
}
