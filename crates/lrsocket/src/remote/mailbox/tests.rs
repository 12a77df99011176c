//! Flushes end when their own bytes are written, and wakers may call a sender.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use super::{Mail, Mailbox};
use crate::remote::error::{RequestError, SendError};
use crate::remote::requests::{Asked, Request};

const WINDOW: usize = 1000;

fn open() -> Arc<Mailbox> {
    let mailbox = Mailbox::new(WINDOW, 1);
    mailbox.set_open(Ok(()));
    Arc::new(mailbox)
}

/// Takes everything as a driver does, and returns the bytes.
fn take(mailbox: &Mailbox) -> Vec<u8> {
    let mut taken = Vec::new();
    mailbox.take_mail(&mut Mail::default(), |bytes| {
        std::mem::swap(bytes, &mut taken);
        Some(taken.len())
    });
    taken
}

/// Counts how often it wakes.
#[derive(Default)]
struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Count {
    fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// A waker and a request that send a line whenever they are woken, failed or dropped.
struct CallsBack(Arc<Mailbox>);

impl CallsBack {
    fn call(&self) {
        // With the mailbox locked, this would never return.
        let _ = self.0.put_line(b"called back");
        drop(self.0.flush());
    }
}

impl Wake for CallsBack {
    fn wake(self: Arc<Self>) {
        self.call();
    }
}

impl Asked for CallsBack {
    fn offer(&mut self, _line: &[u8]) -> bool {
        false
    }

    fn fail(self: Box<Self>, _why: RequestError) {
        self.call();
    }
}

impl Drop for CallsBack {
    fn drop(&mut self) {
        self.call();
    }
}

fn request(asked: impl Asked + 'static) -> Request {
    Request {
        key: 0,
        by_id: false,
        timeout: Duration::from_secs(1),
        asked: Box::new(asked),
    }
}

#[test]
fn a_flush_ends_although_others_keep_sending() {
    let mailbox = open();
    let count = Arc::new(Count::default());
    let waker = Waker::from(Arc::clone(&count));
    let mut cx = Context::from_waker(&waker);
    mailbox.put_line(b"mine").unwrap();
    let mut flush = pin!(mailbox.flush());
    assert_eq!(flush.as_mut().poll(&mut cx), Poll::Pending);
    mailbox.put_line(b"another's").unwrap();
    assert_eq!(take(&mailbox), b"mine\nanother's\n");
    mailbox.written(4);
    assert_eq!(count.get(), 0);
    mailbox.put_line(b"and another's").unwrap();
    mailbox.written(1);
    assert_eq!(count.get(), 1);
    assert_eq!(flush.as_mut().poll(&mut cx), Poll::Ready(Ok(())));
}

#[test]
fn each_flush_is_woken_when_its_own_bytes_are_written() {
    let mailbox = open();
    let counts: Vec<_> = (0..3).map(|_| Arc::new(Count::default())).collect();
    let mut flushes = Vec::new();
    for count in &counts {
        mailbox.put_line(b"line").unwrap();
        let mut flush = Box::pin(mailbox.flush());
        let waker = Waker::from(Arc::clone(count));
        let polled = flush.as_mut().poll(&mut Context::from_waker(&waker));
        assert_eq!(polled, Poll::Pending);
        flushes.push(flush);
    }
    let woken = || counts.iter().map(|count| count.get()).collect::<Vec<_>>();
    take(&mailbox);
    mailbox.written(5);
    assert_eq!(woken(), [1, 0, 0]);
    drop(flushes.remove(1));
    mailbox.written(10);
    assert_eq!(woken(), [1, 0, 1], "a dropped flush is forgotten");
}

#[test]
fn a_loss_wakes_and_fails_every_flush() {
    let mailbox = open();
    let count = Arc::new(Count::default());
    let waker = Waker::from(Arc::clone(&count));
    let mut cx = Context::from_waker(&waker);
    mailbox.put_line(b"line").unwrap();
    let mut flush = pin!(mailbox.flush());
    assert_eq!(flush.as_mut().poll(&mut cx), Poll::Pending);
    mailbox.lose(SendError::NotConnected, &RequestError::Lost);
    assert_eq!(count.get(), 1);
    let lost = Poll::Ready(Err(SendError::NotConnected));
    assert_eq!(flush.as_mut().poll(&mut cx), lost);
    assert_eq!((mailbox.waiting(), mailbox.dropped()), (0, 5));
}

/// Runs on a thread of its own, so that a deadlock fails the test instead of stopping it.
fn in_time(test: impl FnOnce() + Send + 'static) {
    let (done, finished) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        test();
        let _ = done.send(());
    });
    let outcome = finished.recv_timeout(Duration::from_secs(10));
    assert_eq!(outcome, Ok(()), "a deadlock or a panic");
}

#[test]
fn wakers_may_call_the_sender() {
    in_time(|| {
        let mailbox = open();
        let waker = || Waker::from(Arc::new(CallsBack(Arc::clone(&mailbox))));
        mailbox.register(&waker());
        mailbox.register(&waker());
        mailbox.put_line(b"line").unwrap();
        let mut flush = Box::pin(mailbox.flush());
        for _ in 0..2 {
            // The second waker replaces the first, which is dropped.
            let polled = flush.as_mut().poll(&mut Context::from_waker(&waker()));
            assert_eq!(polled, Poll::Pending);
        }
        let count = take(&mailbox).len();
        mailbox.written(count);
        let mut dropped = Box::pin(mailbox.flush());
        let _ = dropped.as_mut().poll(&mut Context::from_waker(&waker()));
        drop(dropped);
        let mut lost = Box::pin(mailbox.flush());
        let _ = lost.as_mut().poll(&mut Context::from_waker(&waker()));
        mailbox.lose(SendError::Closed, &RequestError::Closed);
    });
}

#[test]
fn matchers_may_call_the_sender_when_they_are_refused_failed_or_dropped() {
    in_time(|| {
        let mailbox = open();
        let put = |line: &[u8]| {
            let asked = CallsBack(Arc::clone(&mailbox));
            mailbox.put_request(line, request(asked))
        };
        assert_eq!(put(b"1"), Ok(1));
        assert_eq!(put(b"inner\nline feed"), Err(SendError::InnerLineFeed));
        assert_eq!(put(b"2"), Ok(2));
        mailbox.cancel(2);
        let mut mail = Mail::default();
        mailbox.take_mail(&mut mail, |_| None);
        assert_eq!((mail.requests.len(), &mail.cancelled[..]), (2, &[2][..]));
        drop(mail);
        assert_eq!(put(b"3"), Ok(3));
        mailbox.lose(SendError::NotConnected, &RequestError::Lost);
        assert_eq!(put(b"4"), Err(SendError::NotConnected));
    });
}

#[cfg(feature = "json")]
#[test]
fn keys_follow_the_order_of_the_lines() {
    let mailbox = open();
    let reserved = mailbox.reserve_key();
    let mut keys = Vec::new();
    for by_id in [false, true, false] {
        let mut request = request(CallsBack(open()));
        request.by_id = by_id;
        if by_id {
            request.key = reserved;
        }
        keys.push(mailbox.put_request(b"line", request).unwrap());
    }
    assert_eq!(keys[1], reserved);
    assert!(keys[0] < keys[2] && !keys.contains(&0), "{keys:?}");
}
