//! What fails a test besides its own assertions: failures of the plug-in that the test does not
//! expect.

use std::time::Duration;

use lrsocket_host::{CallbackErrorKind, Event, Record};
use mlua::{Function, Value};

use super::repeats::Repeats;
use super::shared::Expectation;
use crate::failure::{Failure, Place};
use crate::world::{Port, World};

/// The remedy for [`CallbackErrorKind::ReconnectAfterClose`].
const CLOSED_FOR_IT: &str = "\nonClosed is also called when the plug-in closes the socket itself, and when its function context \
     ends: call reconnect() only while the plug-in is running, as in if running then \
     socket:reconnect() end";

impl Expectation {
    fn matches(&self, failure: &Failure, find: &Function) -> mlua::Result<bool> {
        let plain = !self.is_pattern;
        let found: Value = find.call((failure.message.as_str(), &self.text, 1, plain))?;
        Ok(found != Value::Nil)
    }
}

/// Ends the running plug-ins, and adds their failures to those of the test itself. Returns how many
/// of the records led to the failure, if the test failed: those up to the first failure, unless more
/// went wrong after it.
pub(super) fn judge(
    world: &mut World,
    expected: &[Expectation],
    find: &Function,
    failed_at: Option<usize>,
    failures: &mut Vec<Failure>,
) -> mlua::Result<Option<usize>> {
    let mut end = failed_at.unwrap_or(world.records().len());
    let before = failures.len();
    if failures.is_empty() {
        wait_for_expected(world, expected, find, failures);
    }
    let mut found: Vec<(Failure, &str)> = Vec::new();
    // A test that timed out is not given more time to quit.
    if !world.is_late() {
        let leaks = world.leaks();
        if world.host().is_ok_and(|host| !host.is_over())
            && let Err(error) = world.stop()
        {
            let message = format!("at the end, when Lightroom quit: {error}");
            failures.push(of_test(message, None));
        }
        found.extend(leaks.iter().map(|socket| (leak(socket), "")));
    }
    let failed = world.records().iter().enumerate();
    let failed: Vec<(usize, (Failure, &str))> = failed
        .filter_map(|(n, record)| Some((n, (failure_of(record)?, remedy_of(record)))))
        .collect();
    if failures.len() > before || failed.iter().any(|(n, _)| *n >= end) {
        end = world.records().len();
    }
    found.splice(0..0, failed.into_iter().map(|(_, failure)| failure));
    let mut met = vec![false; expected.len()];
    let mut repeats = Repeats::default();
    for (mut failure, remedy) in found {
        let mut allowed = false;
        for (expectation, met) in expected.iter().zip(&mut met) {
            if expectation.matches(&failure, find)? {
                allowed = true;
                *met = true;
            }
        }
        if !allowed && !repeats.add(&failure, failures) {
            failure.message += remedy;
            failure.message += "\nIf the test is about this failure: lr.expect_failure(\"…\") with a \
                                part of this text";
            failures.push(failure);
        }
    }
    repeats.report(failures);
    for (expectation, met) in expected.iter().zip(met) {
        if expectation.needed && !met {
            let text = expectation.text.to_string_lossy();
            let message = match text.as_str() {
                "" => "the plug-in was expected to fail, and did not".to_owned(),
                text => format!("the plug-in was expected to fail with \"{text}\", and did not"),
            };
            failures.push(of_test(message, expectation.at.clone()));
        }
    }
    Ok((!failures.is_empty()).then_some(end))
}

/// Waits for failures that the test expects and that have yet to come: what leads to them may still be
/// on its way to the plug-in.
fn wait_for_expected(
    world: &mut World,
    expected: &[Expectation],
    find: &Function,
    failures: &mut Vec<Failure>,
) {
    const PATIENCE: Duration = Duration::from_secs(10);
    let mut seen = 0;
    let mut missing: Vec<&Expectation> = expected.iter().filter(|it| it.needed).collect();
    if missing.is_empty() || world.host().is_err() {
        return;
    }
    let waited = world.wait(PATIENCE, |simulation| {
        let records = simulation.records();
        for failure in records[seen..].iter().filter_map(failure_of) {
            // An error of the pattern is reported later.
            missing.retain(|it| !it.matches(&failure, find).unwrap_or(true));
        }
        seen = records.len();
        missing.is_empty()
    });
    if let Err(error) = waited {
        failures.push(of_test(error.to_string(), None));
    }
}

fn of_test(message: String, at: Option<String>) -> Failure {
    Failure {
        at: at.map(Place),
        message,
        traceback: String::new(),
    }
}

/// The failure of a socket that is still open although its Lua state has ended (B8.2).
fn leak(socket: &Port) -> Failure {
    let (mode, port, at) = (socket.mode, socket.number, &socket.at);
    Failure {
        at: Some(Place(at.to_string())),
        message: format!(
            "the plug-in has leaked a socket: the {mode} socket on port {port}, bound at {at}, is \
             still open although a reload has ended its Lua state.\nIt keeps its port, so the \
             reloaded plug-in cannot open it: close every socket in the script of \
             LrShutdownPlugin"
        ),
        traceback: String::new(),
    }
}

/// What to do about the failure in a record, if it has a kind with a known remedy; else empty.
fn remedy_of(record: &Record) -> &'static str {
    match record.event {
        Event::CallbackError {
            kind: CallbackErrorKind::ReconnectAfterClose,
            ..
        } => CLOSED_FOR_IT,
        _ => "",
    }
}

/// The failure of the plug-in that a record reports, if it reports one.
fn failure_of(record: &Record) -> Option<Failure> {
    let (at, what, traceback) = match &record.event {
        Event::CallbackError {
            socket,
            callback,
            message,
            traceback,
            ..
        } => {
            let (mode, port, bound) = (socket.mode, socket.port, &socket.at);
            let what = format!(
                "an error in {callback} of the {mode} socket on port {port}, bound at {bound}: \
                 {message}"
            );
            (place_of(message), what, traceback.as_str())
        }
        Event::ScriptError {
            script,
            message,
            traceback,
        } => {
            let what = format!("an error in the script {script}: {message}");
            (place_of(message), what, traceback.as_str())
        }
        Event::TaskError {
            task,
            message,
            traceback,
            shown,
        } => {
            let task = match task.as_str() {
                "" => "a task".to_owned(),
                task => format!("the task \"{task}\""),
            };
            let hidden = if *shown {
                ""
            } else {
                " (Lightroom would fail silently here)"
            };
            let what = format!("an uncaught error in {task}{hidden}: {message}");
            (place_of(message), what, traceback.as_str())
        }
        Event::HandlerError {
            context,
            message,
            traceback,
        } => {
            let what = format!(
                "an error in a cleanup handler of the function context \"{context}\": {message}"
            );
            (place_of(message), what, traceback.as_str())
        }
        Event::Diagnostic {
            message,
            socket,
            at,
            fails: true,
            ..
        } => match socket {
            Some(socket) => {
                let (mode, port, bound) = (socket.mode, socket.port, &socket.at);
                let what = format!("the {mode} socket on port {port}, bound at {bound}: {message}");
                (Some(Place(bound.to_string())), what, "")
            }
            None => (at.clone().map(Place), message.clone(), ""),
        },
        _ => return None,
    };
    let seconds = record.time.since_start().as_secs_f64();
    Some(Failure {
        at,
        message: format!("the plug-in, at {seconds:.3} s: {what}"),
        traceback: traceback.trim_end().to_owned(),
    })
}

/// The `file:line` at the beginning of an error's text.
fn place_of(message: &str) -> Option<Place> {
    let (place, _) = message.split_once(": ")?;
    let (file, line) = place.rsplit_once(':')?;
    let is_place = !file.is_empty() && !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
    is_place.then(|| Place(place.to_owned()))
}
