//! One connection between a socket of a plug-in and an outside program.

use std::collections::VecDeque;

use lrsocket_proto::{Impairment, Socket, Time};

use super::pipe::{Last, Pipe};
use super::schedule::Schedule;

/// What the systems of both ends buffer in one direction before whoever writes has to wait: what a
/// loopback connection holds by default, more or less.
const WINDOW: usize = 256 * 1024;

/// What one read of the plug-in's driver takes at most.
const READ_SIZE: usize = 64 * 1024;

/// What has become of the outside program's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outside {
    Open,
    /// Closed: the next packet that the plug-in sends is answered with a reset.
    Closed,
    /// Reset: the plug-in can write no more.
    Reset,
    /// Its computer has gone and come back: nobody has told the plug-in, and the next packet that
    /// it sends is answered with a reset.
    Restarted,
    /// Gone without a word: what the plug-in sends is never answered.
    Vanished,
}

/// How the plug-in's side, or a fault, ended a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedBy {
    /// The socket stopped listening before it accepted the client (B1.7).
    Unaccepted,
    /// The socket closed the connection.
    Socket,
    /// A fault reset the connection.
    Fault,
}

/// One connection.
#[derive(Debug)]
pub(super) struct Wire {
    /// When the connect reaches the plug-in.
    pub(super) since: Time,
    pub(super) to_plugin: Pipe,
    pub(super) from_plugin: Pipe,
    pub(super) outside: Outside,
    /// Whether the outside program takes what arrives.
    pub(super) reading: bool,
    /// How many bytes the plug-in may send that nobody takes.
    pub(super) window: usize,
    /// The most that one read of the plug-in gets.
    pub(super) chunk: usize,
    /// How and when the plug-in's side ended the connection.
    pub(super) ended_by: Option<(Time, EndedBy)>,
    /// What the outside program has taken.
    pub(super) inbox: Vec<u8>,
    /// What it has written and its system has no room for yet, and how it ends after that.
    outbox: VecDeque<u8>,
    outbox_end: Option<Last>,
    /// Whether the plug-in's end knows that the outside program is gone.
    end_seen: bool,
    /// Whatever is sent either way is lost, for good ([`OneShotFault::Vanish`]).
    ///
    /// [`OneShotFault::Vanish`]: lrsocket_proto::OneShotFault::Vanish
    killed: bool,
}

impl Wire {
    pub(super) fn new(since: Time) -> Self {
        Wire {
            since,
            to_plugin: Pipe::default(),
            from_plugin: Pipe::default(),
            outside: Outside::Open,
            reading: true,
            window: WINDOW,
            chunk: READ_SIZE,
            ended_by: None,
            inbox: Vec::new(),
            outbox: VecDeque::new(),
            outbox_end: None,
            end_seen: false,
            killed: false,
        }
    }

    /// The outside program writes: what its system has no room for waits.
    pub(super) fn write_outside(&mut self, bytes: &[u8], now: Time, schedule: &mut Schedule) {
        self.outbox.extend(bytes);
        self.pump(now, schedule);
    }

    /// The outside program ends what it writes: in order after what waits, by a reset at once.
    pub(super) fn end_outside(&mut self, last: Last, now: Time, schedule: &mut Schedule) {
        if last == Last::Reset {
            self.outbox.clear();
        }
        self.outbox_end = Some(last);
        self.pump(now, schedule);
    }

    /// The outside program and its system are gone, with whatever they have not sent.
    pub(super) fn lose_outside(&mut self) {
        self.outbox.clear();
        self.to_plugin.clear();
    }

    /// How many bytes the plug-in has not read.
    pub(super) fn unread(&self) -> usize {
        self.to_plugin.len() + self.outbox.len()
    }

    /// Moves what the outside program writes into the buffers, as far as there is room.
    pub(super) fn pump(&mut self, now: Time, schedule: &mut Schedule) {
        let room = WINDOW.saturating_sub(self.to_plugin.len());
        let count = room.min(self.outbox.len());
        if count > 0 {
            let bytes: Vec<u8> = self.outbox.drain(..count).collect();
            self.to_plugin.write(&bytes, now, schedule);
        }
        if self.outbox.is_empty()
            && let Some(last) = self.outbox_end.take()
        {
            self.to_plugin.end(last, now, schedule);
        }
    }

    /// Lets the outside program take what has arrived.
    pub(super) fn collect(&mut self, now: Time) {
        let takes = self.reading && self.outside == Outside::Open;
        while takes && let Some(bytes) = self.from_plugin.arrived(now) {
            let count = bytes.len();
            self.inbox.extend_from_slice(bytes);
            self.from_plugin.take(count);
        }
    }

    /// Whether there is something to move to or from the machine of the plug-in's socket, over a
    /// way with which this is wrong.
    pub(super) fn has_work(&self, machine: &mut Socket, link: Impairment, now: Time) -> bool {
        let arrived = self.to_plugin.arrived(now).is_some();
        let writes = !machine.transmit().is_empty();
        if self.is_unheard(link) {
            return arrived || writes;
        }
        let writes = writes && !link.not_reading && (self.room() > 0 || !self.is_quiet());
        let ends = !self.end_seen && self.to_plugin.ended(now).is_some();
        writes || (ends || arrived) && machine.read_wanted()
    }

    /// The outside program's end is no more: what the plug-in has written is lost.
    pub(super) fn leave(&mut self, how: Outside) {
        self.outside = how;
        self.from_plugin.clear();
    }

    /// Moves bytes to and from the machine.
    pub(super) fn carry(
        &mut self,
        machine: &mut Socket,
        link: Impairment,
        now: Time,
        schedule: &mut Schedule,
    ) {
        if self.is_unheard(link) {
            self.lose(machine, now);
            return;
        }
        let chunk = link
            .chunk
            .map_or(self.chunk, |most| self.chunk.min(most.get()));
        if !link.not_reading {
            self.write(machine, now, schedule);
        }
        self.read(machine, chunk, now);
        if !link.not_reading {
            self.write(machine, now, schedule);
        }
    }

    /// Whether neither end hears of the other.
    pub(super) fn is_unheard(&self, link: Impairment) -> bool {
        link.blackhole || self.killed
    }

    /// The outside program is gone without a word, and neither end hears of the other any more.
    pub(super) fn kill(&mut self) {
        self.killed = true;
    }

    /// The connection is reset between the two: both see that.
    pub(super) fn reset_both(&mut self, now: Time, schedule: &mut Schedule) {
        self.ended_by.get_or_insert((now, EndedBy::Fault));
        self.collect(now);
        self.leave(Outside::Reset);
        self.from_plugin.end(Last::Reset, now, schedule);
        self.lose_outside();
        self.to_plugin.end(Last::Reset, now, schedule);
    }

    /// When something that is under way arrives next.
    pub(super) fn next_after(&self, now: Time) -> Option<Time> {
        let ways = [&self.to_plugin, &self.from_plugin];
        ways.iter().filter_map(|pipe| pipe.next_after(now)).min()
    }

    /// The plug-in stops listening before it has accepted the connection.
    pub(super) fn refuse_by_plugin(&mut self, now: Time, schedule: &mut Schedule) {
        self.ended_by.get_or_insert((now, EndedBy::Unaccepted));
        self.from_plugin.end(Last::Reset, now, schedule);
    }

    /// The plug-in's end drops the connection, read or not. As every system does it: unread bytes
    /// turn the FIN into a reset.
    pub(super) fn drop_by_plugin(&mut self, now: Time, schedule: &mut Schedule) {
        self.ended_by.get_or_insert((now, EndedBy::Socket));
        let last = if self.to_plugin.len() > 0 {
            Last::Reset
        } else {
            Last::Fin
        };
        self.from_plugin.end(last, now, schedule);
    }

    /// The plug-in's end writes `bytes`, as far as there is room, and closes in order.
    pub(super) fn finish_by_plugin(&mut self, bytes: &[u8], now: Time, schedule: &mut Schedule) {
        self.ended_by.get_or_insert((now, EndedBy::Socket));
        let bytes = &bytes[..bytes.len().min(self.room())];
        self.from_plugin.write(bytes, now, schedule);
        self.from_plugin.end(Last::Fin, now, schedule);
    }

    /// Whether the outside program's system says nothing to what the plug-in writes.
    fn is_quiet(&self) -> bool {
        matches!(self.outside, Outside::Open | Outside::Vanished)
    }

    /// How much the plug-in can write before it has to wait.
    fn room(&self) -> usize {
        self.window.saturating_sub(self.from_plugin.len())
    }

    /// What has arrived is lost, and so is what the plug-in writes. That the outside program has
    /// left is heard once the way is whole again.
    fn lose(&mut self, machine: &mut Socket, now: Time) {
        while let Some(bytes) = self.to_plugin.arrived(now) {
            let count = bytes.len();
            self.to_plugin.take(count);
        }
        while !machine.transmit().is_empty() {
            machine.handle_transmitted(machine.transmit().len(), now);
        }
    }

    fn read(&mut self, machine: &mut Socket, chunk: usize, now: Time) {
        // A plug-in that is sent single bytes reads one in a turn, as it would over a real wire.
        let once = chunk < READ_SIZE;
        while machine.read_wanted() {
            let is_reset = self.to_plugin.ended(now) == Some(Last::Reset);
            if is_reset {
                self.to_plugin.clear();
            }
            if let Some(bytes) = self.to_plugin.arrived(now) {
                let count = bytes.len().min(chunk);
                machine.read_buffer().extend_from_slice(&bytes[..count]);
                machine.handle_received(now);
                self.to_plugin.take(count);
            } else if self.to_plugin.ended(now).is_some() && !self.end_seen {
                self.end_seen = true;
                if is_reset {
                    machine.handle_peer_reset();
                } else {
                    machine.handle_peer_closed();
                }
            } else {
                break;
            }
            if once {
                break;
            }
        }
    }

    fn write(&mut self, machine: &mut Socket, now: Time, schedule: &mut Schedule) {
        while !machine.transmit().is_empty() {
            let bytes = machine.transmit();
            let mut count = bytes.len();
            match self.outside {
                Outside::Open | Outside::Vanished => {
                    count = count.min(self.room());
                    if count == 0 {
                        return;
                    }
                    self.from_plugin.write(&bytes[..count], now, schedule);
                    self.collect(now);
                }
                // The first packet is lost, and answered with a reset.
                Outside::Closed | Outside::Restarted => self.outside = Outside::Reset,
                Outside::Reset => {
                    machine.handle_write_failed();
                    return;
                }
            }
            machine.handle_transmitted(count, now);
        }
    }
}
