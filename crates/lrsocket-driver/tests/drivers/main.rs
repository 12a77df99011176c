//! What holds on the simulated network and on real TCP alike: scenarios that are played on both.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "in a test, that is the message"
)]

mod world;

use lrsocket_faults::FaultValue;
use world::{Play, on_both, on_the_real_one};

/// Two sockets: what comes in on the second goes out on the first.
const ECHO: &str = "
in_context(function(bind)
  local out
  local function again(socket) pcall(socket.reconnect, socket) end
  out = bind { mode = 'send', onClosed = again, onError = again }
  bind { mode = 'receive', onClosed = again, onError = again,
    onMessage = function(_, line) out:send('got ' .. line .. '\\n') end }
end)";

/// The ports of the two sockets.
fn ports(play: &mut Play) -> (u16, u16) {
    (play.port(), play.port())
}

#[test]
fn a_line_is_acknowledged_and_its_answer_arrives() {
    on_both(ECHO, &[], |play| {
        let (out, into) = ports(play);
        let (mut from, mut to) = (play.connect(out), play.connect(into));
        to.write("one\ntwo\n");
        assert_eq!(from.line().unwrap(), "got one", "{}", play.name);
        assert_eq!(from.line().unwrap(), "got two", "{}", play.name);
        assert_eq!(to.line().unwrap(), "ok", "{}", play.name);
        assert_eq!(to.line().unwrap(), "ok", "{}", play.name);
        play.quit();
        assert_eq!((from.line(), to.line()), (None, None), "{}", play.name);
    });
}

#[test]
fn b3_4_a_reset_strikes_the_sockets_in_the_order_of_their_binds() {
    on_both(ECHO, &[], |play| {
        let (out, into) = ports(play);
        // In the opposite order.
        let (mut to, mut from) = (play.connect(into), play.connect(out));
        play.event("connected");
        play.event("connected");
        play.fault("reset", true);
        for socket in [1, 2] {
            let told = play.told("fault reset: the connection was reset");
            assert_eq!(told["socket"], socket, "{}", play.name);
        }
        assert_eq!((from.line(), to.line()), (None, None), "{}", play.name);
    });
}

#[test]
fn b7_3_a_killed_client_hears_nothing_any_more() {
    on_both(ECHO, &[], |play| {
        let (out, into) = ports(play);
        let (_from, mut to) = (play.connect(out), play.connect(into));
        play.event("connected");
        play.event("connected");
        play.fault("vanish", true);
        play.told("fault vanish: the outside program is gone without FIN or RST");
        to.write("lost\n");
        play.quit();
        play.event("closed");
        assert!(!play.has_seen("message"), "{}", play.name);
    });
}

#[test]
fn b1_6_a_second_client_waits_until_the_plug_in_listens_again() {
    on_both(ECHO, &[], |play| {
        let (_, into) = ports(play);
        let to = play.connect(into);
        play.event("connected");
        play.fault("second_client", true);
        let waits = play.told("fault second_client");
        let expected = format!("fault second_client: it has connected to port {into} and waits");
        assert_eq!(waits["message"], expected, "{}", play.name);
        play.fault("reset", true);
        // B1.7
        let leaves = play.told("it has to leave");
        let expected =
            format!("fault second_client: it has to leave port {into}: its connection was reset");
        assert_eq!(leaves["message"], expected, "{}", play.name);
        drop(to);
    });
}

#[test]
fn a_storm_is_reported_when_its_last_client_has_left() {
    on_both(ECHO, &[], |play| {
        let (_, into) = ports(play);
        play.fault("storm", 3);
        let text = format!("fault storm: 3 clients connected to port {into}");
        play.told(&text);
    });
}

#[test]
fn a_socket_that_is_closed_leaves_and_is_still_known() {
    let script = "in_context(function(bind)
      for _ = 1, 3 do
        local socket = bind { mode = 'receive', onClosed = function() print('onClosed') end }
        LrTasks.yield()
        socket:close()
        LrTasks.sleep(0.01)
        local ok, why = pcall(socket.send, socket, 'x')
        print(why:match('LrSocket: (.*)'))
        socket:close()
      end
      bind { mode = 'send' }
    end)";
    on_both(script, &[], |play| {
        for number in 1..=3 {
            assert_eq!(play.event("closed")["socket"], number, "{}", play.name);
            assert_eq!(play.printed(), "onClosed", "{}", play.name);
            let expected = "send() after close(): the socket is closed";
            assert_eq!(play.printed(), expected, "{}", play.name);
        }
        assert_eq!(play.event("connecting")["socket"], 4, "{}", play.name);
    });
}

#[test]
fn b7_7_a_close_that_blocks_lightroom_is_reported_once_with_its_switch() {
    let script = "in_context(function(bind)
      bind { mode = 'receive' }:close()
      print('after')
    end)";
    let faults = [("close_stall", FaultValue::Number(0.05))];
    on_both(script, &faults, |play| {
        let told = play.told("blocks Lightroom");
        assert_eq!(told["rule"], "B7.7", "{}", play.name);
        let message = told["message"].as_str().unwrap();
        let begin = "close() blocks Lightroom for 0.05 s (the fault close_stall)";
        assert!(message.starts_with(begin), "{}: {message}", play.name);
        assert!(!play.has_seen("log"), "{}", play.name);
        play.told("Lightroom goes on after 0.1 s");
        assert_eq!(play.printed(), "after", "{}", play.name);
    });
}

/// Also shows that records leave at once: the plug-in is still busy when they arrive.
#[test]
fn r1_1_busy_lua_code_is_reported_while_it_runs_with_its_line_and_the_sockets_that_wait() {
    let folder = tempfile::TempDir::new().unwrap();
    let enough = folder.path().join("enough");
    let script = format!(
        "in_context(function(bind)
          bind {{ mode = 'receive', onMessage = function()
            print('begins')
            repeat until io.open([[{}]])
            print('ends')
          end }}
        end)",
        enough.display()
    );
    on_the_real_one(folder.path(), &script, |play| {
        let port = play.port();
        let mut to = play.connect(port);
        to.write("go\n");
        play.event("connected");
        assert_eq!(play.printed(), "begins");
        let busy = play.told("has been busy for");
        let at = busy["at"].as_str().unwrap();
        let line = 1 + world_line(&script, "io.open");
        assert!(at.ends_with(&format!("test.lua:{line}")), "{busy}");
        let waits = format!("no socket is served (receive 127.0.0.1:{port})");
        assert!(
            busy["message"].as_str().unwrap().ends_with(&waits),
            "{busy}"
        );
        std::fs::write(&enough, "").unwrap();
        // Not once more before it ends.
        let next = play.event_where(|record| record["event"] != "answer");
        assert_eq!(next["message"], "ends");
        play.told("the plug-in goes on after");
    });
}

/// The number of lines before the one that holds this text, with the prelude.
fn world_line(script: &str, text: &str) -> usize {
    let (before, _) = script.split_once(text).unwrap();
    world::PRELUDE.lines().count() + before.matches('\n').count()
}
