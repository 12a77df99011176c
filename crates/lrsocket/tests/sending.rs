//! Sending over real TCP (§7).

mod common;

use std::time::{Duration, Instant};

use common::{Client, bind, bind_with, connected, connecting, event, nothing_for};
use lrsocket::proto::SendSeesClose;
use lrsocket::{Diagnostic, LrSocketEvent, Mode, Phase};
use tokio::io::AsyncWriteExt;

#[tokio::test]
async fn b7_1_bytes_go_out_in_order_and_as_they_are() {
    let mut socket = bind(Mode::Send);
    let mut client = connected(&mut socket).await;
    socket.send(b"one\n").unwrap();
    socket.send(b"\0\xff").unwrap();
    socket.flush().await;
    client.expect(b"one\n\0\xff").await;
}

#[tokio::test]
async fn b7_2_what_was_sent_before_a_client_came_is_flushed_to_it() {
    let mut socket = bind(Mode::Send);
    socket.send(b"early\n").unwrap();
    socket.flush().await;
    let mut client = connected(&mut socket).await;
    socket.flush().await;
    client.expect(b"early\n").await;
}

#[tokio::test]
async fn b3_5_a_send_socket_hears_of_its_client_by_a_failed_write() {
    let mut socket = bind(Mode::Send);
    drop(connected(&mut socket).await);
    nothing_for(&mut socket, Duration::from_millis(20)).await;
    // The first write is answered by a reset, the second one fails.
    let closed = async {
        loop {
            socket.send(b"anybody?\n").unwrap();
            if let Ok(event) = tokio::time::timeout(Duration::from_millis(1), socket.event()).await
            {
                break event;
            }
        }
    };
    assert_eq!(closed.await, Some(LrSocketEvent::Closed));
    assert_eq!(socket.phase(), Phase::Idle);
}

#[tokio::test]
async fn b3_5_prompt_is_prompt() {
    let mut socket = bind_with(Mode::Send, |profile| {
        profile.send_sees_close = SendSeesClose::Prompt;
    });
    drop(connected(&mut socket).await);
    assert_eq!(event(&mut socket).await, LrSocketEvent::Closed);
    socket.reconnect().unwrap();
    connected(&mut socket).await.reset();
    assert_eq!(event(&mut socket).await, LrSocketEvent::Closed);
}

#[tokio::test]
async fn b7_4_a_client_that_does_not_read_costs_what_the_window_holds() {
    let mut socket = bind_with(Mode::Send, |profile| profile.send_window = 1 << 20);
    let mut client = connected(&mut socket).await;
    let message = vec![b'x'; 1 << 16];
    let mut sent = 0;
    let full = loop {
        socket.send(&message).unwrap();
        if let Some(diagnostic) = socket.poll_diagnostic() {
            break diagnostic;
        }
        sent += message.len();
        let _ = tokio::time::timeout(Duration::ZERO, socket.event()).await;
    };
    assert_eq!(full, Diagnostic::SendWindowFull { message: 1 << 16 });
    // Whole messages are dropped, never parts.
    let reader = tokio::spawn(async move { client.rest().await.unwrap().len() });
    socket.flush().await;
    socket.close().await;
    assert_eq!(reader.await.unwrap(), sent);
}

#[tokio::test]
async fn b7_7_close_writes_what_is_queued_and_then_fin() {
    let mut socket = bind(Mode::Send);
    let mut client = connected(&mut socket).await;
    let mut expected = Vec::new();
    for line in 0..400_000 {
        let line = format!("{line}\n");
        socket.send(line.as_bytes()).unwrap();
        expected.extend_from_slice(line.as_bytes());
    }
    client.write(b"bytes that nobody reads").await;
    let reader = tokio::spawn(async move { client.rest().await.unwrap() });
    socket.close().await;
    drop(socket);
    assert!(reader.await.unwrap() == expected);
}

#[tokio::test]
async fn b7_7_close_waits_for_a_stuck_client_one_second_and_no_longer() {
    let mut socket = bind(Mode::Send);
    let mut client = connected(&mut socket).await;
    // A client that has closed its own direction, and does not read either.
    client.stream.shutdown().await.unwrap();
    socket.send(&vec![b'x'; 64 << 20]).unwrap();
    let start = Instant::now();
    socket.close().await;
    let waited = start.elapsed();
    assert!(waited >= Duration::from_secs(1), "{waited:?}");
    assert!(waited < Duration::from_secs(5), "{waited:?}");
    assert!(matches!(
        socket.poll_diagnostic(),
        Some(Diagnostic::UnsentDropped { .. })
    ));
    let _: Client = client;
}

#[tokio::test]
async fn b7_7_close_stall_stands_still() {
    let mut socket = bind_with(Mode::Send, |profile| {
        profile.close_stall = Duration::from_millis(50);
    });
    connecting(&mut socket).await;
    let start = Instant::now();
    socket.close().await;
    assert!(start.elapsed() >= Duration::from_millis(50));
}

#[tokio::test]
async fn dropping_drops_the_connection() {
    let mut socket = bind(Mode::Send);
    let mut client = connected(&mut socket).await;
    drop(socket);
    assert_eq!(client.rest().await.unwrap(), b"");
}
