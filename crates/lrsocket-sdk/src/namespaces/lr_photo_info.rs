//! LrPhotoInfo: what a file says of its photo.

use crate::paths::os_path;
use crate::vm::namespace::Namespace;
use crate::vm::raise::Raise;

/// The files whose dimensions are read. A raw file is often a TIFF whose first image is a preview.
const EXTENSIONS: [&str; 9] = [
    "jpg", "jpeg", "tif", "tiff", "psd", "png", "heic", "heif", "avif",
];

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrPhotoInfo",
    build: |ns| {
        ns.partly(
            "fileAttributes",
            "not for raw and DNG files: an error says so",
        );
        ns.function("fileAttributes", |call, args| {
            let path = os_path::argument(args, 1)?;
            let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
            let fails = |why: &str| {
                let path = path.display();
                Raise::Text(format!("LrPhotoInfo.fileAttributes: {path}: {why}"))
            };
            if !path.is_file() {
                return Err(fails("there is no such file"));
            }
            if !EXTENSIONS.iter().any(|known| extension == *known) {
                return Err(fails("lrsocket reads no dimensions of this kind of file"));
            }
            let size = imagesize::size(&path).map_err(|error| fails(&error.to_string()))?;
            let attributes = call.lua.create_table()?;
            attributes.raw_set("width", size.width)?;
            attributes.raw_set("height", size.height)?;
            Ok(attributes)
        });
        Ok(())
    },
};
