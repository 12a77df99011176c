//! LrDialogs without a screen: what would be shown becomes a record, and a question is answered by
//! rule (`--answer`). Of a dialog with contents of its own the texts are recorded. Nobody is there to
//! choose a file: the panels for that are always canceled.
//!
//! Guess: text that is no string is no error. It is shown as its type, with a diagnostic; so a
//! method call such as `LrDialogs:message("Saved")` shows a box with a wrong title.

use mlua::{Table, Value};

use crate::application::settings::Answer;
use crate::record::Event;
use crate::shared;
use crate::vm::args::{Args, type_name};
use crate::vm::namespace::{Call, Namespace};
use crate::vm::raise::{Raise, SdkResult, tidy_traceback};

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrDialogs",
    build: |ns| {
        const CANCELED: &str = "nobody is there to choose: always canceled";
        const NO_WINDOW: &str = "without a window; answered by --answer";
        ns.partly("presentModalDialog", NO_WINDOW);
        ns.partly("runOpenPanel", CANCELED);
        ns.partly("runSavePanel", CANCELED);
        ns.function("message", |call, args| {
            let dialog = Dialog::of(call, "message", args);
            dialog.show(None);
            Ok(())
        });
        ns.function("messageWithDoNotShow", |call, args| {
            let dialog = Dialog::of_table(call, "messageWithDoNotShow", &args.table(1)?)?;
            dialog.show(None);
            Ok(())
        });
        ns.function("showError", |call, args| {
            let message = text(call, "showError", "argument 1", &args.value(1));
            let info = String::new();
            Dialog {
                call,
                kind: "showError",
                message,
                info,
            }
            .show(None);
            Ok(())
        });
        ns.function("showBezel", |call, args| {
            args.optional_number(2)?;
            let message = text(call, "showBezel", "argument 1", &args.value(1));
            let info = String::new();
            Dialog {
                call,
                kind: "showBezel",
                message,
                info,
            }
            .show(None);
            Ok(())
        });
        ns.function("confirm", |call, args| {
            let dialog = Dialog::of(call, "confirm", args);
            let answer = confirmed(call, args.truth(5));
            dialog.show(Some(answer.as_str()));
            Ok(answer.as_str())
        });
        ns.function("promptForActionWithDoNotShow", prompt);
        // Nobody ever ticks the box, so there is nothing to forget.
        ns.function("resetDoNotShowFlag", |_, args| {
            args.optional_string(1)?;
            Ok(())
        });
        ns.private("show_error_of_context", show_error_of_context);
        ns.private("answer", |call, _| Ok(call.core.app.answer.get().as_str()));
        ns.private("show", |call, args| {
            let kind = args.text(1)?;
            let dialog = Dialog {
                call,
                message: optional_text(call, &kind, "`title`", &args.value(2)),
                info: optional_text(call, &kind, "`caption`", &args.value(3)),
                kind: &kind,
            };
            let answer = args.optional_string(4)?;
            dialog.show(answer.map(|answer| answer.to_string_lossy()).as_deref());
            Ok(())
        });
        ns.private("begin_wait", |call, _| {
            Ok(call.core.app.work.borrow_mut().begin() as f64)
        });
        ns.private("end_wait", |call, args| {
            #[expect(clippy::cast_sign_loss, reason = "begin_wait counts from 1")]
            let number = args.number(1)? as u64;
            let waiting = call.core.app.work.borrow_mut().end(number);
            if let Some(task) = waiting {
                call.core.app.scheduler.borrow_mut().wake(task, Value::Nil);
            }
            Ok(())
        });
        shared::views(ns)?;
        shared::progress(ns)?;
        ns.lua(include_str!("lr_dialogs.lua"))
    },
};

/// A dialog box that would be shown.
struct Dialog<'c> {
    call: &'c Call<'c>,
    kind: &'c str,
    message: String,
    info: String,
}

impl<'c> Dialog<'c> {
    /// With the arguments `message, info`.
    fn of(call: &'c Call<'c>, kind: &'c str, args: &Args<'_>) -> Self {
        Dialog {
            call,
            kind,
            message: text(call, kind, "argument 1", &args.value(1)),
            info: optional_text(call, kind, "argument 2", &args.value(2)),
        }
    }

    /// With the fields `message` and `info` of a table.
    fn of_table(call: &'c Call<'c>, kind: &'c str, table: &Table) -> SdkResult<Self> {
        Ok(Dialog {
            call,
            kind,
            message: text(call, kind, "`message`", &table.raw_get("message")?),
            info: optional_text(call, kind, "`info`", &table.raw_get("info")?),
        })
    }

    fn show(self, answer: Option<&str>) {
        self.call.core.record(Event::Dialog {
            kind: self.kind.to_owned(),
            message: self.message,
            info: self.info,
            answer: answer.map(str::to_owned),
        });
    }
}

/// Shows the error that has ended a function context, which counts as an error of the plug-in (R10.3)
/// unless it has been shown before. The arguments: the error, the name of the context, where the error
/// came from, whether it has been shown.
fn show_error_of_context(call: &Call<'_>, args: &Args<'_>) -> SdkResult<()> {
    const KIND: &str = "attachErrorDialogToFunctionContext";
    let message = text(call, KIND, "the error", &args.value(1));
    let traceback = args.optional_string(3)?;
    Dialog {
        call,
        kind: KIND,
        message: message.clone(),
        info: String::new(),
    }
    .show(None);
    if !args.truth(4) {
        call.core.record(Event::TaskError {
            task: args.text(2)?,
            message,
            traceback: traceback.map_or_else(String::new, |trace| {
                tidy_traceback(&trace.to_string_lossy())
            }),
            shown: true,
        });
    }
    Ok(())
}

fn optional_text(call: &Call<'_>, kind: &str, what: &str, value: &Value) -> String {
    match value {
        Value::Nil => String::new(),
        value => text(call, kind, what, value),
    }
}

fn text(call: &Call<'_>, kind: &str, what: &str, value: &Value) -> String {
    match value {
        Value::String(text) => text.to_string_lossy(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        other => {
            let got = type_name(other);
            let hint = match other {
                Value::Table(_) if what == "argument 1" => {
                    format!("; call it with a dot, LrDialogs.{kind}(…)")
                }
                _ => String::new(),
            };
            call.core.diagnose(
                "",
                format!("LrDialogs.{kind}: {what} should be a string, it is a {got}{hint}"),
                call.caller(),
            );
            format!("({got})")
        }
    }
}

/// The third button can only be pressed where there is one.
fn confirmed(call: &Call<'_>, has_other: bool) -> Answer {
    match call.core.app.answer.get() {
        Answer::Other if !has_other => {
            let message = "LrDialogs.confirm: the answer is to be \"other\", but this dialog has \
                           no otherVerb; answered \"cancel\"";
            call.core.diagnose("", message.to_owned(), call.caller());
            Answer::Cancel
        }
        answer => answer,
    }
}

/// Answers with the first button (`ok`), the second (`other`), or nil (`cancel`).
fn prompt(call: &Call<'_>, args: &Args<'_>) -> SdkResult<Value> {
    const KIND: &str = "promptForActionWithDoNotShow";
    let table = args.table(1)?;
    let dialog = Dialog::of_table(call, KIND, &table)?;
    let Value::Table(buttons) = table.raw_get("verbBtns")? else {
        return Err(Raise::Text(format!(
            "LrDialogs.{KIND}: `verbBtns` must be a list of buttons such as {{ {{ label = \
             \"Send\", verb = \"send\" }} }}"
        )));
    };
    let verb = |n: i64| match buttons.raw_get(n)? {
        Value::Table(button) => button.raw_get("verb"),
        _ => Ok(Value::Nil),
    };
    let answer = match call.core.app.answer.get() {
        Answer::Ok => verb(1)?,
        Answer::Other => verb(2)?,
        Answer::Cancel => Value::Nil,
    };
    match &answer {
        Value::String(verb) => dialog.show(Some(&verb.to_string_lossy())),
        _ => dialog.show(Some("cancel")),
    }
    Ok(answer)
}
