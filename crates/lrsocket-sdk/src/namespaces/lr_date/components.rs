//! Times from years, months, days and so on, and back.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use mlua::Value;

use super::SECONDS_FROM_1970;
use crate::vm::args::Args;
use crate::vm::raise::SdkResult;

const SECONDS_OF_A_DAY: f64 = 86_400.0;

/// A time zone as an argument: `"local"` or true, `"GMT"` or `"UTC"`, or seconds east of Greenwich.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Zone {
    Local,
    Fixed(f64),
}

impl Zone {
    pub(super) fn argument(args: &Args<'_>, n: usize, missing: Zone) -> SdkResult<Zone> {
        match args.value(n) {
            Value::Nil => Ok(missing),
            Value::Boolean(true) => Ok(Zone::Local),
            Value::Boolean(false) => Ok(Zone::Fixed(0.0)),
            Value::String(name) if name == "local" => Ok(Zone::Local),
            Value::String(name) if name == "GMT" || name == "UTC" => Ok(Zone::Fixed(0.0)),
            _ => match args.number(n) {
                Ok(seconds) if seconds.abs() <= SECONDS_OF_A_DAY => Ok(Zone::Fixed(seconds)),
                _ => Err(args.bad(n, "\"local\", \"GMT\" or seconds from GMT expected")),
            },
        }
    }

    /// What calendar and clock show at this time. `local` is the local zone.
    pub(super) fn civil(self, time: Timestamp, local: &TimeZone) -> Option<DateTime> {
        match self {
            Zone::Local => Some(local.to_datetime(time)),
            Zone::Fixed(seconds) => {
                let offset = SignedDuration::try_from_secs_f64(seconds).ok()?;
                Some(Offset::UTC.to_datetime(time.checked_add(offset).ok()?))
            }
        }
    }
}

/// `timeFromComponents( year, month, day, hour, minute, second, timeZone )`.
pub(super) fn compose(args: &Args<'_>, local: &TimeZone) -> SdkResult<f64> {
    let (year, month, day) = (args.number(1)?, args.number(2)?, args.number(3)?);
    let mut clock = 0.0;
    for (n, unit) in [(4, 3600.0), (5, 60.0), (6, 1.0)] {
        clock += args.optional_number(n)?.unwrap_or(0.0) * unit;
    }
    let zone = Zone::argument(args, 7, Zone::Fixed(0.0))?;
    let wall = seconds_since_1970(year, month, day).map(|midnight| midnight + clock);
    let time = wall.and_then(|wall| match zone {
        Zone::Fixed(offset) => Some(wall - offset),
        Zone::Local => from_wall(wall, local),
    });
    let time = time.ok_or_else(|| args.bad(1, "a date before the year 10000 expected"))?;
    Ok(time - SECONDS_FROM_1970)
}

/// Midnight of this day, in GMT. Months and days may be outside of their range.
pub(crate) fn seconds_since_1970(year: f64, month: f64, day: f64) -> Option<f64> {
    let months = (month - 1.0).floor();
    let year = year.floor() + (months / 12.0).floor();
    let month = months.rem_euclid(12.0) + 1.0;
    if !(-9999.0..=9999.0).contains(&year) {
        return None;
    }
    let first = Date::new(year as i16, month as i8, 1).ok()?;
    let since_1970 = first.duration_since(Date::constant(1970, 1, 1));
    let seconds = since_1970.as_secs() as f64 + (day.floor() - 1.0) * SECONDS_OF_A_DAY;
    seconds.is_finite().then_some(seconds)
}

/// The time at which clocks of the zone show what those of GMT show at `wall`. Of an hour that is
/// there twice, the first; one that is left out counts on from before.
fn from_wall(wall: f64, zone: &TimeZone) -> Option<f64> {
    let second = wall.floor();
    let shown = Timestamp::from_duration(SignedDuration::try_from_secs_f64(second).ok()?).ok()?;
    let shown = Offset::UTC.to_datetime(shown);
    let time = zone.to_ambiguous_zoned(shown).compatible().ok()?;
    Some(time.timestamp().as_second() as f64 + (wall - second))
}

/// Year, month, day, hour, minute, second, day of the week (Sunday is 1).
pub(super) fn split(civil: DateTime) -> (i16, i8, i8, i8, i8, i8, i8) {
    (
        civil.year(),
        civil.month(),
        civil.day(),
        civil.hour(),
        civil.minute(),
        civil.second(),
        civil.weekday().to_sunday_one_offset(),
    )
}

/// The zone's offset without daylight saving, and whether that is in force.
pub(super) fn standard_offset(zone: &TimeZone, time: Timestamp) -> (Offset, bool) {
    let info = zone.to_offset_info(time);
    if !info.dst().is_dst() {
        return (info.offset(), false);
    }
    let standard = zone
        .preceding(time)
        .take(10)
        .find(|transition| !transition.dst().is_dst());
    (
        standard.map_or(info.offset(), |transition| transition.offset()),
        true,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pacific() -> TimeZone {
        TimeZone::posix("PST8PDT,M3.2.0,M11.1.0").unwrap()
    }

    fn gmt(year: i16, month: i8, day: i8, hour: i8) -> f64 {
        let time = DateTime::constant(year, month, day, hour, 0, 0, 0);
        Offset::UTC.to_timestamp(time).unwrap().as_second() as f64
    }

    #[test]
    fn days_outside_of_the_month_carry_over() {
        assert_eq!(seconds_since_1970(1970.0, 1.0, 1.0), Some(0.0));
        assert_eq!(
            seconds_since_1970(2001.0, 1.0, 1.0),
            Some(SECONDS_FROM_1970)
        );
        let march_3 = Some(gmt(2009, 3, 3, 0));
        assert_eq!(seconds_since_1970(2009.0, 2.0, 31.0), march_3);
        assert_eq!(seconds_since_1970(2008.0, 15.0, 3.0), march_3);
        assert_eq!(
            seconds_since_1970(2009.0, 0.0, 0.0),
            Some(gmt(2008, 11, 30, 0))
        );
        assert_eq!(seconds_since_1970(f64::NAN, 1.0, 1.0), None);
        assert_eq!(seconds_since_1970(2009.0, f64::INFINITY, 1.0), None);
    }

    #[test]
    fn local_hours_that_are_there_twice_or_not_at_all() {
        let at = |wall| from_wall(wall, &pacific());
        assert_eq!(
            at(gmt(2009, 1, 1, 12) + 0.5),
            Some(gmt(2009, 1, 1, 20) + 0.5)
        );
        assert_eq!(at(gmt(2009, 7, 1, 12)), Some(gmt(2009, 7, 1, 19)));
        assert_eq!(at(gmt(2009, 11, 1, 1)), Some(gmt(2009, 11, 1, 8)));
        assert_eq!(at(gmt(2009, 3, 8, 2)), Some(gmt(2009, 3, 8, 10)));
    }

    #[test]
    fn offset_is_that_without_daylight_saving() {
        let at = |seconds: f64| {
            let time = Timestamp::from_second(seconds as i64).unwrap();
            let (offset, daylight_saving) = standard_offset(&pacific(), time);
            (offset.seconds(), daylight_saving)
        };
        assert_eq!(at(gmt(2009, 1, 1, 0)), (-28_800, false));
        assert_eq!(at(gmt(2009, 7, 1, 0)), (-28_800, true));
    }
}
