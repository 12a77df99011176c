//! `catalog:withReadAccessDo`, and the deadlock that it can be (R8.1).

use std::cell::RefCell;

use lightroom_sim::Actor;
use lrsocket_proto::ReadGate;

use crate::application::Application;

/// The calls of `withReadAccessDo` that run, and what waits for them.
#[derive(Default)]
pub struct ReadGates(RefCell<State>);

#[derive(Default)]
struct State {
    open: Vec<Open>,
    /// The one that a query waits for, which waits for the query.
    stuck: Option<Open>,
}

/// One call of `withReadAccessDo` that runs.
#[derive(Clone)]
struct Open {
    by: Actor,
    /// `file:line` of the call.
    at: String,
}

/// What a call of the catalog finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// It can go on.
    Free,
    /// It waits for a `withReadAccessDo` that was called here, and is the first that does.
    Deadlock(String),
    /// It waits, as others do.
    Stuck,
}

impl ReadGates {
    /// `withReadAccessDo` was called at `at`.
    pub fn begin(&self, by: Actor, at: String) {
        self.0.borrow_mut().open.push(Open { by, at });
    }

    /// The newest one of this task is over.
    pub fn end(&self, by: Actor) {
        let open = &mut self.0.borrow_mut().open;
        if let Some(place) = open.iter().rposition(|it| it.by == by) {
            open.remove(place);
        }
    }

    /// A task makes a call that waits for the catalog.
    pub fn access(&self, app: &Application, by: Actor) -> Access {
        let state = &mut *self.0.borrow_mut();
        if app.faults.borrow().faults.profile.read_gate == ReadGate::Open {
            state.stuck = None;
            return Access::Free;
        }
        if state.stuck.is_some() {
            return Access::Stuck;
        }
        state.stuck = state.open.iter().rfind(|it| it.by == by).cloned();
        let stuck = state.stuck.as_ref();
        stuck.map_or(Access::Free, |open| Access::Deadlock(open.at.clone()))
    }
}
