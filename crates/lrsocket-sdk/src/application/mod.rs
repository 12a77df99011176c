//! What all plug-ins of a run share: the settings, the tasks, the sockets, what is told.

pub mod chance;
pub mod changes;
mod core;
pub mod folders;
pub mod in_force;
mod journal;
pub mod known_scripts;
pub mod read_gate;
pub mod settings;
pub mod sockets;
mod standstill;
pub mod version;
pub mod work;

use std::any::{Any, TypeId};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use jiff::tz::TimeZone;
use lightroom_sim::{Lightroom, Moment};
use lrsocket_proto::Time;
use uuid::Uuid;

pub use self::core::Core;

use self::chance::Chance;
use self::in_force::InForce;
use self::journal::Journal;
use self::settings::{Answer, Recording, Settings};
use self::sockets::{Listening, SocketSummary, Sockets};
use self::standstill::Frozen;
use self::work::WorkQueue;
use crate::record::{ClosedBy, Event, Record};
use lrsocket_vm::{InstanceId, Scheduler, SocketId};

/// Seconds from the Unix epoch to the beginning of 2001, where Lightroom's time begins.
const UNIX_TO_2001: f64 = 978_307_200.0;

/// Takes records as they are made.
type Sink = Box<dyn FnMut(Record)>;

/// What all plug-ins of a run share. Each part is borrowed only for as long as one Rust function
/// runs, never while Lua code does.
pub struct Application {
    /// How the run is set up.
    pub settings: Settings,
    /// How sockets behave and what is wrong with their ports, which can change while a plug-in runs.
    pub faults: RefCell<InForce>,
    /// The simulated application: catalog, photos, what is on the screen.
    pub lightroom: RefCell<Lightroom>,
    /// What dialog boxes are answered with from now on.
    pub answer: Cell<Answer>,
    /// The tasks of all plug-ins.
    pub scheduler: RefCell<Scheduler>,
    /// The sockets of all plug-ins.
    pub sockets: RefCell<Sockets>,
    /// Outside work that tasks wait for.
    pub work: RefCell<WorkQueue>,
    /// Where chance comes from in a repeatable run; else from the machine.
    pub chance: Option<Rc<Chance>>,
    /// Where unique names come from if only they follow from a seed.
    names_by_chance: Option<Rc<Chance>>,
    /// Set if everything on which the run depends is recorded.
    journal: Option<Journal>,
    /// What namespaces keep for all plug-ins, by its type.
    slots: RefCell<HashMap<TypeId, Rc<dyn Any>>>,
    records: RefCell<VecDeque<Record>>,
    /// Where records go as they are made, in place of `records`.
    sink: RefCell<Option<Sink>>,
    /// The identifiers of the plug-ins, by instance.
    names: RefCell<Vec<Arc<str>>>,
    /// Those that a reload has left behind, with their sockets open (B8.2, `reload_leak`).
    pub left_behind: RefCell<BTreeSet<InstanceId>>,
    /// The sockets of theirs whose callbacks were called since; told once for each.
    called_late: RefCell<BTreeSet<u32>>,
    /// Errors of plug-ins that make the run fail.
    pub failures: Cell<u32>,
    /// Members that were called and are not there, for the summary.
    pub missing: RefCell<BTreeSet<String>>,
    /// When the turn began.
    turn: Cell<Time>,
    /// Set while nothing runs (B5.5, B7.7).
    pub frozen: Cell<Option<Frozen>>,
    /// The plug-in that was reported to be busy in this turn.
    pub busy: Cell<Option<InstanceId>>,
    /// Lightroom quits.
    pub quitting: Cell<bool>,
    /// How long closing sockets has blocked Lightroom since it quits.
    stalled_at_quit: Cell<Duration>,
    /// A plug-in has asked Lightroom to quit.
    pub quit_asked: Cell<bool>,
    /// Set from another thread to stop code that does not end.
    pub interrupt: Arc<AtomicBool>,
}

impl Application {
    /// The application at the start of a run.
    pub fn new(settings: Settings, lightroom: Lightroom) -> Self {
        Application {
            answer: Cell::new(settings.answer),
            faults: RefCell::new(InForce::new(&settings)),
            chance: settings
                .repeatable
                .map(|seed| Rc::new(Chance::seeded(seed))),
            names_by_chance: settings.names.map(|seed| Rc::new(Chance::seeded(seed))),
            journal: (settings.recording == Recording::Everything).then(Journal::default),
            settings,
            lightroom: RefCell::new(lightroom),
            scheduler: RefCell::default(),
            sockets: RefCell::default(),
            work: RefCell::default(),
            slots: RefCell::default(),
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
            quitting: Cell::new(false),
            stalled_at_quit: Cell::new(Duration::ZERO),
            quit_asked: Cell::new(false),
            interrupt: Arc::default(),
        }
    }

    /// A number for a new Lua state of the plug-in with this identifier.
    pub fn new_instance(&self, identifier: &str) -> InstanceId {
        let mut names = self.names.borrow_mut();
        names.push(identifier.into());
        InstanceId(names.len() - 1)
    }

    /// What a namespace keeps for all plug-ins of the run: one value of each type, empty at first.
    pub fn slot<T: Default + 'static>(&self) -> Rc<T> {
        let kept = {
            let mut slots = self.slots.borrow_mut();
            let kept = slots.entry(TypeId::of::<T>());
            Rc::clone(kept.or_insert_with(|| Rc::<T>::default()))
        };
        kept.downcast().unwrap_or_default()
    }

    /// The time on the plug-in's clocks.
    pub fn now(&self) -> Time {
        let now = self.settings.clock.now();
        self.journal
            .as_ref()
            .map_or(now, |journal| journal.now(now))
    }

    /// The time for a report: nothing in a plug-in depends on it.
    pub fn glance(&self) -> Time {
        self.settings.clock.glance()
    }

    /// The time of day, as time since the Unix epoch.
    pub fn wall(&self) -> Duration {
        let wall = self.settings.clock.wall();
        self.journal
            .as_ref()
            .map_or(wall, |journal| journal.wall(wall))
    }

    /// The local time zone.
    pub fn time_zone(&self) -> TimeZone {
        match self.chance {
            Some(_) => TimeZone::UTC,
            None => TimeZone::system(),
        }
    }

    /// A UUID that nothing else has.
    pub fn new_uuid(&self) -> Uuid {
        self.chance
            .as_ref()
            .or(self.names_by_chance.as_ref())
            .map_or_else(Uuid::new_v4, |chance| chance.uuid())
    }

    /// Whether what a plug-in reads has to be waited for (R7.6).
    pub fn is_not_cached(&self) -> bool {
        let chance = self.chance.as_ref();
        chance.is_some_and(|chance| !chance.is_cached())
    }

    /// When the turn began: near enough where the clock would cost more than the work.
    pub fn turn(&self) -> Time {
        self.turn.get()
    }

    /// A turn begins.
    pub fn begin_turn(&self, now: Time) {
        self.turn.set(now);
        let wall = self.wall().as_secs_f64();
        let moment = Moment(wall - UNIX_TO_2001);
        self.lightroom.borrow_mut().set_now(moment);
    }

    /// Tells what happened, to this plug-in if to one.
    pub fn record(&self, instance: Option<InstanceId>, event: Event) {
        if matches!(event, Event::Command { .. }) {
            self.flush_rounds(); // What comes before the command stands before it.
        }
        self.note_record();
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
            time: self.glance(),
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
    pub fn release_records(&self) {
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
    pub fn set_sink(&self, sink: Sink) {
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
            fails: true,
        })
    }

    /// What went through each socket.
    pub fn socket_summaries(&self) -> Vec<SocketSummary> {
        let (names, left) = (self.names.borrow(), self.left_behind.borrow());
        let owner = |id: InstanceId| (Arc::clone(&names[id.0]), left.contains(&id));
        self.sockets.borrow().summary(owner)
    }

    /// Calls `look` with each listening socket, in the order of their `bind`s.
    pub fn each_listening(&self, mut look: impl FnMut(Listening<'_>)) {
        let (names, left) = (self.names.borrow(), self.left_behind.borrow());
        for (id, owner, mode, port) in self.sockets.borrow().listening() {
            look(Listening {
                id,
                bind: id.number(),
                mode,
                port,
                plugin: &names[owner.0],
                left_behind: left.contains(&owner),
            });
        }
    }

    /// The next record.
    pub fn poll_record(&self) -> Option<Record> {
        self.records.borrow_mut().pop_front()
    }

    /// The machine of this socket was called: see [`Sockets::settle`].
    pub fn settle(&self, id: SocketId) {
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
