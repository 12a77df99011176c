//! Opening, accepting and letting go of the port.

mod common;

use std::time::Duration;

use common::{Client, bind, bind_port, bind_with, connected, connecting, event, message};
use lrsocket::{LrSocket, LrSocketEvent, Mode, Phase, SocketError};

#[tokio::test]
async fn b1_8_the_system_chooses_the_port() {
    let mut socket = bind(Mode::Receive);
    let port = connecting(&mut socket).await;
    assert_ne!(port, 0);
    assert_eq!(socket.port(), Some(port));
}

#[tokio::test]
async fn b1_10_a_busy_port_is_an_error() {
    let mut first = bind(Mode::Receive);
    let port = connecting(&mut first).await;
    let mut second = bind_port(Mode::Receive, port);
    let LrSocketEvent::Error(error @ SocketError::FailedToOpen { .. }) = event(&mut second).await
    else {
        panic!("the port is busy");
    };
    assert_eq!(
        error.to_string(),
        format!("failed to open localhost:{port}")
    );
    let reason = second.last_error().unwrap();
    assert_eq!(reason.kind(), std::io::ErrorKind::AddrInUse);
    assert_eq!(second.phase(), Phase::Idle);
}

#[test]
fn without_a_runtime_the_port_fails_to_open() {
    let socket = bind(Mode::Receive);
    assert_eq!(socket.phase(), Phase::Idle);
    assert!(socket.last_error().is_some());
}

#[tokio::test]
async fn b1_3_only_loopback_and_ipv6_if_asked() {
    let mut socket = bind_with(Mode::Receive, |profile| profile.also_ipv6 = true);
    let port = connecting(&mut socket).await;
    // Machines without IPv6 are fine: it is best effort.
    if let Ok(client) = tokio::net::TcpStream::connect(("::1", port)).await {
        assert_eq!(event(&mut socket).await, LrSocketEvent::Connected { port });
        drop(client);
        assert_eq!(event(&mut socket).await, LrSocketEvent::Closed);
    }

    let mut socket = bind(Mode::Receive);
    let port = connecting(&mut socket).await;
    assert!(tokio::net::TcpStream::connect(("::1", port)).await.is_err());
}

#[tokio::test]
async fn b1_6_b1_7_a_second_client_waits_and_is_reset_by_reconnect() {
    let mut socket = bind(Mode::Receive);
    let mut first = connected(&mut socket).await;
    let mut second = Client::connect(socket.port().unwrap()).await;
    second.write(b"hello?\n").await;
    first.write(b"first\n").await;
    assert_eq!(event(&mut socket).await, message("first"));

    socket.reconnect().unwrap();
    assert!(second.rest().await.is_err(), "a reset, not an end");
    assert_eq!(first.rest().await.unwrap(), b"ok\n");
    let mut third = connected(&mut socket).await;
    third.write(b"third\n").await;
    assert_eq!(event(&mut socket).await, message("third"));
}

#[tokio::test]
async fn b4_1_no_client_is_a_timeout_and_the_port_closes() {
    let mut socket = bind_with(Mode::Send, |profile| {
        profile.accept_timeout = Duration::from_millis(20);
    });
    let port = connecting(&mut socket).await;
    assert_eq!(
        event(&mut socket).await,
        LrSocketEvent::Error(SocketError::Timeout)
    );
    let refused = tokio::net::TcpStream::connect(("127.0.0.1", port)).await;
    assert_eq!(
        refused.unwrap_err().kind(),
        std::io::ErrorKind::ConnectionRefused
    ); // B4.4
}

#[tokio::test]
async fn b4_1_a_client_that_came_in_time_is_seen_however_late_we_look() {
    let mut socket = bind_with(Mode::Receive, |profile| {
        profile.accept_timeout = Duration::from_millis(20);
    });
    let port = connecting(&mut socket).await;
    let _client = Client::connect(port).await;
    // Blocking on purpose: a plug-in that is busy beyond the deadline.
    std::thread::sleep(Duration::from_millis(40));
    assert_eq!(event(&mut socket).await, LrSocketEvent::Connected { port });
}

#[tokio::test]
async fn b5_1_a_thousand_clients_one_after_another() {
    let mut socket = bind(Mode::Receive);
    let port = connecting(&mut socket).await;
    for round in 0..1000 {
        let mut client = Client::connect(port).await;
        client.write(format!("{round}\n").as_bytes()).await;
        assert_eq!(event(&mut socket).await, LrSocketEvent::Connected { port });
        assert_eq!(event(&mut socket).await, message(&round.to_string()));
        assert_eq!(
            client.expect(b"ok\n").await,
            () // B6.7
        );
        drop(client);
        assert_eq!(event(&mut socket).await, LrSocketEvent::Closed);
        socket.reconnect().unwrap();
        assert_eq!(connecting(&mut socket).await, port); // B5.4
    }
}

#[tokio::test]
async fn b5_6_the_port_is_free_at_once_after_close() {
    let mut socket = bind(Mode::Send);
    let mut client = connected(&mut socket).await;
    let port = socket.port().unwrap();
    for _ in 0..100 {
        // The side that closes first is the one whose port could stay busy.
        drop(socket.close());
        socket = bind_port(Mode::Send, port);
        assert_eq!(connecting(&mut socket).await, port);
        assert_eq!(client.rest().await.unwrap(), b"");
        client = Client::connect(port).await;
        assert_eq!(event(&mut socket).await, LrSocketEvent::Connected { port });
    }
}

/// A closed socket whose port stays busy for two seconds.
async fn lingering() -> (LrSocket, u16) {
    let mut socket = bind_with(Mode::Send, |profile| {
        profile.port_linger = Duration::from_secs(2);
    });
    let port = connecting(&mut socket).await;
    socket.close().await;
    assert!(matches!(
        event(&mut bind_port(Mode::Send, port)).await,
        LrSocketEvent::Error(SocketError::FailedToOpen { .. })
    ));
    (socket, port)
}

#[tokio::test(start_paused = true)]
async fn b5_6_port_linger_keeps_the_port_busy_until_the_last_event() {
    let (mut socket, port) = lingering().await;
    let before = tokio::time::Instant::now();
    assert_eq!(socket.event().await, None);
    assert!(before.elapsed() >= Duration::from_secs(2));
    assert_eq!(connecting(&mut bind_port(Mode::Send, port)).await, port);
}

#[tokio::test(start_paused = true)]
async fn b5_6_dropping_the_socket_ends_port_linger() {
    let (socket, port) = lingering().await;
    drop(socket);
    assert_eq!(connecting(&mut bind_port(Mode::Send, port)).await, port);
}

#[tokio::test]
async fn b7_8_a_closed_socket_says_so() {
    let mut socket = bind(Mode::Send);
    drop(socket.close());
    assert_eq!(socket.event().await, None);
    assert!(socket.send(b"late").is_err());
    assert!(socket.reconnect().is_err());
    socket.close().await; // B7.7: twice is fine
}
