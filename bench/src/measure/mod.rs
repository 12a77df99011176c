//! The measurements, and the rounds in which every program takes its turn.

mod catalog;
mod contenders;
mod develop;
mod proxy;
mod receive;
mod remote;
mod round_trip;
mod send;
mod start;
mod tests;

pub(crate) use contenders::{Contender, Contenders, LRSOCKET};

use std::str::FromStr;

use tempfile::TempDir;

use crate::error::Error;
use crate::options::Options;

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

/// What a figure is counted in.
#[derive(Clone, Copy)]
pub(crate) enum Unit {
    /// Shown in millions.
    PerSecond,
    /// Shown as it is.
    FewPerSecond,
    Milliseconds,
    Microseconds,
    /// Counted in bytes, shown in millions.
    Megabytes,
    /// Shown in thousands of millions.
    BytesPerSecond,
}

/// What lrsocket is meant to reach.
#[derive(Clone, Copy)]
pub(crate) enum Bar {
    /// At least this many times the rate of the rival of that name.
    OfRival(&'static str, f64),
    /// At most this many times the time of the rival of that name.
    TimesRival(&'static str, f64),
    AtLeast(f64),
    AtMost(f64),
}

/// One figure that a measurement gives.
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) unit: Unit,
    pub(crate) bars: Vec<Bar>,
}

/// One measurement, ready to run.
pub(crate) struct Measurement {
    /// What is done, in words.
    pub(crate) title: String,
    pub(crate) figures: Vec<Figure>,
    pub(crate) contenders: Vec<Contender>,
    pub(crate) rounds: usize,
    /// What it reads is in here.
    pub(crate) folder: Option<TempDir>,
    /// Measures one program once; gives one value for each of `figures`.
    pub(crate) take: fn(&Contender) -> Result<Vec<f64>, Error>,
}

/// A measurement that has been run.
pub(crate) struct Outcome {
    pub(crate) title: String,
    pub(crate) rounds: usize,
    pub(crate) figures: Vec<Figure>,
    pub(crate) programs: Vec<Program>,
}

/// What one program reached.
pub(crate) struct Program {
    pub(crate) name: &'static str,
    /// One entry a round; `None` where the round failed.
    pub(crate) rounds: Vec<Option<Vec<f64>>>,
}

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

impl Measurement {
    /// Every program once in every round: what disturbs the machine for a while disturbs them all,
    /// and a ratio compares neighbours in time.
    pub(crate) fn run(self) -> Outcome {
        let mut programs: Vec<Program> = self.contenders.iter().map(Program::of).collect();
        for round in 1..=self.rounds {
            eprintln!("{}: round {round} of {}", self.figures[0].name, self.rounds);
            for (contender, program) in self.contenders.iter().zip(&mut programs) {
                let taken = (self.take)(contender);
                if let Err(error) = &taken {
                    eprintln!("  {} gave no figure: {error}", contender.name);
                }
                program.rounds.push(taken.ok());
            }
        }
        drop(self.folder);
        Outcome {
            title: self.title,
            rounds: self.rounds,
            figures: self.figures,
            programs,
        }
    }
}

impl Program {
    fn of(contender: &Contender) -> Self {
        Self {
            name: contender.name,
            rounds: Vec::new(),
        }
    }

    /// The values of the figure at `index`, a round each.
    pub(crate) fn values(&self, index: usize) -> impl Iterator<Item = Option<f64>> + '_ {
        self.rounds
            .iter()
            .map(move |values| Some(values.as_ref()?[index]))
    }
}
