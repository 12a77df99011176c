//! From end to end, through every loss: examples/remote.lrplugin in `lrsocket run`, `lrsocket proxy`
//! that cuts at random, and `lrsocket::Remote` outside. Ten thousand requests, each of which is
//! answered exactly once or fails as lost; none gets another's answer.
//!
//! Seed 1 is tried, or the seeds of the variable `LRSOCKET_SOAK`, as in `7` or `1-50`: `just soak`.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod account;
#[path = "../common/mod.rs"]
mod common;
mod companion;

use std::ops::RangeInclusive;

use account::Account;
use common::proxy::Proxy;
use common::{Run, contract};
use lrsocket::remote::Ports;
use serde_json::{Value, json};

#[test]
fn each_request_is_answered_once_or_lost_however_often_it_is_cut() {
    for seed in seeds() {
        soak(seed, &["--fin", "all@~500msgs"]);
    }
}

#[test]
fn each_request_is_answered_once_or_lost_however_often_it_is_reset() {
    for seed in seeds() {
        soak(seed, &["--fin", "all@~500msgs", "--reset"]);
    }
}

#[test]
fn each_request_is_answered_once_or_lost_also_where_lines_are_cut_through() {
    for seed in seeds() {
        soak(seed, &["--fin", "all@~10kb"]);
    }
}

#[test]
fn each_request_is_answered_once_or_lost_on_a_slow_way() {
    for seed in seeds() {
        soak(seed, &["--fin", "all@~500msgs", "--delay", "2ms±2"]);
    }
}

/// The seeds to try.
fn seeds() -> RangeInclusive<u64> {
    let Ok(text) = std::env::var("LRSOCKET_SOAK") else {
        return 1..=1;
    };
    let (first, last) = text.split_once('-').unwrap_or((&text, &text));
    let number = |text: &str| {
        let number = text.trim().parse();
        number.unwrap_or_else(|_| panic!("LRSOCKET_SOAK is {text:?}, not like 7 or 1-50"))
    };
    number(first)..=number(last)
}

/// One run of all three, with these faults.
fn soak(seed: u64, faults: &[&str]) {
    let any = [
        ("RECEIVE_PORT = 54778", "RECEIVE_PORT = 0"),
        ("SEND_PORT = 54779", "SEND_PORT = 0"),
    ];
    let mut run = Run::example("remote.lrplugin", "Remote.lua", &any)
        .controlled()
        .spawn();
    let routes = ["receive", "send"].map(|mode| format!("{mode}=0:{}", run.port(mode)));
    let trace = run.folder().join("proxy.trace");
    let seed_text = seed.to_string();
    let mut args = vec![
        "-q",
        "--seed",
        &seed_text,
        "--trace",
        trace.to_str().unwrap(),
    ];
    args.extend(faults);
    args.extend(routes.iter().map(String::as_str));
    let proxy = Proxy::start(2, &args);

    let ports = Ports::Both {
        receive: proxy.port(0),
        send: proxy.port(1),
    };
    let outside = companion::ask_all(ports, seed);

    let (status, _, stderr) = proxy.quit();
    assert_eq!(status, Some(0), "{stderr}");
    let recorded = read_trace(&trace);
    run.done(&json!({ "do": "shutdown" }));
    let told = run.finish().status(0).events;
    eprintln!("seed {seed}, {}: {outside}", faults.join(" "));
    Account::new(&outside, &told, &recorded).check();
}

/// What the proxy recorded; each line is as docs/trace.md says.
fn read_trace(path: &std::path::Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    lines.inspect(contract::check_of_proxy).collect()
}
