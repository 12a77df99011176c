//! LrDate. Times are seconds since the beginning of 2001 in GMT. The local time zone is that of the
//! system; `TZ` is honoured. In a repeatable run it is UTC. The language is US English.
//!
//! Where Adobe's documentation is silent: `timeFromComponents` takes 0 for missing hours, minutes
//! and seconds and GMT for a missing zone, and carries over numbers that are too large or too small
//! (February 31 is March 3); `timeZone` returns the offset without daylight saving, which its
//! second result tells, as plug-ins rely on; `timeToIsoDate` is the local date.

mod components;
mod format;

use std::time::SystemTime;

use jiff::civil::DateTime;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use mlua::BString;

use self::components::Zone;
pub(crate) use self::components::seconds_since_1970;
use crate::vm::args::Args;
use crate::vm::namespace::{Builder, Call, Namespace};
use crate::vm::raise::SdkResult;

/// From the beginning of 1970 to that of 2001.
const SECONDS_FROM_1970: f64 = 978_307_200.0;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrDate",
    build: |ns| {
        times(ns);
        texts(ns);
        Ok(())
    },
};

/// A time of the system as LrDate counts it.
pub(super) fn from_system(time: SystemTime) -> f64 {
    let since_1970 = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => after.as_secs_f64(),
        Err(before) => -before.duration().as_secs_f64(),
    };
    since_1970 - SECONDS_FROM_1970
}

fn times(ns: &mut Builder<'_>) {
    ns.function("currentTime", |call, _| {
        Ok(call.core.app.wall().as_secs_f64() - SECONDS_FROM_1970)
    });
    ns.function("timeFromPosixDate", |_, args| {
        Ok(args.number(1)? - SECONDS_FROM_1970)
    });
    ns.function("timeToPosixDate", |_, args| {
        Ok(args.number(1)? + SECONDS_FROM_1970)
    });
    ns.function("timeFromComponents", |call, args| {
        components::compose(args, &call.core.app.time_zone())
    });
    ns.function("timestampToComponents", |call, args| {
        let (time, zone) = (timestamp(args, 1)?, Zone::argument(args, 2, Zone::Local)?);
        let civil = zone.civil(time, &call.core.app.time_zone());
        let civil = civil.ok_or_else(|| args.bad(1, "a time that has a date expected"))?;
        Ok(components::split(civil))
    });
    ns.function("timeZone", |call, _| {
        let now = Timestamp::try_from(SystemTime::UNIX_EPOCH + call.core.app.wall());
        let now = now.unwrap_or(Timestamp::MAX);
        let (offset, daylight_saving) =
            components::standard_offset(&call.core.app.time_zone(), now);
        Ok((offset.seconds(), daylight_saving))
    });
}

fn texts(ns: &mut Builder<'_>) {
    ns.function("timeToUserFormat", |call, args| {
        let (time, pattern) = (timestamp(args, 1)?, args.string(2)?);
        let time = if args.truth(3) {
            Offset::UTC.to_datetime(time)
        } else {
            local(call, time)
        };
        Ok(format::user_format(time, &pattern.as_bytes()))
    });
    ns.function("timeToW3CDate", |call, args| {
        let time = timestamp(args, 1)?;
        let offset = call.core.app.time_zone().to_offset(time);
        Ok(format::w3c(offset.to_datetime(time), offset))
    });
    for (name, pattern) in [
        ("timeToIsoDate", "%Y-%m-%d"),
        ("formatLongDate", "%B %e, %Y"),
        ("formatMediumDate", "%b %e, %Y"),
        ("formatShortDate", "%1m/%e/%y"),
        ("formatMediumTime", "%1I:%M:%S %p"),
        ("formatShortTime", "%1I:%M %p"),
    ] {
        ns.function(name, move |call, args| -> SdkResult<BString> {
            Ok(format::user_format(
                local(call, timestamp(args, 1)?),
                pattern.as_bytes(),
            ))
        });
    }
}

fn local(call: &Call<'_>, time: Timestamp) -> DateTime {
    call.core.app.time_zone().to_datetime(time)
}

/// Argument `n`, a time.
fn timestamp(args: &Args<'_>, n: usize) -> SdkResult<Timestamp> {
    let seconds = args.number(n)?;
    from_seconds(seconds).ok_or_else(|| args.bad(n, "a time before the year 10000 expected"))
}

fn from_seconds(seconds: f64) -> Option<Timestamp> {
    let since_1970 = SignedDuration::try_from_secs_f64(seconds + SECONDS_FROM_1970).ok()?;
    Timestamp::from_duration(since_1970).ok()
}
