//! What a person sees.

use crate::project::{ECHOING, Project};

/// A test that passes, one that fails, one that is pending.
fn three() -> Project {
    let text = format!(
        "{ECHOING}
describe('the plug-in', function()
	it('echoes', function()
		local pair = echo()
		pair:send('hello\\n')
		pair:expect('hello')
	end)
	it('echoes tables', function()
		local pair, p = echo()
		lr.advance(12)
		pair:send('hello\\n')
		assert.same({{ 'hello', {{ 1, 2 }} }}, {{ pair:line(), {{ 1, 3 }} }})
	end)
	pending('sings', 'no voice')
end)
"
    );
    Project::new(&[("echo_test.lua", &text)])
}

#[test]
fn a_failing_test_is_told_last_with_its_difference_and_its_trace() {
    let ran = three().test(&["--jobs", "1"]).status(1);
    assert_eq!(ran.stdout, "");
    assert_eq!(
        ran.stderr,
        "    PASS [TIME] tests/echo_test.lua: the plug-in echoes
    FAIL [TIME] tests/echo_test.lua: the plug-in echoes tables
 PENDING [TIME] tests/echo_test.lua: the plug-in sings (no voice)

    FAIL [TIME] tests/echo_test.lua: the plug-in echoes tables
  tests/echo_test.lua:12
    expected { \"hello\", { 1, 2 } }
         got { \"hello\", { 1, 3 } }
      tests/echo_test.lua:12: in function <tests/echo_test.lua:8>
  the last of what happened:
      0.000  ready      menu items (--menu): Echo
      0.000  listening  send    127.0.0.1:4001  Init.lua:5
      0.000  listening  receive 127.0.0.1:4000  Init.lua:9
      0.000  connected  receive 127.0.0.1:4000  Init.lua:9
      0.000  connected  send    127.0.0.1:4001  Init.lua:5
     12.000  message    receive 127.0.0.1:4000  hello
     12.000  sent       send    127.0.0.1:4001  hello\\n
  run it again: lrsocket test tests/echo_test.lua --filter 'the plug-in echoes tables'

 Summary [TIME] 3 tests: 1 passed, 1 failed, 1 pending (12.0 simulated seconds)
"
        .replace('\'', if cfg!(windows) { "\"" } else { "'" })
    );
}

#[test]
fn the_command_that_is_shown_runs_that_test_with_the_same_outcome() {
    let project = three();
    let ran = project.test(&["--json", "--profile", "worst"]).status(1);
    let lines = ran.json();
    let failed = lines
        .iter()
        .find(|line| line["status"] == "failed")
        .unwrap();
    let words = failed["repeat"].as_array().unwrap();
    let words: Vec<&str> = words.iter().map(|word| word.as_str().unwrap()).collect();
    assert_eq!(words[..2], ["lrsocket", "test"]);
    assert_eq!(words[words.len() - 2..], ["--profile", "worst"]);
    let again = project.test(&[&words[2..], &["--json"]].concat()).status(1);
    let again = again.json();
    assert_eq!(again.len(), 2);
    assert_eq!(again[0]["failures"], failed["failures"]);
    assert_eq!(again[0]["trace"], failed["trace"]);
}

#[test]
fn when_all_pass_the_status_is_0() {
    let project = Project::new(&[("a_test.lua", "it('is', function() end)")]);
    let ran = project.test::<&str>(&[]).status(0);
    assert_eq!(
        ran.stderr,
        "    PASS [TIME] tests/a_test.lua: is\n\
         \n Summary [TIME] 1 test: 1 passed (0.0 simulated seconds)\n"
    );
}

#[test]
fn names_with_newlines_stay_on_their_lines() {
    let project = Project::new(&[("a_test.lua", "it('one\\ntwo', function() end)")]);
    project
        .test::<&str>(&[])
        .status(0)
        .says("tests/a_test.lua: one\\ntwo\n");
}

#[test]
fn colours_are_there_when_asked_for() {
    let project = Project::new(&[("a_test.lua", "it('is', function() end)")]);
    let coloured = |when| project.test(&["--color", when]).stderr.contains('\u{1b}');
    assert!(coloured("always"));
    assert!(!coloured("never"));
    assert!(!coloured("auto"));
}
