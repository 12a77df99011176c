//! `lrsocket test --replay`: a recorded session becomes a test.

use std::fs;
use std::path::Path;

use lrsocket_host::Record;
use lrsocket_test::{Limits, Outcome, Status, TestConfig, Transcript, Watchdog, replay};
use serde_json::json;

use super::TestOptions;
use super::report::{tell_one, warn};
use crate::error::Error;
use crate::terminal;

/// Plays the transcript; returns the exit status.
pub(super) fn run(
    options: &TestOptions,
    transcript: &Path,
    watchdog: &Watchdog,
) -> Result<u8, Error> {
    let plugins = options.paths.as_slice();
    if plugins.is_empty() {
        return Err(Error::NoTests(
            "--replay needs a PATH: the plug-in to play the transcript against; if several were \
             run, all of them in the same order"
                .to_owned(),
        ));
    }
    let config = TestConfig {
        seed: options.seed,
        limits: Limits {
            real: options.timeout,
            ..Limits::default()
        },
        ..TestConfig::default()
    };
    let opened = Transcript::open(transcript)?;
    if opened.is_cut() {
        let path = transcript.display();
        warn(
            options,
            &format!("the last line of {path} is cut off and left out: the run was killed"),
        );
    }
    let played = replay(&opened, plugins, &config, watchdog);
    let named: Vec<String> = plugins.iter().map(|p| p.display().to_string()).collect();
    let name = format!("{}: {}", named.join(", "), transcript.display());
    tell_one(options, &name, &played);
    if options.json {
        print_json(&name, &played)?;
    }
    if options.update && played.is_complete {
        if played.is_same {
            return Ok(0);
        }
        update(transcript, &played.outcome).map_err(|error| Error::Trace {
            path: transcript.to_owned(),
            error,
        })?;
        return Ok(0);
    }
    Ok(u8::from(played.outcome.status != Status::Passed))
}

/// Writes what happened as the transcript that is expected from now on. How the session was set up
/// stays as it was.
fn update(path: &Path, outcome: &Outcome) -> std::io::Result<()> {
    let before = fs::read_to_string(path)?;
    let kept = |name| {
        before
            .lines()
            .find(|line| is_event(line, name))
            .map(str::to_owned)
    };
    let records = outcome.records.iter().map(Record::to_json_whole);
    let lines = kept("start").into_iter().chain(records);
    // The moment at which Lightroom quit is one of the outside's.
    let lines = lines.chain(kept("exit"));
    let text: String = lines.map(|line| line + "\n").collect();
    // All of it or nothing: half a transcript is none.
    let beside = path.with_extension("jsonl.new");
    fs::write(&beside, text)?;
    fs::rename(&beside, path)
}

fn is_event(line: &str, name: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(line).is_ok_and(|line| line["event"] == name)
}

/// Writes the result to stdout for a program.
fn print_json(name: &str, played: &lrsocket_test::ReplayResult) -> Result<(), Error> {
    let failures = match &played.outcome.status {
        Status::Failed(failures) => failures
            .iter()
            .map(|failure| json!(failure.message))
            .collect(),
        _ => Vec::new(),
    };
    let line = json!({
        "event": "replay",
        "name": name,
        "status": if failures.is_empty() { "passed" } else { "failed" },
        "exact": played.is_same,
        "failures": failures,
        "simulated": played.outcome.simulated.as_secs_f64(),
        "took": played.outcome.took.as_secs_f64(),
    });
    terminal::print(&format!("{line}\n")).map_err(Error::Stdout)
}
