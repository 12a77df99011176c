//! `--shard K/N`.

use crate::project::Project;

#[test]
fn shards_partition_the_tests() {
    let text = "for i = 1, 23 do it('test ' .. i, function() end) end";
    let project = Project::new(&[("a_test.lua", text), ("b_test.lua", text)]);
    let run = |shard: &str| {
        let args = ["--all-profiles", "--json", "--shard", shard];
        let lines = project.test(&args).status(0).json();
        let tests = lines.into_iter().filter(|line| line["event"] == "test");
        let key = |line: serde_json::Value| {
            format!("{} {} {}", line["file"], line["name"], line["profile"])
        };
        tests.map(key).collect::<Vec<_>>()
    };
    let mut all = run("1/1");
    let parts = ["1/4", "2/4", "3/4", "4/4"].map(run);
    for part in &parts {
        assert!((57..=58).contains(&part.len()), "{}", part.len());
    }
    let mut together = parts.concat();
    all.sort();
    together.sort();
    assert_eq!(all.len(), 2 * 23 * 5);
    assert_eq!(together, all);
}

#[test]
fn a_shard_without_tests_passes() {
    let project = Project::new(&[("a_test.lua", "it('is', function() end)")]);
    let ran = project.test(&["--shard", "2/2"]).status(0);
    assert_eq!(
        ran.stderr,
        "\n Summary [TIME] 0 tests: 0 passed (0.0 simulated seconds)\n"
    );
}

#[test]
fn what_is_no_shard_is_refused() {
    let project = Project::new(&[("a_test.lua", "it('is', function() end)")]);
    for shard in ["0/2", "3/2", "1/0", "1", "a/b", "1/2/3", "-1/2"] {
        let shard = format!("--shard={shard}");
        project
            .test(&[shard])
            .status(2)
            .says("a part such as 2/3 is needed: the second of three");
    }
}
