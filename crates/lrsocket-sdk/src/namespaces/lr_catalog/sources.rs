//! What the Library shows: its sources.

use lightroom_sim::Source;
use mlua::{FromLua as _, Value};

use crate::shared::found;
use crate::vm::args::Args;
use crate::vm::namespace::{Builder, Call};
use crate::vm::raise::{Raise, SdkResult};

pub(super) fn declare(ns: &mut Builder<'_>) {
    // Two lists in step: kinds, and numbers or the names of special sources.
    ns.private("getActiveSources", |call, _| {
        let (kinds, sources) = (call.lua.create_table()?, call.lua.create_table()?);
        let lightroom = call.core.app.lightroom.borrow();
        for source in lightroom.catalog.active_sources() {
            let (kind, number) = match source {
                Source::Folder(id) => ("folder", id.local_identifier()),
                Source::Collection(id) => ("collection", id.local_identifier()),
                Source::CollectionSet(id) => ("set", id.local_identifier()),
                special => {
                    kinds.raw_push("special")?;
                    sources.raw_push(special_name(special))?;
                    continue;
                }
            };
            kinds.raw_push(kind)?;
            sources.raw_push(number)?;
        }
        Ok((kinds, sources))
    });
    ns.private("setActiveSources", |call, args| {
        let kinds = Vec::<String>::from_lua(args.value(1), call.lua)?;
        let given = Vec::<Value>::from_lua(args.value(2), call.lua)?;
        let sources = kinds.iter().zip(given);
        let sources = sources.map(|(kind, value)| source(call, kind, value));
        let sources = sources.collect::<SdkResult<Vec<_>>>()?;
        found::with_catalog(call, |it| it.set_active_sources(&sources))?;
        Ok(true)
    });
    ns.private("isSource", |_, args| Ok(special(&args.text(1)?).is_some()));
}

/// The names of the constants `kAllPhotos` … are their values too.
const fn special_name(source: Source) -> &'static str {
    match source {
        Source::QuickCollection => "quick_collection",
        Source::TargetCollection => "target_collection",
        Source::PreviousImport => "previous_import",
        Source::TemporaryImages => "temporary_images",
        Source::LastCatalogExport => "last_catalog_export",
        _ => "all_photos",
    }
}

/// The source of this name.
fn special(name: &str) -> Option<Source> {
    let all = [
        Source::AllPhotos,
        Source::QuickCollection,
        Source::TargetCollection,
        Source::PreviousImport,
        Source::TemporaryImages,
        Source::LastCatalogExport,
    ];
    all.into_iter().find(|it| special_name(*it) == name)
}

fn source(call: &Call<'_>, kind: &str, value: Value) -> SdkResult<Source> {
    let args = Args::new(call.lua, "setActiveSources", [value].into_iter().collect());
    Ok(match kind {
        "folder" => Source::Folder(found::folder(call, &args, 1)?),
        "collection" => Source::Collection(found::collection(call, &args, 1)?),
        "set" => Source::CollectionSet(found::collection_set(call, &args, 1)?),
        _ => {
            let name = args.text(1)?;
            let none = || Raise::Text(format!("there is no source \"{name}\""));
            special(&name).ok_or_else(none)?
        }
    })
}
