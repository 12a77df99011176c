//! `lrsocket explain`: the rules behind ids such as `[B3.4]`.

mod json;
mod markdown;
mod text;

use clap::Args;
use lrsocket_faults::Fault;
use lrsocket_host::proto::Profile;
use lrsocket_rules::{Evidence, Rule, all, find, nearest};

use crate::error::Error;
use crate::terminal;

/// Explain a rule by its id, such as B3.4
///
/// Diagnostics end with the id of the rule that they are about. Each rule is shown with its evidence,
/// its sources and the fault that changes it. Without an id, all rules are listed.
#[derive(Debug, Args)]
pub(crate) struct ExplainOptions {
    /// The ids of rules, such as B3.4
    #[arg(value_name = "ID")]
    pub(crate) ids: Vec<String>,

    /// As JSON
    #[arg(long, conflicts_with = "markdown")]
    pub(crate) json: bool,

    /// As Markdown: docs/rules.md
    #[arg(long, conflicts_with = "ids")]
    pub(crate) markdown: bool,
}

/// Prints the rules; returns the exit status.
pub(crate) fn explain(options: &ExplainOptions) -> Result<u8, Error> {
    let mut rules = Vec::new();
    for id in &options.ids {
        rules.push(find(id).ok_or_else(|| unknown(id))?);
    }
    let text = if options.json {
        let listed = if rules.is_empty() {
            all().collect()
        } else {
            rules
        };
        json::json(&listed)
    } else if options.markdown {
        markdown::markdown()
    } else if rules.is_empty() {
        text::list()
    } else {
        text::rules(&rules)
    };
    terminal::print(&text).map_err(Error::Stdout)?;
    Ok(0)
}

fn unknown(id: &str) -> Error {
    let near: Vec<String> = nearest(id)
        .iter()
        .map(|rule| format!("{} ({})", rule.id, rule.title))
        .collect();
    Error::NoSuchRule {
        id: id.to_owned(),
        hint: near.join(", "),
    }
}

/// The fault that changes a rule.
fn switch(rule: &Rule) -> Option<&'static Fault> {
    rule.switch.and_then(|name| Fault::named(name).ok())
}

/// The profiles in which the switch has another value than by default, with that value.
fn changed(fault: &'static Fault) -> impl Iterator<Item = (&'static str, String)> {
    let default = fault.text_in(&Profile::measured());
    Profile::NAMES.into_iter().filter_map(move |name| {
        let value = fault.text_in(&Profile::named(name)?);
        (value != default).then(|| (name, value.unwrap_or_default()))
    })
}

/// The default value of a switch, for a person.
fn default(fault: &Fault) -> String {
    fault.text_in(&Profile::measured()).unwrap_or_default()
}

/// The evidence for a rule, in words.
fn evidence(rule: &Rule) -> String {
    match rule.evidence {
        [] => "lrsocket's own; it describes no behaviour of Lightroom".to_owned(),
        labels => {
            let labels: Vec<&str> = labels
                .iter()
                .map(|label| Evidence::as_str(*label))
                .collect();
            labels.join("; in its details: ")
        }
    }
}
