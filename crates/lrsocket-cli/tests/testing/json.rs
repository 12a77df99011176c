//! `--json`: docs/testing.md.

use serde_json::Value;

use crate::project::{ECHOING, Project};

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    keys
}

#[test]
fn each_test_is_one_line_with_the_documented_fields() {
    let text = format!(
        "{ECHOING} it('passes', function() lr.advance(2) end)
        it('fails', function() echo() error('no', 0) end)
        pending('waits', 'for Godot')"
    );
    let project = Project::new(&[("a_test.lua", &text)]);
    let ran = project.test(&["--json", "--jobs", "1"]).status(1);
    let lines = ran.json();
    assert_eq!(lines.len(), 4);
    let all = [
        "event",
        "file",
        "line",
        "name",
        "profile",
        "runs",
        "seed",
        "simulated",
        "status",
        "took",
    ];
    let with = |more: &[&'static str]| {
        let mut keys = [&all[..], more].concat();
        keys.sort_unstable();
        keys
    };

    assert_eq!(keys(&lines[0]), with(&[]));
    assert_eq!(lines[0]["status"], "passed");
    assert_eq!(lines[0]["name"], "passes");
    assert_eq!(lines[0]["line"], 1);
    assert_eq!(lines[0]["profile"], "measured");
    assert_eq!(lines[0]["seed"], 0);
    assert_eq!(lines[0]["runs"], 1);
    assert_eq!(lines[0]["simulated"], 2.0);

    assert_eq!(keys(&lines[1]), with(&["failures", "repeat", "trace"]));
    assert_eq!(lines[1]["status"], "failed");
    assert_eq!(lines[1]["failures"][0]["message"], "no");
    assert_eq!(
        keys(&lines[1]["failures"][0]),
        ["at", "message", "traceback"]
    );
    let trace = lines[1]["trace"].as_array().unwrap();
    assert!(
        trace
            .iter()
            .any(|event| event["event"] == "connecting" && event["port"] == 4000)
    );

    assert_eq!(keys(&lines[2]), with(&["reason"]));
    assert_eq!(lines[2]["status"], "pending");
    assert_eq!(lines[2]["reason"], "for Godot");

    let summary = &lines[3];
    assert_eq!(summary["event"], "summary");
    for (key, value) in [
        ("tests", 3),
        ("passed", 1),
        ("failed", 1),
        ("pending", 1),
        ("not_run", 0),
        ("runs", 3),
        ("status", 1),
    ] {
        assert_eq!(summary[key], value, "{key}");
    }
    assert_eq!(
        keys(summary),
        [
            "event",
            "failed",
            "not_run",
            "passed",
            "pending",
            "runs",
            "simulated",
            "status",
            "tests",
            "took"
        ]
    );
}

#[test]
fn what_keeps_tests_from_running_is_a_line_too() {
    let project = Project::new(&[]);
    let ran = project.test(&["--json"]).status(2);
    let lines = ran.json();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["event"], "error");
    assert!(
        lines[0]["message"]
            .as_str()
            .unwrap()
            .starts_with("no test file in .")
    );
}

#[test]
fn what_tests_print_is_on_stderr() {
    let text =
        "it('prints', function() print('a', nil, 1) io.write('b\\n') io.stdout:write('c\\n') end)";
    let project = Project::new(&[("a_test.lua", text)]);
    let ran = project.test(&["--json"]).status(0);
    assert_eq!(ran.json().len(), 2);
    assert!(ran.stderr.contains("a\tnil\t1\nb\nc\n"), "{}", ran.stderr);
}
