//! The faults that are in force.

use super::FaultRequest;
use super::request::What;
use crate::link::{Links, Strike};
use crate::profile::Profile;

/// All that can be set: how sockets behave, and what is wrong with the ports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults {
    /// How sockets behave.
    pub profile: Profile,
    /// What is wrong with the ports.
    pub links: Links,
}

/// What is to be done once a fault was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// [`Faults::profile`] has changed: sockets that are there want to know.
    Profile,
    /// [`Faults::links`] have changed: drivers want to know.
    Links,
    /// This is to happen, on this port or on all.
    Strike(Strike, Option<u16>),
}

impl Faults {
    /// Sockets that behave so, and nothing wrong with the ports.
    pub fn new(profile: Profile) -> Self {
        Faults {
            profile,
            links: Links::default(),
        }
    }

    /// Sets a fault; says what is left to be done by who keeps sockets.
    pub fn set(&mut self, request: &FaultRequest) -> Done {
        match &request.what {
            What::Switch(set, value) => {
                // It was tried when the request was made.
                let _ = set(&mut self.profile, value);
                Done::Profile
            }
            What::Condition(set, on) => {
                self.links.change(request.port, |link| set(link, *on));
                Done::Links
            }
            What::Strike(strike) => Done::Strike(*strike, request.port),
        }
    }
}
