//! LrDevelopController, LrSelection, LrUndo, LrApplicationView, LrSlideshow and LrTether as
//! plug-ins see them: the scripts of tests/lua assert for themselves, the tests look at what the
//! host recorded and at the simulated application.

#![expect(clippy::unwrap_used, reason = "in a test, that is the message")]

use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use lrsocket_host::lightroom::develop::Value;
use lrsocket_host::proto::Time;
use lrsocket_host::{Clock, Event, Folders, Host, Settings};

/// A clock that a test moves.
struct Hands(Cell<u64>);

impl Clock for Hands {
    fn now(&self) -> Time {
        Time::ZERO + Duration::from_secs(self.0.get())
    }

    fn wall(&self) -> Duration {
        Duration::from_secs(1_700_000_000 + self.0.get())
    }
}

fn load(name: &str, home: &Path) -> Host {
    load_at(name, home, Rc::new(Hands(Cell::new(0))))
}

fn load_at(name: &str, home: &Path, clock: Rc<dyn Clock>) -> Host {
    let script = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/lua")
        .join(name);
    let mut settings = Settings::new(Folders::below(home));
    settings.clock = clock;
    Host::load(&script, settings).unwrap()
}

/// What the host has recorded since the last time; no failure is among it.
fn events(host: &mut Host) -> Vec<Event> {
    let mut events = Vec::new();
    while let Some(record) = host.poll_record() {
        events.push(record.event);
    }
    assert_eq!(host.failures(), 0, "{events:#?}");
    events
}

fn diagnostics(events: &[Event]) -> Vec<&str> {
    let diagnostics = events.iter().filter_map(|event| match event {
        Event::Diagnostic { message, .. } => Some(message.as_str()),
        _ => None,
    });
    diagnostics.collect()
}

fn logs(events: &[Event]) -> Vec<&str> {
    let logs = events.iter().filter_map(|event| match event {
        Event::Log { message, .. } => Some(message.as_str()),
        _ => None,
    });
    logs.collect()
}

#[test]
fn parameters_are_read_set_and_undone() {
    let home = tempfile::tempdir().unwrap();
    let mut host = load("develop_values.lua", home.path());
    host.run(Time::ZERO);
    assert_eq!(
        diagnostics(&events(&mut host)),
        [
            "LrDevelopController.getValue has no effect: the Develop module is not active",
            "LrDevelopController.getValue has no effect: no photo is active",
            "LrDevelopController.getRange has no effect: the active photo is a video",
        ]
    );
}

#[test]
fn masks_tools_and_panels_work() {
    let home = tempfile::tempdir().unwrap();
    let mut host = load("develop_masks.lua", home.path());
    host.run(Time::ZERO);
    assert_eq!(
        diagnostics(&events(&mut host)),
        [
            "LrDevelopController.setValue has no effect: no mask is selected",
            "LrDevelopController.deleteSelectedSpot has no effect: no spot is selected",
        ]
    );
    assert!(host.missing_members().is_empty());
}

#[test]
fn observers_are_told_once_of_what_changed_in_a_turn() {
    let home = tempfile::tempdir().unwrap();
    let clock = Rc::new(Hands(Cell::new(0)));
    let mut host = load_at("develop_observers.lua", home.path(), Rc::clone(&clock) as _);
    let run = |host: &mut Host, seconds| {
        clock.0.set(seconds);
        // The observers' tasks start in the turn after the change, and each starts another.
        for _ in 0..3 {
            host.run(clock.now());
        }
        let events = events(host);
        logs(&events).join(", ")
    };
    assert_eq!(run(&mut host, 0), "first 2, second 2");
    assert_eq!(run(&mut host, 2), "first 3");

    // A person moves the slider.
    {
        let mut lightroom = host.lightroom();
        lightroom
            .move_slider("Exposure", Value::Number(4.0))
            .unwrap();
    }
    assert_eq!(run(&mut host, 3), "first 4");

    // The context has ended.
    assert_eq!(run(&mut host, 13), "");
    host.lightroom().catalog.next_photo();
    assert_eq!(run(&mut host, 14), "");
}

#[test]
fn observers_are_told_when_another_photo_is_active() {
    let home = tempfile::tempdir().unwrap();
    let clock = Rc::new(Hands(Cell::new(0)));
    let mut host = load_at("photo_observers.lua", home.path(), Rc::clone(&clock) as _);
    let run = |host: &mut Host, seconds| {
        clock.0.set(seconds);
        for _ in 0..3 {
            host.run(clock.now());
        }
        let events = events(host);
        logs(&events).join(", ")
    };
    assert_eq!(run(&mut host, 0), "sliders 1");
    // The plug-in goes on by two photos.
    assert_eq!(run(&mut host, 1), "photo is there, sliders 0");
    // A person goes back to the first.
    {
        let mut lightroom = host.lightroom();
        lightroom.catalog.previous_photo();
        lightroom.catalog.previous_photo();
    }
    assert_eq!(run(&mut host, 2), "photo is there, sliders 1");
    // The active photo is removed, so that the next one becomes active.
    {
        let mut lightroom = host.lightroom();
        let photo = lightroom.catalog.active_photo().unwrap();
        lightroom.catalog.remove_photos(&[photo]).unwrap();
    }
    assert_eq!(run(&mut host, 3), "photo is there, sliders 0");
    host.lightroom().catalog.select_none();
    assert_eq!(run(&mut host, 4), "photo is gone, sliders nil");
    // The context has ended.
    assert_eq!(run(&mut host, 13), "");
    host.lightroom().catalog.select_all();
    assert_eq!(run(&mut host, 14), "");
}

#[test]
fn the_selection_is_marked_and_the_view_changes() {
    let home = tempfile::tempdir().unwrap();
    let mut host = load("selection_marks.lua", home.path());
    host.run(Time::ZERO);
    assert_eq!(
        diagnostics(&events(&mut host)),
        ["LrTether: nothing is captured without LrTether.startTether"]
    );
    assert_eq!(host.lightroom().tether().captures, 2);
}
