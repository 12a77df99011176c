//! What is wrong with a command line or a test file is said, with exit status 2.

use crate::project::Project;

const FINE: &str = "it('is', function() end)";

#[test]
fn a_test_file_that_does_not_compile_is_named_with_its_line() {
    let project = Project::new(&[
        ("a_test.lua", FINE),
        ("b_test.lua", "it('x', function()\n  local = 1\nend)"),
    ]);
    let ran = project.test::<&str>(&[]).status(2);
    assert_eq!(
        ran.stderr,
        "error: tests/b_test.lua:2: '<name>' expected near '='\n"
    );
}

#[test]
fn all_files_that_are_wrong_are_named() {
    let project = Project::new(&[
        ("a_test.lua", "x = "),
        ("b_test.lua", "-- nothing"),
        ("c_test.lua", "error('early')"),
    ]);
    let ran = project.test::<&str>(&[]).status(2);
    let ran = ran.says("tests/a_test.lua:1: unexpected symbol near '<eof>'\n");
    let ran = ran.says("tests/b_test.lua has no test: a test is it(");
    ran.says("tests/c_test.lua:1: early\n");
}

#[test]
fn no_test_file_says_what_they_are_called() {
    let project = Project::new(&[("helper.lua", FINE)]);
    let ran = project.test(&["tests"]).status(2);
    assert_eq!(
        ran.stderr,
        "error: no test file in tests: their names end in _test.lua or _spec.lua, and those of a \
         plug-in are in its folder tests\n"
    );
}

#[test]
fn a_path_that_is_not_there_is_named() {
    let project = Project::new(&[("a_test.lua", FINE)]);
    let ran = project.test(&["nowhere"]).status(2);
    assert!(
        ran.stderr
            .starts_with("error: tests could not be looked for: nowhere: "),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_filter_that_fits_nothing_is_no_success() {
    let project = Project::new(&[("a_test.lua", FINE)]);
    let ran = project
        .test(&["--filter", "wheel", "--filter", "dial"])
        .status(2);
    assert_eq!(ran.stderr, "error: no test has wheel or dial in its name\n");
}

#[test]
fn an_unknown_profile_is_refused_with_those_there_are() {
    let project = Project::new(&[("a_test.lua", FINE)]);
    project
        .test(&["--profile", "wurst"])
        .status(2)
        .says("the profiles are: measured, documented, windows-reported, macos-reported, worst");
    project
        .test(&["--profile", "worst", "--all-profiles"])
        .status(2);
}

#[test]
fn numbers_that_are_none_are_refused() {
    let project = Project::new(&[("a_test.lua", FINE)]);
    for args in [
        ["--jobs", "0"],
        ["--jobs", "many"],
        ["--seed", "-1"],
        ["--timeout", "soon"],
    ] {
        project.test(&[args.join("=")]).status(2);
    }
}

#[test]
fn bytes_that_are_no_lua_are_refused() {
    let project = Project::new(&[("a_test.lua", "\u{1b}Lua\u{0}\u{1}\u{2}")]);
    project.test::<&str>(&[]).status(2);
}

#[test]
fn a_file_that_does_not_end_is_stopped_after_the_timeout() {
    let project = Project::new(&[("a_test.lua", "while true do end")]);
    let began = std::time::Instant::now();
    let ran = project.test(&["--timeout", "0.2"]).status(2);
    assert!(ran.stderr.contains("tests/a_test.lua:1"), "{}", ran.stderr);
    assert!(began.elapsed().as_secs() < 9, "the default is 10 s");
}
