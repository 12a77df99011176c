//! As JSON.

use lrsocket_faults::Fault;
use lrsocket_host::fault_to_json;
use lrsocket_host::proto::Profile;
use lrsocket_rules::{Evidence, Rule};
use serde_json::{Map, Value as Json, json};

use super::switch;

pub(super) fn json(rules: &[&'static Rule]) -> String {
    let rules: Json = rules.iter().map(|of| rule(of)).collect();
    format!("{:#}\n", json!({ "rules": rules }))
}

fn rule(rule: &Rule) -> Json {
    let evidence = rule.evidence.iter().map(|label| Evidence::as_str(*label));
    let sources = rule.sources.iter().map(|source| {
        json!({
            "name": source.to_string(),
            "link": source.link(),
        })
    });
    let gap = rule.known_gap();
    json!({
        "id": rule.id,
        "title": rule.title,
        "text": rule.text,
        "evidence": evidence.collect::<Json>(),
        "sources": sources.collect::<Json>(),
        "switch": switch(rule).map(values),
        "known_gap": gap.map(|gap| json!({ "today": gap.today, "untested": gap.untested })),
        "link": rule.page(),
    })
}

fn values(fault: &'static Fault) -> Json {
    let profiles = Profile::NAMES.into_iter().filter_map(|name| {
        let value = fault.value_in(&Profile::named(name)?)?;
        Some((name.to_owned(), fault_to_json(&value)))
    });
    json!({
        "name": fault.name(),
        "takes": fault.value_kind().to_string(),
        "profiles": Json::Object(profiles.collect::<Map<_, _>>()),
    })
}
