//! LrSocket: `bind` and what its object calls. The rules of the socket are in lrsocket-proto; the
//! object and the task of its callbacks are Lua.

use std::ptr;
use std::rc::{Rc, Weak};
use std::time::Duration;

use lrsocket_proto::{
    Address, Callbacks, Close, Config, Event as SocketEvent, Mode, Phase, RequestedPort, Socket,
};
use mlua::{Function, Lua, LuaString, Table, Value};

use crate::core::Core;
use crate::record::{ClosedBy, Event};
use crate::sockets::SocketId;
use crate::tasks::OnError;
use crate::vm::args::{Args, type_name};
use crate::vm::namespace::{Call, Namespace};
use crate::vm::quick::{self, QuickSocket};
use crate::vm::raise::{Raise, SdkResult, tidy_traceback};

/// The callbacks of `bind`.
const CALLBACKS: [&str; 5] = [
    "onConnecting",
    "onConnected",
    "onMessage",
    "onClosed",
    "onError",
];

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrSocket",
    build: |ns| {
        ns.object("socket", &["close", "reconnect", "send", "type"]);
        ns.private("bind", bind);
        ns.private("message_functions", |call, args| {
            let id = socket_id(args)?;
            let (quick_take, quick_send) = quick::functions(call.lua, Quick::new(call.core, id))?;
            let take = take_function(call.lua, call.core, id)?;
            let send = send_function(call.lua, call.core, id)?;
            Ok((quick_take, take, quick_send, send))
        });
        ns.private("deliver", |call, args| {
            let (id, function) = (socket_id(args)?, args.function(2)?);
            start_delivery(call.lua, call.core, id, function)?;
            Ok(())
        });
        ns.private("reconnect", |call, args| {
            let id = socket_id(args)?;
            let now = call.core.now();
            let stall = call
                .core
                .app
                .sockets
                .borrow_mut()
                .entry(id)
                .machine
                .reconnect(now);
            call.core.touch(id);
            match stall {
                Ok(stall) => Ok(stall.as_secs_f64()),
                Err(_) => Err(closed("reconnect")), // B7.8
            }
        });
        ns.private("close", |call, args| Ok(close(call.core, socket_id(args)?)));
        ns.private("freeze", |call, args| {
            call.core
                .app
                .freeze(Duration::try_from_secs_f64(args.number(1)?).unwrap_or_default());
            Ok(())
        });
        ns.private("callback_error", |call, args| {
            let socket = call.core.app.sockets.borrow().info(socket_id(args)?);
            call.core.record(Event::CallbackError {
                socket,
                callback: "onClosed",
                message: args.string(3)?.to_string_lossy(),
                traceback: tidy_traceback(&args.string(4)?.to_string_lossy()),
            });
            Ok(())
        });
        ns.lua(include_str!("lr_socket.lua"))
    },
};

fn socket_id(args: &Args<'_>) -> SdkResult<SocketId> {
    #[expect(
        clippy::cast_sign_loss,
        reason = "the Lua half only knows numbers from here"
    )]
    Ok(SocketId(args.number(1)? as usize))
}

/// B7.8
fn closed(member: &str) -> Raise {
    Raise::Text(format!(
        "LrSocket: {member}() after close(): the socket is closed"
    ))
}

type Bound = (usize, String, bool, Table);

/// `bind` without the object: checks the parameters, and makes the machine.
fn bind(call: &Call<'_>, args: &Args<'_>) -> SdkResult<Bound> {
    let Value::Table(params) = args.value(1) else {
        return Err(bad("params", "a table of named parameters", &args.value(1)));
    };
    check_context(&params, &args.function(2)?)?;
    let config = Config {
        mode: mode(&params)?,
        port: port(&params)?,
        address: address(&params)?,
    };
    let callbacks = callbacks(call.lua, &params)?;
    let at: std::sync::Arc<str> = call.caller().unwrap_or_else(|| "?".to_owned()).into();
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
    let machine = Socket::bind(config, profile);
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

/// B1.9
fn port(params: &Table) -> SdkResult<RequestedPort> {
    let value: Value = params.get("port")?;
    let port = match &value {
        Value::Integer(number) => RequestedPort::from_number(*number as f64),
        Value::Number(number) => RequestedPort::from_number(*number),
        Value::String(text) => RequestedPort::from_text(&text.as_bytes()),
        _ => {
            return Err(bad(
                "port",
                "a port number (0 lets the system choose)",
                &value,
            ));
        }
    };
    port.map_err(|_| {
        bad(
            "port",
            "a whole number from 0 to 65535 (0 lets the system choose)",
            &value,
        )
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

/// The ordinary case of taking a line and of sending one.
struct Quick {
    core: Weak<Core>,
    id: SocketId,
}

impl Quick {
    fn new(core: &Rc<Core>, id: SocketId) -> Self {
        Quick {
            core: Rc::downgrade(core),
            id,
        }
    }
}

impl QuickSocket for Quick {
    fn take_line(&self) -> Option<*const [u8]> {
        let core = self.core.upgrade()?;
        if core.app.settings.record_messages {
            return None;
        }
        let mut sockets = core.app.sockets.try_borrow_mut().ok()?;
        sockets.mark_dirty(self.id); // There is an acknowledgement to write, and room to read.
        let entry = sockets.entry(self.id);
        let line = ptr::from_ref(entry.machine.poll_line()?);
        entry.counts.messages_in += 1;
        entry.callback = "onMessage";
        Some(line)
    }

    fn send(&self, message: &[u8]) -> bool {
        let Some(core) = self.core.upgrade() else {
            return false;
        };
        let Ok(mut sockets) = core.app.sockets.try_borrow_mut() else {
            return false;
        };
        let entry = sockets.entry(self.id);
        let simple = entry.machine.phase() == Phase::Connected
            && entry.machine.config().mode == Mode::Send
            && !core.app.settings.record_messages;
        if !simple {
            return false;
        }
        let sent = entry.machine.send(message, core.app.turn()).is_ok();
        entry.counts.messages_out += u64::from(sent);
        sockets.mark_dirty(self.id);
        sent
    }
}

/// What `take` gives to the Lua half: a line, or the number of another event and its value.
type Taken = (Option<LuaString>, Option<i32>, Value);

/// An event other than a line.
enum Control {
    Connecting(u16),
    Connected(u16),
    Closed,
    Error(String),
}

/// The function that takes the next event of a socket.
fn take_function(lua: &Lua, core: &Rc<Core>, id: SocketId) -> mlua::Result<Function> {
    let core = Rc::downgrade(core);
    lua.create_function(move |lua, ()| -> mlua::Result<Taken> {
        let Some(core) = core.upgrade() else {
            return Ok(ENDED);
        };
        let mut sockets = core.app.sockets.borrow_mut();
        let entry = sockets.entry(id);
        let control = match entry.machine.poll_event() {
            Some(SocketEvent::Message(line)) => {
                let text = lua.create_string(line)?;
                let data = core.app.settings.record_messages.then(|| line.to_vec());
                entry.counts.messages_in += 1;
                entry.callback = "onMessage";
                sockets.mark_dirty(id); // There is an acknowledgement to write, and room to read.
                if let Some(data) = data {
                    core.record(Event::Message {
                        socket: sockets.info(id),
                        data,
                    });
                }
                return Ok((Some(text), None, Value::Nil));
            }
            Some(SocketEvent::Connecting { port }) => Control::Connecting(port),
            Some(SocketEvent::Connected { port }) => Control::Connected(port),
            Some(SocketEvent::Closed) => Control::Closed,
            Some(SocketEvent::Error(error)) => Control::Error(error.to_string()),
            None => {
                let ended = entry.machine.phase() == Phase::Closed;
                return Ok(if ended { ENDED } else { NOTHING });
            }
        };
        drop(sockets);
        take_control(lua, &core, id, control)
    })
}

const NOTHING: Taken = (None, None, Value::Nil);
/// The numbers of the events are those of lr_socket.lua.
const ENDED: Taken = (None, Some(5), Value::Nil);

/// Counts and traces an event that is about to be delivered.
fn take_control(lua: &Lua, core: &Rc<Core>, id: SocketId, control: Control) -> mlua::Result<Taken> {
    let (socket, number, value) = {
        let mut sockets = core.app.sockets.borrow_mut();
        let entry = sockets.entry(id);
        let (number, callback, value) = match &control {
            Control::Connecting(port) => (1, "onConnecting", Value::Integer((*port).into())),
            Control::Connected(port) => (2, "onConnected", Value::Integer((*port).into())),
            Control::Closed => (3, "onClosed", Value::Nil),
            Control::Error(text) => (4, "onError", Value::String(lua.create_string(text)?)),
        };
        entry.callback = callback;
        entry.counts.connections += u64::from(matches!(control, Control::Connected(_)));
        entry.counts.errors += u64::from(matches!(control, Control::Error(_)));
        (sockets.info(id), number, value)
    };
    core.touch(id); // Diagnostics of what happened before come first.
    core.record(match control {
        Control::Connecting(_) => Event::Connecting { socket },
        Control::Connected(_) => Event::Connected { socket },
        Control::Closed => Event::Closed {
            socket,
            by: ClosedBy::Remote,
        },
        Control::Error(message) => Event::Error { socket, message },
    });
    Ok((None, Some(number), value))
}

/// The function behind `socket:send`.
fn send_function(lua: &Lua, core: &Rc<Core>, id: SocketId) -> mlua::Result<Function> {
    let core = Rc::downgrade(core);
    lua.create_function(move |lua, message: Value| -> mlua::Result<()> {
        let Some(core) = core.upgrade() else {
            return Ok(());
        };
        let text = match message {
            Value::String(text) => text,
            number @ (Value::Integer(_) | Value::Number(_)) => match lua.coerce_string(number)? {
                Some(text) => text,
                None => return Ok(()),
            },
            other => {
                // B7.6
                let got = if other == Value::Nil {
                    "nil"
                } else {
                    type_name(&other)
                };
                let text = format!("bad argument #1 to 'send' (string expected, got {got})");
                return Err(Raise::Text(text).into_error(lua));
            }
        };
        let mut sockets = core.app.sockets.borrow_mut();
        let entry = sockets.entry(id);
        let bytes = text.as_bytes();
        if entry.machine.send(&bytes, core.now()).is_err() {
            return Err(closed("send").into_error(lua)); // B7.8
        }
        entry.counts.messages_out += 1;
        sockets.mark_dirty(id);
        if core.app.settings.record_messages {
            core.record(Event::Sent {
                socket: sockets.info(id),
                data: bytes.to_vec(),
            });
        }
        for event in sockets.take_diagnostics(id) {
            core.record(event);
        }
        Ok(())
    })
}

/// Starts a task that runs the callbacks of a socket.
pub(crate) fn start_delivery(
    lua: &Lua,
    core: &Rc<Core>,
    id: SocketId,
    function: Function,
) -> mlua::Result<()> {
    let thread = lua.create_thread(function.clone())?;
    core.app.sockets.borrow_mut().entry(id).deliver = Some(function);
    core.spawn("LrSocket".to_owned(), thread, OnError::Callback(id));
    Ok(())
}

/// Closes the socket (B3.6). Returns how many seconds the application is blocked, or nil if it was
/// closed before; `onClosed` is the caller's to run.
fn close(core: &Rc<Core>, id: SocketId) -> Option<f64> {
    let closed = core
        .app
        .sockets
        .borrow_mut()
        .entry(id)
        .machine
        .close(core.now());
    let Close::Closed { stall } = closed else {
        return None;
    };
    let socket = core.app.sockets.borrow().info(id);
    core.record(Event::Closed {
        socket,
        by: ClosedBy::Plugin,
    });
    core.touch(id);
    Some(stall.as_secs_f64())
}

impl Core {
    /// An error has left a callback of this socket (B3.9).
    pub(crate) fn callback_failed(&self, id: SocketId, message: String, traceback: String) {
        let (socket, callback) = {
            let mut sockets = self.app.sockets.borrow_mut();
            (sockets.info(id), sockets.entry(id).callback)
        };
        self.record(Event::CallbackError {
            socket,
            callback,
            message,
            traceback,
        });
    }

    /// The task of this socket's callbacks has failed: the next event is taken by a new one (B3.9).
    pub(crate) fn go_on_delivering(self: &Rc<Self>, lua: &Lua, id: SocketId) -> mlua::Result<()> {
        let deliver = self.app.sockets.borrow_mut().entry(id).deliver.clone();
        match deliver {
            Some(function) => start_delivery(lua, self, id, function),
            None => Ok(()),
        }
    }
}
