//! The faults in force.

use lrsocket_proto::{Links, OneShotFault, Profile};

use crate::request::{FaultRequest, What};

/// The faults in force: how sockets behave, and what is wrong with the ports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults {
    /// How sockets behave.
    pub profile: Profile,
    /// What is wrong with the ports.
    pub links: Links,
}

/// What the owner of the sockets must still do after a fault was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// [`Faults::profile`] has changed; hand it to every open socket.
    Profile,
    /// [`Faults::links`] have changed; wake the drivers.
    Links,
    /// This must happen once, on this port or on all.
    OneShot(OneShotFault, Option<u16>),
}

impl Faults {
    /// Returns faults with this profile and nothing wrong with the ports.
    pub fn new(profile: Profile) -> Self {
        Faults {
            profile,
            links: Links::default(),
        }
    }

    /// Applies a fault and returns what the owner of the sockets must still do.
    pub fn set(&mut self, request: &FaultRequest) -> Effect {
        match &request.what {
            What::Switch(set, value) => {
                // Cannot fail: the request tried it.
                let _ = set(&mut self.profile, value);
                Effect::Profile
            }
            What::Condition(set, on) => {
                self.links.change(request.port, |link| set(link, *on));
                Effect::Links
            }
            What::OneShot(strike) => Effect::OneShot(*strike, request.port),
        }
    }
}
