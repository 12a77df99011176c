//! Messages in the ordinary case, which is to be quick (vm/quick.rs), and `socket:send` in all others.

use std::rc::{Rc, Weak};

use lrsocket_proto::{Mode, Phase};
use mlua::{Function, Lua, Value};

use super::closed;
use crate::application::Core;
use crate::application::sockets::Entry;
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
        let Some(entry) = sockets.dirty_entry(self.id) else {
            return false;
        };
        let simple = entry.machine.phase() == Phase::Connected
            && entry.machine.config().mode == Mode::Send
            && !core.app.settings.record_messages;
        if !simple || !hand_over(&core, entry, message) {
            return false;
        }
        if entry.machine.has_diagnostic() {
            let diagnostics = sockets.take_diagnostics(self.id);
            drop(sockets);
            record_all(&core, diagnostics);
        }
        true
    }
}

/// Hands a message to the machine (B7.1); `false` if the socket is closed (B7.8). The machine may
/// have diagnostics of it.
#[inline]
fn hand_over(core: &Core, entry: &mut Entry, message: &[u8]) -> bool {
    let sent = entry.machine.send(message, core.app.turn()).is_ok();
    entry.counts.messages_out += u64::from(sent);
    sent
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
        let entry = sockets.dirty_entry(id);
        if !entry.is_some_and(|entry| hand_over(&core, entry, &bytes)) {
            return Err(closed("send").into_error(lua)); // B7.8
        }
        let diagnostics = sockets.take_diagnostics(id);
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
