//! Running many tests: their order, the threads, and what is kept in memory.
#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::time::Duration;

use lrsocket_test::{
    Failure, Job, JobResult, Outcome, Report, Status, TestConfig, TestFile, Watchdog, run,
};

/// Returns a file with this many empty tests.
fn file(tests: usize) -> Arc<TestFile> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a_test.lua");
    let text = format!("for i = 1, {tests} do it('test ' .. i, function() end) end");
    std::fs::write(&path, text).unwrap();
    Arc::new(TestFile::open(&path, &Watchdog::start()).unwrap())
}

fn job(file: &Arc<TestFile>, test: usize, seeds: RangeInclusive<u64>) -> Job {
    Job {
        file: Arc::clone(file),
        test,
        profile: "measured",
        config: TestConfig::default(),
        seeds,
    }
}

fn passed() -> Outcome {
    Outcome {
        status: Status::Passed,
        simulated: Duration::from_secs(1),
        took: Duration::ZERO,
        records: Vec::new(),
    }
}

fn failed(message: &str) -> Outcome {
    let failure = Failure {
        at: None,
        message: message.to_owned(),
        traceback: String::new(),
    };
    Outcome {
        status: Status::Failed(vec![failure]),
        ..passed()
    }
}

/// Runs jobs and returns their results, in the order of the jobs.
fn ended(
    jobs: impl Iterator<Item = Job> + Send,
    threads: usize,
    execute: impl Fn(&Job, u64) -> Outcome + Sync,
) -> Vec<JobResult> {
    let mut all = Vec::new();
    let stop = AtomicBool::new(false);
    run(jobs, threads, &stop, execute, |report| {
        if let Report::Ended(ended) = report {
            all.push(ended);
        }
    })
    .unwrap();
    all.sort_by_key(|ended| ended.index);
    all
}

#[test]
fn each_job_runs_once_and_is_reported_with_its_place() {
    let file = file(100);
    let ran = Mutex::new(Vec::new());
    let jobs = (0..100).map(|test| job(&file, test, 0..=0));
    let all = ended(jobs, 4, |job, seed| {
        ran.lock().unwrap().push((job.test, seed));
        passed()
    });
    let mut ran = ran.into_inner().unwrap();
    ran.sort_unstable();
    assert_eq!(ran, (0..100).map(|test| (test, 0)).collect::<Vec<_>>());
    let places: Vec<_> = all
        .iter()
        .map(|ended| (ended.index, ended.job.test))
        .collect();
    assert_eq!(
        places,
        (0..100).map(|test| (test, test)).collect::<Vec<_>>()
    );
}

#[test]
fn jobs_are_made_as_threads_ask_for_them() {
    let file = file(1);
    let (made, over) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let most = AtomicUsize::new(0);
    let jobs = (0..5_000).map(|_| {
        let ahead = made.fetch_add(1, Ordering::SeqCst) + 1 - over.load(Ordering::SeqCst);
        most.fetch_max(ahead, Ordering::SeqCst);
        job(&file, 0, 0..=0)
    });
    let all = ended(jobs, 3, |_, _| {
        over.fetch_add(1, Ordering::SeqCst);
        passed()
    });
    assert_eq!(all.len(), 5_000);
    let most = most.into_inner();
    assert!(most <= 3, "{most} jobs were made before they could run");
}

#[test]
fn schedules_of_one_job_run_at_the_same_time() {
    let file = file(1);
    // Neither passes before both have arrived.
    let both = Barrier::new(2);
    let all = ended([job(&file, 0, 1..=2)].into_iter(), 2, |_, _| {
        both.wait();
        passed()
    });
    assert_eq!((all[0].runs, all[0].seed), (2, 2));
    assert_eq!(all[0].outcome.simulated, Duration::from_secs(2));
}

#[test]
fn the_lowest_seed_that_fails_is_reported_whatever_the_number_of_threads() {
    let file = file(1);
    let bad = HashSet::from([17, 18, 19, 40]);
    for threads in [1, 2, 8] {
        let later_one_is_over = AtomicBool::new(threads == 1);
        let jobs = [job(&file, 0, 1..=1_000_000)];
        let all = ended(jobs.into_iter(), threads, |_, seed| {
            while seed == 17 && !later_one_is_over.load(Ordering::SeqCst) {
                std::thread::yield_now();
            }
            if seed == 18 {
                later_one_is_over.store(true, Ordering::SeqCst);
            }
            if bad.contains(&seed) {
                return failed(&format!("seed {seed}"));
            }
            passed()
        });
        assert_eq!(all[0].seed, 17, "{threads} threads");
        let Status::Failed(failures) = &all[0].outcome.status else {
            panic!("it passed");
        };
        assert_eq!(failures[0].message, "seed 17");
    }
}

#[test]
fn a_failure_ends_the_schedules_of_its_test_only() {
    let file = file(2);
    let jobs = [job(&file, 0, 1..=1_000), job(&file, 1, 1..=1_000)];
    let all = ended(jobs.into_iter(), 1, |job, seed| {
        if job.test == 0 && seed == 3 {
            failed("three")
        } else {
            passed()
        }
    });
    assert_eq!((all[0].seed, all[0].runs), (3, 3));
    assert_eq!((all[1].seed, all[1].runs), (1_000, 1_000));
}

#[test]
fn a_pending_test_is_not_explored() {
    let file = file(1);
    let all = ended([job(&file, 0, 1..=1_000)].into_iter(), 1, |_, _| Outcome {
        status: Status::Pending("later".to_owned()),
        ..passed()
    });
    assert_eq!(all[0].runs, 1);
}

#[test]
fn a_panic_fails_its_test_and_the_others_run() {
    let file = file(20);
    let jobs = (0..20).map(|test| job(&file, test, 0..=0));
    let all = ended(jobs, 2, |job, _| {
        assert!(job.test % 5 != 0, "number {}", job.test);
        passed()
    });
    assert_eq!(all.len(), 20);
    for ended in all {
        match ended.outcome.status {
            Status::Passed => assert!(ended.job.test % 5 != 0),
            Status::Failed(failures) => assert_eq!(
                failures[0].message,
                format!(
                    "internal error of lrsocket, not of the test: number {}",
                    ended.job.test
                )
            ),
            Status::Pending(_) => panic!("nothing is pending"),
        }
    }
}

#[test]
fn nothing_begins_after_the_stop() {
    let file = file(1);
    let stop = AtomicBool::new(false);
    let jobs = (0..1_000).map(|_| job(&file, 0, 1..=1_000));
    let mut ended = Vec::new();
    let begun = AtomicUsize::new(0);
    let execute = |_: &Job, _| {
        if begun.fetch_add(1, Ordering::SeqCst) == 9 {
            stop.store(true, Ordering::SeqCst);
        }
        passed()
    };
    run(jobs, 1, &stop, execute, |report| {
        if let Report::Ended(job) = report {
            ended.push(job);
        }
    })
    .unwrap();
    assert_eq!(begun.load(Ordering::SeqCst), 10);
    // The job that was running is reported with its runs so far.
    assert_eq!((ended.len(), ended[0].runs), (1, 10));
}

#[test]
fn a_job_without_schedules_is_skipped() {
    let file = file(2);
    #[expect(clippy::reversed_empty_ranges, reason = "it is meant to be empty")]
    let jobs = [job(&file, 0, 1..=0), job(&file, 1, 1..=1)];
    let all = ended(jobs.into_iter(), 2, |_, _| passed());
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].job.test, 1);
}
