//! LrExportSettings: the extensions of files. Video presets are not here.

use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrExportSettings",
    build: |ns| {
        ns.partly(
            "extensionForFormat",
            "for JPEG, PSD, TIFF and DNG; nil for ORIGINAL and video",
        );
        ns.function("extensionForFormat", |_, args| {
            Ok(extension(&args.text(1)?))
        });
        Ok(())
    },
};

/// The extension of the files that an export of this format makes (`LR_format`).
fn extension(format: &str) -> Option<&'static str> {
    match format {
        "JPEG" => Some("jpg"),
        "PSD" => Some("psd"),
        "TIFF" => Some("tif"),
        "DNG" => Some("dng"),
        _ => None,
    }
}
