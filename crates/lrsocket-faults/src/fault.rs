//! What a fault is: its name, the rule it tries, and how it takes effect.

use lrsocket_proto::{Impairment, OneShotFault, Profile};

use crate::value::{FaultValue, ValueKind};

/// How well a rule is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Adobe's text or samples say so.
    Doc,
    /// A log or probe of a real Lightroom shows it.
    Measured,
    /// Plug-in authors report it, or depend on it.
    Reported,
    /// Nothing is known; the value was chosen.
    Guess,
}

impl Evidence {
    /// Returns the label in one word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Evidence::Doc => "doc",
            Evidence::Measured => "measured",
            Evidence::Reported => "reported",
            Evidence::Guess => "guess",
        }
    }
}

/// What a fault affects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A behaviour of the socket: a field of [`Profile`].
    Switch,
    /// A condition of a connection: see [`Impairment`].
    Condition,
    /// Something that happens once: see [`OneShotFault`].
    OneShot,
    /// What only the proxy does to traffic: see [`TrafficFault`](crate::TrafficFault).
    Traffic,
}

/// One fault, as the table declares it.
#[derive(Debug)]
pub struct Fault {
    pub(crate) name: &'static str,
    pub(crate) rule: &'static str,
    pub(crate) evidence: &'static [Evidence],
    pub(crate) changes: &'static str,
    pub(crate) holds: &'static str,
    pub(crate) value_kind: ValueKind,
    pub(crate) bare: Option<&'static str>,
    /// How the proxy has it written, if the proxy has it.
    pub(crate) in_proxy: Option<&'static str>,
    pub(crate) target: Target,
}

/// How a fault takes effect.
#[derive(Debug)]
pub(crate) enum Target {
    Switch {
        show: fn(&Profile) -> FaultValue,
        text: fn(&Profile) -> String,
        set: fn(&mut Profile, &FaultValue) -> Option<()>,
    },
    Link {
        show: fn(&Impairment) -> bool,
        set: fn(&mut Impairment, bool),
    },
    OneShot {
        make: fn(&FaultValue) -> Option<OneShotFault>,
    },
    Traffic,
}

impl Fault {
    /// Returns the name; that of a switch is the name of its field of [`Profile`].
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the id of the rule that the fault changes or tries, such as `B3.4`; empty if none.
    pub const fn rule(&self) -> &'static str {
        self.rule
    }

    /// Returns how well the rule is known: first its statement, then what was chosen to fill its
    /// gaps. Empty for faults of the outside program, which are not behaviours of Lightroom.
    pub const fn evidence(&self) -> &'static [Evidence] {
        self.evidence
    }

    /// Returns what the fault changes, in words.
    pub const fn changes(&self) -> &'static str {
        self.changes
    }

    /// Returns from when on, or how often, the fault holds if it is set while a plug-in runs.
    pub const fn holds(&self) -> &'static str {
        self.holds
    }

    /// Returns the kind of value that the fault takes.
    pub const fn value_kind(&self) -> ValueKind {
        self.value_kind
    }

    /// Returns the value that the bare name stands for.
    pub const fn bare(&self) -> Option<&'static str> {
        self.bare
    }

    /// Returns the notation of the fault in `lrsocket proxy`, such as `[PORT][@WHEN]`; `None` if the
    /// proxy does not have it.
    pub const fn in_proxy(&self) -> Option<&'static str> {
        self.in_proxy
    }

    /// Returns what the fault affects.
    pub const fn kind(&self) -> FaultKind {
        match self.target {
            Target::Switch { .. } => FaultKind::Switch,
            Target::Link { .. } => FaultKind::Condition,
            Target::OneShot { .. } => FaultKind::OneShot,
            Target::Traffic => FaultKind::Traffic,
        }
    }

    /// Returns the value of a switch in this profile; `None` if the fault is not a switch.
    pub fn value_in(&self, profile: &Profile) -> Option<FaultValue> {
        match self.target {
            Target::Switch { show, .. } => Some(show(profile)),
            _ => None,
        }
    }

    /// Returns the value of a switch as text, such as `64 MiB`. The text can be set again.
    pub fn text_in(&self, profile: &Profile) -> Option<String> {
        match self.target {
            Target::Switch { text, .. } => Some(text(profile)),
            _ => None,
        }
    }

    /// Returns whether a condition is on; `None` if the fault is not a condition.
    pub fn is_on(&self, link: &Impairment) -> Option<bool> {
        match self.target {
            Target::Link { show, .. } => Some(show(link)),
            _ => None,
        }
    }
}
