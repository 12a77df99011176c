//! `lrsocket api`: which members of the SDK are here.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::Args;
use lrsocket_host::{Coverage, State, Waits, coverage};
use serde_json::json;

use crate::error::Error;
use crate::terminal;

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

/// Members by state.
#[derive(Default)]
struct Totals {
    works: usize,
    partly: usize,
    missing: usize,
}

impl Totals {
    fn of<'c>(members: impl IntoIterator<Item = &'c Coverage>) -> Self {
        let mut totals = Totals::default();
        for member in members {
            match member.state {
                State::Works => totals.works += 1,
                State::Partly(_) => totals.partly += 1,
                State::NotImplemented => totals.missing += 1,
            }
        }
        totals
    }

    fn all(&self) -> usize {
        self.works + self.partly + self.missing
    }
}

/// Prints the table; returns the exit status.
pub(crate) fn api(options: &ApiOptions) -> Result<u8, Error> {
    let members = coverage()?;
    let text = if options.json {
        as_json(&members, options.missing)
    } else if options.markdown {
        as_markdown(&members, options.missing)
    } else {
        as_text(&members, options.missing)
    };
    terminal::print(&text).map_err(Error::Stdout)?;
    Ok(0)
}

fn is_shown(member: &Coverage, only_missing: bool) -> bool {
    !only_missing || member.state == State::NotImplemented
}

const fn word(state: State) -> &'static str {
    match state {
        State::Works => "works",
        State::Partly(_) => "partly",
        State::NotImplemented => "not implemented",
    }
}

/// What follows the state: why it is only partly here, and that nobody documents it.
fn remarks(member: &Coverage) -> String {
    let mut text = String::new();
    if let State::Partly(reason) = member.state {
        let _ = write!(text, ": {reason}");
    }
    if let Some(reason) = member.missing() {
        let _ = write!(text, ": {reason}");
    }
    if !member.documented {
        text.push_str(" (not documented)");
    }
    text
}

/// Whether a call waits, and the rule that says so; nothing if it never does.
fn waits(member: &Coverage) -> Option<&'static str> {
    (member.waits != Waits::Never).then(|| member.waits.as_str())
}

/// The members of each namespace or class, in alphabetical order.
fn by_namespace(members: &[Coverage]) -> BTreeMap<&'static str, Vec<Coverage>> {
    let mut pages: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for member in members {
        pages.entry(member.namespace).or_default().push(*member);
    }
    pages
}

fn as_text(members: &[Coverage], only_missing: bool) -> String {
    let mut text = String::new();
    let shown = members.iter().filter(|it| is_shown(it, only_missing));
    let width = shown.clone().map(|it| it.member.len()).max().unwrap_or(0);
    for (namespace, of_it) in by_namespace(members) {
        let mut shown = of_it.iter().filter(|it| is_shown(it, only_missing));
        let Some(first) = shown.next() else {
            continue;
        };
        let totals = Totals::of(&of_it);
        let there = totals.works + totals.partly;
        let _ = writeln!(text, "{namespace}  {there} of {}", totals.all());
        for it in std::iter::once(first).chain(shown) {
            let _ = write!(text, "  {:width$}  {}", it.member, word(it.state));
            text.push_str(&remarks(it));
            if let Some(waits) = waits(it) {
                let _ = write!(text, "  {waits} wait [{}]", it.waits_rule);
            }
            text.push('\n');
        }
    }
    let totals = Totals::of(members);
    let _ = writeln!(
        text,
        "{} members: {} work, {} partly, {} are not implemented",
        totals.all(),
        totals.works,
        totals.partly,
        totals.missing
    );
    text
}

fn as_json(members: &[Coverage], only_missing: bool) -> String {
    let shown = members.iter().filter(|it| is_shown(it, only_missing));
    let list: Vec<_> = shown
        .map(|it| {
            let mut member = json!({
                "namespace": it.namespace,
                "member": it.member,
                "kind": if it.is_function { "function" } else { "property" },
                "since": (!it.since.is_empty()).then_some(it.since),
                "documented": it.documented,
                "used_by": it.used_by,
                "waits": it.waits.as_str(),
                "waits_rule": it.waits_rule,
                "state": match it.state {
                    State::Works => "works",
                    State::Partly(_) => "partly",
                    State::NotImplemented => "not_implemented",
                },
            });
            if let State::Partly(reason) = it.state {
                member["reason"] = reason.into();
            }
            if let Some(reason) = it.missing() {
                member["reason"] = reason.into();
            }
            member
        })
        .collect();
    let totals = Totals::of(members);
    let whole = json!({
        "members": list,
        "totals": {
            "members": totals.all(),
            "works": totals.works,
            "partly": totals.partly,
            "not_implemented": totals.missing,
        },
    });
    format!("{whole:#}\n")
}

fn as_markdown(members: &[Coverage], only_missing: bool) -> String {
    let totals = Totals::of(members);
    let mut text = format!(
        "# The SDK in lrsocket\n\n\
         Every member that Adobe documents, or that public plug-ins use all the same, and whether it is\n\
         here. Made from the code by `lrsocket api --markdown`; do not edit it by hand. A member that is\n\
         not implemented can be read; a call raises an error that names it.\n\n\
         The column *waits* says which calls have to wait for other threads of Lightroom, which only a\n\
         task can, and only with no C function such as `pcall` in between: *must* always do, *may* do if\n\
         Lightroom has not cached what they read, the others never do. The rule has the evidence.\n\n\
         {} members: {} work, {} partly, {} are not implemented.\n\n\
         | | works | partly | not implemented |\n|---|--:|--:|--:|\n",
        totals.all(),
        totals.works,
        totals.partly,
        totals.missing
    );
    let pages = by_namespace(members);
    for (namespace, of_it) in &pages {
        let totals = Totals::of(of_it);
        let _ = writeln!(
            text,
            "| {namespace} | {} | {} | {} |",
            totals.works, totals.partly, totals.missing
        );
    }
    for (namespace, of_it) in &pages {
        let shown: Vec<_> = of_it
            .iter()
            .filter(|it| is_shown(it, only_missing))
            .collect();
        if shown.is_empty() {
            continue;
        }
        let _ = write!(
            text,
            "\n## {namespace}\n\n| member | | waits |\n|---|---|---|\n"
        );
        for it in shown {
            let _ = write!(text, "| `{}` | {}", it.member, word(it.state));
            text.push_str(&remarks(it));
            let waits = waits(it).map_or_else(String::new, |waits| {
                let (rule, anchor) = (it.waits_rule, it.waits_rule.to_lowercase());
                format!("{waits}, [{rule}](rules.md#{anchor})")
            });
            let _ = writeln!(text, " | {waits} |");
        }
    }
    text
}
