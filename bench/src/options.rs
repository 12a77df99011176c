//! The command line.

use std::path::PathBuf;

use crate::error::Error;
use crate::kind::Kind;

pub(crate) const HELP: &str = "\
Usage: lrsocket-bench [MEASUREMENT…] [OPTIONS]

Measurements (default: all): receive, receive-same, remote-in, remote-out, remote-round-trip,
  send, start, round-trip, catalog-generated, catalog-lrcat, develop, tests, seeds, proxy, proxy-latency,
  proxy-memory

Options:
  --lrsocket PATH  the program to measure (default: `lrsocket` beside this program)
  --rounds N       rounds (default 5); start, being short, has four times as many
  --quick          a tenth of the work and three rounds: to see that it runs, not for figures
  --json           the figures as one JSON object on stdout
  -h, --help       this text
";

/// What the command line asks for.
pub(crate) enum Asked {
    Help,
    Run(Options),
}

/// How to run.
pub(crate) struct Options {
    /// In the order given.
    pub(crate) kinds: Vec<Kind>,
    /// `None`: beside this program.
    pub(crate) lrsocket: Option<PathBuf>,
    pub(crate) rounds: usize,
    pub(crate) quick: bool,
    pub(crate) json: bool,
}

pub(crate) fn parse(args: impl Iterator<Item = String>) -> Result<Asked, Error> {
    let mut args = args;
    let mut rounds = None;
    let mut options = Options {
        kinds: Vec::new(),
        lrsocket: None,
        rounds: 0,
        quick: false,
        json: false,
    };
    while let Some(arg) = args.next() {
        let mut value = || {
            args.next()
                .ok_or_else(|| Error::Usage(format!("{arg} needs a value")))
        };
        match arg.as_str() {
            "-h" | "--help" => return Ok(Asked::Help),
            "--json" => options.json = true,
            "--quick" => options.quick = true,
            "--lrsocket" => options.lrsocket = Some(value()?.into()),
            "--rounds" => rounds = Some(parse_rounds(&value()?)?),
            _ => options.kinds.push(arg.parse::<Kind>()?),
        }
    }
    options.rounds = rounds.unwrap_or(if options.quick { 3 } else { 5 });
    if options.kinds.is_empty() {
        options.kinds = Kind::ALL.to_vec();
    }
    Ok(Asked::Run(options))
}

fn parse_rounds(text: &str) -> Result<usize, Error> {
    match text.parse() {
        Ok(rounds) if rounds > 0 => Ok(rounds),
        _ => Err(Error::Usage(format!(
            "--rounds {text}: a number from 1 up is expected"
        ))),
    }
}
