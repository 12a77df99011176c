//! Which faults are in force while a plug-in runs, and what has yet to happen to which socket.

use std::collections::HashSet;

use lrsocket_faults::{Effect, Faults};
use lrsocket_proto::OneShotFault;
use lrsocket_vm::SocketId;

use super::settings::Settings;

/// What is in force, and what has yet to happen.
pub struct InForce {
    /// The profile and what is wrong with the links.
    pub faults: Faults,
    /// What is to happen to each socket once, on this port or on any.
    pub to_each: Vec<(OneShotFault, Option<u16>)>,
    /// Those of `to_each`, by index, that have happened.
    pub happened: HashSet<(usize, SocketId)>,
    /// What is to happen as soon as the driver looks.
    pub due: Vec<(SocketId, OneShotFault)>,
}

impl InForce {
    /// What the run begins with.
    pub fn new(settings: &Settings) -> Self {
        let mut faults = Faults::new(settings.profile.clone());
        let mut to_each = Vec::new();
        for request in &settings.faults {
            if let Effect::OneShot(strike, port) = faults.set(request) {
                to_each.push((strike, port));
            }
        }
        InForce {
            faults,
            to_each,
            happened: HashSet::new(),
            due: Vec::new(),
        }
    }
}
