//! Real TCP: the network of the [`Driver`](crate::Driver).

use std::collections::HashMap;
use std::io;
use std::net::Ipv4Addr;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use lrsocket::{Port, Progress};
use lrsocket_host::SocketId;
use lrsocket_host::drive::{CLOSED, ClientState, Network, RESET, Report};
use lrsocket_proto::{Impairment, Socket, SocketAction, Time};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use crate::trouble;
use crate::wakers::Wakers;

/// The ports of all sockets.
pub(crate) struct Tcp {
    ports: HashMap<SocketId, Served>,
    wakers: Wakers,
    /// Wakes the driver for the clients that are faults.
    for_clients: Waker,
    /// Clients that leave with the next round, so that the plug-in sees them come first.
    leaving: Vec<Client>,
}

/// One port.
struct Served {
    port: Port,
    waker: Waker,
    /// What the port was last asked for, for a report of its error.
    doing: &'static str,
    /// Whether an error was reported since the port was last opened; once is enough.
    reported: bool,
}

/// A client that is a fault.
pub(crate) enum Client {
    Connecting(Pin<Box<dyn Future<Output = io::Result<TcpStream>>>>),
    Connected(TcpStream),
    Refused,
}

impl Tcp {
    pub(crate) fn new() -> Self {
        let wakers = Wakers::default();
        Tcp {
            ports: HashMap::new(),
            for_clients: wakers.waker(None),
            wakers,
            leaving: Vec::new(),
        }
    }

    /// Waits until the system has news for a socket.
    pub(crate) async fn woken(&self) {
        self.wakers.woken().await;
    }
}

impl Network for Tcp {
    type Client = Client;

    fn ready(&mut self, ids: &mut Vec<SocketId>, _now: Time) {
        self.leaving.clear();
        self.wakers.take(ids);
    }

    fn carry(&mut self, id: SocketId, machine: &mut Socket, link: Impairment, now: Time) -> bool {
        let Some(served) = self.ports.get_mut(&id) else {
            return false;
        };
        served.doing = "cannot serve";
        served.port.set_impairment(link);
        let mut cx = Context::from_waker(&served.waker);
        let progress = served.port.poll(&mut cx, machine, now);
        if machine.is_finished() {
            self.ports.remove(&id);
            return false;
        }
        if progress == Progress::Paused {
            self.wakers.note(id);
        }
        progress == Progress::Paused
    }

    fn act(
        &mut self,
        id: SocketId,
        action: SocketAction,
        machine: &mut Socket,
        link: Impairment,
        now: Time,
    ) {
        let wakers = &self.wakers;
        let served = self.ports.entry(id).or_insert_with(|| Served {
            port: Port::new(),
            waker: wakers.waker(Some(id)),
            doing: "",
            reported: false,
        });
        if matches!(action, SocketAction::Listen { .. }) {
            served.doing = "cannot listen on";
            served.reported = false;
        }
        served.port.set_impairment(link);
        served.port.apply(action, machine, now);
        wakers.note(id);
    }

    fn forget(&mut self, id: SocketId) {
        self.ports.remove(&id);
    }

    fn has_trouble(&self, id: SocketId) -> bool {
        let served = self.ports.get(&id);
        served.is_some_and(|served| !served.reported && served.port.last_error().is_some())
    }

    fn take_trouble(&mut self, id: SocketId, port: u16) -> Option<Report> {
        let served = self.ports.get_mut(&id)?;
        served.reported = true;
        let error = served.port.last_error()?;
        Some(trouble::report(served.doing, port, error))
    }

    fn kill(&mut self, id: SocketId) {
        if let Some(served) = self.ports.get_mut(&id) {
            served.port.kill();
            self.wakers.note(id);
        }
    }

    fn reset(&mut self, id: SocketId, _now: Time) {
        if let Some(served) = self.ports.get_mut(&id) {
            served.port.reset();
            self.wakers.note(id);
        }
    }

    fn connect_client(&mut self, port: u16, _now: Time) -> Client {
        Client::Connecting(Box::pin(TcpStream::connect((Ipv4Addr::LOCALHOST, port))))
    }

    fn client_state(&mut self, client: &mut Client, _now: Time) -> ClientState {
        let mut cx = Context::from_waker(&self.for_clients);
        if let Client::Connecting(connecting) = client {
            match connecting.as_mut().poll(&mut cx) {
                Poll::Pending => return ClientState::Connecting,
                Poll::Ready(Ok(stream)) => *client = Client::Connected(stream),
                Poll::Ready(Err(_)) => *client = Client::Refused,
            }
        }
        match client {
            Client::Connected(stream) => read_to_end(stream, &mut cx),
            Client::Connecting(_) | Client::Refused => ClientState::Refused,
        }
    }

    fn disconnect_client(&mut self, client: Client, _now: Time) {
        self.leaving.push(client);
    }
}

/// Ignores what the plug-in sends, until the connection ends.
fn read_to_end(stream: &mut TcpStream, cx: &mut Context<'_>) -> ClientState {
    let mut ignored = [0; 1024];
    loop {
        match pin!(stream.read(&mut ignored)).poll(cx) {
            Poll::Pending => return ClientState::Connected,
            Poll::Ready(Ok(0)) => return ClientState::Disconnected(CLOSED.to_owned()),
            Poll::Ready(Ok(_)) => {}
            Poll::Ready(Err(error)) if error.kind() == io::ErrorKind::ConnectionReset => {
                return ClientState::Disconnected(RESET.to_owned());
            }
            Poll::Ready(Err(error)) => return ClientState::Disconnected(error.to_string()),
        }
    }
}
