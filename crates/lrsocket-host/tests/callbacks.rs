//! B3: states and callbacks.

mod common;

use common::{End, Setup, Stage, in_context};
use lrsocket_host::proto::{Callbacks, Phase, ReceiveSeesClose, SendSeesClose};

fn start(body: &str) -> Stage {
    Stage::script(&in_context(body))
}

#[test]
fn b3_1_on_connecting_at_every_listen() {
    let mut stage = start(
        "local times = 0
         bind { mode = 'send', port = 4711, onConnecting = function(s, port)
           print('connecting', port)
           times = times + 1
           if times < 3 then s:reconnect() end
         end }",
    );
    stage.says(&["connecting\t4711", "connecting\t4711", "connecting\t4711"]);
}

#[test]
fn b3_2_never_inside_bind_or_reconnect() {
    let mut stage = start(
        "local socket = bind { mode = 'send' }
         print 'bound'
         LrTasks.sleep(1)
         socket:reconnect()
         print 'reconnected'",
    );
    stage.says(&["bound", "connecting\t50000"]);
    stage.advance(1.0);
    stage.says(&["reconnected", "connecting\t50000"]);
}

#[test]
fn b3_2_never_inside_reconnect_in_a_callback() {
    let mut stage = start(
        "local again = true
         bind { mode = 'send', onConnecting = function(s)
           print 'begin'
           if again then again = false s:reconnect() LrTasks.sleep(1) end
           print 'end'
         end }",
    );
    stage.says(&["begin"]);
    stage.advance(1.0);
    stage.says(&["end", "begin", "end"]);
}

#[test]
fn b3_4_receive_sees_the_client_close_after_its_lines() {
    let mut stage = start("bind { mode = 'receive', port = 4711 }");
    let client = stage.connect(4711);
    client.write(b"a\nb\n");
    client.close();
    stage.settle();
    stage.says(&[
        "connecting\t4711",
        "connected\t4711",
        "message\ta",
        "message\tb",
        "closed",
    ]);
    assert!(!stage.listens(4711));
    assert_eq!(stage.host().socket_summaries()[0].phase, Phase::Idle);
}

#[test]
fn b3_4_a_reset_is_a_close() {
    let mut stage = start("bind { mode = 'receive' }");
    let client = stage.connect(50000);
    client.write(b"a\n");
    stage.settle();
    client.reset();
    stage.settle();
    stage.says(&[
        "connecting\t50000",
        "connected\t50000",
        "message\ta",
        "closed",
    ]);
}

#[test]
fn b3_4_receive_sees_close_never() {
    let mut stage = Setup::script(&in_context("bind { mode = 'receive' }"))
        .profile(|profile| profile.receive_sees_close = ReceiveSeesClose::Never)
        .start();
    stage.connect(50000).close();
    stage.advance(60.0);
    stage.says(&["connecting\t50000", "connected\t50000"]);
}

#[test]
fn b3_5_send_does_not_see_the_client_leave_until_a_write_fails() {
    let mut stage = start(
        "local socket = bind { mode = 'send', port = 4711 }
         LrTasks.sleep(45)
         for i = 1, 4 do socket:send('x') LrTasks.sleep(1) end",
    );
    stage.connect(4711).close();
    stage.advance(44.9);
    stage.says(&["connecting\t4711", "connected\t4711"]);
    stage.advance(10.0);
    stage.says(&["closed"]);
    assert!(!stage.listens(4711));
}

#[test]
fn b3_5_send_sees_close_prompt() {
    let mut stage = Setup::script(&in_context("bind { mode = 'send' }"))
        .profile(|profile| profile.send_sees_close = SendSeesClose::Prompt)
        .start();
    let client = stage.connect(50000);
    client.close();
    stage.settle();
    stage.says(&["connecting\t50000", "connected\t50000", "closed"]);
}

#[test]
fn b3_5_send_sees_close_never() {
    let mut stage = Setup::script(&in_context(
        "local socket = bind { mode = 'send' }
         for i = 1, 10 do LrTasks.sleep(1) socket:send('x') end
         print 'all sent'",
    ))
    .profile(|profile| profile.send_sees_close = SendSeesClose::Never)
    .start();
    stage.connect(50000).reset();
    stage.advance(60.0);
    stage.says(&["connecting\t50000", "connected\t50000", "all sent"]);
}

#[test]
fn b3_6_close_fires_on_closed_before_it_returns() {
    let mut stage = start(
        "local socket = bind { mode = 'send' }
         socket:close()
         print 'after'
         socket:close()
         print 'after the second'",
    );
    stage.says(&["closed", "after", "after the second"]);
    stage.advance(20.0);
    stage.says(&[]);
}

#[test]
fn b3_6_close_of_a_connected_socket_fires_on_closed_once() {
    let mut stage = start(
        "local socket = bind { mode = 'receive', onMessage = function(s)
           s:close()
           print 'after'
         end }",
    );
    let client = stage.connect(50000);
    client.write(b"close\nmore\n");
    stage.settle();
    stage.says(&["connecting\t50000", "connected\t50000", "closed", "after"]);
    assert_eq!(client.end(), End::Finished);
}

#[test]
fn b3_6_close_of_an_idle_socket_fires_on_closed() {
    let mut stage = start(
        "local socket = bind { mode = 'send' }
         LrTasks.sleep(20)
         socket:close()",
    );
    stage.advance(20.0);
    stage.says(&["connecting\t50000", "error\ttimeout", "closed"]);
}

#[test]
fn b3_6_close_in_a_script_runs_on_closed_outside_any_task() {
    Stage::script_says(
        "local LrSocket, LrTasks = import 'LrSocket', import 'LrTasks'
         import('LrFunctionContext').callWithContext('x', function(context)
           local socket = LrSocket.bind { functionContext = context, plugin = _PLUGIN, mode = 'send',
             port = 0, onClosed = function() print('closed', LrTasks.canYield()) end }
           socket:close()
           print 'after'
         end)",
        &["closed\tfalse", "after"],
    );
}

#[test]
fn b3_6_on_closed_may_sleep_during_close_in_a_task() {
    let mut stage = start(
        "local socket = bind { mode = 'send', onClosed = function()
           LrTasks.sleep(1)
           print 'closed'
         end }
         socket:close()
         print 'after'",
    );
    stage.says(&[]);
    stage.advance(1.0);
    stage.says(&["closed", "after"]);
}

#[test]
fn b3_6_an_error_of_on_closed_does_not_leave_close() {
    let mut stage = start(
        "local socket = bind { mode = 'send', onClosed = function() error('oops') end }
         socket:close()
         print 'after'",
    );
    stage.says(&["after"]);
    let failure = stage.fails("onClosed", "test.lua:2: oops");
    assert!(
        failure.traceback.contains("test.lua:2"),
        "{}",
        failure.traceback
    );
}

#[test]
fn b3_7_no_on_closed_after_on_error() {
    let mut stage = start("bind { mode = 'receive' }");
    stage.advance(60.0);
    stage.says(&["connecting\t50000", "error\ttimeout"]);
}

#[test]
fn b3_8_callbacks_of_one_socket_run_one_after_another() {
    let mut stage = start(
        "bind { mode = 'receive', onMessage = function(_, m)
           print('begin', m)
           LrTasks.sleep(1)
           print('end', m)
         end }",
    );
    let client = stage.connect(50000);
    client.write(b"a\nb\n");
    client.close();
    stage.settle();
    stage.says(&["connecting\t50000", "connected\t50000", "begin\ta"]);
    stage.advance(1.0);
    stage.says(&["end\ta", "begin\tb"]);
    stage.advance(1.0);
    stage.says(&["end\tb", "closed"]);
}

#[test]
fn b3_8_different_sockets_do_not_wait_for_each_other() {
    let mut stage = start(
        "bind { mode = 'receive', port = 1, onMessage = function() LrTasks.sleep(100) end }
         bind { mode = 'receive', port = 2, name = 'two' }",
    );
    let (one, two) = (stage.connect(1), stage.connect(2));
    one.write(b"x\n");
    stage.settle();
    two.write(b"y\n");
    stage.settle();
    stage.says(&[
        "connecting\t1",
        "two\tconnecting\t2",
        "connected\t1",
        "two\tconnected\t2",
        "two\tmessage\ty",
    ]);
}

#[test]
fn b3_8_callbacks_may_yield_and_run_in_a_task() {
    let mut stage = start(
        "bind { mode = 'send', onConnecting = function()
           print(LrTasks.canYield())
           LrTasks.yield()
           print 'yielded'
         end }",
    );
    stage.says(&["true", "yielded"]);
}

#[test]
fn b3_8_callbacks_noyield_raises_lightrooms_text() {
    let mut stage = Setup::script(&in_context(
        "bind { mode = 'receive', onConnecting = function()
           print(LrTasks.canYield())
           LrTasks.sleep(1)
         end, onMessage = function(_, m)
           print(m)
           error { code = 1 }
         end, onClosed = function() error 'oops' end }",
    ))
    .profile(|profile| profile.callbacks = Callbacks::NoYield)
    .start();
    stage.says(&["false"]);
    let failure = stage.fails(
        "onConnecting",
        "Yielding is not allowed within a C or metamethod call",
    );
    assert!(
        failure.traceback.contains("test.lua:4"),
        "{}",
        failure.traceback
    );
    let client = stage.connect(50000);
    client.write(b"a\nb\n");
    client.close();
    stage.settle();
    stage.says(&["connected\t50000", "a", "b"]);
    for _ in 0..2 {
        stage.fails("onMessage", "(error object is a table value)");
    }
    let failure = stage.fails("onClosed", "test.lua:8: oops");
    assert!(
        failure.traceback.contains("test.lua:8"),
        "{}",
        failure.traceback
    );
}

#[test]
fn b3_9_a_callback_that_errors_is_logged_and_the_socket_goes_on() {
    let mut stage = start(
        "local function parse(m) error('cannot parse ' .. m) end
         bind { mode = 'receive', onMessage = function(_, m)
           if m == 'bad' then parse(m) end
           print(m)
         end }",
    );
    let client = stage.connect(50000);
    client.write(b"good\nbad\ngood again\n");
    stage.settle();
    stage.says(&[
        "connecting\t50000",
        "connected\t50000",
        "good",
        "good again",
    ]);
    let failure = stage.fails("onMessage", "test.lua:2: cannot parse bad");
    assert!(
        failure.traceback.contains("test.lua:4"),
        "{}",
        failure.traceback
    );
    assert_eq!(stage.host().failures(), 1);
    assert_eq!(client.read_text(), "ok\nok\nok\n");
}

#[test]
fn b3_9_every_callback_can_fail() {
    let mut stage = start(
        "local function fail(name) return function() error(name, 0) end end
         bind { mode = 'receive', onConnecting = fail 'connecting', onConnected = fail 'connected',
           onMessage = fail 'message', onClosed = fail 'closed' }
         bind { mode = 'send', onConnecting = false, onError = fail 'error' }",
    );
    let client = stage.connect(50000);
    client.write(b"x\n");
    client.close();
    stage.advance(10.0);
    for (of, message) in [
        ("onConnecting", "connecting"),
        ("onConnected", "connected"),
        ("onMessage", "message"),
        ("onClosed", "closed"),
        ("onError", "error"),
    ] {
        stage.fails(of, message);
    }
}

#[test]
fn b3_9_a_thousand_failing_messages_are_a_thousand_failures() {
    let mut stage = start("bind { mode = 'receive', onMessage = function(_, m) error(m) end }");
    let client = stage.connect(50000);
    for i in 1..=1000 {
        client.write(format!("{i}\n").as_bytes());
    }
    stage.settle();
    let failures = stage.take_failures();
    assert_eq!(failures.len(), 1000);
    assert_eq!(failures[999].message, "test.lua:2: 1000");
    assert_eq!(stage.host().failures(), 1000);
    stage.shut_down();
}

#[test]
fn b3_9_a_canceled_error_of_a_callback_is_no_failure() {
    let mut stage = start(
        "local LrErrors = import 'LrErrors'
         local socket = bind { mode = 'send', onConnecting = LrErrors.throwCanceled,
           onClosed = LrErrors.throwCanceled }
         context:addCleanupHandler(LrErrors.throwCanceled)
         LrTasks.sleep(1)
         socket:close()
         print 'after'
         LrErrors.throwCanceled()",
    );
    stage.advance(1.0);
    assert_eq!(stage.host().failures(), 0);
    assert!(stage.take_failures().is_empty());
    stage.says(&["after"]);
}

#[test]
fn b3_10_bind_on_the_port_just_closed_in_a_callback() {
    let mut stage = start(
        "local function open()
           bind { mode = 'receive', port = 4711, onClosed = function(s)
             print 'closed'
             if s.again then return end
             s.again = true
             s:close()
             open()
           end }
         end
         open()",
    );
    stage.connect(4711).close();
    stage.settle();
    // The client's departure, then close(), which fires onClosed again as the local close.
    stage.says(&[
        "connecting\t4711",
        "connected\t4711",
        "closed",
        "closed",
        "connecting\t4711",
    ]);
    assert!(stage.listens(4711));
}

#[test]
fn b3_10_reconnect_inside_every_callback() {
    let mut stage = start(
        "local done = {}
         local function again(name) return function(s)
           print(name)
           if not done[name] then done[name] = true s:reconnect() end
         end end
         bind { mode = 'receive', port = 4711, onConnecting = again 'connecting',
           onConnected = again 'connected', onMessage = again 'message', onClosed = again 'closed',
           onError = again 'error' }",
    );
    stage.says(&["connecting", "connecting"]);
    assert_eq!(stage.connect(4711).end(), End::Finished);
    stage.says(&["connected", "connecting"]);
    let client = stage.connect(4711);
    client.write(b"x\ny\n");
    stage.settle();
    stage.says(&["connected", "message", "connecting"]);
    stage.connect(4711).close();
    stage.settle();
    stage.says(&["connected", "closed", "connecting"]);
    stage.advance(10.0);
    stage.says(&["error", "connecting"]);
    stage.advance(10.0);
    stage.says(&["error"]);
}

#[test]
fn b3_10_close_inside_every_callback() {
    for (callback, expected) in [
        ("onConnecting", vec!["onConnecting", "closed"]),
        (
            "onConnected",
            vec!["connecting\t4711", "onConnected", "closed"],
        ),
        (
            "onMessage",
            vec!["connecting\t4711", "connected\t4711", "onMessage", "closed"],
        ),
    ] {
        let mut stage = start(&format!(
            "bind {{ mode = 'receive', port = 4711, {callback} = function(s)
               print '{callback}'
               s:close()
               s:close()
             end }}"
        ));
        if let Some(client) = stage.try_connect(4711) {
            client.write(b"x\ny\n");
            stage.settle();
        }
        stage.advance(20.0);
        stage.says(&expected);
        assert!(!stage.listens(4711));
    }
    let mut stage = start(
        "bind { mode = 'send', onError = function(s) print 'onError' s:close() end }
         bind { mode = 'receive', name = 'r', onClosed = function(s) print 'onClosed' s:close() end }",
    );
    stage.connect(50001).close();
    stage.advance(20.0);
    stage.says(&[
        "connecting\t50000",
        "r\tconnecting\t50001",
        "r\tconnected\t50001",
        "onClosed",
        "onClosed",
        "onError",
        "closed",
    ]);
}

#[test]
fn b3_10_calls_on_another_socket_inside_a_callback() {
    let mut stage = start(
        "local sender = bind { mode = 'send', name = 's' }
         bind { mode = 'receive', name = 'r', onMessage = function(_, m)
           if m == 'send' then sender:send('sent')
           elseif m == 'reconnect' then sender:reconnect()
           else sender:close() end
           print(m, 'done')
         end }",
    );
    let (output, input) = (stage.connect(50000), stage.connect(50001));
    input.write(b"send\n");
    stage.settle();
    assert_eq!(output.read_text(), "sent");
    input.write(b"reconnect\n");
    stage.settle();
    assert_eq!(output.end(), End::Finished);
    input.write(b"close\n");
    stage.settle();
    stage.says(&[
        "s\tconnecting\t50000",
        "r\tconnecting\t50001",
        "s\tconnected\t50000",
        "r\tconnected\t50001",
        "send\tdone",
        "reconnect\tdone",
        "s\tconnecting\t50000",
        "s\tclosed",
        "close\tdone",
    ]);
}

#[test]
fn b3_11_messages_arrive_without_delay() {
    let mut stage = start("bind { mode = 'receive', onConnecting = false, onConnected = false }");
    let client = stage.connect(50000);
    stage.advance(5.0);
    let now = stage.now();
    client.write(b"x\n");
    stage.settle();
    stage.says(&["message\tx"]);
    assert_eq!(stage.records().last().unwrap().time, now);
}

#[test]
fn b3_12_no_callback_after_close() {
    let mut stage = start(
        "local socket = bind { mode = 'receive', onMessage = function(s, m)
           print(m)
           LrTasks.sleep(1)
         end }
         LrTasks.sleep(0.5)
         socket:close()",
    );
    let client = stage.connect(50000);
    client.write(b"a\nb\nc\n");
    client.close();
    stage.advance(20.0);
    stage.says(&["connecting\t50000", "connected\t50000", "a", "closed"]);
}

#[test]
fn b3_12_events_of_an_earlier_connection_do_not_outlive_reconnect() {
    let mut stage = start(
        "bind { mode = 'receive', onMessage = function(s, m)
           print(m)
           if m == 'a' then s:reconnect() end
         end }",
    );
    let client = stage.connect(50000);
    client.write(b"a\nb\n");
    client.close();
    stage.settle();
    stage.says(&[
        "connecting\t50000",
        "connected\t50000",
        "a",
        "connecting\t50000",
    ]);
    let client = stage.connect(50000);
    client.write(b"c\n");
    stage.settle();
    stage.says(&["connected\t50000", "c"]);
}

#[test]
fn b3_13_a_reconnect_storm_is_reported_once_with_the_bind_line() {
    let mut stage = start(
        "local count = 0
         bind { mode = 'send', onConnecting = function(s)
           count = count + 1
           if count < 100 then s:reconnect() end
         end }",
    );
    stage.advance(1.0);
    let told = stage.diagnostics("B3.13");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].0.contains("reconnect storm"), "{told:?}");
}

#[test]
fn b3_13_a_patient_plug_in_is_no_storm() {
    let mut stage = start(
        "bind { mode = 'send', onConnecting = function(s) LrTasks.sleep(0.06) s:reconnect() end }",
    );
    stage.advance(60.0);
    assert!(stage.diagnostics("B3.13").is_empty());
}
