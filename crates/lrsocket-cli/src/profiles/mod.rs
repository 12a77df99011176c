//! `lrsocket profiles`: the profiles and the faults.

mod json;
mod markdown;
mod options;
mod text;

use lrsocket_faults::{Fault, FaultError, FaultKind};
use lrsocket_host::proto::Profile;

use crate::error::Error;
use crate::terminal;
pub(crate) use options::ProfilesOptions;

/// What is asked for by name.
#[derive(Clone, Copy)]
enum Named {
    Profile(&'static str),
    Fault(&'static Fault),
}

impl Named {
    fn find(name: &str) -> Result<Self, Error> {
        let profile = Profile::NAMES.into_iter().find(|of| *of == name);
        if let Some(profile) = profile {
            return Ok(Named::Profile(profile));
        }
        Fault::named(name).map(Named::Fault).map_err(|error| {
            let hint = match error {
                FaultError::Unknown { hint, .. } => hint,
                other => other.to_string(),
            };
            let name = name.to_owned();
            Error::NoSuchProfile { name, hint }
        })
    }
}

/// Prints them; returns the exit status.
pub(crate) fn profiles(options: &ProfilesOptions) -> Result<u8, Error> {
    let named = options.name.as_deref().map(Named::find).transpose()?;
    let text = if options.json {
        json::json(named)
    } else if options.markdown {
        markdown::markdown()
    } else {
        text::text(named)
    };
    terminal::print(&text).map_err(Error::Stdout)?;
    Ok(0)
}

/// The profiles, by name.
fn all_profiles() -> impl Iterator<Item = (&'static str, Profile)> + Clone {
    let names = Profile::NAMES.into_iter();
    names.filter_map(|name| Some((name, Profile::named(name)?)))
}

fn switches() -> impl Iterator<Item = &'static Fault> + Clone {
    Fault::all().filter(|fault| fault.kind() == FaultKind::Switch)
}

fn outside() -> impl Iterator<Item = &'static Fault> + Clone {
    let kinds = [FaultKind::Condition, FaultKind::OneShot];
    Fault::all().filter(move |fault| kinds.contains(&fault.kind()))
}

/// The faults that only the proxy has, and those that it shares with a run.
fn in_proxy() -> impl Iterator<Item = &'static Fault> + Clone {
    Fault::all().filter(|fault| fault.in_proxy().is_some())
}

/// The switches that a profile has set differently from the default.
fn changes(profile: &Profile) -> impl Iterator<Item = &'static Fault> {
    let default = Profile::measured();
    switches().filter(move |fault| fault.value_in(profile) != fault.value_in(&default))
}

/// The value of a switch, for a person.
fn value(fault: &Fault, profile: &Profile) -> String {
    fault.text_in(profile).unwrap_or_default()
}

fn labels(fault: &Fault) -> String {
    let labels: Vec<&str> = fault
        .evidence()
        .iter()
        .map(|label| label.as_str())
        .collect();
    labels.join("/")
}
