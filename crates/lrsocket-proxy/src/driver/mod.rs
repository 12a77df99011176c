//! The driver: listens, connects to the plug-in, and moves the bytes of each [`ProxyLink`].
//!
//! Each port has a task that accepts, each connection one that moves its bytes. They share one
//! thread.

mod accept;
mod connection;
mod control;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Instant;

use lrsocket::Listeners;
use lrsocket_proto::Time;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::{LocalSet, spawn_local};

use crate::command::{Command, problem};
use crate::link::{Counts, Pool, ProxyLink};
use crate::record::{ProxyEvent, Record};
use crate::route::Route;
use connection::Connection;
use lrsocket_faults::TrafficFault;

/// Gets to know what happens.
pub trait Observer {
    /// How much of each message it wants; if that is 0, nothing looks at the bytes.
    fn wants(&self) -> usize;
    /// Something happened.
    fn record(&mut self, record: &Record<'_>);
    /// Nothing more happens for the moment.
    fn flush(&mut self);
}

/// Why a proxy could not begin.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A port could not be opened.
    #[error("cannot listen on port {port}: {error}")]
    Listen {
        /// Which.
        port: u16,
        /// Why.
        error: std::io::Error,
    },
    /// A fault is for a port that is none of the proxy's, or for one to which it can do nothing.
    #[error("{0}: {1}")]
    NothingToDo(TrafficFault, &'static str),
}

/// What went through one port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Which.
    pub route: Route,
    /// How many connections reached the plug-in.
    pub connections: u32,
    /// How many did not.
    pub refused: u32,
    /// What passed in all of them.
    pub counts: Counts,
}

/// A proxy that listens.
#[derive(Debug)]
pub struct Proxy {
    ports: Vec<(Route, Listeners)>,
    faults: Vec<TrafficFault>,
    seed: u64,
}

/// What the tasks share.
struct Shared {
    observer: Rc<RefCell<dyn Observer>>,
    start: Instant,
    seed: u64,
    /// Those that are on, for whoever connects next.
    faults: RefCell<Vec<TrafficFault>>,
    connections: RefCell<BTreeMap<(u32, u32), Rc<Connection>>>,
    totals: RefCell<Vec<Totals>>,
    pool: RefCell<Pool>,
}

impl Proxy {
    /// Opens the ports, within a tokio runtime. The seed decides all that is random.
    pub fn open(
        routes: Vec<Route>,
        faults: Vec<TrafficFault>,
        seed: u64,
    ) -> Result<Self, OpenError> {
        let mut ports = Vec::new();
        for mut route in routes {
            let port = route.listen;
            let listeners = Listeners::open(port, false);
            let listeners = listeners.map_err(|error| OpenError::Listen { port, error })?;
            route.listen = listeners.port();
            ports.push((route, listeners));
        }
        for fault in &faults {
            if let Some(problem) = problem(fault, ports.iter().map(|(route, _)| route)) {
                return Err(OpenError::NothingToDo(*fault, problem));
            }
        }
        Ok(Proxy {
            ports,
            faults,
            seed,
        })
    }

    /// Runs until a command ends it; returns why it ended and what went through.
    pub async fn run(
        self,
        observer: Rc<RefCell<dyn Observer>>,
        mut commands: UnboundedReceiver<Command>,
    ) -> (String, Vec<Totals>) {
        let totals = self.ports.iter().map(|(route, _)| Totals {
            route: route.clone(),
            connections: 0,
            refused: 0,
            counts: Counts::default(),
        });
        let shared = Rc::new(Shared {
            observer,
            start: Instant::now(),
            seed: self.seed,
            faults: RefCell::new(self.faults),
            connections: RefCell::default(),
            totals: RefCell::new(totals.collect()),
            pool: RefCell::default(),
        });
        let local = LocalSet::new();
        let reason = local.run_until(async {
            for (route, listeners) in self.ports {
                shared.report(Some(&route), 0, ProxyEvent::Listening);
                spawn_local(accept::accept(
                    Rc::clone(&shared),
                    Rc::new(route),
                    listeners,
                ));
            }
            shared.flush();
            loop {
                match commands.recv().await {
                    Some(Command::Quit(reason)) => return reason,
                    Some(command) => control::obey(&shared, &command),
                    None => return "nobody is left who could end it".to_owned(),
                }
            }
        });
        let reason = reason.await;
        for connection in shared.connections.borrow().values() {
            shared.count(&connection.route, &connection.link.borrow());
        }
        let (status, text) = (0, reason.as_str());
        let reason_event = ProxyEvent::Exit {
            status,
            reason: text,
        };
        shared.report(None, 0, reason_event);
        shared.flush();
        let totals = shared.totals.borrow().clone();
        (reason, totals)
    }
}

impl Shared {
    fn now(&self) -> Time {
        Time::from_start(self.start.elapsed())
    }

    fn report(&self, route: Option<&Route>, connection: u32, event: ProxyEvent<'_>) {
        self.report_at(self.now(), route, connection, event);
    }

    fn report_at(&self, time: Time, route: Option<&Route>, connection: u32, event: ProxyEvent<'_>) {
        self.observer.borrow_mut().record(&Record {
            time,
            route,
            connection,
            event,
        });
    }

    fn warn(&self, route: &Route, connection: u32, rule: &str, message: &str) {
        let event = ProxyEvent::Diagnostic { rule, message };
        self.report(Some(route), connection, event);
        self.flush();
    }

    fn flush(&self) {
        self.observer.borrow_mut().flush();
    }

    /// The totals of a port.
    fn with_totals<T>(&self, route: &Route, change: impl FnOnce(&mut Totals) -> T) -> Option<T> {
        let mut all = self.totals.borrow_mut();
        all.iter_mut()
            .find(|it| it.route.id == route.id)
            .map(change)
    }

    /// Adds what went through a connection.
    fn count(&self, route: &Route, link: &ProxyLink) {
        let of = link.counts();
        self.with_totals(route, |totals| {
            let sum = &mut totals.counts;
            sum.bytes_in += of.bytes_in;
            sum.bytes_out += of.bytes_out;
            sum.messages += of.messages;
            sum.dropped_acks += of.dropped_acks;
        });
    }
}
