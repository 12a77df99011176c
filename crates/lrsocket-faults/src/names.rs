//! Finds a fault by its name, and helps with names that are wrong.

use crate::error::FaultError;
use crate::fault::Fault;
use crate::table;

/// Names that faults had before, and their names now.
const RENAMED: [(&str, &str); 5] = [
    ("half_open", "blackhole"),
    ("killed", "vanish"),
    ("stalled", "not_reading"),
    ("no_client", "no_accept"),
    ("cut", "fin"),
];

impl Fault {
    /// Returns every fault: the switches of [`Profile`](lrsocket_proto::Profile) in the order of
    /// their rules, then conditions, one-shot faults, and faults of the proxy alone.
    pub fn all() -> impl Iterator<Item = &'static Fault> + Clone {
        table::all()
    }

    /// Returns the fault of this name. Hyphens count as underscores.
    pub fn named(name: &str) -> Result<&'static Fault, FaultError> {
        let wanted = name.replace('-', "_");
        let find = |wanted: &str| table::all().find(|fault| fault.name() == wanted);
        if let Some(fault) = find(&wanted) {
            return Ok(fault);
        }
        let renamed = RENAMED.iter().find(|(old, _)| *old == wanted);
        if let Some((old, new)) = renamed
            && let Some(fault) = find(new)
        {
            let changes = fault.changes();
            return Err(FaultError::Renamed { old, new, changes });
        }
        Err(unknown(name))
    }
}

fn unknown(name: &str) -> FaultError {
    let wanted = name.to_lowercase().replace('-', "_");
    let similar = table::all()
        .map(|fault| (strsim::jaro_winkler(&wanted, fault.name()), fault.name()))
        .max_by(|(one, _), (other, _)| one.total_cmp(other));
    let hint = match similar {
        Some((alike, nearest)) if alike > 0.8 => format!("did you mean \"{nearest}\"?"),
        _ => {
            let names: Vec<&str> = table::all().map(Fault::name).collect();
            format!("the faults are: {}", names.join(", "))
        }
    };
    FaultError::Unknown {
        name: name.to_owned(),
        hint,
    }
}
