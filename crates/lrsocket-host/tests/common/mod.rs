//! A stage for a plug-in: a host under a virtual clock, on a network in memory.
//!
//! ```ignore
//! let mut stage = Stage::script(r#" … bind … "#);
//! let mut client = stage.connect(50000);
//! client.write(b"hello\n");
//! stage.settle();
//! stage.says(&["hello"]);
//! ```
//!
//! A script of `tests/lua` asserts for itself: `Stage::lua("views.lua")` runs it to its end, and the test
//! looks at what it has [logged](Stage::logs), [remarked on](Stage::remarks) and
//! [shown](Stage::dialogs).
//!
//! Nothing goes by unseen: what the plug-in prints is compared in full by [`Stage::says`], and a
//! failure that no test asked for ([`Stage::failure`]) ends the test when the stage is dropped.
#![allow(dead_code, reason = "every test file uses its own part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod lua;
mod told;

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use lrsocket_host::proto::{Profile, Time};
#[allow(unused_imports, reason = "every test file uses its own part")]
pub(crate) use lrsocket_host::sim::{End, RemoteEnd as Client};
use lrsocket_host::sim::{Schedule, Settled, Simulation, VirtualClock};
use lrsocket_host::{Event, Folders, Host, LoadError, Record, Settings, Work, WorkId, WorkResult};
use tempfile::TempDir;

#[allow(unused_imports, reason = "every test file uses its own part")]
pub(crate) use lua::{in_context, lua_file};
#[allow(unused_imports, reason = "every test file uses its own part")]
pub(crate) use told::Told;

/// More than any test needs at one moment: a plug-in that goes on yielding never settles.
const MANY_ROUNDS: usize = 200;

/// An error of the plug-in that makes a run fail, or would be shown nowhere.
#[derive(Debug)]
pub(crate) struct Failure {
    /// `script`, `task`, `silent task`, `onMessage` …, or `handler`.
    pub(crate) of: String,
    pub(crate) message: String,
    pub(crate) traceback: String,
}

/// A change of the default settings.
type Change = Box<dyn FnOnce(&mut Settings)>;

/// How a stage is set up.
pub(crate) struct Setup {
    files: Vec<(String, Vec<u8>)>,
    /// What to load in place of `files`.
    path: Option<PathBuf>,
    settings: Vec<Change>,
    busy: Vec<u16>,
}

impl Setup {
    /// A single file, `test.lua`.
    pub(crate) fn script(source: &str) -> Self {
        Setup::files(&[("test.lua", source)])
    }

    /// These files in a folder `test.lrplugin`.
    pub(crate) fn files(files: &[(&str, &str)]) -> Self {
        let files = files.iter();
        Setup {
            files: files
                .map(|(name, source)| ((*name).to_owned(), source.as_bytes().to_vec()))
                .collect(),
            path: None,
            settings: Vec::new(),
            busy: Vec::new(),
        }
    }

    /// A script of `tests/lua`.
    pub(crate) fn lua(name: &str) -> Self {
        Setup::at(&lua_file(name))
    }

    /// A plug-in or a script that is there already.
    pub(crate) fn at(path: &Path) -> Self {
        Setup {
            path: Some(path.to_owned()),
            ..Setup::files(&[])
        }
    }

    /// The standard folders are below this one, which outlives the stage.
    pub(crate) fn home(self, home: &Path) -> Self {
        let folders = Folders::below(home);
        self.settings(|settings| settings.folders = folders)
    }

    /// One file more, of any bytes.
    pub(crate) fn file(mut self, name: &str, bytes: &[u8]) -> Self {
        self.files.push((name.to_owned(), bytes.to_vec()));
        self
    }

    pub(crate) fn profile(self, change: impl FnOnce(&mut Profile) + 'static) -> Self {
        self.settings(|settings| change(&mut settings.profile))
    }

    pub(crate) fn settings(mut self, change: impl FnOnce(&mut Settings) + 'static) -> Self {
        self.settings.push(Box::new(change));
        self
    }

    pub(crate) fn strict(self) -> Self {
        self.settings(|settings| settings.strict = true)
    }

    /// Another program has this port.
    pub(crate) fn busy(mut self, port: u16) -> Self {
        self.busy.push(port);
        self
    }

    /// Loads the plug-in and runs it until it waits.
    pub(crate) fn start(self) -> Stage {
        let mut stage = self.load().expect("the plug-in loads");
        stage.settle();
        stage
    }

    /// Loads the plug-in and runs it to its end.
    #[track_caller]
    pub(crate) fn run(self) -> Stage {
        let mut stage = self.start();
        stage.finish();
        stage
    }

    /// Loads the plug-in.
    pub(crate) fn load(self) -> Result<Stage, LoadError> {
        let folder = TempDir::new().expect("a temporary folder");
        let plugin = folder.path().join("test.lrplugin");
        for (name, bytes) in &self.files {
            let path = plugin.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let path = if let Some(path) = self.path {
            path
        } else if plugin.join("test.lua").is_file() && !plugin.join("Info.lua").is_file() {
            plugin.join("test.lua")
        } else {
            fs::create_dir_all(&plugin).unwrap();
            plugin
        };
        let clock = VirtualClock::default();
        let folders = Folders::below(&folder.path().join("home"));
        let mut settings = Settings::simulated(folders, Rc::new(clock.clone()), 0);
        for change in self.settings {
            change(&mut settings);
        }
        let host = Host::load(&path, settings)?;
        let opened = host.plugins().next().unwrap().folder.clone();
        let mut simulation = Simulation::new(host, clock, Schedule::PLAIN);
        for port in self.busy {
            simulation.occupy(port);
        }
        Ok(Stage {
            simulation,
            seen: 0,
            said: 0,
            failures: Vec::new(),
            plugin: opened,
            folder,
        })
    }
}

/// Runs a script of `tests/lua` that asserts for itself and logs "done" at its end.
#[track_caller]
pub(crate) fn run_lua(name: &str) {
    let said = Stage::lua(name).logged();
    assert!(said.iter().any(|line| line == "done"), "{said:?}");
}

/// A plug-in that runs, and the world around it.
pub(crate) struct Stage {
    simulation: Simulation,
    /// How many of its records were looked through for failures.
    seen: usize,
    /// How many of them `says` has looked at.
    said: usize,
    /// Those that no test has asked for yet.
    failures: Vec<Failure>,
    plugin: PathBuf,
    folder: TempDir,
}

impl Stage {
    /// A single script, which has run until it waits.
    pub(crate) fn script(source: &str) -> Self {
        Setup::script(source).start()
    }

    /// A script of `tests/lua`, which has run to its end.
    #[track_caller]
    pub(crate) fn lua(name: &str) -> Self {
        Setup::lua(name).run()
    }

    /// Runs a script, compares all that it prints without any time passing.
    #[track_caller]
    pub(crate) fn script_says(source: &str, expected: &[&str]) {
        Stage::script(source).says(expected);
    }

    /// The folder of the plug-in.
    pub(crate) fn plugin_folder(&self) -> &Path {
        &self.plugin
    }

    /// The plug-ins and their Lightroom.
    pub(crate) fn host(&mut self) -> &mut Host {
        self.simulation.host()
    }

    /// All that happened.
    pub(crate) fn records(&self) -> &[Record] {
        self.simulation.records()
    }

    pub(crate) fn now(&self) -> Time {
        self.simulation.now()
    }

    pub(crate) fn seconds(&self) -> f64 {
        self.now().since_start().as_secs_f64()
    }

    /// Runs until nothing more happens without time passing.
    #[track_caller]
    pub(crate) fn settle(&mut self) {
        for _ in 0..MANY_ROUNDS {
            if self.simulation.settle() == Settled::Quiet {
                self.collect();
                return;
            }
        }
        let records = self.records();
        let last = &records[records.len().saturating_sub(5)..];
        panic!("the plug-in never settles; its last records: {last:?}");
    }

    /// Lets time pass, from deadline to deadline.
    #[track_caller]
    pub(crate) fn advance(&mut self, seconds: f64) {
        self.settle();
        self.simulation.advance(Duration::from_secs_f64(seconds));
        self.settle();
    }

    /// Lets time pass until the plug-in is at its end: at most an hour.
    #[track_caller]
    pub(crate) fn finish(&mut self) {
        let end = self.now() + Duration::from_secs(3600);
        while self.host().is_alive() && self.failures.is_empty() {
            let now = self.now();
            let next = self.host().next_deadline(now);
            let next = next.filter(|next| *next <= end).unwrap_or_else(|| {
                panic!(
                    "a task still waits; all that happened: {:#?}",
                    self.events()
                )
            });
            let seconds = next.since_start().saturating_sub(now.since_start());
            self.simulation.advance(seconds);
            self.settle();
        }
        assert!(self.failures.is_empty(), "{}", told(&self.failures));
    }

    fn collect(&mut self) {
        let records = self.simulation.records();
        let new = records[self.seen..].iter();
        self.failures
            .extend(new.filter_map(|r| failure_of(&r.event)));
        self.seen = records.len();
    }

    /// The outside program connects, as soon as the socket accepts.
    #[track_caller]
    pub(crate) fn connect(&mut self, port: u16) -> Client {
        let client = self.try_connect(port);
        client.unwrap_or_else(|| panic!("port {port} refuses: nobody listens there"))
    }

    /// The same; `None` if the connection is refused.
    #[track_caller]
    pub(crate) fn try_connect(&mut self, port: u16) -> Option<Client> {
        let client = self.simulation.connect(port)?;
        self.settle();
        Some(client)
    }

    /// Whether somebody listens on this port.
    pub(crate) fn listens(&self, port: u16) -> bool {
        self.simulation.listens(port)
    }

    /// The next outside work that a task waits for.
    pub(crate) fn work(&mut self) -> Option<(WorkId, Work)> {
        self.host().poll_work()
    }

    pub(crate) fn work_done(&mut self, id: WorkId, status: i32) {
        self.host()
            .handle_work_done(id, &WorkResult::Executed { status });
        self.settle();
    }

    /// What the plug-in has printed since the last time.
    pub(crate) fn printed(&mut self) -> Vec<String> {
        let records = self.simulation.records();
        let new = records[self.said..].iter();
        self.said = records.len();
        new.filter_map(|r| print_of(&r.event)).collect()
    }

    /// All that the plug-in has printed since the last time is exactly this.
    #[track_caller]
    pub(crate) fn says(&mut self, expected: &[&str]) {
        let printed = self.printed();
        assert_eq!(printed, expected, "{}", told(&self.failures));
    }

    /// Takes the oldest failure that was not taken yet.
    #[track_caller]
    pub(crate) fn failure(&mut self) -> Failure {
        assert!(!self.failures.is_empty(), "nothing has failed");
        self.failures.remove(0)
    }

    /// Takes the oldest failure, of this kind and with this text.
    #[track_caller]
    pub(crate) fn fails(&mut self, of: &str, message: &str) -> Failure {
        let failure = self.failure();
        let told = (failure.of.as_str(), failure.message.as_str());
        assert_eq!(told, (of, message), "{}", failure.traceback);
        failure
    }

    /// Takes all failures.
    pub(crate) fn take_failures(&mut self) -> Vec<Failure> {
        std::mem::take(&mut self.failures)
    }

    /// The diagnostics of a rule: their texts, and where each one is.
    pub(crate) fn diagnostics(&self, wanted: &str) -> Vec<(String, String)> {
        let of_rule = |record: &Record| match &record.event {
            Event::Diagnostic {
                rule,
                message,
                socket,
                at,
                ..
            } if *rule == wanted => {
                let at = match socket {
                    Some(socket) => socket.at.to_string(),
                    None => at.clone().unwrap_or_default(),
                };
                Some((message.clone(), at))
            }
            _ => None,
        };
        self.records().iter().filter_map(of_rule).collect()
    }

    /// The records of a kind, as the trace names it, with their times in seconds.
    pub(crate) fn times(&self, name: &str) -> Vec<f64> {
        let of_name = self.records().iter().filter(|r| kind(r) == name);
        of_name
            .map(|r| r.time.since_start().as_secs_f64())
            .collect()
    }

    /// Lets the run end, with as much time as it takes. The seconds that it took.
    pub(crate) fn shut_down(&mut self) -> f64 {
        let begin = self.seconds();
        self.simulation.quit();
        self.collect();
        assert!(self.host().is_over(), "the run does not end");
        self.seconds() - begin
    }
}

impl Told for Stage {
    fn events(&self) -> Vec<&Event> {
        self.records().iter().map(|record| &record.event).collect()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let fine = self.failures.is_empty() || std::thread::panicking();
        assert!(fine, "unexpected {}", told(&self.failures));
    }
}

/// The first few are enough.
fn told(failures: &[Failure]) -> String {
    format!("failures: {:#?}", &failures[..failures.len().min(5)])
}

fn print_of(event: &Event) -> Option<String> {
    match event {
        Event::Log { level, message, .. } if level == "print" => Some(message.clone()),
        _ => None,
    }
}

fn failure_of(event: &Event) -> Option<Failure> {
    let (of, message, traceback) = match event {
        Event::ScriptError {
            message, traceback, ..
        } => ("script", message, traceback),
        Event::TaskError {
            message,
            traceback,
            shown,
            ..
        } => (
            if *shown { "task" } else { "silent task" },
            message,
            traceback,
        ),
        Event::CallbackError {
            callback,
            message,
            traceback,
            ..
        } => (*callback, message, traceback),
        Event::HandlerError {
            message, traceback, ..
        } => ("handler", message, traceback),
        _ => return None,
    };
    Some(Failure {
        of: of.to_owned(),
        message: message.clone(),
        traceback: traceback.clone(),
    })
}

/// The name of a record's event in the trace.
pub(crate) fn kind(record: &Record) -> String {
    let line: serde_json::Value = serde_json::from_str(&record.to_json()).unwrap();
    line["event"].as_str().unwrap().to_owned()
}
