//! Tests of examples/remote.lrplugin in Rust: `LRSOCKET=path/to/lrsocket cargo test`.

mod lightroom;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use lightroom::Lightroom;
use serde_json::json;

/// The plug-in has fixed ports, so it runs once at a time.
static TURN: Mutex<()> = Mutex::new(());

fn start() -> (Lightroom, MutexGuard<'static, ()>) {
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let plugin = Path::new(env!("CARGO_MANIFEST_DIR")).join("../remote.lrplugin");
    (Lightroom::start(&plugin), turn)
}

#[test]
fn a_value_that_is_set_is_told() {
    let (lightroom, _turn) = start();
    let mut companion = lightroom.connect();
    companion.send("Exposure = 0.5");
    assert_eq!(companion.line(), "Exposure = 0.5");
    lightroom.quit();
}

#[test]
fn a_companion_that_comes_back_is_served_again() {
    let (lightroom, _turn) = start();
    let mut companion = lightroom.connect();
    companion.send("Contrast = 7");
    assert_eq!(companion.line(), "Contrast = 7");
    drop(companion);
    let mut companion = lightroom.connect();
    companion.send("Contrast");
    assert_eq!(companion.line(), "Contrast = 7");
    lightroom.quit();
}

#[test]
fn after_a_reload_both_ports_are_there_again() {
    let (mut lightroom, _turn) = start();
    drop(lightroom.connect());
    lightroom.control(&json!({ "do": "reload" }));
    let mut companion = lightroom.connect();
    companion.send("Temperature");
    assert_eq!(companion.line(), "Temperature = 5500");
    lightroom.quit();
}
