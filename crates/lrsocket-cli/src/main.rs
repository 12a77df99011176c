//! `lrsocket`: runs Lightroom plug-ins that use `LrSocket` outside Lightroom.

mod cli;
mod error;
mod output;
mod run;

use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = cli::Cli::read();
    let cli::Verb::Run(options) = cli.verb;
    match run::run(&options) {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            error.print(options.color);
            ExitCode::from(error.status())
        }
    }
}
