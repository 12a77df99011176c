//! This program as the one that is measured: lrsocket's host with a generated catalog, which the
//! program `lrsocket` does not have.

use std::path::Path;
use std::process::ExitCode;
use std::thread;

use lrsocket_host::lightroom::{Lightroom, Module, generate};
use lrsocket_host::{Clock, Event, Folders, Host, RealClock, Settings};

use crate::error::Error;

/// The first argument that asks for it; then the number of photos and the script.
pub(crate) const ASK: &str = "--host";

/// The same for everybody.
pub(crate) const SEED: u64 = 1;

/// Runs a script if that is asked for.
pub(crate) fn asked(mut args: impl Iterator<Item = String>) -> Option<ExitCode> {
    if args.next()? != ASK {
        return None;
    }
    let (photos, script) = (args.next()?.parse().ok()?, args.next()?);
    Some(match run(photos, script.as_ref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    })
}

/// Runs a script without sockets until nothing is left to do, and writes what it prints to stdout.
fn run(photos: u32, script: &Path) -> Result<(), Error> {
    let clock = RealClock::start();
    let home = tempfile::tempdir()?;
    let mut lightroom = Lightroom::new(generate(photos, SEED)?);
    lightroom.switch_to_module(Module::Develop);
    let settings = Settings::new(Folders::below(home.path()));
    let mut host = Host::with_lightroom(settings, lightroom);
    host.add(script)?;
    loop {
        let now = clock.now();
        host.run(now);
        while let Some(record) = host.poll_record() {
            match record.event {
                Event::Log { message, .. } => println!("{message}"),
                Event::TaskError { message, .. } | Event::ScriptError { message, .. } => {
                    eprintln!("{message}");
                }
                _ => {}
            }
        }
        let Some(next) = host.next_deadline(now) else {
            return Ok(());
        };
        thread::sleep(next.saturating_since(clock.now()));
    }
}
