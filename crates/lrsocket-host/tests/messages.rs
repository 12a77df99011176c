//! B6 and B7: receiving, `send` and `close`.

mod common;

use std::time::Duration;

use common::{Client, End, Setup, Stage, in_context};
use lrsocket_host::proto::{Ack, CarriageReturn, Profile, TrailingLine, UnconnectedSend};
use lrsocket_host::{Event, Line};

/// A receive socket of which only messages and the end are printed, and its client.
const RECEIVER: &str = "bind { mode = 'receive', port = 4711, onConnecting = false,
   onConnected = false, onMessage = function(_, m) print(('%q'):format(m)) end }";

fn receiver() -> (Stage, Client) {
    receiver_with(|_| {})
}

fn receiver_with(change: impl FnOnce(&mut Profile) + 'static) -> (Stage, Client) {
    let mut stage = Setup::script(&in_context(RECEIVER)).profile(change).start();
    let client = stage.connect(4711);
    (stage, client)
}

/// A send socket that says nothing, in which `body` runs with `socket` once there is a client.
fn sender_with(body: &str, change: impl FnOnce(&mut Profile) + 'static) -> (Stage, Client) {
    let mut stage = Setup::script(&in_context(&format!(
        "local socket = bind {{ mode = 'send', port = 4711, onConnecting = false, onConnected = false }}
         LrTasks.sleep(1)
         {body}"
    )))
    .profile(change)
    .start();
    let client = stage.connect(4711);
    stage.advance(1.0);
    (stage, client)
}

fn sender(body: &str) -> (Stage, Client) {
    sender_with(body, |_| {})
}

#[test]
fn b6_1_one_message_per_line_without_its_terminator() {
    let (mut stage, client) = receiver();
    client.write(b"one\ntwo\r\nth\rree\r\r\n");
    stage.settle();
    stage.says(&["\"one\"", "\"two\"", "\"th\\rree\\r\""]);
}

#[test]
fn b6_1_cr_strip_all() {
    let (mut stage, client) = receiver_with(|profile| profile.cr = CarriageReturn::StripAll);
    client.write(b"one\r\r\r\n");
    stage.settle();
    stage.says(&["\"one\""]);
}

#[test]
fn b6_2_an_empty_line_is_an_empty_message() {
    let (mut stage, client) = receiver();
    client.write(b"\n\r\n\n");
    stage.settle();
    stage.says(&["\"\"", "\"\"", "\"\""]);
}

#[test]
fn b6_3_a_partial_line_waits_over_any_number_of_packets() {
    let (mut stage, client) = receiver();
    for byte in b"Exposure = 0.5" {
        client.write(&[*byte]);
        stage.advance(1.0);
    }
    stage.says(&[]);
    client.write(b"\nnext");
    stage.settle();
    stage.says(&["\"Exposure = 0.5\""]);
}

#[test]
fn b6_4_bytes_after_the_last_line_are_dropped_with_a_diagnostic() {
    let (mut stage, client) = receiver();
    client.write(b"whole\npart");
    client.close();
    stage.settle();
    stage.says(&["\"whole\"", "closed"]);
    let told = stage.diagnostics("B6.4");
    assert_eq!(told.len(), 1);
    assert!(told[0].0.starts_with("4 bytes"), "{told:?}");
}

#[test]
fn b6_4_trailing_line_deliver() {
    let (mut stage, client) =
        receiver_with(|profile| profile.trailing_line = TrailingLine::Deliver);
    client.write(b"whole\npart");
    client.close();
    stage.settle();
    stage.says(&["\"whole\"", "\"part\"", "closed"]);
}

#[test]
fn b6_5_a_line_of_16_mib_arrives_whole() {
    let mut stage = Stage::script(&in_context(
        "bind { mode = 'receive', onMessage = function(_, m) print(#m) end }",
    ));
    let client = stage.connect(50000);
    client.write(&vec![b'x'; 16 << 20]);
    client.write(b"\n");
    stage.settle();
    stage.says(&["connecting\t50000", "connected\t50000", "16777216"]);
}

#[test]
fn b6_5_beyond_max_line_the_client_is_dropped() {
    let (mut stage, client) = receiver_with(|profile| profile.max_line = 1000);
    client.write(&[b'x'; 1000]);
    client.write(b"\n");
    client.write(&[b'y'; 1001]);
    stage.settle();
    stage.says(&[&format!("\"{}\"", "x".repeat(1000)), "closed"]);
    assert_eq!(stage.diagnostics("B6.5").len(), 1);
    assert_eq!(client.end(), End::Finished);
}

#[test]
fn b6_6_bytes_are_bytes() {
    let mut stage = Stage::script(&in_context(
        "bind { mode = 'receive', onConnecting = false, onConnected = false,
           onMessage = function(_, m) print(#m, m:byte(1, -1)) end }",
    ));
    let client = stage.connect(50000);
    client.write(b"\0\xff\xfe\x80a\0\n");
    stage.settle();
    stage.says(&["6\t0\t255\t254\t128\t97\t0"]);
}

#[test]
fn b6_7_every_line_is_acknowledged_before_its_callback() {
    let mut stage = Stage::script(&in_context(
        "bind { mode = 'receive', onMessage = function() LrTasks.sleep(10) end }",
    ));
    let client = stage.connect(50000);
    client.write(b"a\n");
    stage.settle();
    // The callback still runs.
    assert_eq!(client.read_text(), "ok\n");
    client.write(b"b\nc\n");
    stage.advance(60.0);
    assert_eq!(client.read_text(), "ok\nok\n");
    stage.printed();
}

#[test]
fn b6_7_ack_crlf_and_off() {
    let (mut stage, client) = receiver_with(|profile| profile.ack = Ack::Crlf);
    client.write(b"a\nb\n");
    stage.settle();
    assert_eq!(client.read_text(), "ok\r\nok\r\n");
    let (mut stage, client) = receiver_with(|profile| profile.ack = Ack::Off);
    client.write(b"a\nb\n");
    stage.settle();
    stage.says(&["\"a\"", "\"b\""]);
    assert_eq!(client.read_text(), "");
}

#[test]
fn b6_7_a_client_that_never_reads_does_not_stall_delivery() {
    let mut stage = Stage::script(&in_context(
        "local count = 0
         bind { mode = 'receive', onConnecting = false, onConnected = false, onMessage = function()
           count = count + 1
           if count == 70000 then print(count) end
         end }",
    ));
    let client = stage.connect(50000);
    client.set_reading(false);
    client.write(&b"x\n".repeat(70_000));
    stage.settle();
    stage.says(&["70000"]);
    assert_eq!(stage.diagnostics("B6.7").len(), 1);
}

#[test]
fn b6_8_bytes_to_a_send_socket_are_not_delivered() {
    let mut stage = Stage::script(&in_context("bind { mode = 'send' }"));
    let client = stage.connect(50000);
    client.write(b"hello\n");
    stage.settle();
    stage.says(&["connecting\t50000", "connected\t50000"]);
    assert_eq!(client.read_text(), "");
    assert_eq!(stage.diagnostics("B6.8").len(), 1);
}

#[test]
fn b6_9_a_slow_plug_in_makes_tcp_push_back_and_loses_nothing() {
    let mut stage = Stage::script(&in_context(
        "local count = 0
         bind { mode = 'receive', onConnecting = false, onConnected = false, onMessage = function(_, m)
           if count == 0 then LrTasks.sleep(10) end
           count = count + 1
           assert(m == ('%99d'):format(count))
           if count == 30000 then print 'all' end
         end }",
    ));
    let client = stage.connect(50000);
    let mut bytes = Vec::new();
    for i in 1..=30_000 {
        bytes.extend_from_slice(format!("{i:99}\n").as_bytes());
    }
    client.write(&bytes);
    stage.settle();
    let window = 1 << 20;
    let read = bytes.len() - client.unread();
    assert!((window..window + 256 * 1024).contains(&read), "{read}");
    stage.advance(10.0);
    stage.says(&["all"]);
}

#[test]
fn b7_1_send_writes_the_bytes_as_they_are_in_order() {
    let (_stage, client) = sender(
        "socket:send('a') socket:send('') socket:send('b\\n') socket:send('\\0\\255')
         print(select('#', socket:send('c')))",
    );
    assert_eq!(client.read(), b"ab\n\0\xffc");
}

#[test]
fn b7_1_send_of_16_mib_returns_at_once() {
    let (mut stage, client) = sender("socket:send(('x'):rep(16 * 1024 * 1024)) print(os.clock())");
    stage.says(&["1"]);
    assert_eq!(client.read().len(), 16 << 20);
}

#[test]
fn b7_2_before_a_client_is_there_messages_are_queued() {
    let mut stage = Stage::script(&in_context(
        "local socket = bind { mode = 'send' } socket:send('early ') socket:send('bird')",
    ));
    let client = stage.connect(50000);
    assert_eq!(client.read_text(), "early bird");
}

#[test]
fn b7_2_the_queue_is_bounded_oldest_dropped_first() {
    let mut stage = Stage::script(&in_context(
        "local socket = bind { mode = 'send' }
         for i = 1, 20 do socket:send(string.char(96 + i):rep(100000)) end",
    ));
    let client = stage.connect(50000);
    let bytes = client.read();
    assert_eq!(bytes.len(), 1_000_000);
    assert_eq!((bytes[0], bytes[999_999]), (b'k', b't'));
    assert_eq!(stage.diagnostics("B7.2").len(), 1);
}

#[test]
fn b7_2_unconnected_send_drop() {
    let mut stage = Setup::script(&in_context("bind { mode = 'send' }:send('early')"))
        .profile(|profile| profile.unconnected_send = UnconnectedSend::Drop)
        .start();
    let client = stage.connect(50000);
    assert_eq!(client.read_text(), "");
    assert_eq!(stage.diagnostics("B7.2").len(), 1);
}

#[test]
fn b7_3_to_a_client_that_has_gone_unnoticed_it_is_lost_with_a_diagnostic() {
    let (mut stage, client) = sender("LrTasks.sleep(1) socket:send('void') print 'sent'");
    client.close();
    stage.advance(1.0);
    stage.says(&["sent"]);
    assert_eq!(client.read_text(), "");
    assert_eq!(stage.diagnostics("B7.3").len(), 1);
}

#[test]
fn b7_4_to_a_client_that_does_not_read_it_is_queued_up_to_the_window() {
    let (mut stage, client) = sender_with(
        "LrTasks.sleep(1)
         for i = 1, 10 do socket:send(tostring(i % 10):rep(100)) end
         print 'sent'",
        |profile| profile.send_window = 500,
    );
    client.set_reading(false);
    stage.advance(1.0);
    stage.says(&["sent"]);
    assert_eq!(stage.diagnostics("B7.4").len(), 1);
    client.set_reading(true);
    stage.settle();
    let text = client.read_text();
    assert_eq!(text.len(), 500);
    assert!(text.starts_with('1') && text.ends_with('5'));
}

#[test]
fn b7_5_send_on_a_receive_socket_does_nothing() {
    let mut stage = Stage::script(&in_context(
        "local socket = bind { mode = 'receive' } socket:send('x') print 'sent'",
    ));
    let client = stage.connect(50000);
    stage.says(&["sent", "connecting\t50000", "connected\t50000"]);
    assert_eq!(client.read_text(), "");
    assert_eq!(stage.diagnostics("B7.5").len(), 1);
}

#[test]
fn b7_6_send_takes_strings_and_numbers_as_lua_writes_them() {
    let (_stage, client) = sender(
        "for _, n in ipairs { 1, 0.5, 1e15, 1e100, -0.1, 2 ^ 53, 1 / 3 } do
           socket:send(n) socket:send(' ')
         end",
    );
    assert_eq!(
        client.read_text(),
        "1 0.5 1e+15 1e+100 -0.1 9.007199254741e+15 0.33333333333333 "
    );
}

#[test]
fn b7_6_anything_else_raises() {
    let (mut stage, client) = sender(
        "print(pcall(function() socket:send(nil) end))
         print(pcall(function() socket:send({}) end))
         print(pcall(function() socket:send(true) end))
         print(pcall(function() socket:send() end))",
    );
    let expected = |line, got| {
        format!("false\ttest.lua:{line}: bad argument #1 to 'send' (string expected, got {got})")
    };
    stage.says(&[
        &expected(4, "nil"),
        &expected(5, "table"),
        &expected(6, "boolean"),
        &expected(7, "nil"),
    ]);
    assert_eq!(client.read_text(), "");
}

#[test]
fn b7_7_what_is_queued_at_close_is_still_written() {
    let (mut stage, client) = sender("socket:send('last') socket:send(' words') socket:close()");
    stage.says(&["closed"]);
    assert_eq!(client.read_text(), "last words");
    assert_eq!(client.end(), End::Finished);
}

#[test]
fn b7_7_for_one_second_at_most() {
    let (mut stage, client) =
        sender("LrTasks.sleep(1) socket:send('last words') socket:close() print 'after'");
    client.set_reading(false);
    client.set_window(4);
    stage.advance(1.9);
    stage.says(&["closed", "after"]);
    assert_eq!(stage.diagnostics("B7.7").len(), 0);
    stage.advance(0.1);
    assert_eq!(stage.diagnostics("B7.7").len(), 1);
    client.set_reading(true);
    assert_eq!(client.read_text(), "last");
    assert_eq!(client.end(), End::Finished);
}

#[test]
fn b7_7_close_stall_blocks_the_whole_host() {
    let mut stage = Setup::script(&in_context(
        "local socket = bind { mode = 'send' }
         LrTasks.startAsyncTask(function() LrTasks.sleep(1) print('tick', os.clock()) end)
         socket:close()
         print('after', os.clock())",
    ))
    .profile(|profile| profile.close_stall = Duration::from_secs(10))
    .start();
    stage.advance(9.9);
    stage.says(&["closed"]);
    stage.advance(1.1);
    stage.says(&["after\t10", "tick\t11"]);
}

#[test]
fn b7_7_close_stall_blocks_the_host_too_where_the_plug_in_cannot_yield() {
    let mut stage = Setup::script(
        "local LrSocket, LrTasks = import 'LrSocket', import 'LrTasks'
         LrTasks.startAsyncTask(function() print('task', os.clock()) end)
         import('LrFunctionContext').callWithContext('x', function(context)
           LrSocket.bind { functionContext = context, plugin = _PLUGIN, mode = 'send', port = 0 }
         end)
         print('end of script', os.clock())",
    )
    .profile(|profile| profile.close_stall = Duration::from_secs(10))
    .start();
    stage.advance(10.0);
    stage.says(&["end of script\t0", "task\t10"]);
}

#[test]
fn b7_7_close_stall_at_the_end_of_the_run_does_not_lose_it() {
    let mut stage = Setup::script(&in_context(
        "bind { mode = 'send' } bind { mode = 'receive' }",
    ))
    .profile(|profile| profile.close_stall = Duration::from_secs(2))
    .start();
    let took = stage.shut_down();
    assert!((4.0..11.0).contains(&took), "{took}");
    assert_eq!(
        stage
            .printed()
            .iter()
            .filter(|line| *line == "closed")
            .count(),
        2
    );
}

#[test]
fn b7_8_after_close_send_and_reconnect_raise() {
    let mut stage = Stage::script(&in_context(
        "local socket = bind { mode = 'send' }
         socket:close()
         print(pcall(function() socket:send('x') end))
         print(pcall(function() socket:reconnect() end))
         socket:close()",
    ));
    stage.says(&[
        "closed",
        "false\ttest.lua:4: LrSocket: send() after close(): the socket is closed",
        "false\ttest.lua:5: LrSocket: reconnect() after close(): the socket is closed",
    ]);
}

#[test]
fn b8_1_a_context_that_ends_before_anybody_can_connect_is_told() {
    let body = |more: &str| {
        format!(
            "local LrSocket, LrTasks = import 'LrSocket', import 'LrTasks'
             import('LrFunctionContext').postAsyncTaskWithContext('x', function(context)
               LrSocket.bind {{ functionContext = context, plugin = _PLUGIN, mode = 'send', port = 0 }}
               {more}
             end)"
        )
    };
    let mut stage = Stage::script(&body(""));
    stage.settle();
    let told = stage.diagnostics("B8.1");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].0.contains("right after bind"), "{told:?}");
    assert!(told[0].1.ends_with("test.lua:3"), "{told:?}");

    let mut stage = Stage::script(&body("LrTasks.sleep(1)"));
    stage.advance(2.0);
    assert_eq!(stage.diagnostics("B8.1"), []);
}

#[test]
fn b7_8_after_the_context_has_ended_too() {
    Stage::script_says(
        "local LrSocket = import 'LrSocket'
         local socket
         import('LrFunctionContext').callWithContext('x', function(context)
           socket = LrSocket.bind { functionContext = context, plugin = _PLUGIN, mode = 'receive', port = 0 }
         end)
         print(pcall(function() socket:send('x') end))",
        &["false\ttest.lua:6: LrSocket: send() after close(): the socket is closed"],
    );
}

#[test]
fn messages_and_answers_are_lines_that_can_be_read() {
    let answer = |error: Option<&str>| Event::Answer {
        id: 7.into(),
        ok: error.is_none(),
        result: serde_json::Value::Null,
        error: error.map(str::to_owned),
    };
    let text = |event: &Event| Line::of(event).text;
    assert_eq!(text(&answer(None)), "done");
    assert_eq!(text(&answer(Some("no"))), "refused: no");
}
