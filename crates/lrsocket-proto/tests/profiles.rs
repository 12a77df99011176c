//! The named profiles, and a life under each.

mod common;

use common::*;
use lrsocket_proto::{
    Ack, Callbacks, ColorOfNoLabel, Config, KeywordTwice, Mode, Phase, Platform, Profile, ReadGate,
    ReceiveSeesClose, RequestedPort, SendReconnect, SendSeesClose,
};

#[test]
fn measured_is_the_default() {
    assert_eq!(Profile::default(), Profile::measured());
    assert_eq!(Profile::named("measured"), Some(Profile::measured()));
}

#[test]
fn documented_is_what_the_text_promises() {
    let expected = {
        let mut profile = Profile::measured();
        profile.send_sees_close = SendSeesClose::Prompt;
        profile.ack = Ack::Off;
        profile.keyword_twice = KeywordTwice::Prior;
        profile.color_of_no_label = ColorOfNoLabel::None;
        profile.module_switch = secs(0);
        profile
    };
    assert_eq!(Profile::named("documented"), Some(expected));
}

#[test]
fn windows_reported() {
    let expected = {
        let mut profile = Profile::measured();
        profile.receive_sees_close = ReceiveSeesClose::UnlessReset;
        profile.send_sees_close = SendSeesClose::Never;
        profile.send_reconnect = SendReconnect::Dead;
        profile.port_linger = secs(2);
        profile.read_gate = ReadGate::Deadlock;
        profile.platform = Some(Platform::Win);
        profile
    };
    assert_eq!(Profile::named("windows-reported"), Some(expected));
}

#[test]
fn macos_reported() {
    let profile = Profile::named("macos-reported").unwrap();
    assert!(matches!(profile.send_reconnect, SendReconnect::Hang(_)));
    assert_eq!(profile.close_stall, secs(10));
    assert_eq!(profile.platform, Some(Platform::Mac));
}

#[test]
fn worst_differs_from_measured_in_every_fault() {
    let (worst, good) = (Profile::worst(), Profile::measured());
    assert_ne!(worst.receive_sees_close, good.receive_sees_close);
    assert_ne!(worst.send_sees_close, good.send_sees_close);
    assert_ne!(worst.callbacks, good.callbacks);
    assert_ne!(worst.idle_timeout, good.idle_timeout);
    assert_ne!(worst.reconnect_port, good.reconnect_port);
    assert_ne!(worst.send_reconnect, good.send_reconnect);
    assert_ne!(worst.port_linger, good.port_linger);
    assert_ne!(worst.may_wait, good.may_wait);
    assert_ne!(worst.read_gate, good.read_gate);
    assert_ne!(worst.keyword_twice, good.keyword_twice);
    assert_ne!(worst.cr, good.cr);
    assert_ne!(worst.ack, good.ack);
    assert_ne!(worst.unconnected_send, good.unconnected_send);
    assert_ne!(worst.close_stall, good.close_stall);
    assert_ne!(worst.reload_leak, good.reload_leak);
}

#[test]
fn b3_8_callbacks_and_b8_2_reload_leak_are_carried_for_the_host() {
    assert_eq!(Profile::measured().callbacks, Callbacks::Yield);
    assert_eq!(Profile::worst().callbacks, Callbacks::NoYield);
    let pair = Pair::with(Mode::Send, |p| *p = Profile::worst());
    assert_eq!(pair.socket.profile(), &Profile::worst());
}

#[test]
fn under_every_profile_a_message_arrives_and_the_port_becomes_free() {
    for name in Profile::NAMES {
        for mode in [Mode::Send, Mode::Receive] {
            let config = Config::new(mode, RequestedPort::new(PORT));
            let mut pair = Pair::bind(config, |p| *p = Profile::named(name).unwrap());
            assert!(pair.connect(), "{name}");
            assert_eq!(pair.events(), [Connecting(PORT), Connected(PORT)]);
            match mode {
                Mode::Send => {
                    pair.send("hello");
                    assert_eq!(pair.wire.sent, b"hello", "{name}");
                }
                Mode::Receive => {
                    pair.receive("hello\r\n");
                    assert_eq!(pair.events(), [message("hello")], "{name}");
                }
            }
            pair.close();
            pair.pass(secs(2));
            assert_eq!(pair.phase(), Phase::Closed);
            assert_eq!(pair.wire.listening, None, "{name}");
            assert!(pair.socket.is_finished(), "{name}");
        }
    }
}
