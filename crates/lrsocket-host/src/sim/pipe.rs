//! One direction of a connection: bytes under way, and how they end.

use std::collections::VecDeque;
use std::time::Duration;

use lrsocket_proto::Time;

use super::schedule::Schedule;

/// How a direction ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Last {
    /// In order: all that was written arrives before.
    Fin,
    /// At once: what has not been read is lost.
    Reset,
}

/// One direction of a connection. Nothing overtakes anything in it.
#[derive(Debug, Default)]
pub(super) struct Pipe {
    packets: VecDeque<Packet>,
    /// Bytes in all packets.
    len: usize,
    last: Option<(Time, Last)>,
    /// When the last of what was written arrives.
    latest: Time,
    /// How much longer everything is under way than the schedule has it.
    delay: Duration,
}

#[derive(Debug)]
struct Packet {
    at: Time,
    bytes: Vec<u8>,
    /// How many of them were taken.
    taken: usize,
}

impl Pipe {
    /// Bytes that were written and not taken.
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// What is written from now on is under way for this much longer.
    pub(super) const fn set_delay(&mut self, delay: Duration) {
        self.delay = delay;
    }

    /// Sends bytes on their way, unless it has ended.
    pub(super) fn write(&mut self, mut bytes: &[u8], now: Time, schedule: &mut Schedule) {
        if self.last.is_some() {
            return;
        }
        self.len += bytes.len();
        while !bytes.is_empty() {
            let (packet, rest) = bytes.split_at(schedule.packet(bytes.len()));
            let at = self.next_arrival(now, schedule);
            match self.packets.back_mut() {
                // What arrives together is read together.
                Some(before) if before.at == at => before.bytes.extend_from_slice(packet),
                _ => self.packets.push_back(Packet {
                    at,
                    bytes: packet.to_vec(),
                    taken: 0,
                }),
            }
            bytes = rest;
        }
    }

    /// Ends it, unless it has ended before.
    pub(super) fn end(&mut self, last: Last, now: Time, schedule: &mut Schedule) {
        if last == Last::Reset {
            // A reset does not wait for what was written, but it is under way, too.
            self.latest = now;
        }
        if self.last.is_none_or(|(_, before)| before == Last::Fin) {
            let at = self.next_arrival(now, schedule);
            self.last = Some((at, last));
        }
    }

    /// The bytes of the next packet that has arrived.
    pub(super) fn arrived(&self, now: Time) -> Option<&[u8]> {
        let packet = self.packets.front().filter(|packet| packet.at <= now)?;
        Some(&packet.bytes[packet.taken..])
    }

    /// Takes some of the bytes that [`arrived`](Self::arrived) shows.
    pub(super) fn take(&mut self, count: usize) {
        if let Some(packet) = self.packets.front_mut() {
            packet.taken += count;
            self.len -= count;
            if packet.taken == packet.bytes.len() {
                self.packets.pop_front();
            }
        }
    }

    /// Drops all that is under way.
    pub(super) fn clear(&mut self) {
        self.packets.clear();
        self.len = 0;
    }

    /// How it ends, once that has arrived: a reset at once, a FIN after the last byte.
    pub(super) fn ended(&self, now: Time) -> Option<Last> {
        let (at, last) = self.last?;
        let arrived = at <= now && (last == Last::Reset || self.packets.is_empty());
        arrived.then_some(last)
    }

    /// When the next packet arrives, or the end; `None` if there is nothing that has not.
    pub(super) fn next_after(&self, now: Time) -> Option<Time> {
        let packets = self.packets.iter().map(|packet| packet.at);
        let last = self.last.map(|(at, _)| at);
        packets.chain(last).find(|at| *at > now)
    }

    fn next_arrival(&mut self, now: Time, schedule: &mut Schedule) -> Time {
        self.latest = self.latest.max(schedule.arrival(now + self.delay));
        self.latest
    }
}
