//! Faults while a plug-in runs: what is in force, and what is to happen to which socket.

use lrsocket_faults::{Effect, Fault, FaultKind, FaultRequest, FaultValue, Faults};
use lrsocket_proto::{Impairment, OneShotFault, Phase};
use serde_json::{Map, Value as Json, json};

use super::Host;
use lrsocket_sdk::application::sockets::Sockets;
use lrsocket_vm::SocketId;

/// Faults.
impl Host {
    /// Sets a fault. A switch holds for sockets that are bound later and, as [`Fault::holds`] says,
    /// for those that are there; a condition holds for connections that are there and for later
    /// ones; what happens once happens now, and needs a socket that it can happen to.
    pub fn set_fault(&mut self, request: &FaultRequest) -> Result<(), String> {
        let done = self.app.faults.borrow_mut().faults.set(request);
        let sockets = self.app.sockets.borrow().unfinished();
        match done {
            Effect::Profile => {
                let profile = self.app.faults.borrow().faults.profile.clone();
                for &id in &sockets {
                    self.with_socket(id, |machine| machine.set_profile(profile.clone()));
                }
            }
            Effect::Links => {}
            Effect::OneShot(strike, port) => {
                let hit =
                    |id: &SocketId| is_hit(&mut self.app.sockets.borrow_mut(), *id, strike, port);
                let hit: Vec<SocketId> = sockets.iter().copied().filter(hit).collect();
                if hit.is_empty() {
                    return Err(nobody(strike, port));
                }
                let due = hit.iter().map(|&id| (id, strike));
                self.app.faults.borrow_mut().due.extend(due);
            }
        }
        // Their drivers are to look at them.
        for id in sockets {
            self.app.sockets.borrow_mut().mark_dirty(id);
        }
        Ok(())
    }

    /// The faults in force.
    pub fn faults(&self) -> Faults {
        self.app.faults.borrow().faults.clone()
    }

    /// What is wrong between this socket and the outside program. A driver asks each time that it
    /// moves bytes.
    pub fn impairment(&self, id: SocketId) -> Impairment {
        let mut sockets = self.app.sockets.borrow_mut();
        let port = sockets.entry(id).and_then(|entry| entry.machine.port());
        let in_force = self.app.faults.borrow();
        port.map_or(in_force.faults.links.all(), |port| {
            in_force.faults.links.of(port)
        })
    }

    /// What is to happen to this socket now, once. A driver asks after it has moved bytes.
    pub fn poll_one_shot(&mut self, id: SocketId) -> Option<OneShotFault> {
        let in_force = &mut *self.app.faults.borrow_mut();
        if let Some(found) = in_force.due.iter().position(|(of, _)| *of == id) {
            return Some(in_force.due.remove(found).1);
        }
        let sockets = &mut *self.app.sockets.borrow_mut();
        for (index, (strike, port)) in in_force.to_each.iter().enumerate() {
            if !in_force.happened.contains(&(index, id)) && is_hit(sockets, id, *strike, *port) {
                in_force.happened.insert((index, id));
                return Some(*strike);
            }
        }
        None
    }

    /// What is in force, as docs/control.md shows it.
    pub(crate) fn faults_json(&self) -> Json {
        let faults = self.faults();
        let switches = Fault::all().filter_map(|fault| {
            let value = fault.value_in(&faults.profile)?;
            Some((fault.name().to_owned(), fault_to_json(&value)))
        });
        let ports = faults.links.ports();
        let ports = ports.map(|(port, link)| (port.to_string(), conditions(&link)));
        json!({
            "profile": switches.collect::<Map<_, _>>(),
            "conditions": conditions(&faults.links.all()),
            "ports": ports.collect::<Map<_, _>>(),
        })
    }
}

/// Whether this can happen to the socket just now.
fn is_hit(sockets: &mut Sockets, id: SocketId, strike: OneShotFault, port: Option<u16>) -> bool {
    let Some(entry) = sockets.entry(id) else {
        return false;
    };
    let machine = &entry.machine;
    let phase = match strike {
        OneShotFault::Vanish | OneShotFault::Reset => machine.phase() == Phase::Connected,
        OneShotFault::Storm { .. } => {
            [Phase::Listening, Phase::Connected].contains(&machine.phase())
        }
    };
    phase && port.is_none_or(|port| machine.port() == Some(port))
}

fn nobody(strike: OneShotFault, port: Option<u16>) -> String {
    let whom = port.map_or_else(|| "any port".to_owned(), |port| format!("port {port}"));
    match strike {
        OneShotFault::Vanish | OneShotFault::Reset => format!("nobody is connected to {whom}"),
        OneShotFault::Storm { .. } => format!("no socket listens on {whom}"),
    }
}

fn conditions(link: &Impairment) -> Json {
    let all = Fault::all().filter(|fault| fault.kind() == FaultKind::Condition);
    let all = all.map(|fault| (fault.name().to_owned(), json!(fault.is_on(link))));
    Json::Object(all.collect())
}

/// A value of a fault as JSON; a number without a fraction is written without one.
pub fn fault_to_json(value: &FaultValue) -> Json {
    match value {
        FaultValue::Bool(on) => json!(on),
        FaultValue::Number(number) if number.fract() == 0.0 => json!(*number as i64),
        FaultValue::Number(number) => json!(number),
        FaultValue::Text(text) => json!(text),
    }
}

/// The value of a fault that a person wrote as JSON; null is none. Fails for a list or an object.
pub fn fault_from_json(value: &Json) -> Result<Option<FaultValue>, String> {
    match value {
        Json::Null => Ok(None),
        Json::Bool(on) => Ok(Some(FaultValue::Bool(*on))),
        Json::Number(number) => Ok(number.as_f64().map(FaultValue::Number)),
        Json::String(text) => Ok(Some(FaultValue::Text(text.clone()))),
        _ => Err("\"value\" must be a number, a string, true or false".to_owned()),
    }
}
