//! Which sockets the system has news for: what makes a thousand idle ones cost nothing.

use std::future::poll_fn;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Wake, Waker};

use lrsocket_host::SocketId;

/// What was woken since the last look, and the task to wake for more.
#[derive(Clone, Default)]
pub(crate) struct Wakers(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// May name a socket twice.
    sockets: Vec<SocketId>,
    /// A client that is a fault was woken.
    client: bool,
    /// The task of the driver, while it waits.
    driver: Option<Waker>,
}

/// Wakes the driver for one socket, or for the clients that are faults.
struct Bell {
    socket: Option<SocketId>,
    wakers: Wakers,
}

impl Wakers {
    /// The waker of this socket; `None` stands for the clients that are faults.
    pub(crate) fn waker(&self, socket: Option<SocketId>) -> Waker {
        Waker::from(Arc::new(Bell {
            socket,
            wakers: self.clone(),
        }))
    }

    /// Moves the sockets that were woken to the end of `ids`.
    pub(crate) fn take(&self, ids: &mut Vec<SocketId>) {
        let mut state = self.state();
        ids.append(&mut state.sockets);
        state.client = false;
    }

    /// Notes a socket to be looked at in the next round. Wakes nobody: the driver is running.
    pub(crate) fn note(&self, id: SocketId) {
        self.state().sockets.push(id);
    }

    /// Waits until something was woken.
    pub(crate) async fn woken(&self) {
        poll_fn(|cx| {
            let mut state = self.state();
            if state.client || !state.sockets.is_empty() {
                return Poll::Ready(());
            }
            let waker = state.driver.get_or_insert_with(|| cx.waker().clone());
            waker.clone_from(cx.waker());
            Poll::Pending
        })
        .await;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let mut state = self.wakers.state();
        match self.socket {
            Some(id) => state.sockets.push(id),
            None => state.client = true,
        }
        let driver = mem::take(&mut state.driver);
        drop(state);
        if let Some(driver) = driver {
            driver.wake();
        }
    }
}
