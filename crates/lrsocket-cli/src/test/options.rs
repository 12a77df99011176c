//! The options of `lrsocket test`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::cli::{Color, profile_name, seconds};

/// Run tests of plug-ins, written in Lua, in simulated time
///
/// A test file is named *_test.lua or *_spec.lua. It has the words of busted (describe, it,
/// before_each, assert …) and the module `lr`: see docs/testing.md.
#[derive(Debug, Args)]
#[command(after_long_help = EXIT_STATUS, after_help = "--help shows more, such as the exit status.")]
pub(crate) struct TestOptions {
    /// Test files, or folders in which they are [default: this folder]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Only tests whose names have this text in them; can be given more than once
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Vec<String>,

    /// How sockets behave, where a test does not say it itself
    #[arg(long, value_name = "NAME", value_parser = profile_name, conflicts_with = "all_profiles")]
    pub(crate) profile: Option<String>,

    /// Run each test under every profile
    #[arg(long)]
    pub(crate) all_profiles: bool,

    /// Under this schedule of packets and timers; 0 is the plain one
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,

    /// Under this many schedules, from 1 on
    #[arg(long, value_name = "N", conflicts_with = "seed")]
    pub(crate) seeds: Option<u64>,

    /// How many tests run at a time [default: as many as there are processors]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<usize>,

    /// Stop a test after this much real time
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub(crate) timeout: Duration,

    /// Whether to use colours
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub(crate) color: Color,
}

const EXIT_STATUS: &str = "\
Exit status:
  0    every test passed
  1    a test failed
  2    wrong use, no tests, or a test file that does not compile";
