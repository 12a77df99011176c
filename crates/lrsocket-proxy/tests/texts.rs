//! Ports, faults and commands as they are written.

use std::time::Duration;

use lrsocket_proto::Mode;
use lrsocket_proxy::{Command, Route, RouteError, RouteSpec, Scope, TrafficFault, TrafficKind};

fn routes(texts: &[&str]) -> Result<(Vec<Route>, bool), RouteError> {
    let specs: Result<Vec<RouteSpec>, RouteError> = texts.iter().map(|it| it.parse()).collect();
    Route::all(&specs?)
}

#[test]
fn a_port_is_where_to_listen_and_where_the_plug_in_is() {
    let (all, assumed) = routes(&["send=58764:60002", "receive=0:60001"]).unwrap();
    assert!(!assumed);
    assert_eq!(
        (all[0].mode, all[0].listen, all[0].plugin),
        (Mode::Send, 58764, 60002)
    );
    assert_eq!(
        (all[1].mode, all[1].listen, all[1].plugin),
        (Mode::Receive, 0, 60001)
    );
}

#[test]
fn of_two_without_directions_the_first_is_the_receive_port() {
    let modes = |texts: &[&str]| {
        let (all, assumed) = routes(texts).unwrap();
        (all.iter().map(|it| it.mode).collect::<Vec<_>>(), assumed)
    };
    let both = vec![Mode::Receive, Mode::Send];
    assert_eq!(modes(&["1:2", "3:4"]), (both.clone(), true));
    assert_eq!(modes(&["receive=1:2", "3:4"]), (both.clone(), false));
    assert_eq!(modes(&["1:2", "send=3:4"]), (both, false));
    let turned = vec![Mode::Send, Mode::Receive];
    assert_eq!(modes(&["send=1:2", "3:4"]), (turned, false));
}

#[test]
fn what_is_no_port_is_told() {
    let wrong = |texts: &[&str]| routes(texts).unwrap_err().to_string();
    assert!(wrong(&["58763"]).contains("is not LISTEN:PLUGIN"));
    assert!(wrong(&["58763:0"]).contains("from 1 to 65535"));
    assert!(wrong(&["70000:1"]).contains("\"70000\" is not a port"));
    assert!(wrong(&["in=1:2"]).contains("\"in\" is not a direction"));
    assert!(wrong(&["7:7"]).contains("cannot listen on 7"));
    assert!(wrong(&["send=7:8", "send=7:9"]).contains("given twice"));
    assert!(wrong(&["7:8"]).ends_with("Write receive=7:8 or send=7:8"));
    assert!(wrong(&["58763"]).ends_with("such as 58763:60001"));
    assert!(wrong(&["send@3msgs"]).ends_with("as in --reset=send@3msgs)"));
    assert!(wrong(&["7:8", "9:10", "11:12"]).contains("which of"));
}

#[test]
fn faults_are_read_and_written_the_same() {
    for (name, value, written) in [
        ("delay", "50ms±20", "delay all=50ms±20ms"),
        ("delay", "50ms+-20", "delay all=50ms±20ms"),
        ("delay", "send=1.5s+-250ms", "delay send=1.5s±250ms"),
        ("delay", "58763=2min", "delay 58763=120s"),
        ("stall", "receive@10s", "stall receive@10s"),
        ("stall", "@64kb+5s", "stall all@64kB+5s"),
        ("stall", "", "stall all"),
        ("fin", "send@3msgs", "fin send@3msgs"),
        ("fin", "ALL@~3", ""),
        ("fin", "@~500msgs", "fin all@~500msgs"),
        ("reset", "send@1mb", "reset send@1MB"),
        ("byte-by-byte", "", "byte_by_byte all=1ms"),
        ("byte-by-byte", "receive", "byte_by_byte receive=1ms"),
        ("byte-by-byte", "5ms", "byte_by_byte all=5ms"),
        ("byte-by-byte", "send=0ms", "byte_by_byte send=0s"),
        ("drop-acks", "", "drop_acks all"),
    ] {
        match TrafficFault::parse(name, value) {
            Ok(fault) => assert_eq!(fault.to_string(), written, "{name} {value}"),
            Err(error) => assert_eq!(written, "", "{name} {value}: {error}"),
        }
    }
}

#[test]
fn what_is_no_fault_is_told() {
    let wrong = |name: &str, value: &str| TrafficFault::parse(name, value).unwrap_err().to_string();
    assert!(wrong("delay", "").contains("delay needs a value"));
    assert!(wrong("delay", "50").contains("\"50\" has no unit; write 50ms or 50s"));
    assert!(wrong("delay", "-5ms").contains("is not a time"));
    assert!(wrong("delay", "1e9s").contains("is not a time"));
    assert!(wrong("delay", "99999999min").contains("365 days at most"));
    assert!(wrong("delay", "in=5ms").contains("\"in\" is not a port"));
    assert!(wrong("fin", "send@three").contains("\"three\" is not a moment"));
    assert!(wrong("fin", "3msgs").ends_with("as in @3msgs or send@3msgs"));
    assert!(wrong("fin", "~3msgs").ends_with("as in @~3msgs or send@~3msgs"));
    assert!(wrong("stall", "10s+5s").ends_with("as in @10s or send@10s"));
    assert!(wrong("fin", "send@3msgs+5s").contains("only a stall"));
    assert!(wrong("fin", "@99999999999999999999msgs").contains("is not a moment"));
    assert!(wrong("fin", "@99999999999999999999kb").contains("is not a moment"));
    assert!(wrong("stall", "receive@10s+").contains("is not a time"));
    assert!(wrong("teapot", "").contains("there is no fault"));
    let old = wrong("cut", "send@3msgs");
    assert!(old.contains("\"cut\" is called \"fin\" now"), "{old}");
    let other = wrong("blackhole", "");
    assert!(other.contains("not a fault of the proxy"), "{other}");
}

#[test]
fn commands_are_the_same_words() {
    let parse = |line: &str| Command::parse(line).unwrap();
    assert_eq!(parse("  "), None);
    assert_eq!(parse("help"), Some(Command::Help));
    assert_eq!(parse("off"), Some(Command::Off(None)));
    assert_eq!(parse("delay off"), Some(Command::Off(Some("delay"))));
    assert_eq!(parse("off reset"), Some(Command::Off(Some("reset"))));
    assert_eq!(parse("resume"), Some(Command::Off(Some("stall"))));
    let delay = TrafficFault {
        scope: Scope::All,
        kind: TrafficKind::Delay {
            by: Duration::from_millis(50),
            jitter: Duration::ZERO,
        },
    };
    assert_eq!(parse("--delay 50ms"), Some(Command::Set(delay)));
    // A cut without a moment is for those who are there; one with a moment is for all to come.
    assert!(matches!(parse("fin send"), Some(Command::Once(_))));
    assert!(matches!(parse("reset send@3msgs"), Some(Command::Set(_))));
    assert!(matches!(parse("drop-acks on"), Some(Command::Set(_))));
    let wrong = |line: &str| Command::parse(line).unwrap_err().to_string();
    assert!(wrong("cut send").contains("\"cut\" is called \"fin\" now"));
    assert!(wrong("blackhole off").contains("not a fault of the proxy"));
    assert!(wrong("dance").contains("there is no command \"dance\"; try help"));
    assert!(wrong("delay soon").contains("\"soon\" is not a time"));
}
