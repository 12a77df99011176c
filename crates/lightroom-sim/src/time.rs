//! Time as Lightroom counts it, and the calendar.

use std::ops::Add;

/// A moment: seconds since midnight GMT on January 1, 2001, as in `LrDate`.
///
/// The simulation never reads a clock; [`Catalog::set_now`](crate::Catalog::set_now) tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Moment(pub f64);

impl Moment {
    /// The number of seconds.
    pub const fn seconds(self) -> f64 {
        self.0
    }
}

impl Add<f64> for Moment {
    type Output = Moment;

    fn add(self, seconds: f64) -> Moment {
        Moment(self.0 + seconds)
    }
}

/// A date and time of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Civil {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day, from 1.
    pub day: u8,
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute.
    pub minute: u8,
    /// The second.
    pub second: u8,
}

const DAY: i64 = 86_400;
/// Days from 1970-01-01 to 2001-01-01.
const DAYS_TO_2001: i64 = 11_323;

impl Civil {
    /// Seconds since midnight on January 1, 2001, on the same clock.
    pub fn seconds(self) -> i64 {
        let days = days_of(self.year.into(), self.month.into(), self.day.into()) - DAYS_TO_2001;
        let (hour, minute) = (i64::from(self.hour), i64::from(self.minute));
        days * DAY + hour * 3600 + minute * 60 + i64::from(self.second)
    }

    /// The date that is `seconds` after midnight on January 1, 2001.
    pub fn from_seconds(seconds: i64) -> Self {
        let (year, month, day) = date_of(seconds.div_euclid(DAY) + DAYS_TO_2001);
        let rest = seconds.rem_euclid(DAY);
        Civil {
            year: i32::try_from(year).unwrap_or(i32::MAX),
            month,
            day,
            hour: small(rest / 3600),
            minute: small(rest / 60 % 60),
            second: small(rest % 60),
        }
    }

    /// Reads `YYYY-MM-DD`, alone or followed by `T` or a space and `hh:mm` or `hh:mm:ss`.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = match text.split_once(['T', ' ']) {
            Some((date, time)) => (date, time.trim_end_matches('Z')),
            None => (text, "0:0"),
        };
        let mut date = date.splitn(3, '-');
        let mut time = time.splitn(3, ':');
        let civil = Civil {
            year: date.next()?.parse().ok()?,
            month: date.next()?.parse().ok()?,
            day: date.next()?.parse().ok()?,
            hour: time.next()?.parse().ok()?,
            minute: time.next()?.parse().ok()?,
            second: match time.next() {
                Some(second) => second.split('.').next()?.parse().ok()?,
                None => 0,
            },
        };
        // A date that does not come back as itself, such as February 30, is none.
        (civil.month != 0 && Civil::from_seconds(civil.seconds()) == civil).then_some(civil)
    }

    /// `YYYY-MM-DDThh:mm:ss`.
    pub fn iso8601(self) -> String {
        let Civil {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = self;
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}

/// When a photo was taken: the wall clock of the camera, with its offset from GMT if known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CaptureTime {
    /// What the camera's clock showed.
    pub wall_clock: Civil,
    /// Minutes east of GMT.
    pub offset_minutes: Option<i16>,
}

impl CaptureTime {
    /// The moment; a clock without an offset is taken to show GMT (guess).
    pub fn moment(self) -> Moment {
        let offset = i64::from(self.offset_minutes.unwrap_or(0)) * 60;
        Moment((self.wall_clock.seconds() - offset) as f64)
    }

    /// ISO 8601, with the offset if it is known.
    pub fn iso8601(self) -> String {
        let wall_clock = self.wall_clock.iso8601();
        match self.offset_minutes {
            None => wall_clock,
            Some(0) => format!("{wall_clock}Z"),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                let offset = offset.unsigned_abs();
                format!("{wall_clock}{sign}{:02}:{:02}", offset / 60, offset % 60)
            }
        }
    }

    /// As the Metadata panel shows it in English: `09/15/2005 17:32:50`.
    pub fn formatted(self) -> String {
        let Civil {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = self.wall_clock;
        format!("{month:02}/{day:02}/{year:04} {hour:02}:{minute:02}:{second:02}")
    }
}

/// A month, a day or a part of a day; they are never larger.
fn small(number: i64) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

/// Days from 1970-01-01 to a date of the Gregorian calendar.
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The inverse of [`days_of`].
fn date_of(days: i64) -> (i64, u8, u8) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, small(month), small(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_starts_in_2001() {
        let start = Civil::parse("2001-01-01").unwrap();
        assert_eq!(start.seconds(), 0);
        assert_eq!(
            Civil::parse("2001-01-02T00:00:01").unwrap().seconds(),
            86_401
        );
        assert_eq!(Civil::parse("2000-12-31 23:59").unwrap().seconds(), -60);
    }

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        for day in 0..146_097 {
            let civil = Civil::from_seconds(day * DAY);
            assert_eq!(civil.seconds(), day * DAY);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "2023",
            "2023-02-29",
            "2023-13-01",
            "2023-00-10",
            "2023-1-1T25:00",
            "x-y-z",
        ] {
            assert_eq!(Civil::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_offset_moves_the_moment_and_is_written() {
        let wall_clock = Civil::parse("2024-06-01T12:00:00").unwrap();
        let gmt = CaptureTime {
            wall_clock,
            offset_minutes: Some(0),
        };
        let berlin = CaptureTime {
            wall_clock,
            offset_minutes: Some(120),
        };
        let newfoundland = CaptureTime {
            wall_clock,
            offset_minutes: Some(-150),
        };
        assert_eq!(berlin.moment() + 7200.0, gmt.moment());
        assert_eq!(gmt.iso8601(), "2024-06-01T12:00:00Z");
        assert_eq!(berlin.iso8601(), "2024-06-01T12:00:00+02:00");
        assert_eq!(newfoundland.iso8601(), "2024-06-01T12:00:00-02:30");
        assert_eq!(berlin.formatted(), "06/01/2024 12:00:00");
    }
}
