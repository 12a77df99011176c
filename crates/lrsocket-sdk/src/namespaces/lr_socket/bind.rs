//! `LrSocket.bind`: its parameters, and the machine of the new socket.

use std::sync::Arc;

use lrsocket_proto::{Address, Callbacks, Config, Mode, RequestedPort, Socket};
use mlua::{Function, Lua, Table, Value};

use crate::vm::args::{Args, type_name};
use crate::vm::namespace::Call;
use crate::vm::raise::{Raise, SdkResult};

/// The callbacks of `bind`.
const CALLBACKS: [&str; 5] = [
    "onConnecting",
    "onConnected",
    "onMessage",
    "onClosed",
    "onError",
];

/// What the Lua half gets of a bound socket: its number, its address, whether its callbacks may
/// yield, and its callbacks.
pub(super) type Bound = (usize, String, bool, Table);

/// `bind` without the object: checks the parameters, and makes the machine.
pub(super) fn bind(call: &Call<'_>, args: &Args<'_>) -> SdkResult<Bound> {
    let Value::Table(params) = args.value(1) else {
        return Err(bad("params", "a table of named parameters", &args.value(1)));
    };
    check_context(&params, &args.function(2)?)?;
    let config = Config {
        mode: mode(&params)?,
        port: port(call.lua, &params)?,
        address: address(&params)?,
    };
    let callbacks = callbacks(call.lua, &params)?;
    let at: Arc<str> = call.caller().unwrap_or_else(|| "?".to_owned()).into();
    if params.get::<Value>("plugin")? == Value::Nil {
        // B2.2
        let message = "LrSocket.bind without `plugin`: the running plug-in is assumed; add \
                       plugin = _PLUGIN";
        call.core
            .diagnose("B2.2", message.to_owned(), Some(at.to_string()));
    }
    let address = config.address.to_string();
    let profile = call.core.app.faults.borrow().faults.profile.clone();
    let no_yield = profile.callbacks == Callbacks::NoYield;
    let mut machine = Socket::bind(config, profile);
    if call.core.app.keeps_journal() {
        machine.note_inputs();
    }
    let id = call
        .core
        .app
        .sockets
        .borrow_mut()
        .add(call.core.id, machine, at);
    call.core.touch(id);
    Ok((id.0, address, no_yield, callbacks))
}

fn bad(name: &str, expected: &str, got: &Value) -> Raise {
    let shown = match got {
        Value::String(text) => format!("\"{}\"", text.to_string_lossy()),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        other => type_name(other).to_owned(),
    };
    Raise::Text(format!(
        "LrSocket.bind: `{name}` must be {expected}, got {shown}"
    ))
}

/// B2.1
fn check_context(params: &Table, context_ended: &Function) -> SdkResult<()> {
    let context: Value = params.get("functionContext")?;
    match context_ended.call::<Option<bool>>(&context)? {
        Some(false) => Ok(()),
        Some(true) => Err(
            "LrSocket.bind: `functionContext` has ended; bind inside of the function \
                           that the context belongs to"
                .into(),
        ),
        None => Err(bad(
            "functionContext",
            "the context of LrFunctionContext.callWithContext or postAsyncTaskWithContext",
            &context,
        )),
    }
}

/// B2.3
fn mode(params: &Table) -> SdkResult<Mode> {
    let value: Value = params.get("mode")?;
    let mode = match &value {
        Value::String(text) => Mode::parse(&text.as_bytes()),
        _ => None,
    };
    mode.ok_or_else(|| bad("mode", "\"send\" or \"receive\"", &value))
}

/// B1.9: a string that Lua would convert to a number will do.
fn port(lua: &Lua, params: &Table) -> SdkResult<RequestedPort> {
    let value: Value = params.get("port")?;
    if !matches!(
        value,
        Value::Integer(_) | Value::Number(_) | Value::String(_)
    ) {
        let expected = "a port number (0 lets the system choose)";
        return Err(bad("port", expected, &value));
    }
    let number = lua.coerce_number(value.clone())?;
    let port = number.and_then(|number| RequestedPort::from_number(number).ok());
    port.ok_or_else(|| {
        let expected = "a whole number from 0 to 65535 (0 lets the system choose)";
        bad("port", expected, &value)
    })
}

/// B1.4
fn address(params: &Table) -> SdkResult<Address> {
    match params.get("address")? {
        Value::Nil => Ok(Address::default()),
        Value::String(text) => Ok(Address::new(text.to_string_lossy())),
        other => Err(bad("address", "a string such as \"localhost\"", &other)),
    }
}

/// B2.5
fn callbacks(lua: &Lua, params: &Table) -> SdkResult<Table> {
    let callbacks = lua.create_table()?;
    for name in CALLBACKS {
        match params.get(name)? {
            Value::Nil => {}
            Value::Function(function) => callbacks.raw_set(name, function)?,
            other => return Err(bad(name, "a function", &other)),
        }
    }
    Ok(callbacks)
}
