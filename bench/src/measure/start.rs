//! From starting the program to a client that is connected.

use super::contenders::{Contender, Contenders};
use super::measurement::{Bar, Figure, Measurement, Unit};
use crate::error::Error;
use crate::options::Options;
use crate::program::{Mode, Running};

/// A start takes milliseconds, so it can be measured more often than the rest.
const TIMES_AS_OFTEN: usize = 4;

pub(super) fn measurement(contenders: &Contenders, options: &Options) -> Measurement {
    let way = ["lines".to_owned()];
    Measurement {
        title: "from starting the program to a connected client".to_owned(),
        figures: vec![Figure {
            name: "start",
            unit: Unit::Milliseconds,
            bars: vec![Bar::AtMost(15.0)],
        }],
        contenders: [
            contenders.lrsocket("receive", 0),
            contenders.c("receiver", &[], 0),
            contenders.luasocket("LuaSocket", "receiver", &way, 0),
        ]
        .into_iter()
        .flatten()
        .collect(),
        rounds: options.rounds * TIMES_AS_OFTEN,
        folder: None,
        take,
    }
}

fn take(contender: &Contender) -> Result<Vec<f64>, Error> {
    let mut program = Running::start(&contender.launch)?;
    let _client = program.connect(Mode::Receive)?;
    Ok(vec![program.started.elapsed().as_secs_f64() * 1e3])
}
