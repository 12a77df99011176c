//! Members that wait for other threads of Lightroom: what they do where they cannot (R7).

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use lrsocket_proto::MayWait;
use lrsocket_vm::Context as _;
use mlua::{Function, Lua, Table, Value};

use super::surface::{self, Member, Page, Waits};
use crate::application::Core;
use crate::application::read_gate::{Access, ReadGates};
use crate::record::Event;
use crate::vm::namespace::{Call, Functions};

/// Namespaces whose members wait by themselves, and refuse to by themselves.
const WAIT_BY_THEMSELVES: &[&str] = &["LrTasks", "LrHttp", "LrExportSession"];

/// The text of `findPhotos` where it cannot wait (R7.8).
const FIND_PHOTOS: &str = "LrCatalog:findPhotos: must be called from within an LrTask";

/// Puts a guard in front of the members of a namespace that wait.
pub(crate) fn guard(
    lua: &Lua,
    core: &Rc<Core>,
    name: &'static str,
    namespace: &Table,
) -> mlua::Result<()> {
    let Some(page) = surface::page(name) else {
        return Ok(());
    };
    if WAIT_BY_THEMSELVES.contains(&name) {
        return Ok(());
    }
    let mut guarded = page.members.iter().filter(|it| it.waits != Waits::Never);
    let Some(first) = guarded.next() else {
        return Ok(());
    };
    let make = guards(lua, core, page)?;
    for member in std::iter::once(first).chain(guarded) {
        if let Value::Function(function) = namespace.raw_get(member.name)? {
            let must = member.waits == Waits::Must;
            let text = (member.path == "catalog:findPhotos").then_some(FIND_PHOTOS);
            let guard: Function = make.call((member.name, function, must, text))?;
            namespace.raw_set(member.name, guard)?;
        }
    }
    Ok(())
}

/// The function of waiting.lua that makes guards.
fn guards(lua: &Lua, core: &Rc<Core>, page: &'static Page) -> mlua::Result<Function> {
    let mut host = Functions::new(lua, core)?;
    let told = RefCell::new(HashSet::new());
    host.function("refuses", move |call, args| {
        let (name, must) = (args.text(1)?, args.truth(2));
        let between = match args.value(3) {
            Value::String(between) => Some(between.to_string_lossy()),
            _ => None,
        };
        let member = page.members.iter().find(|it| it.name == name);
        let Some(member) = member else {
            return Ok(false);
        };
        let (refuses, tells) = {
            let faults = call.core.app.faults.borrow();
            let profile = &faults.faults.profile;
            match profile.may_wait {
                _ if must => (profile.catalog_waits, profile.catalog_waits),
                MayWait::Off => (false, false),
                MayWait::Warn => (false, true),
                MayWait::Raise => (true, true),
            }
        };
        let at = call.caller();
        if tells && told.borrow_mut().insert((member.path, at.clone())) {
            tell(call, member, between.as_deref(), at);
        }
        Ok(refuses)
    });
    host.function("is_stuck", move |call, args| {
        let app = &call.core.app;
        let by = app.lightroom.borrow().catalog.actor();
        match app.slot::<ReadGates>().access(app, by) {
            Access::Free => Ok(false),
            Access::Stuck => Ok(true),
            Access::Deadlock(held) => {
                tell_deadlock(call, page, &args.text(1)?, &held);
                Ok(true)
            }
        }
    });
    host.function("is_not_cached", |call, _| Ok(call.core.app.is_not_cached()));
    host.value("lets_others_run", core.app.settings.waits_let_others_run);
    let kept = core.vm().kept();
    let kept = kept.ok_or_else(|| mlua::Error::runtime("import is not ready"))?;
    kept.load(lua, "waiting", include_str!("waiting.lua"), &host.finish()?)
}

/// Reports that a query waits for the read access that its own task holds (R8.1).
fn tell_deadlock(call: &Call<'_>, page: &Page, name: &str, held: &str) {
    let message = format!(
        "deadlock: {}:{name} waits for the read access of withReadAccessDo, called at {held}, which \
         waits for its function, which makes this call: neither ever returns, and every later call \
         of the catalog hangs; query the catalog without withReadAccessDo",
        page.name,
    );
    call.core.record(Event::Diagnostic {
        rule: "R8.1",
        message,
        socket: None,
        at: call.caller(),
        fails: true,
    });
}

/// Tells the author that this call cannot wait where it is.
fn tell(call: &Call<'_>, member: &Member, between: Option<&str>, at: Option<String>) {
    let waits = match member.waits {
        Waits::May => "may have to wait for Lightroom",
        _ => "has to wait for Lightroom",
    };
    let (why, instead) = match between {
        None => (
            "outside a task".to_owned(),
            "call it in a task, such as one of LrTasks.startAsyncTask",
        ),
        Some(between) => (
            format!("since {between} is in between"),
            "use LrTasks.pcall in place of pcall, and call it before sort, gsub and the like",
        ),
    };
    let message = format!("{} {waits}, and cannot {why}: {instead}", member.path);
    call.core.diagnose(member.waits_rule, message, at);
}
