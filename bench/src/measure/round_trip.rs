//! One line in on one socket, one message back on the other: how long that takes.

use std::io::{Read, Write};
use std::time::Instant;

use super::contenders::{Contender, Contenders};
use super::measurement::{Figure, Measurement, Unit};
use crate::error::Error;
use crate::options::Options;
use crate::program::{Mode, Running};
use crate::stats::percentile;

const WARM_UP: u64 = 500;

pub(super) fn measurement(contenders: &Contenders, options: &Options) -> Measurement {
    let trips = if options.quick { 1_000 } else { 10_000 };
    let figure = |name| Figure {
        name,
        unit: Unit::Microseconds,
        bars: Vec::new(),
    };
    Measurement {
        title: format!("a line in, a message back on the other socket, {trips} times"),
        figures: vec![
            figure("round trip, half of them within"),
            figure("round trip, 99% within"),
        ],
        contenders: [
            contenders.lrsocket("echo", trips),
            contenders.c("echo", &[], trips),
            contenders.luasocket("LuaSocket", "echo", &[], trips),
        ]
        .into_iter()
        .flatten()
        .collect(),
        rounds: options.rounds,
        folder: None,
        take,
    }
}

fn take(contender: &Contender) -> Result<Vec<f64>, Error> {
    let mut program = Running::start(&contender.launch)?;
    // The rivals accept in this order.
    let mut back = program.connect(Mode::Send)?;
    let mut there = program.connect(Mode::Receive)?;

    let line = format!("{:063}\n", 0);
    let mut answer = vec![0; line.len()];
    let mut acknowledgement = [0; 3];
    let mut microseconds = Vec::new();
    for trip in 0..WARM_UP + contender.amount {
        let begun = Instant::now();
        there.write_all(line.as_bytes())?;
        back.read_exact(&mut answer)?;
        let taken = begun.elapsed();

        there.read_exact(&mut acknowledgement)?;
        if trip >= WARM_UP {
            microseconds.push(taken.as_secs_f64() * 1e6);
        }
    }
    Ok([50, 99]
        .into_iter()
        .filter_map(|percent| percentile(&microseconds, percent))
        .collect())
}
