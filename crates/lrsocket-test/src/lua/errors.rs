//! Lua errors of a test: their kind and their text.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mlua::{Error, HookTriggers, Lua, Value, VmState};

use crate::world::{Stopped, WorldError};

/// Instructions between two looks at the flag: some milliseconds.
const LOOK_EVERY: u32 = 100_000;

/// Raises [`Stopped`] in whatever runs once the flag is set.
pub(super) fn stop_when(lua: &Lua, late: Arc<AtomicBool>) -> mlua::Result<()> {
    let triggers = HookTriggers::new().every_nth_instruction(LOOK_EVERY);
    lua.set_global_hook(triggers, move |_, debug| {
        if !late.load(Ordering::Relaxed) {
            return Ok(VmState::Continue);
        }
        Err(Error::external(Stopped::Lua {
            file: debug.source().short_src.unwrap_or_default().into_owned(),
            line: debug.current_line().unwrap_or_default(),
        }))
    })
}

/// Whether this error value ends the test, so that no part of the test can catch it.
pub(super) fn is_stop(value: &Value) -> bool {
    matches!(value, Value::Error(error) if error.downcast_ref::<Stopped>().is_some())
}

/// The text of an error that a Rust function has raised, without the traceback that mlua adds;
/// `None` for the error values of Lua.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::Error(error) => Some(message(error)),
        _ => None,
    }
}

fn message(error: &Error) -> String {
    match error {
        Error::CallbackError { cause, .. } | Error::WithContext { cause, .. } => message(cause),
        Error::RuntimeError(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Converts an error of Lua, and keeps its kind.
#[expect(clippy::needless_pass_by_value, reason = "map_err hands it over")]
pub(super) fn interpreter(error: Error) -> WorldError {
    match error.downcast_ref::<Stopped>() {
        Some(stopped) => WorldError::Stopped(stopped.clone()),
        None => WorldError::Failed(message(&error)),
    }
}
