//! examples/dials.lrplugin, from end to end: an outside program on its two ports, and a person who
//! moves sliders and selects photos meanwhile.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use std::net::TcpListener;

use common::{Client, Run, Running};
use serde_json::{Value, json};

const DIALS: [&str; 13] = [
    "Temperature",
    "Tint",
    "Exposure",
    "Contrast",
    "Highlights",
    "Shadows",
    "Whites",
    "Blacks",
    "Texture",
    "Clarity",
    "Dehaze",
    "Vibrance",
    "Saturation",
];

/// The plug-in with these ports in place of its own.
fn dials(receive: u16, send: u16) -> Run {
    let ports = [
        (
            "RECEIVE_PORT = 54790",
            &*format!("RECEIVE_PORT = {receive}"),
        ),
        ("SEND_PORT = 54791", &format!("SEND_PORT = {send}")),
    ];
    Run::example("dials.lrplugin", "Dials.lua", &ports).controlled()
}

fn started() -> Running {
    let mut run = dials(0, 0).spawn();
    menu(&mut run, "Start dials");
    run
}

fn menu(run: &mut Running, title: &str) {
    run.done(&json!({ "do": "menu", "title": title }));
}

/// A person moves a slider.
fn develop(run: &mut Running, parameter: &str, value: impl Into<Value>) {
    run.done(&json!({ "do": "develop", "parameter": parameter, "value": value.into() }));
}

/// The setting of the active photo, under its name in develop settings.
fn setting(run: &mut Running, key: &str) -> Value {
    let state = run.done(&json!({ "do": "state" }));
    state["develop"][key].clone()
}

/// The outside program: what it writes to the one port, and what it reads from the other.
struct Outside {
    to: Client,
    from: Client,
}

impl Outside {
    /// Connects to the next two ports that open. The first lines tell all values.
    fn connect(run: &mut Running) -> (Self, Vec<String>) {
        let (from, to) = (run.client("send"), run.client("receive"));
        let mut outside = Outside { to, from };
        run.event_where("connected", |event| event["mode"] == "receive");
        let all = outside.hear(DIALS.len());
        (outside, all)
    }

    fn say(&mut self, line: &str) {
        self.to.send(format!("{line}\n"));
        assert_eq!(self.to.line(), "ok");
    }

    fn hear(&mut self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.from.line()).collect()
    }

    /// What comes next is this and not an echo: the answer to a question that is asked now.
    fn is_quiet(&mut self) {
        self.say("Blacks");
        let line = self.from.line();
        assert!(line.starts_with("Blacks = "), "{line}");
    }
}

#[test]
fn all_values_are_told_to_who_connects() {
    let mut run = started();
    develop(&mut run, "Exposure", 1.5);
    let (_outside, all) = Outside::connect(&mut run);
    let names: Vec<&str> = all
        .iter()
        .map(|it| it.split(" = ").next().unwrap())
        .collect();
    assert_eq!(names, DIALS);
    assert_eq!(all[2], "Exposure = 1.5");
}

#[test]
fn a_dial_moves_the_slider_and_does_not_hear_itself() {
    let mut run = started();
    let (mut outside, _) = Outside::connect(&mut run);
    outside.say("Exposure = 0.5");
    outside.is_quiet();
    assert_eq!(setting(&mut run, "Exposure2012"), 0.5);
    outside.say("  Contrast=-20  ");
    outside.say("Contrast");
    assert_eq!(outside.hear(1), ["Contrast = -20"]);
    assert_eq!(setting(&mut run, "Contrast2012"), -20.0);
    // Lightroom makes something else of it.
    outside.say("Exposure = 9");
    assert_eq!(outside.hear(1), ["Exposure = 5"]);
    assert_eq!(setting(&mut run, "Exposure2012"), 5.0);
    outside.is_quiet();
}

#[test]
fn what_a_person_does_is_told() {
    let mut run = started();
    let (mut outside, _) = Outside::connect(&mut run);
    develop(&mut run, "Exposure", 0.75);
    assert_eq!(outside.hear(1), ["Exposure = 0.75"]);
    develop(&mut run, "Clarity", 30);
    assert_eq!(outside.hear(1), ["Clarity = 30"]);
    // No dial is for this one.
    develop(&mut run, "Sharpness", 60);
    outside.is_quiet();
}

#[test]
fn another_photo_brings_its_own_values() {
    let mut run = started();
    let (mut outside, _) = Outside::connect(&mut run);
    outside.say("Exposure = 3.25");
    outside.is_quiet();
    let state = run.done(&json!({ "do": "state" }));
    let raw = state["active"]["path"].as_str().unwrap();
    let (folder, _) = raw.split_once("01 Harbour").unwrap();

    // Not a raw file, so that its white balance is another, too.
    let jpeg = format!("{folder}03 Lisbon/DSCF1260.JPG");
    run.done(&json!({ "do": "select", "photo": jpeg }));
    assert_eq!(outside.hear(2), ["Temperature = 0", "Exposure = 0"]);
    outside.say("Exposure = -1");
    outside.is_quiet();
    assert_eq!(setting(&mut run, "Exposure2012"), -1.0);

    // A video has no sliders.
    let video = format!("{folder}03 Lisbon/IMG_3322.MOV");
    run.done(&json!({ "do": "select", "photo": video }));
    outside.say("Exposure = 1");
    assert_eq!(outside.hear(1), ["error: no photo is open in Develop"]);

    run.done(&json!({ "do": "select", "photo": raw }));
    assert_eq!(outside.hear(2), ["Temperature = 5500", "Exposure = 3.25"]);
    outside.is_quiet();
}

#[test]
fn it_says_what_it_cannot_do() {
    let mut run = started();
    let (mut outside, _) = Outside::connect(&mut run);
    for (line, answer) in [
        ("Zoom = 3", "error: there is no dial Zoom"),
        ("Exposure = bright", "error: bright is not a number"),
        ("Exposure = nan", "error: nan is not a number"),
        ("Exposure = -inf", "error: -inf is not a number"),
        ("what now?", "error: cannot read \"what now?\""),
        ("", "error: cannot read \"\""),
    ] {
        outside.say(line);
        assert_eq!(outside.hear(1), [answer]);
    }
    run.done(&json!({ "do": "module", "module": "library" }));
    outside.say("Exposure = 1");
    assert_eq!(outside.hear(1), ["error: no photo is open in Develop"]);
    run.done(&json!({ "do": "module", "module": "develop" }));
    assert_eq!(setting(&mut run, "Exposure2012"), 0.0);
}

#[test]
fn it_works_with_every_profile() {
    for profile in ["documented", "windows-reported", "macos-reported", "worst"] {
        let mut run = dials(0, 0).args(["--profile", profile]).spawn();
        menu(&mut run, "Start dials");
        let (mut outside, _) = Outside::connect(&mut run);
        // Some do not acknowledge.
        outside.to.send("Exposure = 9\nNope\n");
        assert_eq!(outside.hear(1), ["Exposure = 5"]);
        assert_eq!(outside.hear(1), ["error: there is no dial Nope"]);
        develop(&mut run, "Exposure", 0.5);
        assert_eq!(outside.hear(1), ["Exposure = 0.5"], "{profile}");
    }
}

#[test]
fn one_leaves_and_another_comes() {
    let mut run = started();
    for exposure in [0.5, 1.0, 1.5] {
        let (mut outside, _) = Outside::connect(&mut run);
        outside.say(&format!("Exposure = {exposure}"));
        outside.is_quiet();
        assert_eq!(setting(&mut run, "Exposure2012"), exposure);
        drop(outside);
        run.event_where("log", |event| event["message"] == "the controller has gone");
    }
}

#[test]
fn the_menu_stops_and_starts_it_on_the_same_ports() {
    // Two ports that are free now.
    let free = || {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        listener.local_addr().unwrap().port()
    };
    let mut run = dials(free(), free()).spawn();
    menu(&mut run, "Start dials");
    let (mut outside, _) = Outside::connect(&mut run);
    menu(&mut run, "Stop dials");
    assert_eq!(outside.from.rest(), b"");
    assert_eq!(outside.to.rest(), b"");
    // At once, and twice: the second click changes nothing.
    for title in ["Start dials", "Stop dials", "Start dials", "Start dials"] {
        menu(&mut run, title);
    }
    for _ in 0..4 {
        run.event("closed");
    }
    let mut outside = reconnect(&mut run);
    outside.say("Exposure = 1");
    outside.is_quiet();
    assert_eq!(setting(&mut run, "Exposure2012"), 1.0);
    // Nobody of the first two sessions hears and tells any more.
    develop(&mut run, "Exposure", 2);
    assert_eq!(outside.hear(1), ["Exposure = 2"]);
    outside.is_quiet();
}

/// Connects to the newest of the sockets that have opened.
fn reconnect(run: &mut Running) -> Outside {
    run.port("send");
    run.port("receive");
    Outside::connect(run).0
}

#[test]
fn a_reload_brings_it_back_if_it_was_on() {
    let mut run = started();
    let (mut outside, _) = Outside::connect(&mut run);
    run.done(&json!({ "do": "reload" }));
    assert_eq!(outside.from.rest(), b"");
    let (mut outside, _) = Outside::connect(&mut run);
    outside.say("Exposure = 1");
    outside.is_quiet();
    assert_eq!(setting(&mut run, "Exposure2012"), 1.0);

    menu(&mut run, "Stop dials");
    assert_eq!(outside.from.rest(), b"");
    run.done(&json!({ "do": "reload" }));
    while run.done(&json!({ "do": "state" }))["plugins"] == json!([]) {}
    run.done(&json!({ "do": "shutdown" }));
    let finished = run.finish().status(0);
    assert_eq!(finished.all("connecting").len(), 4);
}

#[test]
fn lightroom_quits_and_the_sockets_are_closed_by_the_plug_in() {
    let mut run = started();
    let (mut outside, _) = Outside::connect(&mut run);
    run.done(&json!({ "do": "shutdown" }));
    assert_eq!(outside.from.rest(), b"");
    assert_eq!(outside.to.rest(), b"");
    let finished = run.finish().status(0);
    let by: Vec<&Value> = finished.all("closed").iter().map(|it| &it["by"]).collect();
    assert_eq!(by, ["plugin", "plugin"]);
    assert!(finished.all("diagnostic").is_empty(), "{}", finished.stdout);
}

#[test]
fn a_port_that_is_taken_for_a_while_is_tried_again() {
    let other = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = other.local_addr().unwrap().port();
    let mut run = dials(port, 0).spawn();
    menu(&mut run, "Start dials");
    run.event_where("error", |event| event["mode"] == "receive");
    drop(other);
    let (mut outside, _) = Outside::connect(&mut run);
    outside.say("Exposure = 1");
    outside.is_quiet();
    assert_eq!(setting(&mut run, "Exposure2012"), 1.0);
}
