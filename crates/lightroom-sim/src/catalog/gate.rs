//! Write gates: `withWriteAccessDo` and its variants.

use super::Catalog;
use super::data::gate::{Access, Actor, OpenGate};
use crate::error::{Error, Result};

/// An open gate; hand it to [`Catalog::end_write`] or [`Catalog::abort_write`].
#[derive(Debug)]
#[must_use = "a gate that is never ended blocks every other"]
pub struct Gate {
    depth: usize,
}

impl Catalog {
    /// Who is working on the catalog.
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// Says who is at work from now on. A gate is opened for them.
    pub const fn set_actor(&mut self, actor: Actor) {
        self.actor = actor;
    }

    /// Opens a gate. Gates do not nest (documented): while one is open this fails with
    /// [`Error::Blocked`], and a caller with a timeout waits until
    /// [`open_gate`](Catalog::open_gate) is `None`.
    pub fn begin_write(&mut self, action: &str, access: Access) -> Result<Gate> {
        if self.gate.is_some() {
            let private = access == Access::PrivateWrite || action.is_empty();
            let action = if private { "(unknown)" } else { action };
            let (function, action) = (access.function(), action.to_owned());
            return Err(Error::Blocked { function, action });
        }
        let depth = self.frame_depth();
        self.open_frame(action, access != Access::PrivateWrite);
        let opener = self.actor;
        self.gate = Some(OpenGate { access, opener });
        Ok(Gate { depth })
    }

    /// Ends a gate: its changes become one undo step with its action name.
    #[allow(clippy::needless_pass_by_value)] // Taken, so that it ends once.
    pub fn end_write(&mut self, gate: Gate) {
        self.gate = None;
        self.close_frames(gate.depth);
    }

    /// Ends a gate after an error: its changes are taken back.
    #[allow(clippy::needless_pass_by_value)] // Taken, so that it ends once.
    pub fn abort_write(&mut self, gate: Gate) {
        self.gate = None;
        self.abort_frames(gate.depth);
    }

    /// What the open gate allows its opener, if one is open.
    pub fn open_gate(&self) -> Option<Access> {
        self.gate.map(|gate| gate.access)
    }

    /// What the one at work is allowed.
    fn access(&self) -> Option<Access> {
        let own = self.gate.filter(|gate| gate.opener == self.actor);
        own.map(|gate| gate.access)
    }

    /// `catalog.hasWriteAccess`.
    pub fn has_write_access(&self) -> bool {
        matches!(self.access(), Some(Access::Write | Access::ProlongedWrite))
    }

    /// `catalog.hasPrivateWriteAccess`: any gate gives it.
    pub fn has_private_write_access(&self) -> bool {
        self.access().is_some()
    }

    /// `catalog:assertHasWriteAccess(function)`.
    pub fn assert_write(&self, function: &'static str) -> Result<()> {
        if self.has_write_access() {
            Ok(())
        } else {
            Err(Error::NoWriteAccess { function })
        }
    }

    /// `catalog:assertHasPrivateWriteAccess(function)`.
    pub fn assert_private_write(&self, function: &'static str) -> Result<()> {
        if self.has_private_write_access() {
            Ok(())
        } else {
            Err(Error::NoPrivateWriteAccess { function })
        }
    }
}
