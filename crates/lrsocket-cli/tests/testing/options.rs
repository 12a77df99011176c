//! Which tests run, and under what conditions.

use crate::project::{ECHOING, Project};

const ONE: &str = "it('one', function() end)";
const TWO: &str =
    "describe('more', function() it('two', function() end) it('three', function() end) end)";

#[test]
fn without_a_path_the_tests_below_this_folder_run() {
    let project = Project::new(&[
        ("a_test.lua", ONE),
        ("deep/er/b_spec.lua", TWO),
        ("c.lua", "error('this is no test file')"),
        (".hidden/d_test.lua", "error('not looked into')"),
        ("node_modules/e_test.lua", "error('not looked into')"),
    ]);
    let ran = project.test(&["--json"]).status(0);
    assert_eq!(ran.names(), ["more three", "more two", "one"]);
}

#[test]
fn a_file_is_taken_whatever_its_name_is() {
    let project = Project::new(&[("a_test.lua", ONE), ("checks.lua", TWO)]);
    let ran = project.test(&["--json", "tests/checks.lua"]).status(0);
    assert_eq!(ran.names(), ["more three", "more two"]);
}

#[test]
fn a_plugin_has_its_tests_in_itself() {
    let project = Project::new(&[("a_test.lua", ONE)]);
    let test = "it('knows its plug-in', function()
        local pair = lr.pair(lr.start())
        pair:send('x\\n')
        pair:expect('x')
    end)";
    project.write("echo.lrplugin/tests/own_test.lua", test);
    let ran = project.test(&["--json", "echo.lrplugin"]).status(0);
    assert_eq!(ran.names(), ["knows its plug-in"]);
    // From inside the plug-in, too.
    let mut inside = project.command(&["--json"]);
    let output = inside
        .current_dir(project.folder().join("echo.lrplugin"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn a_file_that_is_named_twice_runs_once() {
    let project = Project::new(&[("a_test.lua", ONE)]);
    let whole = project.folder().join("tests/a_test.lua");
    let paths = [
        "--json",
        "tests",
        "./tests/a_test.lua",
        whole.to_str().unwrap(),
    ];
    assert_eq!(project.test(&paths).status(0).names(), ["one"]);
}

#[test]
fn modules_beside_a_test_file_are_found_from_its_folder_too() {
    let project = Project::new(&[
        ("help.lua", "return { answer = 42 }"),
        (
            "a_test.lua",
            "local help = require 'help' it('has', function() assert.equals(42, help.answer) end)",
        ),
    ]);
    let mut command = project.command(&["a_test.lua"]);
    let output = command
        .current_dir(project.folder().join("tests"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn filter_takes_names_with_any_of_the_texts() {
    let project = Project::new(&[("a_test.lua", ONE), ("b_test.lua", TWO)]);
    let ran = project.test(&["--json", "--filter", "more tw", "--filter", "one"]);
    assert_eq!(ran.status(0).names(), ["more two", "one"]);
}

#[test]
fn profile_is_the_one_that_sockets_follow() {
    // B6: under some profiles a send socket hears at once that its client has left.
    let text = format!(
        "{ECHOING} it('leaves', function()
            local pair = echo()
            pair:close()
            lr.advance(1)
            local seen = 'nothing'
            for _, event in ipairs(lr.events()) do
                if event.event == 'closed' and event.mode == 'send' then seen = 'closed' end
            end
            error(seen, 0)
        end)"
    );
    let project = Project::new(&[("a_test.lua", &text)]);
    let seen = |profile| {
        let ran = project.test(&["--json", "--profile", profile]).status(1);
        let lines = ran.json();
        assert_eq!(lines[0]["profile"], profile);
        lines[0]["failures"][0]["message"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_ne!(seen("documented"), seen("measured"));
}

#[test]
fn all_profiles_are_all_that_there_are() {
    let project = Project::new(&[("a_test.lua", ONE), ("b_test.lua", TWO)]);
    let ran = project
        .test(&["--all-profiles", "--json", "--jobs", "1"])
        .status(0);
    let lines = ran.json();
    let of_one = lines.iter().filter(|line| line["name"] == "one");
    let profiles: Vec<&str> = of_one
        .map(|line| line["profile"].as_str().unwrap())
        .collect();
    assert_eq!(
        profiles,
        [
            "measured",
            "documented",
            "windows-reported",
            "macos-reported",
            "worst"
        ]
    );
    assert_eq!(lines.last().unwrap()["tests"], 15);
    assert!(
        ran.stderr.contains("tests/a_test.lua: one [worst]\n"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_test_that_does_not_end_is_stopped() {
    let project = Project::new(&[(
        "a_test.lua",
        "it('ends', function()\n while true do end end)",
    )]);
    project
        .test(&["--timeout", "0.3"])
        .status(1)
        .says("stopped at tests/a_test.lua:2: test timed out");
}

#[test]
fn a_call_that_never_returns_ends_the_run_and_is_told() {
    // Lua tries every way in which 60 letters can be parted into 30 pieces.
    let endless = "it('hangs', function() ('a'):rep(60):find(('a*'):rep(30) .. 'b') end)";
    let project = Project::new(&[("a_test.lua", endless), ("b_test.lua", "it('b', print)")]);
    let ran = project.test(&["--timeout", "0.1", "--jobs", "1", "--junit", "j.xml"]);
    ran.status(1)
        .says("stopped after 0.1 s, but still running: a function of Lua itself does not return")
        .says("1 of 2 tests");
    assert!(project.read("j.xml").contains("but still running"));
}

#[test]
fn several_tests_run_at_a_time() {
    // Each waits for the other's file.
    let wait = |mine: &str, other: &str| {
        format!(
            "it('waits', function()
                io.open('{mine}', 'w'):close()
                while true do local f = io.open('{other}') if f then f:close() return end end
            end)"
        )
    };
    let project = Project::new(&[
        ("a_test.lua", &wait("a", "b")),
        ("b_test.lua", &wait("b", "a")),
    ]);
    project.test(&["--jobs", "2", "--timeout", "30"]).status(0);
    // Alone, the first waits in vain.
    std::fs::remove_file(project.folder().join("a")).unwrap();
    std::fs::remove_file(project.folder().join("b")).unwrap();
    project.test(&["--jobs", "1", "--timeout", "0.3"]).status(1);
}

#[test]
fn r6_14_the_version_of_lightroom_holds_for_tests_that_set_none() {
    let project = Project::new(&[(
        "a_test.lua",
        "local function version(options)
            lr.start('../version.lua', options)
            return lr.log()[1]
        end
        it('is that of the option', function() assert.equals('13.2', version()) end)
        it('is its own', function() assert.equals('12.0', version { lightroom = '12' }) end)",
    )]);
    project.write(
        "version.lua",
        "print(import('LrApplication').versionString())",
    );
    project.test(&["--lightroom", "13.2"]).status(0);
    project.test::<&str>(&[]).status(1).says("got \"15.5.1\"");
    project
        .test(&["--lightroom", "new"])
        .status(2)
        .says("\"new\" is not a version of Lightroom");
}
