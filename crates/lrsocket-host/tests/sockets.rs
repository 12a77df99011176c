//! B1 and B2: roles, `bind` and its object; many sockets and many clients.

mod common;

use common::{End, Setup, Stage, in_context};
use lrsocket_host::Event;

fn start(body: &str) -> Stage {
    Stage::script(&in_context(body))
}

#[test]
fn b1_1_b1_2_in_both_modes_the_plug_in_listens_and_the_outside_program_connects() {
    let mut stage = start(
        "bind { mode = 'receive', name = 'r' }
         sender = bind { mode = 'send', name = 's', onConnected = function(s) s:send('out') end }",
    );
    stage.says(&["r\tconnecting\t50000", "s\tconnecting\t50001"]);
    let (input, output) = (stage.connect(50000), stage.connect(50001));
    input.write(b"in\n");
    stage.settle();
    stage.says(&["r\tconnected\t50000", "r\tmessage\tin"]);
    assert_eq!(output.read_text(), "out");
}

#[test]
fn b1_4_loopback_addresses_and_unknown_keys_are_accepted() {
    for address in ["localhost", "127.0.0.1", "::1"] {
        let mut stage = start(&format!(
            "print(bind {{ mode = 'send', address = '{address}', name = 'label', fancy = true }}._address)"
        ));
        stage.says(&[address, "label\tconnecting\t50000"]);
    }
}

#[test]
fn b1_5_another_address_fails_to_open_later() {
    let mut stage =
        start("bind { mode = 'send', address = '192.168.0.1', port = 4711 } print 'bound'");
    stage.says(&["bound", "error\tfailed to open 192.168.0.1:4711"]);
    assert!(!stage.listens(4711));
    stage.advance(20.0);
    stage.says(&[]);
}

#[test]
fn b1_6_a_second_client_waits_unseen() {
    let mut stage = start("bind { mode = 'receive', port = 4711 }");
    let (first, second) = (stage.connect(4711), stage.connect(4711));
    second.write(b"second\n");
    first.write(b"first\n");
    stage.settle();
    stage.says(&["connecting\t4711", "connected\t4711", "message\tfirst"]);
    assert_eq!(second.end(), End::Open);
    assert_eq!(second.unread(), 7);
}

#[test]
fn b1_7_reconnect_resets_a_client_that_waits() {
    let mut stage =
        start("bind { mode = 'receive', port = 4711, onMessage = function(s) s:reconnect() end }");
    let (first, second) = (stage.connect(4711), stage.connect(4711));
    first.write(b"go\n");
    stage.settle();
    stage.says(&["connecting\t4711", "connected\t4711", "connecting\t4711"]);
    assert_eq!((first.end(), second.end()), (End::Finished, End::Reset));
}

#[test]
fn b1_8_port_0_lets_the_system_choose() {
    let mut stage = Setup::script(&in_context("bind { mode = 'send' } bind { mode = 'send' }"))
        .busy(50000)
        .start();
    stage.says(&["connecting\t50001", "connecting\t50002"]);
}

#[test]
fn b1_10_a_busy_port_is_an_error_that_arrives_later() {
    let mut stage = Setup::script(&in_context(
        "bind { mode = 'send', port = 4711 }
         bind { mode = 'receive', port = 4712, name = 'first' }
         bind { mode = 'receive', port = 4712, name = 'second' }
         print 'bound'",
    ))
    .busy(4711)
    .start();
    stage.says(&[
        "bound",
        "error\tfailed to open localhost:4711",
        "first\tconnecting\t4712",
        "second\terror\tfailed to open localhost:4712",
    ]);
}

#[test]
fn b2_2_without_plugin_the_running_one_is_assumed_with_a_warning() {
    let mut stage = start("bind { mode = 'send', plugin = false }");
    stage.says(&["connecting\t50000"]);
    let told = stage.diagnostics("B2.2");
    assert_eq!(told.len(), 1);
    assert!(told[0].0.contains("add plugin = _PLUGIN"), "{told:?}");
    assert!(told[0].1.starts_with("test.lua:"), "{told:?}");
}

#[test]
fn b2_4_the_object_and_its_members() {
    let mut stage = start(
        "local socket = bind { mode = 'send' }
         print(socket:type(), socket._address, type(socket))
         print(type(socket.send), type(socket.reconnect), type(socket.close))
         print(select('#', socket:send('x')), select('#', socket:reconnect()), select('#', socket:close()))",
    );
    stage.says(&[
        "LrSocket\tlocalhost\ttable",
        "function\tfunction\tfunction",
        "closed",
        "0\t0\t0",
    ]);
}

#[test]
fn b2_4_callbacks_get_the_same_object() {
    let mut stage = start(
        "local socket
         local function check(name) return function(s) print(name, s == socket, ({ [socket] = 1 })[s]) end end
         socket = bind { mode = 'receive',
           onConnecting = check 'connecting', onConnected = check 'connected',
           onMessage = check 'message', onClosed = check 'closed', onError = check 'error' }",
    );
    let client = stage.connect(50000);
    client.write(b"x\n");
    client.close();
    stage.settle();
    stage.says(&[
        "connecting\ttrue\t1",
        "connected\ttrue\t1",
        "message\ttrue\t1",
        "closed\ttrue\t1",
    ]);
}

#[test]
fn b2_4_a_dot_where_a_colon_belongs_is_told() {
    let mut stage = start(
        "local socket = bind { mode = 'send', onConnecting = false }
         print(pcall(function() socket.send('x') end))
         print(pcall(function() socket.close() end))
         print(pcall(function() socket.reconnect() end))",
    );
    stage.says(&[
        "false\ttest.lua:3: bad argument #1 to 'send' (LrSocket expected): call it with a colon, socket:send(…)",
        "false\ttest.lua:4: bad argument #1 to 'close' (LrSocket expected): call it with a colon, socket:close(…)",
        "false\ttest.lua:5: bad argument #1 to 'reconnect' (LrSocket expected): call it with a colon, \
         socket:reconnect(…)",
    ]);
}

#[test]
fn b2_5_every_callback_is_optional() {
    let none = "onConnecting = false, onConnected = false, onMessage = false, onClosed = false, onError = false";
    let mut stage = start(&format!(
        "bind {{ mode = 'receive', port = 4711, {none} }} bind {{ mode = 'send', port = 4712, {none} }}"
    ));
    let client = stage.connect(4711);
    client.write(b"a\nb\n");
    stage.settle();
    // Lines without onMessage are discarded, and still acknowledged.
    assert_eq!(client.read_text(), "ok\nok\n");
    client.close();
    stage.advance(20.0);
    stage.says(&[]);
    assert!(!stage.listens(4711) && !stage.listens(4712));
}

#[test]
fn b2_5_callbacks_are_those_that_bind_was_given() {
    let mut stage = start(
        "local params = filled(context, { mode = 'receive' })
         LrSocket.bind(params)
         params.onConnecting = function() print 'changed' end",
    );
    stage.says(&["connecting\t50000"]);
}

#[test]
fn records_name_the_line_of_the_bind() {
    let stage = Stage::script(
        "local LrSocket, LrTasks = import 'LrSocket', import 'LrTasks'
         import('LrFunctionContext').postAsyncTaskWithContext('x', function(context)
           local socket = LrSocket.bind {
             functionContext = context,
             plugin = _PLUGIN,
             mode = 'send',
             port = 0,
           }
           LrTasks.sleep(1)
         end)",
    );
    let at = stage
        .records()
        .iter()
        .find_map(|record| match &record.event {
            Event::Connecting { socket } => Some(socket.at.to_string()),
            _ => None,
        });
    assert_eq!(at.as_deref(), Some("test.lua:3"));
}

#[test]
fn five_hundred_sockets_in_one_plug_in() {
    let mut stage = start(
        "local count = 0
         for i = 1, 500 do
           bind { mode = 'receive', onConnecting = false, onConnected = false, onClosed = false,
             onMessage = function(_, m) count = count + 1 if count == 500 then print(count) end end }
         end",
    );
    let clients: Vec<_> = (50000..50500).map(|port| stage.connect(port)).collect();
    for client in &clients {
        client.write(b"x\n");
    }
    stage.settle();
    stage.says(&["500"]);
    stage.shut_down();
    assert!(clients.iter().all(|client| client.end() == End::Finished));
}

#[test]
fn a_thousand_clients_that_come_and_go() {
    let mut stage = start(
        "local count = 0
         bind { mode = 'receive', port = 4711, onConnecting = false, onConnected = false,
           onClosed = function(s)
             count = count + 1
             if count == 1000 then print 'thousand' end
             LrTasks.sleep(0.1)
             s:reconnect()
           end }",
    );
    for _ in 0..1000 {
        stage.connect(4711).close();
        stage.advance(0.1);
    }
    stage.says(&["thousand"]);
    assert!(stage.listens(4711));
}

#[test]
fn closed_sockets_are_given_back() {
    let mut stage = start(
        "local seen = setmetatable({}, { __mode = 'k' })
         for i = 1, 2000 do
           local socket = bind { mode = 'receive', port = 4711, onConnecting = false, onClosed = false }
           seen[socket] = ('x'):rep(1000)
           LrTasks.yield()
           socket:close()
           LrTasks.yield()
         end
         local left = 0
         for _ in pairs(seen) do left = left + 1 end
         print(left < 1500)",
    );
    stage.says(&["true"]);
}

#[test]
fn closing_sockets_in_a_handler_leaves_the_other_handlers_in_order() {
    let mut stage = start(
        "LrFunctionContext.callWithContext('inner', function(inner)
           local one = bind { mode = 'send', functionContext = inner, name = 'one' }
           inner:addCleanupHandler(function() print 'first' end)
           local two = bind { mode = 'send', functionContext = inner, name = 'two' }
           local three = bind { mode = 'send', functionContext = inner, name = 'three' }
           inner:addCleanupHandler(function() print 'second' one:close() end)
           two:close()
         end)",
    );
    stage.says(&[
        "two\tclosed",
        "second",
        "one\tclosed",
        "three\tclosed",
        "first",
    ]);
}

#[test]
fn messages_are_recorded_and_counted_alike_with_and_without_records_of_each() {
    for record_messages in [false, true] {
        let mut stage = Setup::script(&in_context(
            "local sender = bind { mode = 'send', port = 1, onConnecting = false, onConnected = false }
             bind { mode = 'receive', port = 2, onConnecting = false, onConnected = false,
               onMessage = function(_, m) print(m) sender:send(m) sender:send(7) end }",
        ))
        .settings(move |settings| settings.record_messages = record_messages)
        .start();
        let (output, input) = (stage.connect(1), stage.connect(2));
        input.write(b"a\n\xff\n");
        stage.settle();
        stage.says(&["a", "\u{fffd}"]);
        assert_eq!(output.read(), b"a7\xff7");
        let counts: Vec<_> = stage
            .host()
            .socket_summaries()
            .iter()
            .map(|s| s.counts)
            .collect();
        assert_eq!((counts[0].messages_out, counts[1].messages_in), (4, 2));
        let expected = if record_messages { (2, 4) } else { (0, 0) };
        assert_eq!(
            (stage.times("message").len(), stage.times("sent").len()),
            expected
        );
    }
}
