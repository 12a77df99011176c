//! Splitting received bytes into lines.

use memchr::memchr;

use crate::switch::CarriageReturn;

/// How much room a read is offered at least.
const READ_SIZE: usize = 64 * 1024;

/// Received bytes, of which lines are taken one by one (B6.1–B6.3). Both ends of the wire use it: the
/// machine of this crate, and outside programs that read what a plug-in sends.
///
/// ```
/// use lrsocket_proto::{CarriageReturn, LineBuffer};
///
/// let mut lines = LineBuffer::default();
/// lines.room().extend_from_slice(b"first\r\nsec");
/// assert_eq!(lines.take_line(CarriageReturn::StripLast), Some(&b"first"[..]));
/// assert_eq!(lines.take_line(CarriageReturn::StripLast), None);
/// lines.room().extend_from_slice(b"ond\n");
/// assert_eq!(lines.take_line(CarriageReturn::StripLast), Some(&b"second"[..]));
/// ```
///
/// Lines are found lazily: the buffer is searched up to the next line feed and no further, and
/// `scanned` remembers how far, so every byte is looked at once however the packets fall.
///
/// Invariant: `start <= scanned <= bytes.len()`; `line_end`, if set, is the position of the first
/// line feed at or after `start`, and then `scanned == line_end + 1`.
#[derive(Debug, Default)]
pub struct LineBuffer {
    bytes: Vec<u8>,
    /// Where the first undelivered byte is.
    start: usize,
    /// No line feed is between `start` and here except at `line_end`.
    scanned: usize,
    line_end: Option<usize>,
}

impl LineBuffer {
    /// Room for a read to append to, at least 64 KiB. What is there must not be changed.
    pub fn room(&mut self) -> &mut Vec<u8> {
        self.room_for(READ_SIZE)
    }

    /// [`room`](Self::room) for a read of another size.
    pub fn room_for(&mut self, size: usize) -> &mut Vec<u8> {
        if self.start == self.bytes.len() {
            self.clear();
        } else if self.bytes.capacity() - self.bytes.len() < size
            && self.start >= self.bytes.len() / 2
        {
            // At least half is delivered already, so moving the rest to the front costs no byte
            // more than one move on average.
            self.bytes.drain(..self.start);
            self.scanned -= self.start;
            self.line_end = self.line_end.map(|end| end - self.start);
            self.start = 0;
        }
        self.bytes.reserve(size);
        &mut self.bytes
    }

    /// Everything in the buffer, including bytes that were already taken.
    pub(crate) fn stored(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether a whole line is there. Looks at new bytes only.
    pub fn has_line(&mut self) -> bool {
        if self.line_end.is_none() {
            self.line_end = memchr(b'\n', &self.bytes[self.scanned..]).map(|at| self.scanned + at);
            self.scanned = self.line_end.map_or(self.bytes.len(), |end| end + 1);
        }
        self.line_end.is_some()
    }

    /// Takes the next line, without its line feed.
    pub fn take_line(&mut self, cr: CarriageReturn) -> Option<&[u8]> {
        if !self.has_line() {
            return None;
        }
        let end = self.line_end.take()?;
        let line = &self.bytes[self.start..end];
        self.start = end + 1;
        Some(cr.strip(line))
    }

    /// The next line, which stays: what [`take_line`](Self::take_line) would take.
    pub fn peek_line(&mut self, cr: CarriageReturn) -> Option<&[u8]> {
        if !self.has_line() {
            return None;
        }
        Some(cr.strip(&self.bytes[self.start..self.line_end?]))
    }

    /// How long the next line is, or will at least be, without its line feed.
    pub fn next_line_len(&self) -> usize {
        self.line_end.unwrap_or(self.bytes.len()) - self.start
    }

    /// The bytes after the last line feed (B6.4), once all lines are taken.
    pub fn take_rest(&mut self, cr: CarriageReturn) -> &[u8] {
        cr.strip(self.take_all())
    }

    /// Takes all bytes, lines or not, as they came.
    pub fn take_all(&mut self) -> &[u8] {
        let all = &self.bytes[self.start..];
        self.start = self.bytes.len();
        self.scanned = self.start;
        self.line_end = None;
        all
    }

    /// Takes the next `count` bytes, lines or not, or fewer if fewer wait.
    pub fn take_bytes(&mut self, count: usize) -> &[u8] {
        let from = self.start;
        self.start += count.min(self.len());
        if self.line_end.is_some_and(|end| end < self.start) {
            self.line_end = None;
        }
        self.scanned = self.scanned.max(self.start);
        &self.bytes[from..self.start]
    }

    /// The bytes that wait to be delivered.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// How many bytes wait to be delivered.
    pub fn len(&self) -> usize {
        self.bytes.len() - self.start
    }

    /// Whether no byte waits to be delivered.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Forgets everything. A buffer that one huge line has grown gives its memory back.
    pub fn clear(&mut self) {
        if self.bytes.capacity() > 16 * READ_SIZE {
            self.bytes = Vec::new();
        } else {
            self.bytes.clear();
        }
        self.start = 0;
        self.scanned = 0;
        self.line_end = None;
    }
}

impl CarriageReturn {
    /// The line without the carriage return that this rule takes off (B6.1).
    fn strip(self, mut line: &[u8]) -> &[u8] {
        while let [rest @ .., b'\r'] = line {
            line = rest;
            if self == CarriageReturn::StripLast {
                break;
            }
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same, written to be obviously right.
    fn naive_lines(bytes: &[u8]) -> (Vec<Vec<u8>>, Vec<u8>) {
        let mut lines: Vec<Vec<u8>> = bytes.split(|&b| b == b'\n').map(<[u8]>::to_vec).collect();
        let rest = lines.pop().unwrap();
        for line in &mut lines {
            if line.last() == Some(&b'\r') {
                line.pop();
            }
        }
        (lines, rest)
    }

    proptest! {
        #[test]
        fn b6_1_b6_3_lines_are_the_same_however_the_packets_fall(
            packets in prop::collection::vec(
                prop::collection::vec(prop_oneof![Just(b'\n'), Just(b'\r'), Just(b'x'), any::<u8>()], 0..40),
                0..20,
            ),
            take_between in any::<bool>(),
        ) {
            let mut buffer = LineBuffer::default();
            let mut lines = Vec::new();
            for packet in &packets {
                buffer.room().extend_from_slice(packet);
                if take_between {
                    while let Some(line) = buffer.take_line(CarriageReturn::StripLast) {
                        lines.push(line.to_vec());
                    }
                }
            }
            while let Some(line) = buffer.take_line(CarriageReturn::StripLast) {
                lines.push(line.to_vec());
            }
            let (expected, rest) = naive_lines(&packets.concat());
            prop_assert_eq!(lines, expected);
            prop_assert_eq!(buffer.len(), rest.len());
        }
    }

    #[test]
    fn each_byte_is_scanned_once() {
        let mut buffer = LineBuffer::default();
        for _ in 0..1000 {
            buffer.room().extend_from_slice(&[b'x'; 1000]);
            assert!(!buffer.has_line());
            assert_eq!(buffer.scanned, buffer.bytes.len());
        }
        buffer.room().push(b'\n');
        assert_eq!(
            buffer.take_line(CarriageReturn::StripLast).unwrap().len(),
            1_000_000
        );
    }

    #[test]
    fn bytes_taken_from_within_lines_leave_the_rest_of_the_lines() {
        let mut buffer = LineBuffer::default();
        buffer.room().extend_from_slice(b"one\ntwo\nthree\n");
        assert!(buffer.has_line());
        assert_eq!(buffer.take_bytes(2), b"on");
        assert_eq!(buffer.take_line(CarriageReturn::StripLast), Some(&b"e"[..]));
        assert!(buffer.has_line());
        assert_eq!(buffer.take_bytes(6), b"two\nth");
        assert_eq!(buffer.as_bytes(), b"ree\n");
        assert_eq!(
            buffer.take_line(CarriageReturn::StripLast),
            Some(&b"ree"[..])
        );
        buffer.room().extend_from_slice(b"end");
        assert_eq!(buffer.take_bytes(usize::MAX), b"end");
        assert!(buffer.is_empty() && !buffer.has_line());
    }

    #[test]
    fn memory_of_a_huge_line_is_given_back() {
        let mut buffer = LineBuffer::default();
        buffer.room().extend_from_slice(&vec![b'x'; 8 << 20]);
        buffer.room().push(b'\n');
        assert!(buffer.take_line(CarriageReturn::StripLast).is_some());
        assert!(buffer.room().capacity() < 1 << 20);
    }

    #[test]
    fn strip_all_takes_every_trailing_carriage_return() {
        assert_eq!(CarriageReturn::StripAll.strip(b"a\r\r\r"), b"a");
        assert_eq!(CarriageReturn::StripLast.strip(b"a\r\r\r"), b"a\r\r");
        assert_eq!(CarriageReturn::StripLast.strip(b"a\rb"), b"a\rb");
    }
}
