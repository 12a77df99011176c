//! The driver for real use: real TCP through tokio, real time, commands run by the system's shell.
//!
//! One task runs the host and carries out what it asks for; each socket has a task of its own that
//! moves bytes between its machine and the network. All of them share one thread, so at any moment
//! exactly one of them has the host.

mod http;
mod outside;
mod port;
mod shell;
mod watchdog;

use std::cell::RefCell;
use std::collections::HashMap;
use std::pin::Pin;
use std::rc::Rc;

use lrsocket_proto::Time;
use serde_json::json;
use tokio::sync::Notify;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::{LocalSet, spawn_local, yield_now};
use tokio::time::{Instant, Sleep};

use crate::host::Host;
use crate::record::{Event, Record};
use crate::settings::{Clock, RealClock};
use crate::sockets::SocketId;
use crate::work::{Work, WorkResult};
use port::PortTask;
pub use watchdog::Watchdog;

/// What a person wants of a running plug-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Lightroom quits, for this reason.
    Quit(String),
    /// A line of the control protocol: see [`Host::control`].
    Control(String),
    /// No more lines will come: see [`Driver::stay`].
    EndOfControl,
}

/// What is shared by the tasks of the driver.
struct Shared {
    host: RefCell<Host>,
    clock: RealClock,
    /// Something has happened that the host should see.
    news: Notify,
}

/// A host on real TCP and real time.
pub struct Driver {
    shared: Rc<Shared>,
    ports: HashMap<SocketId, Rc<PortTask>>,
    commands: UnboundedReceiver<Command>,
    watchdog: Watchdog,
    /// Whether somebody may still want something of a plug-in with nothing to do.
    stays: bool,
    /// Why the run ends, once it does.
    reason: Option<String>,
}

impl Driver {
    /// Drives `host`, whose settings must hold the same `clock`.
    pub fn new(
        host: Host,
        clock: RealClock,
        commands: UnboundedReceiver<Command>,
        watchdog: Watchdog,
    ) -> Self {
        let shared = Shared {
            host: RefCell::new(host),
            clock,
            news: Notify::new(),
        };
        Driver {
            shared: Rc::new(shared),
            ports: HashMap::new(),
            commands,
            watchdog,
            stays: false,
            reason: None,
        }
    }

    /// Lets the run go on when the plug-in has nothing left to do, until
    /// [`Command::EndOfControl`].
    #[must_use]
    pub fn stay(mut self) -> Self {
        self.stays = true;
        self
    }

    /// Runs until the plug-in has nothing left to do, or a command ends it. `sink` gets the records
    /// of each turn that has any. Returns the host, for a summary, and why it ended.
    pub async fn run(mut self, sink: impl FnMut(&[Record])) -> (Host, String) {
        let local = LocalSet::new();
        local.run_until(self.turns(sink)).await;
        // The tasks of the sockets hold the host, too.
        self.ports.clear();
        drop(local);
        let reason = self.reason.unwrap_or_default();
        match Rc::try_unwrap(self.shared) {
            Ok(shared) => (shared.host.into_inner(), reason),
            Err(_) => unreachable!("all tasks that shared the host ended with the LocalSet"),
        }
    }

    async fn turns(&mut self, mut sink: impl FnMut(&[Record])) {
        let mut timer = Box::pin(tokio::time::sleep_until(Instant::now()));
        loop {
            let now = self.shared.clock.now();
            self.watchdog
                .turn(|| self.shared.host.borrow_mut().run(now));
            self.carry_out();
            let (ready, over, alive, deadline) = {
                let mut host = self.shared.host.borrow_mut();
                let records: Vec<Record> = std::iter::from_fn(|| host.poll_record()).collect();
                if !records.is_empty() {
                    sink(&records);
                }
                (
                    host.has_ready(),
                    host.is_over(),
                    host.is_alive(),
                    host.next_deadline(now),
                )
            };
            if self.reason.is_none() && self.shared.host.borrow().is_quitting() {
                self.reason = Some("a plug-in let Lightroom quit".to_owned());
                self.watchdog.heard();
            }
            if over {
                return;
            }
            if let Ok(command) = self.commands.try_recv() {
                self.handle_command(command);
            } else if !alive && !self.stays && self.reason.is_none() {
                self.quit("nothing is left to run: no task, no timer, no open socket".to_owned());
            } else if ready {
                yield_now().await;
            } else {
                self.wait(&mut timer, deadline).await;
            }
        }
    }

    /// Waits until something happens or `deadline` comes.
    async fn wait(&mut self, timer: &mut Pin<Box<Sleep>>, deadline: Option<Time>) {
        let has_deadline = deadline.is_some();
        if let Some(deadline) = deadline {
            timer
                .as_mut()
                .reset(self.shared.clock.instant(deadline).into());
        }
        tokio::select! {
            () = self.shared.news.notified() => {}
            () = timer.as_mut(), if has_deadline => {}
            Some(command) = self.commands.recv() => self.handle_command(command),
        }
    }

    fn handle_command(&mut self, command: Command) {
        match command {
            Command::Quit(reason) => self.quit(reason),
            Command::EndOfControl => self.stays = false,
            Command::Control(line) => {
                let mut host = self.shared.host.borrow_mut();
                host.control(&line);
                if host.is_quitting() {
                    self.reason
                        .get_or_insert("the control protocol asked for it".to_owned());
                    self.watchdog.heard();
                }
            }
        }
    }

    fn quit(&mut self, reason: String) {
        self.reason.get_or_insert(reason);
        self.watchdog.heard();
        let mut host = self.shared.host.borrow_mut();
        if !host.is_quitting() {
            // A replay lets Lightroom quit at the same moment.
            let command = json!({ "do": "shutdown" });
            host.record(Event::Command { command });
        }
        host.shut_down();
    }

    /// Does what the host asks for, until it asks for nothing more.
    fn carry_out(&mut self) {
        let now = self.shared.clock.now();
        let mut host = self.shared.host.borrow_mut();
        while let Some((id, action)) = host.poll_action() {
            let port = self
                .ports
                .entry(id)
                .or_insert_with(|| PortTask::spawn(Rc::clone(&self.shared), id));
            port.apply(&mut host, action, now);
        }
        while let Some(id) = host.poll_dirty() {
            if let Some(port) = self.ports.get(&id) {
                port.wake();
            }
        }
        while let Some((id, work)) = host.poll_work() {
            let shared = Rc::clone(&self.shared);
            spawn_local(async move {
                let result = match work {
                    Work::Execute { command } => WorkResult::Executed {
                        status: shell::execute(&command).await,
                    },
                    Work::Launch { program, arguments } => {
                        WorkResult::Launched(shell::launch(&program, &arguments))
                    }
                    Work::Http(request) => WorkResult::Http(http::fetch(request).await),
                };
                shared.host.borrow_mut().handle_work_done(id, &result);
                shared.news.notify_one();
            });
        }
        self.ports.retain(|_, port| !port.is_finished());
    }
}

/// Tells of an error of the operating system.
fn report_io_error(host: &mut Host, id: SocketId, doing: &str, error: &std::io::Error) {
    let socket = host.socket_info(id);
    let (rule, hint) = match error.kind() {
        _ if is_out_of_files(error) => (
            "",
            "; each socket and each client needs one: close sockets, or raise the limit (ulimit -n)",
        ),
        // Not a question of rights there: WSAEACCES.
        std::io::ErrorKind::PermissionDenied if cfg!(windows) => (
            "B1.10",
            "; another program has the port for itself alone, or Windows has reserved it (netsh \
             interface ipv4 show excludedportrange protocol=tcp)",
        ),
        std::io::ErrorKind::PermissionDenied => (
            "B1.10",
            "; ports below 1024 need rights that a plug-in should not have",
        ),
        _ => ("B1.10", ""),
    };
    // Who has it, where the system tells.
    let holder = lrsocket_ports::busy_hint(socket.port, error).unwrap_or_default();
    let message = format!("{doing} port {}: {error}{holder}{hint}", socket.port);
    host.record(Event::Diagnostic {
        rule,
        message,
        socket: Some(socket),
        at: None,
    });
}

/// EMFILE and ENFILE, or WSAEMFILE; std has no name for them.
fn is_out_of_files(error: &std::io::Error) -> bool {
    let numbers: &[i32] = if cfg!(windows) { &[10024] } else { &[23, 24] };
    error
        .raw_os_error()
        .is_some_and(|number| numbers.contains(&number))
}
