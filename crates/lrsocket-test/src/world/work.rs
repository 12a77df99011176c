//! Outside work of plug-ins: nothing of it happens, the test says what comes of it.

use lrsocket_host::proto::Time;
use lrsocket_host::sim::Simulation;
use lrsocket_host::{HttpRequest, Work, WorkResult};

use super::{Trouble, World};

/// What a test answers; `None` if it has not said.
pub(crate) type Answerer = Box<dyn Fn(&Work) -> Result<Option<WorkResult>, Trouble>>;

/// Where plug-ins ask for outside work.
#[derive(Default)]
pub(super) struct Desk {
    asked: Vec<(Time, Work)>,
    answerer: Option<Answerer>,
}

impl Desk {
    /// Answers what was asked for. Whether there was something.
    pub(super) fn attend(&mut self, simulation: &mut Simulation) -> Result<bool, Trouble> {
        let mut any = false;
        while let Some((id, work)) = simulation.host().poll_work() {
            any = true;
            self.asked.push((simulation.now(), work.clone()));
            let answer = match &self.answerer {
                Some(answerer) => answerer(&work)?,
                None => None,
            };
            let result = answer.ok_or_else(|| unanswered(&work))?;
            simulation.host().handle_work_done(id, &result);
        }
        Ok(any)
    }
}

impl World {
    /// Who answers from now on.
    pub(crate) fn set_answerer(&mut self, answerer: Answerer) {
        self.desk.answerer = Some(answerer);
    }

    /// All that plug-ins have asked for, and when.
    pub(crate) fn asked(&self) -> &[(Time, Work)] {
        &self.desk.asked
    }
}

/// The command line of what a system would start; `None` for a request.
pub(crate) fn command_of(work: &Work) -> Option<String> {
    match work {
        Work::Execute { command } => Some(command.clone()),
        Work::Launch { program, arguments } => {
            let words = std::iter::once(program).chain(arguments);
            Some(words.cloned().collect::<Vec<_>>().join(" "))
        }
        Work::Http(_) => None,
    }
}

fn unanswered(work: &Work) -> Trouble {
    const NOTHING: &str = "In a test nothing of that happens: say first what comes of it, with";
    match (work, command_of(work)) {
        (Work::Http(HttpRequest { method, url, .. }), _) => format!(
            "the plug-in makes a request: {method} {url}\n{NOTHING} lr.on_http(function(request) \
             return {{ status = 200, body = \"…\" }} end)"
        ),
        (_, command) => format!(
            "the plug-in starts a program: {}\n{NOTHING} lr.on_execute(function(command) return 0 \
             end), where 0 is the exit status",
            command.unwrap_or_default()
        ),
    }
}
