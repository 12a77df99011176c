//! LrFileUtils. A call that fails returns false (or what is documented) and the reason.
//!
//! Where Adobe's documentation is silent: `createDirectory` returns true, or false and the reason;
//! `createAllDirectories` returns true if it created anything; `readFile` raises an error, as
//! Lightroom does; iterators list what is there when the loop begins, sorted, hidden files too, and
//! nothing for a folder that is not there; `moveToTrash` moves into `Trash` in the home folder;
//! aliases are symbolic links; what holds the home folder is never deleted.

mod change;
mod list;
mod look;
mod volume;

use mlua::{BString, IntoLua as _, Table, Value};

use super::lr_date;
use crate::paths::os_path;
use crate::record::Event;
use crate::vm::args::Args;
use crate::vm::namespace::{Builder, Call, Namespace};
use crate::vm::raise::{Raise, SdkResult};

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrFileUtils",
    build: |ns| {
        looking(ns);
        attributes(ns);
        changing(ns);
        removing(ns);
        names(ns);
        iterators(ns);
        ns.lua(include_str!("iterators.lua"))
    },
};

/// true, or false and the reason.
type Success = (bool, Option<String>);

fn success(result: Result<(), String>) -> Success {
    match result {
        Ok(()) => (true, None),
        Err(reason) => (false, Some(reason)),
    }
}

fn looking(ns: &mut Builder<'_>) {
    ns.function("exists", |call, args| {
        let kind = look::kind(&os_path::argument(args, 1)?);
        Ok(match kind {
            Some(kind) => kind.into_lua(call.lua)?,
            None => Value::Boolean(false),
        })
    });
    ns.function("isReadable", |_, args| {
        Ok(look::is_readable(&os_path::argument(args, 1)?))
    });
    ns.function("isWritable", |_, args| {
        Ok(look::is_writable(&os_path::argument(args, 1)?))
    });
    ns.function("isDeletable", |_, args| {
        Ok(look::is_deletable(&os_path::argument(args, 1)?))
    });
    ns.function("isEmptyDirectory", |_, args| {
        Ok(list::has_none(&os_path::argument(args, 1)?, |_| true))
    });
    ns.function("hasNoVisibleFiles", |_, args| {
        let path = os_path::argument(args, 1)?;
        Ok(list::has_none(&path, |entry| !list::is_hidden(entry)))
    });
    ns.function("readFile", |_, args| {
        let path = os_path::argument(args, 1)?;
        match std::fs::read(&path) {
            Ok(contents) => Ok(BString::from(contents)),
            Err(error) => Err(Raise::Text(format!(
                "LrFileUtils.readFile: could not read {}: {error}",
                path.display()
            ))),
        }
    });
}

fn attributes(ns: &mut Builder<'_>) {
    ns.function("fileAttributes", |call, args| {
        let table = call.lua.create_table()?;
        let Ok(metadata) = std::fs::metadata(os_path::argument(args, 1)?) else {
            return Ok(table);
        };
        table.raw_set("fileSize", metadata.len())?;
        // Not every file system keeps the creation date.
        if let Ok(created) = metadata.created() {
            table.raw_set("fileCreationDate", lr_date::from_system(created))?;
        }
        if let Ok(modified) = metadata.modified() {
            table.raw_set("fileModificationDate", lr_date::from_system(modified))?;
        }
        Ok(table)
    });
    ns.function(
        "volumeAttributes",
        |call, args| -> SdkResult<(Option<Table>, _)> {
            match volume::sizes(&os_path::argument(args, 1)?) {
                Ok((size, free)) => {
                    let table = call.lua.create_table()?;
                    table.raw_set("fileSystemSize", size)?;
                    table.raw_set("fileSystemFreeSize", free)?;
                    Ok((Some(table), None))
                }
                Err(reason) => Ok((None, Some(reason))),
            }
        },
    );
    ns.function("pathsAreOnSameVolume", |_, args| {
        let (one, two) = (os_path::argument(args, 1)?, os_path::argument(args, 2)?);
        Ok(volume::is_same(&one, &two))
    });
}

fn changing(ns: &mut Builder<'_>) {
    ns.function("copy", |_, args| {
        let (from, to) = (os_path::argument(args, 1)?, os_path::argument(args, 2)?);
        Ok(success(change::copy(&from, &to)))
    });
    ns.function("move", |_, args| {
        let (from, to) = (os_path::argument(args, 1)?, os_path::argument(args, 2)?);
        Ok(success(change::rename(&from, &to)))
    });
    ns.function("createDirectory", |_, args| {
        let path = os_path::argument(args, 1)?;
        Ok(success(change::create_directory(&path)))
    });
    ns.function("createAllDirectories", |_, args| {
        let path = os_path::argument(args, 1)?;
        Ok(match change::create_all_directories(&path) {
            Ok(created) => (created, None),
            Err(reason) => (false, Some(reason)),
        })
    });
    ns.function("makeFileWritable", |_, args| {
        Ok(change::make_writable(&os_path::argument(args, 1)?))
    });
}

fn removing(ns: &mut Builder<'_>) {
    ns.function("delete", |call, args| {
        let home = &call.core.app.settings.folders.home;
        Ok(success(change::delete(&os_path::argument(args, 1)?, home)))
    });
    ns.function("moveToTrash", |call, args| {
        let home = &call.core.app.settings.folders.home;
        let path = os_path::argument(args, 1)?;
        let moved = change::move_to_trash(&path, home).map(|place| {
            call.core.record(Event::Log {
                level: "info".to_owned(),
                logger: "LrFileUtils".to_owned(),
                message: format!("moveToTrash: {} is now {}", path.display(), place.display()),
            });
        });
        Ok(success(moved))
    });
}

fn names(ns: &mut Builder<'_>) {
    ns.function("chooseUniqueFileName", |_, args| {
        Ok(os_path::bytes(&change::unique(os_path::argument(args, 1)?)))
    });
    ns.function("resolveAlias", |_, args| {
        Ok(os_path::bytes(&look::resolve_alias(os_path::argument(
            args, 1,
        )?)))
    });
    ns.function("resolveAllAliases", |_, args| {
        Ok(os_path::bytes(&look::resolve_all_aliases(
            os_path::argument(args, 1)?,
        )))
    });
}

/// What the iterators run over; the iterators are Lua.
fn iterators(ns: &mut Builder<'_>) {
    for (name, what) in [
        ("files", list::FILES),
        ("directoryEntries", list::ENTRIES),
        ("recursiveFiles", list::FILES_BELOW),
        ("recursiveDirectoryEntries", list::ENTRIES_BELOW),
    ] {
        ns.private(name, move |call, args| listed(call, args, name, what));
    }
}

fn listed(
    call: &Call<'_>,
    args: &Args<'_>,
    name: &str,
    what: list::What,
) -> SdkResult<Vec<BString>> {
    let folder = os_path::argument(args, 1)?;
    let paths = list::list(&folder, what).unwrap_or_else(|error| {
        let message = format!("LrFileUtils.{name}: {}: {error}", folder.display());
        call.core.diagnose("", message, call.caller());
        Vec::new()
    });
    Ok(paths.iter().map(|path| os_path::bytes(path)).collect())
}
