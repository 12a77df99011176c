//! LrExportRendition: the renditions of an LrExportSession. Nothing is rendered.

use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrExportRendition",
    build: |ns| {
        const UNPUBLISHED: &str = "nothing is published: a diagnostic says so";
        ns.object(
            "exportRendition",
            &["destinationPath", "photo", "publishedPhotoId", "wasSkipped"],
        );
        ns.partly(
            "destinationPath",
            "for exports into a fixed folder or that of the photo, without renaming; else nil",
        );
        ns.partly("publishedPhotoId", "nothing is published: nil");
        ns.partly("recordPublishedPhotoId", UNPUBLISHED);
        ns.partly("recordPublishedPhotoUrl", UNPUBLISHED);
        ns.partly(
            "waitForRender",
            "nothing is rendered: false, or true if it was skipped",
        );
        ns.lua(include_str!("lr_export_rendition.lua"))
    },
};
