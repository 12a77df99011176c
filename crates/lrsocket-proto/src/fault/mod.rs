//! Faults by name: every switch of a [`Profile`], and what can happen to the outside program.
//!
//! Each is declared once, in `table.rs`; names, values, help and what is in force all come from
//! there.

mod error;
mod request;
mod set;
mod table;
mod value;

pub use error::FaultError;
pub use request::FaultRequest;
pub use set::{Done, Faults};
pub use value::{FaultValue, Form};

use crate::link::{Impairment, Strike};
use crate::profile::Profile;

/// How well a rule is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Adobe's text or samples say it.
    Doc,
    /// A log or probe of a real Lightroom shows it.
    Measured,
    /// Plug-in authors say it, or depend on it.
    Reported,
    /// Nothing is known; it was chosen.
    Guess,
}

impl Label {
    /// In one word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Label::Doc => "doc",
            Label::Measured => "measured",
            Label::Reported => "reported",
            Label::Guess => "guess",
        }
    }
}

/// What a fault is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A behaviour of the socket: a field of [`Profile`].
    Switch,
    /// A condition of a connection: see [`Impairment`].
    Condition,
    /// Something that happens once: see [`Strike`].
    Strike,
}

/// One fault.
#[derive(Debug)]
pub struct Fault {
    name: &'static str,
    rule: &'static str,
    labels: &'static [Label],
    changes: &'static str,
    holds: &'static str,
    form: Form,
    bare: Option<&'static str>,
    target: Target,
}

#[derive(Debug)]
enum Target {
    Switch {
        show: fn(&Profile) -> FaultValue,
        text: fn(&Profile) -> String,
        set: fn(&mut Profile, &FaultValue) -> Option<()>,
    },
    Link {
        show: fn(&Impairment) -> bool,
        set: fn(&mut Impairment, bool),
    },
    Strike {
        make: fn(&FaultValue) -> Option<Strike>,
    },
}

impl Fault {
    /// Every fault: the switches of [`Profile`] in the order of their rules, then the conditions,
    /// then what happens once.
    pub fn all() -> impl Iterator<Item = &'static Fault> + Clone {
        table::all()
    }

    /// The fault of this name.
    pub fn named(name: &str) -> Result<&'static Fault, FaultError> {
        Fault::all()
            .find(|fault| fault.name == name)
            .ok_or_else(|| FaultError::unknown(name))
    }

    /// Its name; that of a switch is the name of the field of [`Profile`].
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The rule that it changes or tries, such as `B3.4`.
    pub const fn rule(&self) -> &'static str {
        self.rule
    }

    /// How well the rule is known: of what it says, and of what was chosen to fill its gaps. Empty
    /// for faults of the outside program, which are no behaviour of Lightroom.
    pub const fn labels(&self) -> &'static [Label] {
        self.labels
    }

    /// What it changes, in words.
    pub const fn changes(&self) -> &'static str {
        self.changes
    }

    /// From when on, or how often, it holds if it is switched while a plug-in runs.
    pub const fn holds(&self) -> &'static str {
        self.holds
    }

    /// Which values it takes.
    pub const fn form(&self) -> Form {
        self.form
    }

    /// The value that its name alone means.
    pub const fn bare(&self) -> Option<&'static str> {
        self.bare
    }

    /// What it is about.
    pub const fn kind(&self) -> FaultKind {
        match self.target {
            Target::Switch { .. } => FaultKind::Switch,
            Target::Link { .. } => FaultKind::Condition,
            Target::Strike { .. } => FaultKind::Strike,
        }
    }

    /// The value of a switch in this profile; `None` for what is no switch.
    pub fn value_in(&self, profile: &Profile) -> Option<FaultValue> {
        match self.target {
            Target::Switch { show, .. } => Some(show(profile)),
            _ => None,
        }
    }

    /// The same for a person, such as `64 MiB`. A value in this form can be set, too.
    pub fn text_in(&self, profile: &Profile) -> Option<String> {
        match self.target {
            Target::Switch { text, .. } => Some(text(profile)),
            _ => None,
        }
    }

    /// Whether a condition is on; `None` for what is no condition.
    pub fn is_on(&self, link: &Impairment) -> Option<bool> {
        match self.target {
            Target::Link { show, .. } => Some(show(link)),
            _ => None,
        }
    }
}
