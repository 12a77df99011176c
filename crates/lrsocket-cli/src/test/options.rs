//! The options of `lrsocket test`.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::{Args, value_parser};
use lrsocket_host::LightroomVersion;

use crate::terminal::Color;
use crate::values::{profile_name, seconds};

/// Run tests of plug-ins, written in Lua, in simulated time
///
/// A test file is named *_test.lua or *_spec.lua. It has the words of busted (describe, it,
/// before_each, assert …) and the module `lr`: see docs/testing.md.
#[derive(Debug, Args)]
#[command(after_long_help = EXIT_STATUS, after_help = "--help shows more, such as the exit status.")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option that is given or not"
)]
pub(crate) struct TestOptions {
    /// Test files, plug-ins, or other folders in which tests are [default: this folder]
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

    /// The version of Lightroom to simulate, where a test does not set it itself
    #[arg(long, value_name = "VERSION", default_value_t)]
    pub(crate) lightroom: LightroomVersion,

    /// Under this schedule of packets and timers; 0 is the plain one
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,

    /// Under this many schedules, from 1 on, until one fails
    #[arg(long, value_name = "N", conflicts_with = "seed", value_parser = value_parser!(u64).range(1..))]
    pub(crate) seeds: Option<u64>,

    /// How many tests run at a time [default: as many as there are processors]
    #[arg(short, long, value_name = "N", value_parser = value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,

    /// Only one part of the tests, such as 2/3: the second of three. Each test is in exactly one
    #[arg(long, value_name = "K/N")]
    pub(crate) shard: Option<Shard>,

    /// Write a report in the format of JUnit
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,

    /// Write each test to stdout as it ends, one JSON object a line (see docs/testing.md)
    #[arg(long)]
    pub(crate) json: bool,

    /// Play the outside program's side of a session against the plug-in PATH, and compare what the
    /// plug-in sends. FILE is what `run --trace` or `proxy --trace` has written
    #[arg(long, value_name = "FILE", conflicts_with_all = ["filter", "profile", "all_profiles", "seeds", "shard", "junit", "watch"])]
    pub(crate) replay: Option<PathBuf>,

    /// With --replay: from now on what the plug-in does is right; writes it to the transcript
    #[arg(long, requires = "replay")]
    pub(crate) update: bool,

    /// Run again whenever a test file or a plug-in changes, until Ctrl-C
    #[arg(long)]
    pub(crate) watch: bool,

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
  2    wrong use, no tests, a test file that does not compile, or a report that cannot be written
  130  Ctrl-C, before all tests had run; --watch ends with 0 then";

/// One part of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shard {
    /// Which, from 1.
    number: usize,
    /// Of how many.
    of: usize,
}

impl Shard {
    /// Whether the test in this place, from 0, is in this part. Neighbours, which often take equally
    /// long, are dealt out in turn.
    pub(crate) fn has(self, place: usize) -> bool {
        place % self.of == self.number - 1
    }
}

impl FromStr for Shard {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once('/');
        let parts = parts.and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Shard { number, of }),
            _ => Err("a part such as 2/3 is needed: the second of three"),
        }
    }
}
