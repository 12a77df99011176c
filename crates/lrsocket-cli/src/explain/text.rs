//! For a person.

use std::fmt::Write as _;

use lrsocket_rules::{Rule, SECTIONS};

use super::{changed, default, evidence, switch};

const WIDTH: usize = 90;
const LABEL: usize = 12;

/// One line for each rule.
pub(super) fn list() -> String {
    let mut text = String::new();
    for section in SECTIONS {
        let _ = writeln!(text, "{}  {}", section.prefix, section.title);
        for rule in section.rules {
            let gap = rule.known_gap().map_or("", |_| "  (known gap)");
            let _ = writeln!(text, "  {:6} {}{gap}", rule.id, rule.title);
        }
    }
    text.push_str("\n`lrsocket explain ID` explains one of them; docs/rules.md has them all.\n");
    text
}

/// All that is known about each rule.
pub(super) fn rules(rules: &[&'static Rule]) -> String {
    let texts: Vec<String> = rules.iter().map(|of| rule(of)).collect();
    texts.join("\n")
}

fn rule(rule: &Rule) -> String {
    let mut text = format!("{}  {}\n\n", rule.id, rule.title);
    wrapped(&mut text, "  ", "  ", rule.text);
    text.push('\n');
    let mut field = |label: &str, value: &str| {
        let first = format!("  {label:LABEL$}");
        let rest = " ".repeat(first.len());
        wrapped(&mut text, &first, &rest, value);
    };
    field("evidence", &evidence(rule));
    let sources: Vec<String> = rule.sources.iter().map(ToString::to_string).collect();
    if !sources.is_empty() {
        field("sources", &sources.join(", "));
    }
    if let Some(fault) = switch(rule) {
        let (name, value) = (fault.name(), default(fault));
        let changes = fault.changes();
        field("switch", &format!("{name} = {value}: {changes}"));
        field("", &format!("takes {}", fault.value_kind()));
        for (profile, value) in changed(fault) {
            field("", &format!("profile {profile}: {value}"));
        }
    }
    if let Some(gap) = rule.known_gap() {
        field("known gap", &format!("lrsocket today: {}", gap.today));
        if let Some(why) = gap.untested {
            field("", &format!("no test shows it: {why}"));
        }
    }
    let mut more = rule.page();
    if let Some(fault) = switch(rule) {
        let _ = write!(more, ", `lrsocket profiles {}`", fault.name());
    }
    field("read on", &more);
    text
}

fn wrapped(text: &mut String, first: &str, rest: &str, value: &str) {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    for line in textwrap::wrap(value, options) {
        let _ = writeln!(text, "{line}");
    }
}
