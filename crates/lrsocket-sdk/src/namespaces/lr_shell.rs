//! LrShell. Plug-ins use it to start their companion program, so `openFilesInApp` starts it; what
//! would only come up on a screen is recorded.

use lrsocket_proto::Platform;
use mlua::{Table, Value};

use crate::application::work::Work;
use crate::record::Event;
use crate::shared::command_line;
use crate::vm::args::{Args, type_name};
use crate::vm::namespace::{Call, Namespace};
use crate::vm::raise::SdkResult;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrShell",
    build: |ns| {
        ns.function("revealInShell", |call, args| {
            show(call, "revealInShell", args.text(1)?, String::new());
            Ok(())
        });
        ns.function("openFilesInApp", |call, args| {
            let (arguments, program) = (files(args)?, args.text(2)?);
            show(
                call,
                "openFilesInApp",
                program.clone(),
                arguments.join("\n"),
            );
            let work = Work::Launch { program, arguments };
            call.core.app.work.borrow_mut().request(work);
            Ok(())
        });
        ns.private("openPathsViaCommandLine", |call, args| {
            let (files, program) = (files(args)?, args.text(2)?);
            let extra = match args.optional_string(3)? {
                Some(_) => args.text(3)?,
                None => String::new(),
            };
            let mut command = quoted(&program);
            for part in std::iter::once(extra).chain(files.iter().map(|file| quoted(file))) {
                if !part.is_empty() {
                    command += " ";
                    command += &part;
                }
            }
            if call.core.app.settings.platform == Platform::Win {
                command = format!("\"{command}\""); // R1.9
            }
            let command = command_line::command(call, command);
            let work = Work::Execute { command };
            Ok(call.core.app.work.borrow_mut().request(work) as f64)
        });
        // Guess: it waits as LrTasks.execute does, and so needs a task.
        ns.lua(
            "local LrShell, runtime, host = ...
            function LrShell.openPathsViaCommandLine(files, program, extra)
                if not runtime.can_yield() then
                    runtime.wait(runtime.YIELD)
                end
                local number = host.openPathsViaCommandLine(files, program, extra)
                return (runtime.wait(runtime.WAIT, number))
            end",
        )
    },
};

fn show(call: &Call<'_>, kind: &str, message: String, info: String) {
    call.core.record(Event::Dialog {
        kind: kind.to_owned(),
        message,
        info,
        answer: None,
    });
}

/// Argument 1: a list of paths.
fn files(args: &Args<'_>) -> SdkResult<Vec<String>> {
    let table: Table = args.table(1)?;
    let mut files = Vec::new();
    for file in table.sequence_values::<Value>() {
        match file? {
            Value::String(file) => files.push(file.to_string_lossy()),
            other => {
                let why = format!(
                    "a list of paths expected, item {} is a {}",
                    files.len() + 1,
                    type_name(&other)
                );
                return Err(args.bad(1, &why));
            }
        }
    }
    Ok(files)
}

/// One word for the shell that runs it, which is that of this system.
fn quoted(word: &str) -> String {
    if cfg!(windows) {
        format!("\"{word}\"")
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
