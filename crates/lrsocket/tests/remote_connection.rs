//! The outside end against this crate's plug-in end, over real TCP.

mod common;

use std::time::Duration;

use common::{bind, connecting};
use lrsocket::remote::{Event, Options, Ports};
use lrsocket::{LrSocket, Mode, Remote};

/// A plug-in that answers `ping` with `pong`, and any other line with itself.
async fn echo(mut receive: LrSocket, mut send: LrSocket) {
    loop {
        tokio::select! {
            event = receive.event() => match event {
                Some(lrsocket::Event::Message(line)) => {
                    let mut answer = if line == b"ping" { b"pong".to_vec() } else { line };
                    answer.push(b'\n');
                    send.send(&answer).unwrap();
                }
                Some(lrsocket::Event::Closed | lrsocket::Event::Error(_)) => {
                    receive.reconnect().unwrap();
                    send.reconnect().unwrap();
                }
                _ => {}
            },
            _ = send.event() => {}
        }
    }
}

async fn start_echo() -> Ports {
    let (mut receive, mut send) = (bind(Mode::Receive), bind(Mode::Send));
    let ports = Ports::Both {
        receive: connecting(&mut receive).await,
        send: connecting(&mut send).await,
    };
    tokio::spawn(echo(receive, send));
    ports
}

#[tokio::test]
async fn connects_pings_sends_and_receives() {
    let ports = start_echo().await;
    let mut remote = Remote::connect(Options::new(ports).ping("ping", "pong"));
    assert_eq!(
        remote.next().await,
        Some(Event::Connecting { ports, attempt: 1 })
    );
    assert_eq!(remote.next().await, Some(Event::Connected));
    assert_eq!(remote.next().await, Some(Event::Ready));
    let sender = remote.sender();
    sender.send("Exposure = 0.5").unwrap();
    sender.send("Contrast = 3\n").unwrap();
    assert_eq!(remote.next().await, Some(Event::Line(b"Exposure = 0.5")));
    assert_eq!(remote.next().await, Some(Event::Line(b"Contrast = 3")));
    let answer = remote
        .request("Tint", |line| Some(line.len()), Duration::from_secs(5))
        .await;
    assert_eq!(answer, Ok(4));
    assert_eq!(remote.acknowledged(), 4);
    remote.close().await.unwrap();
}
