//! Plug-ins to connect to.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use lrsocket::remote::{Ports, RemoteEvent};
use lrsocket::{LrSocket, Mode, Remote};

use super::{bind, connecting};

/// Starts a plug-in that answers `ping` with `pong`, `silence` with nothing, and any other line with
/// itself; when it is left, it waits for the next client.
pub(crate) async fn start_echo() -> Ports {
    let (receive, send, ports) = bind_both().await;
    tokio::spawn(echo(receive, send));
    ports
}

pub(crate) async fn bind_both() -> (LrSocket, LrSocket, Ports) {
    let (mut receive, mut send) = (bind(Mode::Receive), bind(Mode::Send));
    let ports = Ports::Both {
        receive: connecting(&mut receive).await,
        send: connecting(&mut send).await,
    };
    (receive, send, ports)
}

pub(crate) async fn echo(mut receive: LrSocket, mut send: LrSocket) {
    loop {
        tokio::select! {
            event = receive.event() => match event {
                Some(lrsocket::LrSocketEvent::Message(line)) => {
                    let mut answer = match &line[..] {
                        b"ping" => b"pong".to_vec(),
                        b"silence" => continue,
                        _ => line,
                    };
                    answer.push(b'\n');
                    send.send(&answer).unwrap();
                }
                Some(lrsocket::LrSocketEvent::Closed | lrsocket::LrSocketEvent::Error(_)) => {
                    receive.reconnect().unwrap();
                    send.reconnect().unwrap();
                }
                _ => {}
            },
            _ = send.event() => {}
        }
    }
}

/// The ports of a plug-in made of plain listeners, for what no LrSocket does.
pub(crate) struct Raw {
    pub(crate) receive: TcpListener,
    pub(crate) send: TcpListener,
}

impl Raw {
    pub(crate) fn new() -> (Raw, Ports) {
        let listen = || TcpListener::bind("127.0.0.1:0").unwrap();
        let raw = Raw {
            receive: listen(),
            send: listen(),
        };
        let port = |listener: &TcpListener| listener.local_addr().unwrap().port();
        let ports = Ports::Both {
            receive: port(&raw.receive),
            send: port(&raw.send),
        };
        (raw, ports)
    }

    /// Takes one client and runs `serve` on a thread, with both of its streams.
    pub(crate) fn serve<T: Send + 'static>(
        self,
        serve: impl FnOnce(BufReader<TcpStream>, TcpStream) -> T + Send + 'static,
    ) -> std::thread::JoinHandle<T> {
        std::thread::spawn(move || {
            let (receive, _) = self.receive.accept().unwrap();
            let (send, _) = self.send.accept().unwrap();
            serve(BufReader::new(receive), send)
        })
    }
}

/// Answers the ping of a raw plug-in.
pub(crate) fn pong(receive: &mut BufReader<TcpStream>, mut send: &TcpStream) {
    let mut line = String::new();
    receive.read_line(&mut line).unwrap();
    assert_eq!(line, "ping\n");
    receive.get_mut().write_all(b"ok\n").unwrap();
    send.write_all(b"pong\n").unwrap();
}

/// The next event, which must come within ten seconds of real time.
pub(crate) async fn next(remote: &mut Remote) -> RemoteEvent<'_> {
    tokio::time::timeout(Duration::from_secs(10), remote.next())
        .await
        .expect("an event within ten seconds")
        .expect("it has not given up")
}

/// Waits until it is ready, for ten seconds of real time.
pub(crate) async fn ready(remote: &mut Remote) {
    tokio::time::timeout(Duration::from_secs(10), remote.ready())
        .await
        .expect("it is ready within ten seconds")
        .expect("it has not given up");
}

/// Passes over events up to this one.
pub(crate) async fn until(remote: &mut Remote, wanted: RemoteEvent<'_>) {
    while next(remote).await != wanted {}
}
