//! Commands and HTTP requests of plug-ins: the test answers them instead of the system.

use lrsocket_host::proto::Time;
use lrsocket_host::sim::Simulation;
use lrsocket_host::{HttpRequest, Work, WorkResult};

use super::error::WorldError;

/// The test's answer to a command or request; `None` if the test has set no answer.
pub(crate) type Answerer = Box<dyn Fn(&Work) -> Result<Option<WorkResult>, WorldError>>;

/// Takes the outside work of plug-ins and passes it to the test's answers.
#[derive(Default)]
pub(super) struct Desk {
    /// Everything that was asked for, and when.
    pub(super) asked: Vec<(Time, Work)>,
    pub(super) answerer: Option<Answerer>,
}

impl Desk {
    /// Answers everything that was asked for. Returns whether there was anything.
    pub(super) fn attend(&mut self, simulation: &mut Simulation) -> Result<bool, WorldError> {
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

/// Returns the command line of a command; `None` for a request.
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

fn unanswered(work: &Work) -> WorldError {
    const NOTHING: &str = "In a test this does not happen: first set the answer, with";
    let message = match (work, command_of(work)) {
        (Work::Http(HttpRequest { method, url, .. }), _) => format!(
            "the plug-in makes a request: {method} {url}\n{NOTHING} lr.on_http(function(request) \
             return {{ status = 200, body = \"…\" }} end)"
        ),
        (_, command) => format!(
            "the plug-in starts a program: {}\n{NOTHING} lr.on_execute(function(command) return 0 \
             end), where 0 is the exit status",
            command.unwrap_or_default()
        ),
    };
    message.into()
}
