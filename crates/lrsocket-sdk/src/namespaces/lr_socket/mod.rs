//! LrSocket: `bind` and what its object calls. The rules of the socket are in lrsocket-proto; the
//! object and the task of its callbacks are Lua.

mod bind;
mod delivery;
mod messages;

use std::rc::Rc;
use std::time::Duration;

use lrsocket_proto::{Close, Phase, SocketClosed};

use self::bind::bind;
use self::delivery::{number, start_delivery, take_function};
use self::messages::{Quick, send_function};
use crate::application::Core;
use crate::record::{CallbackErrorKind, ClosedBy, Event};
use crate::vm::args::Args;
use crate::vm::namespace::Namespace;
use crate::vm::quick;
use crate::vm::raise::{Raise, SdkResult, tidy_traceback};
use lrsocket_vm::SocketId;

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
            let stall = match call.core.app.sockets.borrow_mut().entry(id) {
                Some(entry) => entry.machine.reconnect(now),
                None => Err(SocketClosed),
            };
            call.core.touch(id);
            match stall {
                Ok(stall) => Ok(stall.as_secs_f64()),
                Err(SocketClosed) => Err(closed("reconnect")), // B7.8
            }
        });
        ns.private("close", |call, args| Ok(close(call.core, socket_id(args)?)));
        ns.private("context_ends", |call, args| {
            context_ends(call.core, socket_id(args)?);
            Ok(())
        });
        ns.private("freezes", |call, args| {
            let (id, seconds) = (socket_id(args)?, args.number(3)?);
            freezes(call.core, id, &args.string(2)?.to_string_lossy(), seconds);
            Ok(())
        });
        ns.private("freeze", |call, args| {
            call.core
                .app
                .freeze(Duration::try_from_secs_f64(args.number(1)?).unwrap_or_default());
            Ok(())
        });
        ns.private("callback_error", |call, args| {
            let socket = call.core.app.sockets.borrow().info(socket_id(args)?);
            let message = args.string(3)?.to_string_lossy();
            // Many plug-ins open a socket again whenever it is closed, at their own end, too.
            let kind = if message.ends_with(&after_close("reconnect")) {
                CallbackErrorKind::ReconnectAfterClose
            } else {
                CallbackErrorKind::Other
            };
            if call.core.ending.get() && kind == CallbackErrorKind::ReconnectAfterClose {
                call.core.record(Event::Diagnostic {
                    rule: "B7.8",
                    message:
                        "onClosed calls reconnect() at the end of the plug-in, too; it raises an \
                              error that nobody sees"
                            .to_owned(),
                    socket,
                    at: None,
                    fails: false,
                });
                return Ok(());
            }
            let Some(socket) = socket else {
                return Ok(());
            };
            call.core.record(Event::CallbackError {
                socket,
                callback: "onClosed",
                kind,
                message,
                traceback: tidy_traceback(&args.string(4)?.to_string_lossy()),
            });
            Ok(())
        });
        ns.private_value("CONNECTING", number::CONNECTING);
        ns.private_value("CONNECTED", number::CONNECTED);
        ns.private_value("CLOSED", number::CLOSED);
        ns.private_value("ERROR", number::ERROR);
        ns.private_value("ENDED", number::ENDED);
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
    Raise::Text(after_close(member))
}

fn after_close(member: &str) -> String {
    format!("LrSocket: {member}() after close(): the socket is closed")
}

/// B8.1: the end of the context closes the socket. Where that is before it could listen, the plug-in
/// most likely did not mean it.
fn context_ends(core: &Core, id: SocketId) {
    let mut sockets = core.app.sockets.borrow_mut();
    let phase = sockets.entry(id).map(|entry| entry.machine.phase());
    drop(sockets);
    if phase == Some(Phase::Opening) && !core.ending.get() {
        let socket = core.app.sockets.borrow().info(id);
        core.record(Event::Diagnostic {
            rule: "B8.1",
            message: "the function context ended right after bind, which closes the socket before \
                      anybody can connect: let the function of the context go on, as with a loop \
                      that sleeps"
                .to_owned(),
            socket,
            at: None,
            fails: false,
        });
    }
}

/// Reports that a call is about to block the whole application.
fn freezes(core: &Core, id: SocketId, member: &str, seconds: f64) {
    let (rule, switch) = match member {
        "close" => ("B7.7", "close_stall"),
        _ => ("B5.5", "send_reconnect = hang"),
    };
    let message = format!(
        "{member}() blocks Lightroom for {seconds} s (the fault {switch}): until then no task and no \
         callback runs"
    );
    let socket = core.app.sockets.borrow().info(id);
    core.record(Event::Diagnostic {
        rule,
        message,
        socket,
        at: None,
        fails: false,
    });
}

/// Closes the socket (B3.6). Returns how many seconds the application is blocked, or nil if it was
/// closed before; `onClosed` is the caller's to run.
fn close(core: &Rc<Core>, id: SocketId) -> Option<f64> {
    let mut sockets = core.app.sockets.borrow_mut();
    let closed = sockets.entry(id)?.machine.close(core.now());
    let Close::Closed { stall } = closed else {
        return None;
    };
    let socket = sockets.info(id)?;
    sockets.collect_actions(id); // The record waits for them.
    drop(sockets);
    core.record(Event::Closed {
        socket,
        by: ClosedBy::Plugin,
    });
    core.touch(id);
    Some(core.app.close_stall(stall).as_secs_f64())
}
