//! The outside program: asks everything there is to ask, through every loss.

use std::collections::VecDeque;
use std::fmt;
use std::time::{Duration, Instant};

use lrsocket::Remote;
use lrsocket::remote::{
    Backoff, DisconnectReason, Options, Ports, RemoteEvent, RequestError, Sender,
};
use tokio::task::JoinSet;

use crate::common::PATIENCE;

/// How many requests there are.
const REQUESTS: u32 = 10_000;

/// How many wait at once.
const AT_ONCE: usize = 32;

/// The number of the first request. All have as many digits, so that no number is the beginning of
/// another.
const FIRST: u32 = 1_000_000;

/// What became of the requests, each of which is known by its number.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) answered: Vec<u32>,
    pub(crate) lost: Vec<u32>,
    /// Lines that answered nothing.
    pub(crate) stray: Vec<String>,
    /// How often a connection was ready, and how often one that was ready was lost.
    pub(crate) ready: u32,
    pub(crate) cut: u32,
    /// Attempts that failed, and why the last did.
    failed: u32,
    why: Option<DisconnectReason>,
    /// Requests that were not sent at first, since a loss came before.
    again: u32,
    took: Duration,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} answered, {} lost, {} sent later, {} stray lines; ready {} times, lost {} times, \
             {} attempts in vain ({:?}); {:?}",
            self.answered.len(),
            self.lost.len(),
            self.again,
            self.stray.len(),
            self.ready,
            self.cut,
            self.failed,
            self.why,
            self.took,
        )
    }
}

/// The line of a request, which is also its answer: the value is set, and told.
pub(crate) fn line(number: u32) -> String {
    let key = if number.is_multiple_of(2) {
        "Exposure"
    } else {
        "Contrast"
    };
    format!("{key} = {number}")
}

/// The number of a request or its answer; `None` for all else.
pub(crate) fn number(line: &str) -> Option<u32> {
    let (_, number) = line.split_once(" = ")?;
    let number = number.parse().ok()?;
    (FIRST..FIRST + REQUESTS)
        .contains(&number)
        .then_some(number)
}

/// Asks all there is to ask. Panics if an answer is not the right one.
pub(crate) fn ask_all(ports: Ports, seed: u64) -> Outcome {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().unwrap();
    let start = Instant::now();
    let mut outcome = Outcome::default();
    // As long as it goes on, it may take its time.
    runtime.block_on(ask(ports, seed, &mut outcome));
    outcome.took = start.elapsed();
    outcome
}

async fn ask(ports: Ports, seed: u64, outcome: &mut Outcome) {
    // Temperature is never set, so that no answer is taken for the one to the ping.
    let options = Options::new(ports)
        .ping_with("Temperature", |line| line.starts_with(b"Temperature = "))
        .ping_timeout(Duration::from_secs(2))
        .backoff(Backoff {
            first: Duration::from_millis(1),
            max: Duration::from_millis(20),
            ..Backoff::default()
        })
        .seed(seed);
    let mut remote = Remote::connect(options);
    let mut to_ask: VecDeque<u32> = (FIRST..FIRST + REQUESTS).collect();
    let mut asked = JoinSet::new();
    let mut ready = false;
    while !(ready && to_ask.is_empty() && asked.is_empty()) {
        while ready && asked.len() < AT_ONCE {
            let Some(number) = to_ask.pop_front() else {
                break;
            };
            asked.spawn(request(remote.sender(), number));
        }
        let next = async {
            tokio::select! {
                Some(done) = asked.join_next() => Ok(done.unwrap()),
                event = remote.next() => Err(event),
            }
        };
        let next = tokio::time::timeout(PATIENCE, next).await;
        match next.unwrap_or_else(|_| panic!("nothing happens any more: {outcome}")) {
            Ok((number, Ok(answer))) => {
                assert_eq!(answer, line(number), "the answer to another request");
                outcome.answered.push(number);
            }
            Ok((number, Err(RequestError::Lost))) => outcome.lost.push(number),
            Ok((number, Err(RequestError::NotSent(_)))) => {
                outcome.again += 1;
                to_ask.push_back(number);
            }
            Ok((number, Err(error))) => panic!("{number}: {error}; {outcome}"),
            Err(Some(RemoteEvent::Ready)) => {
                outcome.ready += 1;
                ready = true;
            }
            Err(Some(RemoteEvent::Line(line))) => {
                outcome.stray.push(String::from_utf8_lossy(line).into());
            }
            Err(Some(RemoteEvent::Lost { why, .. })) => {
                if ready {
                    outcome.cut += 1;
                } else {
                    outcome.failed += 1;
                    outcome.why = Some(why);
                }
                ready = false;
            }
            Err(Some(_)) => {}
            Err(None) => panic!("it gave up: {outcome}"),
        }
    }
    remote.close().await.unwrap();
}

/// Asks once. The answer is known by its number alone: whether it is the right one is seen by all of it.
async fn request(sender: Sender, asked: u32) -> (u32, Result<String, RequestError>) {
    let answers = move |line: &[u8]| {
        let line = std::str::from_utf8(line).ok()?;
        (number(line) == Some(asked)).then(|| line.to_owned())
    };
    (asked, sender.request(line(asked), answers, PATIENCE).await)
}
