//! LrTasks (R1). The scheduler is in `lrsocket-vm`; what yields is Lua.

use mlua::Value;

use crate::application::work::Work;
use crate::shared::command_line;
use crate::vm::namespace::Namespace;
use lrsocket_vm::OnError;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrTasks",
    build: |ns| {
        ns.private("spawn", |call, args| {
            let Value::Thread(thread) = args.value(1) else {
                return Err(args.expected(1, "coroutine"));
            };
            let on_error = if args.truth(3) {
                OnError::Show
            } else {
                OnError::Trace
            };
            call.core
                .spawn(args.string(2)?.to_string_lossy(), thread, on_error);
            Ok(())
        });
        ns.private("sleep", |_, args| args.number(1));
        ns.private("execute", |_, args| args.text(1));
        ns.private("request", |call, args| {
            let command = command_line::command(call, args.text(1)?);
            let number = call
                .core
                .app
                .work
                .borrow_mut()
                .request(Work::Execute { command });
            Ok(number as f64)
        });
        ns.lua(include_str!("lr_tasks.lua"))
    },
};
