//! LrExportRendition: the renditions of an LrExportSession.

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
            "for exports into a fixed folder, that of the photo or one for temporary files, without \
             renaming; else nil",
        );
        ns.partly("publishedPhotoId", "nothing is published: nil");
        ns.partly("recordPublishedPhotoId", UNPUBLISHED);
        ns.partly("recordPublishedPhotoUrl", UNPUBLISHED);
        ns.partly(
            "waitForRender",
            "a copy of the photo's file, or a gray placeholder (JPEG, TIFF)",
        );
        ns.lua(include_str!("lr_export_rendition.lua"))
    },
};
