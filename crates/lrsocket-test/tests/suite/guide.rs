//! Runs the examples of docs/testing.md, so that they do not go stale.

use lrsocket_test::Status;

use crate::stage::{Stage, shown};

const GUIDE: &str = include_str!("../../../../docs/testing.md");

/// The code blocks that begin with ```lua FILE, by file.
fn blocks() -> Vec<(&'static str, &'static str)> {
    let parts = GUIDE.split("```lua ").skip(1);
    let blocks = parts.filter_map(|part| {
        let (name, rest) = part.split_once('\n')?;
        Some((name.trim(), rest.split_once("\n```")?.0))
    });
    blocks.collect()
}

#[test]
fn the_examples_of_the_guide_pass() {
    let blocks = blocks();
    let mut tests = 0;
    let mut stage = Stage::new("");
    for (name, source) in &blocks {
        if !name.starts_with("tests/") {
            stage = stage.file(name, source);
        }
    }
    // Under the plain schedule and under others: what the guide shows must not be a matter of luck.
    let runs = (0..20).flat_map(|seed| blocks.iter().map(move |block| (seed, block)));
    for (seed, (name, source)) in runs {
        stage.config.seed = seed;
        if name.starts_with("tests/") {
            for outcome in stage.run_file(source) {
                tests += 1;
                assert!(
                    outcome.status == Status::Passed,
                    "{name} with seed {seed}: {}",
                    shown(&outcome)
                );
            }
        }
    }
    assert!(tests > 5, "only {tests} tests in the guide");
}
