//! The options of `lrsocket connect`, and of `lrsocket run --connect`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgGroup, Args};
use lrsocket::remote::{Backoff, Options, PortFile, Ports, Source};

use crate::terminal::Color;
use crate::values::seconds;

/// Talk to a running plug-in from the terminal
///
/// Connects to a plug-in's two ports, in Lightroom or in `lrsocket run`, as its outside program. Lines
/// that you type go out, lines from the plug-in are shown. Lines from a pipe or a file go out, too; then
/// it ends when the answers have come. What is shown, and the JSON: docs/connect.md.
#[derive(Debug, Args)]
#[command(
    after_long_help = EXIT_STATUS,
    after_help = "--help shows more, such as the exit status.",
    group = ArgGroup::new("where").required(true).multiple(true)
        .args(["receive_port", "receive", "send", "port_file"])
)]
pub(crate) struct ConnectOptions {
    /// The plug-in's receive port: your lines go there
    #[arg(value_name = "RECEIVE_PORT", value_parser = port, conflicts_with = "port_file")]
    pub(crate) receive_port: Option<u16>,

    /// The plug-in's send port: its lines come from there. Ports are called as the plug-in calls them
    /// (mode = "receive", mode = "send"), so the first of the two takes what you type
    #[arg(value_name = "SEND_PORT", value_parser = port)]
    pub(crate) send_port: Option<u16>,

    /// The plug-in's receive port, by name; alone, if it has no other
    #[arg(long, value_name = "PORT", value_parser = port, conflicts_with_all = ["receive_port", "port_file"])]
    pub(crate) receive: Option<u16>,

    /// The plug-in's send port, by name; alone, nothing can be sent
    #[arg(long, value_name = "PORT", value_parser = port, conflicts_with_all = ["send_port", "port_file"])]
    pub(crate) send: Option<u16>,

    /// The file into which the plug-in writes its ports: `SEND,RECEIVE`, one number, or JSON (see
    /// docs/remote.md). It may come later, and is watched
    #[arg(long, value_name = "FILE")]
    pub(crate) port_file: Option<PathBuf>,

    /// Write to stdout what happens, one JSON object a line (see docs/connect.md)
    #[arg(long, conflicts_with = "raw")]
    pub(crate) json: bool,

    /// Pass bytes on as they are: stdin to the plug-in, what the plug-in sends to stdout
    #[arg(long, conflicts_with = "ping")]
    pub(crate) raw: bool,

    #[command(flatten)]
    pub(crate) talk: TalkOptions,

    /// Whether to use colours
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub(crate) color: Color,
}

/// What both verbs take.
#[derive(Clone, Debug, Args)]
pub(crate) struct TalkOptions {
    /// Do not show the plug-in's acknowledgements (`ok`)
    #[arg(long)]
    pub(crate) quiet_acks: bool,

    /// When stdin is not a terminal and has ended: end after so many seconds without a line or an
    /// acknowledgement
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = seconds, allow_negative_numbers = true)]
    pub(crate) wait: Duration,

    /// Give up after so many seconds without a connection [default: 10 if stdin is not a terminal,
    /// else never]
    #[arg(long, value_name = "SECONDS", value_parser = seconds, allow_negative_numbers = true)]
    pub(crate) within: Option<Duration>,

    /// Send this line first, and nothing else until the plug-in has answered it with --pong
    #[arg(long, value_name = "LINE", requires = "pong")]
    pub(crate) ping: Option<String>,

    /// The plug-in's answer to --ping
    #[arg(long, value_name = "LINE", requires = "ping")]
    pub(crate) pong: Option<String>,
}

const EXIT_STATUS: &str = "\
Exit status:
  0    you left (Ctrl-D, Ctrl-C), or stdin has ended and the answers have come
  1    the connection was lost before all lines of stdin were with the plug-in
  2    wrong use, or stdout could not be written
  3    no connection came about: nobody listens, or there is no port file
  4    connected, but nobody served: not one line or acknowledgement came back
  130  Ctrl-C while stdin is not a terminal";

impl ConnectOptions {
    /// Where the plug-in is.
    pub(super) fn source(&self) -> Source {
        if let Some(file) = &self.port_file {
            return PortFile::new(file).into();
        }
        let receive = self.receive_port.or(self.receive);
        match (receive, self.send_port.or(self.send)) {
            (Some(receive), Some(send)) => Ports::Both { receive, send }.into(),
            (Some(receive), None) => Ports::Receive(receive).into(),
            // One of them is there: the group is required.
            (None, send) => Ports::Send(send.unwrap_or_default()).into(),
        }
    }
}

impl TalkOptions {
    /// How to talk to the plug-in that is there.
    pub(super) fn remote(&self, source: impl Into<Source>) -> Options {
        let backoff = Backoff {
            // Somebody waits in front of the screen.
            max: Duration::from_secs(2),
            ..Backoff::default()
        };
        let options = Options::new(source)
            .backoff(backoff)
            .report_acknowledgements(true);
        match (&self.ping, &self.pong) {
            (Some(line), Some(answer)) => options.ping(line.as_str(), answer.as_str()),
            _ => options,
        }
    }
}

fn port(text: &str) -> Result<u16, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("a port is a number from 1 to 65535".to_owned()),
        Ok(port) => Ok(port),
    }
}
