//! What is measured.

use std::time::{Duration, Instant};

use lrsocket_host::Event;

use crate::stage;

/// Why there is no figure.
#[derive(Debug)]
pub(crate) struct Failed(pub(crate) String);

/// What one round gives.
pub(crate) struct Figure {
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
    pub(crate) bar: &'static str,
}

type Take = fn() -> Result<Figure, Failed>;

/// All, by name.
pub(crate) const MEASUREMENTS: &[(&str, Take)] = &[
    ("schedules", schedules),
    ("timeouts", timeouts),
    ("hour", hour),
    ("memory", memory),
];

/// As many as the machine of the bar has.
const THREADS: u64 = 2;

/// Small tests with a seed each: start, connect, ten lines there and back, quit.
fn schedules() -> Result<Figure, Failed> {
    const TESTS: u64 = 2000;
    let took = on_threads(TESTS, |seed| {
        let mut sim = stage::start("echo.lrplugin", seed)?;
        let _ends = stage::exchange(&mut sim)?;
        stage::quit(sim)
    })?;
    Ok(Figure {
        value: TESTS as f64 / took,
        unit: "schedules/s",
        bar: "at least 2000",
    })
}

/// 1,000 tests that let both sockets time out three times, then exchange ten lines and close.
fn timeouts() -> Result<Figure, Failed> {
    let took = on_threads(1000, |seed| {
        let mut sim = stage::start("echo.lrplugin", seed)?;
        sim.advance(Duration::from_secs(31));
        let timeouts = stage::timeouts(&sim);
        if timeouts != 6 {
            return Err(Failed(format!("{timeouts} timeouts")));
        }
        let (from, to) = stage::exchange(&mut sim)?;
        from.close();
        to.close();
        sim.advance(Duration::from_secs(1));
        stage::quit(sim)
    })?;
    Ok(Figure {
        value: took,
        unit: "s",
        bar: "at most 3",
    })
}

/// One simulated hour of a plug-in that wakes up every 0.2 s.
fn hour() -> Result<Figure, Failed> {
    let begin = Instant::now();
    let mut sim = stage::start("loop.lrplugin", 0)?;
    sim.advance(Duration::from_secs(3600));
    let took = begin.elapsed().as_secs_f64();
    let is_told =
        |event: &Event| matches!(event, Event::Log { message, .. } if message == "turns\t17999");
    if !sim.records().iter().any(|record| is_told(&record.event)) {
        return Err(Failed(
            "the loop has not run as often as it should".to_owned(),
        ));
    }
    Ok(Figure {
        value: took,
        unit: "s",
        bar: "at most 0.2",
    })
}

/// What one test holds at its end, when a hundred are there at once.
fn memory() -> Result<Figure, Failed> {
    const TESTS: u64 = 100;
    let resident = || {
        let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
        let pages: f64 = statm.split(' ').nth(1)?.parse().ok()?;
        Some(pages * 4096.0 / 1e6)
    };
    let before = resident().ok_or_else(|| Failed("memory: only on Linux".to_owned()))?;
    let mut all = Vec::new();
    for seed in 0..TESTS {
        let mut sim = stage::start("echo.lrplugin", seed)?;
        let ends = stage::exchange(&mut sim)?;
        all.push((sim, ends));
    }
    let after = resident().unwrap_or(before);
    Ok(Figure {
        value: (after - before) / TESTS as f64,
        unit: "MB",
        bar: "at most 4",
    })
}

/// The seconds that `count` tests take.
fn on_threads(count: u64, test: impl Fn(u64) -> Result<(), Failed> + Sync) -> Result<f64, Failed> {
    let begin = Instant::now();
    let share = |thread: u64| (1..=count).filter(move |seed| seed % THREADS == thread);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| {
                scope.spawn({
                    let test = &test;
                    move || share(thread).try_for_each(test)
                })
            })
            .collect();
        threads.into_iter().try_for_each(|thread| {
            let panicked = |_| Err(Failed("a test panicked".to_owned()));
            thread.join().unwrap_or_else(panicked)
        })
    })?;
    Ok(begin.elapsed().as_secs_f64())
}
