//! A test under one seed tells the same, byte for byte, each time.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::thread;

use lrsocket_host::Record;
use lrsocket_test::{Status, TestConfig, TestFile, Watchdog};

const SEEDS: u64 = 200;

/// How many run at a time.
const THREADS: u64 = 2;

/// The test of the bug examples in which most happens: two companions, one after the other.
fn second_companion(watchdog: &Watchdog) -> TestFile {
    let file = "../../examples/bugs/mended.lrplugin/tests/second_companion_test.lua";
    TestFile::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(file), watchdog).unwrap()
}

/// The trace of a run with this seed, which must pass.
fn trace(file: &TestFile, seed: u64, watchdog: &Watchdog) -> String {
    let config = TestConfig {
        seed,
        ..TestConfig::default()
    };
    let outcome = file.run(0, &config, watchdog);
    assert_eq!(outcome.status, Status::Passed, "seed {seed}");
    let lines: Vec<String> = outcome.records.iter().map(Record::to_json).collect();
    lines.join("\n")
}

#[test]
fn two_hundred_seeds_each_twice_tell_the_same() {
    let watchdog = Watchdog::start();
    let file = second_companion(&watchdog);
    let traces = thread::scope(|scope| {
        let each = |first: u64| {
            let (file, watchdog) = (&file, &watchdog);
            scope.spawn(move || {
                let seeds = (first..=SEEDS).step_by(THREADS as usize);
                let traces = seeds.map(|seed| {
                    let trace = trace(file, seed, watchdog);
                    assert_eq!(trace, self::trace(file, seed, watchdog), "seed {seed}");
                    trace
                });
                traces.collect::<Vec<_>>()
            })
        };
        let threads: Vec<_> = (1..=THREADS).map(each).collect();
        let traces = threads.into_iter().map(|thread| thread.join().unwrap());
        traces.flatten().collect::<Vec<_>>()
    });
    // Something does happen, and the seeds make a difference.
    assert!(traces.iter().all(|trace| trace.lines().count() > 10));
    let different: BTreeSet<&String> = traces.iter().collect();
    assert!(different.len() > 150, "{}", different.len());
}
