//! `lrsocket`: runs Lightroom plug-ins that use `LrSocket` outside Lightroom.

mod api;
mod cli;
mod connect;
mod error;
mod explain;
mod output;
mod ports;
mod profiles;
mod proxy;
mod run;
mod terminal;
mod test;
mod values;

use std::process::ExitCode;

use terminal::Color;

/// Lua and the records of a run are many small blocks that come and go; measured with `just bench`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = cli::Cli::read();
    let (done, color) = match &cli.verb {
        cli::Verb::Run(options) => (run::run(options), options.color),
        cli::Verb::Test(options) => (test::test(options), options.color),
        cli::Verb::Api(options) => (api::api(options), Color::Auto),
        cli::Verb::Profiles(options) => (profiles::profiles(options), Color::Auto),
        cli::Verb::Explain(options) => (explain::explain(options), Color::Auto),
        cli::Verb::Connect(options) => (connect::connect(options), options.color),
        cli::Verb::Proxy(options) => (proxy::proxy(options), options.color),
        cli::Verb::Ports(options) => (ports::ports(options), Color::Auto),
    };
    match done {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            error.print(color);
            ExitCode::from(error.status())
        }
    }
}
