//! B4 and B5: errors and `reconnect`.

mod common;

use std::time::Duration;

use common::{End, Setup, Stage, in_context};
use lrsocket_host::proto::{ReconnectPort, SendReconnect, SendSeesClose};

fn start(body: &str) -> Stage {
    Stage::script(&in_context(body))
}

#[test]
fn b4_1_no_client_for_ten_seconds() {
    for mode in ["send", "receive"] {
        let mut stage = start(&format!("bind {{ mode = '{mode}', port = 4711 }}"));
        stage.advance(9.999);
        stage.says(&["connecting\t4711"]);
        assert!(stage.listens(4711));
        stage.advance(0.001);
        stage.says(&["error\ttimeout"]);
        assert!(!stage.listens(4711));
    }
}

#[test]
fn b4_1_accept_timeout() {
    let mut stage = Setup::script(&in_context("bind { mode = 'send' }"))
        .profile(|profile| profile.accept_timeout = Duration::from_secs(3))
        .start();
    stage.advance(3.0);
    stage.says(&["connecting\t50000", "error\ttimeout"]);
}

#[test]
fn b4_2_a_connected_socket_never_times_out() {
    let mut stage =
        start("bind { mode = 'send', name = 's' } bind { mode = 'receive', name = 'r' }");
    let (_output, input) = (stage.connect(50000), stage.connect(50001));
    stage.advance(3000.0);
    input.write(b"still here\n");
    stage.settle();
    let printed = stage.printed();
    assert_eq!(printed.last().unwrap(), "r\tmessage\tstill here");
    assert!(!printed.iter().any(|line| line.contains("timeout")));
}

#[test]
fn b4_2_idle_timeout() {
    let mut stage = Setup::script(&in_context("bind { mode = 'receive' }"))
        .profile(|profile| profile.idle_timeout = Some(Duration::from_secs(10)))
        .start();
    let client = stage.connect(50000);
    stage.advance(9.0);
    client.write(b"x\n");
    stage.advance(9.0);
    stage.says(&["connecting\t50000", "connected\t50000", "message\tx"]);
    stage.advance(1.0);
    stage.says(&["error\ttimeout"]);
    assert_eq!(client.end(), End::Finished);
}

#[test]
fn b4_3_nothing_re_arms_by_itself() {
    let mut stage = start("bind { mode = 'receive', port = 4711 }");
    stage.connect(4711).close();
    stage.settle();
    stage.printed();
    stage.advance(1000.0);
    stage.says(&[]);
    assert!(!stage.listens(4711));
}

#[test]
fn b4_4_in_idle_connects_are_refused() {
    let mut stage = start("bind { mode = 'receive', port = 4711 }");
    stage.advance(10.0);
    assert!(stage.try_connect(4711).is_none());
    stage.printed();
}

#[test]
fn b4_5_the_error_texts() {
    let mut stage = Setup::script(&in_context(
        "bind { mode = 'send', port = 4711 } bind { mode = 'send', port = 4712 }
         bind { mode = 'send', port = 4711, address = '127.0.0.1' }",
    ))
    .busy(4711)
    .start();
    stage.advance(10.0);
    stage.says(&[
        "error\tfailed to open localhost:4711",
        "connecting\t4712",
        "error\tfailed to open 127.0.0.1:4711",
        "error\ttimeout",
    ]);
}

#[test]
fn b5_1_reconnect_from_idle_listens_again_for_ten_seconds() {
    let mut stage = start(
        "local socket = bind { mode = 'receive', port = 4711 }
         LrTasks.sleep(15)
         socket:reconnect()",
    );
    stage.advance(15.0);
    stage.says(&["connecting\t4711", "error\ttimeout", "connecting\t4711"]);
    stage.advance(9.999);
    stage.says(&[]);
    stage.advance(0.001);
    stage.says(&["error\ttimeout"]);
}

#[test]
fn b5_1_reconnect_after_a_busy_port_tries_again() {
    let mut stage = start(
        "local first = bind { mode = 'send', port = 4711, name = 'first' }
         local second = bind { mode = 'send', port = 4711, name = 'second' }
         LrTasks.sleep(1)
         first:close()
         second:reconnect()",
    );
    stage.advance(1.0);
    stage.says(&[
        "first\tconnecting\t4711",
        "second\terror\tfailed to open localhost:4711",
        "first\tclosed",
        "second\tconnecting\t4711",
    ]);
}

#[test]
fn b5_2_reconnect_while_connected_drops_the_client_without_on_closed() {
    let mut stage = start(
        "local socket = bind { mode = 'receive', port = 4711 }
         LrTasks.sleep(1)
         socket:reconnect()",
    );
    let client = stage.connect(4711);
    stage.advance(1.0);
    stage.says(&["connecting\t4711", "connected\t4711", "connecting\t4711"]);
    assert_eq!(client.end(), End::Finished);
    stage.connect(4711);
    stage.says(&["connected\t4711"]);
}

#[test]
fn b5_3_reconnect_while_listening_restarts_the_ten_seconds() {
    let mut stage = start(
        "local socket = bind { mode = 'receive', port = 4711 }
         LrTasks.sleep(6)
         socket:reconnect()",
    );
    stage.advance(15.9);
    stage.says(&["connecting\t4711", "connecting\t4711"]);
    stage.advance(0.1);
    stage.says(&["error\ttimeout"]);
}

#[test]
fn b5_4_with_port_0_the_number_stays() {
    let body = "local socket = bind { mode = 'receive' } LrTasks.sleep(11) socket:reconnect()";
    let mut stage = start(body);
    stage.advance(11.0);
    stage.says(&["connecting\t50000", "error\ttimeout", "connecting\t50000"]);

    let mut stage = Setup::script(&in_context(body))
        .profile(|profile| profile.reconnect_port = ReconnectPort::New)
        .start();
    stage.advance(11.0);
    stage.says(&["connecting\t50000", "error\ttimeout", "connecting\t50001"]);
}

/// A sender whose client leaves, and which then reconnects.
const SENDER: &str = "local socket = bind { mode = 'send', port = 4711, onClosed = function(s)
         print 'closed'
         s:reconnect()
         print 'reconnected'
       end }
       other = function() while true do LrTasks.sleep(1) print 'tick' end end";

#[test]
fn b5_5_send_reconnect_works() {
    let mut stage = Setup::script(&in_context(SENDER))
        .profile(|profile| profile.send_sees_close = SendSeesClose::Prompt)
        .start();
    stage.connect(4711).close();
    stage.settle();
    stage.says(&[
        "connecting\t4711",
        "connected\t4711",
        "closed",
        "reconnected",
        "connecting\t4711",
    ]);
    stage.connect(4711);
    stage.says(&["connected\t4711"]);
}

#[test]
fn b5_5_send_reconnect_dead_never_serves_a_client_again() {
    let mut stage = Setup::script(&in_context(SENDER))
        .profile(|profile| {
            profile.send_sees_close = SendSeesClose::Prompt;
            profile.send_reconnect = SendReconnect::Dead;
        })
        .start();
    stage.connect(4711).close();
    stage.settle();
    stage.printed();
    stage.connect(4711);
    stage.says(&[]);
    stage.advance(10.0);
    stage.says(&["error\ttimeout"]);
}

#[test]
fn b5_5_send_reconnect_hang_blocks_the_whole_host() {
    let mut stage = Setup::script(&in_context(&format!(
        "{SENDER}\nLrTasks.startAsyncTask(other)"
    )))
    .profile(|profile| {
        profile.send_sees_close = SendSeesClose::Prompt;
        profile.send_reconnect = SendReconnect::Hang(Duration::from_secs(5));
    })
    .start();
    stage.advance(0.5);
    stage.connect(4711).close();
    stage.settle();
    stage.says(&["connecting\t4711", "connected\t4711", "closed"]);
    assert!(stage.host().is_alive() && !stage.host().has_ready());
    stage.advance(4.9);
    stage.says(&[]);
    stage.advance(0.2);
    let printed = stage.printed();
    assert_eq!(printed[0], "reconnected", "{printed:?}");
    assert!(printed.contains(&"tick".to_owned()), "{printed:?}");
    stage.connect(4711);
    assert!(stage.printed().contains(&"connected\t4711".to_owned()));
}

#[test]
fn b5_6_the_port_is_set_reuse_after_close() {
    let mut stage = start(
        "local first = bind { mode = 'send', port = 4711, name = 'first' }
         LrTasks.sleep(1)
         first:close()
         bind { mode = 'receive', port = 4711, name = 'second' }",
    );
    let client = stage.connect(4711);
    stage.advance(1.0);
    stage.says(&[
        "first\tconnecting\t4711",
        "first\tconnected\t4711",
        "first\tclosed",
        "second\tconnecting\t4711",
    ]);
    assert_eq!(client.end(), End::Finished);
}

#[test]
fn b5_6_port_linger() {
    let mut stage = Setup::script(&in_context(
        "local first = bind { mode = 'send', port = 4711, name = 'first' }
         LrTasks.sleep(1)
         first:close()
         local second = bind { mode = 'send', port = 4711, name = 'second' }
         LrTasks.sleep(2)
         second:reconnect()",
    ))
    .profile(|profile| profile.port_linger = Duration::from_secs(2))
    .start();
    stage.advance(4.0);
    stage.says(&[
        "first\tconnecting\t4711",
        "first\tclosed",
        "second\terror\tfailed to open localhost:4711",
        "second\tconnecting\t4711",
    ]);
}
