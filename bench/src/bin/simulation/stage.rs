//! One simulated plug-in.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use lrsocket_host::sim::{RemoteEnd, Schedule, Simulation, VirtualClock};
use lrsocket_host::{Event, Folders, Host, Settings};

use crate::measure::Failed;

/// The ports of `echo.lrplugin`.
const SENDS: u16 = 50_000;
const RECEIVES: u16 = 50_001;

const LINES: usize = 10;

/// Loads a plug-in of `plugins/`.
pub(crate) fn start(plugin: &str, seed: u64) -> Result<Simulation, Failed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("plugins");
    let path: PathBuf = folder.join(plugin);
    let clock = VirtualClock::default();
    // Never made: no measured plug-in writes.
    let home = Folders::below(&std::env::temp_dir().join("lrsocket-bench-simulation"));
    let settings = Settings::simulated(home, Rc::new(clock.clone()), seed);
    let host = Host::load(&path, settings).map_err(|error| Failed(error.to_string()))?;
    Ok(Simulation::new(host, clock, Schedule::seeded(seed)))
}

/// Connects to both sockets, sends lines and reads them back.
pub(crate) fn exchange(sim: &mut Simulation) -> Result<(RemoteEnd, RemoteEnd), Failed> {
    let end = sim.now() + Duration::from_secs(20);
    sim.run_until(end, |sim| sim.listens(SENDS) && sim.listens(RECEIVES));
    let mut connect = |port| {
        let wire = sim.connect(port);
        wire.ok_or_else(|| Failed(format!("nobody listens on {port}")))
    };
    let (from, to) = (connect(SENDS)?, connect(RECEIVES)?);
    sim.advance(Duration::from_millis(50));
    let mut got = String::new();
    for line in 0..LINES {
        to.write(format!("line {line}\n").as_bytes());
        let end = sim.now() + Duration::from_secs(1);
        sim.run_until(end, |_| {
            got.push_str(&from.read_text());
            got.matches('\n').count() > line
        });
    }
    let lines = (0..LINES).map(|line| format!("line {line}\n"));
    let expected = lines.collect::<Vec<_>>().concat();
    if got != expected {
        return Err(Failed(format!(
            "{LINES} lines were sent, and came back as {got:?}"
        )));
    }
    Ok((from, to))
}

/// Lets Lightroom quit.
pub(crate) fn quit(mut sim: Simulation) -> Result<(), Failed> {
    sim.quit();
    if sim.host().is_over() && sim.host().failures() == 0 {
        return Ok(());
    }
    Err(Failed(format!("the plug-in failed: {:?}", sim.records())))
}

/// How often a socket has timed out.
pub(crate) fn timeouts(sim: &Simulation) -> usize {
    let is_timeout =
        |event: &Event| matches!(event, Event::Error { message, .. } if message == "timeout");
    sim.records()
        .iter()
        .filter(|it| is_timeout(&it.event))
        .count()
}
