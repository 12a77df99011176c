//! Commands and HTTP requests as tables: what a test is asked, and what it answers.

use lrsocket_host::{HttpError, HttpErrorKind, HttpResponse, Work, WorkResult};
use mlua::{Function, Lua, LuaString, Table, Value};

use super::errors::interpreter;
use crate::world::{WorldError, command_of};

/// Converts a command or request to the table that a test gets.
pub(super) fn table(lua: &Lua, work: &Work) -> mlua::Result<Table> {
    let table = lua.create_table()?;
    table.set("command", command_of(work))?;
    match work {
        Work::Execute { .. } => table.set("kind", "execute")?,
        Work::Launch { program, arguments } => {
            table.set("kind", "launch")?;
            table.set("program", program.as_str())?;
            table.set("arguments", arguments.clone())?;
        }
        Work::Http(request) => {
            table.set("kind", "http")?;
            table.set("method", request.method.as_str())?;
            table.set("url", request.url.as_str())?;
            table.set("body", lua.create_string(&request.body)?)?;
            table.set("timeout", request.phase.as_secs_f64())?;
            let headers = lua.create_table()?;
            for (name, value) in &request.headers {
                headers.set(name.as_str(), value.as_str())?;
            }
            table.set("headers", headers)?;
        }
    }
    Ok(table)
}

/// Calls the Lua function `answer` of outside.lua: it returns `false` and a message, or `true` and
/// what the test's function returned, or nothing if the test has set none.
pub(super) fn answer(
    lua: &Lua,
    answer: &Function,
    work: &Work,
) -> Result<Option<WorkResult>, WorldError> {
    let asked = table(lua, work).map_err(interpreter)?;
    let (ok, first, second): (Option<bool>, Value, Value) =
        answer.call(asked).map_err(interpreter)?;
    match ok {
        None => Ok(None),
        Some(false) => Err(text(&first)
            .unwrap_or_else(|| "an error without text".to_owned())
            .into()),
        Some(true) => match work {
            Work::Execute { .. } => Ok(Some(WorkResult::Executed {
                status: status(&first)?,
            })),
            Work::Launch { .. } => Ok(Some(WorkResult::Launched(match status(&first)? {
                0 => Ok(()),
                other => Err(format!("the program could not be started: status {other}")),
            }))),
            Work::Http(_) => response(&first, &second).map(|it| Some(WorkResult::Http(it))),
        },
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.to_string_lossy()),
        _ => None,
    }
}

fn status(value: &Value) -> Result<i32, WorldError> {
    match value {
        Value::Nil => Ok(0),
        Value::Integer(status) => i32::try_from(*status).map_err(|error| error.to_string().into()),
        Value::Number(status) if status.fract() == 0.0 && status.abs() <= f64::from(i32::MAX) => {
            Ok(*status as i32)
        }
        _ => Err("the function of lr.on_execute must return an exit status, a whole number".into()),
    }
}

fn response(response: &Value, why: &Value) -> Result<Result<HttpResponse, HttpError>, WorldError> {
    let response = match response {
        Value::Nil => {
            let message = text(why).unwrap_or_else(|| "connection refused".to_owned());
            return Ok(Err(HttpError {
                kind: HttpErrorKind::CannotConnectToHost,
                message,
            }));
        }
        Value::Table(table) => table,
        _ => {
            return Err(
                "the function of lr.on_http must return { status =, headers =, body = }, or nil \
                 and a reason"
                    .into(),
            );
        }
    };
    let wrong = |error: mlua::Error| format!("the answer of lr.on_http: {error}");
    let status: Option<u16> = response.raw_get("status").map_err(wrong)?;
    let body: Option<LuaString> = response.raw_get("body").map_err(wrong)?;
    let fields: Option<Table> = response.raw_get("headers").map_err(wrong)?;
    let mut headers = Vec::new();
    for field in fields.iter().flat_map(Table::pairs::<String, String>) {
        headers.push(field.map_err(wrong)?);
    }
    headers.sort();
    Ok(Ok(HttpResponse {
        status: status.unwrap_or(200),
        headers,
        body: body.map_or_else(Vec::new, |body| body.as_bytes().to_vec()),
    }))
}
