//! What is wrong with a fault that somebody asks for.

use super::{Fault, FaultValue};

/// Why a fault cannot be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultError {
    /// There is no fault of this name.
    #[error("there is no fault \"{name}\"; {hint}")]
    Unknown {
        /// What was asked for.
        name: String,
        /// The most similar name, or all of them.
        hint: String,
    },
    /// The value is none of the fault's.
    #[error("{fault} cannot be \"{value}\": it takes {expected}")]
    BadValue {
        /// Which fault.
        fault: &'static str,
        /// What was asked for.
        value: String,
        /// What it takes, in words.
        expected: String,
    },
    /// The name alone does not say what is meant.
    #[error("{fault} needs a value: it takes {expected}")]
    NoValue {
        /// Which fault.
        fault: &'static str,
        /// What it takes, in words.
        expected: String,
    },
    /// A behaviour of the socket is the same on all ports.
    #[error(
        "{fault} cannot be set for one port: it is a behaviour of Lightroom, the same on all ports"
    )]
    NotByPort {
        /// Which fault.
        fault: &'static str,
    },
    /// What was asked for after `@` or as the port is none.
    #[error("\"{port}\" is no port: it must be a whole number from 1 to 65535")]
    BadPort {
        /// What was asked for.
        port: String,
    },
}

impl FaultError {
    pub(super) fn unknown(name: &str) -> Self {
        // Underscores and hyphens are easily mixed up.
        let wanted = name.to_lowercase().replace('-', "_");
        let similar = Fault::all()
            .map(|fault| (strsim::jaro_winkler(&wanted, fault.name()), fault.name()))
            .max_by(|(one, _), (other, _)| one.total_cmp(other));
        let hint = match similar {
            Some((alike, nearest)) if alike > 0.8 => format!("did you mean \"{nearest}\"?"),
            _ => {
                let names: Vec<&str> = Fault::all().map(Fault::name).collect();
                format!("the faults are: {}", names.join(", "))
            }
        };
        FaultError::Unknown {
            name: name.to_owned(),
            hint,
        }
    }

    pub(super) fn bad_value(fault: &Fault, value: &FaultValue) -> Self {
        FaultError::BadValue {
            fault: fault.name,
            value: value.to_string(),
            expected: fault.form.to_string(),
        }
    }
}
