//! What a run depended on, round by round: enough to repeat it exactly. The JSON form is described in
//! docs/trace.md.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lrsocket_proto::SocketInput;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One round of the loop: the clock as it was read, and what the sockets' ports and clients did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Each look at the clock since the round before, in microseconds after the look before.
    #[serde(rename = "now", default, skip_serializing_if = "Vec::is_empty")]
    pub now: Vec<u64>,
    /// The offsets of the time of day: the number of the look at it, from 0, and the microseconds
    /// from the Unix epoch to the start of the run as this look has them. It holds until the next.
    #[serde(rename = "day", default, skip_serializing_if = "Vec::is_empty")]
    pub day: Vec<(u32, u64)>,
    /// What happened to sockets before Lua code ran: the number of the `bind`, and what.
    #[serde(rename = "in", default, skip_serializing_if = "Vec::is_empty")]
    pub carried: Vec<(u32, Input)>,
    /// What came of the ports that Lua code asked for.
    #[serde(rename = "out", default, skip_serializing_if = "Vec::is_empty")]
    pub acted: Vec<(u32, Input)>,
}

/// Something that happened to a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input(pub SocketInput);

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Form {
    Listening(u16),
    Refused,
    Accepted,
    Text(String),
    Base64(String),
    Closed,
    Reset,
    Broken,
    Wrote(usize),
}

impl Serialize for Input {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = match &self.0 {
            SocketInput::Listening(port) => Form::Listening(*port),
            SocketInput::ListenFailed => Form::Refused,
            SocketInput::Accepted => Form::Accepted,
            SocketInput::Received(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Form::Text(text.to_owned()),
                Err(_) => Form::Base64(STANDARD.encode(bytes)),
            },
            SocketInput::PeerClosed => Form::Closed,
            SocketInput::PeerReset => Form::Reset,
            SocketInput::WriteFailed => Form::Broken,
            SocketInput::Transmitted(count) => Form::Wrote(*count),
        };
        form.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Input {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Input(match Form::deserialize(deserializer)? {
            Form::Listening(port) => SocketInput::Listening(port),
            Form::Refused => SocketInput::ListenFailed,
            Form::Accepted => SocketInput::Accepted,
            Form::Text(text) => SocketInput::Received(text.into_bytes()),
            Form::Base64(text) => SocketInput::Received(
                STANDARD
                    .decode(text)
                    .map_err(<D::Error as serde::de::Error>::custom)?,
            ),
            Form::Closed => SocketInput::PeerClosed,
            Form::Reset => SocketInput::PeerReset,
            Form::Broken => SocketInput::WriteFailed,
            Form::Wrote(count) => SocketInput::Transmitted(count),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_comes_back_from_its_json() {
        let inputs = [
            SocketInput::Listening(50_000),
            SocketInput::ListenFailed,
            SocketInput::Accepted,
            SocketInput::Received(b"a\r\nb".to_vec()),
            SocketInput::Received(b"\xff".to_vec()),
            SocketInput::PeerClosed,
            SocketInput::PeerReset,
            SocketInput::WriteFailed,
            SocketInput::Transmitted(3),
        ];
        let round = Round {
            now: vec![1, 0, 20],
            day: vec![(0, 1_767_225_600_000_000)],
            carried: inputs.into_iter().map(|input| (1, Input(input))).collect(),
            acted: Vec::new(),
        };
        let text = serde_json::to_string(&round).unwrap();
        assert_eq!(serde_json::from_str::<Round>(&text).unwrap(), round);
        assert!(
            text.contains(r#"[1,"accepted"],[1,{"text":"a\r\nb"}]"#),
            "{text}"
        );
    }
}
