//! Messages in the ordinary case, which is to be quick (vm/quick.rs), and `socket:send` in all others.

use std::rc::{Rc, Weak};

use lrsocket_proto::{Mode, Phase};
use mlua::{Function, Lua, Value};

use super::closed;
use crate::application::Core;
use crate::application::sockets::Sockets;
use crate::record::Event;
use crate::vm::args::type_name;
use crate::vm::quick::QuickSocket;
use crate::vm::raise::Raise;
use lrsocket_vm::SocketId;

/// The ordinary case of taking a line and of sending one.
pub(super) struct Quick {
    core: Weak<Core>,
    id: SocketId,
}

impl Quick {
    pub(super) fn new(core: &Rc<Core>, id: SocketId) -> Self {
        Quick {
            core: Rc::downgrade(core),
            id,
        }
    }
}

impl QuickSocket for Quick {
    fn take_line(&self, line: &mut Vec<u8>) -> bool {
        let Some(core) = self.core.upgrade() else {
            return false;
        };
        if core.app.settings.record_messages {
            return false;
        }
        let Ok(mut sockets) = core.app.sockets.try_borrow_mut() else {
            return false;
        };
        // There is an acknowledgement to write, and room to read.
        let Some(entry) = sockets.dirty_entry(self.id) else {
            return false;
        };
        let Some(bytes) = entry.machine.poll_line() else {
            return false;
        };
        line.extend_from_slice(bytes);
        entry.counts.messages_in += 1;
        entry.callback = "onMessage";
        true
    }

    fn send(&self, message: &[u8]) -> bool {
        let Some(core) = self.core.upgrade() else {
            return false;
        };
        let Ok(mut sockets) = core.app.sockets.try_borrow_mut() else {
            return false;
        };
        let Some(entry) = sockets.entry(self.id) else {
            return false;
        };
        let simple = entry.machine.phase() == Phase::Connected
            && entry.machine.config().mode == Mode::Send
            && !core.app.settings.record_messages;
        if !simple {
            return false;
        }
        let Some(diagnostics) = hand_over(&core, &mut sockets, self.id, message) else {
            return false;
        };
        drop(sockets);
        record_all(&core, diagnostics);
        true
    }
}

/// Hands a message to the machine (B7.1). Returns what to record, or `None` if the socket is closed
/// (B7.8). Allocates nothing if there is nothing to record.
fn hand_over(
    core: &Core,
    sockets: &mut Sockets,
    id: SocketId,
    message: &[u8],
) -> Option<Vec<Event>> {
    let entry = sockets.dirty_entry(id)?;
    entry.machine.send(message, core.app.turn()).ok()?;
    entry.counts.messages_out += 1;
    if !entry.machine.has_diagnostic() {
        return Some(Vec::new());
    }
    Some(sockets.take_diagnostics(id))
}

fn record_all(core: &Core, events: Vec<Event>) {
    for event in events {
        core.record(event);
    }
}

/// The function behind `socket:send`.
pub(super) fn send_function(lua: &Lua, core: &Rc<Core>, id: SocketId) -> mlua::Result<Function> {
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
        let bytes = text.as_bytes();
        let Some(diagnostics) = hand_over(&core, &mut sockets, id, &bytes) else {
            return Err(closed("send").into_error(lua)); // B7.8
        };
        let socket = sockets.info(id);
        drop(sockets);
        if core.app.settings.record_messages
            && let Some(socket) = socket
        {
            let data = bytes.to_vec();
            core.record(Event::Sent { socket, data });
        }
        record_all(&core, diagnostics);
        Ok(())
    })
}
