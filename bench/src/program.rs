//! One program under measurement: started, listened to, ended.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::error::Error;

/// How long a program may be silent, or a connection stand still, before the round is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a program is started.
pub(crate) struct Launch {
    pub(crate) program: PathBuf,
    pub(crate) args: Vec<OsString>,
}

/// The direction of a port, seen from the program.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Receive,
    Send,
}

/// What a program tells the harness on its stdout.
enum Said {
    Listening(Mode, u16),
    Counted(u64),
    /// A script has come to the step of this name.
    Step(String),
}

/// A started program. Dropping it ends it.
pub(crate) struct Running {
    child: Child,
    said: Receiver<(Instant, Said)>,
    stderr: Option<JoinHandle<String>>,
    /// Just before it was started.
    pub(crate) started: Instant,
    ports: Vec<(Mode, u16)>,
}

impl Running {
    pub(crate) fn start(launch: &Launch) -> Result<Self, Error> {
        let started = Instant::now();
        let mut child = Command::new(&launch.program)
            .args(&launch.args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|source| Error::Start {
                program: launch.program.clone(),
                source,
            })?;
        let (sender, said) = mpsc::channel();
        if let Some(stdout) = child.stdout.take() {
            thread::spawn(move || listen(stdout, &sender));
        }
        let stderr = child.stderr.take().map(|mut stderr| {
            thread::spawn(move || {
                let mut text = Vec::new();
                // What could be read before an error is still worth showing.
                let _ = stderr.read_to_end(&mut text);
                String::from_utf8_lossy(&text).trim().to_owned()
            })
        });
        Ok(Self {
            child,
            said,
            stderr,
            started,
            ports: Vec::new(),
        })
    }

    /// Connects to the program's port of that direction, as soon as it says that it listens.
    pub(crate) fn connect(&mut self, mode: Mode) -> Result<TcpStream, Error> {
        loop {
            if let Some((_, port)) = self.ports.iter().find(|(of, _)| *of == mode) {
                let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, *port))?;
                stream.set_nodelay(true)?;
                stream.set_read_timeout(Some(PATIENCE))?;
                stream.set_write_timeout(Some(PATIENCE))?;
                return Ok(stream);
            }
            self.hear("its port")?;
        }
    }

    /// Waits for the count of lines; also tells when it came.
    pub(crate) fn counted(&mut self) -> Result<(Instant, u64), Error> {
        loop {
            if let (at, Said::Counted(count)) = self.hear("the lines it counted")? {
                return Ok((at, count));
            }
        }
    }

    /// Waits until the script has come to the step of this name; when that was.
    pub(crate) fn step(&mut self, awaited: &'static str) -> Result<Instant, Error> {
        loop {
            if let (at, Said::Step(name)) = self.hear(awaited)?
                && name == awaited
            {
                return Ok(at);
            }
        }
    }

    /// The most memory that it ever had resident, in bytes. Linux tells.
    pub(crate) fn peak_memory(&self) -> Option<f64> {
        peak_memory(self.child.id())
    }

    fn hear(&mut self, awaited: &'static str) -> Result<(Instant, Said), Error> {
        match self.said.recv_timeout(PATIENCE) {
            Ok((at, said)) => {
                if let Said::Listening(mode, port) = said {
                    self.ports.push((mode, port));
                }
                Ok((at, said))
            }
            Err(RecvTimeoutError::Timeout) => Err(Error::Silent {
                awaited,
                seconds: PATIENCE.as_secs(),
                stderr: self.end(),
            }),
            Err(RecvTimeoutError::Disconnected) => Err(Error::Ended {
                awaited,
                stderr: self.end(),
            }),
        }
    }

    /// Ends the program and returns what it wrote to stderr.
    fn end(&mut self) -> String {
        // Both fail only when it has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let text = self.stderr.take().and_then(|thread| thread.join().ok());
        text.unwrap_or_default()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

/// The most memory that a process ever had resident, in bytes.
#[cfg(target_os = "linux")]
pub(crate) fn peak_memory(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024.0)
}

/// Only Linux tells.
#[cfg(not(target_os = "linux"))]
pub(crate) fn peak_memory(_process: u32) -> Option<f64> {
    None
}

/// Reads a program's stdout to its end, so that the program never waits for the harness.
fn listen(stdout: ChildStdout, sender: &Sender<(Instant, Said)>) {
    for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
        let at = Instant::now();
        let line = String::from_utf8_lossy(&line);
        let said = if line.starts_with('{') {
            parse_event(&line)
        } else {
            parse_words(&line)
        };
        if let Some(said) = said {
            // Nobody listens any more once the measurement is over.
            let _ = sender.send((at, said));
        }
    }
}

/// A line of `lrsocket run --json`.
fn parse_event(line: &str) -> Option<Said> {
    let event: Value = serde_json::from_str(line).ok()?;
    match event["event"].as_str()? {
        "connecting" => {
            let port = u16::try_from(event["port"].as_u64()?).ok()?;
            Some(Said::Listening(parse_mode(event["mode"].as_str()?)?, port))
        }
        "log" => parse_words(event["message"].as_str()?),
        _ => None,
    }
}

/// A line of a rival, or what a plug-in printed: `listening receive 50123`, `counted 5000000` or
/// `step loaded`.
fn parse_words(line: &str) -> Option<Said> {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words[..] {
        ["listening", mode, port] => Some(Said::Listening(parse_mode(mode)?, port.parse().ok()?)),
        ["step", name] => Some(Said::Step(name.to_owned())),
        ["counted", count] => Some(Said::Counted(count.parse().ok()?)),
        _ => None,
    }
}

fn parse_mode(text: &str) -> Option<Mode> {
    match text {
        "receive" => Some(Mode::Receive),
        "send" => Some(Mode::Send),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Mode, Said, parse_event, parse_words};

    #[test]
    fn a_connecting_event_tells_mode_and_port() {
        let line = r#"{"t":0.01,"event":"connecting","socket":1,"mode":"send","port":12345}"#;
        assert!(matches!(
            parse_event(line),
            Some(Said::Listening(Mode::Send, 12345))
        ));
    }

    #[test]
    fn what_a_plugin_prints_comes_as_a_log_event() {
        let line = r#"{"t":2.5,"event":"log","message":"counted 5000000"}"#;
        assert!(matches!(parse_event(line), Some(Said::Counted(5_000_000))));
    }

    #[test]
    fn other_output_is_passed_over() {
        assert!(parse_event(r#"{"event":"ready"}"#).is_none());
        assert!(parse_event("{not json").is_none());
        assert!(parse_words("counted nothing").is_none());
    }
}
