//! `lrsocket connect` with a script on its stdin.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread::JoinHandle;

use serde_json::Value;

use super::PATIENCE;

/// What it printed, and how it ended.
pub(crate) struct Talked {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

/// Runs `lrsocket` with these arguments and this stdin.
pub(crate) fn talk<A: AsRef<OsStr>>(args: &[A], stdin: impl AsRef<[u8]>) -> Talked {
    Talking::start(args, stdin).finish()
}

/// An `lrsocket` that runs.
pub(crate) struct Talking {
    child: Child,
    writer: JoinHandle<()>,
    errors: BufReader<ChildStderr>,
    /// What was read of its stderr so far.
    stderr: String,
}

impl Talking {
    /// Starts `lrsocket` with these arguments and this stdin.
    pub(crate) fn start<A: AsRef<OsStr>>(args: &[A], stdin: impl AsRef<[u8]>) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_lrsocket"))
            .args(args)
            .env_remove("CLICOLOR_FORCE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut pipe = child.stdin.take().unwrap();
        let text = stdin.as_ref().to_vec();
        Talking {
            // It may end before it has read everything.
            writer: std::thread::spawn(move || drop(pipe.write_all(&text))),
            errors: BufReader::new(child.stderr.take().unwrap()),
            child,
            stderr: String::new(),
        }
    }

    /// Waits for a line on stderr that contains `part`. Panics if it ends without one.
    pub(crate) fn wait_for(&mut self, part: &str) {
        let mut line = String::new();
        while !line.contains(part) {
            line.clear();
            let read = self.errors.read_line(&mut line).unwrap();
            assert!(read > 0, "it ended without {part:?}: {}", self.stderr);
            self.stderr += &line;
        }
    }

    /// Waits until it ends.
    pub(crate) fn finish(mut self) -> Talked {
        let errors = std::thread::spawn(move || {
            self.errors.read_to_string(&mut self.stderr).unwrap();
            self.stderr
        });
        let output = self.child.wait_with_output().unwrap();
        self.writer.join().unwrap();
        Talked {
            status: output.status.code(),
            stdout: output.stdout,
            stderr: errors.join().unwrap(),
        }
    }
}

impl Talked {
    /// Panics unless it ended with this status.
    pub(crate) fn status(self, expected: i32) -> Self {
        let (stdout, stderr) = (String::from_utf8_lossy(&self.stdout), &self.stderr);
        assert_eq!(self.status, Some(expected), "{stdout}\n{stderr}");
        self
    }

    /// The lines of the conversation that begin with this word, without it and their times.
    pub(crate) fn lines(&self, word: &str) -> Vec<String> {
        let text = String::from_utf8(self.stdout.clone()).unwrap();
        let lines = text.lines().filter_map(|line| {
            let (time, rest) = line.trim_start().split_once("  ")?;
            time.parse::<f64>().ok()?;
            let rest = rest.strip_prefix(word)?;
            Some(rest.trim_start().to_owned())
        });
        lines.collect()
    }

    /// The objects of `--json`.
    pub(crate) fn objects(&self) -> Vec<Value> {
        let text = String::from_utf8(self.stdout.clone()).unwrap();
        let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
        lines.collect()
    }
}

/// Two ports of a plug-in that a test plays itself.
pub(crate) struct Played {
    receive: TcpListener,
    send: TcpListener,
}

impl Played {
    pub(crate) fn new() -> Self {
        let listen = || TcpListener::bind(("127.0.0.1", 0)).unwrap();
        Played {
            receive: listen(),
            send: listen(),
        }
    }

    /// Receive and send port, as arguments.
    pub(crate) fn ports(&self) -> [String; 2] {
        let port = |of: &TcpListener| of.local_addr().unwrap().port().to_string();
        [port(&self.receive), port(&self.send)]
    }

    /// The outside program's two connections.
    pub(crate) fn accept(&self) -> (BufReader<TcpStream>, TcpStream) {
        let (receive, _) = self.receive.accept().unwrap();
        let (send, _) = self.send.accept().unwrap();
        for stream in [&receive, &send] {
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
        }
        (BufReader::new(receive), send)
    }

    /// Plays it in a thread.
    pub(crate) fn play(
        self,
        part: impl FnOnce(BufReader<TcpStream>, TcpStream) + Send + 'static,
    ) -> std::thread::JoinHandle<()> {
        std::thread::spawn(move || {
            let (receive, send) = self.accept();
            part(receive, send);
        })
    }
}

/// Reads a line, without its line feed.
pub(crate) fn read_line(from: &mut BufReader<TcpStream>) -> String {
    let mut line = String::new();
    from.read_line(&mut line).unwrap();
    line.trim_end_matches('\n').to_owned()
}
