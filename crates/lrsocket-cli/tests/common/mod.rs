//! The program as a person or a script uses it: [`Run`] starts it, [`Running`] reads what it tells,
//! [`Client`] is an outside program.
//!
//! Nothing here waits for a time to pass: each wait is for an event, and fails after [`PATIENCE`]
//! with all that was seen so far.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod client;
pub(crate) mod contract;
pub(crate) mod proxy;
pub(crate) mod recorded;
pub(crate) mod talk;
#[cfg(unix)]
pub(crate) mod terminal;

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) use client::Client;

/// How long anything may take on a busy machine before the test fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// What most scripts begin with.
const PRELUDE: &str = "\
local LrTasks, LrSocket, LrFunctionContext = import 'LrTasks', import 'LrSocket', import 'LrFunctionContext'; \
local function task(f) LrTasks.startAsyncTask(function() LrFunctionContext.callWithContext('test', f) end) end; \
local function bind(t) t.plugin = _PLUGIN; t.port = t.port or 0; return LrSocket.bind(t) end; ";

/// A run of the program that is about to begin.
pub(crate) struct Run {
    folder: TempDir,
    path: PathBuf,
    args: Vec<OsString>,
    /// A shell command before the program, such as `ulimit -n 20`.
    before: Option<String>,
    own_home: bool,
    controlled: bool,
}

impl Run {
    /// Runs `script.lua` with this text.
    pub(crate) fn script(lua: impl AsRef<[u8]>) -> Self {
        Run::files("", &[("script.lua", lua.as_ref())], "script.lua")
    }

    /// Runs a script after [`PRELUDE`], which is on its first line: `task(f)` starts a task with a
    /// function context, `bind(table)` binds a socket to any port.
    pub(crate) fn sockets(lua: &str) -> Self {
        Run::script(format!("{PRELUDE}{lua}"))
    }

    /// Runs `test.lrplugin` with these files.
    pub(crate) fn plugin(files: &[(&str, &str)]) -> Self {
        let files: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (*n, t.as_bytes())).collect();
        Run::files("test.lrplugin", &files, "test.lrplugin")
    }

    /// A plug-in whose Info.lua has these further lines, with these files; in each of them stands
    /// [`PRELUDE`].
    pub(crate) fn plugin_with(info: &str, files: &[(&str, &str)]) -> Self {
        let info = format!(
            "return {{ LrSdkVersion = 6.0, LrToolkitIdentifier = 'org.example.test', {info} }}"
        );
        let mut all = vec![("Info.lua", info)];
        all.extend(files.iter().map(|(n, t)| (*n, format!("{PRELUDE}{t}"))));
        let all: Vec<(&str, &str)> = all.iter().map(|(n, t)| (*n, t.as_str())).collect();
        Run::plugin(&all)
    }

    /// Runs what is at this path.
    pub(crate) fn path(path: impl AsRef<Path>) -> Self {
        Run::files("", &[], path)
    }

    fn files(within: &str, files: &[(&str, &[u8])], path: impl AsRef<Path>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join(within);
        fs::create_dir_all(&inside).unwrap();
        for (name, text) in files {
            fs::write(inside.join(name), text).unwrap();
        }
        Run {
            path: folder.path().join(path),
            folder,
            args: Vec::new(),
            before: None,
            own_home: true,
            controlled: false,
        }
    }

    pub(crate) fn args(mut self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.args
            .extend(args.into_iter().map(|arg| arg.as_ref().to_owned()));
        self
    }

    pub(crate) fn json(self) -> Self {
        self.args(["--json"])
    }

    /// Runs `FOLDER/name` of the repository, with parts of the text of one of its files replaced:
    /// such as fixed ports, so that tests do not wait for each other.
    pub(crate) fn example(name: &str, file: &str, replace: &[(&str, &str)]) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
        let mut files = Vec::new();
        for entry in fs::read_dir(folder.join(name)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            files.push((name, fs::read_to_string(path).unwrap()));
        }
        let (_, text) = files.iter_mut().find(|(name, _)| name == file).unwrap();
        for (from, to) in replace {
            assert!(text.contains(from), "{from}");
            *text = text.replace(from, to);
        }
        let files = files.iter();
        let files: Vec<(&str, &str)> = files.map(|(n, t)| (n.as_str(), t.as_str())).collect();
        Run::plugin(&files)
    }

    /// Takes commands: see [`Running::control`].
    pub(crate) fn controlled(mut self) -> Self {
        self.controlled = true;
        self.json().args(["--control"])
    }

    /// Writes `t.jsonl` beside the plug-in: see [`recorded`].
    pub(crate) fn traced(self) -> Self {
        let trace = self.folder().join("t.jsonl");
        self.args(["--trace".as_ref(), trace.as_os_str()])
    }

    /// Runs this shell command first, in the same process.
    pub(crate) fn after_shell(mut self, command: &str) -> Self {
        self.before = Some(command.to_owned());
        self
    }

    /// Without `--home`: the folders of this account.
    pub(crate) fn real_home(mut self) -> Self {
        self.own_home = false;
        self
    }

    /// The temporary folder that the script or plug-in is in.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn spawn(self) -> Running {
        let (child, folder) = self.spawn_unread();
        Running::new(child, folder)
    }

    /// The same, with nobody reading its output yet.
    pub(crate) fn spawn_unread(self) -> (Child, TempDir) {
        let program = env!("CARGO_BIN_EXE_lrsocket");
        let mut command = match &self.before {
            None => Command::new(program),
            Some(before) => {
                let mut shell = Command::new("/bin/sh");
                let script = format!("{before} && exec \"$0\" \"$@\"");
                shell.arg("-c").arg(script).arg(program);
                shell
            }
        };
        command.arg("run").arg(&self.path).args(&self.args);
        if self.own_home {
            command.arg("--home").arg(self.folder.path().join("home"));
        }
        let child = command
            .current_dir(self.folder.path())
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .stdin(if self.controlled {
                Stdio::piped()
            } else {
                Stdio::null()
            })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        (child, self.folder)
    }

    /// Runs it to its end.
    pub(crate) fn finish(self) -> Finished {
        self.spawn().finish()
    }
}

/// What was read from a pipe so far.
#[derive(Default)]
struct Text {
    bytes: Mutex<Vec<u8>>,
    grown: Condvar,
}

impl Text {
    fn get(&self) -> String {
        String::from_utf8_lossy(&self.bytes.lock().unwrap()).into_owned()
    }

    /// Reads a pipe to its end.
    fn read(&self, mut pipe: impl Read) {
        let mut buffer = [0; 8 * 1024];
        while let Ok(count @ 1..) = pipe.read(&mut buffer) {
            self.bytes.lock().unwrap().extend(&buffer[..count]);
            self.grown.notify_all();
        }
    }

    /// Waits for this text; whether it came.
    fn wait_for(&self, text: &str) -> bool {
        let bytes = self.bytes.lock().unwrap();
        let missing = |bytes: &mut Vec<u8>| !String::from_utf8_lossy(bytes).contains(text);
        let waited = self.grown.wait_timeout_while(bytes, PATIENCE, missing);
        !waited.unwrap().1.timed_out()
    }
}

/// A run of the program. It is killed when this is dropped.
pub(crate) struct Running {
    child: Child,
    stdin: Option<ChildStdin>,
    /// [`Finished`] gets it.
    folder: Option<TempDir>,
    stdout: Option<Receiver<String>>,
    stderr: Arc<Text>,
    stderr_reader: Option<JoinHandle<()>>,
    /// Each event that was read, and whether [`event`](Self::event) has returned it.
    events: Vec<(Value, bool)>,
    lines: String,
}

impl Running {
    fn new(mut child: Child, folder: TempDir) -> Self {
        let (sender, stdout) = channel();
        let pipe = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            for line in pipe.lines() {
                let Ok(line) = line else { return };
                if sender.send(line).is_err() {
                    return; // and the pipe closes
                }
            }
        });
        let stderr = Arc::new(Text::default());
        let pipe = child.stderr.take().unwrap();
        let text = Arc::clone(&stderr);
        let stderr_reader = thread::spawn(move || text.read(pipe));
        Running {
            stdin: child.stdin.take(),
            child,
            folder: Some(folder),
            stdout: Some(stdout),
            stderr,
            stderr_reader: Some(stderr_reader),
            events: Vec::new(),
            lines: String::new(),
        }
    }

    /// The next event of this name that was not returned before.
    pub(crate) fn event(&mut self, name: &str) -> Value {
        self.event_where(name, |_| true)
    }

    /// The next event of this name that was not returned before and is as wanted.
    pub(crate) fn event_where(&mut self, name: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let deadline = Instant::now() + PATIENCE;
        let mut from = 0;
        loop {
            for (event, taken) in &mut self.events[from..] {
                if !*taken && event["event"] == name && wanted(event) {
                    *taken = true;
                    return event.clone();
                }
            }
            from = self.events.len();
            if let Err(error) = self.read_event(deadline) {
                panic!("no event \"{name}\": {error}\n{}", self.seen());
            }
        }
    }

    /// The next diagnostic with this text that was not returned before.
    pub(crate) fn told(&mut self, text: &str) -> Value {
        self.event_where("diagnostic", |event| {
            event["message"]
                .as_str()
                .is_some_and(|message| message.contains(text))
        })
    }

    /// Waits for the log line of a `print`.
    pub(crate) fn printed(&mut self, text: &str) {
        self.event_where("log", |event| event["message"] == text);
    }

    /// What was logged so far and in this time from now, for what must not be.
    pub(crate) fn logged_within(&mut self, time: Duration) -> Vec<String> {
        let deadline = Instant::now() + time;
        while self.read_event(deadline).is_ok() {}
        let events = self.events.iter().map(|(event, _)| event);
        let logs = events.filter(|event| event["event"] == "log");
        logs.map(|event| event["message"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Sends a command of docs/control.md; its answer.
    pub(crate) fn control(&mut self, command: &Value) -> Value {
        let stdin = self.stdin.as_mut().expect("the run is controlled");
        writeln!(stdin, "{command}").unwrap();
        self.event("answer")
    }

    /// Sends a command that is carried out; its result.
    pub(crate) fn done(&mut self, command: &Value) -> Value {
        let answer = self.control(command);
        assert_eq!(answer["ok"], true, "{command}: {answer}");
        answer["result"].clone()
    }

    /// Sends a command that is refused; why.
    pub(crate) fn refused(&mut self, command: &Value) -> String {
        let answer = self.control(command);
        assert_eq!(answer["ok"], false, "{command}: {answer}");
        answer["error"].as_str().unwrap().to_owned()
    }

    /// Nothing more will be commanded.
    pub(crate) fn close_stdin(&mut self) {
        self.stdin = None;
    }

    /// Whether it has not ended yet.
    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    fn read_event(&mut self, deadline: Instant) -> Result<(), RecvTimeoutError> {
        let stdout = self.stdout.as_ref().expect("stdout is open");
        let rest = deadline.saturating_duration_since(Instant::now());
        let line = stdout.recv_timeout(rest)?;
        self.lines.push_str(&line);
        self.lines.push('\n');
        let event: Value = serde_json::from_str(&line).unwrap_or_else(|error| {
            panic!("stdout is not JSON ({error}): {line}\n{}", self.seen());
        });
        contract::check(&event);
        self.events.push((event, false));
        Ok(())
    }

    /// Waits until stderr has this text.
    pub(crate) fn stderr_has(&self, text: &str) {
        let came = self.stderr.wait_for(text);
        assert!(came, "no {text:?}:\n{}", self.seen());
    }

    /// A client of the next socket of this mode that listens.
    pub(crate) fn client(&mut self, mode: &str) -> Client {
        let port = self.port(mode);
        Client::connect(port)
    }

    /// The port of the next socket of this mode that listens.
    pub(crate) fn port(&mut self, mode: &str) -> u16 {
        let connecting = self.event_where("connecting", |event| event["mode"] == mode);
        connecting["port"].as_u64().unwrap().try_into().unwrap()
    }

    /// Closes the reading end of its stdout.
    pub(crate) fn close_stdout(&mut self) {
        self.stdout = None;
    }

    /// Waits until the trace on disk has an event with this text.
    #[track_caller]
    pub(crate) fn wait_for_trace(&self, text: &str) {
        let path = self.folder().join("t.jsonl");
        let deadline = Instant::now() + PATIENCE;
        while !fs::read_to_string(&path).is_ok_and(|trace| trace.contains(text)) {
            assert!(Instant::now() < deadline, "{text} is not in the trace");
            thread::yield_now();
        }
    }

    /// Ends it with no time for anything.
    pub(crate) fn kill(mut self) -> Finished {
        self.child.kill().unwrap();
        self.finish()
    }

    /// Ctrl-C.
    #[cfg(unix)]
    pub(crate) fn interrupt(&self) {
        self.signal("INT");
    }

    #[cfg(unix)]
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let status = Command::new("kill").args(["-s", name, &id]).status();
        assert!(status.unwrap().success());
    }

    /// The temporary folder that the script or plug-in is in.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.as_ref().expect("it is not over").path()
    }

    /// Waits for the end of the run.
    pub(crate) fn finish(mut self) -> Finished {
        let deadline = Instant::now() + PATIENCE;
        let mut raw = Vec::new();
        if let Some(stdout) = self.stdout.take() {
            loop {
                let rest = deadline.saturating_duration_since(Instant::now());
                match stdout.recv_timeout(rest) {
                    Ok(line) => raw.push(line),
                    Err(RecvTimeoutError::Disconnected) => break,
                    Err(RecvTimeoutError::Timeout) => {
                        self.lines.push_str(&raw.join("\n"));
                        panic!("the run does not end\n{}", self.seen());
                    }
                }
            }
        }
        // Its stdout may be closed before it ends.
        let status = loop {
            match self.child.try_wait().unwrap() {
                Some(status) => break status,
                None if Instant::now() > deadline => panic!("it does not end\n{}", self.seen()),
                None => thread::sleep(Duration::from_millis(2)),
            }
        };
        self.stderr_reader.take().unwrap().join().unwrap();
        let mut events: Vec<Value> = self.events.drain(..).map(|(event, _)| event).collect();
        for line in &raw {
            if let Ok(event) = serde_json::from_str(line) {
                contract::check(&event);
                events.push(event);
            }
            let _ = writeln!(self.lines, "{line}");
        }
        Finished {
            status: status.code(),
            stdout: std::mem::take(&mut self.lines),
            stderr: plain(&self.stderr.get(), self.folder()),
            events,
            folder: self.folder.take().expect("it is taken here"),
        }
    }

    fn seen(&self) -> String {
        format!(
            "-- stdout --\n{}\n-- stderr --\n{}",
            self.lines,
            self.stderr.get()
        )
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A run that is over.
pub(crate) struct Finished {
    /// None if a signal ended it.
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    /// With `<tmp>` for the temporary folder, and slashes everywhere.
    pub(crate) stderr: String,
    pub(crate) events: Vec<Value>,
    folder: TempDir,
}

impl Finished {
    /// The temporary folder that the script or plug-in is in.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Checks the exit status.
    pub(crate) fn status(self, expected: i32) -> Self {
        let Finished {
            status,
            stdout,
            stderr,
            ..
        } = &self;
        assert_eq!(*status, Some(expected), "\n{stdout}\n{stderr}");
        self
    }

    /// Checks that stderr is exactly this.
    pub(crate) fn stderr(self, expected: &str) -> Self {
        assert_eq!(self.stderr, expected);
        self
    }

    /// Checks that stderr has this text.
    pub(crate) fn stderr_has(self, text: &str) -> Self {
        assert!(
            self.stderr.contains(text),
            "no {text:?} in:\n{}",
            self.stderr
        );
        self
    }

    /// The events of this name.
    pub(crate) fn all(&self, name: &str) -> Vec<&Value> {
        let of_name = self.events.iter().filter(|event| event["event"] == name);
        of_name.collect()
    }

    /// The event of this name, of which there must be one.
    pub(crate) fn only(&self, name: &str) -> &Value {
        let all = self.all(name);
        assert_eq!(all.len(), 1, "{name} in\n{}", self.stdout);
        all[0]
    }

    /// What was printed or logged.
    pub(crate) fn logged(&self) -> Vec<&str> {
        let logs = self.all("log").into_iter();
        logs.map(|event| event["message"].as_str().unwrap())
            .collect()
    }
}

/// What stderr would say anywhere, in `<tmp>`.
fn plain(stderr: &str, folder: &Path) -> String {
    let text = stderr.replace(&folder.display().to_string(), "<tmp>");
    if cfg!(not(windows)) {
        return text;
    }
    // Only in paths: messages have backslashes of their own.
    let words = text.split_inclusive(char::is_whitespace);
    words
        .map(|word| {
            if word.starts_with("<tmp>") {
                word.replace('\\', "/")
            } else {
                word.to_owned()
            }
        })
        .collect()
}
