//! The options of `lrsocket run`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgAction, Args, ValueEnum};
use lrsocket_faults::FaultRequest;
use lrsocket_host::proto::Platform;
use lrsocket_host::{Answer, LightroomVersion};

use crate::connect::TalkOptions;
use crate::terminal::Color;
use crate::values::{profile_name, seconds};

/// Run a plug-in, or one Lua file, on real TCP ports of localhost
///
/// The plug-in's start-up script runs, then the menu items named with --menu. The run ends when no
/// task, timer or open socket is left, after --for, or on Ctrl-C; the plug-in's shut-down scripts
/// run before it ends. A second Ctrl-C ends at once.
#[derive(Debug, Args)]
#[command(after_long_help = EXIT_STATUS, after_help = "--help shows more, such as the exit status.")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option that is given or not"
)]
pub(crate) struct RunOptions {
    /// A .lrplugin or .lrdevplugin folder, or a Lua file; several share one Lightroom
    #[arg(value_name = "PLUGIN_OR_SCRIPT", required = true)]
    pub(crate) paths: Vec<PathBuf>,

    /// Click this menu item after the start; can be given more than once
    #[arg(long, value_name = "TITLE")]
    pub(crate) menu: Vec<String>,

    /// End after this many seconds
    #[arg(long = "for", value_name = "SECONDS", value_parser = seconds, allow_negative_numbers = true)]
    pub(crate) run_for: Option<Duration>,

    /// How sockets behave: measured, documented, windows-reported, macos-reported or worst
    #[arg(long, value_name = "NAME", default_value = "measured", value_parser = profile_name)]
    pub(crate) profile: String,

    /// Change one behaviour on top of the profile, or let something happen to the outside program;
    /// can be given more than once. @PORT is for faults of one port. `lrsocket profiles` lists them
    #[arg(long = "fault", value_name = "NAME[=VALUE][@PORT]")]
    pub(crate) faults: Vec<FaultRequest>,

    /// The system that the plug-in believes to be on [default: the profile's, else this one's, else
    /// mac]
    #[arg(long, value_enum)]
    pub(crate) platform: Option<PlatformName>,

    /// The version of Lightroom to simulate: what is newer in the SDK is absent, and plug-ins that need
    /// a newer one are refused
    #[arg(long, value_name = "VERSION", default_value_t)]
    pub(crate) lightroom: LightroomVersion,

    /// Leave a global that names a namespace nil when it was not imported, as Lightroom does
    #[arg(long)]
    pub(crate) strict: bool,

    /// What dialog boxes are answered with
    #[arg(long, value_enum, default_value = "ok")]
    pub(crate) answer: AnswerName,

    /// Put the standard folders (home, documents, appData, temp …) below this one
    #[arg(long, value_name = "DIR")]
    pub(crate) home: Option<PathBuf>,

    /// The catalog: a TOML file (see docs/catalog.md), a Lightroom catalog (.lrcat, only read) or a
    /// folder of images [default: 24 built-in photos]
    #[arg(long, value_name = "FILE_OR_DIR")]
    pub(crate) catalog: Option<PathBuf>,

    /// Take commands from stdin, one JSON object a line, and answer on stdout (see
    /// docs/control.md)
    #[arg(long)]
    pub(crate) control: bool,

    /// Talk to the plug-in from this terminal, as its outside program: see `lrsocket connect`. The run
    /// ends when you leave (Ctrl-D) or, if stdin is not a terminal, when it has ended and the answers
    /// have come
    #[arg(long, conflicts_with_all = ["control", "json"])]
    pub(crate) connect: bool,

    #[command(flatten, next_help_heading = "With --connect")]
    pub(crate) talk: TalkOptions,

    /// Refuse the network to LrHttp
    #[arg(long)]
    pub(crate) offline: bool,

    /// Write what happens to stdout, one JSON object a line (see docs/trace.md); stderr then shows
    /// errors only, unless -v is given
    #[arg(long)]
    pub(crate) json: bool,

    /// Write the same to a file, with every message; nothing is dropped
    #[arg(long, value_name = "FILE")]
    pub(crate) trace: Option<PathBuf>,

    /// Show each message; with --json, show all events on stderr as well
    #[arg(short, long, action = ArgAction::SetTrue, conflicts_with = "quiet")]
    pub(crate) verbose: bool,

    /// Show errors only; with --json, leave out the messages
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// Whether to use colours
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub(crate) color: Color,
}

const EXIT_STATUS: &str = "\
Exit status:
  0    the run ended without a failure of the plug-in
  1    the plug-in failed: an error left a script, a task started with
       startAsyncTask, a callback of a socket or a cleanup handler; or, with
       --connect, not all of stdin could be said to it
  2    wrong use: an unknown option, menu item, profile or fault, a file that cannot be
       written, or a trace or JSON that could not be written to its end
  3    the plug-in could not be loaded: nothing is there, Info.lua is missing or
       broken, the start-up script does not compile
  130  a second Ctrl-C

Warnings end with the id of a rule, such as [B3.4]: `lrsocket explain B3.4` explains it.";

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum PlatformName {
    Mac,
    Win,
}

impl From<PlatformName> for Platform {
    fn from(name: PlatformName) -> Self {
        match name {
            PlatformName::Mac => Platform::Mac,
            PlatformName::Win => Platform::Win,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum AnswerName {
    Ok,
    Cancel,
    Other,
}

impl From<AnswerName> for Answer {
    fn from(name: AnswerName) -> Self {
        match name {
            AnswerName::Ok => Answer::Ok,
            AnswerName::Cancel => Answer::Cancel,
            AnswerName::Other => Answer::Other,
        }
    }
}
