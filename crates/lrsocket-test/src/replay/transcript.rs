//! Reads the trace of a real session (docs/trace.md).

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lrsocket_host::Start;
use lrsocket_host::proto::{Mode, Time};
use serde::Deserialize;
use serde_json::Value as Json;

/// The trace of a session.
#[derive(Clone, Debug)]
pub struct Transcript {
    pub(super) path: PathBuf,
    /// How the run was set up; a proxy does not know it.
    pub(super) setup: Option<Setup>,
    pub(super) entries: Vec<Entry>,
}

/// How the run was set up.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Setup {
    format: u32,
    pub(super) profile: String,
    #[serde(default)]
    pub(super) faults: Vec<String>,
    pub(super) platform: String,
    pub(super) strict: bool,
    pub(super) answer: String,
    pub(super) catalog: Option<String>,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The line of the file.
    pub(super) line: usize,
    pub(super) time: Time,
    pub(super) what: What,
}

/// What happened, as far as a replay is concerned.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// An outside program was connected.
    Connected(Place),
    /// It sent this line.
    Message(Place, Vec<u8>),
    /// It has left.
    Left(Place),
    /// The plug-in sent this.
    Sent(Place, Vec<u8>),
    /// The plug-in failed, with this error.
    Failed(String),
    /// A person did this.
    Command(Json),
    /// The run was over.
    Exit,
}

/// Which socket, and which connection to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The number of the `bind`, or of the proxy's route.
    pub(super) socket: u32,
    pub(super) mode: Mode,
    /// The port of the plug-in, if the recorder knew it to differ from its own.
    pub(super) target: Option<u16>,
    /// Counts a proxy's connections; 0 where there is one at a time.
    pub(super) connection: u32,
}

/// Why a transcript cannot be played.
#[derive(Debug, thiserror::Error)]
pub enum TranscriptError {
    /// It could not be read.
    #[error("the transcript {}: {error}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A line of it is not what `--trace` writes.
    #[error("{}:{line}: this is no line of a trace: {why}", path.display())]
    Corrupt {
        /// Which transcript.
        path: PathBuf,
        /// The line.
        line: usize,
        /// What is wrong.
        why: String,
    },
    /// It was written by a version that is too old or too new.
    #[error(
        "{}: the transcript has format {format}, this program reads {}: record it again with this \
         version, or replay it with the one that wrote it",
        path.display(), Start::FORMAT
    )]
    Format {
        /// Which transcript.
        path: PathBuf,
        /// Its format.
        format: u32,
    },
    /// There is nothing in it that could be played.
    #[error(
        "{}: there is nothing to play in the transcript: no outside program connects, and nobody \
         does anything in Lightroom",
        .0.display()
    )]
    Nothing(PathBuf),
}

/// A line as it is written.
#[derive(Deserialize)]
struct Line {
    t: f64,
    event: String,
    socket: Option<u32>,
    mode: Option<String>,
    target: Option<u16>,
    #[serde(default)]
    connection: u32,
    text: Option<String>,
    base64: Option<String>,
    length: Option<usize>,
    by: Option<String>,
    message: Option<String>,
    shown: Option<bool>,
    command: Option<Json>,
}

impl Transcript {
    /// Reads a transcript.
    pub fn open(path: &Path) -> Result<Self, TranscriptError> {
        let text = fs::read_to_string(path).map_err(|error| TranscriptError::Unreadable {
            path: path.to_owned(),
            error,
        })?;
        Transcript::parse(path, &text)
    }

    fn parse(path: &Path, text: &str) -> Result<Self, TranscriptError> {
        let mut transcript = Transcript {
            path: path.to_owned(),
            setup: None,
            entries: Vec::new(),
        };
        for (index, text) in text.lines().enumerate() {
            let line = index + 1;
            let corrupt = |why: String| TranscriptError::Corrupt {
                path: path.to_owned(),
                line,
                why,
            };
            let parsed: Line = serde_json::from_str(text).map_err(|e| corrupt(e.to_string()))?;
            if parsed.event == "start" {
                let setup: Setup =
                    serde_json::from_str(text).map_err(|e| corrupt(e.to_string()))?;
                if setup.format != Start::FORMAT {
                    return Err(TranscriptError::Format {
                        path: path.to_owned(),
                        format: setup.format,
                    });
                }
                transcript.setup = Some(setup);
                continue;
            }
            let seconds = Duration::try_from_secs_f64(parsed.t);
            let time = seconds.map_err(|_| corrupt(format!("{} is no time", parsed.t)))?;
            if let Some(what) = parsed.what().map_err(corrupt)? {
                transcript.entries.push(Entry {
                    line,
                    time: Time::from_start(time),
                    what,
                });
            }
        }
        let acts = |entry: &Entry| matches!(entry.what, What::Connected(_) | What::Command(_));
        if !transcript.entries.iter().any(acts) {
            return Err(TranscriptError::Nothing(path.to_owned()));
        }
        Ok(transcript)
    }
}

impl Line {
    fn what(self) -> Result<Option<What>, String> {
        Ok(Some(match self.event.as_str() {
            "connected" => What::Connected(self.place()?),
            "message" => What::Message(self.place()?, self.bytes()?),
            "sent" => What::Sent(self.place()?, self.bytes()?),
            "closed" if self.by.as_deref() == Some("remote") => What::Left(self.place()?),
            "callback_error" | "script_error" | "handler_error" => What::Failed(self.failure()?),
            "task_error" if self.shown == Some(true) => What::Failed(self.failure()?),
            "command" => What::Command(self.command.ok_or("it has no \"command\"")?),
            "exit" => What::Exit,
            _ => return Ok(None),
        }))
    }

    fn place(&self) -> Result<Place, String> {
        let mode = match self.mode.as_deref() {
            Some("send") => Mode::Send,
            Some("receive") => Mode::Receive,
            _ => return Err("\"mode\" must be \"send\" or \"receive\"".to_owned()),
        };
        Ok(Place {
            socket: self.socket.ok_or("\"socket\" is missing")?,
            mode,
            target: self.target,
            connection: self.connection,
        })
    }

    fn failure(self) -> Result<String, String> {
        self.message
            .ok_or_else(|| "\"message\" is missing".to_owned())
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        let bytes = match (&self.text, &self.base64) {
            (Some(text), _) => text.as_bytes().to_vec(),
            (None, Some(text)) => STANDARD
                .decode(text)
                .map_err(|error| format!("\"base64\": {error}"))?,
            (None, None) => return Err("it has neither \"text\" nor \"base64\"".to_owned()),
        };
        match self.length {
            Some(length) if length != bytes.len() => Err(format!(
                "only {} of {length} bytes are here; `lrsocket run --trace FILE` writes all of them",
                bytes.len()
            )),
            _ => Ok(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONNECTED: &str =
        r#"{"t":0.5,"event":"connected","socket":1,"mode":"receive","port":4,"at":"a.lua:1"}"#;

    fn read(text: &str) -> Result<Transcript, TranscriptError> {
        Transcript::parse(Path::new("t.jsonl"), text)
    }

    #[test]
    fn what_counts_is_read_and_the_rest_is_left_out() {
        let text = format!(
            "{CONNECTED}\n{}\n{}",
            r#"{"t":0.6,"event":"message","socket":1,"mode":"receive","port":4,"at":"","base64":"/w==","length":1}"#,
            r#"{"t":1.0,"event":"log","level":"info","logger":"","message":"x"}"#,
        );
        let entries = read(&text).unwrap().entries;
        assert_eq!(entries.len(), 2);
        assert!(matches!(&entries[1].what, What::Message(_, bytes) if bytes == b"\xff"));
    }

    #[test]
    fn a_line_that_is_no_record_is_named() {
        let told = read(&format!("{CONNECTED}\n{{\"t\":")).unwrap_err();
        assert!(
            told.to_string()
                .starts_with("t.jsonl:2: this is no line of a trace: EOF")
        );
        let told = read(r#"{"t":-1,"event":"exit"}"#).unwrap_err();
        assert!(told.to_string().ends_with("-1 is no time"), "{told}");
        let cut = r#"{"t":0,"event":"sent","socket":1,"mode":"send","text":"ab","length":5}"#;
        assert!(
            read(cut)
                .unwrap_err()
                .to_string()
                .contains("only 2 of 5 bytes")
        );
    }

    #[test]
    fn another_format_and_a_transcript_of_nothing_are_refused() {
        let start = r#"{"t":0,"event":"start","format":99,"profile":"measured","platform":"mac","strict":false,"answer":"ok","catalog":null}"#;
        assert!(read(start).unwrap_err().to_string().contains("format 99"));
        assert!(
            read("")
                .unwrap_err()
                .to_string()
                .contains("nothing to play")
        );
    }
}
