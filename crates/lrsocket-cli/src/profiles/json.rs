//! As JSON.

use lrsocket_faults::{Fault, FaultKind, ValueKind};
use lrsocket_host::fault_to_json;
use lrsocket_host::proto::{Platform, Profile};
use serde_json::{Map, Value as Json, json};

use super::{Named, all_profiles, changes, switches};

pub(super) fn json(named: Option<Named>) -> String {
    let whole = match named {
        None => json!({
            "profiles": all_profiles().map(|(name, of)| profile(name, &of)).collect::<Json>(),
            "faults": Fault::all().map(fault).collect::<Json>(),
        }),
        Some(Named::Profile(name)) => profile(name, &Profile::named(name).unwrap_or_default()),
        Some(Named::Fault(of)) => fault(of),
    };
    format!("{whole:#}\n")
}

fn profile(name: &str, profile: &Profile) -> Json {
    json!({
        "name": name,
        "about": Profile::about(name),
        "platform": profile.platform.map(|platform| match platform {
            Platform::Mac => "mac",
            Platform::Win => "win",
        }),
        "changes": values(changes(profile), profile),
        "values": values(switches(), profile),
    })
}

fn values(faults: impl Iterator<Item = &'static Fault>, profile: &Profile) -> Json {
    let values = faults.filter_map(|fault| {
        let value = fault.value_in(profile)?;
        Some((fault.name().to_owned(), fault_to_json(&value)))
    });
    Json::Object(values.collect::<Map<_, _>>())
}

fn fault(fault: &'static Fault) -> Json {
    let labels = fault.evidence().iter().map(|label| label.as_str());
    let mut shown = json!({
        "name": fault.name(),
        "kind": match fault.kind() {
            FaultKind::Switch => "switch",
            FaultKind::Condition => "condition",
            FaultKind::OneShot => "once",
            FaultKind::Traffic => "proxy",
        },
        "rule": fault.rule(),
        "labels": labels.collect::<Json>(),
        "changes": fault.changes(),
        "holds": fault.holds(),
        "type": fault.value_kind().name(),
        "takes": fault.value_kind().to_string(),
        "bare": fault.bare(),
    });
    if let Some(notation) = fault.in_proxy() {
        shown["in_proxy"] = json!(notation);
    }
    if let ValueKind::Word(words) = fault.value_kind() {
        shown["words"] = json!(words);
    }
    if let Some(default) = fault.value_in(&Profile::measured()) {
        shown["default"] = fault_to_json(&default);
    }
    shown
}
