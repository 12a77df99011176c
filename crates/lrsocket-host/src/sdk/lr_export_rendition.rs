//! LrExportRendition: the renditions of an LrExportSession. Nothing is rendered.

use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrExportRendition",
    build: |ns| {
        ns.object(
            "exportRendition",
            &["destinationPath", "photo", "wasSkipped"],
        );
        ns.partly(
            "destinationPath",
            "for exports into a fixed folder or that of the photo, without renaming; else nil",
        );
        ns.partly("waitForRender", "nothing is rendered: always false");
        ns.lua(include_str!("lr_export_rendition.lua"))
    },
};
