//! What fails a test besides its own assertions: what goes wrong in the plug-in, unless the test
//! expects it.

use lrsocket_host::{Event, Record};
use mlua::{Function, LuaString, Value};

use crate::failure::{Failure, Place};
use crate::world::{Port, World};

/// What a plug-in raises that calls `reconnect` in the onClosed of a socket that is closed for it
/// (B7.8).
const CLOSED_FOR_IT: &str = "reconnect() after close(): the socket is closed";

/// A failure of the plug-in that a test has spoken of.
#[derive(Debug)]
pub(super) struct Expectation {
    /// A part of its text, or a pattern of it.
    pub(super) text: LuaString,
    pub(super) is_pattern: bool,
    /// Whether there must be one.
    pub(super) needed: bool,
    /// Where the test said so.
    pub(super) at: Option<String>,
}

impl Expectation {
    fn matches(&self, failure: &Failure, find: &Function) -> mlua::Result<bool> {
        let plain = !self.is_pattern;
        let found: Value = find.call((failure.message.as_str(), &self.text, 1, plain))?;
        Ok(found != Value::Nil)
    }
}

/// Ends the plug-ins that still run, and adds the failures of plug-ins to those of the test itself.
/// Returns the number of the first record that says nothing about why the test failed, if there is
/// one: it had failed before, at this record, and all was well from there on.
pub(super) fn judge(
    world: &mut World,
    expected: &[Expectation],
    find: &Function,
    failed_at: Option<usize>,
    failures: &mut Vec<Failure>,
) -> mlua::Result<Option<usize>> {
    let mut end = failed_at.unwrap_or(world.records().len());
    let before = failures.len();
    let mut found: Vec<Failure> = Vec::new();
    // What runs and runs is stopped already; to let it quit would be to wait once more.
    if !world.is_late() {
        let leaks = world.leaks();
        if world.host().is_ok_and(|host| !host.is_over())
            && let Err(trouble) = world.stop()
        {
            let message = format!("at the end, when Lightroom quit: {trouble}");
            failures.push(of_test(message, None));
        }
        found.extend(leaks.iter().map(leak));
    }
    let told = world.records().iter().enumerate();
    let told: Vec<(usize, Failure)> = told
        .filter_map(|(n, record)| Some((n, failure_of(record)?)))
        .collect();
    if failures.len() > before || told.iter().any(|(n, _)| *n >= end) {
        end = world.records().len();
    }
    found.splice(0..0, told.into_iter().map(|(_, failure)| failure));
    let mut met = vec![false; expected.len()];
    for mut failure in found {
        let mut allowed = false;
        for (expectation, met) in expected.iter().zip(&mut met) {
            if expectation.matches(&failure, find)? {
                allowed = true;
                *met = true;
            }
        }
        if !allowed {
            if failure.message.ends_with(CLOSED_FOR_IT) {
                failure.message += "\nonClosed is called for what the plug-in closes itself, too, and \
                                    when its function context ends: reconnect() only while it \
                                    shall go on, such as if running then socket:reconnect() end";
            }
            failure.message += "\nIf the test is about that: lr.expect_failure(\"…\"), with a part \
                                of this text";
            failures.push(failure);
        }
    }
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

fn of_test(message: String, at: Option<String>) -> Failure {
    Failure {
        at: at.map(Place),
        message,
        traceback: String::new(),
    }
}

/// A socket that is still open although its plug-in is gone (B8.2).
fn leak(socket: &Port) -> Failure {
    let (mode, port, at) = (socket.mode, socket.number, &socket.at);
    Failure {
        at: Some(Place(at.to_string())),
        message: format!(
            "the plug-in has leaked a socket: the {mode} socket on port {port}, bound at {at}, is \
             still open although a reload has ended the Lua state that it belongs to.\nIt keeps \
             its port, so the reloaded plug-in cannot have it: close every socket in the script of \
             LrShutdownPlugin"
        ),
        traceback: String::new(),
    }
}

/// What a record says against the plug-in.
fn failure_of(record: &Record) -> Option<Failure> {
    let (at, what, traceback) = match &record.event {
        Event::CallbackError {
            socket,
            callback,
            message,
            traceback,
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
                " (Lightroom would show nobody that it has ended)"
            };
            let what = format!("an error that nothing in {task} catches{hidden}: {message}");
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
            rule: "B3.13" | "B8.2",
            message,
            socket: Some(socket),
            ..
        } if !message.starts_with("fault ") => {
            let (mode, port, bound) = (socket.mode, socket.port, &socket.at);
            let what = format!("the {mode} socket on port {port}, bound at {bound}: {message}");
            (Some(Place(bound.to_string())), what, "")
        }
        _ => return None,
    };
    let seconds = record.time.since_start().as_secs_f64();
    Some(Failure {
        at,
        message: format!("the plug-in, at {seconds:.3} s: {what}"),
        traceback: traceback.trim_end().to_owned(),
    })
}

/// The `file:line` with which an error's text begins.
fn place_of(message: &str) -> Option<Place> {
    let (place, _) = message.split_once(": ")?;
    let (file, line) = place.rsplit_once(':')?;
    let is_place = !file.is_empty() && !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
    is_place.then(|| Place(place.to_owned()))
}
