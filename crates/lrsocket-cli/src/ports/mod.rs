//! `lrsocket ports`, and who has a port that is busy.

use std::fmt::Write as _;

use clap::Args;
use lrsocket::owners::{Listening, known, listening};
use serde_json::json;

use crate::error::Error;
use crate::terminal;

/// Show the ports of this machine that look like a plug-in's or a companion's
///
/// Those are the ports that published plug-ins use, and all ports of Lightroom, of lrsocket and of
/// companion programs that are known by name: with the process, and how many programs are connected.
/// Of other users' processes the system may tell nothing.
#[derive(Debug, Args)]
pub(crate) struct PortsOptions {
    /// Every port that can be reached at localhost
    #[arg(long)]
    all: bool,

    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Parts of the names of programs that a plug-in's ports belong to, or that talk to one.
const PROGRAMS: &[&str] = &["lightroom", "lrsocket", "midi2lr"];

/// Prints the table; returns the exit status.
pub(crate) fn ports(options: &PortsOptions) -> Result<u8, Error> {
    let all = listening().map_err(|error| Error::Ports(error.to_string()))?;
    let shown: Vec<&Listening> = all.iter().filter(|it| options.all || is_ours(it)).collect();
    let text = if options.json {
        as_json(&shown)
    } else {
        as_text(&shown, options.all)
    };
    terminal::print(&text).map_err(Error::Stdout)?;
    Ok(0)
}

fn is_ours(listening: &Listening) -> bool {
    let name = listening.holder.name.to_lowercase();
    known(listening.port).is_some() || PROGRAMS.iter().any(|program| name.contains(program))
}

/// What is known of the port, in words.
fn guess(port: u16) -> String {
    known(port).map_or_else(String::new, |it| {
        let mode = if it.mode.is_empty() {
            String::new()
        } else {
            format!(" {}", it.mode)
        };
        format!("{}{mode}", it.plugins.join(" or "))
    })
}

fn as_text(shown: &[&Listening], all: bool) -> String {
    if shown.is_empty() {
        let more = if all { "" } else { "; --all shows every port" };
        return format!("no port looks like a plug-in's or a companion's{more}\n");
    }
    let mut text = format!(
        "{:>5}  {:<28}  {:<9}  known as\n",
        "port", "process", "connected"
    );
    for it in shown {
        let connected = match it.connected {
            0 => "nobody".to_owned(),
            count => count.to_string(),
        };
        let line = format!(
            "{:>5}  {:<28}  {connected:<9}  {}",
            it.port,
            it.holder.to_string(),
            guess(it.port)
        );
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

fn as_json(shown: &[&Listening]) -> String {
    let list: Vec<_> = shown
        .iter()
        .map(|it| {
            let known = known(it.port);
            json!({
                "port": it.port,
                "addresses": it.addresses.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "pid": it.holder.pid,
                "process": it.holder.name,
                "connected": it.connected,
                "known_as": known.map_or(&[][..], |it| it.plugins),
                "mode": known.map(|it| it.mode).filter(|mode| !mode.is_empty()),
            })
        })
        .collect();
    format!("{:#}\n", json!({ "ports": list }))
}
