//! What a plug-in's receive port writes back.

/// Counts acknowledgements (B6.7): `ok` for each line. What ends one is a guess of the rule, so any line
/// end does, and none.
#[derive(Debug, Default)]
pub(super) struct Acknowledgements {
    /// An `o` came, its `k` not yet.
    half: bool,
    count: u64,
    strange: u64,
}

impl Acknowledgements {
    /// Takes what came, however it was cut; returns how many it completed.
    pub(super) fn take(&mut self, bytes: &[u8]) -> u64 {
        let before = self.count;
        for &byte in bytes {
            match (self.half, byte) {
                (false, b'o') => self.half = true,
                (true, b'k') => {
                    self.half = false;
                    self.count += 1;
                }
                (false, b'\r' | b'\n') => {}
                (half, byte) => {
                    self.strange += 1 + u64::from(half && byte != b'o');
                    self.half = byte == b'o';
                }
            }
        }
        self.count - before
    }

    /// How many came.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// How many bytes came that are no acknowledgement.
    pub(super) fn strange(&self) -> u64 {
        self.strange
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b6_7_acknowledgements_are_counted_however_they_are_cut_or_ended() {
        for text in ["ok\nok\nok\n", "ok\r\nok\r\nok\r\n", "okokok"] {
            for cut in 0..text.len() {
                let mut acknowledgements = Acknowledgements::default();
                let first = acknowledgements.take(&text.as_bytes()[..cut]);
                let rest = acknowledgements.take(&text.as_bytes()[cut..]);
                assert_eq!(first + rest, 3, "{text:?} cut at {cut}");
                assert_eq!(acknowledgements.count(), 3);
                assert_eq!(acknowledgements.strange(), 0);
            }
        }
    }

    #[test]
    fn b6_7_what_is_no_acknowledgement_is_counted_apart() {
        let mut acknowledgements = Acknowledgements::default();
        assert_eq!(acknowledgements.take(b"hello\noxook\nok"), 2);
        assert_eq!(
            acknowledgements.strange(),
            9,
            "hello and its line feed, ox, o"
        );
    }
}
