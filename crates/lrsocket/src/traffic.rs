//! Moves bytes between one connection and its machine.

use std::io::{self, Read, Write};
use std::num::NonZeroUsize;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use bytes::BufMut;
use lrsocket_proto::{Impairment, Socket, Time};
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::port::Progress;

/// How much one read takes at most.
const READ_SIZE: usize = 256 * 1024;

/// How much one turn writes at most, before others have theirs.
const WRITE_SIZE: usize = 1 << 20;

/// Reads until nothing is there, but a full buffer at most.
pub(crate) fn read(
    stream: &mut TcpStream,
    cx: &mut Context<'_>,
    machine: &mut Socket,
    now: Time,
    link: Impairment,
) -> Progress {
    let most = link.chunk.map_or(READ_SIZE, NonZeroUsize::get);
    while machine.read_wanted() {
        let buffer = machine.read_buffer();
        let room = (buffer.capacity() - buffer.len()).min(most);
        let mut limited = buffer.limit(room);
        match pin!(stream.read_buf(&mut limited)).poll(cx) {
            Poll::Pending => break,
            Poll::Ready(Ok(0)) => machine.handle_peer_closed(),
            Poll::Ready(Ok(count)) => {
                machine.handle_received(now);
                if count == room {
                    return Progress::Paused;
                }
                // A read that did not fill its room has emptied the system's buffer, and tokio
                // knows: the next round registers the waker without a system call.
            }
            Poll::Ready(Err(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Poll::Ready(Err(_)) => machine.handle_peer_reset(),
        }
    }
    Progress::Blocked
}

/// Writes what the machine has, as far as there is room.
pub(crate) fn write(
    stream: &mut TcpStream,
    cx: &mut Context<'_>,
    machine: &mut Socket,
    now: Time,
    link: Impairment,
) -> Progress {
    let mut written = 0;
    while !link.not_reading && !machine.transmit().is_empty() {
        if written >= WRITE_SIZE {
            return Progress::Paused;
        }
        match Pin::new(&mut *stream).poll_write(cx, machine.transmit()) {
            Poll::Pending => break,
            Poll::Ready(Ok(count)) if count > 0 => {
                machine.handle_transmitted(count, now);
                written += count;
            }
            Poll::Ready(Err(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Poll::Ready(_) => {
                machine.handle_write_failed();
                break;
            }
        }
    }
    Progress::Blocked
}

/// Both ends go on as if the other took everything, and nothing arrives.
pub(crate) fn vanish(
    stream: &mut TcpStream,
    cx: &mut Context<'_>,
    machine: &mut Socket,
    now: Time,
) -> Progress {
    while !machine.transmit().is_empty() {
        machine.handle_transmitted(machine.transmit().len(), now);
    }
    let mut lost = [0; 16 * 1024];
    for _ in 0..64 {
        let mut buffer = ReadBuf::new(&mut lost);
        match Pin::new(&mut *stream).poll_read(cx, &mut buffer) {
            Poll::Ready(Ok(())) if !buffer.filled().is_empty() => {}
            Poll::Ready(Err(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            // The client has left, which nobody is to know.
            Poll::Ready(_) | Poll::Pending => return Progress::Blocked,
        }
    }
    Progress::Paused
}

/// The machine of a connection that was reset sees what the system would show it.
pub(crate) fn lose(machine: &mut Socket) {
    if machine.read_wanted() {
        machine.handle_peer_reset();
    }
    if !machine.transmit().is_empty() {
        machine.handle_write_failed();
    }
}

/// A last write, then FIN. All of it is best effort: nobody is left to be told.
pub(crate) fn finish(stream: &TcpStream, last: &[u8]) {
    // Past tokio, which may not have heard yet that there is something to read.
    let socket = SockRef::from(stream);
    let mut socket: &socket2::Socket = &socket;
    if !last.is_empty() {
        let _ = socket.write(last);
    }
    // Unread bytes would turn the FIN into a reset, which may cost the client what it was sent.
    let mut unread = [0; 16 * 1024];
    for _ in 0..64 {
        if !matches!(socket.read(&mut unread), Ok(count) if count > 0) {
            break;
        }
    }
}
