//! LrKeyword: the keywords of the catalog.

use lightroom_sim::{KeywordAttributes, KeywordId};
use mlua::{Table, Value};

use crate::shared::{self, found};
use crate::vm::args::Args;
use crate::vm::namespace::{Call, Namespace};
use crate::vm::raise::SdkResult;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrKeyword",
    build: |ns| {
        shared::objects(ns)?;
        ns.object("keyword", &["catalog", "localIdentifier"]);
        ns.private("name", |call, args| {
            let keyword = found::keyword(call, args, 1)?;
            found::with_catalog(call, |catalog| Ok(catalog.keyword(keyword)?.name.clone()))
        });
        ns.private("parent", |call, args| {
            let keyword = found::keyword(call, args, 1)?;
            let parent = found::with_catalog(call, |catalog| Ok(catalog.keyword(keyword)?.parent))?;
            Ok(parent.map(KeywordId::local_identifier))
        });
        ns.private("children", |call, args| {
            let keyword = found::keyword(call, args, 1)?;
            let lightroom = call.core.app.lightroom.borrow();
            let children = lightroom.catalog.child_keywords(Some(keyword)).into_iter();
            Ok(children
                .map(KeywordId::local_identifier)
                .collect::<Vec<_>>())
        });
        ns.private("photos", |call, args| {
            let keyword = found::keyword(call, args, 1)?;
            let lightroom = call.core.app.lightroom.borrow();
            Ok(found::photo_numbers(
                &lightroom.catalog.keyword_photos(keyword),
            ))
        });
        ns.private("synonyms", |call, args| {
            let keyword = found::keyword(call, args, 1)?;
            found::with_catalog(call, |catalog| {
                Ok(catalog.keyword(keyword)?.synonyms.clone())
            })
        });
        ns.private("include_on_export", |call, args| {
            let keyword = found::keyword(call, args, 1)?;
            found::with_catalog(call, |catalog| {
                Ok(catalog.keyword(keyword)?.include_on_export)
            })
        });
        ns.private("set_attributes", |call, args| {
            let keyword = found::keyword(call, args, 1)?;
            let attributes = attributes(args)?;
            found::with_catalog(call, |catalog| {
                catalog.set_keyword_attributes(keyword, attributes)
            })
        });
        ns.private("set_parent", set_parent);
        ns.lua(include_str!("lr_keyword.lua"))
    },
};

/// Argument 2 of `setAttributes`.
fn attributes(args: &Args<'_>) -> SdkResult<KeywordAttributes> {
    let Value::Table(given) = args.value(2) else {
        return Err("bad argument #1 to 'setAttributes' (table expected)".into());
    };
    let include_on_export = match given.raw_get("includeOnExport")? {
        Value::Nil => None,
        Value::Boolean(include) => Some(include),
        _ => return Err("setAttributes: includeOnExport must be a Boolean".into()),
    };
    Ok(KeywordAttributes {
        name: given.raw_get("keywordName")?,
        synonyms: given
            .raw_get::<Option<Table>>("synonyms")?
            .map(|synonyms| synonyms.sequence_values::<String>().collect())
            .transpose()?,
        include_on_export,
    })
}

fn set_parent(call: &Call<'_>, args: &Args<'_>) -> SdkResult<()> {
    let keyword = found::keyword(call, args, 1)?;
    let parent = match args.value(2) {
        Value::Nil => None,
        _ => Some(found::keyword(call, args, 2)?),
    };
    found::with_catalog(call, |catalog| catalog.set_keyword_parent(keyword, parent))
}
