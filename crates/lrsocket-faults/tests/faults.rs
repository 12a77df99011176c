//! The faults by name: each can be set, and what cannot be meant is refused.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::time::Duration;

use lrsocket_faults::{Effect, Fault, FaultKind, FaultRequest, FaultValue, Faults};
use lrsocket_proto::{Ack, Impairment, OneShotFault, Profile, SendReconnect};

fn set(faults: &mut Faults, text: &str) -> Effect {
    let request: FaultRequest = text
        .parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"));
    faults.set(&request)
}

fn profile(text: &str) -> Profile {
    let mut faults = Faults::default();
    assert_eq!(set(&mut faults, text), Effect::Profile);
    faults.profile
}

fn refused(text: &str) -> String {
    text.parse::<FaultRequest>().unwrap_err().to_string()
}

#[test]
fn every_switch_of_every_profile_can_be_set_from_its_text_and_its_value() {
    for name in Profile::NAMES {
        let wanted = Profile::named(name).unwrap();
        let (mut by_text, mut by_value) = (Faults::default(), Faults::default());
        for fault in Fault::all().filter(|fault| fault.kind() == FaultKind::Switch) {
            let text = fault.text_in(&wanted).unwrap();
            set(&mut by_text, &format!("{}={text}", fault.name()));
            let value = fault.value_in(&wanted);
            by_value.set(&FaultRequest::new(fault.name(), value, None).unwrap());
        }
        by_text.profile.platform = wanted.platform;
        by_value.profile.platform = wanted.platform;
        assert_eq!(by_text.profile, wanted, "{name}");
        assert_eq!(by_value.profile, wanted, "{name}");
    }
}

#[test]
fn a_bare_name_is_what_the_worst_profile_has() {
    let (good, worst) = (Profile::measured(), Profile::worst());
    for fault in Fault::all().filter(|fault| fault.kind() == FaultKind::Switch) {
        let Some(bare) = fault.bare() else {
            assert!(
                refused(fault.name()).contains("needs a value"),
                "{}",
                fault.name()
            );
            assert_eq!(
                fault.value_in(&good),
                fault.value_in(&worst),
                "{}",
                fault.name()
            );
            continue;
        };
        let changed = profile(fault.name());
        assert_ne!(changed, good, "{}", fault.name());
        assert_eq!(changed, profile(&format!("{}={bare}", fault.name())));
        if fault.value_in(&good) != fault.value_in(&worst) {
            assert_eq!(
                fault.value_in(&changed),
                fault.value_in(&worst),
                "{}",
                fault.name()
            );
        }
        // And back.
        let mut faults = Faults::new(changed);
        set(&mut faults, &format!("{}=default", fault.name()));
        assert_eq!(faults.profile, good, "{}", fault.name());
    }
}

#[test]
fn names_are_unique_and_each_says_what_it_is() {
    let names: BTreeSet<_> = Fault::all().map(Fault::name).collect();
    assert_eq!(names.len(), Fault::all().count());
    for fault in Fault::all() {
        assert!(fault.rule().starts_with(['B', 'R']), "{}", fault.name());
        assert_eq!(
            fault.kind() == FaultKind::Traffic,
            fault
                .name()
                .parse::<FaultRequest>()
                .is_err_and(|error| error.to_string().contains("is a fault of `lrsocket proxy`"))
        );
        assert!(!fault.changes().is_empty() && !fault.holds().is_empty());
        let is_switch = fault.kind() == FaultKind::Switch;
        assert_eq!(is_switch, !fault.evidence().is_empty(), "{}", fault.name());
    }
}

#[test]
fn values_have_the_forms_that_people_write() {
    assert_eq!(profile("max_line=64 KiB").max_line, 65536);
    assert_eq!(profile("max_line=1MiB").max_line, 1 << 20);
    assert_eq!(
        profile("close_stall = 0.5").close_stall,
        Duration::from_millis(500)
    );
    assert_eq!(
        profile("close_stall=2s").close_stall,
        Duration::from_secs(2)
    );
    assert_eq!(profile("max_line=64kb").max_line, 64_000);
    assert_eq!(
        profile("close_stall=2min").close_stall,
        Duration::from_secs(120)
    );
    assert_eq!(profile("idle_timeout=never").idle_timeout, None);
    assert_eq!(profile("ack=off").ack, Ack::Off);
    let hang = |seconds| SendReconnect::Hang(Duration::from_secs(seconds));
    assert_eq!(profile("send_reconnect=hang").send_reconnect, hang(10));
    assert_eq!(profile("send_reconnect=hang:3").send_reconnect, hang(3));
    assert!(!profile("reload_leak=off").reload_leak);
    assert!(profile("reload_leak=on").reload_leak);
}

#[test]
fn json_true_and_false_switch_every_fault_on_and_off() {
    let set = |on| {
        let value = Some(FaultValue::Bool(on));
        let mut faults = Faults::new(Profile::worst());
        faults.set(&FaultRequest::new("ack", value, None).unwrap());
        faults.profile.ack
    };
    assert_eq!(set(true), Ack::Crlf);
    assert_eq!(set(false), Ack::Lf);
}

#[test]
fn what_cannot_be_meant_is_refused_and_says_what_can() {
    for (text, expected) in [
        (
            "close_stal=3",
            "there is no fault \"close_stal\"; did you mean \"close_stall\"?",
        ),
        ("black-hol", "did you mean \"blackhole\"?"),
        (
            "half-open",
            "\"half_open\" is called \"blackhole\" now: bytes in",
        ),
        (
            "stalled",
            "\"stalled\" is called \"not_reading\" now: the outside",
        ),
        ("killed", "\"killed\" is called \"vanish\" now: "),
        ("no_client", "\"no_client\" is called \"no_accept\" now: "),
        ("cut", "\"cut\" is called \"fin\" now: "),
        ("xyzzy", "the faults are: also_ipv6, receive_sees_close, "),
        ("", "the faults are: "),
        ("ack=yes", "ack cannot be \"yes\": it takes lf, crlf or off"),
        (
            "close_stall=-1",
            "close_stall cannot be \"-1\": it takes a time, such as 10",
        ),
        ("close_stall=NaN", "it takes a time, such as 10"),
        ("close_stall=1e300", "it takes a time, such as 10"),
        ("idle_timeout=inf", "or never"),
        ("max_line=1.5", "it takes a size, such as 65536"),
        ("max_line=99999999999 GiB", "it takes a size, such as 65536"),
        (
            "max_line",
            "max_line needs a value: it takes a size, such as 65536",
        ),
        (
            "reload_leak=3",
            "reload_leak cannot be \"3\": it takes true or false",
        ),
        (
            "send_reconnect=hang:soon",
            "it takes works, dead, hang or hang:TIME",
        ),
        ("not_reading=70000", "\"70000\" is not a valid port"),
        (
            "not_reading=maybe",
            "not_reading cannot be \"maybe\": it takes true or false",
        ),
        ("not_reading@0", "\"0\" is not a valid port"),
        ("not_reading@x", "\"x\" is not a valid port"),
        ("ack=off@7000", "ack cannot be set for one port"),
        (
            "storm=0",
            "storm cannot be \"0\": it takes a whole number from 1",
        ),
        ("reset=off", "reset cannot be \"off\": it takes no value"),
    ] {
        let error = refused(text);
        assert!(error.contains(expected), "{text}: {error}");
    }
}

#[test]
fn conditions_are_for_one_port_or_all() {
    let mut faults = Faults::default();
    assert_eq!(set(&mut faults, "not_reading=58763"), Effect::Links);
    set(&mut faults, "byte_by_byte");
    set(&mut faults, "no_accept@58763");
    let (one, other) = (faults.links.of(58763), faults.links.of(58764));
    assert!(one.not_reading && one.no_accept && !other.not_reading && !other.no_accept);
    assert_eq!([one.chunk, other.chunk], [NonZeroUsize::new(1); 2]);
    for name in ["not_reading", "byte_by_byte", "no_accept"] {
        set(&mut faults, &format!("{name}=off"));
    }
    assert_eq!(faults, Faults::default());
    for fault in Fault::all().filter(|fault| fault.kind() == FaultKind::Condition) {
        set(&mut faults, fault.name());
        let link = faults.links.all();
        assert_eq!(fault.is_on(&link), Some(true), "{}", fault.name());
        set(&mut faults, &format!("{}=false", fault.name()));
        assert_eq!(
            faults.links.all(),
            Impairment::default(),
            "{}",
            fault.name()
        );
    }
}

#[test]
fn one_shot_faults_are_left_to_the_owner_of_the_sockets() {
    let mut faults = Faults::default();
    let mut one_shot = |text| set(&mut faults, text);
    assert_eq!(
        one_shot("vanish"),
        Effect::OneShot(OneShotFault::Vanish, None)
    );
    assert_eq!(
        one_shot("reset=7000"),
        Effect::OneShot(OneShotFault::Reset, Some(7000))
    );
    let storm = |clients| OneShotFault::Storm { clients };
    assert_eq!(one_shot("storm"), Effect::OneShot(storm(20), None));
    assert_eq!(
        one_shot("storm=5@7000"),
        Effect::OneShot(storm(5), Some(7000))
    );
    assert_eq!(faults, Faults::default());
}
