//! Requests and programs on the real system: each script of tests/lua asserts for itself, the tests look
//! at what was recorded.

#![expect(clippy::unwrap_used, reason = "in a test, that is the message")]

use std::cell::RefCell;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::rc::Rc;
use std::thread;

use lrsocket_driver::{Driver, Watchdog};
use lrsocket_host::proto::Platform;
use lrsocket_host::{Event, Folders, Host, RealClock, Settings};

/// Runs a copy of the script, with `globals` in front, on the real network, until it ends.
fn run_for_real(folder: &Path, name: &str, globals: &str) -> Vec<Event> {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lua");
    let source = std::fs::read_to_string(scripts.join(name)).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, format!("{globals} {source}")).unwrap();
    let clock = RealClock::start();
    let mut settings = Settings::new(Folders::below(folder));
    settings.platform = Platform::Mac;
    settings.clock = Rc::new(clock);
    let host = Host::load(&path, settings).unwrap();
    let watchdog = Watchdog::new(host.interrupt());
    // A sender that is kept: the driver takes a closed channel for no command at all.
    let (_keep, commands) = tokio::sync::mpsc::unbounded_channel();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let events = Rc::new(RefCell::new(Vec::new()));
    let driver = Driver::new(host, clock, commands, watchdog);
    let seen = Rc::clone(&events);
    runtime.block_on(driver.run(move |record| seen.borrow_mut().push(record.event)));
    let events = events.take();
    let failed = events.iter().any(|event| {
        matches!(
            event,
            Event::ScriptError { .. } | Event::TaskError { .. } | Event::HandlerError { .. }
        )
    });
    assert!(!failed, "{events:#?}");
    events
}

/// A server that answers a request with the request itself; some paths do otherwise.
fn serve(listener: &TcpListener) {
    for stream in listener.incoming() {
        let mut stream = stream.unwrap();
        thread::spawn(move || {
            let request = read_request(&mut stream);
            let path = request.split(|byte| *byte == b' ').nth(1).unwrap_or(b"/");
            match path {
                // Until the client gives up.
                b"/silent" => {
                    let _ = stream.read(&mut [0]);
                    return;
                }
                b"/redirect" => {
                    let _ = stream.write_all(
                        b"HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\
                          Connection: close\r\n\r\n",
                    );
                    return;
                }
                b"/cut" => {
                    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
                    return;
                }
                _ => {}
            }
            let status = if path == b"/status/404" {
                "404 Not Found"
            } else {
                "200 OK"
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nset-cookie: a=1; Path=/\r\nContent-Length: {}\r\n\
                 Connection: close\r\n\r\n",
                request.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(&request).unwrap();
        });
    }
}

fn read_request(stream: &mut TcpStream) -> Vec<u8> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let head = request.windows(4).position(|four| four == b"\r\n\r\n");
        if let Some(head) = head {
            let text = String::from_utf8_lossy(&request[..head]).to_ascii_lowercase();
            let length = text
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
                .map_or(0, |length| length.parse().unwrap());
            if request.len() >= head + 4 + length {
                return request;
            }
        }
        let count = stream.read(&mut buffer).unwrap();
        assert!(count > 0, "the client left in the middle of its request");
        request.extend_from_slice(&buffer[..count]);
        // The first byte of TLS, which this server does not speak.
        if request[0] == 22 {
            return request;
        }
    }
}

fn logged(events: &[Event]) -> Vec<&str> {
    let logged = events.iter().filter_map(|event| match event {
        Event::Log { message, .. } => Some(message.as_str()),
        _ => None,
    });
    logged.collect()
}

#[test]
fn requests_over_http() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || serve(&listener));
    // Bound and given up: nobody listens there.
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let closed_port = closed.local_addr().unwrap().port();
    drop(closed);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("upload.txt"), "file").unwrap();
    let globals = format!("PORT, CLOSED_PORT = {port}, {closed_port};");
    let events = run_for_real(folder.path(), "http.lua", &globals);
    assert_eq!(logged(&events), ["cut: networkConnectionLost", "done"]);
}

#[cfg(unix)]
fn remarks(events: &[Event]) -> Vec<&str> {
    let remarks = events.iter().filter_map(|event| match event {
        Event::Diagnostic { message, .. } => Some(message.as_str()),
        _ => None,
    });
    remarks.collect()
}

#[cfg(unix)]
fn dialogs(events: &[Event]) -> Vec<String> {
    let dialogs = events.iter().filter_map(|event| match event {
        Event::Dialog {
            kind,
            message,
            info,
            ..
        } => Some(format!("{kind}: {message} | {info}")),
        _ => None,
    });
    dialogs.collect()
}

#[cfg(unix)]
#[test]
fn a_companion_program_is_started() {
    let folder = tempfile::tempdir().unwrap();
    let events = run_for_real(folder.path(), "shell.lua", "SHELL = '/bin/sh';");
    assert_eq!(logged(&events), ["started"]);
    let remarks = remarks(&events);
    assert_eq!(remarks.len(), 2, "{remarks:#?}");
    assert!(remarks[0].contains("openPathsViaCommandLine has to wait for Lightroom"));
    assert!(remarks[1].contains("no such program: this program could not be started"));
    let dialogs = dialogs(&events);
    assert!(dialogs[0].starts_with("revealInShell: "), "{dialogs:#?}");
    assert!(
        dialogs[1].starts_with("openFilesInApp: /bin/sh | -c\n"),
        "{dialogs:#?}"
    );
}
