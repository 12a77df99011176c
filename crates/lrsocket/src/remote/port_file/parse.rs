//! What is written in a port file.

use serde_json::{Map, Value};

use super::PortFile;
use crate::remote::ports::Ports;
use lrsocket_proto::Mode;

/// What a port file says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) ports: Ports,
    pub(super) pid: Option<u32>,
}

/// What is wrong with a port file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Empty,
    Garbled(String),
}

impl PortFile {
    pub(super) fn parse(&self, bytes: &[u8]) -> Result<Said, Fault> {
        let text = std::str::from_utf8(bytes)
            .map_err(|_| Fault::Garbled("it is not UTF-8 text".to_owned()))?;
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Err(Fault::Empty);
        }
        let said = if text.starts_with('{') {
            self.parse_json(text)
        } else {
            self.parse_text(text)
        };
        said.map_err(Fault::Garbled)
    }

    fn parse_text(&self, text: &str) -> Result<Said, String> {
        // Spaces around a comma belong to it; without one they part the numbers.
        let parted: Vec<&str> = if text.contains([',', ';']) {
            text.split([',', ';']).map(str::trim).collect()
        } else {
            text.split_whitespace().collect()
        };
        let numbers = parted
            .iter()
            .map(|part| port(part))
            .collect::<Result<Vec<u16>, String>>()?;
        let ports = match numbers[..] {
            [single] => self.one(single),
            [send, receive] => both(receive, send)?,
            _ => {
                return Err(format!(
                    "one or two ports were expected, not {}",
                    numbers.len()
                ));
            }
        };
        Ok(Said { ports, pid: None })
    }

    fn parse_json(&self, text: &str) -> Result<Said, String> {
        let value: Map<String, Value> =
            serde_json::from_str(text).map_err(|error| format!("it is not whole JSON: {error}"))?;
        let inner = value.iter().find(|(name, _)| plain(name) == "ports");
        let fields = match inner {
            Some((_, Value::Object(inner))) => inner,
            _ => &value,
        };
        let (receive, send) = match &self.names {
            Some((receive, send)) => (
                field(fields, |name| name == receive)?,
                field(fields, |name| name == send)?,
            ),
            None => (
                field(fields, |name| {
                    matches!(&*plain(name), "receive" | "receiveport")
                })?,
                field(fields, |name| matches!(&*plain(name), "send" | "sendport"))?,
            ),
        };
        let ports = match (receive, send) {
            (Some(receive), Some(send)) => both(receive, send)?,
            (Some(receive), None) => Ports::Receive(receive),
            (None, Some(send)) => Ports::Send(send),
            (None, None) => {
                if let Some(single) = field(fields, |name| plain(name) == "port")? {
                    self.one(single)
                } else {
                    let names: Vec<&str> = fields.keys().map(String::as_str).collect();
                    let names = names.join(", ");
                    return Err(format!("no port is among its fields: {names}"));
                }
            }
        };
        let pid = value.iter().find(|(name, _)| plain(name) == "pid");
        let pid = match pid.map(|(_, pid)| pid) {
            None | Some(Value::Null) => None,
            Some(pid) => Some(number(pid).ok_or_else(|| format!("pid is no process id: {pid}"))?),
        };
        Ok(Said { ports, pid })
    }

    fn one(&self, port: u16) -> Ports {
        match self.single {
            Mode::Receive => Ports::Receive(port),
            Mode::Send => Ports::Send(port),
        }
    }
}

fn both(receive: u16, send: u16) -> Result<Ports, String> {
    if receive == send {
        return Err(format!("send and receive are both port {send}"));
    }
    Ok(Ports::Both { receive, send })
}

fn port(text: &str) -> Result<u16, String> {
    match text.parse() {
        Ok(port) if port != 0 => Ok(port),
        _ if text.is_empty() => Err("a port is missing beside the comma".to_owned()),
        _ => Err(format!(
            "{:?} is no port",
            text.chars().take(40).collect::<String>()
        )),
    }
}

/// The port in the field that `is` knows.
fn field(fields: &Map<String, Value>, is: impl Fn(&str) -> bool) -> Result<Option<u16>, String> {
    let Some((name, value)) = fields.iter().find(|(name, _)| is(name)) else {
        return Ok(None);
    };
    match value {
        Value::Null => Ok(None),
        _ => match number(value).and_then(|number| u16::try_from(number).ok()) {
            Some(port) if port != 0 => Ok(Some(port)),
            _ => Err(format!("{name} is no port: {value}")),
        },
    }
}

/// A whole number, which Lua may have written as text or as 58763.0.
fn number(value: &Value) -> Option<u32> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        Value::Number(number) => {
            let number = number.as_f64()?;
            #[expect(clippy::cast_sign_loss, reason = "checked")]
            (number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number))
                .then_some(number as u32)
        }
        _ => None,
    }
}

/// `send_port`, `sendPort` and `send-port` are one name.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Result<Said, Fault> {
        PortFile::new("ports").parse(text.as_bytes())
    }

    const BOTH: Ports = Ports::Both {
        receive: 58763,
        send: 58764,
    };

    #[test]
    fn every_form_of_two_ports_is_read() {
        for text in [
            "58764,58763",
            " 58764 , 58763\r\n",
            "58764;58763",
            "58764\n58763\n",
            "\u{feff}58764 58763",
            r#"{"send": 58764, "receive": 58763}"#,
            r#"{"sendPort": "58764", "receivePort": 58763.0, "pid": null}"#,
            r#"{"ports": {"SEND_PORT": 58764, "receive-port": 58763}}"#,
        ] {
            assert_eq!(
                parse(text),
                Ok(Said {
                    ports: BOTH,
                    pid: None
                }),
                "{text:?}"
            );
        }
    }

    #[test]
    fn one_port_is_receive_unless_told_otherwise() {
        for text in ["58763", r#"{"port": 58763}"#] {
            assert_eq!(parse(text).unwrap().ports, Ports::Receive(58763));
            let file = PortFile::new("ports").single(Mode::Send);
            assert_eq!(
                file.parse(text.as_bytes()).unwrap().ports,
                Ports::Send(58763)
            );
        }
        assert_eq!(parse(r#"{"send": 5}"#).unwrap().ports, Ports::Send(5));
    }

    #[test]
    fn a_pid_and_names_of_ones_own_are_read() {
        let file = PortFile::new("ports").names("in", "out");
        let said = file.parse(br#"{"in": 58763, "out": 58764, "pid": 4711}"#);
        assert_eq!(
            said,
            Ok(Said {
                ports: BOTH,
                pid: Some(4711)
            })
        );
    }

    #[test]
    fn what_is_no_port_file_is_told() {
        let faults = [
            ("", Fault::Empty),
            (" \r\n", Fault::Empty),
            ("58764,", garbled("a port is missing beside the comma")),
            ("hello", garbled("\"hello\" is no port")),
            ("70000", garbled("\"70000\" is no port")),
            ("0,5", garbled("\"0\" is no port")),
            ("1,2,3", garbled("one or two ports were expected, not 3")),
            ("5,5", garbled("send and receive are both port 5")),
            ("{}", garbled("no port is among its fields: ")),
            (
                r#"{"a":1,"b":2}"#,
                garbled("no port is among its fields: a, b"),
            ),
            (r#"{"send":"x"}"#, garbled("send is no port: \"x\"")),
            (r#"{"send":5.5}"#, garbled("send is no port: 5.5")),
            (
                r#"{"send":5,"pid":-1}"#,
                garbled("pid is no process id: -1"),
            ),
        ];
        for (text, fault) in faults {
            assert_eq!(parse(text), Err(fault), "{text:?}");
        }
        let torn = parse(r#"{"send": 58764, "rec"#).unwrap_err();
        assert!(matches!(torn, Fault::Garbled(why) if why.starts_with("it is not whole JSON: ")));
        let binary = PortFile::new("ports").parse(&[0xff, 0xfe]);
        assert_eq!(binary, Err(garbled("it is not UTF-8 text")));
    }

    fn garbled(problem: &str) -> Fault {
        Fault::Garbled(problem.to_owned())
    }

    proptest! {
        #[test]
        fn no_content_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = PortFile::new("ports").parse(&bytes);
        }

        #[test]
        fn what_it_takes_for_ports_are_ports(text in "[0-9,; {}\":a-z]{0,30}") {
            if let Ok(said) = parse(&text) {
                for half in [Mode::Send, Mode::Receive] {
                    prop_assert_ne!(said.ports.of(half), Some(0));
                }
            }
        }
    }
}
