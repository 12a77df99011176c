//! The command line.

use std::path::Path;

use clap::error::{ContextKind, ContextValue};
use clap::{Parser, Subcommand};

use crate::api::ApiOptions;
use crate::connect::ConnectOptions;
use crate::explain::ExplainOptions;
use crate::ports::PortsOptions;
use crate::profiles::ProfilesOptions;
use crate::proxy::ProxyOptions;
use crate::run::RunOptions;
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
    /// Reads the command line. Reports a usage error and ends the program if it is wrong.
    pub(crate) fn read() -> Self {
        Cli::try_parse().unwrap_or_else(|mut error| {
            // If only a plug-in path was given, suggest `lrsocket run`.
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
