use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender, channel};

use lrsocket_host::proto::Time;

use super::*;
use crate::output::entry::{Stream, What};
use crate::output::target::One;

/// A reader that takes something when the test says so.
struct Reader {
    turn: Receiver<io::Result<()>>,
    seen: Sender<String>,
}

impl Write for Reader {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Without a test, it takes all.
        self.turn.recv().unwrap_or(Ok(()))?;
        let text = String::from_utf8_lossy(bytes).into_owned();
        let _ = self.seen.send(text);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Test {
    spool: Spool,
    turn: Sender<io::Result<()>>,
    seen: Receiver<String>,
}

const FORM: Form = Form {
    record: |_, _| {},
    dropped: |time, lines, text| {
        let at = time.since_start().as_millis();
        text.extend_from_slice(format!("({lines} until {at})\n").as_bytes());
    },
};

/// What one line of the tests weighs, about.
const WEIGHT: usize = 330;

fn start(limit: usize, overflow: Overflow) -> Test {
    let (turn, turns) = channel();
    let (sender, seen) = channel();
    let reader = Reader {
        turn: turns,
        seen: sender,
    };
    let target = Box::new(One(reader));
    let spool = Spool::start(target, [FORM; 2], limit, overflow, "x").unwrap();
    Test { spool, turn, seen }
}

fn line(number: u64) -> Entry {
    Entry {
        to: Stream::Out,
        time: Time::from_start(Duration::from_millis(number)),
        what: What::Text {
            text: format!("{number}\n").into_bytes(),
            lines: 1,
        },
    }
}

impl Test {
    /// Pushes a line and waits until the writer has taken it and stands still.
    fn stand_still(&self) {
        self.spool.push(line(0));
        while lock(&self.spool.0.queue).missing_in_queue() > 0 {
            thread::yield_now();
        }
    }

    /// Lets the reader read all; what it reads.
    fn rest(self) -> String {
        drop(self.turn);
        self.spool.close();
        assert_eq!(self.spool.wait(&Hurry::default()), 0);
        self.seen.try_iter().collect()
    }
}

#[test]
fn what_does_not_fit_is_dropped_and_counted_in_its_place() {
    let test = start(2 * WEIGHT, Overflow::Drop);
    test.stand_still();
    for number in 1..=5 {
        test.spool.push(line(number));
    }
    assert_eq!(test.rest(), "0\n1\n2\n(3 until 5)\n");
}

#[test]
fn the_last_line_is_never_dropped() {
    let test = start(WEIGHT, Overflow::Drop);
    test.stand_still();
    for number in 1..=3 {
        test.spool.push(line(number));
    }
    test.spool.push_anyway(line(4));
    assert_eq!(test.rest(), "0\n1\n(2 until 3)\n4\n");
}

#[test]
fn a_line_longer_than_the_limit_is_written() {
    let test = start(1, Overflow::Drop);
    test.stand_still();
    test.spool.push(line(1));
    assert_eq!(test.rest(), "0\n1\n");
}

#[test]
fn what_must_not_be_dropped_is_kept_and_there_is_no_room() {
    let test = start(2 * WEIGHT, Overflow::Keep);
    test.stand_still();
    assert!(test.spool.has_room());
    for number in 1..=4 {
        test.spool.push(line(number));
    }
    assert!(!test.spool.has_room());
    assert_eq!(test.rest(), "0\n1\n2\n3\n4\n");
}

#[test]
fn a_trace_that_does_not_fit_ends_and_is_whole_until_then() {
    let test = start(2 * WEIGHT, Overflow::End);
    let (report, reported) = channel();
    test.spool.on_failure(move |why| {
        let _ = report.send(why.to_owned());
    });
    test.stand_still();
    for number in 1..=5 {
        test.spool.push(line(number));
    }
    let why = "cannot write x: more than 0 MiB wait to be written";
    assert_eq!(reported.recv().unwrap(), why);
    assert_eq!(test.spool.failure().unwrap(), why);
    assert_eq!(test.rest(), "0\n1\n2\n");
}

#[test]
fn a_write_error_is_reported_once_and_nothing_more_is_written() {
    let test = start(2 * WEIGHT, Overflow::Drop);
    let (report, reported) = channel();
    test.spool.on_failure(move |why| {
        let _ = report.send(why.to_owned());
    });
    test.turn
        .send(Err(io::ErrorKind::StorageFull.into()))
        .unwrap();
    test.spool.push(line(1));
    assert_eq!(reported.recv().unwrap(), "cannot write x: no storage space");
    test.spool.push(line(2));
    test.spool.close();
    test.spool.wait(&Hurry::default());
    assert!(reported.recv().is_err(), "once");
    assert!(test.seen.try_iter().next().is_none());
}

#[test]
fn a_reader_that_has_gone_is_no_failure() {
    let test = start(2 * WEIGHT, Overflow::Drop);
    test.turn
        .send(Err(io::ErrorKind::BrokenPipe.into()))
        .unwrap();
    test.spool.push(line(1));
    test.spool.wait(&Hurry::default());
    assert!(test.spool.is_over());
    assert_eq!(test.spool.failure(), None);
}
