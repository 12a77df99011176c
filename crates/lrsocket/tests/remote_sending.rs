//! Sending, flushing, closing; requests and calls. Over real TCP.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use std::io::{BufRead, Write};
use std::time::Duration;

use common::echo::{Raw, next, pong, start_echo};
use lrsocket::Remote;
use lrsocket::remote::{Options, Ports, RemoteEvent, RequestError, SendError};

const SOON: Duration = Duration::from_secs(10);

async fn ready(ports: Ports) -> Remote {
    ready_with(Options::new(ports)).await
}

async fn ready_with(options: Options) -> Remote {
    let mut remote = Remote::connect(options.ping("ping", "pong"));
    common::echo::ready(&mut remote).await;
    remote
}

#[expect(clippy::unnecessary_wraps, reason = "a matcher")]
fn any(line: &[u8]) -> Option<String> {
    Some(String::from_utf8(line.to_vec()).unwrap())
}

#[tokio::test]
async fn closing_writes_everything_that_was_sent() {
    let (raw, ports) = Raw::new();
    let plug_in = raw.serve(|mut receive, send| {
        pong(&mut receive, &send);
        let mut lines = 0;
        let mut line = Vec::new();
        while receive.read_until(b'\n', &mut line).unwrap() > 0 {
            // Late: the outside program is about to leave.
            receive.get_mut().write_all(b"ok\n").unwrap();
            lines += 1;
            line.clear();
        }
        lines
    });
    let remote = ready(ports).await;
    let sender = remote.sender();
    for number in 0..20_000 {
        sender.send(format!("line {number}")).unwrap();
    }
    remote.close().await.unwrap();
    assert_eq!(plug_in.join().unwrap(), 20_000);
}

#[tokio::test]
async fn closing_a_plug_in_that_reads_nothing_ends_and_says_what_was_not_taken() {
    let (raw, ports) = Raw::new();
    let plug_in = raw.serve(|mut receive, send| {
        pong(&mut receive, &send);
        (receive, send)
    });
    let remote = ready(ports).await;
    let _streams = plug_in.join().unwrap();
    let sender = remote.sender();
    let line = vec![b'x'; 1 << 20];
    for _ in 0..32 {
        sender.send(&line).unwrap();
    }
    let left = remote.close().await.unwrap_err();
    assert!(left.bytes > 1 << 20, "{left}");
}

#[tokio::test]
async fn b6_7_acknowledgements_never_stop_a_plug_in_that_waits_for_each_to_be_read() {
    let (raw, ports) = Raw::new();
    let plug_in = raw.serve(|mut receive, send| {
        pong(&mut receive, &send);
        // Far more than the windows hold; every write blocks until it is taken.
        let acknowledgement = b"ok\n".repeat(1000);
        for _ in 0..10_000 {
            receive.get_mut().write_all(&acknowledgement).unwrap();
        }
        (&send).write_all(b"done\n").unwrap();
        (receive, send)
    });
    let mut remote = ready(ports).await;
    let is_done = |line: &[u8]| (line == b"done").then_some(());
    // The lines, among them this answer, are not taken meanwhile.
    assert_eq!(remote.request("wait", is_done, SOON).await, Ok(()));
    // All of them have been sent; the last may still be on their way.
    let all = async {
        while remote.acknowledged() < 10_000_001 {
            // Polled twice by `drive`, with a turn of the connection in between.
            remote.drive(tokio::task::yield_now()).await;
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(SOON, all).await.unwrap();
    assert_eq!(remote.acknowledged(), 10_000_001);
    plug_in.join().unwrap();
}

#[tokio::test]
async fn a_full_window_refuses_and_flush_makes_room() {
    let ports = start_echo().await;
    let mut remote = ready_with(Options::new(ports).send_window(100)).await;
    let sender = remote.sender();
    sender.send([b'x'; 98]).unwrap();
    assert_eq!(sender.send("x"), Err(SendError::Full { window: 100 }));
    remote.drive(sender.flush()).await.unwrap();
    sender.send([b'x'; 500]).unwrap(); // alone, longer than the window
    assert_eq!(sender.send(""), Err(SendError::Full { window: 100 }));
    remote.drive(sender.flush()).await.unwrap();
    assert_eq!(next(&mut remote).await, RemoteEvent::Line(&[b'x'; 98]));
    assert_eq!(next(&mut remote).await, RemoteEvent::Line(&[b'x'; 500]));
}

#[tokio::test]
async fn lines_that_come_during_a_request_wait_for_next() {
    let ports = start_echo().await;
    let mut remote = ready(ports).await;
    let sender = remote.sender();
    sender.send("before").unwrap();
    let is_it = |line: &[u8]| (line == b"it").then_some(());
    assert_eq!(remote.request("it", is_it, SOON).await, Ok(()));
    sender.send("after").unwrap();
    assert_eq!(next(&mut remote).await, RemoteEvent::Line(b"before"));
    assert_eq!(next(&mut remote).await, RemoteEvent::Line(b"after"));
}

#[tokio::test]
async fn requests_are_asked_from_other_tasks() {
    let ports = start_echo().await;
    let mut remote = ready(ports).await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..100 {
        let sender = remote.sender();
        tasks.spawn(async move {
            let question = format!("question {number}");
            let own = question.clone();
            let is_it = move |line: &[u8]| (line == own.as_bytes()).then_some(line.len());
            sender.request(&question, is_it, SOON).await == Ok(question.len())
        });
    }
    let answered = remote.drive(tasks.join_all()).await;
    assert_eq!(answered, [true; 100]);
}

#[tokio::test]
async fn a_loss_cancels_what_waits() {
    let (raw, ports) = Raw::new();
    raw.serve(|mut receive, send| {
        pong(&mut receive, &send);
        receive.read_line(&mut String::new()).unwrap();
    });
    let mut remote = ready(ports).await;
    let sender = remote.sender();
    let request = remote.drive(sender.request("x", any, SOON)).await;
    assert_eq!(request, Err(RequestError::Lost));
    assert!(matches!(next(&mut remote).await, RemoteEvent::Lost { .. }));
    let not_sent = Err(RequestError::NotSent(SendError::NotConnected));
    assert_eq!(remote.request("x", any, SOON).await, not_sent);
    assert_eq!(
        remote.drive(sender.flush()).await,
        Ok(()),
        "nothing was sent since"
    );
}

#[tokio::test]
async fn dropped_mid_request_the_request_is_told() {
    let ports = start_echo().await;
    let mut remote = ready(ports).await;
    let sender = remote.sender();
    let request = tokio::spawn(async move { sender.request("x", |_| None::<()>, SOON).await });
    // It was sent and waits: the matcher has refused its echo.
    assert_eq!(next(&mut remote).await, RemoteEvent::Line(b"x"));
    drop(remote);
    assert_eq!(request.await.unwrap(), Err(RequestError::Closed));
}

#[tokio::test]
async fn a_request_that_is_dropped_leaves_its_answer_among_the_lines() {
    let ports = start_echo().await;
    let mut remote = ready(ports).await;
    let sender = remote.sender();
    let asked = tokio::time::timeout(Duration::ZERO, sender.request("x", any, SOON)).await;
    assert!(asked.is_err(), "nobody drives");
    assert_eq!(next(&mut remote).await, RemoteEvent::Line(b"x"));
}

#[tokio::test]
async fn a_plug_in_that_closes_after_the_last_answer_is_still_heard() {
    let (raw, ports) = Raw::new();
    raw.serve(|mut receive, mut send| {
        pong(&mut receive, &send);
        receive.read_line(&mut String::new()).unwrap();
        for number in 0..1000 {
            writeln!(send, "{number}").unwrap();
        }
        send.write_all(b"end\n").unwrap();
        // The receive half first: who is told of its end has all of these to read yet.
        drop(receive);
    });
    let mut remote = ready(ports).await;
    let is_end = |line: &[u8]| (line == b"end").then_some(());
    assert_eq!(remote.request("x", is_end, SOON).await, Ok(()));
    for number in 0..1000 {
        assert_eq!(
            next(&mut remote).await,
            RemoteEvent::Line(number.to_string().as_bytes())
        );
    }
    assert!(matches!(next(&mut remote).await, RemoteEvent::Lost { .. }));
}

#[cfg(feature = "json")]
mod json {
    use std::io::{BufReader, Read};

    use lrsocket::remote::{Backoff, CallError, IdForm};
    use serde_json::{Value, json};

    use super::*;

    /// A plug-in that answers calls in the opposite order, 100 at a time.
    fn backwards(raw: Raw) {
        raw.serve(|mut receive, mut send| {
            pong(&mut receive, &send);
            let mut calls = Vec::new();
            let mut line = String::new();
            while receive.read_line(&mut line).unwrap() > 0 {
                calls.push(serde_json::from_str::<Value>(&line).unwrap());
                line.clear();
                if calls.len() == 100 {
                    for call in calls.drain(..).rev() {
                        writeln!(send, "{}", json!({"id": call["id"], "got": call["n"]})).unwrap();
                    }
                }
            }
            receive.read_to_end(&mut Vec::new())
        });
    }

    #[tokio::test]
    async fn calls_get_their_own_answer_whatever_the_order() {
        for form in [IdForm::Number, IdForm::String] {
            let (raw, ports) = Raw::new();
            backwards(raw);
            let mut remote = ready_with(Options::new(ports).json_id("id", form)).await;
            let mut tasks = tokio::task::JoinSet::new();
            for number in 0..1000 {
                let sender = remote.sender();
                tasks.spawn(async move {
                    let answer = sender.call(json!({"n": number}), SOON).await.unwrap();
                    answer["got"] == number
                });
            }
            let answered = remote.drive(tasks.join_all()).await;
            assert_eq!(answered, [true; 1000]);
        }
    }

    #[tokio::test]
    async fn a_call_is_an_object_and_its_answer_json() {
        let (raw, ports) = Raw::new();
        raw.serve(|mut receive, mut send| {
            pong(&mut receive, &send);
            let mut line = String::new();
            receive.read_line(&mut line).unwrap();
            let call: Value = serde_json::from_str(&line).unwrap();
            writeln!(send, "{{\"id\":{}, garbled", call["id"]).unwrap();
            receive.read_to_end(&mut Vec::new())
        });
        let mut remote = ready(ports).await;
        let refused = remote.call(json!([1]), SOON).await;
        assert!(matches!(refused, Err(CallError::NotAnObject("an array"))));
        let garbled = remote.call(json!({}), SOON).await;
        assert!(matches!(garbled, Err(CallError::Garbled(_))), "{garbled:?}");
        let late = remote.call(json!({}), Duration::from_millis(5)).await;
        let timed_out = RequestError::TimedOut(Duration::from_millis(5));
        assert!(matches!(late, Err(CallError::Request(why)) if why == timed_out));
    }

    /// A plug-in that dies again and again, at random, also in the middle of an answer, and comes back.
    fn mortal(raw: Raw, seed: u64) {
        let mut random = fastrand::Rng::with_seed(seed);
        std::thread::spawn(move || {
            while let (Ok((receive, _)), Ok((mut send, _))) =
                (raw.receive.accept(), raw.send.accept())
            {
                let mut receive = BufReader::new(receive);
                pong(&mut receive, &send);
                for _ in 0..random.usize(0..40) {
                    let mut line = String::new();
                    if receive.read_line(&mut line).unwrap_or(0) == 0 {
                        break;
                    }
                    let call: Value = serde_json::from_str(&line).unwrap();
                    let answer = json!({"id": call["id"], "got": call["n"]});
                    if writeln!(send, "{answer}").is_err() {
                        break;
                    }
                }
                let _ = send.write_all(&br#"{"id":1,"got":"half an answer"#[..random.usize(0..28)]);
            }
        });
    }

    #[tokio::test]
    async fn each_of_many_calls_is_answered_once_or_lost_however_often_the_plug_in_dies() {
        let (raw, ports) = Raw::new();
        mortal(raw, 7);
        let backoff = Backoff {
            first: Duration::from_millis(1),
            max: Duration::from_millis(2),
            ..Backoff::default()
        };
        let mut remote = ready_with(Options::new(ports).backoff(backoff).seed(7)).await;
        let (mut answered, mut lost) = (0, 0);
        let mut number = 0;
        while number < 2000 {
            // Ten at once.
            let calls: Vec<_> = (number..number + 10)
                .map(|number| {
                    let sender = remote.sender();
                    async move { (number, sender.call(json!({"n": number}), SOON).await) }
                })
                .collect();
            number += 10;
            let mut tasks = tokio::task::JoinSet::new();
            for call in calls {
                tasks.spawn(call);
            }
            for (number, answer) in remote.drive(tasks.join_all()).await {
                match answer {
                    Ok(answer) => {
                        assert_eq!(answer["got"], number);
                        answered += 1;
                    }
                    Err(CallError::Request(RequestError::Lost | RequestError::NotSent(_))) => {
                        lost += 1;
                    }
                    Err(error) => panic!("{error}"),
                }
            }
            common::echo::ready(&mut remote).await;
        }
        assert_eq!(answered + lost, 2000);
        assert!(
            answered > 500 && lost > 100,
            "{answered} answered, {lost} lost"
        );
        // No line was taken for something else. One more answer, and everything before it has come.
        while remote.call(json!({"n": 0}), SOON).await.is_err() {
            common::echo::ready(&mut remote).await;
        }
        let mut events = 0;
        // Without a budget: pending means that there is nothing more.
        while let Ok(event) =
            tokio::time::timeout(Duration::ZERO, tokio::task::unconstrained(remote.next())).await
        {
            assert!(!matches!(event, Some(RemoteEvent::Line(_))), "{event:?}");
            events += 1;
        }
        assert!(events > 0, "losses, at least");
    }
}
