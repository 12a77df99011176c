//! The time that a date in a search stands for.

use crate::time::Civil;

/// From the first second of a date to that after its last: a day, a minute, a second. Lightroom
/// compares the beginning of `YYYY-MM-DDThh:mm:ss`, without a time zone (measured, R8.3), so that a
/// date with one stands for no time at all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Span {
    Time { from: f64, to: f64 },
    Never,
}

/// The lowest date and time, to complete a beginning with.
const LOWEST: &str = "0001-01-01T00:00:00";

impl Span {
    /// `None` for a text that does not begin as a date does.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let year = text.get(..4)?;
        if !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Some(Self::of_beginning(text).unwrap_or(Self::Never))
    }

    fn of_beginning(text: &str) -> Option<Self> {
        let is_separator = |at| matches!(LOWEST.as_bytes().get(at), Some(b'-' | b'T' | b':'));
        let fits = text.len() <= LOWEST.len()
            && text.bytes().enumerate().all(|(at, byte)| {
                if is_separator(at) {
                    byte == LOWEST.as_bytes()[at]
                } else {
                    byte.is_ascii_digit()
                }
            });
        if !fits {
            return None;
        }
        let whole = text.trim_end_matches(['-', 'T', ':']);
        // A part of a number, such as the tens of the minutes, is as many units.
        let (digits, tens) = match whole.len() {
            4 | 7 | 10 | 13 | 16 | 19 => (whole, 1),
            6 | 9 | 12 | 15 | 18 => (&whole[..whole.len() - 1], 10),
            _ => return None,
        };
        let tens_digit = if tens == 10 {
            &whole[digits.len()..]
        } else {
            ""
        };
        let unit = digits.len() + usize::from(tens == 10) * 2;
        let numbers = format!("{digits}{tens_digit}");
        let from = Civil::parse(&complete(&numbers))?;
        let to = next(from, unit, tens)?;
        Some(Self::Time {
            from: from.seconds() as f64,
            to: to as f64,
        })
    }

    pub(super) fn contains(self, date: f64) -> bool {
        self.has_begun(date) && self.has_not_passed(date)
    }

    pub(super) fn is_before(self, date: f64) -> bool {
        matches!(self, Self::Time { to, .. } if date >= to)
    }

    pub(super) fn is_after(self, date: f64) -> bool {
        matches!(self, Self::Time { from, .. } if date < from)
    }

    pub(super) fn has_begun(self, date: f64) -> bool {
        matches!(self, Self::Time { from, .. } if date >= from)
    }

    pub(super) fn has_not_passed(self, date: f64) -> bool {
        matches!(self, Self::Time { to, .. } if date < to)
    }
}

/// The first second whose text begins so.
fn complete(beginning: &str) -> String {
    let rest = &LOWEST[beginning.len()..];
    // The tens of a month or a day can be 0, their ones are then 1.
    let zero = beginning.ends_with(['1', '2', '3']) && matches!(beginning.len(), 6 | 9);
    match rest.strip_prefix('1').filter(|_| zero) {
        Some(rest) => format!("{beginning}0{rest}"),
        None => format!("{beginning}{rest}"),
    }
}

/// The second after the last one of `count` units; a unit is known by the length of its date.
fn next(from: Civil, unit: usize, count: i64) -> Option<i64> {
    let seconds = |length: i64| from.seconds() + length * count;
    Some(match unit {
        4 => first_of(from.year + 1, 1)?,
        7 => {
            // Months from 01 to 09, or from 10 to 12.
            let last = if count == 1 {
                from.month
            } else if from.month < 10 {
                9
            } else {
                12
            };
            match last {
                12 => first_of(from.year + 1, 1)?,
                last => first_of(from.year, last + 1)?,
            }
        }
        10 => {
            let tens = if from.day == 1 && count == 10 {
                9
            } else {
                count
            };
            let end = from.seconds() + tens * 86_400;
            let next_month = match from.month {
                12 => first_of(from.year + 1, 1)?,
                month => first_of(from.year, month + 1)?,
            };
            end.min(next_month)
        }
        13 => seconds(3600).min(from.seconds() - i64::from(from.hour) * 3600 + 86_400),
        16 => seconds(60),
        _ => seconds(1),
    })
}

fn first_of(year: i32, month: u8) -> Option<i64> {
    let first = format!("{year:04}-{month:02}-01");
    Civil::parse(&first).map(Civil::seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(text: &str) -> f64 {
        Civil::parse(text).unwrap().seconds() as f64
    }

    #[test]
    fn r8_3_a_date_stands_for_all_times_that_begin_so() {
        for (text, from, to) in [
            ("2024", "2024-01-01", "2025-01-01"),
            ("2024-12", "2024-12-01", "2025-01-01"),
            ("2024-0", "2024-01-01", "2024-10-01"),
            ("2024-1", "2024-10-01", "2025-01-01"),
            ("2024-02-29", "2024-02-29", "2024-03-01"),
            ("2024-02-0", "2024-02-01", "2024-02-10"),
            ("2024-02-2", "2024-02-20", "2024-03-01"),
            ("2024-02-29T", "2024-02-29", "2024-03-01"),
            ("2024-02-28T2", "2024-02-28T20:00", "2024-02-29"),
            ("2024-02-28T1", "2024-02-28T10:00", "2024-02-28T20:00"),
            ("2024-02-28T14:1", "2024-02-28T14:10", "2024-02-28T14:20"),
            ("2024-02-28T14:10", "2024-02-28T14:10", "2024-02-28T14:11"),
            (
                "2024-02-28T14:10:5",
                "2024-02-28T14:10:50",
                "2024-02-28T14:11",
            ),
            (
                "2024-02-28T14:10:59",
                "2024-02-28T14:10:59",
                "2024-02-28T14:11",
            ),
        ] {
            let expected = Span::Time {
                from: second(from),
                to: second(to),
            };
            assert_eq!(Span::parse(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn r8_3_a_date_with_a_zone_or_of_another_form_stands_for_none() {
        for text in [
            "2024-02-28T14:10:59Z",
            "2024-02-28T14:10:59+01:00",
            "2024-02-28 14:10",
            "2024-02-30",
            "2024-13-01",
            "2024/02/28",
        ] {
            assert_eq!(Span::parse(text), Some(Span::Never), "{text}");
        }
        assert_eq!(Span::parse("yesterday"), None);
        assert_eq!(Span::parse(""), None);
    }
}
