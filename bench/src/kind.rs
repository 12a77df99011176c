//! The names of the measurements.

use std::str::FromStr;

use crate::error::Error;

/// Which measurement.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Receive,
    ReceiveSame,
    RemoteIn,
    RemoteOut,
    RemoteRoundTrip,
    Send,
    Start,
    RoundTrip,
    CatalogGenerated,
    CatalogLrcat,
    Develop,
    Tests,
    Seeds,
    Proxy,
    ProxyLatency,
    ProxyMemory,
}

impl Kind {
    pub(crate) const ALL: &[Self] = &[
        Self::Receive,
        Self::ReceiveSame,
        Self::RemoteIn,
        Self::RemoteOut,
        Self::RemoteRoundTrip,
        Self::Send,
        Self::Start,
        Self::RoundTrip,
        Self::CatalogGenerated,
        Self::CatalogLrcat,
        Self::Develop,
        Self::Tests,
        Self::Seeds,
        Self::Proxy,
        Self::ProxyLatency,
        Self::ProxyMemory,
    ];
}

impl FromStr for Kind {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "receive" => Ok(Self::Receive),
            "receive-same" => Ok(Self::ReceiveSame),
            "remote-in" => Ok(Self::RemoteIn),
            "remote-out" => Ok(Self::RemoteOut),
            "remote-round-trip" => Ok(Self::RemoteRoundTrip),
            "send" => Ok(Self::Send),
            "start" => Ok(Self::Start),
            "round-trip" => Ok(Self::RoundTrip),
            "catalog-generated" => Ok(Self::CatalogGenerated),
            "catalog-lrcat" => Ok(Self::CatalogLrcat),
            "develop" => Ok(Self::Develop),
            "tests" => Ok(Self::Tests),
            "seeds" => Ok(Self::Seeds),
            "proxy" => Ok(Self::Proxy),
            "proxy-latency" => Ok(Self::ProxyLatency),
            "proxy-memory" => Ok(Self::ProxyMemory),
            _ => Err(Error::Usage(format!("there is no measurement `{text}`"))),
        }
    }
}
