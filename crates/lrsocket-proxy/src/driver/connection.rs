//! Moves the bytes of one connection.

use std::cell::RefCell;
use std::future::poll_fn;
use std::io::{self, Read};
use std::net::Shutdown;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::BufMut;
use lrsocket_proto::Time;
use socket2::SockRef;
use tokio::io::{AsyncReadExt, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};

use super::Shared;
use crate::link::{ProxyAction, ProxyLink, READ_SIZE, Seen, Side};
use crate::record::ProxyEvent;
use crate::route::Route;
use lrsocket_faults::Ending;

/// How often bytes are moved before other connections have their turn.
const ROUNDS: usize = 16;

/// One connection, as commands reach it.
pub(super) struct Connection {
    pub(super) route: Rc<Route>,
    pub(super) number: u32,
    pub(super) link: RefCell<ProxyLink>,
    waker: RefCell<Option<Waker>>,
}

impl Connection {
    /// Serves it until it ends.
    pub(super) async fn serve(
        shared: &Rc<Shared>,
        route: Rc<Route>,
        number: u32,
        remote: TcpStream,
        plugin: TcpStream,
    ) {
        let wanted = shared.observer.borrow().wants();
        let key = (route.id, number);
        // So that what one connection draws does not depend on when others come.
        let seed = shared.seed ^ (u64::from(route.id) << 32) ^ u64::from(number);
        let connection = Rc::new(Connection {
            link: RefCell::new(ProxyLink::new(route.mode, wanted, seed)),
            route,
            number,
            waker: RefCell::default(),
        });
        connection.begin(shared);
        let mut pump = Pump {
            shared,
            connection: &connection,
            remote,
            plugin,
            timer: None,
        };
        poll_fn(|cx| pump.poll(cx)).await;
        drop(pump);
        shared.connections.borrow_mut().remove(&key);
        shared.count(&connection.route, &connection.link.borrow());
        shared.flush();
    }

    /// Puts on the faults there are, and lets commands reach it.
    fn begin(self: &Rc<Self>, shared: &Shared) {
        let now = shared.now();
        let mut link = self.link.borrow_mut();
        let faults = shared.faults.borrow();
        for fault in faults
            .iter()
            .filter(|it| it.scope.covers(self.route.mode, self.route.listen))
        {
            link.arm(*fault, now, &mut |seen| self.report(shared, now, seen));
        }
        let mut all = shared.connections.borrow_mut();
        all.insert((self.route.id, self.number), Rc::clone(self));
    }

    pub(super) fn report(&self, shared: &Shared, now: Time, seen: Seen<'_>) {
        shared.report_at(now, Some(&self.route), self.number, ProxyEvent::Seen(seen));
    }

    /// Lets it look at its faults again.
    pub(super) fn wake(&self) {
        if let Some(waker) = &*self.waker.borrow() {
            waker.wake_by_ref();
        }
    }
}

struct Pump<'a> {
    shared: &'a Shared,
    connection: &'a Connection,
    remote: TcpStream,
    plugin: TcpStream,
    /// Made when it is needed first: most connections have no deadline.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Pump<'_> {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let connection = self.connection;
        self.remember(cx.waker());
        let mut link = connection.link.borrow_mut();
        let ended = loop {
            let now = self.shared.now();
            link.handle_timeout(now, &mut |seen| connection.report(self.shared, now, seen));
            let moved = self.rounds(cx, &mut link, now);
            if self.carry_out(&mut link) {
                break true;
            }
            if moved {
                // The others first.
                cx.waker().wake_by_ref();
                break false;
            }
            if self.sleep(cx, link.next_deadline()) {
                break false;
            }
        };
        self.shared.flush();
        if ended {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }

    /// Moves bytes until there are none or it is enough for one turn; whether there may be more.
    fn rounds(&mut self, cx: &mut Context<'_>, link: &mut ProxyLink, now: Time) -> bool {
        for _ in 0..ROUNDS {
            let mut moved = false;
            for from in [Side::Remote, Side::Plugin] {
                moved |= self.write(cx, link, from, now);
                moved |= self.read(cx, link, from, now);
                moved |= self.write(cx, link, from, now);
            }
            if !moved || link.is_closed() {
                return false;
            }
        }
        true
    }

    fn read(&mut self, cx: &mut Context<'_>, link: &mut ProxyLink, from: Side, now: Time) -> bool {
        if !link.read_wanted(from) {
            return false;
        }
        let (connection, shared) = (self.connection, self.shared);
        let seen = &mut |seen: Seen<'_>| connection.report(shared, now, seen);
        let mut pool = shared.pool.borrow_mut();
        let stream = self.stream(from);
        let mut limited = link.read_buffer(from, &mut pool).limit(READ_SIZE);
        let read = pin!(stream.read_buf(&mut limited)).poll(cx);
        match read {
            Poll::Pending => {
                link.recycle(from, &mut pool);
                return false;
            }
            Poll::Ready(Ok(0)) => link.handle_end(from, now, seen),
            Poll::Ready(Ok(_)) => link.handle_received(from, now, seen),
            Poll::Ready(Err(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Poll::Ready(Err(_)) => link.handle_reset(from, seen),
        }
        true
    }

    /// Writes what has come from this side.
    fn write(&mut self, cx: &mut Context<'_>, link: &mut ProxyLink, from: Side, now: Time) -> bool {
        let (connection, shared) = (self.connection, self.shared);
        let seen = &mut |seen: Seen<'_>| connection.report(shared, now, seen);
        let mut moved = false;
        while !link.transmit(from).is_empty() {
            let stream = self.stream(from.other());
            match Pin::new(stream).poll_write(cx, link.transmit(from)) {
                Poll::Pending => break,
                Poll::Ready(Ok(count)) if count > 0 => {
                    moved = true;
                    link.handle_transmitted(from, count, now, seen);
                }
                Poll::Ready(Err(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                Poll::Ready(_) => link.handle_reset(from.other(), seen),
            }
        }
        link.recycle(from, &mut shared.pool.borrow_mut());
        moved
    }

    /// Does what the link asks for; whether the connection has ended.
    fn carry_out(&mut self, link: &mut ProxyLink) -> bool {
        while let Some(action) = link.poll_action() {
            match action {
                // Whoever is gone already needs no end.
                ProxyAction::Finish(side) => {
                    let _ = SockRef::from(&*self.stream(side)).shutdown(Shutdown::Write);
                }
                ProxyAction::Close { remote, plugin } => {
                    end(&self.remote, remote);
                    end(&self.plugin, plugin);
                    return true;
                }
            }
        }
        false
    }

    /// Sets the alarm for the deadline; `false` if it has passed already.
    fn sleep(&mut self, cx: &mut Context<'_>, deadline: Option<Time>) -> bool {
        let Some(deadline) = deadline else {
            return true;
        };
        // The parser lets nothing pass that is too far away for the clock.
        let after = self.shared.start.checked_add(deadline.since_start());
        let at = after.map_or_else(
            || Instant::now() + Duration::from_secs(3600),
            Instant::from_std,
        );
        let timer = self
            .timer
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(at)));
        timer.as_mut().reset(at);
        timer.as_mut().poll(cx).is_pending()
    }

    fn stream(&mut self, side: Side) -> &mut TcpStream {
        match side {
            Side::Remote => &mut self.remote,
            Side::Plugin => &mut self.plugin,
        }
    }

    fn remember(&self, waker: &Waker) {
        let mut kept = self.connection.waker.borrow_mut();
        if !kept.as_ref().is_some_and(|kept| kept.will_wake(waker)) {
            *kept = Some(waker.clone());
        }
    }
}

/// Ends one side. All of it is best effort: nobody is left to be reported.
fn end(stream: &TcpStream, how: Ending) {
    // Past tokio, which may not have heard yet that there is something to read.
    let socket = SockRef::from(stream);
    match how {
        Ending::Reset => {
            let _ = socket.set_linger(Some(Duration::ZERO));
        }
        Ending::Fin => {
            let _ = socket.shutdown(Shutdown::Write);
            // Unread bytes would turn the end into a reset, which may cost the other what it was
            // sent.
            let mut socket: &socket2::Socket = &socket;
            let mut unread = [0; 16 * 1024];
            for _ in 0..64 {
                if !matches!(socket.read(&mut unread), Ok(count) if count > 0) {
                    break;
                }
            }
        }
    }
}
