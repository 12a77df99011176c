//! What of the documented SDK is here: read off the namespaces themselves.

use std::path::Path;
use std::rc::Rc;

use lightroom_sim::Lightroom;
use lrsocket_vm::{Built, build_all};

use crate::application::folders::Folders;
use crate::application::settings::Settings;
use crate::application::{Application, Core};
use crate::members::missing;
use crate::members::surface::{self, Kind, Member, Page, Waits};
use crate::plugin::{LoadError, Plugin};
use crate::sdk::SDK;

/// A member of the SDK and whether it is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The page of the documentation: a namespace or a class.
    pub namespace: &'static str,
    /// As the documentation writes it, such as `LrSocket.bind` or `socket:send`.
    pub member: &'static str,
    /// Whether it is a function; else a property.
    pub is_function: bool,
    /// The version of the SDK that brought it; may be empty.
    pub since: &'static str,
    /// Whether Adobe documents it; else public plug-ins use it all the same.
    pub documented: bool,
    /// How many of 15 public plug-ins with an LrSocket use it.
    pub used_by: u8,
    /// Whether a call of it waits.
    pub waits: Waits,
    /// The rule that says so.
    pub waits_rule: &'static str,
    /// Whether it is here.
    pub state: State,
}

impl Coverage {
    /// Returns why a member that is not implemented is not.
    pub fn missing(&self) -> Option<&'static str> {
        let (_, name) = self.member.rsplit_once(['.', ':'])?;
        let is_missing = self.state == State::NotImplemented;
        is_missing.then(|| missing::reason(self.namespace, name))?
    }
}

/// Whether a member is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It does what is documented.
    Works,
    /// It does not do all that is documented, for this reason.
    Partly(&'static str),
    /// A call raises an error that says so; [`Coverage::missing`] says why.
    NotImplemented,
}

/// Every documented member, in the order of the documentation, and what plug-ins use beyond it. Fails if a namespace cannot be
/// built.
pub fn coverage() -> Result<Vec<Coverage>, LoadError> {
    let built = built().map_err(|error| LoadError::Interpreter(error.to_string()))?;
    let of_page = |page: &'static Page| {
        let built = &built;
        page.members.iter().map(move |member| Coverage {
            namespace: page.name,
            member: member.path,
            is_function: member.kind == Kind::Function,
            since: member.since,
            documented: member.documented,
            used_by: member.used_by,
            waits: member.waits,
            waits_rule: member.waits_rule,
            state: state(built, page, member),
        })
    };
    Ok(surface::pages().iter().flat_map(of_page).collect())
}

fn built() -> mlua::Result<Vec<Built>> {
    let settings = Settings::new(Folders::below(Path::new("")));
    let app = Rc::new(Application::new(settings, Lightroom::built_in()));
    build_all(&Rc::new(Core::new(app, Plugin::nowhere())), &SDK)
}

fn state(built: &[Built], page: &Page, member: &Member) -> State {
    let mut of_page = built
        .iter()
        .filter(|built| built.name == page.name || !page.is_importable());
    let has = |built: &&Built| {
        let objects = &built.declared.of_objects;
        // The table of a class is that of its objects' methods.
        let in_table = page.is_class() || member.receiver == page.name;
        objects.contains(&(member.receiver, member.name))
            || (page.is_importable() && in_table && built.members.contains(member.name))
    };
    let Some(built) = of_page.find(has) else {
        return State::NotImplemented;
    };
    let mut partly = built.declared.partly.iter();
    let reason = partly.find(|(name, _)| *name == member.path || *name == member.name);
    reason.map_or(State::Works, |(_, reason)| State::Partly(reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state_of(member: &str) -> State {
        let all = coverage().expect("every namespace");
        let found = all.iter().find(|it| it.member == member);
        found.expect("a documented member").state
    }

    #[test]
    fn members_are_read_off_the_namespaces() {
        assert_eq!(state_of("LrSocket.bind"), State::Works);
        assert_eq!(state_of("socket:send"), State::Works);
        assert_eq!(state_of("keyword:getName"), State::Works);
        assert_eq!(state_of("collection.localIdentifier"), State::Works);
        assert_eq!(state_of("xmlDomInstance:transform"), State::NotImplemented);
        assert_eq!(state_of("publishService:getName"), State::NotImplemented);
        let partly = state_of("exportRendition:waitForRender");
        assert!(matches!(partly, State::Partly(_)), "{partly:?}");
    }

    #[test]
    fn every_member_that_is_not_implemented_has_a_reason() {
        let all = coverage().expect("every namespace");
        let missing = all.iter().filter(|it| it.state == State::NotImplemented);
        let unexplained = missing.filter(|it| it.missing().is_none());
        let unexplained: Vec<&str> = unexplained.map(|it| it.member).collect();
        assert!(unexplained.is_empty(), "{unexplained:?}");
    }

    /// A declaration with a mistake in it would say nothing.
    #[test]
    fn what_is_declared_is_documented() {
        for built in built().expect("every namespace") {
            let Some(page) = surface::page(built.name) else {
                continue;
            };
            let providers = surface::pages().iter().filter(|it| !it.is_importable());
            let of_providers: Vec<_> = providers.flat_map(|it| &it.members).collect();
            for (receiver, name) in &built.declared.of_objects {
                let mut members = page.members.iter().chain(of_providers.iter().copied());
                assert!(
                    members.any(|it| it.receiver == *receiver && it.name == *name),
                    "{}: {receiver}, {name}",
                    built.name,
                );
            }
            for (member, _) in &built.declared.partly {
                let providers = surface::pages().iter().filter(|it| !it.is_importable());
                let mut members = page
                    .members
                    .iter()
                    .chain(providers.flat_map(|it| &it.members));
                let known = members.any(|it| it.path == *member || it.name == *member);
                assert!(known, "{}: {member}", built.name);
            }
        }
    }
}
