//! `lrsocket test`: many small tests, and one under many seeds.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;
use tempfile::TempDir;

use super::contenders::{Contender, Contenders};
use super::measurement::{Bar, Figure, Measurement, Unit};
use crate::error::Error;
use crate::options::Options;
use crate::program::peak_memory;

/// How many tests there are in plugins/tests/timeouts.lua.
const TESTS_OF_A_FILE: u64 = 50;

/// How many tests run at a time: the processors of the machine that the bars are for, and so many
/// that their memory can be told from the program's.
const FEW: u64 = 2;
const MANY: u64 = 34;

/// 1,000 tests that let time pass.
pub(super) fn timeouts(contenders: &Contenders, options: &Options) -> Measurement {
    let files = if options.quick { 2 } else { 20 };
    let amount = files * TESTS_OF_A_FILE;
    let mut figures = vec![Figure {
        name: "tests",
        unit: Unit::Milliseconds,
        bars: vec![Bar::AtMost(3.0 * amount as f64)],
    }];
    if cfg!(target_os = "linux") {
        figures.push(Figure {
            name: "tests: memory of one",
            unit: Unit::Megabytes,
            bars: vec![Bar::AtMost(4e6)],
        });
    }
    Measurement {
        title: format!(
            "{amount} tests in {files} files that each start a plug-in, let it time out three \
             times, connect, exchange ten lines and close"
        ),
        figures,
        take: take_timeouts,
        ..measurement(contenders, options, "timeouts", files, amount, &[])
    }
}

/// One test under many seeds.
pub(super) fn seeds(contenders: &Contenders, options: &Options) -> Measurement {
    let amount: u64 = if options.quick { 500 } else { 5_000 };
    let seeds = ["--seeds".to_owned(), amount.to_string()];
    Measurement {
        title: format!("one small test under {amount} seeds"),
        figures: vec![Figure {
            name: "seeds",
            unit: Unit::FewPerSecond,
            bars: vec![Bar::AtLeast(2000.0)],
        }],
        take: take_seeds,
        ..measurement(contenders, options, "schedule", 1, amount, &seeds)
    }
}

fn measurement(
    contenders: &Contenders,
    options: &Options,
    name: &str,
    files: u64,
    amount: u64,
    more: &[String],
) -> Measurement {
    let folder = written(name, files).map_err(|error| eprintln!("  no tests: {error}"));
    let folder = folder.ok();
    let path = folder.as_ref().map(TempDir::path);
    let contender = path.and_then(|path| contenders.lrsocket_test(path, more, amount));
    Measurement {
        title: String::new(),
        figures: Vec::new(),
        contenders: contender.into_iter().collect(),
        rounds: options.rounds,
        folder,
        take: take_seeds,
    }
}

/// A folder with so many copies of a test file.
fn written(name: &str, files: u64) -> Result<TempDir, Error> {
    let plugins = Path::new(env!("CARGO_MANIFEST_DIR")).join("plugins");
    let text = fs::read_to_string(plugins.join("tests").join(name).with_extension("lua"))?;
    let plugin = plugins.join("echo.lrplugin").display().to_string();
    let text = text.replace("PLUGIN", &plugin.replace('\\', "/"));
    let folder = tempfile::tempdir()?;
    for number in 1..=files {
        fs::write(
            folder.path().join(format!("{name}_{number}_test.lua")),
            &text,
        )?;
    }
    Ok(folder)
}

fn take_timeouts(contender: &Contender) -> Result<Vec<f64>, Error> {
    let few = run(contender, FEW)?;
    let mut values = vec![few.seconds * 1e3];
    if let Some(before) = few.memory {
        let many = run(contender, MANY)?.memory.unwrap_or(before);
        values.push((many - before) / (MANY - FEW) as f64);
    }
    Ok(values)
}

fn take_seeds(contender: &Contender) -> Result<Vec<f64>, Error> {
    let ran = run(contender, FEW)?;
    Ok(vec![contender.amount as f64 / ran.seconds])
}

struct Ran {
    /// From just before the start of the program to its last line.
    seconds: f64,
    /// The most that it had resident.
    memory: Option<f64>,
}

/// Runs the tests, so many at a time.
fn run(contender: &Contender, at_a_time: u64) -> Result<Ran, Error> {
    let launch = &contender.launch;
    let started = Instant::now();
    let mut child = Command::new(&launch.program)
        .args(&launch.args)
        .args(["--jobs", &at_a_time.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|source| Error::Start {
            program: launch.program.clone(),
            source,
        })?;
    let mut memory = None;
    let mut summary = Value::Null;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            // It may have ended by the time its last line is read.
            memory = peak_memory(child.id()).or(memory);
            summary = serde_json::from_str(&line?).unwrap_or_default();
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    child.wait()?;
    let runs = summary["runs"].as_u64().unwrap_or_default();
    if summary["failed"] != 0 || runs != contender.amount {
        let planned = contender.amount;
        return Err(Error::TestsLost { runs, planned });
    }
    Ok(Ran { seconds, memory })
}
