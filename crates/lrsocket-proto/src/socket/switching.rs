//! Another profile for a socket that lives.

use super::{Socket, State};
use crate::config::Mode;
use crate::profile::Profile;
use crate::switch::{SendReconnect, SendSeesClose};

impl Socket {
    /// From now on the socket behaves as `profile` says. `Fault::holds` of lrsocket-faults says
    /// of each switch what that means for what has begun already: durations that run count from when
    /// they began, what is over stays over, and a client whose leaving was not seen is gone at once
    /// if it now is to be.
    ///
    /// As after every call, actions, events and the [deadline](Self::next_deadline) may be new.
    pub fn set_profile(&mut self, profile: Profile) {
        if profile.ack != self.profile.ack {
            self.acks.clear(); // They are counted in bytes of the old form.
        }
        if profile.send_reconnect != SendReconnect::Dead {
            self.dead = false; // B5.5
        }
        self.profile = profile;
        let State::Connected(connection) = &self.state else {
            return;
        };
        // B3.5: what was not seen so far.
        let seen = match self.profile.send_sees_close {
            SendSeesClose::Prompt => connection.peer_closed || !connection.can_write(),
            SendSeesClose::OnWrite => !connection.can_write(),
            SendSeesClose::Never => false,
        };
        if self.config.mode == Mode::Send && seen {
            self.lose_client();
        }
    }
}
