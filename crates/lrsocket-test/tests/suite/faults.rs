//! Faults and profiles in tests.

use lrsocket_host::proto::Profile;

use crate::stage::{ECHO, Stage};

#[test]
fn faults_of_lr_start_apply_on_top_of_the_profile() {
    Stage::new(ECHO).passes(
        r#"
        local plugin = lr.start(nil, { profile = "documented", faults = { accept_timeout = 3, not_reading = true } })
        assert.equals("documented", lr.profile())
        local pair = lr.pair(plugin)
        pair:send("a\n")
        assert.equals("", pair:bytes())
        lr.fault("not_reading", false)
        pair:expect("A")
        assert.equals(0, pair:acks())
        pair.to_plugin:close()
        lr.advance(2.9)
        assert.equals(1, #lr.events("error") + 1)
        lr.advance(0.2)
        assert.equals(1, #lr.events("error"))"#,
    );
}

#[test]
fn a_fault_can_be_for_one_port_and_can_happen_once() {
    Stage::new(ECHO).passes(
        r#"
        local plugin = lr.start(nil, { faults = { ["not_reading@50000"] = true } })
        local pair = lr.pair(plugin)
        pair:send("a\n")
        assert.equals(1, pair:acks())
        assert.equals("", pair:bytes())
        lr.fault("reset", true, 50001)
        assert.equals("reset", pair.to_plugin:state())"#,
    );
}

#[test]
fn lr_profile_returns_the_configured_profile() {
    let mut stage = Stage::new(ECHO);
    stage.config.profile = Profile::named("worst").unwrap();
    stage.passes(
        "assert.equals('worst', lr.profile()) lr.start() assert.equals('worst', lr.profile())",
    );
}

#[test]
fn invalid_faults_are_named() {
    for (line, expected) in [
        (
            "lr.start(nil, { faults = { not_readng = true } })",
            "there is no fault \"not_readng\"; did you mean \"not_reading\"?",
        ),
        (
            "lr.start(nil, { faults = { ack = 'maybe' } })",
            "ack cannot be \"maybe\"",
        ),
        (
            "lr.start(nil, { faults = { 'not_reading' } })",
            "faults needs names and values",
        ),
        (
            "lr.start(nil, { profile = 'wrost' })",
            "there is no profile \"wrost\"; there are measured",
        ),
        (
            "lr.start(nil, { platform = 'linux' })",
            "platform is \"mac\" or \"win\", not \"linux\"",
        ),
        (
            "lr.start(nil, { strict = 1 })",
            "lr.start: strict must be a boolean, not a number",
        ),
        (
            "lr.start(nil, { seed = 1 })",
            "lr.start has no option \"seed\"",
        ),
        (
            "lr.fault('not_reading', true)",
            "no plug-in was started yet",
        ),
        (
            "lr.start() lr.fault('reset')",
            "nobody is connected to any port",
        ),
        (
            "lr.start() lr.fault('ack', 'off', 5)",
            "cannot be set for one port",
        ),
        (
            "lr.start() lr.start(nil, { profile = 'worst' })",
            "Lightroom is already running",
        ),
    ] {
        Stage::new(ECHO).fails_with(line, "echo_test.lua:2", &[expected]);
    }
}

#[test]
fn a_plug_in_finds_the_preferences_of_the_test() {
    Stage::new(
        "local prefs = import 'LrPrefs'.prefsForPlugin()
         print(prefs.port, prefs.hosts[2], prefs.absent)
         prefs.port = prefs.port + 1",
    )
    .passes(
        r#"
        local plugin = lr.start(nil, { prefs = { port = 4000, hosts = { "a", "b" } } })
        assert.same({ "4000\tb\tnil" }, lr.log())
        assert.same({ port = 4001, hosts = { "a", "b" } }, plugin:prefs())"#,
    );
    Stage::new("").fails_with(
        "lr.start(nil, { prefs = { f = print } })",
        "echo_test.lua:2",
        &["only strings, numbers, booleans and tables of them can be preferences"],
    );
}
