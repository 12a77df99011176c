//! LrFunctionContext (R3).

use mlua::Value;

use crate::record::Event;
use crate::vm::namespace::Namespace;
use crate::vm::raise::tidy_traceback;
use lrsocket_vm::OnError;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrFunctionContext",
    build: |ns| {
        ns.object(
            "functionContext",
            &[
                "addCleanupHandler",
                "addFailureHandler",
                "addOperationTitleForError",
            ],
        );
        ns.private("post", |call, args| {
            let Value::Thread(thread) = args.value(1) else {
                return Err(args.expected(1, "coroutine"));
            };
            call.core
                .spawn(args.string(2)?.to_string_lossy(), thread, OnError::Log);
            Ok(())
        });
        ns.private("handler_error", |call, args| {
            call.core.record(Event::HandlerError {
                context: args.string(1)?.to_string_lossy(),
                message: args.string(2)?.to_string_lossy(),
                traceback: tidy_traceback(&args.string(3)?.to_string_lossy()),
            });
            Ok(())
        });
        ns.private("addOperationTitleForError", |_, args| args.string(1));
        ns.private("log_title", |call, args| {
            call.core.record(Event::Log {
                level: "error".to_owned(),
                logger: args.string(1)?.to_string_lossy(),
                message: args.string(2)?.to_string_lossy(),
            });
            Ok(())
        });
        ns.lua(include_str!("lr_function_context.lua"))
    },
};
