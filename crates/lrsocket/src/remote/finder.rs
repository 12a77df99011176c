//! Finding the ports.

use std::task::Context;

use super::event::PortsUnavailable;
use super::options::Source;
#[cfg(feature = "port-file")]
use super::port_file::Watched;
use super::ports::Ports;

/// Where the ports come from, at work.
pub(super) enum Finder {
    Known(Ports),
    #[cfg(feature = "port-file")]
    File(Box<Watched>),
}

impl Finder {
    pub(super) fn new(source: &Source) -> Self {
        match source {
            Source::Ports(ports) => Finder::Known(*ports),
            #[cfg(feature = "port-file")]
            Source::File(file) => Finder::File(Box::new(Watched::new(file.clone()))),
        }
    }

    /// Which ports there are now.
    #[cfg_attr(
        not(feature = "port-file"),
        expect(clippy::unnecessary_wraps, reason = "the twin of one that needs it")
    )]
    pub(super) fn find(&mut self) -> Result<Ports, PortsUnavailable> {
        match self {
            Finder::Known(ports) => Ok(*ports),
            #[cfg(feature = "port-file")]
            Finder::File(watched) => watched.find(),
        }
    }

    /// What is new since the last look; `None` if nothing is. Wakes the task when something may be.
    #[cfg_attr(
        not(feature = "port-file"),
        expect(unused_variables, reason = "the twin of one that needs it")
    )]
    pub(super) fn poll_news(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Option<Result<Ports, PortsUnavailable>> {
        match self {
            Finder::Known(_) => None,
            #[cfg(feature = "port-file")]
            Finder::File(watched) => watched.poll_news(cx),
        }
    }
}
