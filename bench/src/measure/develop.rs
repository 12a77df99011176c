//! How many times a second Lua can move a slider and read where it is.

use super::contenders::{Contender, Contenders};
use super::measurement::{Bar, Figure, Measurement, Unit};
use crate::error::Error;
use crate::options::Options;
use crate::program::Running;

pub(super) fn measurement(contenders: &Contenders, options: &Options) -> Measurement {
    let figure = |name, bars| Figure {
        name,
        unit: Unit::PerSecond,
        bars,
    };
    let pairs = 1_000_000;
    Measurement {
        title: format!("setValue and getValue of LrDevelopController, {pairs} pairs from Lua"),
        figures: vec![
            figure("develop, one slider", vec![Bar::AtLeast(5e5)]),
            figure("develop, a photo with other settings", vec![]),
            figure("develop, four sliders in turn", vec![]),
        ],
        contenders: contenders.lrsocket("develop", pairs).into_iter().collect(),
        rounds: options.rounds,
        folder: None,
        take,
    }
}

fn take(contender: &Contender) -> Result<Vec<f64>, Error> {
    let mut program = Running::start(&contender.launch)?;
    let mut before = program.step("begun")?;
    let mut rates = Vec::new();
    for step in ["one", "adjusted", "several"] {
        let at = program.step(step)?;
        rates.push(contender.amount as f64 / (at - before).as_secs_f64());
        before = at;
    }
    Ok(rates)
}
