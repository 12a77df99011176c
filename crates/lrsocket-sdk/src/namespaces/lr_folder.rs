//! LrFolder: the folders of the catalog.

use lightroom_sim::FolderId;

use crate::shared::{self, found};
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrFolder",
    build: |ns| {
        shared::objects(ns)?;
        ns.object("folder", &["catalog"]);
        ns.private("name", |call, args| {
            let folder = found::folder(call, args, 1)?;
            found::with_catalog(call, |catalog| Ok(catalog.folder(folder)?.name.clone()))
        });
        ns.private("path", |call, args| {
            let folder = found::folder(call, args, 1)?;
            found::with_catalog(call, |catalog| Ok(catalog.folder(folder)?.path.clone()))
        });
        ns.private("parent", |call, args| {
            let folder = found::folder(call, args, 1)?;
            let parent = found::with_catalog(call, |catalog| Ok(catalog.folder(folder)?.parent))?;
            Ok(parent.map(FolderId::local_identifier))
        });
        ns.private("children", |call, args| {
            let folder = found::folder(call, args, 1)?;
            let lightroom = call.core.app.lightroom.borrow();
            let children = lightroom.catalog.child_folders(Some(folder)).into_iter();
            Ok(children.map(FolderId::local_identifier).collect::<Vec<_>>())
        });
        ns.private("photos", |call, args| {
            let folder = found::folder(call, args, 1)?;
            let lightroom = call.core.app.lightroom.borrow();
            let photos = lightroom.catalog.folder_photos(folder, args.truth(2));
            Ok(found::photo_numbers(&photos))
        });
        ns.lua(include_str!("lr_folder.lua"))
    },
};
