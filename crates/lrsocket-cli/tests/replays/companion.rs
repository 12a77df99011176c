//! A run with its companion and the person at Lightroom, who do what a seed says.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::chance::Chance;
use super::plugins::Subject;

/// How long the companion is at work.
const WORK: Duration = Duration::from_millis(250);

/// How long a run may take to begin and to end on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The ports that listen, by the number of the `bind`, with their modes.
type Ports = Arc<Mutex<BTreeMap<u64, (String, u16)>>>;

/// A run that is recorded.
pub(crate) struct Session<'a> {
    run: Child,
    person: ChildStdin,
    ports: Ports,
    subject: &'a Subject,
    chance: Chance,
    clients: Vec<TcpStream>,
}

impl<'a> Session<'a> {
    pub(crate) fn begin(folder: &Path, subject: &'a Subject, seed: u64) -> Self {
        let mut run = Command::new(env!("CARGO_BIN_EXE_lrsocket"))
            .arg("run")
            .arg(folder.join("test.lrplugin"))
            .args(["--json", "-q", "--control", "--trace"])
            .arg(folder.join("t.jsonl"))
            .arg("--home")
            .arg(folder.join("home"))
            .args(subject.options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let ports = Ports::default();
        let (out, known) = (run.stdout.take().unwrap(), Arc::clone(&ports));
        thread::spawn(move || follow(BufReader::new(out), &known));
        Session {
            person: run.stdin.take().unwrap(),
            run,
            ports,
            subject,
            chance: Chance::seeded(seed),
            clients: Vec::new(),
        }
    }

    /// Plays the session to the end of the run.
    pub(crate) fn play(mut self) {
        let deadline = Instant::now() + PATIENCE;
        while self.ports.lock().unwrap().is_empty() && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(1));
        }
        let end = Instant::now() + WORK;
        self.connect("send");
        self.connect("receive");
        while Instant::now() < end {
            self.act();
            let pause = [0, 0, 1, 3, 12][self.chance.below(5) as usize];
            thread::sleep(Duration::from_millis(pause));
            self.read();
        }
        self.command(&json!({ "do": "shutdown" }));
        let deadline = Instant::now() + PATIENCE;
        while self.run.try_wait().unwrap().is_none() {
            assert!(
                Instant::now() < deadline,
                "{} does not end",
                self.subject.name
            );
            self.read();
            thread::sleep(Duration::from_millis(1));
        }
    }

    fn act(&mut self) {
        match self.chance.below(20) {
            0..=1 => self.connect("send"),
            2..=3 => self.connect("receive"),
            4 => self.leave(drop),
            5 => self.leave(|client| {
                let socket = socket2::SockRef::from(&client);
                let _ = socket.set_linger(Some(Duration::ZERO));
            }),
            6 => {
                if let Some(client) = self.clients.first() {
                    let _ = client.shutdown(Shutdown::Write);
                }
            }
            7 => {
                let commands = self.subject.commands;
                if !commands.is_empty() {
                    let command = self.chance.of(commands);
                    self.command(&serde_json::from_str(command).unwrap());
                }
            }
            _ => self.talk(),
        }
    }

    /// Connects to one of the ports of this mode.
    fn connect(&mut self, mode: &str) {
        let port = {
            let ports = self.ports.lock().unwrap();
            let own: Vec<u16> = ports
                .values()
                .filter(|(own, _)| own == mode)
                .map(|(_, port)| *port)
                .collect();
            if own.is_empty() {
                return;
            }
            own[self.chance.below(own.len() as u64) as usize]
        };
        if let Ok(client) = TcpStream::connect(("127.0.0.1", port)) {
            client.set_nonblocking(true).unwrap();
            client.set_nodelay(true).unwrap();
            self.clients.push(client);
        }
    }

    fn leave(&mut self, how: impl FnOnce(TcpStream)) {
        if self.clients.len() > 2 {
            let index = self.chance.below(self.clients.len() as u64) as usize;
            how(self.clients.remove(index));
        }
    }

    /// Sends a burst of lines to every client: a send socket gets some, too, and ignores them.
    fn talk(&mut self) {
        let mut text = Vec::new();
        for _ in 0..=self.chance.below(40) {
            text.extend(self.chance.of(self.subject.words).as_bytes());
            match self.chance.below(30) {
                0 => {}
                1 => text.extend(b"\r\n"),
                _ => text.push(b'\n'),
            }
        }
        for client in &mut self.clients {
            let _ = client.write(&text);
        }
    }

    /// Takes what has come, of most clients.
    fn read(&mut self) {
        let mut buffer = vec![0; 64 * 1024];
        self.clients
            .retain_mut(|client| match client.read(&mut buffer) {
                Ok(0) => false,
                Ok(_) => true,
                Err(error) => error.kind() == ErrorKind::WouldBlock,
            });
    }

    fn command(&mut self, command: &Value) {
        let _ = writeln!(self.person, "{command}");
    }
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        let _ = self.run.kill();
        let _ = self.run.wait();
    }
}

/// Follows which ports listen.
fn follow(out: impl BufRead, ports: &Ports) {
    for line in out.lines().map_while(Result::ok) {
        let event: Value = serde_json::from_str(&line).unwrap_or_default();
        let Some(socket) = event["socket"].as_u64() else {
            continue;
        };
        if event["event"] == "connecting" {
            let mode = event["mode"].as_str().unwrap_or_default().to_owned();
            let port = event["port"].as_u64().unwrap_or_default();
            let port = u16::try_from(port).unwrap_or_default();
            ports.lock().unwrap().insert(socket, (mode, port));
        }
    }
}
