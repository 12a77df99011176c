//! Outside programs that behave badly, over real TCP: nothing is lost that need not be, nothing
//! crashes, and the plug-in serves the next one.

#![allow(
    clippy::unwrap_used,
    reason = "clippy takes only the tests themselves for tests"
)]

mod common;

use common::{Client, Run, Running};

/// Serves one client after another, counts lines, and ends when one says `end`.
const SERVER: &str = "task(function(c)
    local count, bytes, connected, over = 0, 0, 0, false
    bind { functionContext = c, mode = 'receive',
        onConnected = function() connected = connected + 1 end,
        onMessage = function(_, line)
            if line == 'end' then over = true end
            count, bytes = count + 1, bytes + #line
        end,
        onClosed = function(s) if not over then s:reconnect() end end,
        onError = function(s) s:reconnect() end }
    while not over do LrTasks.sleep(0.01) end
    print(('%d lines, %d bytes'):format(count, bytes))
end)";

fn server() -> Running {
    Run::sockets(SERVER).json().args(["-q"]).spawn()
}

/// A well-behaved client is served after all that; the run ends well. Returns what was counted,
/// without the line of this client.
fn still_serves(mut run: Running, port: u16) -> (u64, u64) {
    loop {
        // It may be queued behind another one, and be reset with the listener (B1.7).
        if Client::connect_again(port).try_ping() {
            break;
        }
    }
    loop {
        let mut client = Client::connect_again(port);
        if client.try_send(b"end\n").is_ok() && client.exact_or_end(3) {
            break;
        }
    }
    run.event("exit");
    let finished = run.finish().status(0);
    let counted = finished.logged()[0];
    let mut numbers = counted
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|n| n.parse().ok());
    let (lines, bytes): (u64, u64) = (numbers.next().unwrap(), numbers.next().unwrap());
    (lines - 2, bytes - 7)
}

#[test]
fn resets() {
    let mut run = server();
    let port = run.port("receive");
    for lines in ["", "half", "whole\n", "whole\nhalf"] {
        let mut client = Client::connect_again(port);
        client.send(lines);
        run.event("connected");
        client.reset();
        assert_eq!(run.event("closed")["by"], "remote");
    }
    let (lines, _) = still_serves(run, port);
    assert!(lines <= 2);
}

#[test]
fn noise() {
    let mut run = server();
    let mut client = run.client("receive");
    let mut state = 1_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    })
    .take(1 << 20)
    .collect();
    let newlines = noise.split(|byte| *byte == b'\n').count() - 1;
    client.send(&noise);
    client.send("\nend\n");
    assert_eq!(
        client.exact(3 * (newlines + 2)),
        b"ok\n".repeat(newlines + 2)
    );
    run.event("exit");
    let finished = run.finish().status(0);
    assert!(finished.logged()[0].starts_with(&format!("{} lines", newlines + 2)));
}

#[test]
fn a_hundred_megabytes_without_a_newline() {
    let mut run = server();
    let port = run.port("receive");
    let mut client = Client::connect(port);
    let block = vec![b'x'; 1 << 20];
    let dropped = (0..100).any(|_| client.try_send(&block).is_err());
    if !dropped {
        client.wait_for_end();
    }
    assert_eq!(run.event("diagnostic")["rule"], "B6.5");
    run.event("closed");
    assert_eq!(still_serves(run, port), (0, 0));
}

#[test]
fn a_thousand_clients_in_a_row() {
    let mut run = server();
    let port = run.port("receive");
    let mut served = 0;
    while served < 1000 {
        served += u64::from(Client::connect_again(port).try_ping());
    }
    let storm = run.event_where("diagnostic", |d| d["rule"] == "B3.13");
    assert!(
        storm["at"].as_str().unwrap().starts_with("script.lua:"),
        "{storm}"
    );
    let (lines, _) = still_serves(run, port);
    assert!(lines >= 1000, "{lines}");
}

#[test]
fn a_thousand_clients_that_say_nothing() {
    let mut run = server();
    let port = run.port("receive");
    for _ in 0..1000 {
        drop(Client::connect_again(port));
    }
    assert_eq!(still_serves(run, port), (0, 0));
}

#[test]
fn acknowledgements_that_nobody_reads() {
    let mut run = server();
    let port = run.port("receive");
    let mut client = Client::with_small_buffer(port);
    let lines = 1_000_000;
    client.send("x\n".repeat(lines));
    client.send("end\n");
    // All lines have come, though the client has not read one acknowledgement.
    run.event_where("diagnostic", |d| d["rule"] == "B6.7");
    run.event("exit");
    let finished = run.finish().status(0);
    assert!(finished.logged()[0].starts_with(&format!("{} lines", lines + 1)));
    drop(client);
}

#[test]
fn a_reader_that_does_not_read() {
    let mut run = Run::sockets(
        "task(function(c)
            local out = bind { functionContext = c, mode = 'send', onConnected = function(out)
                for i = 1, 300 do out:send(('x'):rep(100000) .. '\\n') end
                print('sent')
                sent = true
            end }
            while not sent do LrTasks.sleep(0.01) end
        end)",
    )
    .json()
    .args(["-q"])
    .spawn();
    let port = run.port("send");
    let client = Client::with_small_buffer(port);
    run.printed("sent");
    // The context ends. What waits is offered for a second more, then the run ends (B7.7).
    run.event_where("diagnostic", |d| d["rule"] == "B7.7");
    run.finish().status(0);
    drop(client);
}

#[test]
fn a_client_of_the_wrong_port() {
    let mut run = Run::sockets(
        "task(function(c)
            bind { functionContext = c, mode = 'send' }
            LrTasks.sleep(60)
        end)",
    )
    .json()
    .spawn();
    let mut client = run.client("send");
    client.send("hello\n");
    let diagnostic = run.event("diagnostic");
    assert_eq!(diagnostic["rule"], "B6.8");
    assert_eq!(diagnostic["mode"], "send");
}

#[test]
fn one_comes_too_early_and_one_too_late() {
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind(("127.0.0.1", 0))
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
    let script = format!(
        "task(function(c)
            bind {{ functionContext = c, mode = 'receive', port = {port},
                onMessage = function(s) s:close() print('closed') end }}
            LrTasks.sleep(60)
        end)"
    );
    let mut run = Run::sockets(&script).json().spawn();
    let mut client = Client::connect_again(port);
    client.send("one\n");
    run.printed("closed");
    assert_eq!(client.rest(), b"ok\n");
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
}

#[test]
fn a_second_client_waits_and_is_sent_away() {
    let mut run = server();
    let port = run.port("receive");
    let mut first = Client::connect(port);
    assert!(first.try_ping());
    let mut second = Client::connect(port);
    assert!(second.try_send(b"me too\n").is_ok());
    assert!(first.try_ping());
    drop(first);
    // The listener is opened anew, and who waited sees a reset (B1.7).
    second.wait_for_end();
    assert_eq!(still_serves(run, port).0, 2);
}

#[test]
fn a_busy_port_is_explained() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let script = format!(
        "task(function(c)
            bind {{ functionContext = c, mode = 'receive', port = {port},
                onError = function(_, err) print(err) failed = true end }}
            while not failed do LrTasks.sleep(0.01) end
        end)"
    );
    let finished = Run::sockets(&script).json().finish().status(0);
    assert_eq!(
        finished.logged(),
        [format!("failed to open localhost:{port}")]
    );
    let diagnostic = finished.only("diagnostic");
    assert_eq!(diagnostic["rule"], "B1.10");
    assert_eq!(diagnostic["port"], port);
    let hint = &format!("(pid {}) has it: end that program", std::process::id());
    let message = diagnostic["message"].as_str().unwrap();
    assert!(message.contains(hint), "{message}");
    assert_eq!(finished.only("error")["at"], "script.lua:2");
}
