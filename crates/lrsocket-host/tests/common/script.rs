//! Runs a script of tests/lua, which asserts for itself.

use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use lrsocket_host::proto::Time;
use lrsocket_host::{Clock, Event, Folders, Host, Settings};

/// A clock that the test moves, in milliseconds.
#[derive(Default)]
struct Hands(Cell<u64>);

impl Clock for Hands {
    fn now(&self) -> Time {
        Time::ZERO + Duration::from_millis(self.0.get())
    }

    fn wall(&self) -> Duration {
        Duration::from_secs(1_700_000_000) + Duration::from_millis(self.0.get())
    }
}

/// Runs a script until it logs "done", for no longer than a minute of its own time.
pub(crate) fn run(name: &str) {
    let home = tempfile::tempdir().unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/lua")
        .join(name);
    let clock = Rc::new(Hands::default());
    let mut settings = Settings::new(Folders::below(home.path()));
    settings.clock = clock.clone();
    let mut host = Host::load(&path, settings).unwrap();
    let mut events = Vec::new();
    let is_done = |event: &Event| matches!(event, Event::Log { message, .. } if message == "done");
    while clock.0.get() < 60_000 && host.failures() == 0 && !events.iter().any(is_done) {
        host.run(clock.now());
        events.extend(std::iter::from_fn(|| host.poll_record()).map(|record| record.event));
        clock.0.set(clock.0.get() + 5);
    }
    assert_eq!(host.failures(), 0, "{events:#?}");
    assert!(events.iter().any(is_done), "{events:#?}");
}
