//! LrExportSession: a function that makes sessions. They know what would be exported, and run the
//! plug-in's own export service; nothing is rendered.

use crate::shared::{self, found};
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrExportSession",
    build: |ns| {
        const NOTHING: &str = "diagnostics say what would be exported; nothing is rendered";
        const UNPUBLISHED: &str = "nothing is published: a diagnostic says so";
        shared::objects(ns)?;
        ns.object("exportSession", &["catalog"]);
        ns.partly("doExportOnCurrentTask", NOTHING);
        ns.partly("doExportOnNewTask", NOTHING);
        ns.partly("renditions", "the renditions are never rendered");
        ns.partly("recordRemoteCollectionId", UNPUBLISHED);
        ns.partly("recordRemoteCollectionUrl", UNPUBLISHED);
        ns.private("path", |call, args| {
            let photo = found::photo(call, args, 1)?;
            found::with_catalog(call, |catalog| catalog.photo_path(photo))
        });
        // The script of an export service, if it is one of the plug-in's own: it is named by the
        // plug-in's identifier, with a number after it if there are several.
        ns.private("provider", |call, args| {
            let name = args.text(1)?;
            let info = &call.core.plugin.info;
            let providers = info.export_providers.iter().enumerate();
            let mut named = providers.map(|(index, file)| {
                let several = format!("{}.{}", info.identifier, index + 1);
                (
                    info.export_providers.len() == 1 && name == info.identifier,
                    name == several,
                    file,
                )
            });
            let found = named.find(|(alone, several, _)| *alone || *several);
            Ok(found.map(|(_, _, file)| file.clone()))
        });
        ns.lua(include_str!("lr_export_session.lua"))
    },
};
