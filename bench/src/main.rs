//! Measures the release program `lrsocket` beside a plain C program and LuaSocket that do the same
//! work, in one run on one machine. See README.md for what each figure means.

mod catalog_file;
mod error;
mod host;
mod kind;
mod measure;
mod options;
mod program;
mod report;
mod rivals;
mod stats;

use std::process::ExitCode;

use crate::error::Error;
use crate::measure::Contenders;
use crate::options::{Asked, Options};

fn main() -> ExitCode {
    if let Some(status) = host::asked(std::env::args().skip(1)) {
        return status;
    }
    match options::parse(std::env::args().skip(1)) {
        Ok(Asked::Help) => {
            print!("{}", options::HELP);
            ExitCode::SUCCESS
        }
        Ok(Asked::Run(options)) => match run(&options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("error: {error}");
                ExitCode::FAILURE
            }
        },
        Err(error) => {
            eprintln!("error: {error}\n\n{}", options::HELP);
            ExitCode::from(2)
        }
    }
}

fn run(options: &Options) -> Result<(), Error> {
    let contenders = Contenders::find(options)?;
    for skipped in &contenders.skipped {
        eprintln!("skipped: {skipped}");
    }

    let mut outcomes = Vec::new();
    for measurement in measure::all(&contenders, options) {
        let outcome = measurement.run();
        if !options.json {
            print!("{}", report::text(&outcome));
        }
        outcomes.push(outcome);
    }
    if options.json {
        println!("{:#}", report::json(&outcomes, &contenders.skipped));
    }
    Ok(())
}
