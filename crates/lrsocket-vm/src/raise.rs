//! Errors that the host raises in a plug-in: strings with Lua's `file:line:` in front, as those of
//! a C function are, never a userdata.
//!
//! mlua hands an error of a Rust function to Lua as a userdata. Every place where a plug-in can
//! catch one (`pcall`, `xpcall`, `LrTasks.pcall`, the context calls, the end of a task) is Lua of
//! the runtime, which turns it into its text with [`error_text`].

use std::fmt;

use mlua::{Error, Lua, Value};

/// How the chunks of the runtime are named: what is inside them is not the plug-in's code.
pub const RUNTIME_CHUNK: &str = "lrsocket:";

/// Why a function of the host does not return.
#[derive(Debug)]
pub enum Raise {
    /// An error with this text, at the line of the plug-in that called.
    Text(String),
    /// An error of the interpreter, passed on.
    Lua(Error),
}

/// The result of a function of the host that Lua calls.
pub type SdkResult<T> = Result<T, Raise>;

impl Raise {
    /// As mlua wants it, with the position of the caller.
    pub fn into_error(self, lua: &Lua) -> Error {
        match self {
            Raise::Text(text) => Error::RuntimeError(format!("{}{text}", where_called(lua))),
            Raise::Lua(error) => error,
        }
    }
}

impl From<Error> for Raise {
    fn from(error: Error) -> Self {
        Raise::Lua(error)
    }
}

impl From<String> for Raise {
    fn from(text: String) -> Self {
        Raise::Text(text)
    }
}

impl From<&str> for Raise {
    fn from(text: &str) -> Self {
        Raise::Text(text.to_owned())
    }
}

/// A place in a plug-in's source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, relative to the plug-in's folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// Where the plug-in called the running function of the host, looking through the runtime's own
/// frames. `None` when a C function called it, as in `pcall(LrPathUtils.child, nil)`.
pub fn caller(lua: &Lua) -> Option<Place> {
    frames(lua).next().flatten()
}

/// The innermost line of the plug-in that is known to have led here: unlike [`caller`] also below a
/// C function, as in `pcall(LrSocket.bind, {})`.
pub fn nearest_line(lua: &Lua) -> Option<Place> {
    frames(lua).flatten().next()
}

/// The frames of the running coroutine from the inside out, without those of the runtime. `None`
/// for C functions. Tail calls have left a trace of their frame, but no line, and are passed over.
fn frames(lua: &Lua) -> impl Iterator<Item = Option<Place>> {
    let frame = |level| {
        lua.inspect_stack(level, |debug| {
            let source = debug.source();
            let file = source.short_src.unwrap_or_default().into_owned();
            let line = debug.current_line().filter(|_| source.what != "C");
            let skip = source.what == "tail" || file.starts_with(RUNTIME_CHUNK);
            (skip, line.map(|line| Place { file, line }))
        })
    };
    (1..)
        .map_while(frame)
        .filter(|(skip, _)| !skip)
        .map(|(_, place)| place)
}

/// The prefix of an error message, as `luaL_where` makes it.
pub fn where_called(lua: &Lua) -> String {
    caller(lua).map_or_else(String::new, |place| format!("{place}: "))
}

/// The text of an error value that a Rust function has raised; other values as they are.
pub fn error_text(lua: &Lua, value: Value) -> mlua::Result<Value> {
    match value {
        Value::Error(error) => lua.create_string(message(&error)).map(Value::String),
        other => Ok(other),
    }
}

/// The message alone, without the traceback that mlua adds.
pub fn message(error: &Error) -> String {
    match error {
        Error::CallbackError { cause, .. } | Error::WithContext { cause, .. } => message(cause),
        Error::RuntimeError(text)
        | Error::SyntaxError { message: text, .. }
        | Error::MemoryError(text) => {
            let end = text.find("\nstack traceback:\n");
            text[..end.unwrap_or(text.len())].to_owned()
        }
        other => other.to_string(),
    }
}

/// A traceback without the runtime's own frames, one frame a line.
pub fn tidy_traceback(traceback: &str) -> String {
    let is_ours = |line: &str| {
        line.starts_with(RUNTIME_CHUNK) || line == "(tail call): ?" || line == "[C]: ?"
    };
    let mut lines: Vec<&str> = traceback
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !is_ours(line))
        .collect();
    // The runtime runs every script in one.
    lines.pop_if(|last| *last == "[C]: in function 'xpcall'");
    if lines.len() < 2 {
        String::new()
    } else {
        lines.join("\n")
    }
}
