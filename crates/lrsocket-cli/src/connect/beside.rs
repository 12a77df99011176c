//! `lrsocket run --connect`: the terminal on the plug-in that runs in the same program.

use std::sync::Arc;

use lrsocket_host::{Event, RealClock, Record};
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::announced::Listening;
use super::ended::Ended;
use super::input::Stdin;
use super::options::TalkOptions;
use super::session::{Place, Session, Setup};
use super::show::{Look, Show};
use crate::output::{Prompt, Streams};

/// The terminal beside a run, before it begins.
pub(crate) struct Beside {
    stdin: Stdin,
    listening: UnboundedSender<Listening>,
    news: UnboundedReceiver<Listening>,
    /// Ends the conversation: the run is over.
    stop: Arc<Notify>,
}

/// The run's side of it.
#[derive(Clone)]
pub(crate) struct Announcer {
    listening: UnboundedSender<Listening>,
    stop: Arc<Notify>,
}

impl Beside {
    /// Opens stdin; the run's own lines go above the prompt, if there is one.
    pub(crate) fn new() -> (Self, Option<Prompt>) {
        let (listening, news) = unbounded_channel();
        let mut stdin = Stdin::lines();
        let prompt = stdin.prompt.take();
        let beside = Beside {
            stdin,
            listening,
            news,
            stop: Arc::new(Notify::new()),
        };
        (beside, prompt)
    }

    pub(crate) fn announcer(&self) -> Announcer {
        Announcer {
            listening: self.listening.clone(),
            stop: Arc::clone(&self.stop),
        }
    }

    /// The conversation, until the person leaves, the script is done, or the run is over.
    pub(crate) async fn talk(
        self,
        talk: TalkOptions,
        streams: &Streams,
        clock: RealClock,
    ) -> Ended {
        let look = Look {
            raw: false,
            quiet_acks: talk.quiet_acks,
            sent: !self.stdin.person,
            beside_run: true,
        };
        let setup = Setup {
            place: Place::Announced(self.news),
            talk,
            person: self.stdin.person,
            raw: false,
            show: Show::human(streams, look),
            input: self.stdin.start(),
            clock,
            stop: self.stop,
            stopped: Ended::RunOver,
        };
        Box::pin(Session::new(setup).run()).await
    }
}

impl Announcer {
    /// Passes on which sockets listen.
    pub(crate) fn record(&self, record: &Record) {
        if let Event::Connecting { socket } = &record.event {
            // The conversation may be over already.
            let _ = self.listening.send((socket.mode, socket.port));
        }
    }

    /// The run is over.
    pub(crate) fn over(&self) {
        self.stop.notify_one();
    }
}
