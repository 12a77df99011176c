//! Finds the lines in what passes, to be shown and recorded.

/// The line that has not ended yet.
#[derive(Debug)]
pub(super) struct Lines {
    /// How much of a line is kept until its end comes. Of a longer one only the beginning is reported.
    most: usize,
    partial: Vec<u8>,
    /// How long it is, with what was not kept.
    length: u64,
}

impl Lines {
    /// Keeps at most so much of a line.
    pub(super) fn keeping(most: usize) -> Self {
        Lines {
            most,
            partial: Vec::new(),
            length: 0,
        }
    }

    /// Calls `found` with each line that ended, its line feed included, and its length.
    pub(super) fn feed(&mut self, bytes: &[u8], mut found: impl FnMut(&[u8], u64)) {
        let mut start = 0;
        for at in memchr::memchr_iter(b'\n', bytes) {
            let line = &bytes[start..=at];
            start = at + 1;
            if self.length == 0 {
                found(&line[..line.len().min(self.most)], line.len() as u64);
            } else {
                self.keep(line);
                self.flush(&mut found);
            }
        }
        self.keep(&bytes[start..]);
    }

    /// Calls `found` with the line that has not ended, if there is one.
    pub(super) fn flush(&mut self, mut found: impl FnMut(&[u8], u64)) {
        if self.length > 0 {
            found(&self.partial, self.length);
            self.length = 0;
            // Idle connections are to hold nothing.
            self.partial = Vec::new();
        }
    }

    /// How much of a line has come.
    pub(super) fn partial(&self) -> u64 {
        self.length
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = self.most - self.partial.len();
        self.partial
            .extend_from_slice(&bytes[..bytes.len().min(room)]);
        self.length += bytes.len() as u64;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Lines;

    proptest! {
        #[test]
        fn lines_are_found_however_they_are_split(
            parts in prop::collection::vec(prop::collection::vec(
                prop_oneof![Just(b'\n'), Just(b'a'), Just(b'b')], 0..9), 0..9)
        ) {
            let mut lines = Lines::keeping(100);
            let mut found = Vec::new();
            for part in &parts {
                lines.feed(part, |line, length| found.push((line.to_vec(), length)));
            }
            lines.flush(|line, length| found.push((line.to_vec(), length)));
            let all = parts.concat();
            let expected: Vec<_> = all
                .split_inclusive(|byte| *byte == b'\n')
                .map(|line| (line.to_vec(), line.len() as u64))
                .collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn of_a_line_that_does_not_end_only_the_beginning_is_kept() {
        let mut lines = Lines::keeping(8);
        for _ in 0..5 {
            lines.feed(b"xxxx", |_, _| panic!("it has not ended"));
        }
        assert_eq!((lines.partial.len(), lines.partial()), (8, 20));
        let mut found = Vec::new();
        lines.feed(b"x\n123456789\n", |line, length| {
            found.push((line.to_vec(), length));
        });
        assert_eq!(found, [(vec![b'x'; 8], 22), (b"12345678".to_vec(), 10)]);
    }
}
