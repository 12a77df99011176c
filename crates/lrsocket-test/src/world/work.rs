//! What a test does with the commands and requests of plug-ins.

use lrsocket_host::Work;
use lrsocket_host::proto::Time;

use super::base::World;
use super::desk::Answerer;

impl World {
    /// Sets what answers commands and requests from now on.
    pub(crate) fn set_answerer(&mut self, answerer: Answerer) {
        self.desk.answerer = Some(answerer);
    }

    /// Everything that plug-ins have asked for, and when.
    pub(crate) fn asked(&self) -> &[(Time, Work)] {
        &self.desk.asked
    }
}
