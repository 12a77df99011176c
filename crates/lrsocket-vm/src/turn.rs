//! Running plug-in code: one turn of a task, or one script, and stopping what does not end.

use std::fmt;
use std::rc::Rc;

use mlua::{Error, Function, HookTriggers, Lua, MultiValue, Table, Thread, Value, VmState};

use crate::context::Context;
use crate::raise::{message, tidy_traceback};
use crate::vm::Vm;

/// Instructions between two looks at the interrupt flag and the clock: less than a millisecond, or
/// more if they call functions that take their time.
const LOOK_EVERY: u32 = 100_000;

/// Why a turn of a task is over.
pub enum Turn {
    /// It sleeps for this many seconds (R1.3).
    Sleep(f64),
    /// It lets the others run (R1.3).
    Yield,
    /// It waits to be woken: for the next event of a socket (0), or for this piece of outside work.
    Wait(u64),
    /// The whole application is blocked for this many seconds (B5.5, B7.7).
    Freeze(f64),
    /// Its function has returned.
    Done,
    /// An error has left it.
    Failed(Failure),
}

/// An error that has left a task or a script.
#[derive(Debug)]
pub struct Failure {
    /// The error, as a text.
    pub message: String,
    /// Where it came from; empty if nobody knows.
    pub traceback: String,
    /// Whether it is the error of `LrErrors.throwCanceled`, which is not a failure (R4.3).
    pub canceled: bool,
    /// Whether a dialog that the plug-in attached to a function context has shown it (R10.3).
    pub reported: bool,
}

impl Vm {
    /// One turn of a task.
    pub fn step(&self, thread: &Thread, resume_with: &Value) -> Turn {
        // The numbers are those of runtime.lua.
        match self
            .step
            .call::<(Value, Value, Value, Value, Value)>((thread, resume_with))
        {
            Ok((Value::Integer(SLEEP), value, ..)) => Turn::Sleep(number(&value)),
            Ok((Value::Integer(YIELD), ..)) => Turn::Yield,
            Ok((Value::Integer(WAIT), value, ..)) =>
            {
                #[expect(clippy::cast_sign_loss, reason = "the host counts from 0")]
                Turn::Wait(number(&value) as u64)
            }
            Ok((Value::Integer(FREEZE), value, ..)) => Turn::Freeze(number(&value)),
            Ok((Value::Integer(DONE), ..)) => Turn::Done,
            Ok((_, text, traceback, canceled, reported)) => {
                Turn::Failed(Failure::new(&text, &traceback, &canceled, &reported))
            }
            Err(error) => Turn::Failed(Failure::internal(&error)),
        }
    }

    /// Runs a script from top to bottom outside any task (R1.8).
    pub fn run_script(
        &self,
        script: &Function,
        args: impl mlua::IntoLuaMulti,
    ) -> Result<MultiValue, Failure> {
        let mut call_args = MultiValue::new();
        call_args.push_back(Value::Function(script.clone()));
        match args.into_lua_multi(&self.lua) {
            Ok(more) => call_args.extend(more),
            Err(error) => return Err(Failure::internal(&error)),
        }
        match self.script.call::<MultiValue>(call_args) {
            Ok(mut values) => {
                if let Some(Value::Boolean(true)) = values.pop_front() {
                    return Ok(values);
                }
                let mut next = || values.pop_front().unwrap_or(Value::Nil);
                Err(Failure::new(&next(), &next(), &next(), &next()))
            }
            Err(error) => Err(Failure::internal(&error)),
        }
    }

    /// A coroutine that ends all function contexts, the newest first (R3.6). `None` if the plug-in
    /// never had one.
    pub fn end_contexts(&self, why: &str) -> mlua::Result<Option<Thread>> {
        let Some(end) = self.runtime.get::<Option<Function>>("end_contexts")? else {
            return Ok(None);
        };
        let coroutine_of: Function = self.runtime.get("coroutine_of")?;
        coroutine_of.call(end.bind(why)?).map(Some)
    }

    /// A coroutine that tells observers of these changes. `None` if the plug-in has no observers.
    pub fn dispatch(&self, changes: &[(&str, u32)]) -> mlua::Result<Option<Thread>> {
        let Some(listeners) = self.runtime.get::<Option<Table>>("changes")? else {
            return Ok(None);
        };
        let (kinds, ids): (Vec<&str>, Vec<u32>) = changes.iter().copied().unzip();
        let dispatch: Function = listeners.get("dispatch")?;
        self.coroutine_of(dispatch.bind((kinds, ids))?).map(Some)
    }

    /// A coroutine that calls `function`.
    pub fn coroutine_of(&self, function: Function) -> mlua::Result<Thread> {
        let coroutine_of: Function = self.runtime.get("coroutine_of")?;
        coroutine_of.call(function)
    }
}

impl Failure {
    fn new(message: &Value, traceback: &Value, canceled: &Value, reported: &Value) -> Self {
        let text = |value: &Value| {
            value
                .as_string()
                .map_or_else(String::new, mlua::LuaString::to_string_lossy)
        };
        Failure {
            message: text(message),
            traceback: tidy_traceback(&text(traceback)),
            canceled: matches!(canceled, Value::Boolean(true)),
            reported: matches!(reported, Value::Boolean(true)),
        }
    }

    /// The interpreter itself failed, as when memory runs out.
    fn internal(error: &Error) -> Self {
        Failure {
            message: message(error),
            traceback: String::new(),
            canceled: false,
            reported: false,
        }
    }
}

/// What a task tells the scheduler when it yields, and how its turn ended: runtime.lua has these
/// from its `host` table.
const SLEEP: i64 = 1;
const YIELD: i64 = 2;
const WAIT: i64 = 3;
const FREEZE: i64 = 4;
const DONE: i64 = 5;
const FAILED: i64 = 6;

/// The names under which runtime.lua finds the numbers of a turn.
pub(crate) const NUMBERS: [(&str, i64); 6] = [
    ("SLEEP", SLEEP),
    ("YIELD", YIELD),
    ("WAIT", WAIT),
    ("FREEZE", FREEZE),
    ("DONE", DONE),
    ("FAILED", FAILED),
];

/// A Lua number; mlua calls a whole one an integer.
fn number(value: &Value) -> f64 {
    match value {
        Value::Integer(number) => *number as f64,
        Value::Number(number) => *number,
        _ => 0.0,
    }
}

/// Makes code that does not end notice that it is interrupted, and reports code that takes long.
pub(crate) fn install_interrupt<C: Context>(lua: &Lua, core: &Rc<C>) -> mlua::Result<()> {
    let core = Rc::downgrade(core);
    let triggers = HookTriggers::new().every_nth_instruction(LOOK_EVERY);
    lua.set_global_hook(triggers, move |_, debug| {
        let Some(core) = core.upgrade() else {
            return Ok(VmState::Continue);
        };
        let place = || {
            let file = debug.source().short_src.unwrap_or_default();
            Some(format!("{file}:{}", debug.current_line()?))
        };
        core.notice_busy(place);
        if !core.vm().is_interrupted() {
            return Ok(VmState::Continue);
        }
        let place = place().map_or_else(String::new, |place| format!(" at {place}"));
        let text = format!("stopped{place}: the plug-in was still busy and did not yield");
        Err(Error::external(Interrupted(text)))
    })
}

/// The error of an interrupted run, with the text that the user reads. A plug-in cannot catch it.
#[derive(Debug)]
struct Interrupted(String);

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Interrupted {}

/// Whether an error value is that of an interrupted run.
pub(crate) fn is_interrupt(value: &Value) -> bool {
    match value {
        Value::Error(error) => error
            .chain()
            .any(<dyn std::error::Error>::is::<Interrupted>),
        _ => false,
    }
}
