//! Menu items, reloads, faults and the end of plug-ins, and their sockets.

use std::time::Duration;

use lrsocket_faults::FaultRequest;
use lrsocket_host::proto::Phase;
use lrsocket_host::{Event, Host, NoSuchPlugin, fault_from_json};
use serde_json::{Value as Json, json};

use super::base::World;
use super::error::WorldError;
use super::port::Port;

/// Far more time than a plug-in gets to quit (R6.4), unless it keeps reporting progress.
const LONG: Duration = Duration::from_secs(60 * 60);

impl World {
    /// Lets Lightroom quit, with the shut-down scripts of its plug-ins.
    pub(crate) fn stop(&mut self) -> Result<(), WorldError> {
        self.host()?.shut_down();
        let end = self.now() + LONG;
        if self.run_until(end, |simulation| simulation.host().is_over())? {
            return Ok(());
        }
        Err("Lightroom could not quit within an hour: a plug-in does not end".into())
    }

    /// The running Lightroom; an error if it has quit.
    fn in_use(&mut self) -> Result<&mut Host, WorldError> {
        let host = self.host()?;
        if host.is_over() {
            return Err("Lightroom has quit: lr.start starts another one".into());
        }
        Ok(host)
    }

    /// Clicks a menu item of a plug-in.
    pub(crate) fn menu(&mut self, identifier: &str, title: &str) -> Result<(), WorldError> {
        let host = self.in_use()?;
        host.record(command(json!({ "do": "menu", "title": title })));
        let click = host.menu_of(identifier, title);
        click.map_err(|known| match known.as_slice() {
            [] if host
                .plugins()
                .all(|plugin| plugin.info.identifier != identifier) =>
            {
                host.menu_refusal(title, &[])
            }
            [] => format!("there is no menu item \"{title}\": the plug-in has none"),
            known => format!(
                "there is no menu item \"{title}\"; there are \"{}\"",
                known.join("\", \"")
            ),
        })?;
        self.settle()
    }

    /// Reloads, disables or enables the plug-in of this identifier.
    pub(crate) fn manage(&mut self, identifier: &str, what: &str) -> Result<(), WorldError> {
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

    /// Sets a fault, like `lrsocket run --fault` and the control protocol.
    pub(crate) fn fault(
        &mut self,
        name: &str,
        value: &Json,
        port: Option<u16>,
    ) -> Result<(), WorldError> {
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

    /// The sockets of a plug-in that are not closed, without those of a Lua state that a reload has
    /// left behind.
    pub(crate) fn ports(&mut self, identifier: &str) -> Result<Vec<Port>, WorldError> {
        let summaries = self.host()?.socket_summaries();
        let own = summaries.iter().filter(|summary| {
            &*summary.plugin == identifier && !summary.left_behind && summary.phase != Phase::Closed
        });
        Ok(own.map(Port::of).collect())
    }

    /// The open sockets whose Lua state a reload has left behind.
    pub(crate) fn leaks(&mut self) -> Vec<Port> {
        let Ok(host) = self.host() else {
            return Vec::new();
        };
        let summaries = host.socket_summaries();
        let left = summaries.iter().filter(|summary| summary.left_behind);
        left.map(Port::of).filter(Port::is_open).collect()
    }
}

/// The record of what a person does, as a line of the control protocol (docs/control.md).
fn command(command: Json) -> Event {
    Event::Command { command }
}
