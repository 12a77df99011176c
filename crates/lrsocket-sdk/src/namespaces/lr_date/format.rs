//! Dates and times as text, in US English.

use std::io::Write as _;

use jiff::civil::{DateTime, Weekday};
use jiff::tz::Offset;
use mlua::BString;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The codes of `timeToUserFormat`. One that Adobe does not document stays as it is.
pub(super) fn user_format(time: DateTime, format: &[u8]) -> BString {
    let mut text = Vec::new();
    let mut trim = false;
    let mut rest = format;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte != b'%' {
            text.push(*byte);
            continue;
        }
        let (short, code) = match after {
            [b'1', code, ..] => (true, Some(code)),
            [code, ..] => (false, Some(code)),
            [] => (false, None),
        };
        match code.and_then(|code| field(time, short, *code)) {
            Some(field) => {
                trim |= code == Some(&b'P');
                text.extend(field.into_bytes());
                rest = &after[1 + usize::from(short)..];
            }
            None => text.push(b'%'),
        }
    }
    if trim {
        text = text.trim_ascii().to_vec();
    }
    text.into()
}

/// One field; `short` without a leading zero (`%1H`).
fn field(time: DateTime, short: bool, code: u8) -> Option<String> {
    let two = |number: i8| {
        if short {
            number.to_string()
        } else {
            format!("{number:02}")
        }
    };
    let half_day_hour = (time.hour() + 11) % 12 + 1;
    Some(match code {
        b'H' => two(time.hour()),
        b'I' => two(half_day_hour),
        b'm' => two(time.month()),
        b'd' => two(time.day()),
        _ if short => return None,
        b'B' => month(time).to_owned(),
        b'b' => month(time)[..3].to_owned(),
        b'e' => time.day().to_string(),
        b'j' => format!("{:03}", time.day_of_year()),
        b'A' => weekday(time).to_owned(),
        b'a' => weekday(time)[..3].to_owned(),
        b'y' => format!("{:02}", time.year().rem_euclid(100)),
        b'Y' => format!("{:04}", time.year()),
        b'M' => two(time.minute()),
        b'S' => two(time.second()),
        b'p' | b'P' => if time.hour() < 12 { "AM" } else { "PM" }.to_owned(),
        b'%' => "%".to_owned(),
        _ => return None,
    })
}

#[expect(clippy::cast_sign_loss, reason = "a month is from 1 to 12")]
fn month(time: DateTime) -> &'static str {
    MONTHS[time.month() as usize - 1]
}

fn weekday(time: DateTime) -> &'static str {
    match time.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// `2007-10-06T12:54:39-07:00`.
pub(super) fn w3c(time: DateTime, offset: Offset) -> BString {
    let mut text: Vec<u8> = user_format(time, b"%Y-%m-%dT%H:%M:%S").into();
    let sign = if offset.is_negative() { '-' } else { '+' };
    let minutes = offset.seconds().unsigned_abs() / 60;
    // Writing to a Vec does not fail.
    let _ = write!(text, "{sign}{:02}:{:02}", minutes / 60, minutes % 60);
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW_YEARS_EVE: DateTime = DateTime::constant(2009, 12, 31, 21, 2, 4, 0);
    const MORNING: DateTime = DateTime::constant(2007, 1, 6, 0, 54, 39, 0);

    fn format(time: DateTime, format: &str) -> String {
        user_format(time, format.as_bytes()).to_string()
    }

    #[test]
    fn documented_codes() {
        let all = "%B %b %m %d %e %j %a %A %y %Y %H %1H %I %1I %M %S %p %%";
        assert_eq!(
            format(NEW_YEARS_EVE, all),
            "December Dec 12 31 31 365 Thu Thursday 09 2009 21 21 09 9 02 04 PM %",
        );
        assert_eq!(
            format(MORNING, all),
            "January Jan 01 06 6 006 Sat Saturday 07 2007 00 0 12 12 54 39 AM %",
        );
    }

    #[test]
    fn trimming_is_asked_for_by_capital_p() {
        assert_eq!(format(MORNING, " %1I %P "), "12 AM");
        assert_eq!(format(MORNING, " %1I %p "), " 12 AM ");
    }

    #[test]
    fn unknown_codes_stay() {
        assert_eq!(format(MORNING, "%Q %1Y %1 100% é%"), "%Q %1Y %1 100% é%");
    }

    #[test]
    fn w3c_date_has_the_offset() {
        let pacific = Offset::constant(-7);
        assert_eq!(w3c(MORNING, pacific), b"2007-01-06T00:54:39-07:00"[..]);
        let india = Offset::from_seconds(19_800).unwrap();
        assert_eq!(w3c(MORNING, india), b"2007-01-06T00:54:39+05:30"[..]);
        assert_eq!(w3c(MORNING, Offset::UTC), b"2007-01-06T00:54:39+00:00"[..]);
    }
}
