//! Requests and their answers.

use tokio::sync::oneshot::{self, Receiver, error::TryRecvError};

use lrsocket_proto::Mode;

use super::*;
use crate::remote::error::RequestError;
use crate::remote::requests::{Matched, Request};

type Answer = Receiver<Result<String, RequestError>>;

impl Bench {
    /// Asks for the next line that starts with `start`, within a second.
    fn ask(&mut self, key: u64, start: &'static str) -> Answer {
        let (answer, answered) = oneshot::channel();
        let matcher = move |line: &[u8]| {
            let line = String::from_utf8(line.to_vec()).unwrap();
            line.starts_with(start).then_some(line)
        };
        self.add(
            key,
            false,
            Box::new(Matched {
                matcher,
                answer: Some(answer),
            }),
        );
        answered
    }

    /// Asks for the object with this id, within a second.
    fn call(&mut self, key: u64) -> Answer {
        let (answer, answered) = oneshot::channel();
        let matcher = |line: &[u8]| Some(String::from_utf8(line.to_vec()).unwrap());
        self.add(
            key,
            true,
            Box::new(Matched {
                matcher,
                answer: Some(answer),
            }),
        );
        answered
    }

    fn add(&mut self, key: u64, by_id: bool, asked: Box<dyn crate::remote::requests::Asked>) {
        let timeout = Duration::from_secs(1);
        let request = Request {
            key,
            by_id,
            timeout,
            asked,
        };
        self.link.add_request(request, self.now);
    }
}

fn ready() -> Bench {
    let mut bench = Bench::connected(options(BOTH), BOTH);
    bench.link.handle_acknowledgements(b"ok\n", bench.now);
    assert_eq!(bench.told(), [other(RemoteEvent::Ready)]);
    bench
}

fn answered(answer: &mut Answer) -> Result<String, RequestError> {
    answer.try_recv().expect("it is answered")
}

#[test]
fn an_answer_is_taken_out_of_the_lines() {
    let mut bench = ready();
    let mut answer = bench.ask(1, "Tint");
    bench.receive(b"Exposure = 1\nTint = 2\nTint = 3\n");
    assert_eq!(bench.told(), [line("Exposure = 1"), line("Tint = 3")]);
    assert_eq!(answered(&mut answer), Ok("Tint = 2".to_owned()));
    assert_eq!(bench.link.next_deadline(), None);
}

#[test]
fn requests_are_offered_a_line_in_their_order() {
    let mut bench = ready();
    let mut answers = [bench.ask(1, ""), bench.ask(2, "b"), bench.ask(3, "")];
    bench.receive(b"a\nx\nb\n");
    assert_eq!(bench.told(), []);
    let got = answers.each_mut().map(|answer| answered(answer).unwrap());
    assert_eq!(got, ["a", "b", "x"]);
}

#[cfg(feature = "json")]
#[test]
fn calls_are_answered_by_their_id_in_any_order() {
    let mut bench = ready();
    let mut answers = [bench.call(7), bench.call(8), bench.call(9)];
    bench.receive(b"{\"id\":9}\n{\"id\":\"7\"}\n{\"id\":12}\n{\"id\":9}\nid 8\n{\"id\":8,\n");
    assert_eq!(
        bench.told(),
        [line("{\"id\":12}"), line("{\"id\":9}"), line("id 8")],
        "answers to requests that never were are lines"
    );
    let got = answers.each_mut().map(|answer| answered(answer).unwrap());
    assert_eq!(got, ["{\"id\":\"7\"}", "{\"id\":8,", "{\"id\":9}"]);
}

#[test]
fn no_answer_in_time_fails_the_request_and_a_late_one_is_a_line() {
    let mut bench = ready();
    let mut first = bench.ask(1, "");
    bench.pass_millis(500);
    let mut second = bench.ask(2, "");
    bench.pass_millis(500);
    let within = Duration::from_secs(1);
    assert_eq!(answered(&mut first), Err(RequestError::TimedOut(within)));
    assert_eq!(second.try_recv(), Err(TryRecvError::Empty));
    bench.receive(b"second\nlate\n");
    assert_eq!(bench.told(), [line("late")]);
    assert_eq!(answered(&mut second), Ok("second".to_owned()));
}

#[test]
fn a_loss_fails_every_request_once_the_last_lines_were_offered() {
    let mut bench = ready();
    let mut answers = [bench.ask(1, "one"), bench.ask(2, "two"), bench.call(3)];
    bench.link.handle_ended(Mode::Receive, None, bench.now);
    bench.receive(b"two\n");
    bench.link.handle_drained();
    assert_eq!(bench.told(), [lost(Mode::Receive, closed(true), 100)]);
    let got = answers.each_mut().map(answered);
    let lost = Err(RequestError::Lost);
    assert_eq!(got, [lost.clone(), Ok("two".to_owned()), lost]);
}

#[test]
fn a_request_that_was_taken_back_takes_no_line() {
    let mut bench = ready();
    let answer = bench.ask(1, "");
    drop(answer);
    bench.link.cancel_request(1);
    bench.receive(b"line\n");
    assert_eq!(bench.told(), [line("line")]);
    bench.link.cancel_request(1);
}

#[test]
fn a_first_answer_is_also_the_proof() {
    let mut bench = Bench::connected(options(BOTH), BOTH);
    let mut answer = bench.ask(1, "");
    bench.receive(b"yes\n");
    assert_eq!(bench.told(), [other(RemoteEvent::Ready)]);
    assert_eq!(answered(&mut answer), Ok("yes".to_owned()));
}

#[test]
fn closing_fails_every_request() {
    let mut bench = ready();
    let mut answer = bench.ask(1, "");
    bench.link.close();
    assert_eq!(answered(&mut answer), Err(RequestError::Closed));
    assert_eq!(bench.told(), []);
}
