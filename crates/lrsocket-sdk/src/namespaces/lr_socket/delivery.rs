//! The delivery of a socket's events to its callbacks: what the Lua half takes, and the task that does.

use std::rc::Rc;

use lrsocket_proto::{Phase, SocketEvent};
use mlua::{Function, Lua, LuaString, Value};

use crate::application::Core;
use crate::record::{CallbackErrorKind, ClosedBy, Event};
use lrsocket_vm::OnError;
use lrsocket_vm::SocketId;

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
pub(super) fn take_function(lua: &Lua, core: &Rc<Core>, id: SocketId) -> mlua::Result<Function> {
    let core = Rc::downgrade(core);
    lua.create_function(move |lua, ()| -> mlua::Result<Taken> {
        let Some(core) = core.upgrade() else {
            return Ok(ENDED);
        };
        let mut sockets = core.app.sockets.borrow_mut();
        let Some(entry) = sockets.entry(id) else {
            return Ok(ENDED);
        };
        let control = match entry.machine.poll_event() {
            Some(SocketEvent::Message(line)) => {
                let data = line.to_vec();
                entry.counts.messages_in += 1;
                entry.callback = "onMessage";
                sockets.mark_dirty(id); // There is an acknowledgement to write, and room to read.
                let socket = sockets.info(id);
                // A finalizer may run while Lua makes the string, and use this socket.
                drop(sockets);
                let text = lua.create_string(&data)?;
                if core.app.settings.record_messages
                    && let Some(socket) = socket
                {
                    core.record(Event::Message { socket, data });
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
const ENDED: Taken = (None, Some(number::ENDED), Value::Nil);

/// The events other than lines, as the Lua half gets them.
pub(super) mod number {
    pub(in super::super) const CONNECTING: i32 = 1;
    pub(in super::super) const CONNECTED: i32 = 2;
    pub(in super::super) const CLOSED: i32 = 3;
    pub(in super::super) const ERROR: i32 = 4;
    /// The socket is closed: nothing follows.
    pub(in super::super) const ENDED: i32 = 5;
}

/// Counts and traces an event that is about to be delivered.
fn take_control(lua: &Lua, core: &Rc<Core>, id: SocketId, control: Control) -> mlua::Result<Taken> {
    let (event, callback, value) = match &control {
        Control::Connecting(port) => (
            number::CONNECTING,
            "onConnecting",
            Value::Integer((*port).into()),
        ),
        Control::Connected(port) => (
            number::CONNECTED,
            "onConnected",
            Value::Integer((*port).into()),
        ),
        Control::Closed => (number::CLOSED, "onClosed", Value::Nil),
        Control::Error(text) => (
            number::ERROR,
            "onError",
            Value::String(lua.create_string(text)?),
        ),
    };
    let socket = {
        let mut sockets = core.app.sockets.borrow_mut();
        let Some(entry) = sockets.entry(id) else {
            return Ok(ENDED);
        };
        entry.callback = callback;
        entry.counts.connections += u64::from(matches!(control, Control::Connected(_)));
        entry.counts.errors += u64::from(matches!(control, Control::Error(_)));
        let Some(socket) = sockets.info(id) else {
            return Ok(ENDED);
        };
        socket
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
    Ok((None, Some(event), value))
}

/// Starts a task that runs the callbacks of a socket.
pub(super) fn start_delivery(
    lua: &Lua,
    core: &Rc<Core>,
    id: SocketId,
    function: Function,
) -> mlua::Result<()> {
    let thread = lua.create_thread(function.clone())?;
    if let Some(entry) = core.app.sockets.borrow_mut().entry(id) {
        entry.deliver = Some(function);
    }
    core.spawn("LrSocket".to_owned(), thread, OnError::Callback(id));
    Ok(())
}

impl Core {
    /// An error has left a callback of this socket (B3.9).
    pub fn callback_failed(&self, id: SocketId, message: String, traceback: String) {
        let mut sockets = self.app.sockets.borrow_mut();
        let callback = sockets.entry(id).map(|entry| entry.callback);
        let (Some(callback), Some(socket)) = (callback, sockets.info(id)) else {
            return;
        };
        drop(sockets);
        self.record(Event::CallbackError {
            socket,
            callback,
            kind: CallbackErrorKind::Other,
            message,
            traceback,
        });
    }

    /// The task of this socket's callbacks has failed: the next event is taken by a new one (B3.9).
    pub fn resume_delivery(self: &Rc<Self>, lua: &Lua, id: SocketId) -> mlua::Result<()> {
        let mut sockets = self.app.sockets.borrow_mut();
        let deliver = sockets.entry(id).and_then(|entry| entry.deliver.clone());
        drop(sockets);
        match deliver {
            Some(function) => start_delivery(lua, self, id, function),
            None => Ok(()),
        }
    }
}
