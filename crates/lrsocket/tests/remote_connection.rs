//! The outside end against this crate's plug-in end, over real TCP.

mod common;

use std::time::Duration;

use common::echo::{Raw, bind_both, echo, next, pong, start_echo, until};
use lrsocket::remote::{
    Backoff, DisconnectReason, Options, Ports, RemoteEvent, RequestError, SendError,
};
use lrsocket::{Mode, Remote};

fn pinging(ports: Ports) -> Options {
    let backoff = Backoff {
        first: Duration::from_millis(1),
        max: Duration::from_millis(20),
        ..Backoff::default()
    };
    Options::new(ports)
        .ping("ping", "pong")
        .backoff(backoff)
        .seed(1)
}

#[tokio::test]
async fn connects_pings_sends_and_receives() {
    let ports = start_echo().await;
    let mut remote = Remote::connect(pinging(ports));
    let sender = remote.sender();
    assert_eq!(sender.send("too early"), Err(SendError::NotConnected));
    assert_eq!(
        next(&mut remote).await,
        RemoteEvent::Connecting { ports, attempt: 1 }
    );
    assert_eq!(next(&mut remote).await, RemoteEvent::Connected);
    assert_eq!(sender.send("too early"), Err(SendError::NotReady));
    assert_eq!(next(&mut remote).await, RemoteEvent::Ready);
    sender.send("Exposure = 0.5").unwrap();
    sender.send("Contrast = 3\n").unwrap();
    assert_eq!(sender.send("a\nb"), Err(SendError::InnerLineFeed));
    assert_eq!(
        next(&mut remote).await,
        RemoteEvent::Line(b"Exposure = 0.5")
    );
    assert_eq!(next(&mut remote).await, RemoteEvent::Line(b"Contrast = 3"));
    assert_eq!(remote.acknowledged(), 3);
    remote.close().await.unwrap();
    assert_eq!(sender.send("too late"), Err(SendError::Closed));
}

#[tokio::test]
async fn the_plug_in_comes_back_and_so_does_the_connection() {
    let (receive, send, ports) = bind_both().await;
    let plug_in = tokio::spawn(echo(receive, send));
    let mut remote = Remote::connect(pinging(ports));
    common::echo::ready(&mut remote).await;
    plug_in.abort();
    let lost = next(&mut remote).await;
    assert!(
        matches!(
            lost,
            RemoteEvent::Lost {
                why: DisconnectReason::Closed { served: true, .. },
                ..
            }
        ),
        "{lost:?}"
    );
    let refused = RemoteEvent::Connecting { ports, attempt: 3 };
    until(&mut remote, refused).await;

    let bind = |half| common::bind_port(half, ports.of(half).unwrap());
    tokio::spawn(echo(bind(Mode::Receive), bind(Mode::Send)));
    until(&mut remote, RemoteEvent::Ready).await;
    remote.sender().send("again").unwrap();
    assert_eq!(next(&mut remote).await, RemoteEvent::Line(b"again"));
}

#[tokio::test]
async fn b1_6_a_second_program_is_told_that_nobody_serves_it() {
    let ports = start_echo().await;
    let mut first = Remote::connect(pinging(ports));
    common::echo::ready(&mut first).await;
    let mut second = Remote::connect(pinging(ports).ping_timeout(Duration::from_millis(50)));
    assert_eq!(
        next(&mut second).await,
        RemoteEvent::Connecting { ports, attempt: 1 }
    );
    assert_eq!(next(&mut second).await, RemoteEvent::Connected);
    let RemoteEvent::Lost { half, why, .. } = next(&mut second).await else {
        panic!("nobody serves it");
    };
    assert_eq!(half, Mode::Receive);
    let within = Duration::from_millis(50);
    assert_eq!(why, DisconnectReason::NotServed { within });
    // The first one is not disturbed.
    let answer = first.request("x", |line| Some(line.to_vec()), Duration::from_secs(5));
    assert_eq!(answer.await, Ok(b"x".to_vec()));
}

#[tokio::test]
async fn nobody_listening_is_refused_until_it_gives_up() {
    let (raw, ports) = Raw::new();
    drop(raw);
    let backoff = Backoff {
        first: Duration::from_millis(1),
        retries: Some(2),
        ..Backoff::default()
    };
    let mut remote = Remote::connect(pinging(ports).backoff(backoff));
    let port = ports.of(Mode::Receive).unwrap();
    let why = DisconnectReason::Refused { port };
    for attempt in 1..=3 {
        assert_eq!(
            next(&mut remote).await,
            RemoteEvent::Connecting { ports, attempt }
        );
        let RemoteEvent::Lost {
            why: told,
            retry_in,
            ..
        } = next(&mut remote).await
        else {
            panic!("nobody listens");
        };
        assert!(matches!(told, DisconnectReason::Refused { .. }), "{told}");
        assert_eq!(retry_in.is_none(), attempt == 3);
    }
    assert!(matches!(
        next(&mut remote).await,
        RemoteEvent::GaveUp(DisconnectReason::Refused { .. })
    ));
    assert_eq!(remote.next().await, None);
    assert!(remote.ready().await.is_err());
    assert_eq!(remote.sender().send("x"), Err(SendError::Closed));
    let request = remote
        .request("x", |_| Some(()), Duration::from_secs(5))
        .await;
    assert_eq!(request, Err(RequestError::NotSent(SendError::Closed)));
    assert_eq!(
        why.to_string(),
        format!("nobody listens on port {port}: is the plug-in running, and is this its port?")
    );
}

#[tokio::test]
async fn a_listener_that_never_accepts_is_never_ready() {
    let (_raw, ports) = Raw::new();
    let mut remote = Remote::connect(pinging(ports).ping_timeout(Duration::from_millis(20)));
    for _ in 0..3 {
        assert!(matches!(
            next(&mut remote).await,
            RemoteEvent::Connecting { .. }
        ));
        assert_eq!(next(&mut remote).await, RemoteEvent::Connected);
        let lost = next(&mut remote).await;
        assert!(
            matches!(
                lost,
                RemoteEvent::Lost {
                    why: DisconnectReason::NotServed { .. },
                    ..
                }
            ),
            "{lost:?}"
        );
    }
}

#[tokio::test]
async fn a_plug_in_that_closes_at_once_is_not_called_without_pause() {
    let (raw, ports) = Raw::new();
    std::thread::spawn(move || {
        while let (Ok(receive), Ok(send)) = (raw.receive.accept(), raw.send.accept()) {
            drop((receive, send));
        }
    });
    let mut remote = Remote::connect(Options::new(ports).backoff(Backoff {
        first: Duration::from_millis(1),
        jitter: 0.0,
        ..Backoff::default()
    }));
    let mut pauses = Vec::new();
    while pauses.len() < 5 {
        if let RemoteEvent::Lost { retry_in, .. } = next(&mut remote).await {
            pauses.push(retry_in.unwrap().as_millis());
        }
    }
    assert_eq!(pauses, [1, 2, 4, 8, 16]);
}

#[tokio::test]
async fn half_a_line_and_then_death_is_told_after_the_whole_lines() {
    use std::io::Write;
    let (raw, ports) = Raw::new();
    raw.serve(|mut receive, mut send| {
        pong(&mut receive, &send);
        send.write_all(b"one\r\ntwo\nthr").unwrap();
    });
    let mut remote = Remote::connect(pinging(ports));
    common::echo::ready(&mut remote).await;
    assert_eq!(next(&mut remote).await, RemoteEvent::Line(b"one"));
    assert_eq!(next(&mut remote).await, RemoteEvent::Line(b"two"));
    let RemoteEvent::Lost { why, .. } = next(&mut remote).await else {
        panic!("the plug-in is dead");
    };
    let expected = DisconnectReason::Closed {
        served: true,
        unfinished: 3,
    };
    assert_eq!(why, expected);
}

#[tokio::test]
async fn a_gigabyte_without_a_line_feed_ends_at_max_line() {
    use std::io::Write;
    let (raw, ports) = Raw::new();
    let sent = raw.serve(|mut receive, mut send| {
        pong(&mut receive, &send);
        let block = vec![b'x'; 1 << 20];
        (0..1024)
            .take_while(|_| send.write_all(&block).is_ok())
            .count()
    });
    let mut remote = Remote::connect(pinging(ports).max_line(8 << 20));
    common::echo::ready(&mut remote).await;
    let lost = next(&mut remote).await;
    assert!(
        matches!(
            lost,
            RemoteEvent::Lost {
                half: Mode::Send,
                why: DisconnectReason::LineTooLong {
                    max_line: 0x80_0000
                },
                ..
            }
        ),
        "{lost:?}"
    );
    let megabytes = sent.join().unwrap();
    assert!(megabytes < 64, "{megabytes} MiB were taken");
}

#[tokio::test]
async fn a_line_of_sixteen_mebibytes_passes_both_ways() {
    let ports = start_echo().await;
    let mut remote = Remote::connect(pinging(ports));
    common::echo::ready(&mut remote).await;
    let line = vec![b'x'; 16 << 20];
    remote.sender().send(&line).unwrap();
    assert!(next(&mut remote).await == RemoteEvent::Line(&line));
}

#[tokio::test]
async fn keep_alive_lines_are_sent_by_themselves() {
    let ports = start_echo().await;
    let options = pinging(ports).keep_alive("alive", Duration::from_millis(5));
    let mut remote = Remote::connect(options);
    common::echo::ready(&mut remote).await;
    for _ in 0..5 {
        assert_eq!(next(&mut remote).await, RemoteEvent::Line(b"alive"));
    }
}

#[tokio::test]
async fn the_second_port_may_open_when_the_first_is_taken() {
    let (raw, ports) = Raw::new();
    let (receive, send) = (raw.receive, raw.send.local_addr().unwrap());
    drop(raw.send);
    std::thread::spawn(move || {
        use std::io::Write;
        let (_receive, _) = receive.accept().unwrap();
        let (mut send, _) = std::net::TcpListener::bind(send).unwrap().accept().unwrap();
        send.write_all(b"hello\n").unwrap();
        std::thread::park();
    });
    let mut remote = Remote::connect(Options::new(ports));
    assert_eq!(
        next(&mut remote).await,
        RemoteEvent::Connecting { ports, attempt: 1 }
    );
    assert_eq!(next(&mut remote).await, RemoteEvent::Connected);
    assert_eq!(next(&mut remote).await, RemoteEvent::Ready);
    assert_eq!(next(&mut remote).await, RemoteEvent::Line(b"hello"));
}

#[tokio::test]
async fn dropped_it_leaves_no_task_and_no_connection() {
    let tasks = || {
        tokio::runtime::Handle::current()
            .metrics()
            .num_alive_tasks()
    };
    let (mut receive, mut send, ports) = bind_both().await;
    let mut remote = Remote::connect(Options::new(ports));
    while next(&mut remote).await != RemoteEvent::Connected {}
    assert_eq!(tasks(), 0);
    drop(remote);
    for socket in [&mut receive, &mut send] {
        let connected = common::event(socket).await;
        assert!(matches!(
            connected,
            lrsocket::LrSocketEvent::Connected { .. }
        ));
    }
    assert_eq!(
        common::event(&mut receive).await,
        lrsocket::LrSocketEvent::Closed
    );
    assert_eq!(tasks(), 0);
}
