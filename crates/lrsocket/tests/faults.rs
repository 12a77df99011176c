//! What is wrong with the way to the outside program, as both ends see it.

mod common;

use std::future::poll_fn;
use std::num::NonZeroUsize;
use std::task::Poll;
use std::time::Duration;

use common::{Client, bind, bind_with, connected, connecting, event, message, nothing_for};
use lrsocket::proto::{SendSeesClose, Socket, SocketError, Time};
use lrsocket::{
    Config, Impairment, LrSocket, LrSocketEvent, Mode, Phase, Port, Profile, Progress,
    RequestedPort,
};

/// Long enough for what comes over loopback to have come.
const MOMENT: Duration = Duration::from_millis(50);

fn impair(socket: &mut LrSocket, change: impl FnOnce(&mut Impairment)) {
    let mut link = Impairment::default();
    change(&mut link);
    socket.set_impairment(link);
}

/// Nothing comes for a moment in which it could have.
async fn silent(client: &Client) {
    let came = tokio::time::timeout(MOMENT, client.stream.peek(&mut [0; 16])).await;
    assert!(came.is_err(), "instead of nothing: {came:?}");
}

#[tokio::test]
async fn b6_3_byte_by_byte_one_byte_comes_in_a_turn() {
    let now = Time::ZERO;
    let config = Config::new(Mode::Receive, RequestedPort::ANY);
    let mut machine = Socket::bind(config, Profile::measured());
    let mut port = Port::new();
    let mut link = Impairment::default();
    link.chunk = NonZeroUsize::new(1);
    port.set_impairment(link);
    while let Some(action) = machine.poll_action() {
        port.apply(action, &mut machine, now);
    }
    let mut client = Client::connect(machine.port().unwrap()).await;
    client.write(b"ab\n").await;
    for length in 1..=3 {
        // The system may wake for less than what is wanted.
        poll_fn(|cx| {
            let progress = port.poll(cx, &mut machine, now);
            if machine.read_buffer().len() < length {
                return Poll::Pending;
            }
            assert_eq!(progress, Progress::Paused);
            Poll::Ready(())
        })
        .await;
        assert_eq!(machine.read_buffer().len(), length);
    }
    client.expect(b"ok\n").await;
}

#[tokio::test]
async fn b6_3_byte_by_byte_lines_become_whole_and_in_order() {
    let mut socket = bind(Mode::Receive);
    let mut client = connected(&mut socket).await;
    impair(&mut socket, |link| link.chunk = NonZeroUsize::new(1));
    client.write(b"one\r\ntwo\nthr").await;
    assert_eq!(event(&mut socket).await, message("one"));
    assert_eq!(event(&mut socket).await, message("two"));
    client.write(b"ee\n").await;
    assert_eq!(event(&mut socket).await, message("three"));
    client.expect(b"ok\nok\nok\n").await;
}

#[tokio::test]
async fn b7_4_nothing_is_written_to_a_stalled_client_and_all_of_it_later() {
    let mut socket = bind_with(Mode::Send, |profile| profile.send_window = 8);
    let mut client = connected(&mut socket).await;
    impair(&mut socket, |link| link.not_reading = true);
    socket.send(b"four").unwrap();
    socket.send(b"more").unwrap();
    socket.send(b"dropped").unwrap();
    let full = socket.poll_diagnostic().unwrap();
    assert_eq!(full.rule(), "B7.4");
    nothing_for(&mut socket, MOMENT).await;
    silent(&client).await;
    impair(&mut socket, |_| {});
    socket.flush().await;
    client.expect(b"fourmore").await;
}

#[tokio::test]
async fn b6_7_a_stalled_client_gets_no_acknowledgement_but_its_lines_arrive() {
    let mut socket = bind(Mode::Receive);
    let mut client = connected(&mut socket).await;
    impair(&mut socket, |link| link.not_reading = true);
    client.write(b"line\n").await;
    assert_eq!(event(&mut socket).await, message("line"));
    socket.close().await;
    assert_eq!(client.rest().await.unwrap(), b"");
}

#[tokio::test]
async fn b7_3_over_a_half_open_connection_bytes_and_the_end_are_lost() {
    let mut socket = bind(Mode::Receive);
    let mut client = connected(&mut socket).await;
    impair(&mut socket, |link| link.blackhole = true);
    client.write(b"lost\n").await;
    nothing_for(&mut socket, MOMENT).await;
    // What is lost does not come back.
    impair(&mut socket, |_| {});
    client.write(b"found\n").await;
    assert_eq!(event(&mut socket).await, message("found"));
    client.expect(b"ok\n").await;
    impair(&mut socket, |link| link.blackhole = true);
    drop(client);
    nothing_for(&mut socket, MOMENT).await;
    assert_eq!(socket.phase(), Phase::Connected);
}

#[tokio::test]
async fn b7_3_to_a_killed_client_everything_can_be_sent() {
    // Adobe's samples expect to hear at once of a client that leaves; of this one nobody hears.
    let mut socket = bind_with(Mode::Send, |p| p.send_sees_close = SendSeesClose::Prompt);
    let client = connected(&mut socket).await;
    socket.kill_client();
    socket.send(&vec![b'x'; 1 << 20]).unwrap();
    socket.flush().await;
    silent(&client).await;
    // The plug-in's own end is not heard either, as long as the socket is there.
    let port = socket.port().unwrap();
    socket.reconnect().unwrap();
    assert_eq!(event(&mut socket).await, LrSocketEvent::Connecting { port });
    silent(&client).await;
    // The next client is alive.
    let mut next = Client::connect(port).await;
    assert_eq!(event(&mut socket).await, LrSocketEvent::Connected { port });
    socket.send(b"hello").unwrap();
    socket.flush().await;
    next.expect(b"hello").await;
    drop(client);
}

#[tokio::test]
async fn b3_4_a_reset_is_seen_by_both_ends() {
    let mut socket = bind(Mode::Receive);
    let mut client = connected(&mut socket).await;
    socket.reset_client();
    let error = client.rest().await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    assert_eq!(event(&mut socket).await, LrSocketEvent::Closed);
    assert_eq!(socket.phase(), Phase::Idle);
}

#[tokio::test]
async fn b3_5_after_a_reset_a_send_socket_hears_of_it_at_the_next_write() {
    let mut socket = bind(Mode::Send);
    let _client = connected(&mut socket).await;
    socket.reset_client();
    nothing_for(&mut socket, MOMENT).await;
    socket.send(b"into the void").unwrap();
    assert_eq!(event(&mut socket).await, LrSocketEvent::Closed);
    // And again from the start.
    socket.reconnect().unwrap();
    let mut next = connected(&mut socket).await;
    socket.send(b"hello").unwrap();
    socket.flush().await;
    next.expect(b"hello").await;
}

#[tokio::test]
async fn b4_1_who_cannot_get_in_is_nobody() {
    let mut socket = bind_with(Mode::Receive, |profile| profile.accept_timeout = MOMENT);
    impair(&mut socket, |link| link.no_accept = true);
    let port = connecting(&mut socket).await;
    let mut outside = Client::connect(port).await;
    assert_eq!(
        event(&mut socket).await,
        LrSocketEvent::Error(SocketError::Timeout)
    );
    assert!(outside.rest().await.is_err());
    impair(&mut socket, |_| {});
    socket.reconnect().unwrap();
    connected(&mut socket).await;
}
