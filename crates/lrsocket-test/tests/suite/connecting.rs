//! The ends of outside programs, and the messages when something does not arrive.

use crate::stage::{ECHO, INFO, Stage};

#[test]
fn a_pair_sends_a_line_and_receives_the_answer_in_no_time() {
    let outcome = Stage::new(ECHO).passes(
        r#"
        local plugin = lr.start()
        local pair = lr.pair(plugin)
        pair:send("hello\n"):expect("HELLO")
        pair:send("a\nb\n")
        assert.same({ "A", "B" }, pair:lines())
        assert.equals(0, lr.now())
        lr.advance(3600)
        assert.equals(3600, lr.now())"#,
    );
    assert_eq!(outcome.simulated.as_secs(), 3600);
}

#[test]
fn what_is_delayed_comes_later_and_in_order() {
    Stage::new(ECHO).passes(
        r#"
        local pair = lr.pair(lr.start())
        pair:delay(0.25):send("a\n")
        lr.advance(0.24)
        assert.same({}, pair:lines())
        -- There and back.
        pair:expect("A")
        assert.near(0.5, lr.now(), 1e-9)
        -- What is sent without a delay still arrives after what is under way.
        pair:send("b\n"):delay(0):pieces(2):send("cde\n")
        lr.advance(0.24)
        assert.same({}, pair:lines())
        lr.advance(0.01)
        assert.same({ "B", "CDE" }, pair:lines())"#,
    );
    Stage::new(ECHO).fails_with(
        "lr.pair(lr.start()):pieces(0.5)",
        "echo_test.lua:2",
        &["pieces: a number of bytes expected, got 0.5"],
    );
}

#[test]
fn b6_7_acknowledgements_are_counted_and_do_not_count_as_lines() {
    Stage::new(ECHO).passes(
        r#"
        local pair = lr.pair(lr.start())
        pair:send("a\nb\n")
        assert.equals(2, pair:acks())
        assert.same({}, pair.to_plugin:lines())
        pair:send("c\n")
        assert.equals("ok\n", pair.to_plugin:bytes())
        assert.equals(3, pair.to_plugin:acks())
        assert.same({ "A", "B", "C" }, pair:lines())"#,
    );
    Stage::new(ECHO).fails_with(
        "local pair = lr.pair(lr.start())\npair.from_plugin:acks()",
        "echo_test.lua:3",
        &["only a receive socket acknowledges lines"],
    );
}

#[test]
fn a_missing_line_fails_the_test_and_shows_what_happened() {
    Stage::new(ECHO).fails_with(
        "local pair = lr.pair(lr.start())\npair:send('a\\n'):expect('A')\nlr.advance(2.5)\npair:line(3)",
        "echo_test.lua:5",
        &[
            "the send socket, port 50000: no line within 3 s",
            "what has happened on port 50000, the send socket of Init.lua:6:",
            "0.000  listening  send    127.0.0.1:50000  Init.lua:6",
            "0.000  sent       send    127.0.0.1:50000  A\\n",
        ],
    );
    Stage::new(ECHO).fails_with(
        "local pair = lr.pair(lr.start())\npair:send('a\\n'):expect('B')",
        "echo_test.lua:3",
        &["expected the line \"B\"\n", "got \"A\""],
    );
    Stage::new(ECHO).fails_with(
        "lr.connect(lr.start(), 'receive'):send('a\\n'):line(1)",
        "echo_test.lua:2",
        &[
            "1 acknowledgements have arrived, which do not count as lines",
            "the end of its send socket",
        ],
    );
}

#[test]
fn a_line_without_a_newline_is_shown() {
    let stage = Stage::new(&ECHO.replace(r#".. "\n""#, ""));
    stage.fails_with(
        "lr.pair(lr.start()):send('a\\n'):expect('A', 1)",
        "echo_test.lua:2",
        &[
            "no line \"A\" within 1 s",
            "what has arrived has no newline yet: \"A\"",
        ],
    );
}

#[test]
fn b6_3_a_line_that_the_outside_program_has_not_ended_is_shown() {
    Stage::new(ECHO).fails_with(
        "local pair = lr.pair(lr.start())\npair:send('one\\ntwo')\npair:expect('ONE'):expect('TWO', 1)",
        "echo_test.lua:4",
        &["the outside program has written \"two\" to port 50001 without a newline"],
    );
}

#[test]
fn waiting_takes_no_longer_than_what_is_waited_for() {
    Stage::new(
        "import 'LrTasks'.startAsyncTask(function() import 'LrTasks'.sleep(4)
            import 'LrFunctionContext'.callWithContext('c', function(context)
                import 'LrSocket'.bind { functionContext = context, plugin = _PLUGIN, port = 0,
                    mode = 'send', onConnected = function(socket) socket:send('abc') end }
                import 'LrTasks'.sleep(3)
            end)
        end)",
    )
    .passes(
        r#"
        local plugin = lr.start()
        local from = lr.connect(plugin, "send")
        assert.equals(4, lr.now())
        assert.equals("ab", from:read(2))
        assert.equals("c", from:bytes())
        assert.equals("closed", from:wait_closed())
        assert.equals(7, lr.now())
        assert.same({}, plugin:ports())"#,
    );
}

#[test]
fn each_plug_in_of_several_has_its_own_ports() {
    Stage::new(ECHO)
        .file("../other.lrplugin/Info.lua", &INFO.replace("example.echo", "example.other"))
        .file("../other.lrplugin/Init.lua", &ECHO.replace("upper", "reverse"))
        .file("../other.lrplugin/Stop.lua", "")
        .passes(
            r#"
            local echo, other = lr.start(), lr.start("../../other.lrplugin")
            local ports = echo:ports()
            assert.same({ mode = "send", port = 50000, at = "Init.lua:6", state = "listening" }, ports[1])
            assert.same({ 50001, 50000, 2 }, { ports.receive, ports.send, #ports })
            assert.same({ 50003, 50002 }, { other:ports().receive, other:ports().send })
            local one, two = lr.pair(echo), lr.pair(other)
            one:send("abc\n"):expect("ABC")
            two:send("abc\n"):expect("cba")
            assert.equals("connected", echo:ports()[1].state)"#,
        );
}

#[test]
fn a_refused_connection_names_the_open_sockets() {
    Stage::new(ECHO).passes(
        r#"
        local none, why = lr.try_connect(50000)
        assert.is_nil(none) assert.matches("no plug%-in was started", why)
        local plugin = lr.start()
        assert.is_not_nil(lr.try_connect(50000))
        none, why = lr.try_connect(7)
        assert.is_nil(none)
        assert.matches("nobody listens on port 7: the connection is refused; the open sockets are: "
            .. "send 50000 %(Init.lua:6, connected%)", why)"#,
    );
    Stage::new("").fails_with(
        "local plugin = lr.start()\nlr.connect(plugin, 'send', 2)",
        "echo_test.lua:3",
        &["the plug-in opened no send socket within 2 s; the plug-in has no open socket"],
    );
}

#[test]
fn an_end_can_disconnect_in_every_way() {
    Stage::new(ECHO).passes(
        r#"
        local plugin = lr.start()
        for _, how in ipairs { "close", "finish", "reset" } do
            local to = lr.connect(plugin, "receive")
            to[how](to)
            lr.advance(0.1)
            assert.equals("listening", plugin:ports()[2].state)
        end
        local to = lr.connect(plugin, "receive")
        to:vanish()
        lr.advance(60)
        assert.equals("connected", plugin:ports()[2].state)"#,
    );
}

#[test]
fn wrong_arguments_are_named() {
    for (line, expected) in [
        (
            "lr.connect(plugin)",
            "which socket of the plug-in, \"receive\" or \"send\"?",
        ),
        (
            "lr.connect('50000')",
            "lr.connect needs a port or a plug-in, got 50000",
        ),
        ("lr.connect(70000)", "70000 is not a valid port"),
        ("lr.advance('1')", "lr.advance: seconds expected, got 1"),
        ("lr.advance(-1)", "lr.advance: seconds expected, got -1"),
        (
            "lr.pair(plugin):send(nil)",
            "send: a string expected, got nil",
        ),
        ("lr.pair(plugin):sent('x')", "a pair has no \"sent\""),
        ("lr.connekt(plugin)", "lr has no \"connekt\""),
        (
            "plugin:menu('Stop')",
            "there is no menu item \"Stop\"; there are \"Start\"",
        ),
    ] {
        let body = format!("local plugin = lr.start()\n{line}");
        Stage::new(ECHO).fails_with(&body, "echo_test.lua:3", &[expected]);
    }
}

#[test]
fn what_a_task_sends_after_a_sleep_arrives_at_that_moment() {
    let later = ECHO.replace("sender:send(", "LrTasks.sleep(3) sender:send(");
    Stage::new(&later).passes(
        r#"
        local pair = lr.pair(lr.start())
        lr.advance(0.5)
        pair:send("a\n"):expect("A", 3)
        assert.equals(3.5, lr.now())"#,
    );
}

#[test]
fn an_unexpected_line_is_shown_below_the_expected_one() {
    let failure = Stage::new(ECHO).fails(
        r#"
        local pair = lr.pair(lr.start())
        pair:send('{"a":1}\n{"b":2}\n{"c":\t3}'):expect('{"A":2}')"#,
    );
    let lines: Vec<&str> = failure.message.lines().take(5).collect();
    assert_eq!(
        lines,
        [
            r#"the send socket, port 50000: expected the line '{"A":2}'"#,
            r#"                                           got '{"A":1}'"#,
            r#"what else has arrived, 1 line: '{"B":2}\n'"#,
            r#"the outside program has written '{"c":\t3}' to port 50001 without a newline: a plug-in receives a line when its newline arrives [B6.3]"#,
            "what has happened on port 50000, the send socket of Init.lua:6:",
        ]
    );
    let last: Vec<&str> = failure.message.lines().rev().take(2).collect();
    assert!(last[1].ends_with(r#"50000  {"B":2}\n"#), "{last:?}");
    let other = "the other end of the pair: the receive socket, port 50001 (Init.lua:6): open";
    assert_eq!(last[0], other);
}

#[test]
fn looking_at_lightroom_is_not_an_event() {
    Stage::new(ECHO).passes(
        r#"
        lr.start()
        lr.state() lr.selection.active()
        lr.develop.set("Exposure", 1)
        for _, event in ipairs(lr.events()) do assert.not_equals("answer", event.event) end
        assert.equals(1, #lr.events("command"))"#,
    );
}

/// A plug-in that writes this many lines as soon as a client connects.
fn talkative(lines: usize) -> String {
    format!(
        "import 'LrFunctionContext'.postAsyncTaskWithContext('c', function(context)
            import 'LrSocket'.bind {{ functionContext = context, plugin = _PLUGIN, port = 0,
                mode = 'send', onConnected = function(socket)
                    local lines = {{}}
                    for i = 1, {lines} do lines[i] = 'line ' .. i .. '\\n' end
                    socket:send(table.concat(lines))
                end }}
            import 'LrTasks'.sleep(60)
        end)"
    )
}

#[test]
fn any_number_of_lines_can_be_taken_at_once() {
    Stage::new(&talkative(200_000)).passes(
        r#"
        local lines = lr.connect(lr.start(), "send"):lines()
        assert.equals(200000, #lines)
        assert.equals("line 1", lines[1]) assert.equals("line 200000", lines[200000])"#,
    );
}

#[test]
fn lines_and_bytes_can_be_taken_one_by_one_from_a_long_backlog() {
    Stage::new(&talkative(200_000)).passes(
        r#"
        local from = lr.connect(lr.start(), "send")
        for i = 1, 100000 do
            if from:line() ~= "line " .. i then error("line " .. i) end
        end
        for i = 100001, 200000 do
            local line = "line " .. i .. "\n"
            if from:read(#line) ~= line then error("bytes of line " .. i) end
        end
        assert.equals("", from:bytes())"#,
    );
}
