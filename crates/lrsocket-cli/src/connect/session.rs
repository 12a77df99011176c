//! The conversation: what comes from stdin goes out, what comes from the plug-in is shown.

use std::future::{pending, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use lrsocket::remote::{DisconnectReason, Options, Ports, RemoteEvent, SendError, Source};
use lrsocket_host::proto::Time;
use lrsocket_host::{Clock as _, RealClock};
use tokio::sync::Notify;
use tokio::sync::mpsc::{Receiver, UnboundedReceiver};

use super::announced::{Announced, Listening};
use super::ended::Ended;
use super::ends::Ends;
use super::hint;
use super::input::Input;
use super::options::TalkOptions;
use super::pace::Pace;
use super::show::Show;

/// How many events are shown before stdin has its turn.
const STREAK: u32 = 256;

/// How long to wait for a reader of stdout that has fallen behind before looking again.
const FULL: Duration = Duration::from_millis(5);

/// Where the plug-in is.
pub(crate) enum Place {
    /// At these ports, or those in a file.
    Known(Source),
    /// In this program: its ports come as they begin to listen.
    Announced(UnboundedReceiver<Listening>),
}

/// What a session needs.
pub(crate) struct Setup {
    pub(crate) place: Place,
    pub(crate) talk: TalkOptions,
    pub(crate) input: Receiver<Input>,
    /// Whether somebody types.
    pub(crate) person: bool,
    pub(crate) raw: bool,
    pub(crate) show: Show,
    pub(crate) clock: RealClock,
    /// Ends it, for the reason given.
    pub(crate) stop: Arc<Notify>,
    pub(crate) stopped: Ended,
}

type Flushing = Pin<Box<dyn Future<Output = Result<(), SendError>>>>;

/// One conversation, from the first attempt to connect to the end.
pub(crate) struct Session {
    setup: Setup,
    ends: Ends,
    announced: Option<Announced>,
    pace: Pace,
    /// From stdin, not sent yet.
    waiting: Option<Vec<u8>>,
    flushing: Option<Flushing>,
    /// Events since stdin had its turn.
    streak: u32,
    /// Whether something is to be written out.
    unshown: bool,
}

/// Something that happened, besides an event of the remote.
enum Step {
    Shown,
    Stopped,
    Input(Option<Input>),
    Flushed(Result<(), SendError>),
    Listening(Listening),
    Look,
}

impl Session {
    pub(crate) fn new(mut setup: Setup) -> Self {
        let now = setup.clock.now();
        let (mut ends, mut announced) = (Ends::default(), None);
        let nowhere = Place::Known(Ports::Send(0).into());
        match std::mem::replace(&mut setup.place, nowhere) {
            Place::Known(source) => ends.connect(source, |source| options(&setup, source)),
            Place::Announced(news) => announced = Some(Announced::new(news)),
        }
        let pace = Pace::new(!setup.person, setup.talk.wait, setup.talk.within, now);
        Session {
            setup,
            ends,
            announced,
            pace,
            waiting: None,
            flushing: None,
            streak: 0,
            unshown: false,
        }
    }

    /// Talks until it is over, and leaves in good order.
    pub(crate) async fn run(mut self) -> Ended {
        let ended = self.talk().await;
        if let Err(unwritten) = std::mem::take(&mut self.ends).close().await
            && ended.status() == 0
        {
            let now = self.now();
            self.setup.show.warn(now, &unwritten.to_string());
        }
        let now = self.now();
        self.setup.show.ended(now, &ended);
        ended
    }

    async fn talk(&mut self) -> Ended {
        loop {
            if let Some(ended) = self.send().or_else(|| self.mind_time()) {
                return ended;
            }
            let ended = match self.step().await {
                Step::Shown => None,
                Step::Stopped => Some(self.setup.stopped.clone()),
                Step::Input(input) => self.take_input(input),
                Step::Flushed(result) => {
                    self.flushing = None;
                    // A loss is told by the remote.
                    if result.is_ok() {
                        self.pace.written(self.now());
                    }
                    None
                }
                Step::Listening(listening) => {
                    self.hear(listening);
                    None
                }
                Step::Look => {
                    self.streak = 0;
                    if std::mem::take(&mut self.unshown) {
                        self.setup.show.flush();
                    }
                    None
                }
            };
            if let Some(ended) = ended {
                return ended;
            }
        }
    }

    /// The next thing that happens. Events come first, but not for ever.
    async fn step(&mut self) -> Step {
        let now = self.now();
        let deadline = self.deadline();
        let sleep = deadline.map(|at| tokio::time::sleep(at - now));
        let takes_input =
            self.waiting.is_none() && self.flushing.is_none() && !self.pace.is_input_over();
        let tired = self.streak >= STREAK;
        let has_room = self.setup.show.has_room();
        tokio::select! {
            biased;
            () = self.setup.stop.notified() => Step::Stopped,
            (event, ports) = self.ends.next(), if !tired && has_room => {
                self.streak += 1;
                self.unshown = true;
                let now = self.setup.clock.now();
                let Some(event) = event else {
                    return Step::Look;
                };
                let has_ping = self.setup.talk.ping.is_some() && !self.setup.raw;
                note(&mut self.pace, &event, has_ping, now);
                self.setup.show.event(now, &event, ports);
                if let (RemoteEvent::Lost { why: DisconnectReason::Refused { port }, .. }, Some(announced))
                    = (&event, &mut self.announced) {
                    announced.refused(*port, now);
                }
                Step::Shown
            }
            result = flushed(&mut self.flushing) => Step::Flushed(result),
            input = self.setup.input.recv(), if takes_input => Step::Input(input),
            listening = heard(&mut self.announced) => Step::Listening(listening),
            () = ready(()), if self.unshown || tired => Step::Look,
            () = slept(sleep) => Step::Look,
            () = tokio::time::sleep(FULL), if !has_room => Step::Look,
        }
    }

    fn deadline(&self) -> Option<Time> {
        let settled = self.announced.as_ref().and_then(Announced::deadline);
        self.pace.deadline().into_iter().chain(settled).min()
    }

    /// What only time brings.
    fn mind_time(&mut self) -> Option<Ended> {
        let now = self.now();
        if let Some(ports) = self
            .announced
            .as_mut()
            .and_then(|announced| announced.settled(now))
        {
            let setup = &self.setup;
            self.ends
                .connect(ports.into(), |source| options(setup, source));
        }
        if self.pace.hint(now) {
            let hint = hint::not_served(self.ends.receive_port());
            self.setup.show.warn(now, &hint);
            self.unshown = true;
        }
        self.pace.unwritten = self.waiting.is_some() || self.flushing.is_some();
        self.pace.check(now)
    }

    fn take_input(&mut self, input: Option<Input>) -> Option<Ended> {
        let now = self.now();
        match input {
            Some(Input::Lines(bytes) | Input::Bytes(bytes)) => self.waiting = Some(bytes),
            Some(Input::Interrupted) => return Some(Ended::Left),
            Some(Input::End { .. }) | None if self.setup.person => return Some(Ended::Left),
            Some(Input::End { unfinished }) => {
                if unfinished {
                    let message = "the last line of stdin had no line feed; it was sent with one";
                    self.setup.show.warn(now, message);
                    self.unshown = true;
                }
                self.pace.input_over(now);
            }
            None => self.pace.input_over(now),
            Some(Input::Failed(why)) => {
                return Some(Ended::Input(format!("stdin cannot be read: {why}")));
            }
        }
        None
    }

    /// Sends what waits, if there is a connection. A script waits for one; a person is told.
    fn send(&mut self) -> Option<Ended> {
        if self.flushing.is_some() {
            return None;
        }
        let bytes = self.waiting.take()?;
        let Some(sender) = self.ends.sender() else {
            self.not_sent(bytes, &SendError::NotConnected);
            return None;
        };
        match sender.send_raw(&bytes) {
            Ok(()) => {
                let now = self.now();
                let lines = bytes.split(|byte| *byte == b'\n').count() as u64 - 1;
                self.pace.sent(lines, now);
                self.setup.show.sent(now, &bytes);
                self.unshown = true;
                self.flushing = Some(Box::pin(async move { sender.flush().await }));
                None
            }
            Err(SendError::NoReceivePort) if !self.setup.person => {
                Some(Ended::Input(SendError::NoReceivePort.to_string()))
            }
            Err(why) => {
                self.not_sent(bytes, &why);
                None
            }
        }
    }

    fn not_sent(&mut self, bytes: Vec<u8>, why: &SendError) {
        if self.setup.person {
            let now = self.now();
            self.setup.show.warn(now, &format!("not sent: {why}"));
            self.unshown = true;
        } else {
            self.waiting = Some(bytes);
        }
    }

    fn hear(&mut self, listening: Listening) {
        let now = self.now();
        if let Some(remark) = self
            .announced
            .as_mut()
            .and_then(|announced| announced.hear(listening, now))
        {
            self.setup.show.warn(now, &remark);
            self.unshown = true;
        }
    }

    fn now(&self) -> Time {
        self.setup.clock.now()
    }
}

/// Notes what an event means for the end.
fn note(pace: &mut Pace, event: &RemoteEvent<'_>, has_ping: bool, now: Time) {
    match event {
        RemoteEvent::Waiting(why) => pace.no_ports(why.to_string()),
        // With a ping, only its answer counts.
        RemoteEvent::Connected if !has_ping => pace.connected(now),
        RemoteEvent::Ready if has_ping => {
            pace.connected(now);
            pace.line(now);
        }
        RemoteEvent::Connecting { .. } | RemoteEvent::Connected | RemoteEvent::Ready => {}
        RemoteEvent::Line(_) => pace.line(now),
        RemoteEvent::Acknowledged(count) => pace.acknowledged(*count, now),
        RemoteEvent::Lost { why, .. } | RemoteEvent::GaveUp(why) => pace.lost(why.clone(), now),
    }
}

fn options(setup: &Setup, source: Source) -> Options {
    setup.talk.remote(source).pieces(setup.raw)
}

async fn flushed(flushing: &mut Option<Flushing>) -> Result<(), SendError> {
    match flushing {
        Some(flushing) => flushing.await,
        None => pending().await,
    }
}

async fn heard(announced: &mut Option<Announced>) -> Listening {
    match announced {
        Some(announced) => announced.next().await,
        None => pending().await,
    }
}

async fn slept(sleep: Option<tokio::time::Sleep>) {
    match sleep {
        Some(sleep) => sleep.await,
        None => pending().await,
    }
}
