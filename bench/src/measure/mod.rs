//! The measurements.

mod catalog;
mod contenders;
mod develop;
mod measurement;
mod proxy;
mod receive;
mod remote;
mod round_trip;
mod send;
mod start;
mod tests;

pub(crate) use contenders::{Contenders, LRSOCKET};
pub(crate) use measurement::{Bar, Figure, Measurement, Outcome, Program, Unit};

use crate::kind::Kind;
use crate::options::Options;

/// The measurements that were asked for.
pub(crate) fn all<'a>(
    contenders: &'a Contenders,
    options: &'a Options,
) -> impl Iterator<Item = Measurement> + 'a {
    options.kinds.iter().map(move |kind| match kind {
        Kind::Receive => receive::different_lines(contenders, options),
        Kind::ReceiveSame => receive::same_line(contenders, options),
        Kind::RemoteIn => remote::lines_in(options),
        Kind::RemoteOut => remote::lines_out(options),
        Kind::RemoteRoundTrip => remote::round_trip(options),
        Kind::Send => send::measurement(contenders, options),
        Kind::Start => start::measurement(contenders, options),
        Kind::RoundTrip => round_trip::measurement(contenders, options),
        Kind::CatalogGenerated => catalog::generated(contenders, options),
        Kind::CatalogLrcat => catalog::lrcat(contenders, options),
        Kind::Develop => develop::measurement(contenders, options),
        Kind::Tests => tests::timeouts(contenders, options),
        Kind::Seeds => tests::seeds(contenders, options),
        Kind::Proxy => proxy::throughput(contenders, options),
        Kind::ProxyLatency => proxy::latency(contenders, options),
        Kind::ProxyMemory => proxy::memory(contenders, options),
    })
}
