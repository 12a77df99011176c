//! What `.busted` sets, and what a fresh clone runs.

use std::path::Path;
use std::process::Command;

use crate::project::Project;

const FAILS: &str = "it('fails', function() error('no') end)";

#[test]
fn the_roots_patterns_and_modules_of_busted_are_used() {
    let project = Project::new(&[("a_test.lua", FAILS)]);
    let config = "return { _all = { lpath = 'lib/?.lua' },
        default = { ROOT = { 'checks' }, pattern = '^check', helper = 'x.lua' } }";
    project.write(".busted", config);
    project.write("lib/shared.lua", "return 5");
    let test =
        "local shared = require 'shared' it('uses it', function() assert.equals(5, shared) end)";
    project.write("checks/check_this.lua", test);
    project.write("checks/a_test.lua", FAILS);
    let ran = project.test::<&str>(&[]).status(0);
    assert!(ran.stderr.contains("1 test: 1 passed"), "{}", ran.stderr);
    let warning = "warning: .busted: lrsocket does not follow helper";
    assert!(ran.stderr.contains(warning), "{}", ran.stderr);
    // A path that is named is another root; names are still those of the file.
    project.test(&["tests"]).status(2);

    project.write(".busted", "return {\n default = = }");
    let ran = project.test::<&str>(&[]).status(2);
    assert!(ran.stderr.contains(".busted:2:"), "{}", ran.stderr);
}

#[test]
fn the_tests_of_a_fresh_clone_have_no_failure_by_design() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    // A test that each bug's plug-in has as well as the mended one.
    let output = Command::new(env!("CARGO_BIN_EXE_lrsocket"))
        .args(["test", "--filter", "has its ports again after a reload"])
        .args(["--filter", "B1.8"])
        .current_dir(root)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(
        told.contains("mended.lrplugin/tests/reload_test.lua"),
        "{told}"
    );
    assert!(told.contains("conformance"), "{told}");
    assert!(!told.contains("leaks-at-reload"), "{told}");
}

#[test]
fn lines_that_tests_print_at_the_same_time_stay_whole() {
    let prints = "it('N', function()
        for i = 1, 300 do print(('x'):rep(50), i) end
    end)\n";
    let tests: String = (0..8)
        .map(|n| prints.replace('N', &n.to_string()))
        .collect();
    let project = Project::new(&[("a_test.lua", &tests)]);
    let ran = project.test(&["--jobs", "8"]).status(0);
    let whole = |line: &&str| {
        let number = line
            .strip_prefix(&"x".repeat(50))
            .and_then(|rest| rest.strip_prefix('\t'));
        number.is_some_and(|number| number.parse::<u32>().is_ok())
    };
    assert_eq!(ran.stderr.lines().filter(whole).count(), 8 * 300);
    let passed = |line: &&str| line.trim_start().starts_with("PASS [");
    assert_eq!(ran.stderr.lines().filter(passed).count(), 8);
}
