//! `lrsocket test`.

mod options;
mod plan;
mod repeat;
mod replay;
mod report;
mod watch;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use lrsocket_test::{JobResult, Report, Watchdog};
use serde_json::json;

use crate::error::Error;
use crate::terminal::{self, Color};
pub(crate) use options::TestOptions;
use plan::Plan;
use report::Reports;

/// Runs the tests; returns the exit status.
pub(crate) fn test(options: &TestOptions) -> Result<u8, Error> {
    let watchdog = Watchdog::start();
    if let Some(transcript) = &options.replay {
        return replay::run(options, transcript, &watchdog);
    }
    let stop = Arc::new(AtomicBool::new(false));
    if options.watch {
        return watch::watch(options, &stop, || once(options, &watchdog, &stop));
    }
    let interrupted = Arc::clone(&stop);
    ctrlc::set_handler(move || interrupt(&interrupted))?;
    once(options, &watchdog, &stop)
}

/// Runs the tests once.
fn once(options: &TestOptions, watchdog: &Watchdog, stop: &AtomicBool) -> Result<u8, Error> {
    let done = run(options, watchdog, stop);
    if let (Err(error), true) = (&done, options.json) {
        let line = json!({ "event": "error", "message": error.to_string() });
        // The error itself goes to stderr, whatever stdout does.
        let _ = terminal::print(&format!("{line}\n"));
    }
    done
}

fn run(options: &TestOptions, watchdog: &Watchdog, stop: &AtomicBool) -> Result<u8, Error> {
    let plan = Plan::new(options, watchdog)?;
    let mut reports = Some(Reports::new(options, plan.count())?);
    lrsocket_test::run(
        plan.jobs(),
        threads(options),
        stop,
        |job, seed| job.run(seed, watchdog),
        |report| match (report, &mut reports) {
            (Report::Progress { job, runs }, Some(reports)) => reports.progress(&job, runs),
            (Report::Ended(ended), Some(reports)) => reports.ended(&ended),
            (Report::Stuck(ended), _) => give_up(reports.take(), &ended),
            _ => {}
        },
    )
    .map_err(Error::Threads)?;
    reports.map_or(Ok(1), Reports::finish)
}

/// A test cannot be stopped: tells what there is to tell, and ends the process.
fn give_up(reports: Option<Reports<'_>>, stuck: &JobResult) {
    const STATUS: i32 = 1;
    if let Some(mut reports) = reports {
        reports.ended(stuck);
        if let Err(error) = reports.finish() {
            error.print(Color::Auto);
        }
    }
    std::process::exit(STATUS);
}

fn threads(options: &TestOptions) -> usize {
    let processors = || thread::available_parallelism().map_or(1, usize::from);
    options.jobs.map_or_else(processors, usize::from)
}

/// Ctrl-C: the tests that run come to their ends, and clean up. The second one ends at once.
fn interrupt(stop: &AtomicBool) {
    const STATUS: i32 = 130;
    if stop.swap(true, Ordering::Relaxed) {
        std::process::exit(STATUS);
    }
}
