//! LrApplication, LrCatalog and LrPhoto as plug-ins see them: each script of tests/lua asserts for
//! itself.

#![expect(clippy::unwrap_used, reason = "in a test, that is the message")]

use std::path::Path;

use lrsocket_host::proto::Time;
use lrsocket_host::{Event, Folders, Host, Settings};

/// Runs a script until nothing is left to do before `seconds`.
fn run(name: &str, seconds: u64) -> Vec<Event> {
    let home = tempfile::tempdir().unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/lua")
        .join(name);
    let mut host = Host::load(&path, Settings::new(Folders::below(home.path()))).unwrap();
    let mut events = Vec::new();
    let end = std::time::Instant::now() + std::time::Duration::from_secs(seconds);
    while std::time::Instant::now() < end {
        host.run(Time::ZERO);
        while let Some(record) = host.poll_record() {
            events.push(record.event);
        }
        let done = |event: &Event| matches!(event, Event::Log { message, .. } if message == "done");
        if events.iter().any(done) || host.failures() > 0 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert_eq!(host.failures(), 0, "{events:#?}");
    let done = |event: &Event| matches!(event, Event::Log { message, .. } if message == "done");
    assert!(events.iter().any(done), "{events:#?}");
    events
}

#[test]
fn photos_are_found_read_and_changed() {
    run("catalog_photos.lua", 20);
}

#[test]
fn write_access_is_given_to_one_after_the_other() {
    run("catalog_access.lua", 20);
}

#[test]
fn keywords_collections_and_presets_are_made_and_applied() {
    run("catalog_create.lua", 20);
}
