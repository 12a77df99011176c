//! The connections of a session: one, or a second where the plug-in opened its other port later.

use std::future::pending;

use lrsocket::Remote;
use lrsocket::proto::Mode;
use lrsocket::remote::{Options, Ports, RemoteEvent, Sender, Source, Unwritten};

/// Both ports of a plug-in as one connection or, if it opened one of them late, as two: to take the
/// first connection away again would confuse a plug-in that has just been connected.
#[derive(Default)]
pub(super) struct Ends {
    first: Option<End>,
    late: Option<End>,
}

struct End {
    remote: Remote,
    /// Those of this attempt; not known yet with a port file.
    ports: Option<Ports>,
}

impl Ends {
    /// Connects to where the plug-in is, once and for all.
    pub(super) fn connect(&mut self, source: Source, options: impl Fn(Source) -> Options) {
        let ports = match &source {
            Source::Ports(ports) => Some(*ports),
            _ => None,
        };
        let end = |source: Source, ports| {
            Some(End {
                remote: Remote::connect(options(source)),
                ports,
            })
        };
        if let Some(half) = self.missing(ports) {
            self.late = end(half.into(), Some(half));
        } else {
            self.first = end(source, ports);
            self.late = None;
        }
    }

    /// The port of these that the first connection, which stays, does not have.
    fn missing(&self, ports: Option<Ports>) -> Option<Ports> {
        let Ports::Both { receive, send } = ports? else {
            return None;
        };
        match self.first.as_ref()?.ports? {
            Ports::Receive(known) if known == receive => Some(Ports::Send(send)),
            Ports::Send(known) if known == send => Some(Ports::Receive(receive)),
            _ => None,
        }
    }

    /// The next event, and the ports of its connection.
    pub(super) async fn next(&mut self) -> (Option<RemoteEvent<'_>>, Option<Ports>) {
        tokio::select! {
            event = next_event(&mut self.first) => event,
            event = next_event(&mut self.late) => event,
        }
    }

    /// What sends to the plug-in, if there is anything yet.
    pub(super) fn sender(&self) -> Option<Sender> {
        let takes_lines = |end: &&End| {
            let ports = end.ports;
            ports.is_some_and(|ports| ports.of(Mode::Receive).is_some())
        };
        let late = self.late.as_ref().filter(takes_lines);
        late.or(self.first.as_ref()).map(|end| end.remote.sender())
    }

    /// The port that lines go to.
    pub(super) fn receive_port(&self) -> Option<u16> {
        let mut both = [&self.first, &self.late].into_iter().flatten();
        both.find_map(|end| end.ports?.of(Mode::Receive))
    }

    /// Leaves in good order.
    pub(super) async fn close(self) -> Result<(), Unwritten> {
        let close = async |end: Option<End>| match end {
            Some(end) => Box::pin(end.remote.close()).await,
            None => Ok(()),
        };
        let (first, late) = tokio::join!(close(self.first), close(self.late));
        first.and(late)
    }
}

async fn next_event(end: &mut Option<End>) -> (Option<RemoteEvent<'_>>, Option<Ports>) {
    let Some(End { remote, ports }) = end else {
        return pending().await;
    };
    let event = remote.next().await;
    if let Some(RemoteEvent::Connecting { ports: these, .. }) = &event {
        *ports = Some(*these);
    }
    (event, *ports)
}
