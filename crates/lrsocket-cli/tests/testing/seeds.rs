//! `--seed` and `--seeds`.

use crate::project::{ECHOING, INFO, Project};

/// A test that asks too early for the answer: under some schedules it is there.
fn hasty() -> Project {
    let text = format!(
        "{ECHOING} it('hurries', function()
            local pair = echo()
            pair:send('hello\\n')
            lr.advance(0.03)
            assert.same({{ 'hello' }}, pair:lines())
        end)
        it('waits', function()
            local pair = echo()
            pair:send('hello\\n')
            pair:expect('hello')
        end)"
    );
    Project::new(&[("a_test.lua", &text)])
}

#[test]
fn the_seed_that_fails_is_told_and_fails_again_in_the_same_way() {
    let project = hasty();
    let ran = project.test(&["--json", "--seeds", "200"]).status(1);
    let lines = ran.json();
    let of = |name: &str| lines.iter().find(|line| line["name"] == name).unwrap();
    assert_eq!(
        (&of("waits")["status"], &of("waits")["runs"]),
        (&"passed".into(), &200.into())
    );
    let failed = of("hurries");
    assert_eq!(failed["status"], "failed");
    let seed = failed["seed"].as_u64().unwrap();
    assert!((1..200).contains(&seed), "{seed}");

    let words = failed["repeat"].as_array().unwrap()[2..].iter();
    let words: Vec<&str> = words.map(|word| word.as_str().unwrap()).collect();
    let told = [
        "tests/a_test.lua",
        "--filter",
        "hurries",
        "--seed",
        &seed.to_string(),
    ];
    assert_eq!(words.join(" ").replace('\\', "/"), told.join(" "));
    for jobs in ["1", "2"] {
        let again = project
            .test(&[&words[..], &["--json", "--jobs", jobs]].concat())
            .status(1);
        let again = again.json();
        assert_eq!(again[0]["failures"], failed["failures"]);
        assert_eq!(again[0]["trace"], failed["trace"]);
    }
    // It is the first that fails.
    if seed > 1 {
        let before = (seed - 1).to_string();
        project
            .test(&["--filter", "hurries", "--seeds", &before])
            .status(0);
    }
}

#[test]
fn a_test_has_one_line_under_many_seeds() {
    let ran = hasty()
        .test(&["--seeds", "20", "--filter", "waits"])
        .status(0);
    assert_eq!(
        ran.stderr,
        "    PASS [TIME] tests/a_test.lua: waits (20 seeds)\n\
         \n Summary [TIME] 1 test under 20 schedules: 1 passed (0.0 simulated seconds)\n"
            .replace("(0.0 sim", &format!("({} sim", simulated(&ran.stderr)))
    );
}

/// How many simulated seconds the summary tells.
fn simulated(stderr: &str) -> &str {
    let (_, after) = stderr.rsplit_once('(').unwrap();
    after.split(' ').next().unwrap()
}

#[test]
fn the_first_failure_of_a_test_is_told_with_its_seed_and_the_command() {
    let ran = hasty()
        .test(&["--seeds", "200", "--filter", "hurries"])
        .status(1);
    let ran = ran.says("tests/a_test.lua: hurries (seed ");
    let (_, after) = ran.stderr.split_once("(seed ").unwrap();
    let seed = after.split(')').next().unwrap().to_owned();
    let file = if cfg!(windows) {
        "tests\\a_test.lua"
    } else {
        "tests/a_test.lua"
    };
    ran.says(&format!(
        "run it again: lrsocket test {file} --filter hurries --seed {seed}\n"
    ));
}

#[test]
fn seed_and_seeds_exclude_each_other() {
    let project = hasty();
    project
        .test(&["--seed", "1", "--seeds", "2"])
        .status(2)
        .says("cannot be used with");
    project.test(&["--seeds", "0"]).status(2);
}

/// A plug-in whose two tasks each add one to a title: read, then write.
const COUNTS_TWICE: &str = "
    local LrTasks = import 'LrTasks'
    local catalog = import 'LrApplication'.activeCatalog()
    local photo = catalog:getTargetPhoto()
    local function add()
        catalog:withWriteAccessDo('add', function()
            local before = tonumber(photo:getFormattedMetadata('title')) or 0
            photo:setRawMetadata('title', tostring(before + 1))
        end, { timeout = 10 })
    end
    local function add_hastily()
        local before = tonumber(photo:getFormattedMetadata('title')) or 0
        catalog:withWriteAccessDo('add', function()
            photo:setRawMetadata('title', tostring(before + 1))
        end, { timeout = 10 })
    end
    local f = import 'LrPrefs'.prefsForPlugin().hasty and add_hastily or add
    LrTasks.startAsyncTask(f)
    LrTasks.startAsyncTask(f)
";

/// What another task writes between a read and a write is lost, which only some schedules show.
#[test]
fn r7_12_a_call_that_waits_lets_other_tasks_run() {
    let test = |hasty: bool| {
        format!(
            "it('counts to two', function()
                lr.start('../counts.lrplugin', {{ prefs = {{ hasty = {hasty} }} }})
                lr.advance(1)
                assert.equals('2', lr.catalog.photos()[1].title)
            end)"
        )
    };
    for (hasty, plain, seeded) in [(true, 0, 1), (false, 0, 0)] {
        let project = Project::new(&[("a_test.lua", &test(hasty))]);
        project.write("counts.lrplugin/Info.lua", &INFO.replace("echo", "counts"));
        project.write("counts.lrplugin/Init.lua", COUNTS_TWICE);
        project.test(&["--seed", "0"]).status(plain);
        project.test(&["--seeds", "50"]).status(seeded);
    }
}
