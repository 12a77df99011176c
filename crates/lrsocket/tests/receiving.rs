//! Receiving over real TCP (§6).

mod common;

use std::time::Duration;

use common::{Client, bind, bind_with, connected, connecting, event, message};
use lrsocket::{Diagnostic, LrSocketEvent, Mode};
use tokio::io::AsyncWriteExt;

#[tokio::test]
async fn b6_3_a_line_waits_for_its_newline_over_packets() {
    let mut socket = bind(Mode::Receive);
    let mut client = connected(&mut socket).await;
    for packet in ["Expo", "sure", " = 1\r", "\nContr"] {
        client.write(packet.as_bytes()).await;
        tokio::task::yield_now().await;
    }
    assert_eq!(event(&mut socket).await, message("Exposure = 1"));
    common::nothing_for(&mut socket, Duration::from_millis(5)).await;
    client.write(b"ast\n\n").await;
    assert_eq!(event(&mut socket).await, message("Contrast"));
    assert_eq!(event(&mut socket).await, message("")); // B6.2
}

#[tokio::test]
async fn b6_4_bytes_without_a_newline_are_dropped_with_a_diagnostic() {
    let mut socket = bind(Mode::Receive);
    let mut client = connected(&mut socket).await;
    client.write(b"whole\nhalf").await;
    drop(client);
    assert_eq!(event(&mut socket).await, message("whole"));
    assert_eq!(event(&mut socket).await, LrSocketEvent::Closed);
    assert_eq!(
        socket.poll_diagnostic(),
        Some(Diagnostic::TrailingBytesDropped { count: 4 })
    );
}

#[tokio::test]
async fn b6_5_a_flood_without_newlines_is_cut_off() {
    const MAX_LINE: usize = 1 << 20;
    let mut socket = bind_with(Mode::Receive, |profile| profile.max_line = MAX_LINE);
    let mut client = connected(&mut socket).await;
    let flood = tokio::spawn(async move {
        let mut sent = 0;
        let block = vec![b'x'; 1 << 16];
        while sent < 100_000_000 && client.stream.write_all(&block).await.is_ok() {
            sent += block.len();
        }
        sent
    });
    assert_eq!(event(&mut socket).await, LrSocketEvent::Closed);
    assert_eq!(
        socket.poll_diagnostic(),
        Some(Diagnostic::LineTooLong { max_line: MAX_LINE })
    );
    let sent = flood.await.unwrap();
    assert!(sent < 50_000_000, "{sent} bytes were taken");
}

#[tokio::test]
async fn b6_5_sixteen_mebibytes_pass() {
    let mut socket = bind(Mode::Receive);
    let mut client = connected(&mut socket).await;
    let mut line = vec![b'x'; 16 << 20];
    let expected = LrSocketEvent::Message(line.clone());
    line.push(b'\n');
    let writer = tokio::spawn(async move {
        client.write(&line).await;
        client.expect(b"ok\n").await;
    });
    assert!(event(&mut socket).await == expected);
    writer.await.unwrap();
}

#[tokio::test]
async fn b6_7_the_first_line_is_acknowledged_before_it_is_delivered() {
    let mut socket = bind(Mode::Receive);
    let mut client = connected(&mut socket).await;
    client.write(b"one\n").await;
    assert_eq!(event(&mut socket).await, message("one"));
    client.expect(b"ok\n").await; // The socket is not driven meanwhile.
}

#[tokio::test]
async fn b6_7_every_line_of_a_burst_is_acknowledged() {
    const LINES: usize = 20_000;
    let mut socket = bind(Mode::Receive);
    let mut client = connected(&mut socket).await;
    client.write(&b"x\n".repeat(LINES)).await;
    client.stream.shutdown().await.unwrap();
    let mut count = 0;
    while event(&mut socket).await == message("x") {
        count += 1;
    }
    assert_eq!(count, LINES);
    assert_eq!(client.rest().await.unwrap(), b"ok\n".repeat(LINES));
}

#[tokio::test]
async fn b6_7_a_client_that_never_reads_does_not_stall_delivery() {
    let mut socket = bind(Mode::Receive);
    let port = connecting(&mut socket).await;
    let mut client = Client::connect_small(port).await;
    assert_eq!(event(&mut socket).await, LrSocketEvent::Connected { port });
    let writer = tokio::spawn(async move {
        let block = b"x\n".repeat(50_000);
        while client.stream.write_all(&block).await.is_ok() {}
    });
    // How many it takes depends on the system's buffers.
    let diagnostic = loop {
        assert_eq!(socket.event().await, Some(message("x")));
        if let Some(diagnostic) = socket.poll_diagnostic() {
            break diagnostic;
        }
    };
    assert_eq!(diagnostic, Diagnostic::AcksDropped);
    for _ in 0..200_000 {
        assert_eq!(socket.event().await, Some(message("x")));
    }
    drop(socket);
    writer.await.unwrap();
}

#[tokio::test]
async fn b6_9_a_slow_plug_in_pushes_back_and_loses_nothing() {
    const LINES: usize = 24_000;
    let mut socket = bind_with(Mode::Receive, |profile| profile.receive_window = 1 << 16);
    let client = connected(&mut socket).await;
    let (mut reader, mut writer) = client.stream.into_split();
    let acks =
        tokio::spawn(async move { tokio::io::copy(&mut reader, &mut tokio::io::sink()).await });
    let sender = tokio::spawn(async move {
        for line in 0..LINES {
            let line = format!("{line:>1000}\n");
            writer.write_all(line.as_bytes()).await.unwrap();
        }
    });
    // The plug-in is busy: whatever the sender tries, the system's buffers are all it fills.
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
    assert!(!sender.is_finished(), "24 MB do not fit anywhere");
    for line in 0..LINES {
        assert_eq!(event(&mut socket).await, message(&format!("{line:>1000}")));
    }
    sender.await.unwrap();
    assert_eq!(event(&mut socket).await, LrSocketEvent::Closed);
    drop(socket);
    let _ = acks.await;
}

#[tokio::test]
async fn b3_4_a_reset_is_a_close_after_the_lines_before_it() {
    let mut socket = bind(Mode::Receive);
    let mut client = connected(&mut socket).await;
    client.write(b"last words\n").await;
    assert_eq!(event(&mut socket).await, message("last words"));
    client.reset();
    assert_eq!(event(&mut socket).await, LrSocketEvent::Closed);
}

#[tokio::test]
async fn events_survive_a_dropped_future() {
    let mut socket = bind(Mode::Receive);
    let mut client = connected(&mut socket).await;
    for line in 0..200 {
        client.write(format!("{line}\n").as_bytes()).await;
    }
    let mut next = 0;
    while next < 200 {
        tokio::select! {
            biased;
            () = tokio::task::yield_now() => {}
            event = socket.event() => {
                assert_eq!(event, Some(message(&next.to_string())));
                next += 1;
            }
        }
    }
}

#[tokio::test]
async fn a_busy_socket_leaves_others_their_turn() {
    let mut socket = bind(Mode::Receive);
    let mut client = connected(&mut socket).await;
    client.write(&b"x\n".repeat(10_000)).await;
    let other = tokio::spawn(async {});
    for _ in 0..5_000 {
        assert_eq!(event(&mut socket).await, message("x"));
    }
    assert!(other.is_finished());
    let _: Client = client;
}
