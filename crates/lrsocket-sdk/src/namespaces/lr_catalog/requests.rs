//! What Lightroom asks a person about or works on by itself: imports, smart previews, AI settings.

use lightroom_sim::SmartPreview;

use crate::paths::os_path;
use crate::record::Event;
use crate::shared::found;
use crate::vm::namespace::Builder;
use crate::vm::raise::Raise;

pub(super) fn declare(ns: &mut Builder<'_>) -> mlua::Result<()> {
    ns.partly(
        "buildSmartPreviews",
        "there are no pixels: it is noted which photos have one, and no file is written",
    );
    ns.partly(
        "updateAISettings",
        "there are no pixels: nothing of a photo is ever out of date",
    );
    ns.partly(
        "triggerImportUI",
        "without a window; if the answer is \"ok\", all files of the folder are imported where they are",
    );
    ns.partly(
        "triggerImportFromPathWithPreviousSettings",
        "there are no previous settings: all files of the folder are imported where they are",
    );
    // The paths of the photos below a folder.
    ns.private("importable", |call, args| {
        let member = args.text(1)?;
        let folder = os_path::argument(args, 2)?;
        let files = lightroom_catalog::image_files(&folder).map_err(|error| {
            let folder = folder.display();
            Raise::Text(format!("LrCatalog:{member}: {folder}: {error}"))
        })?;
        let list = call.lua.create_table_with_capacity(files.len(), 0)?;
        for file in files {
            list.raw_push(os_path::bytes(&file))?;
        }
        Ok(list)
    });
    // The answer to the Import dialog for a folder with so many photos.
    ns.private("ask_import", |call, args| {
        let answer = call.core.app.answer.get().as_str();
        let count = args.number(2)?;
        call.core.record(Event::Dialog {
            kind: "triggerImportUI".to_owned(),
            message: args.string(1)?.to_string_lossy(),
            info: format!("{count} photos"),
            answer: Some(answer.to_owned()),
        });
        Ok(answer)
    });
    ns.private("imported", |call, args| {
        let photos = found::photos(call, args, 1)?;
        let catalog = &mut call.core.app.lightroom.borrow_mut().catalog;
        catalog.set_previous_import(photos);
        Ok(())
    });
    ns.private("warn", |call, args| {
        let message = args.string(1)?.to_string_lossy();
        call.core.diagnose_once_at("R8.8", message, call.caller());
        Ok(())
    });
    // The list of `created`, `existed` or `failed` that a photo belongs to; nil for a video.
    ns.private("build_smart_preview", |call, args| {
        let photo = found::photo(call, args, 1)?;
        let built = found::with_catalog(call, |it| it.build_smart_preview(photo))?;
        Ok(match built {
            SmartPreview::Created => Some("created"),
            SmartPreview::Existed => Some("existed"),
            SmartPreview::Failed => Some("failed"),
            SmartPreview::OfVideo => None,
        })
    });
    ns.lua(include_str!("requests.lua"))
}
