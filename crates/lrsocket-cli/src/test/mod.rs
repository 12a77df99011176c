//! `lrsocket test`.

mod human;
mod options;

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use lrsocket_host::proto::Profile;
use lrsocket_test::{Conditions, Job, Limits, TestFile, Watchdog};

use crate::error::Error;
use human::Human;
pub(crate) use options::TestOptions;

/// Runs the tests; returns the exit status.
pub(crate) fn test(options: &TestOptions) -> Result<u8, Error> {
    let watchdog = Watchdog::start();
    let files = files(options, &watchdog)?;
    let jobs = jobs(options, &files);
    if jobs.is_empty() {
        return Err(Error::NoTests(format!(
            "no test has {} in its name",
            options.filter.join(" or ")
        )));
    }
    let threads = options
        .jobs
        .or_else(|| thread::available_parallelism().ok().map(usize::from))
        .unwrap_or(1);
    let mut human = Human::new(options, jobs.len());
    lrsocket_test::run(&jobs, threads, &watchdog, |job, outcome| {
        human.outcome(job, outcome);
        true
    });
    Ok(human.summary())
}

fn files(options: &TestOptions, watchdog: &Watchdog) -> Result<Vec<Arc<TestFile>>, Error> {
    let here = [PathBuf::from(".")];
    let paths = if options.paths.is_empty() {
        &here[..]
    } else {
        &options.paths
    };
    let found = lrsocket_test::find::find(paths)?;
    if found.is_empty() {
        let paths: Vec<String> = paths
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        return Err(Error::NoTests(format!(
            "no test file in {}: their names end in _test.lua or _spec.lua",
            paths.join(", ")
        )));
    }
    let open = |path: &PathBuf| Ok(Arc::new(TestFile::open(path, watchdog)?));
    found.iter().map(open).collect()
}

/// Each test, under each profile and each seed that was asked for.
fn jobs(options: &TestOptions, files: &[Arc<TestFile>]) -> Vec<Job> {
    let asked = options.profile.as_deref().unwrap_or("measured");
    let profiles: Vec<&'static str> = Profile::NAMES
        .into_iter()
        .filter(|name| options.all_profiles || *name == asked)
        .collect();
    let seeds = options
        .seeds
        .map_or(options.seed..=options.seed, |many| 1..=many);
    let limits = Limits {
        real: options.timeout,
        ..Limits::default()
    };
    let mut jobs = Vec::new();
    for file in files {
        for (test, info) in file.tests().iter().enumerate() {
            if !wanted(options, &info.name) {
                continue;
            }
            for &profile in &profiles {
                for seed in seeds.clone() {
                    let conditions = Conditions {
                        profile: Profile::named(profile).unwrap_or_default(),
                        seed,
                        limits,
                    };
                    jobs.push(Job {
                        file: Arc::clone(file),
                        test,
                        profile,
                        conditions,
                    });
                }
            }
        }
    }
    jobs
}

fn wanted(options: &TestOptions, name: &str) -> bool {
    options.filter.is_empty() || options.filter.iter().any(|text| name.contains(text))
}
