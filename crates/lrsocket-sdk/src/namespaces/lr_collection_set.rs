//! LrCollectionSet: the collection sets of the catalog.

use lightroom_sim::{CollectionId, CollectionSetId};

use crate::shared::{self, found};
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrCollectionSet",
    build: |ns| {
        shared::objects(ns)?;
        ns.object("collectionSet", &["catalog", "localIdentifier"]);
        ns.private("name", |call, args| {
            let set = found::collection_set(call, args, 1)?;
            found::with_catalog(call, |catalog| {
                Ok(catalog.collection_set(set)?.name.clone())
            })
        });
        ns.private("parent", |call, args| {
            let set = found::collection_set(call, args, 1)?;
            let parent =
                found::with_catalog(call, |catalog| Ok(catalog.collection_set(set)?.parent))?;
            Ok(parent.map(CollectionSetId::local_identifier))
        });
        ns.private("collections", |call, args| {
            let set = found::collection_set(call, args, 1)?;
            let lightroom = call.core.app.lightroom.borrow();
            let children = lightroom.catalog.child_collections(Some(set)).into_iter();
            Ok(children
                .map(CollectionId::local_identifier)
                .collect::<Vec<_>>())
        });
        ns.private("sets", |call, args| {
            let set = found::collection_set(call, args, 1)?;
            let lightroom = call.core.app.lightroom.borrow();
            let children = lightroom.catalog.child_collection_sets(Some(set));
            let children = children.into_iter();
            Ok(children
                .map(CollectionSetId::local_identifier)
                .collect::<Vec<_>>())
        });
        ns.private("setName", |call, args| {
            let set = found::collection_set(call, args, 2)?;
            let name = args.text(1)?;
            found::with_catalog(call, |catalog| catalog.rename_collection_set(set, &name))
        });
        ns.private("set_parent", |call, args| {
            let set = found::collection_set(call, args, 1)?;
            let parent = found::optional_collection_set(call, args, 2)?;
            found::with_catalog(call, |catalog| catalog.move_collection_set(set, parent))
        });
        ns.private("delete", |call, args| {
            let set = found::collection_set(call, args, 1)?;
            found::with_catalog(call, |catalog| catalog.delete_collection_set(set))
        });
        ns.lua(include_str!("lr_collection_set.lua"))
    },
};
