//! Internal to lrsocket, without a promise of stability.
//!
//! The driver for real use: real TCP through tokio, real time, commands run by the system's shell.
//!
//! It is one future, the loop of [`drive`](lrsocket_host::drive): each round moves the bytes of the sockets
//! that the system has news for, runs the host, and carries out what it asks for. While something is
//! left to do, another round follows; else it waits for the system, a deadline, a command or the end
//! of outside work.

mod http;
mod shell;
mod tcp;
mod trouble;
mod wakers;
mod watchdog;

use std::pin::{Pin, pin};

use serde_json::json;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::{JoinSet, unconstrained, yield_now};
use tokio::time::{Instant, Sleep, sleep_until};

use lrsocket_host::Host;
use lrsocket_host::drive::{Drive, Round};
use lrsocket_host::{Event, RealClock, Record, Work, WorkId, WorkResult};
use tcp::Tcp;
pub use watchdog::Watchdog;

/// How many rounds may follow each other that only write or open ports, until the system is asked
/// for news.
const ROUNDS_IN_A_ROW: u32 = 16;

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

/// A host on real TCP and real time.
pub struct Driver {
    drive: Drive<Tcp>,
    clock: RealClock,
    commands: UnboundedReceiver<Command>,
    watchdog: Watchdog,
    /// Outside work that is under way.
    work: JoinSet<(WorkId, WorkResult)>,
    /// Whether a plug-in with nothing to do may still get a command.
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
        Driver {
            drive: Drive::new(host, Tcp::new()),
            clock,
            commands,
            watchdog,
            work: JoinSet::new(),
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

    /// Runs until the plug-in has nothing left to do, or a command ends it. `sink` gets each record
    /// as it is made: see [`Host::set_sink`]. Returns the host, for a summary, and why the run ended.
    pub async fn run(mut self, sink: impl FnMut(Record) + 'static) -> (Host, String) {
        self.drive.host().set_sink(sink);
        // The rounds yield by themselves. Tokio's budget would count each socket of a round against
        // the others.
        unconstrained(self.rounds()).await;
        self.drive.host().flush_rounds();
        (self.drive.into_host(), self.reason.unwrap_or_default())
    }

    async fn rounds(&mut self) {
        let mut timer = pin!(sleep_until(Instant::now()));
        let mut in_a_row = 0;
        loop {
            let watchdog = &self.watchdog;
            let round = self
                .drive
                .round(|host, now| watchdog.turn(|| host.run(now)));
            self.begin_work();
            self.notice_quit("a plug-in let Lightroom quit");
            if self.drive.host().is_over() {
                return;
            }
            let mut waits = false;
            if let Ok(command) = self.commands.try_recv() {
                self.handle_command(command);
            } else if round == Round::Quiet {
                waits = self.goes_on();
            }
            if waits {
                self.wait(timer.as_mut()).await;
                in_a_row = 0;
            } else if round != Round::Unwritten || in_a_row == ROUNDS_IN_A_ROW {
                yield_now().await;
                in_a_row = 0;
            } else {
                in_a_row += 1;
            }
        }
    }

    /// Waits until something happens or a deadline comes.
    async fn wait(&mut self, mut timer: Pin<&mut Sleep>) {
        let deadline = self.drive.next_deadline();
        if let Some(deadline) = deadline {
            timer.as_mut().reset(self.clock.instant(deadline).into());
        }
        tokio::select! {
            biased;
            () = self.drive.network().woken() => {}
            Some(command) = self.commands.recv() => self.handle_command(command),
            Some(done) = self.work.join_next() => {
                // Work that panicked leaves nothing to tell.
                if let Ok((id, result)) = done {
                    self.drive.host().handle_work_done(id, &result);
                }
            }
            () = timer, if deadline.is_some() => {}
        }
    }

    /// Whether the plug-in, or somebody with a command, can still do something; else the run begins
    /// to end.
    fn goes_on(&mut self) -> bool {
        if self.stays || self.reason.is_some() || self.drive.host().is_alive() {
            return true;
        }
        self.quit("nothing is left to run: no task, no timer, no open socket".to_owned());
        false
    }

    fn handle_command(&mut self, command: Command) {
        match command {
            Command::Quit(reason) => self.quit(reason),
            Command::EndOfControl => self.stays = false,
            Command::Control(line) => {
                self.drive.host().control(&line);
                self.notice_quit("the control protocol asked for it");
            }
        }
    }

    /// Notes that Lightroom quits, for this reason if there was none before.
    fn notice_quit(&mut self, reason: &str) {
        if self.reason.is_none() && self.drive.host().is_quitting() {
            self.reason = Some(reason.to_owned());
            self.watchdog.heard();
        }
    }

    fn quit(&mut self, reason: String) {
        self.reason.get_or_insert(reason);
        self.watchdog.heard();
        let host = self.drive.host();
        if !host.is_quitting() {
            // A replay lets Lightroom quit at the same moment.
            let command = json!({ "do": "shutdown" });
            host.record(Event::Command { command });
        }
        host.shut_down();
    }

    /// Begins the outside work that the plug-ins ask for, and hands them what is done.
    fn begin_work(&mut self) {
        while let Some((id, work)) = self.drive.host().poll_work() {
            self.work.spawn(async move { (id, perform(work).await) });
        }
    }
}

async fn perform(work: Work) -> WorkResult {
    match work {
        Work::Execute { command } => WorkResult::Executed {
            status: shell::execute(&command).await,
        },
        Work::Launch { program, arguments } => {
            WorkResult::Launched(shell::launch(&program, &arguments))
        }
        Work::Http(request) => WorkResult::Http(http::fetch(request).await),
    }
}
