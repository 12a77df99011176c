//! LrExportContext: what the plug-in's own export service gets for a session. The pages of service
//! providers are about what the plug-in has; Lightroom calls it in the order of R12.1.

use crate::shared;
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrExportContext",
    build: |ns| {
        const EXPORT: &str = "nil: this is an export, nothing is published";
        shared::dialogs(ns)?;
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
            &[
                "allowColorSpaces",
                "allowFileFormats",
                "canExportToTemporaryLocation",
                "canExportVideo",
                "disallowColorSpaces",
                "disallowFileFormats",
                "endDialog",
                "exportPresetFields",
                "hidePrintResolution",
                "hideSections",
                "processRenderedPhotos",
                "sectionsForBottomOfDialog",
                "sectionsForTopOfDialog",
                "showSections",
                "startDialog",
                "supportsIncrementalPublish",
                "updateExportSettings",
            ],
        );
        for member in ["hidePrintResolution", "hideSections", "showSections"] {
            ns.partly(
                member,
                "the simulated export dialog has none of Lightroom's own sections",
            );
        }
        ns.partly("canExportVideo", "a video is exported as its file");
        ns.partly("publishService", EXPORT);
        ns.partly("publishedCollection", EXPORT);
        ns.partly("publishedCollectionInfo", EXPORT);
        ns.partly(
            "renditions",
            "a rendition is a copy of the photo's file, or a gray placeholder",
        );
        ns.partly(
            "startRendering",
            "a file is written when its rendition is waited for",
        );
        ns.lua(include_str!("lr_export_context.lua"))
    },
};
