//! Reads the trace of a real session (docs/trace.md).

pub(super) mod entry;
mod error;
mod line;
mod lost;
pub(super) mod script;

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use lrsocket_host::Start;
use lrsocket_host::proto::Time;
use serde_json::Value as Json;

use entry::{Deed, Entry, Setup, What};
pub use error::TranscriptError;
use line::Line;
use script::Script;

/// The trace of a recorded session.
#[derive(Clone, Debug)]
pub struct Transcript {
    pub(super) path: PathBuf,
    /// The configuration of the run; a proxy does not know it.
    pub(super) setup: Option<Setup>,
    pub(super) entries: Vec<Entry>,
    /// Whether its last line is cut off, because its writer was killed.
    is_cut: bool,
    /// Everything on which the run depended.
    pub(super) script: Script,
}

impl Transcript {
    /// Reads a transcript.
    pub fn open(path: &Path) -> Result<Self, TranscriptError> {
        let bytes = fs::read(path).map_err(|error| TranscriptError::Unreadable {
            path: path.to_owned(),
            error,
        })?;
        Transcript::parse(path, &bytes)
    }

    /// Whether the last line is cut off, as in the trace of a killed run. A replay ignores that line.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    fn parse(path: &Path, bytes: &[u8]) -> Result<Self, TranscriptError> {
        let mut transcript = Transcript {
            path: path.to_owned(),
            setup: None,
            entries: Vec::new(),
            is_cut: false,
            script: Script::default(),
        };
        let mut reason = None;
        let mut unanswered = None;
        for (index, text) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let line = index + 1;
            let corrupt = |why: String| TranscriptError::Corrupt {
                path: path.to_owned(),
                line,
                why,
            };
            let parsed: Line = match serde_json::from_slice(text) {
                Ok(parsed) => parsed,
                // Every complete line ends in a newline.
                Err(_) if text.last() != Some(&b'\n') => {
                    transcript.is_cut = true;
                    break;
                }
                Err(error) => return Err(corrupt(error.to_string())),
            };
            match parsed.event.as_str() {
                "start" => {
                    let setup: Setup =
                        serde_json::from_slice(text).map_err(|e| corrupt(e.to_string()))?;
                    if setup.format != Start::FORMAT {
                        return Err(TranscriptError::Format {
                            path: path.to_owned(),
                            format: setup.format,
                        });
                    }
                    transcript.setup = Some(setup);
                    continue;
                }
                // An answer follows its command.
                "answer" => {
                    let asked = unanswered.take();
                    if parsed.ok == Some(false) {
                        transcript.refuse(asked, parsed.id.as_ref());
                    }
                    continue;
                }
                "rounds" | "work" => {
                    transcript.script.add(line, text).map_err(corrupt)?;
                    continue;
                }
                "command" => unanswered = Some(transcript.entries.len()),
                "exit" => reason.clone_from(&parsed.reason),
                _ => {}
            }
            let seconds = Duration::try_from_secs_f64(parsed.t);
            let time = seconds.map_err(|_| corrupt(format!("{} is not a valid time", parsed.t)))?;
            if let Some(what) = parsed.what().map_err(corrupt)? {
                if let What::Command { command, .. } = &what {
                    transcript.script.add_command(command);
                }
                transcript.entries.push(Entry {
                    line,
                    time: Time::from_start(time),
                    what,
                });
            }
        }
        if let Some(why) = transcript.lacks(reason) {
            let path = path.to_owned();
            return Err(TranscriptError::Nothing { path, why });
        }
        lost::break_in_time(&mut transcript.entries);
        Ok(transcript)
    }

    /// Notes that the answer with this `id` refused the command at this place.
    fn refuse(&mut self, asked: Option<usize>, id: Option<&Json>) {
        let entry = asked.and_then(|index| self.entries.get_mut(index));
        if let Some(What::Command { command, refused }) = entry.map(|entry| &mut entry.what) {
            let own = command.get("id").unwrap_or(&Json::Null);
            *refused = own == id.unwrap_or(&Json::Null);
            if *refused {
                self.script.refuse();
            }
        }
    }

    /// Returns why the transcript cannot be played, if it cannot; `reason` is why the run ended.
    fn lacks(&self, reason: Option<String>) -> Option<String> {
        let acts = |entry: &Entry| matches!(entry.what, What::Connected(_) | What::Command { .. });
        if self.setup.is_some() || self.entries.iter().any(acts) {
            return None;
        }
        Some(match reason {
            Some(reason) => format!("the run did not start: {reason}"),
            None => {
                "no run starts, no outside program connects, and no command is given".to_owned()
            }
        })
    }

    /// The results of the attempts of each socket to listen: the port, or `None` if it was taken.
    pub(super) fn ports(&self) -> BTreeMap<u32, VecDeque<Option<u16>>> {
        let mut ports: BTreeMap<u32, VecDeque<Option<u16>>> = BTreeMap::new();
        for entry in &self.entries {
            let (place, port) = match &entry.what {
                // A proxy's sockets are not the plug-in's.
                What::Did(place, _) if place.target.is_some() => continue,
                What::Did(place, Deed::Listened) => (place, Some(place.port)),
                What::Did(place, Deed::Failed) => (place, None),
                _ => continue,
            };
            ports.entry(place.socket).or_default().push_back(port);
        }
        ports
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONNECTED: &str =
        r#"{"t":0.5,"event":"connected","socket":1,"mode":"receive","port":4,"at":"a.lua:1"}"#;

    fn read(text: &str) -> Result<Transcript, TranscriptError> {
        Transcript::parse(Path::new("t.jsonl"), text.as_bytes())
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
        let error = read(&format!("{CONNECTED}\n{{\"t\":\n")).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("t.jsonl:2: not a line of a trace: EOF")
        );
        let error = read(r#"{"t":-1,"event":"exit"}"#).unwrap_err();
        assert!(
            error.to_string().ends_with("-1 is not a valid time"),
            "{error}"
        );
        let cut = r#"{"t":0,"event":"sent","socket":1,"mode":"send","text":"ab","length":5}"#;
        assert!(
            read(cut)
                .unwrap_err()
                .to_string()
                .contains("only 2 of 5 bytes")
        );
    }

    #[test]
    fn a_last_line_that_is_cut_off_is_left_out_even_within_a_character() {
        let whole = format!("{CONNECTED}\n");
        assert!(!read(&whole).unwrap().is_cut());
        let mut bytes = whole.into_bytes();
        bytes.extend("{\"t\":1,\"text\":\"ü".as_bytes());
        bytes.pop();
        let cut = Transcript::parse(Path::new("t.jsonl"), &bytes).unwrap();
        assert!(cut.is_cut() && cut.entries.len() == 1);
    }

    #[test]
    fn b3_5_a_connection_breaks_before_what_made_the_plug_in_send_what_was_lost() {
        let event = |t: f64, event: &str, mode: &str, more: &str| {
            let socket = if mode == "send" { 1 } else { 2 };
            format!(
                "{{\"t\":{t},\"event\":\"{event}\",\"socket\":{socket},\"mode\":\"{mode}\"{more}}}\n"
            )
        };
        let text = "\"text\":\"x\",\"length\":1";
        let session = |answered_at: f64| {
            event(0.1, "connected", "send", "")
                + &event(0.2, "left", "send", ",\"how\":\"close\"")
                + &event(0.5, "sent", "send", &format!(",{text}"))
                + &event(1.0, "message", "receive", &format!(",{text}"))
                + &event(answered_at, "sent", "send", &format!(",{text}"))
                + &event(answered_at, "closed", "send", ",\"by\":\"remote\"")
        };
        let lost_at = |session: String| {
            let entries = read(&session).unwrap().entries;
            entries
                .iter()
                .position(|entry| matches!(entry.what, What::Lost(_)))
        };
        // Before the message that it answers; before the timer's own.
        assert_eq!(lost_at(session(1.001)), Some(3));
        assert_eq!(lost_at(session(1.5)), Some(4));
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
