//! For a person.

use std::fmt::Write as _;

use lrsocket_faults::{Fault, FaultKind};
use lrsocket_host::proto::Profile;

use super::{Named, all_profiles, changes, in_proxy, labels, outside, switches, value};

pub(super) fn text(named: Option<Named>) -> String {
    match named {
        None => everything(),
        Some(Named::Profile(name)) => profile(name),
        Some(Named::Fault(of)) => fault(of),
    }
}

/// What begins each line of a list.
const INDENT: usize = 2;

fn everything() -> String {
    let mut text = "Profiles (run --profile NAME), and what each changes\n".to_owned();
    for (name, profile) in all_profiles() {
        let about = Profile::about(name).unwrap_or_default();
        let default = if name == Profile::NAMES[0] {
            " (default)"
        } else {
            ""
        };
        let _ = writeln!(text, "{:INDENT$}{name}{default}: {about}", "");
        for fault in changes(&profile) {
            let _ = writeln!(
                text,
                "{:6}{} = {}",
                "",
                fault.name(),
                value(fault, &profile)
            );
        }
    }
    text.push_str(
        "\nBehaviours (run --fault NAME=VALUE), their defaults, rules and how well known\n",
    );
    let width = width(Fault::all());
    let default = Profile::measured();
    for fault in switches() {
        let shown = value(fault, &default);
        let (name, rule, known) = (fault.name(), fault.rule(), labels(fault));
        let _ = writeln!(
            text,
            "{:INDENT$}{name:width$}  {shown:10}  {rule:5}  {known}",
            ""
        );
        let _ = writeln!(text, "{:6}{}", "", fault.changes());
    }
    text.push_str("\nThe outside program (run --fault NAME or NAME@PORT)\n");
    for fault in outside() {
        let (name, rule, changes) = (fault.name(), fault.rule(), fault.changes());
        let _ = writeln!(text, "{:INDENT$}{name:width$}  {rule:5}  {changes}", "");
    }
    text.push_str("\nThe proxy (lrsocket proxy --NAME)\n");
    for fault in in_proxy() {
        let (name, rule, changes) = (fault.name(), fault.rule(), fault.changes());
        let _ = writeln!(text, "{:INDENT$}{name:width$}  {rule:5}  {changes}", "");
    }
    text.push_str("\n`lrsocket profiles NAME` says more of one.\n");
    text
}

fn width(faults: impl Iterator<Item = &'static Fault>) -> usize {
    faults.map(|fault| fault.name().len()).max().unwrap_or(0)
}

fn profile(name: &str) -> String {
    let profile = Profile::named(name).unwrap_or_default();
    let default = Profile::measured();
    let mut text = format!("{name}: {}\n", Profile::about(name).unwrap_or_default());
    let mut none = true;
    for fault in changes(&profile) {
        none = false;
        let (now, before) = (value(fault, &profile), value(fault, &default));
        let (rule, known) = (fault.rule(), labels(fault));
        let _ = writeln!(
            text,
            "{:INDENT$}{} = {now}  instead of {before}  {rule}  {known}",
            "",
            fault.name()
        );
        let _ = writeln!(text, "{:6}{}", "", fault.changes());
    }
    if none {
        text.push_str("It is the default.\n");
    }
    text
}

fn fault(fault: &'static Fault) -> String {
    let mut text = format!("{}: {}\n", fault.name(), fault.changes());
    let mut line = |what: &str, is: &str| {
        let _ = writeln!(text, "{:INDENT$}{what:10}  {is}", "");
    };
    line("rule", fault.rule());
    if fault.kind() == FaultKind::Switch {
        line("known", &labels(fault));
    }
    if fault.kind() != FaultKind::Traffic {
        line("takes", &fault.value_kind().to_string());
    }
    if let Some(notation) = fault.in_proxy() {
        let flag = fault.name().replace('_', "-");
        line("proxy", &format!("lrsocket proxy --{flag} {notation}"));
    }
    if let Some(bare) = fault.bare() {
        line("alone", &format!("--fault {} means {bare}", fault.name()));
    }
    line("holds", fault.holds());
    if fault.kind() == FaultKind::Switch {
        for (name, profile) in all_profiles() {
            let value = value(fault, &profile);
            let _ = writeln!(text, "{:INDENT$}{name:16}  {value}", "");
        }
    }
    text
}
