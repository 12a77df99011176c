//! Takes acknowledgements (B6.7) out of what a receive port answers, and leaves all else.

/// What is known of the line that is being read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// It could still become `ok`: this much of it has come.
    #[default]
    Start,
    O,
    Ok,
    OkCr,
    /// It is something else.
    Other,
}

/// The filter of one connection.
#[derive(Debug, Default)]
pub(super) struct AckFilter(State);

impl AckFilter {
    /// Appends to `rest` what is not an acknowledgement; returns how many there were. What could
    /// become one is held back.
    pub(super) fn filter(&mut self, bytes: &[u8], rest: &mut Vec<u8>) -> u64 {
        let mut acks = 0;
        for &byte in bytes {
            self.0 = match (self.0, byte) {
                (State::Start, b'o') => State::O,
                (State::O, b'k') => State::Ok,
                (State::Ok, b'\r') => State::OkCr,
                (State::Ok | State::OkCr, b'\n') => {
                    acks += 1;
                    State::Start
                }
                (_, byte) => {
                    rest.extend_from_slice(self.held());
                    rest.push(byte);
                    if byte == b'\n' {
                        State::Start
                    } else {
                        State::Other
                    }
                }
            };
        }
        acks
    }

    /// What is held back; it is not any more.
    pub(super) fn release(&mut self, rest: &mut Vec<u8>) {
        rest.extend_from_slice(self.held());
        if self.0 != State::Start {
            self.0 = State::Other;
        }
    }

    fn held(&self) -> &'static [u8] {
        match self.0 {
            State::Start | State::Other => b"",
            State::O => b"o",
            State::Ok => b"ok",
            State::OkCr => b"ok\r",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AckFilter;

    fn filtered(parts: &[&str]) -> (String, u64) {
        let (mut filter, mut rest, mut acks) = (AckFilter::default(), Vec::new(), 0);
        for part in parts {
            acks += filter.filter(part.as_bytes(), &mut rest);
        }
        filter.release(&mut rest);
        (String::from_utf8(rest).unwrap(), acks)
    }

    #[test]
    fn b6_7_acknowledgements_are_taken_out_and_nothing_else() {
        assert_eq!(filtered(&["ok\nok\r\nok\n"]), (String::new(), 3));
        assert_eq!(filtered(&["o", "k", "\n"]), (String::new(), 1));
        let other = "okay\no\nok!\nnot ok\n\nook\n";
        assert_eq!(filtered(&[other]), (other.to_owned(), 0));
        assert_eq!(filtered(&["ok\nyes\nok\no"]), ("yes\no".to_owned(), 2));
        assert_eq!(filtered(&["ok\rx\nok"]), ("ok\rx\nok".to_owned(), 0));
    }
}
