//! Measures the simulation: how fast small plug-ins are started, talked to and ended in it, and how
//! fast time passes. See README.md.

mod measure;
mod stage;

use std::process::ExitCode;

use measure::{Failed, Figure, MEASUREMENTS};

const HELP: &str = "\
Usage: simulation [schedules | timeouts | hour | memory]… [--rounds N]

Measures the simulation, all of it unless named.
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failed(why)) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failed> {
    let (mut rounds, mut names) = (5, Vec::new());
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "-h" | "--help" => {
                print!("{HELP}");
                return Ok(());
            }
            "--rounds" => {
                let number = args.next().and_then(|number| number.parse().ok());
                let wanted = number.filter(|number| *number > 0);
                rounds = wanted.ok_or_else(|| Failed("--rounds: a number from 1 up".to_owned()))?;
            }
            _ if MEASUREMENTS.iter().any(|(name, _)| *name == arg) => names.push(arg),
            _ => return Err(Failed(format!("there is no measurement `{arg}`\n\n{HELP}"))),
        }
    }
    for (name, take) in MEASUREMENTS {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            show(name, rounds, *take)?;
        }
    }
    Ok(())
}

/// The middle of the rounds, the least and the most.
fn show(name: &str, rounds: usize, take: fn() -> Result<Figure, Failed>) -> Result<(), Failed> {
    let mut figures = (0..rounds).map(|_| take()).collect::<Result<Vec<_>, _>>()?;
    figures.sort_by(|a, b| a.value.total_cmp(&b.value));
    let middle = &figures[rounds / 2];
    println!(
        "{name:<10} {:>9.3} {:<12} {:>9.3} – {:<9.3} bar: {}",
        middle.value,
        middle.unit,
        figures[0].value,
        figures[rounds - 1].value,
        middle.bar,
    );
    Ok(())
}
