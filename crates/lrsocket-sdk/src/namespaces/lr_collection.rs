//! LrCollection: the collections of the catalog, plain and smart.

use lightroom_sim::{CollectionSetId, Search, Table as SimTable, Value as SimValue};
use mlua::{Lua, Table, Value};

use crate::shared::{self, found};
use crate::vm::namespace::Namespace;
use crate::vm::raise::SdkResult;

/// Search descriptors nest no deeper than this.
const MAX_DEPTH: u32 = 32;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrCollection",
    build: |ns| {
        shared::objects(ns)?;
        ns.object("collection", &["catalog", "localIdentifier"]);
        ns.private("name", |call, args| {
            let collection = found::collection(call, args, 1)?;
            found::with_catalog(call, |catalog| {
                Ok(catalog.collection(collection)?.name.clone())
            })
        });
        ns.private("parent", |call, args| {
            let collection = found::collection(call, args, 1)?;
            let parent =
                found::with_catalog(call, |catalog| Ok(catalog.collection(collection)?.parent))?;
            Ok(parent.map(CollectionSetId::local_identifier))
        });
        ns.private("is_smart", |call, args| {
            let collection = found::collection(call, args, 1)?;
            found::with_catalog(call, |catalog| {
                Ok(catalog.collection(collection)?.is_smart())
            })
        });
        ns.private("photos", |call, args| {
            let collection = found::collection(call, args, 1)?;
            let photos =
                found::with_catalog(call, |catalog| catalog.collection_photos(collection))?;
            Ok(found::photo_numbers(&photos))
        });
        ns.private("add", |call, args| {
            let collection = found::collection(call, args, 1)?;
            let photos = found::photos(call, args, 2)?;
            found::with_catalog(call, |catalog| {
                catalog.add_to_collection(collection, &photos)
            })
        });
        ns.private("remove", |call, args| {
            let collection = found::collection(call, args, 1)?;
            let photos = found::photos(call, args, 2)?;
            found::with_catalog(call, |catalog| {
                catalog.remove_from_collection(collection, &photos)
            })
        });
        ns.private("clear", |call, args| {
            let collection = found::collection(call, args, 1)?;
            found::with_catalog(call, |catalog| catalog.clear_collection(collection))
        });
        ns.private("setName", |call, args| {
            let collection = found::collection(call, args, 2)?;
            let name = args.text(1)?;
            found::with_catalog(call, |catalog| catalog.rename_collection(collection, &name))
        });
        ns.private("set_parent", |call, args| {
            let collection = found::collection(call, args, 1)?;
            let parent = found::optional_collection_set(call, args, 2)?;
            found::with_catalog(call, |catalog| catalog.move_collection(collection, parent))
        });
        ns.private("search", |call, args| {
            let collection = found::collection(call, args, 1)?;
            let search = found::with_catalog(call, |catalog| {
                Ok(catalog
                    .collection(collection)?
                    .search()
                    .map(Search::to_value))
            })?;
            Ok(to_lua(call.lua, &search.unwrap_or_default())?)
        });
        ns.private("set_search", |call, args| {
            let collection = found::collection(call, args, 1)?;
            let search = found::raised(Search::from_value(&from_lua(&args.value(2), 0)?))?;
            found::with_catalog(call, |catalog| catalog.set_search(collection, search))
        });
        ns.private("delete", |call, args| {
            let collection = found::collection(call, args, 1)?;
            found::with_catalog(call, |catalog| catalog.delete_collection(collection))
        });
        ns.lua(include_str!("lr_collection.lua"))
    },
};

/// A value of a search descriptor. Photos and keywords do not occur in one that came from Lua.
fn to_lua(lua: &Lua, value: &SimValue) -> mlua::Result<Value> {
    Ok(match value {
        SimValue::Nil | SimValue::Photo(_) | SimValue::Keyword(_) => Value::Nil,
        SimValue::Bool(flag) => Value::Boolean(*flag),
        SimValue::Number(number) => Value::Number(*number),
        SimValue::Text(text) => Value::String(lua.create_string(text)?),
        SimValue::Table(table) => {
            let fields = lua.create_table()?;
            for element in &table.array {
                fields.raw_push(to_lua(lua, element)?)?;
            }
            for (name, field) in &table.fields {
                fields.raw_set(name.as_str(), to_lua(lua, field)?)?;
            }
            Value::Table(fields)
        }
    })
}

fn from_lua(value: &Value, depth: u32) -> SdkResult<SimValue> {
    Ok(match value {
        Value::Nil => SimValue::Nil,
        Value::Boolean(flag) => SimValue::Bool(*flag),
        Value::Integer(number) => SimValue::Number(*number as f64),
        Value::Number(number) => SimValue::Number(*number),
        Value::String(text) => SimValue::Text(text.to_string_lossy()),
        Value::Table(_) if depth == MAX_DEPTH => {
            return Err("the search descriptor is nested too deeply".into());
        }
        Value::Table(table) => SimValue::Table(table_from_lua(table, depth + 1)?),
        other => {
            let kind = other.type_name();
            return Err(format!("a search descriptor cannot hold a {kind}").into());
        }
    })
}

fn table_from_lua(table: &Table, depth: u32) -> SdkResult<SimTable> {
    let mut fields = SimTable::default();
    for element in table.clone().sequence_values::<Value>() {
        fields.array.push(from_lua(&element?, depth)?);
    }
    for pair in table.clone().pairs::<Value, Value>() {
        if let (Value::String(name), value) = pair? {
            let value = from_lua(&value, depth)?;
            fields.fields.insert(name.to_string_lossy(), value);
        }
    }
    Ok(fields)
}
