//! LrExportContext: what the plug-in's own export service gets for a session. The pages of service
//! providers are about what the plug-in has; of that, `processRenderedPhotos` is called.

use crate::shared;
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrExportContext",
    build: |ns| {
        const EXPORT: &str = "nil: this is an export, nothing is published";
        shared::observable(ns)?;
        shared::progress(ns)?;
        ns.object(
            "exportContext",
            &[
                "exportSession",
                "propertyTable",
                "publishService",
                "publishedCollection",
                "publishedCollectionInfo",
            ],
        );
        ns.object(
            "exportServiceProvider",
            &["exportPresetFields", "processRenderedPhotos"],
        );
        ns.partly("publishService", EXPORT);
        ns.partly("publishedCollection", EXPORT);
        ns.partly("publishedCollectionInfo", EXPORT);
        ns.partly("renditions", "the renditions are never rendered");
        ns.partly("startRendering", "diagnostics say what would be exported");
        ns.lua(include_str!("lr_export_context.lua"))
    },
};
