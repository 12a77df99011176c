//! What the Library shows: sources and the view filter.

use lightroom_sim::{Combine, Search, Source, Table as SimTable, Value as SimValue, ViewFilter};
use mlua::{FromLua as _, Value};

use crate::sdk::shared::{found, values};
use crate::vm::args::Args;
use crate::vm::namespace::{Builder, Call};
use crate::vm::raise::{Raise, SdkResult};

/// The fields of a filter that say nothing by themselves or are known here.
const KNOWN: [&str; 6] = [
    "filtersActive",
    "minRating",
    "ratingOp",
    "searchOp",
    "searchString",
    "searchStringActive",
];

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
    ns.private("getCurrentViewFilter", |call, _| {
        let filter = {
            let lightroom = call.core.app.lightroom.borrow();
            let mut fields = SimTable::of([("filtersActive", false.into())]);
            if let Some(search) = &lightroom.catalog.view_filter().search {
                fields.fields.insert("filtersActive".into(), true.into());
                describe(search, &mut fields);
            }
            SimValue::Table(fields)
        };
        Ok(values::plain(call.lua, &filter)?)
    });
    // Returns the names of the fields that have no effect.
    ns.private("setViewFilter", |call, args| {
        let SimValue::Table(fields) = values::argument(args, 1)? else {
            return Err(args.expected(1, "table"));
        };
        let search = filter_search(&fields, args)?;
        found::with_catalog(call, |it| it.set_view_filter(ViewFilter { search }))?;
        let without_effect = |(name, value): &(&String, &SimValue)| {
            !KNOWN.contains(&name.as_str()) && **value != SimValue::Bool(false)
        };
        let unknown = fields.fields.iter().filter(without_effect);
        Ok(unknown.map(|(name, _)| name.clone()).collect::<Vec<_>>())
    });
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

/// What the fields of a filter search for.
fn filter_search(fields: &SimTable, args: &Args<'_>) -> SdkResult<Option<Search>> {
    let mut searches = Vec::new();
    let stars = match fields.field("minRating") {
        SimValue::Nil => 0.0,
        SimValue::Number(stars) => *stars,
        _ => return Err(args.bad(1, "minRating must be a number")),
    };
    let operation = fields.field("ratingOp").as_text().unwrap_or(">=");
    if stars > 0.0 || operation != ">=" {
        searches.push(Search::criterion("rating", operation, stars));
    }
    let text = fields.field("searchString").as_text().unwrap_or_default();
    if !text.is_empty() && *fields.field("searchStringActive") != SimValue::Bool(false) {
        let operation = fields.field("searchOp").as_text().unwrap_or("all");
        searches.push(Search::criterion("all", operation, text));
    }
    let off = *fields.field("filtersActive") == SimValue::Bool(false);
    let none = off || searches.is_empty();
    Ok((!none).then_some(Search::Combined(Combine::Intersect, searches)))
}

/// The fields of a search that [`filter_search`] has made.
fn describe(search: &Search, fields: &mut SimTable) {
    match search {
        Search::Combined(_, searches) => {
            for search in searches {
                describe(search, fields);
            }
        }
        Search::Criterion(it) => {
            let names = if it.criteria == "rating" {
                ("minRating", "ratingOp")
            } else {
                let active = "searchStringActive".to_owned();
                fields.fields.insert(active, true.into());
                ("searchString", "searchOp")
            };
            fields.fields.insert(names.0.into(), it.value.clone());
            fields
                .fields
                .insert(names.1.into(), (&*it.operation).into());
        }
    }
}
