//! A recording of a plug-in that has not changed replays as equal, always: all examples, and plug-ins
//! with timers, a task for each message, sends in callbacks, several clients, some of them while the
//! machine is busy. Each is recorded over real TCP with a companion that does what a seed says.
//!
//! One recording is made of each plug-in, or as many of all as the variable `LRSOCKET_REPLAYS` says:
//! `just replays 500`.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod chance;
mod companion;
mod load;
mod plugins;

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use serde_json::Value;

use companion::Session;
use load::Load;
use plugins::Subject;

/// How many recordings are made at a time: more than there are processors.
const AT_A_TIME: u64 = 4;

#[test]
fn a_recording_of_an_unchanged_plug_in_replays_as_equal() {
    let subjects = plugins::all();
    let asked = std::env::var("LRSOCKET_REPLAYS").ok();
    let count = asked.map_or(subjects.len() as u64, |text| text.trim().parse().unwrap());
    let (next, failed) = (AtomicU64::new(0), Mutex::new(Vec::new()));
    let sums = Mutex::new((0_usize, 0_usize));
    thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= count {
                        return;
                    }
                    let subject = &subjects[seed as usize % subjects.len()];
                    match record_and_replay(subject, seed) {
                        Ok((sent, messages)) => {
                            let mut sums = sums.lock().unwrap();
                            *sums = (sums.0 + sent, sums.1 + messages);
                        }
                        Err(why) => failed.lock().unwrap().push(why),
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    let (sent, messages) = sums.into_inner().unwrap();
    println!(
        "{count} recordings of {} plug-ins, {messages} messages, {sent} sends: {} differ",
        subjects.len(),
        failed.len()
    );
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
    // What is never said is always the same.
    assert!(
        sent as u64 > count && messages as u64 > count,
        "{sent}, {messages}"
    );
}

/// Records a session and replays it. Returns how many sends and messages it has.
fn record_and_replay(subject: &Subject, seed: u64) -> Result<(usize, usize), String> {
    let folder = tempfile::tempdir().unwrap();
    subject.write(folder.path());
    // Every third while the machine has more to do than it can.
    let load = (seed % 3 == 2).then(Load::begin);
    Session::begin(folder.path(), subject, seed).play();
    drop(load);
    let trace = std::fs::read_to_string(folder.path().join("t.jsonl")).unwrap();
    let of = |name: &str| trace.matches(&format!("\"event\":\"{name}\"")).count();
    let name = format!("{} with seed {seed}", subject.name);
    let replay = replay(folder.path());
    if replay["status"] != "passed" || replay["exact"] != true {
        let kept = folder.keep();
        return Err(format!("{name}, in {}: {replay}", kept.display()));
    }
    Ok((of("sent"), of("message")))
}

fn replay(folder: &Path) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_lrsocket"))
        .args(["test", "--json", "--replay"])
        .arg(folder.join("t.jsonl"))
        .arg(folder.join("test.lrplugin"))
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| String::from_utf8_lossy(&output.stderr).into())
}
