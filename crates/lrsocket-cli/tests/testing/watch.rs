//! `--watch`.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::project::Project;

/// How long anything may take on a busy machine before the test fails.
const PATIENCE: Duration = Duration::from_secs(60);

struct Watching {
    child: Child,
    lines: Receiver<String>,
    seen: String,
}

impl Watching {
    fn start(project: &Project, args: &[&str]) -> Self {
        let mut command = project.command(&[&["--watch"], args].concat());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        thread::spawn(move || {
            stderr
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| sender.send(line))
        });
        Watching {
            child,
            lines,
            seen: String::new(),
        }
    }

    /// Waits for a line with this text; all lines up to it.
    fn until(&mut self, text: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        let mut lines = String::new();
        loop {
            let rest = deadline.saturating_duration_since(Instant::now());
            let Ok(line) = self.lines.recv_timeout(rest) else {
                panic!("no {text:?} after:\n{}{lines}", self.seen);
            };
            lines += &line;
            lines.push('\n');
            if line.contains(text) {
                self.seen += &lines;
                return lines;
            }
        }
    }

    /// What it says of one run.
    fn run(&mut self) -> String {
        self.until("waiting for a change; Ctrl-C ends")
    }

    fn interrupt(mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", "INT", &id])
                .status()
                .unwrap()
                .success()
        );
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(
                Instant::now() < deadline,
                "Ctrl-C does not end it\n{}",
                self.seen
            );
            thread::yield_now();
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const FAILS: &str = "it('is', function() assert.equals(1, 2) end)";
const PASSES: &str = "it('is', function() assert.equals(2, 2) end)";

#[test]
fn tests_run_again_when_a_test_file_changes_and_ctrl_c_ends() {
    let project = Project::new(&[("a_test.lua", FAILS)]);
    let mut watching = Watching::start(&project, &["tests"]);
    assert!(watching.run().contains("1 test: 0 passed, 1 failed"));
    project.write("tests/a_test.lua", PASSES);
    assert!(watching.run().contains("1 test: 1 passed"));
    // A new file is seen, and one that is broken does not end it.
    project.write("tests/b_test.lua", "it(");
    assert!(watching.run().contains("error: tests/b_test.lua:1: "));
    project.write("tests/b_test.lua", PASSES);
    assert!(watching.run().contains("2 tests: 2 passed"));
    assert_eq!(watching.interrupt().code(), Some(0));
}

#[test]
fn tests_run_again_when_the_plugin_changes() {
    let text = "it('says', function()
        local pair = lr.pair(lr.start('../echo.lrplugin'))
        pair:send('hello\\n')
        pair:expect('hello')
    end)";
    let project = Project::new(&[("a_test.lua", text)]);
    let mut watching = Watching::start(&project, &["tests/a_test.lua"]);
    assert!(watching.run().contains("1 passed"));
    let init = project.read("echo.lrplugin/Init.lua");
    project.write(
        "echo.lrplugin/Init.lua",
        &init.replace("line .. ", "line:upper() .. "),
    );
    let ran = watching.run();
    assert!(ran.contains("got \"HELLO\""), "{ran}");
    assert_eq!(watching.interrupt().code(), Some(0));
}

#[test]
fn what_tests_write_themselves_does_not_run_them_again() {
    let text = "it('writes', function()
        local f = assert(io.open('echo.lrplugin/state.txt', 'a')) f:write('x') f:close()
        f = assert(io.open('notes.txt', 'a')) f:write('x') f:close()
    end)";
    let project = Project::new(&[("a_test.lua", text)]);
    let mut watching = Watching::start(&project, &["--junit", "out.xml"]);
    watching.run();
    // The next run is that of this change, not one before it.
    project.write("tests/a_test.lua", PASSES);
    assert!(watching.run().contains("tests/a_test.lua: is\n"));
    assert_eq!(project.read("notes.txt"), "x");
    assert_eq!(watching.interrupt().code(), Some(0));
}
