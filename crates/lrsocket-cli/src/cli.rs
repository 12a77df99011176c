//! The command line.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::error::{ContextKind, ContextValue};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use lrsocket_host::Answer;
use lrsocket_host::proto::{FaultRequest, Platform, Profile};

use crate::connect::{ConnectOptions, TalkOptions};
use crate::explain::ExplainOptions;
use crate::ports::PortsOptions;
use crate::proxy::ProxyOptions;
use crate::test::TestOptions;

/// Runs Lightroom plug-ins that use LrSocket outside Lightroom.
///
/// Not made by Adobe. Lightroom is a trademark of Adobe.
#[derive(Debug, Parser)]
#[command(
    name = "lrsocket",
    bin_name = "lrsocket",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

impl Cli {
    /// Reads the command line; says what is wrong with it and ends the program if it is wrong.
    pub(crate) fn read() -> Self {
        Cli::try_parse().unwrap_or_else(|mut error| {
            // Who names the plug-in only is told the verb.
            if let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand)
                && Path::new(word).exists()
            {
                let tip = format!("to run it, write 'lrsocket run {word}'");
                let tip = ContextValue::StyledStrs(vec![tip.into()]);
                error.insert(ContextKind::Suggested, tip);
            }
            error.exit()
        })
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Run(RunOptions),
    Test(TestOptions),
    Api(ApiOptions),
    Profiles(ProfilesOptions),
    Explain(ExplainOptions),
    Connect(ConnectOptions),
    Proxy(ProxyOptions),
    Ports(PortsOptions),
}

/// Show the profiles and the faults, and what each changes
///
/// A profile is one set of behaviours where reports of Lightroom differ; a fault is one of them, or
/// something that happens to the outside program. `run --profile NAME --fault NAME=VALUE` uses them.
#[derive(Debug, Args)]
pub(crate) struct ProfilesOptions {
    /// Only this profile or fault
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// As JSON
    #[arg(long, conflicts_with = "markdown")]
    pub(crate) json: bool,

    /// As Markdown: docs/profiles.md
    #[arg(long, conflicts_with = "name")]
    pub(crate) markdown: bool,
}

/// Show which members of the SDK are here
///
/// A table of every documented member: it works, works partly, or is not implemented. A call to one
/// that is not implemented raises an error that names it.
#[derive(Debug, Args)]
pub(crate) struct ApiOptions {
    /// Only the members that are not implemented
    #[arg(long)]
    pub(crate) missing: bool,

    /// As JSON
    #[arg(long, conflicts_with = "markdown")]
    pub(crate) json: bool,

    /// As Markdown: docs/api.md
    #[arg(long)]
    pub(crate) markdown: bool,
}

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

    /// Write what happens to stdout, one JSON object a line (see docs/trace.md)
    #[arg(long)]
    pub(crate) json: bool,

    /// Write the same to a file, with every message
    #[arg(long, value_name = "FILE")]
    pub(crate) trace: Option<PathBuf>,

    /// Show each message
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
  2    wrong use: an unknown option, menu item, profile or fault, a file that cannot be written
  3    the plug-in could not be loaded: nothing is there, Info.lua is missing or
       broken, the start-up script does not compile
  130  a second Ctrl-C";

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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// If stderr is a terminal and NO_COLOR is not set
    Auto,
    Always,
    Never,
}

/// The name of a profile.
pub(crate) fn profile_name(text: &str) -> Result<String, String> {
    match Profile::named(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err(format!("the profiles are: {}", Profile::NAMES.join(", "))),
    }
}

/// A number of seconds.
pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    let wrong = || "a number of seconds such as 10 or 0.5 is needed".to_owned();
    let seconds: f64 = text.parse().map_err(|_| wrong())?;
    Duration::try_from_secs_f64(seconds).map_err(|_| wrong())
}
