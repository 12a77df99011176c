//! What all plug-ins of a run share: the settings, the tasks, the sockets, what is told.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use jiff::tz::TimeZone;
use lightroom_sim::{Lightroom, Moment};
use lrsocket_proto::Time;
use uuid::Uuid;

use crate::chance::Chance;
use crate::faults::InForce;
use crate::record::{ClosedBy, Event, Record};
use crate::sdk::lr_passwords::Passwords;
use crate::settings::{Answer, Settings};
use crate::sockets::{SocketId, SocketSummary, Sockets};
use crate::standstill::Frozen;
use crate::tasks::Scheduler;
use crate::work::WorkQueue;

/// Seconds from the Unix epoch to the beginning of 2001, where Lightroom's time begins.
const UNIX_TO_2001: f64 = 978_307_200.0;

/// One Lua state of a plug-in. Numbers are never used twice in a run: a reload gives a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct InstanceId(usize);

/// Takes records as they are made.
type Sink = Box<dyn FnMut(Record)>;

/// What all plug-ins of a run share. Each part is borrowed only for as long as one Rust function
/// runs, never while Lua code does.
pub(crate) struct Application {
    pub(crate) settings: Settings,
    /// How sockets behave and what is wrong with their ports, which can change while a plug-in runs.
    pub(crate) faults: RefCell<InForce>,
    /// The simulated application: catalog, photos, what is on the screen.
    pub(crate) lightroom: RefCell<Lightroom>,
    /// What dialog boxes are answered with from now on.
    pub(crate) answer: Cell<Answer>,
    pub(crate) scheduler: RefCell<Scheduler>,
    pub(crate) sockets: RefCell<Sockets>,
    pub(crate) work: RefCell<WorkQueue>,
    /// Where chance comes from in a repeatable run; else from the machine.
    pub(crate) chance: Option<Rc<Chance>>,
    /// Those of LrPasswords.
    pub(crate) passwords: RefCell<Passwords>,
    records: RefCell<VecDeque<Record>>,
    /// Where records go as they are made, in place of `records`.
    sink: RefCell<Option<Sink>>,
    /// The identifiers of the plug-ins, by instance.
    names: RefCell<Vec<Arc<str>>>,
    /// Those that a reload has left behind, with their sockets open (B8.2, `reload_leak`).
    pub(crate) left_behind: RefCell<BTreeSet<InstanceId>>,
    /// The sockets of theirs whose callbacks were called since; told once for each.
    called_late: RefCell<BTreeSet<u32>>,
    /// Errors of plug-ins that make the run fail.
    pub(crate) failures: Cell<u32>,
    /// Members that were called and are not there, for the summary.
    pub(crate) missing: RefCell<BTreeSet<String>>,
    /// When the turn began.
    turn: Cell<Time>,
    /// Set while nothing runs (B5.5, B7.7).
    pub(crate) frozen: Cell<Option<Frozen>>,
    /// The plug-in that was reported to be busy in this turn.
    pub(crate) busy: Cell<Option<InstanceId>>,
    /// A plug-in has asked Lightroom to quit.
    pub(crate) quit_asked: Cell<bool>,
    /// Set from another thread to stop code that does not end.
    pub(crate) interrupt: Arc<AtomicBool>,
}

impl Application {
    pub(crate) fn new(settings: Settings, lightroom: Lightroom) -> Self {
        Application {
            answer: Cell::new(settings.answer),
            faults: RefCell::new(InForce::new(&settings)),
            chance: settings
                .repeatable
                .map(|seed| Rc::new(Chance::seeded(seed))),
            settings,
            lightroom: RefCell::new(lightroom),
            scheduler: RefCell::default(),
            sockets: RefCell::default(),
            work: RefCell::default(),
            passwords: RefCell::default(),
            records: RefCell::default(),
            sink: RefCell::default(),
            names: RefCell::default(),
            left_behind: RefCell::default(),
            called_late: RefCell::default(),
            failures: Cell::new(0),
            missing: RefCell::default(),
            turn: Cell::new(Time::ZERO),
            frozen: Cell::new(None),
            busy: Cell::new(None),
            quit_asked: Cell::new(false),
            interrupt: Arc::default(),
        }
    }

    /// A number for a new Lua state of the plug-in with this identifier.
    pub(crate) fn new_instance(&self, identifier: &str) -> InstanceId {
        let mut names = self.names.borrow_mut();
        names.push(identifier.into());
        InstanceId(names.len() - 1)
    }

    /// The time on the plug-in's clocks.
    pub(crate) fn now(&self) -> Time {
        self.settings.clock.now()
    }

    /// The local time zone.
    pub(crate) fn time_zone(&self) -> TimeZone {
        match self.chance {
            Some(_) => TimeZone::UTC,
            None => TimeZone::system(),
        }
    }

    /// A UUID that nothing else has.
    pub(crate) fn new_uuid(&self) -> Uuid {
        self.chance
            .as_ref()
            .map_or_else(Uuid::new_v4, |chance| chance.uuid())
    }

    /// When the turn began: near enough where the clock would cost more than the work.
    pub(crate) fn turn(&self) -> Time {
        self.turn.get()
    }

    /// A turn begins.
    pub(crate) fn begin_turn(&self, now: Time) {
        self.turn.set(now);
        let wall = self.settings.clock.wall().as_secs_f64();
        let moment = Moment(wall - UNIX_TO_2001);
        self.lightroom.borrow_mut().set_now(moment);
    }

    /// Tells what happened, to this plug-in if to one.
    pub(crate) fn record(&self, instance: Option<InstanceId>, event: Event) {
        if let Some(late) = self.call_of_the_left(instance, &event) {
            self.record(instance, late);
        }
        if event.is_failure() {
            self.failures.set(self.failures.get() + 1);
        }
        if let Event::Unimplemented { member, .. } = &event {
            self.missing.borrow_mut().insert(member.clone());
        }
        let names = self.names.borrow();
        let several = names.iter().any(|name| *name != names[0]);
        let record = Record {
            time: self.now(),
            plugin: several
                .then_some(instance)
                .flatten()
                .map(|id| Arc::clone(&names[id.0])),
            event,
        };
        self.records.borrow_mut().push_back(record);
        // A port that is about to be closed or opened: what the record says is true only then.
        let early = self.sockets.try_borrow().is_ok_and(|s| s.has_actions());
        let others = self.records.borrow().len() > 1;
        if !early && !others {
            self.release_records();
        }
    }

    /// Hands the records that wait to the sink, if there is one.
    pub(crate) fn release_records(&self) {
        // A record that the sink itself makes waits.
        if let Ok(mut sink) = self.sink.try_borrow_mut()
            && let Some(sink) = &mut *sink
        {
            while let Some(record) = self.poll_record() {
                sink(record);
            }
        }
    }

    /// From now on records go to `sink` as they are made; first those that wait.
    pub(crate) fn set_sink(&self, sink: Sink) {
        self.sink.replace(Some(sink));
        self.release_records();
    }

    /// A callback is about to be called in a state that a reload has left behind: what the author
    /// should know of it, once for each socket (B8.2).
    fn call_of_the_left(&self, instance: Option<InstanceId>, event: &Event) -> Option<Event> {
        let callback = match event {
            Event::Connecting { .. } => "onConnecting",
            Event::Connected { .. } => "onConnected",
            Event::Message { .. } => "onMessage",
            Event::Error { .. } => "onError",
            Event::Closed {
                by: ClosedBy::Remote,
                ..
            } => "onClosed",
            _ => return None,
        };
        if !self.left_behind.borrow().contains(&instance?) {
            return None;
        }
        let socket = event.socket()?;
        let first = self.called_late.borrow_mut().insert(socket.id);
        first.then(|| Event::Diagnostic {
            rule: "B8.2",
            message: format!(
                "{callback} is called in a Lua state that a reload has left behind: the socket was \
                 still open then; close every socket in the script of LrShutdownPlugin"
            ),
            socket: Some(socket.clone()),
            at: None,
        })
    }

    /// What went through each socket.
    pub(crate) fn socket_summaries(&self) -> Vec<SocketSummary> {
        let (names, left) = (self.names.borrow(), self.left_behind.borrow());
        let owner = |id: InstanceId| (Arc::clone(&names[id.0]), left.contains(&id));
        self.sockets.borrow().summary(owner)
    }

    /// The next record.
    pub(crate) fn poll_record(&self) -> Option<Record> {
        self.records.borrow_mut().pop_front()
    }

    /// The machine of this socket was called: see [`Sockets::settle`].
    pub(crate) fn settle(&self, id: SocketId) {
        let (owner, events) = {
            let mut sockets = self.sockets.borrow_mut();
            let events = sockets.settle(id, &mut self.scheduler.borrow_mut());
            (sockets.owner(id), events)
        };
        for event in events {
            self.record(owner, event);
        }
    }
}
