//! The lines of a transcript.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lrsocket_host::proto::{Mode, SocketError};
use serde::Deserialize;
use serde_json::Value as Json;

use super::entry::{Deed, Place, What};

/// A line as it is in the file.
#[derive(Deserialize)]
pub(super) struct Line {
    pub(super) t: f64,
    pub(super) event: String,
    socket: Option<u32>,
    mode: Option<String>,
    target: Option<u16>,
    #[serde(default)]
    port: u16,
    #[serde(default)]
    connection: u32,
    text: Option<String>,
    base64: Option<String>,
    length: Option<usize>,
    by: Option<String>,
    pub(super) id: Option<Json>,
    pub(super) ok: Option<bool>,
    pub(super) reason: Option<String>,
    message: Option<String>,
    shown: Option<bool>,
    command: Option<Json>,
}

impl Line {
    /// Converts the line to what a replay needs of it; `None` if it needs nothing.
    pub(super) fn what(self) -> Result<Option<What>, String> {
        Ok(Some(match self.event.as_str() {
            "connected" => What::Connected(self.place()?),
            "message" => What::Message(self.place()?, self.bytes()?),
            "sent" => What::Did(self.place()?, Deed::Sent(self.bytes()?)),
            "connecting" => What::Did(self.place()?, Deed::Listened),
            "error" => What::Did(self.place()?, self.error()?),
            "left" => What::Slipped(self.place()?),
            "closed" if self.by.as_deref() == Some("remote") => What::Left(self.place()?),
            "callback_error" | "script_error" | "handler_error" => What::Failed(self.failure()?),
            "task_error" if self.shown == Some(true) => What::Failed(self.failure()?),
            "command" => What::Command {
                command: self.command.ok_or("\"command\" is missing")?,
                refused: false,
            },
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
            port: self.port,
            connection: self.connection,
        })
    }

    fn error(&self) -> Result<Deed, String> {
        let message = self.message.as_deref().ok_or("\"message\" is missing")?;
        // B4.5
        let is_timeout = message == SocketError::Timeout.to_string();
        Ok(if is_timeout {
            Deed::TimedOut
        } else {
            Deed::Failed
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
            (None, None) => return Err("both \"text\" and \"base64\" are missing".to_owned()),
        };
        match self.length {
            Some(length) if length != bytes.len() => Err(format!(
                "only {} of {length} bytes are present; `lrsocket run --trace FILE` writes all of them",
                bytes.len()
            )),
            _ => Ok(bytes),
        }
    }
}
