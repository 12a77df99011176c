//! `--junit`.

use roxmltree::{Document, Node};

use crate::project::{ECHOING, Project};

fn named<'a>(node: Node<'a, 'a>, name: &'static str) -> Vec<Node<'a, 'a>> {
    node.descendants()
        .filter(|node| node.has_tag_name(name))
        .collect()
}

/// The property of a test case.
fn property<'a>(case: Node<'a, 'a>, name: &str) -> &'a str {
    let properties = named(case, "property").into_iter();
    let mut properties = properties.filter(|property| property.attribute("name") == Some(name));
    properties.next().unwrap().attribute("value").unwrap()
}

#[test]
fn the_report_says_what_happened() {
    let text = format!(
        "{ECHOING} it('passes', function() lr.advance(2) end)
        it('fails <&> \\\"badly\\\"', function() echo() error('a < b & \\1 ]]> \\\"c\\\"', 0) end)
        pending('waits', 'for Godot')"
    );
    let project = Project::new(&[
        ("a_test.lua", &text),
        ("b_test.lua", "it('is', function() end)"),
    ]);
    project.test(&["--junit", "out.xml"]).status(1);
    let xml = project.read("out.xml");
    let document = Document::parse(&xml).unwrap();
    let root = document.root_element();
    assert!(root.has_tag_name("testsuites"));
    assert_eq!(root.attribute("tests"), Some("4"));
    assert_eq!(root.attribute("failures"), Some("1"));
    assert_eq!(root.attribute("skipped"), Some("1"));
    assert_eq!(root.attribute("errors"), Some("0"));

    let suites = named(root, "testsuite");
    let names: Vec<_> = suites
        .iter()
        .map(|suite| suite.attribute("name").unwrap().replace('\\', "/"))
        .collect();
    assert_eq!(names, ["tests/a_test.lua", "tests/b_test.lua"]);
    let counts: Vec<_> = suites
        .iter()
        .map(|suite| suite.attribute("tests").unwrap())
        .collect();
    assert_eq!(counts, ["3", "1"]);

    let cases = named(suites[0], "testcase");
    let names: Vec<_> = cases
        .iter()
        .map(|case| case.attribute("name").unwrap())
        .collect();
    assert_eq!(names, ["passes", "fails <&> \"badly\"", "waits"]);
    for case in &cases {
        assert!(case.attribute("time").unwrap().parse::<f64>().is_ok());
        assert_eq!(case.attribute("classname"), suites[0].attribute("name"));
        assert_eq!(property(*case, "profile"), "measured");
        assert_eq!(property(*case, "seed"), "0");
    }
    assert_eq!(property(cases[0], "simulated"), "2");
    assert_eq!(cases[1].attribute("line"), Some("2"));
    let failure = named(cases[1], "failure")[0];
    // A control character cannot be in XML.
    assert_eq!(
        failure.attribute("message"),
        Some("a < b &  ]]> \"c\" (profile measured)")
    );
    let details = failure.text().unwrap();
    assert!(
        details.contains("listening  receive 127.0.0.1:4000"),
        "{details}"
    );
    assert!(
        details.contains("run it again: lrsocket test "),
        "{details}"
    );
    let skipped = named(cases[2], "skipped")[0];
    assert_eq!(skipped.attribute("message"), Some("for Godot"));
}

#[test]
fn profiles_and_seeds_are_told_apart() {
    let project = Project::new(&[(
        "a_test.lua",
        "it('fails', function() error('no\\nway', 0) end)",
    )]);
    project
        .test(&["--junit", "out.xml", "--all-profiles", "--seeds", "3"])
        .status(1);
    let xml = project.read("out.xml");
    let document = Document::parse(&xml).unwrap();
    let cases = named(document.root_element(), "testcase");
    let names: Vec<_> = cases
        .iter()
        .map(|case| case.attribute("name").unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "fails [measured]",
            "fails [documented]",
            "fails [windows-reported]",
            "fails [macos-reported]",
            "fails [worst]"
        ]
    );
    assert_eq!(property(cases[4], "profile"), "worst");
    assert_eq!(property(cases[4], "seed"), "1");
    let failure = named(cases[4], "failure")[0];
    assert_eq!(
        failure.attribute("message"),
        Some("no way (profile worst, seed 1)")
    );
}

#[test]
fn a_report_that_cannot_be_written_is_told_before_the_tests_run() {
    let project = Project::new(&[("a_test.lua", "it('is', function() end)")]);
    let ran = project.test(&["--junit", "nowhere/out.xml"]).status(2);
    assert!(
        ran.stderr
            .starts_with("error: cannot write the report to nowhere/out.xml: "),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains("PASS"), "{}", ran.stderr);
}

#[test]
fn characters_that_xml_has_not_leave_it_readable() {
    let text =
        "it('na\u{ffff}me \\27[31m \u{fffe}', function() error('\u{fffe}\\0\\8 \\255', 0) end)";
    let project = Project::new(&[("a_test.lua", text)]);
    let ran = project.test(&["--junit", "out.xml"]).status(1);
    let xml = project.read("out.xml");
    let document = Document::parse(&xml).unwrap();
    let case = named(document.root_element(), "testcase")[0];
    assert_eq!(case.attribute("name"), Some("na\u{fffd}me  \u{fffd}"));
    // A terminal obeys nothing of it.
    assert!(ran.stderr.contains("\\u{1b}[31m"), "{}", ran.stderr);
}
