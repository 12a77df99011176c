//! One measurement, and the rounds in which every program takes its turn.

use tempfile::TempDir;

use super::contenders::Contender;
use crate::error::Error;

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
