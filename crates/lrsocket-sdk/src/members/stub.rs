//! Documented members that are not here: they can be read, and say so when they are called.

use std::rc::Rc;

use mlua::{Lua, Table, Value};

use super::missing;
use super::surface::{self, Kind};
use crate::application::Core;
use crate::record::Event;
use crate::vm::namespace::{Call, Functions};
use crate::vm::raise::Raise;

/// Adds to a namespace whatever Adobe documents and it does not have. The page of a class has only
/// methods of its objects, and its table is theirs.
pub(crate) fn fill(
    lua: &Lua,
    core: &Rc<Core>,
    name: &'static str,
    namespace: &Table,
) -> mlua::Result<()> {
    let Some(page) = surface::page(name) else {
        return Ok(());
    };
    let mut stubs = Functions::new(lua, core)?;
    let is_class = page.is_class();
    for member in &page.members {
        let ours = (is_class || member.receiver == page.name) && member.kind == Kind::Function;
        if ours && namespace.raw_get::<Value>(member.name)? == Value::Nil {
            stubs.function(member.name, |call, _| -> Result<(), Raise> {
                Err(unimplemented(call, page.name, member.name, member.since))
            });
        }
    }
    for pair in stubs.finish()?.pairs::<Value, Value>() {
        let (name, stub) = pair?;
        namespace.raw_set(name, stub)?;
    }
    // R6.14: what is newer than this Lightroom is not there.
    let lightroom = core.app.settings.lightroom;
    let newer = page.members.iter().filter(|it| !lightroom.has(it.since));
    for member in newer.filter(|it| is_class || it.receiver == page.name) {
        namespace.raw_set(member.name, Value::Nil)?;
    }
    Ok(())
}

/// The error of a call to a member that is not here; it is traced and listed in the summary.
pub(crate) fn unimplemented(call: &Call<'_>, page: &str, member: &str, since: &str) -> Raise {
    let reason = missing::reason(page, member).map_or_else(String::new, |why| format!(": {why}"));
    let member = record(call, page, member, since);
    let version = match since {
        "" => String::new(),
        since => format!(" (added in SDK {since})"),
    };
    Raise::Text(format!(
        "{member} is not implemented by lrsocket{version}{reason}"
    ))
}

/// Traces the call and lists it in the summary. Returns the name of the member.
pub(crate) fn record(call: &Call<'_>, page: &str, member: &str, since: &str) -> String {
    let member = format!("{page}.{member}");
    call.core.record(Event::Unimplemented {
        member: member.clone(),
        since: since.to_owned(),
        at: call.caller(),
    });
    member
}
