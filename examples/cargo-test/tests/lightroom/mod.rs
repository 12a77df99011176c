//! A plug-in that runs under `lrsocket run --json --control`, for tests in Rust.
//!
//! Nothing here sleeps: each wait is for something that happens, and fails after [`PATIENCE`].

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(20);

/// Lightroom with one plug-in.
pub struct Lightroom {
    process: Child,
    stdin: ChildStdin,
    events: Receiver<Value>,
}

impl Lightroom {
    pub fn start(plugin: &Path) -> Self {
        let program = env::var_os("LRSOCKET").unwrap_or_else(|| "lrsocket".into());
        let mut process = Command::new(program)
            .args(["run", "--json", "--control", "--quiet"])
            .arg(plugin)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("LRSOCKET names the program, or it is in the PATH");
        let stdin = process.stdin.take().unwrap();
        let stdout = BufReader::new(process.stdout.take().unwrap());
        let (sender, events) = channel();
        thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let event = serde_json::from_str(&line).expect("each line is JSON");
                if sender.send(event).is_err() {
                    return;
                }
            }
        });
        Lightroom {
            process,
            stdin,
            events,
        }
    }

    /// Waits for the next event of this name; see docs/trace.md.
    pub fn event(&self, name: &str) -> Value {
        loop {
            let event = self.events.recv_timeout(PATIENCE);
            let event = event.unwrap_or_else(|error| panic!("no event {name}: {error}"));
            if event["event"] == name {
                return event;
            }
        }
    }

    /// Does what a person would do in Lightroom; see docs/control.md.
    pub fn control(&mut self, command: &Value) {
        writeln!(self.stdin, "{command}").unwrap();
        let answer = self.event("answer");
        assert_eq!(answer["ok"], true, "{answer}");
    }

    /// A companion on both ports, as soon as the plug-in listens on both.
    pub fn connect(&self) -> Companion {
        let (mut receive, mut send) = (None, None);
        loop {
            let event = self.event("connecting");
            let port = event["port"].as_u64().and_then(|port| u16::try_from(port).ok());
            match event["mode"].as_str() {
                Some("receive") => receive = port,
                _ => send = port,
            }
            if let (Some(receive), Some(send)) = (receive, send) {
                return Companion::new(receive, send);
            }
        }
    }

    /// Lightroom quits. Panics if the plug-in failed, such as by an error in a callback.
    pub fn quit(mut self) {
        self.control(&json!({ "do": "shutdown" }));
        let status = self.process.wait().unwrap();
        assert!(status.success(), "the plug-in failed: {status}");
    }
}

impl Drop for Lightroom {
    fn drop(&mut self) {
        // Both fail only when it has ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The outside program: it writes to the plug-in's receive socket and reads from its send socket.
pub struct Companion {
    to: TcpStream,
    from: BufReader<TcpStream>,
}

impl Companion {
    fn new(receive: u16, send: u16) -> Self {
        let to = TcpStream::connect(("127.0.0.1", receive)).unwrap();
        let from = TcpStream::connect(("127.0.0.1", send)).unwrap();
        from.set_read_timeout(Some(PATIENCE)).unwrap();
        Companion {
            to,
            from: BufReader::new(from),
        }
    }

    /// The newline is what ends a message.
    pub fn send(&mut self, line: &str) {
        writeln!(self.to, "{line}").unwrap();
    }

    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.from.read_line(&mut line).unwrap();
        line.trim_end_matches('\n').to_owned()
    }
}
