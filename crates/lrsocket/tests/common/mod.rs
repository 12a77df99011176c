//! The outside program, and shorthands for the plug-in's end.
#![allow(dead_code, reason = "every test file uses its own part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy takes only the tests themselves for tests"
)]

pub(crate) mod echo;

use std::net::Ipv4Addr;
use std::time::Duration;

use lrsocket::{Config, LrSocket, LrSocketEvent, Mode, Profile, RequestedPort};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// Binds any free port. Nothing here may hang: a client that does not come fails the test.
pub(crate) fn bind(mode: Mode) -> LrSocket {
    bind_with(mode, |_| {})
}

pub(crate) fn bind_with(mode: Mode, change: impl FnOnce(&mut Profile)) -> LrSocket {
    let mut profile = Profile::measured();
    change(&mut profile);
    lrsocket::bind_with(Config::new(mode, RequestedPort::ANY), profile)
}

pub(crate) fn bind_port(mode: Mode, port: u16) -> LrSocket {
    lrsocket::bind(Config::new(mode, RequestedPort::new(port)))
}

/// The next event, which must come within ten seconds of real time.
pub(crate) async fn event(socket: &mut LrSocket) -> LrSocketEvent {
    tokio::time::timeout(Duration::from_secs(10), socket.event())
        .await
        .expect("an event within ten seconds")
        .expect("the socket is not closed")
}

/// Takes the `Connecting` that is due; returns the port.
pub(crate) async fn connecting(socket: &mut LrSocket) -> u16 {
    match event(socket).await {
        LrSocketEvent::Connecting { port } => port,
        other => panic!("instead of Connecting: {other:?}"),
    }
}

/// Connects a client and takes the events of it.
pub(crate) async fn connected(socket: &mut LrSocket) -> Client {
    let port = connecting(socket).await;
    let client = Client::connect(port).await;
    assert_eq!(event(socket).await, LrSocketEvent::Connected { port });
    client
}

/// Runs the socket until no event comes for a moment in which one could have.
pub(crate) async fn nothing_for(socket: &mut LrSocket, time: Duration) {
    if let Ok(event) = tokio::time::timeout(time, socket.event()).await {
        panic!("instead of nothing: {event:?}");
    }
}

pub(crate) fn message(text: &str) -> LrSocketEvent {
    LrSocketEvent::Message(text.into())
}

/// A plain TCP client.
pub(crate) struct Client {
    pub(crate) stream: TcpStream,
}

impl Client {
    pub(crate) async fn connect(port: u16) -> Client {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Client { stream }
    }

    /// A client whose system takes little that it does not read.
    pub(crate) async fn connect_small(port: u16) -> Client {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4096).unwrap();
        let address = (Ipv4Addr::LOCALHOST, port).into();
        let stream = socket.connect(address).await.unwrap();
        Client { stream }
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    /// Reads exactly as many bytes as `expected` has, and compares.
    pub(crate) async fn expect(&mut self, expected: &[u8]) {
        let mut bytes = vec![0; expected.len()];
        self.stream.read_exact(&mut bytes).await.unwrap();
        assert_eq!(bytes, expected);
    }

    /// Reads until the end of the stream.
    pub(crate) async fn rest(&mut self) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.stream.read_to_end(&mut bytes).await.map(|_| bytes)
    }

    /// Closes with a reset instead of a FIN.
    pub(crate) fn reset(self) {
        socket2::SockRef::from(&self.stream)
            .set_linger(Some(Duration::ZERO))
            .unwrap();
    }
}
