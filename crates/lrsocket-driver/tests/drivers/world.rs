//! One plug-in on either driver, and what its outside programs do: a scenario is written once and
//! played on the simulated network and on real TCP.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::net::TcpStream;
use std::path::Path;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use lrsocket_driver::{Command, Driver, Watchdog};
use lrsocket_faults::{FaultRequest, FaultValue};
use lrsocket_host::sim::{End as SimEnd, RemoteEnd, Schedule, Simulation, VirtualClock};
use lrsocket_host::{Folders, Host, RealClock, Record, Settings};
use serde_json::{Value as Json, json};
use tempfile::TempDir;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

/// How long a scenario waits for something before it fails: far more than anything takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// What every scenario begins with.
pub(crate) const PRELUDE: &str = "
local LrSocket, LrTasks = import 'LrSocket', import 'LrTasks'
local LrFunctionContext = import 'LrFunctionContext'
local function in_context(f)
  LrFunctionContext.postAsyncTaskWithContext('test', function(context)
    f(function(params)
      params.functionContext, params.plugin, params.port = context, _PLUGIN, 0
      return LrSocket.bind(params)
    end)
    while true do LrTasks.sleep(60) end
  end)
end
";

/// A fault that a scenario starts with.
pub(crate) type Fault = (&'static str, FaultValue);

/// A plug-in that runs on one of the drivers.
pub(crate) trait World {
    /// The next record, from `seen` on.
    fn record(&mut self, seen: usize) -> Json;
    /// An outside program connects.
    fn connect(&mut self, port: u16) -> Box<dyn End>;
    /// Carries out a line of the control protocol.
    fn control(&mut self, line: &Json);
}

/// The outside program's end of a connection.
pub(crate) trait End {
    fn write(&mut self, text: &str);
    /// The next line, without its newline; `None` when the connection has ended.
    fn line(&mut self) -> Option<String>;
}

/// A scenario in progress.
pub(crate) struct Play {
    pub(crate) name: &'static str,
    world: Box<dyn World>,
    /// All records so far.
    records: Vec<Json>,
    /// How many of them the scenario has looked at.
    looked: usize,
}

/// Plays a scenario on both drivers.
pub(crate) fn on_both(script: &str, faults: &[Fault], scenario: impl Fn(&mut Play)) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("test.lua");
    std::fs::write(&path, format!("{PRELUDE}{script}")).unwrap();
    scenario(&mut Play::new(
        "simulated",
        Box::new(Simulated::start(&path, faults)),
    ));
    scenario(&mut Play::new("real", Box::new(Real::start(&path, faults))));
}

/// Plays a scenario on real TCP in real time.
pub(crate) fn on_the_real_one(folder: &Path, script: &str, scenario: impl Fn(&mut Play)) {
    let path = folder.join("test.lua");
    std::fs::write(&path, format!("{PRELUDE}{script}")).unwrap();
    scenario(&mut Play::new("real", Box::new(Real::start(&path, &[]))));
}

impl Play {
    fn new(name: &'static str, world: Box<dyn World>) -> Self {
        Play {
            name,
            world,
            records: Vec::new(),
            looked: 0,
        }
    }

    /// The next record of this kind.
    pub(crate) fn event(&mut self, event: &str) -> Json {
        self.event_where(|record| record["event"] == event)
    }

    /// The next diagnostic with this text.
    pub(crate) fn told(&mut self, text: &str) -> Json {
        self.event_where(|record| {
            let message = record["message"].as_str().unwrap_or_default();
            record["event"] == "diagnostic" && message.contains(text)
        })
    }

    /// The next text that the plug-in prints.
    pub(crate) fn printed(&mut self) -> String {
        let record = self.event("log");
        record["message"].as_str().unwrap().to_owned()
    }

    pub(crate) fn event_where(&mut self, is_wanted: impl Fn(&Json) -> bool) -> Json {
        loop {
            if self.looked == self.records.len() {
                let record = self.world.record(self.looked);
                self.records.push(record);
            }
            self.looked += 1;
            let record = &self.records[self.looked - 1];
            if is_wanted(record) {
                return record.clone();
            }
        }
    }

    /// The port of the next socket that listens.
    pub(crate) fn port(&mut self) -> u16 {
        self.event("connecting")["port"].as_u64().unwrap() as u16
    }

    pub(crate) fn connect(&mut self, port: u16) -> Box<dyn End> {
        self.world.connect(port)
    }

    /// Sets a fault while the plug-in runs.
    pub(crate) fn fault(&mut self, name: &str, value: impl Into<Json>) {
        self.world
            .control(&json!({ "do": "fault", "name": name, "value": value.into() }));
    }

    /// Lets Lightroom quit.
    pub(crate) fn quit(&mut self) {
        self.world.control(&json!({ "do": "shutdown" }));
    }

    /// Whether a record of this kind was seen so far.
    pub(crate) fn has_seen(&self, event: &str) -> bool {
        let mut records = self.records.iter();
        records.any(|record| record["event"] == event)
    }
}

fn configure(settings: &mut Settings, faults: &[Fault]) {
    for (name, value) in faults {
        let request = FaultRequest::new(name, Some(value.clone()), None).unwrap();
        settings.faults.push(request);
    }
}

fn json_of(record: &Record) -> Json {
    serde_json::from_str(&record.to_json()).unwrap()
}

// ---------------------------------------------------------------------------- simulated --

struct Simulated(Rc<RefCell<Simulation>>);

struct SimulatedEnd {
    simulation: Rc<RefCell<Simulation>>,
    end: RemoteEnd,
    unread: String,
}

impl Simulated {
    fn start(path: &Path, faults: &[Fault]) -> Self {
        let clock = VirtualClock::default();
        let folders = Folders::below(&path.with_extension("home"));
        let mut settings = Settings::simulated(folders, Rc::new(clock.clone()), 0);
        configure(&mut settings, faults);
        let host = Host::load(path, settings).unwrap();
        let simulation = Simulation::new(host, clock, Schedule::PLAIN);
        Simulated(Rc::new(RefCell::new(simulation)))
    }
}

fn wait(simulation: &RefCell<Simulation>, mut done: impl FnMut(&mut Simulation) -> bool) {
    let mut simulation = simulation.borrow_mut();
    let end = simulation.now() + PATIENCE;
    simulation.run_until(end, &mut done);
    let is_done = done(&mut simulation);
    assert!(is_done, "{:#?}", simulation.records());
}

impl World for Simulated {
    fn record(&mut self, seen: usize) -> Json {
        wait(&self.0, |simulation| simulation.records().len() > seen);
        json_of(&self.0.borrow().records()[seen])
    }

    fn connect(&mut self, port: u16) -> Box<dyn End> {
        let end = self.0.borrow_mut().connect(port).unwrap();
        Box::new(SimulatedEnd {
            simulation: Rc::clone(&self.0),
            end,
            unread: String::new(),
        })
    }

    fn control(&mut self, line: &Json) {
        let mut simulation = self.0.borrow_mut();
        simulation.host().control(&line.to_string());
        simulation.settle();
    }
}

impl End for SimulatedEnd {
    fn write(&mut self, text: &str) {
        self.end.write(text.as_bytes());
    }

    fn line(&mut self) -> Option<String> {
        let (end, unread) = (&self.end, &mut self.unread);
        wait(&self.simulation, |_| {
            unread.push_str(&end.read_text());
            unread.contains('\n') || end.end() != SimEnd::Open
        });
        let (line, rest) = self.unread.split_once('\n')?;
        let line = line.to_owned();
        self.unread = rest.to_owned();
        Some(line)
    }
}

// --------------------------------------------------------------------------------- real --

struct Real {
    records: Receiver<Record>,
    taken: VecDeque<Json>,
    commands: UnboundedSender<Command>,
    run: Option<JoinHandle<()>>,
}

struct RealEnd {
    stream: BufReader<TcpStream>,
}

impl Real {
    fn start(path: &Path, faults: &[Fault]) -> Self {
        let (to_test, records) = channel();
        let (commands, inbox) = unbounded_channel();
        let (path, faults) = (path.to_owned(), faults.to_vec());
        let run = thread::spawn(move || {
            let clock = RealClock::start();
            let mut settings = Settings::new(Folders::below(&path.with_extension("home")));
            settings.clock = Rc::new(clock);
            settings.record_messages = true;
            configure(&mut settings, &faults);
            let host = Host::load(&path, settings).unwrap();
            let watchdog = Watchdog::new(host.interrupt());
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            let driver = Driver::new(host, clock, inbox, watchdog);
            // The scenario may be over.
            runtime.block_on(driver.run(move |record| drop(to_test.send(record))));
        });
        Real {
            records,
            taken: VecDeque::new(),
            commands,
            run: Some(run),
        }
    }
}

impl World for Real {
    fn record(&mut self, _seen: usize) -> Json {
        self.taken.pop_front().unwrap_or_else(|| {
            let record = self.records.recv_timeout(PATIENCE);
            json_of(&record.expect("a record, before the run ends"))
        })
    }

    fn connect(&mut self, port: u16) -> Box<dyn End> {
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let stream = BufReader::new(stream);
        Box::new(RealEnd { stream })
    }

    fn control(&mut self, line: &Json) {
        self.commands
            .send(Command::Control(line.to_string()))
            .unwrap();
    }
}

impl Drop for Real {
    fn drop(&mut self) {
        // The run may be over, or the test have failed.
        let _ = self
            .commands
            .send(Command::Quit("the test is over".to_owned()));
        if let Some(run) = self.run.take()
            && !thread::panicking()
        {
            run.join().unwrap();
        }
    }
}

impl End for RealEnd {
    fn write(&mut self, text: &str) {
        self.stream.get_mut().write_all(text.as_bytes()).unwrap();
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        match self.stream.read_line(&mut line) {
            Ok(0) => None,
            Ok(_) => Some(line.trim_end_matches('\n').to_owned()),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => None,
            Err(error) => panic!("{error}"),
        }
    }
}
