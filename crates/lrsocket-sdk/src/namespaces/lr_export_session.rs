//! LrExportSession: a function that makes sessions. They know what would be exported, and run the
//! plug-in's own export service. A rendition is a copy of the photo's file or a placeholder (R12.2).

use std::path::Path;

use crate::shared::renditions::{Limits, Source};
use crate::shared::{self, found};
use crate::vm::args::Args;
use crate::vm::namespace::{Call, Namespace};
use crate::vm::raise::SdkResult;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrExportSession",
    build: |ns| {
        const FILES: &str = "a rendition is a copy of the photo's file, or a gray placeholder";
        const UNPUBLISHED: &str = "nothing is published: a diagnostic says so";
        shared::objects(ns)?;
        ns.object("exportSession", &["catalog"]);
        ns.partly("doExportOnCurrentTask", FILES);
        ns.partly("doExportOnNewTask", FILES);
        ns.partly("renditions", FILES);
        ns.partly("recordRemoteCollectionId", UNPUBLISHED);
        ns.partly("recordRemoteCollectionUrl", UNPUBLISHED);
        ns.private("path", |call, args| {
            let photo = found::photo(call, args, 1)?;
            found::with_catalog(call, |catalog| catalog.photo_path(photo))
        });
        ns.private("render", render);
        // A folder for the files of one export, without the separator at its end.
        ns.private("temporary_folder", |call, _| {
            let folders = &call.core.app.settings.folders;
            folders.about_to_use(&folders.temp);
            let name = format!("export-{}", call.core.app.new_uuid());
            let folder = folders.temp.join(name);
            std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
            Ok(folder.display().to_string())
        });
        ns.private("create_folder", |_, args| {
            Ok(std::fs::create_dir_all(args.text(1)?).is_ok())
        });
        ns.private("remove_folder", |_, args| {
            // A plug-in may have moved it.
            let _ = std::fs::remove_dir_all(args.text(1)?);
            Ok(())
        });
        ns.private("exists", |_, args| Ok(Path::new(&args.text(1)?).exists()));
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

/// Writes the file of a rendition. The arguments: the photo, the path, the format, and the largest width
/// and height, 0 for no limit. Returns whether it is there, or why it is not.
fn render(call: &Call<'_>, args: &Args<'_>) -> SdkResult<(bool, Option<String>)> {
    let photo = found::photo(call, args, 1)?;
    let source = Source::of(call, photo)?;
    let (path, format) = (args.text(2)?, args.text(3)?);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of pixels; what is out of range saturates"
    )]
    let pixels = |n| args.number(n).map(|number| number as u32);
    let (width, height) = (pixels(4)?, pixels(5)?);
    let limits = Limits { width, height };
    let rendered = source.render(call, Path::new(&path), &format, limits);
    if rendered.is_ok() {
        found::with_catalog(call, |it| it.mark_exported(photo))?; // R8.7
    }
    Ok((rendered.is_ok(), rendered.err()))
}
