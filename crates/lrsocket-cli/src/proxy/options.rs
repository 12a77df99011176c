//! The options of `lrsocket proxy`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use lrsocket_proxy::{Ending, RouteSpec, TrafficFault, TrafficKind};

use crate::terminal::Color;
use crate::values::seconds;

/// Stand between a plug-in and its companion: show, record, disturb
///
/// LISTEN is the port that the proxy opens, and that the companion program connects to. PLUGIN is the
/// port that the plug-in listens on. So move the plug-in to other ports, or tell the companion the
/// proxy's:
///
///   companion --> LISTEN [lrsocket proxy] --> PLUGIN
///
///   lrsocket proxy receive=58763:60001 send=58764:60002
///
/// The directions are those of the plug-in's bind: it receives on the one and sends on the other. Of
/// two ports without directions the first is taken for the receive port.
#[derive(Debug, Args)]
#[command(
    after_help = "--help shows more, such as the commands.",
    after_long_help = AFTER,
    verbatim_doc_comment
)]
pub(crate) struct ProxyOptions {
    /// A port of the proxy and the plug-in's port behind it; LISTEN 0 is any free port
    #[arg(value_name = "[receive=|send=]LISTEN:PLUGIN", required = true)]
    pub(crate) ports: Vec<RouteSpec>,

    /// Pass everything on later: 50ms, 50ms±20 (or 50ms+-20), receive=50ms
    #[arg(long, value_name = "[PORT=]TIME", value_parser = delay)]
    pub(crate) delay: Vec<TrafficFault>,

    /// Let nothing pass any more: receive@10s, send@3msgs, @64KiB, all; for 5 s: receive@10s+5s
    #[arg(long, value_name = "[PORT][@WHEN][+TIME]", value_parser = stall)]
    pub(crate) stall: Vec<TrafficFault>,

    /// End connections with a FIN: send@3msgs, receive@10s, all; @~3msgs for a random moment around it
    #[arg(long, value_name = "[PORT][@WHEN]", value_parser = fin)]
    pub(crate) fin: Vec<TrafficFault>,

    /// The old name of `--fin`, refused with the new one.
    #[arg(long, hide = true, value_parser = cut)]
    cut: Vec<TrafficFault>,

    /// End connections with a RST: alone, those that --fin would end; or with a value as for --fin
    #[arg(
        long,
        value_name = "[PORT][@WHEN]",
        value_parser = reset,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = ""
    )]
    reset: Vec<Reset>,

    /// Write each byte separately, with a pause of 1 ms or this one after it
    #[arg(
        long,
        value_name = "[PORT=]TIME",
        value_parser = byte_by_byte,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = ""
    )]
    pub(crate) byte_by_byte: Vec<TrafficFault>,

    /// Keep the acknowledgements of the receive port, or of the one of this number, from the companion
    #[arg(
        long,
        value_name = "PORT",
        value_parser = drop_acks,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = ""
    )]
    pub(crate) drop_acks: Vec<TrafficFault>,

    /// Decides what is random, for a run that can be repeated [default: another each time]
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,

    /// Record what passes, as JSON lines (see docs/trace.md)
    #[arg(long, value_name = "FILE")]
    pub(crate) trace: Option<PathBuf>,

    /// Write the same to stdout
    #[arg(long)]
    pub(crate) json: bool,

    /// Do not show the messages; with --json, leave them out
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// End after this many seconds
    #[arg(long = "for", value_name = "SECONDS", value_parser = seconds, allow_negative_numbers = true)]
    pub(crate) run_for: Option<Duration>,

    /// Whether to use colours
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub(crate) color: Color,
}

const AFTER: &str = "\
PORT in a fault is receive, send, all, or the number of a LISTEN port. WHEN is a time
(10s, 500ms), messages (3msgs) or bytes (64KiB), counted in each connection, in the
direction of the port; ~ in front of it draws it for each connection, up to twice as
much. While it runs, the same can be typed, without the dashes: 'delay 50ms', 'fin
send', 'stall receive', 'off', and 'status', 'help', 'quit'. More: docs/proxy.md

Exit status:
  0    it was ended: by Ctrl-C, quit or --for
  2    wrong use: an option that cannot be understood, a port that is busy,
       or a trace or JSON that could not be written to its end
  130  a second Ctrl-C";

/// `--reset`.
#[derive(Clone, Copy, Debug)]
enum Reset {
    /// `--fin` ends connections with a RST.
    Fins,
    /// A fault of its own.
    Fault(TrafficFault),
}

impl ProxyOptions {
    /// All faults that are on from the beginning.
    pub(crate) fn faults(&self) -> Vec<TrafficFault> {
        let mut faults = Vec::new();
        let lists = [
            &self.delay,
            &self.stall,
            &self.byte_by_byte,
            &self.drop_acks,
        ];
        faults.extend(lists.into_iter().flatten());
        let by_reset = self.reset.iter().any(|it| matches!(it, Reset::Fins));
        for fault in &self.fin {
            let mut fault = *fault;
            if by_reset && let TrafficKind::End { ending, .. } = &mut fault.kind {
                *ending = Ending::Reset;
            }
            faults.push(fault);
        }
        faults.extend(self.reset.iter().filter_map(|it| match it {
            Reset::Fins => None,
            Reset::Fault(fault) => Some(*fault),
        }));
        faults
    }

    /// Whether `--reset` has nothing to be about.
    pub(crate) fn resets_nothing(&self) -> bool {
        self.fin.is_empty() && self.reset.iter().any(|it| matches!(it, Reset::Fins))
    }
}

fn delay(text: &str) -> Result<TrafficFault, String> {
    parse("delay", text)
}

fn stall(text: &str) -> Result<TrafficFault, String> {
    parse("stall", text)
}

fn fin(text: &str) -> Result<TrafficFault, String> {
    parse("fin", text)
}

fn cut(text: &str) -> Result<TrafficFault, String> {
    parse("cut", text)
}

fn byte_by_byte(text: &str) -> Result<TrafficFault, String> {
    parse("byte_by_byte", text)
}

fn drop_acks(text: &str) -> Result<TrafficFault, String> {
    parse("drop_acks", text)
}

fn reset(text: &str) -> Result<Reset, String> {
    match text {
        "" => Ok(Reset::Fins),
        text => parse("reset", text).map(Reset::Fault),
    }
}

fn parse(name: &str, text: &str) -> Result<TrafficFault, String> {
    TrafficFault::parse(name, text).map_err(|error| error.to_string())
}
