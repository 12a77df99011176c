//! A proxy that runs, and a plug-in's end that a test is itself.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{PATIENCE, Text};

/// The program `lrsocket proxy … --json`. It is killed when this is dropped.
pub(crate) struct Proxy {
    child: Child,
    stdin: Option<ChildStdin>,
    events: Receiver<Value>,
    seen: Vec<Value>,
    stderr: Arc<Text>,
    stderr_reader: Option<JoinHandle<()>>,
    ports: Vec<u16>,
}

impl Proxy {
    /// Starts one with these arguments and waits until it listens on so many ports.
    pub(crate) fn start<A: AsRef<str>>(count: usize, args: &[A]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_lrsocket"))
            .arg("proxy")
            .arg("--json")
            .args(args.iter().map(AsRef::as_ref))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, events) = channel();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let event = serde_json::from_str(&line).unwrap();
                if sender.send(event).is_err() {
                    return;
                }
            }
        });
        let pipe = child.stderr.take().unwrap();
        let stderr = Arc::new(Text::default());
        let text = Arc::clone(&stderr);
        let stderr_reader = thread::spawn(move || text.read(pipe));
        let mut proxy = Proxy {
            stdin: child.stdin.take(),
            child,
            events,
            seen: Vec::new(),
            stderr,
            stderr_reader: Some(stderr_reader),
            ports: Vec::new(),
        };
        for _ in 0..count {
            let port = proxy.event("connecting")["port"].as_u64().unwrap();
            proxy.ports.push(port.try_into().unwrap());
        }
        proxy
    }

    /// Connects to the port at this place of the command line.
    pub(crate) fn connect(&self, index: usize) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.ports[index])).unwrap();
        patient(&stream);
        stream
    }

    /// The port at this place of the command line.
    pub(crate) fn port(&self, index: usize) -> u16 {
        self.ports[index]
    }

    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Types a command.
    pub(crate) fn command(&mut self, line: &str) {
        let stdin = self.stdin.as_mut().expect("stdin is open");
        writeln!(stdin, "{line}").unwrap();
    }

    /// Types a command and waits for the answer.
    pub(crate) fn command_answered(&mut self, line: &str, answer: &str) {
        self.command(line);
        let came = self.stderr.wait_for(answer);
        assert!(came, "no {answer:?}:\n{}", self.stderr.get());
    }

    pub(crate) fn close_stdin(&mut self) {
        self.stdin = None;
    }

    /// Waits for the next event of this name.
    pub(crate) fn event(&mut self, name: &str) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let rest = deadline.saturating_duration_since(Instant::now());
            let Ok(event) = self.events.recv_timeout(rest) else {
                panic!("no event {name}: {:#?}", self.seen);
            };
            self.seen.push(event.clone());
            if event["event"] == name {
                return event;
            }
        }
    }

    /// Ends it by the command; returns its exit status, all events and stderr.
    pub(crate) fn quit(mut self) -> (Option<i32>, Vec<Value>, String) {
        self.command("quit");
        self.finish()
    }

    /// Waits for its end.
    pub(crate) fn finish(mut self) -> (Option<i32>, Vec<Value>, String) {
        let status = self.child.wait().unwrap();
        let mut seen = std::mem::take(&mut self.seen);
        seen.extend(self.events.iter());
        self.stderr_reader.take().unwrap().join().unwrap();
        (status.code(), seen, self.stderr.get())
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The plug-in's port.
pub(crate) struct Plugin {
    listener: TcpListener,
}

impl Plugin {
    pub(crate) fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        Plugin { listener }
    }

    /// `receive=0:PORT` and the like.
    pub(crate) fn route(&self, mode: &str) -> String {
        let port = self.listener.local_addr().unwrap().port();
        format!("{mode}=0:{port}")
    }

    pub(crate) fn accept(&self) -> TcpStream {
        let (stream, _) = self.listener.accept().unwrap();
        patient(&stream);
        stream
    }
}

fn patient(stream: &TcpStream) {
    stream.set_nodelay(true).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
}

/// So many bytes.
pub(crate) fn read(stream: &mut TcpStream, count: usize) -> String {
    let mut bytes = vec![0; count];
    stream.read_exact(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// All there is until the end of the stream.
pub(crate) fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    bytes
}

/// Whether the stream ends by a reset.
pub(crate) fn is_reset(stream: &mut TcpStream) -> bool {
    let error = stream.read_to_end(&mut Vec::new()).err();
    error.is_some_and(|it| it.kind() == std::io::ErrorKind::ConnectionReset)
}

/// Ends a connection by a reset.
pub(crate) fn reset(stream: TcpStream) {
    let socket = socket2::SockRef::from(&stream);
    socket.set_linger(Some(Duration::ZERO)).unwrap();
    drop(stream);
}
