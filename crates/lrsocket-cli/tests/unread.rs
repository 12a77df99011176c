//! Nobody reads what the program writes: that costs lines of the display, and nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::filter_map_bool_then,
    reason = "clippy takes only the tests themselves for tests; one closure is shorter than two"
)]

mod common;

use std::fs;
use std::io::{Read, Write as _};
use std::net::TcpStream;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use common::{PATIENCE, Run};
use serde_json::Value;

/// More than fits into pipes and queues.
const LINES: usize = 100_000;

/// Longer than the grace of two seconds, for a busy machine.
const IN_TIME: Duration = Duration::from_secs(10);

/// A plug-in that receives, and a run of it whose output nobody reads.
fn unread(args: &[&str]) -> (Child, tempfile::TempDir) {
    let script = "task(function(c)
        bind { functionContext = c, mode = 'receive', onMessage = function() end }
        while true do LrTasks.sleep(60) end
    end)";
    Run::sockets(script).traced().args(args).spawn_unread()
}

/// The port, which the trace has as soon as the plug-in listens.
fn port(folder: &tempfile::TempDir) -> u16 {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let trace = fs::read_to_string(folder.path().join("t.jsonl")).unwrap_or_default();
        let whole = trace
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        let port = whole
            .filter(|event: &Value| event["event"] == "connecting")
            .find_map(|event| u16::try_from(event["port"].as_u64()?).ok());
        if let Some(port) = port {
            return port;
        }
        assert!(Instant::now() < deadline, "the plug-in does not listen");
        thread::sleep(Duration::from_millis(2));
    }
}

/// Sends [`LINES`] lines; how many acknowledgements come.
fn flood(port: u16) -> usize {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut writing = stream.try_clone().unwrap();
    let writer = thread::spawn(move || writing.write_all(&b"a line\n".repeat(LINES)).unwrap());
    let mut acknowledged = vec![0; 3 * LINES];
    stream.read_exact(&mut acknowledged).unwrap();
    writer.join().unwrap();
    acknowledged.chunks(3).filter(|ok| *ok == b"ok\n").count()
}

fn messages_in_trace(folder: &tempfile::TempDir) -> usize {
    let trace = fs::read_to_string(folder.path().join("t.jsonl")).unwrap();
    let last: Value = serde_json::from_str(trace.lines().last().unwrap()).unwrap();
    assert_eq!(last["event"], "exit");
    trace.matches("\"event\":\"message\"").count()
}

fn ends_in_time(child: &mut Child, since: Instant) {
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            assert_eq!(status.code(), Some(0));
            return;
        }
        assert!(since.elapsed() < IN_TIME, "the run does not end");
        thread::sleep(Duration::from_millis(5));
    }
}

/// The lines of JSON that were read, and of how many lines it is said that they were not shown.
fn json(stdout: &str) -> (Vec<Value>, u64) {
    let lines = stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    let lines: Vec<Value> = lines.collect();
    lines.iter().for_each(common::contract::check);
    let dropped = lines
        .iter()
        .filter_map(|line| (line["event"] == "not_shown").then(|| line["lines"].as_u64().unwrap()));
    let dropped = dropped.sum();
    (lines, dropped)
}

#[cfg(unix)]
fn terminate(child: &Child) {
    let id = child.id().to_string();
    let status = std::process::Command::new("kill").arg(&id).status();
    assert!(status.unwrap().success());
}

#[cfg(unix)]
#[test]
fn each_line_is_acknowledged_and_traced_and_sigterm_ends_the_run() {
    let (mut child, folder) = unread(&["--json", "-v"]);
    assert_eq!(flood(port(&folder)), LINES);
    let since = Instant::now();
    terminate(&child);
    ends_in_time(&mut child, since);
    assert_eq!(messages_in_trace(&folder), LINES);
}

#[cfg(unix)]
#[test]
fn dropped_lines_are_counted_when_somebody_reads_again() {
    let (mut child, folder) = unread(&["--json", "-v"]);
    assert_eq!(flood(port(&folder)), LINES);
    terminate(&child);
    let mut stderr = child.stderr.take().unwrap();
    let person = thread::spawn(move || {
        let mut text = String::new();
        stderr.read_to_string(&mut text).unwrap();
        text
    });
    let mut stdout = String::new();
    let pipe = child.stdout.as_mut().unwrap();
    pipe.read_to_string(&mut stdout).unwrap();
    let stderr = person.join().unwrap();
    assert!(child.wait().unwrap().success());

    let (lines, dropped) = json(&stdout);
    assert!(dropped > 0);
    let messages = lines.iter().filter(|line| line["event"] == "message");
    // At the moment at which the reader came back, the end of the run may have been dropped as well.
    let few = messages.count() as u64 + dropped - LINES as u64;
    assert!(few < 10, "{few}");
    assert_eq!(lines.last().unwrap()["event"], "exit");
    let times: Vec<f64> = lines
        .iter()
        .map(|line| line["t"].as_f64().unwrap())
        .collect();
    assert!(times.is_sorted());
    let told = " lines not shown: nobody read them in time\n";
    assert!(stderr.contains(told), "no {told:?}");
    assert!(stderr.ends_with("100000 in, 0 out, 1 clients, 0 errors\n"));
}

#[test]
fn after_its_time_a_run_ends_though_nobody_reads() {
    let script = "for i = 1, 60000 do print(i) end LrTasks.startAsyncTask(function()
        while true do LrTasks.sleep(60) end end)";
    let args = ["--json", "--for", "0.5"];
    let (mut child, _folder) = Run::sockets(script).args(args).spawn_unread();
    ends_in_time(&mut child, Instant::now());
    let mut stderr = String::new();
    let pipe = child.stderr.as_mut().unwrap();
    pipe.read_to_string(&mut stderr).unwrap();
    let told = " lines not shown: nobody reads stdout\n";
    assert!(stderr.starts_with("warning: "), "{stderr}");
    assert!(stderr.ends_with(told), "{stderr}");
}

#[test]
fn a_run_that_ends_by_itself_waits_for_a_late_reader() {
    let script = "for i = 1, 5000 do print(i) end";
    let (mut child, _folder) = Run::sockets(script).args(["--json"]).spawn_unread();
    // More than the pipe takes: it cannot have ended, however long this takes.
    thread::sleep(Duration::from_millis(100));
    let mut stdout = String::new();
    let pipe = child.stdout.as_mut().unwrap();
    pipe.read_to_string(&mut stdout).unwrap();
    assert!(child.wait().unwrap().success());
    let (lines, dropped) = json(&stdout);
    assert_eq!(dropped, 0);
    let logs = lines.iter().filter(|line| line["event"] == "log");
    assert_eq!(logs.count(), 5000);
}

#[cfg(target_os = "linux")]
mod full {
    use std::fs::File;
    use std::process::{Command, Stdio};

    /// Runs the program with stdout on a full disk; its status and stderr.
    fn full(args: &[&str], script: &str) -> (Option<i32>, String) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a_test.lua"), script).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_lrsocket"))
            .args(args)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(File::options().write(true).open("/dev/full").unwrap())
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), stderr)
    }

    const WHY: &str = "error: cannot write to stdout: No space left on device (os error 28)";

    #[test]
    fn a_run_whose_json_cannot_be_written_says_so_and_fails() {
        let args = ["run", "--json", "--home", "home", "a_test.lua"];
        let (status, stderr) = full(&args, "print('one')");
        assert_eq!(status, Some(2), "{stderr}");
        assert_eq!(stderr, format!("{WHY}; no more is written there\n"));
    }

    #[test]
    fn the_failure_of_the_plug_in_comes_first() {
        let args = ["run", "--json", "--home", "home", "a_test.lua"];
        let (status, stderr) = full(&args, "error('one')");
        assert_eq!(status, Some(1), "{stderr}");
        assert!(stderr.contains(WHY), "{stderr}");
    }

    #[test]
    fn tests_whose_json_cannot_be_written_fail_without_a_panic() {
        let (status, stderr) = full(&["test", "--json"], "it('is', function() end)");
        assert_eq!(status, Some(2), "{stderr}");
        assert!(stderr.contains("1 passed"), "{stderr}");
        assert!(stderr.ends_with(&format!("{WHY}\n")), "{stderr}");
        // Nothing to test is an error of its own.
        let (status, stderr) = full(&["test", "--json", "--filter", "x"], "");
        assert_eq!(status, Some(2), "{stderr}");
        assert!(stderr.contains("has no test"), "{stderr}");
    }

    #[test]
    fn tables_that_cannot_be_written_are_an_error() {
        for verb in ["api", "profiles", "ports"] {
            let (status, stderr) = full(&[verb], "");
            assert_eq!(status, Some(2), "{verb}: {stderr}");
            assert_eq!(stderr, format!("{WHY}\n"), "{verb}");
        }
    }

    #[test]
    fn a_proxy_whose_trace_cannot_be_written_says_so_and_fails() {
        let args = ["proxy", "send=0:1", "--trace", "/dev/full", "--for", "0"];
        let (status, stderr) = full(&args, "");
        assert_eq!(status, Some(2), "{stderr}");
        assert!(stderr.contains("the trace is incomplete: "), "{stderr}");
    }
}
