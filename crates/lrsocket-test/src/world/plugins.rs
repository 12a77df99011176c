//! What is done to plug-ins that run, and what they have open.

use std::sync::Arc;
use std::time::Duration;

use lrsocket_faults::FaultRequest;
use lrsocket_host::proto::{Mode, Phase};
use lrsocket_host::{Event, Host, NoSuchPlugin, SocketSummary, fault_from_json};
use serde_json::{Value as Json, json};

use super::{Trouble, World};

/// Far more than a plug-in is given to quit (R6.4), unless it goes on and on about its progress.
const LONG: Duration = Duration::from_secs(60 * 60);

/// A socket of a plug-in.
#[derive(Clone, Debug)]
pub(crate) struct Port {
    /// Counts the calls of `bind`.
    pub(super) id: u32,
    pub(crate) mode: Mode,
    pub(crate) number: u16,
    /// `file:line` of the `bind`.
    pub(crate) at: Arc<str>,
    pub(crate) phase: Phase,
}

impl Port {
    pub(super) fn of(summary: &SocketSummary) -> Self {
        let socket = &summary.socket;
        Port {
            id: socket.id,
            mode: socket.mode,
            number: socket.port,
            at: Arc::clone(&socket.at),
            phase: summary.phase,
        }
    }

    /// Which call of `bind` made it, counted from 1.
    pub(crate) const fn bind(&self) -> u32 {
        self.id
    }

    /// Whether its port is open.
    pub(crate) fn is_open(&self) -> bool {
        [Phase::Listening, Phase::Connected].contains(&self.phase)
    }

    /// In one word.
    pub(crate) fn state(&self) -> &'static str {
        match self.phase {
            Phase::Opening => "opening",
            Phase::Listening => "listening",
            Phase::Connected => "connected",
            Phase::Idle => "idle",
            Phase::Closed => "closed",
        }
    }
}

impl World {
    /// The first socket that listens and is the one that is meant, as soon as there is one, but
    /// within `limit`.
    pub(crate) fn wait_for_port(
        &mut self,
        limit: Duration,
        is_meant: impl Fn(&Port) -> bool,
    ) -> Result<Option<Port>, Trouble> {
        let mut found = None;
        self.wait(limit, |simulation| {
            let summaries = simulation.host().socket_summaries();
            let mut ports = summaries.iter().map(Port::of);
            found = ports.find(|port| port.phase == Phase::Listening && is_meant(port));
            found.is_some()
        })?;
        Ok(found)
    }

    /// Lightroom quits; its plug-ins run their shut-down scripts.
    pub(crate) fn stop(&mut self) -> Result<(), Trouble> {
        self.host()?.shut_down();
        let end = self.now() + LONG;
        if self.run_until(end, |simulation| simulation.host().is_over())? {
            return Ok(());
        }
        Err("Lightroom could not quit within an hour: a plug-in does not end".to_owned())
    }

    /// The Lightroom that runs, for what a person does to it.
    fn in_use(&mut self) -> Result<&mut Host, Trouble> {
        let host = self.host()?;
        if host.is_over() {
            return Err("Lightroom has quit: lr.start starts another one".to_owned());
        }
        Ok(host)
    }

    /// Clicks a menu item of a plug-in.
    pub(crate) fn menu(&mut self, identifier: &str, title: &str) -> Result<(), Trouble> {
        let host = self.in_use()?;
        host.record(command(json!({ "do": "menu", "title": title })));
        let click = host.menu_of(identifier, title);
        click.map_err(|known| match known.as_slice() {
            [] => format!("there is no menu item \"{title}\": the plug-in has none"),
            known => format!(
                "there is no menu item \"{title}\"; there are \"{}\"",
                known.join("\", \"")
            ),
        })?;
        self.settle()
    }

    /// Reloads, disables or enables the plug-in of this identifier.
    pub(crate) fn manage(&mut self, identifier: &str, what: &str) -> Result<(), Trouble> {
        let host = self.in_use()?;
        host.record(command(json!({ "do": what, "plugin": identifier })));
        let done = match what {
            "reload" => host.reload(identifier),
            "disable" => host.disable(identifier),
            _ => host.enable(identifier),
        };
        done.map_err(|NoSuchPlugin(_)| match what {
            "enable" => format!("the plug-in {identifier} is not disabled"),
            _ => format!("the plug-in {identifier} does not run: it is disabled"),
        })?;
        self.settle()
    }

    /// Sets a fault, as `lrsocket run --fault` and the control protocol do.
    pub(crate) fn fault(
        &mut self,
        name: &str,
        value: &Json,
        port: Option<u16>,
    ) -> Result<(), Trouble> {
        let request = FaultRequest::new(name, fault_from_json(value)?, port);
        let request = request.map_err(|error| error.to_string())?;
        let host = self.host()?;
        let mut line = json!({ "do": "fault", "name": name });
        if !value.is_null() {
            line["value"] = value.clone();
        }
        if let Some(port) = port {
            line["port"] = port.into();
        }
        host.record(command(line));
        host.set_fault(&request)?;
        self.settle()
    }

    /// The sockets of a plug-in that are not closed. Those of a state that a reload has left behind
    /// are not its any more.
    pub(crate) fn ports(&mut self, identifier: &str) -> Result<Vec<Port>, Trouble> {
        let summaries = self.host()?.socket_summaries();
        let own = summaries.iter().filter(|summary| {
            &*summary.plugin == identifier && !summary.left_behind && summary.phase != Phase::Closed
        });
        Ok(own.map(Port::of).collect())
    }

    /// The sockets whose Lua state a reload has left behind, and that are still open.
    pub(crate) fn leaks(&mut self) -> Vec<Port> {
        let Ok(host) = self.host() else {
            return Vec::new();
        };
        let summaries = host.socket_summaries();
        let left = summaries.iter().filter(|summary| summary.left_behind);
        left.map(Port::of).filter(Port::is_open).collect()
    }
}

/// What a person does, as the control protocol has it (docs/control.md).
fn command(command: Json) -> Event {
    Event::Command { command }
}
