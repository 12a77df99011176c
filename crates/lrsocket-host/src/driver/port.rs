//! The task of one socket: moves bytes between its machine and the network.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use lrsocket::{Port, Progress};
use lrsocket_proto::{OneShotFault, Phase, Socket, SocketAction, Time};
use tokio::task::{AbortHandle, spawn_local};

use super::outside::{second_client, storm};
use super::{Shared, report_io_error};
use crate::host::Host;
use crate::outside;
use crate::settings::Clock;
use crate::sockets::SocketId;

/// The task of one socket.
pub(super) struct PortTask {
    id: SocketId,
    port: RefCell<Port>,
    /// Wakes the task, once it has been polled.
    waker: RefCell<Option<Waker>>,
    finished: Cell<bool>,
    /// Whether an error has been told since the port was last opened; once is enough.
    told: Cell<bool>,
    /// The client of the fault `second_client`.
    second: RefCell<Option<AbortHandle>>,
}

impl PortTask {
    /// Starts the task.
    pub(super) fn spawn(shared: Rc<Shared>, id: SocketId) -> Rc<Self> {
        let task = Rc::new(PortTask {
            id,
            port: RefCell::new(Port::new()),
            waker: RefCell::new(None),
            finished: Cell::new(false),
            told: Cell::new(false),
            second: RefCell::new(None),
        });
        let this = Rc::clone(&task);
        spawn_local(poll_fn(move |cx| this.poll(&shared, cx)));
        task
    }

    /// Carries out an action of the machine.
    pub(super) fn apply(&self, host: &mut Host, action: SocketAction, now: Time) {
        let listening = matches!(action, SocketAction::Listen { .. });
        let mut port = self.port.borrow_mut();
        host.with_socket(self.id, |machine| port.apply(action, machine, now));
        if listening {
            let error = port.last_error();
            if let Some(error) = error {
                report_io_error(host, self.id, "cannot listen on", error);
            }
            self.told.set(error.is_some());
        }
        self.wake();
    }

    /// Lets the task look at its machine again.
    pub(super) fn wake(&self) {
        if let Some(waker) = self.waker.borrow().as_ref() {
            waker.wake_by_ref();
        }
    }

    /// Whether the socket is closed and all is done for it.
    pub(super) fn is_finished(&self) -> bool {
        self.finished.get()
    }

    fn poll(&self, shared: &Rc<Shared>, cx: &mut Context<'_>) -> Poll<()> {
        let mut waker = self.waker.borrow_mut();
        if !waker
            .as_ref()
            .is_some_and(|waker| waker.will_wake(cx.waker()))
        {
            *waker = Some(cx.waker().clone());
        }
        let now = shared.clock.now();
        let mut host = shared.host.borrow_mut();
        let mut port = self.port.borrow_mut();
        let link = host.impairment(self.id);
        port.set_impairment(link);
        let (progress, news, finished) = host.with_socket(self.id, |machine| {
            let progress = port.poll(cx, machine, now);
            (progress, machine.has_event(), machine.is_finished())
        });
        if let Some(error) = port.last_error()
            && !self.told.replace(true)
        {
            report_io_error(&mut host, self.id, "cannot serve", error);
        }
        if news || finished || host.has_output() {
            shared.news.notify_one();
        }
        if finished {
            self.finished.set(true);
            return Poll::Ready(());
        }
        self.attend(shared, &mut host, link.second_client);
        let strike = host.poll_one_shot(self.id);
        if let Some(strike) = strike {
            self.strike(shared, &mut host, &mut port, strike);
        }
        if progress == Progress::Paused || strike.is_some() {
            cx.waker().wake_by_ref();
        }
        Poll::Pending
    }

    /// Lets a second client come or go (B1.6).
    fn attend(&self, shared: &Rc<Shared>, host: &mut Host, wanted: bool) {
        let mut second = self.second.borrow_mut();
        if !wanted {
            if let Some(second) = second.take() {
                second.abort();
            }
            return;
        }
        let connected =
            |machine: &mut Socket| (machine.phase() == Phase::Connected, machine.port());
        if second.as_ref().is_none_or(AbortHandle::is_finished)
            && let (true, Some(port)) = host.with_socket(self.id, connected)
        {
            let client = second_client(Rc::clone(shared), self.id, port);
            *second = Some(spawn_local(client).abort_handle());
        }
    }

    /// Lets it happen, and tells of it.
    fn strike(&self, shared: &Rc<Shared>, host: &mut Host, port: &mut Port, strike: OneShotFault) {
        match strike {
            OneShotFault::Vanish => {
                port.kill();
                outside::tell(host, self.id, outside::vanished());
            }
            OneShotFault::Reset => {
                port.reset();
                outside::tell(host, self.id, outside::reset());
            }
            OneShotFault::Storm { clients } => {
                let number = host.socket_info(self.id).port;
                spawn_local(storm(Rc::clone(shared), self.id, number, clients));
            }
        }
        shared.news.notify_one();
    }
}
