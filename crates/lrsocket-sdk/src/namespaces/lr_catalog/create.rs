//! Adding photos, virtual copies, keywords and collections.

use std::path::Path;

use lightroom_catalog::{ImageFile, read_image};
use lightroom_sim::develop::FileKind;
use lightroom_sim::{
    CollectionId, CollectionSetId, FileFormat, KeywordId, PhotoId, Search, Size, StackPosition,
};
use mlua::{FromLua as _, Value};

use super::keyword_twice::is_nil;
use crate::paths::os_path;
use crate::shared::{found, values};
use crate::vm::namespace::{Builder, Call};
use crate::vm::raise::{Raise, SdkResult};

/// Reads a file for `addPhoto`. What is broken in it is told to the author; without a picture it is
/// no photo.
fn import(call: &Call<'_>, path: &str, file: &Path) -> SdkResult<ImageFile> {
    let refused = |problem: String| Raise::Text(format!("LrCatalog:addPhoto: {problem}"));
    if !file.is_file() {
        return Err(refused(format!("the file \"{path}\" does not exist")));
    }
    let image = read_image(file).map_err(|error| refused(error.to_string()))?;
    let photo = &image.photo;
    let has_pixels = photo.stored_size != Size::default();
    if !has_pixels && photo.format.kind() == FileKind::Rendered && photo.format != FileFormat::Video
    {
        return Err(refused(format!("the file \"{path}\" is damaged")));
    }
    for remark in &image.remarks {
        let message = format!("LrCatalog:addPhoto: {path}: {remark}");
        call.core.diagnose("", message, call.caller());
    }
    Ok(image)
}

pub(super) fn declare(ns: &mut Builder<'_>) {
    // Path, number of the photo to stack with, position.
    ns.private("addPhoto", |call, args| {
        let (path, file) = (args.text(1)?, os_path::argument(args, 1)?);
        let stack_with = match args.value(2) {
            Value::Nil => None,
            _ => Some(found::photo(call, args, 2)?),
        };
        let position = match values::optional_text(args, 3)?.as_deref() {
            Some("above") => StackPosition::Above,
            Some("below") | None => StackPosition::Below,
            Some(_) => return Err(args.bad(3, "\"above\" or \"below\" expected")),
        };
        found::with_catalog(call, |it| it.assert_write("LrCatalog:addPhoto"))?;
        if stack_with.is_none() && args.value(3) != Value::Nil {
            // Lightroom's text (reported).
            let problem = "position can not be used unless stackWithPhoto is present";
            return Err(Raise::Text(format!("LrCatalog:addPhoto: {problem}")));
        }
        let ImageFile {
            photo, keywords, ..
        } = import(call, &path, &file)?;
        let stack_with = stack_with.map(|photo| (photo, position));
        let photo =
            found::with_catalog(call, |it| it.add_photo(&path, photo, &keywords, stack_with))?;
        Ok(photo.local_identifier())
    });
    ns.private("createVirtualCopies", |call, args| {
        let name = values::optional_text(args, 1)?;
        let copies = found::with_catalog(call, |it| {
            let selected = it.selected_photos();
            let copies = it.create_virtual_copies(&selected, name.as_deref())?;
            if let Some((active, others)) = copies.split_first() {
                it.set_selected_photos(*active, others);
            }
            Ok(copies)
        })?;
        Ok(found::photo_numbers(&copies))
    });
    ns.private("createKeyword", |call, args| {
        let name = args.text(1)?;
        let synonyms = match args.value(2) {
            Value::Nil => Vec::new(),
            value => Vec::<String>::from_lua(value, call.lua)
                .map_err(|_| args.bad(2, "an array of strings expected"))?,
        };
        let parent = match args.value(4) {
            Value::Nil => None,
            _ => Some(found::keyword(call, args, 4)?),
        };
        let (include, existing) = (args.truth(3), args.truth(5));
        if is_nil(call, &name, parent)? {
            return Ok((None, true));
        }
        let keyword = found::with_catalog(call, |it| {
            it.create_keyword(&name, synonyms, include, parent, existing)
        })?;
        Ok((keyword.map(KeywordId::local_identifier), false))
    });
    ns.private("deleteKeyword", |call, args| {
        let keyword = found::keyword(call, args, 1)?;
        found::with_catalog(call, |it| it.delete_keyword(keyword))
    });
    collections(ns);
    targets(ns);
}

fn collections(ns: &mut Builder<'_>) {
    ns.private("createCollection", |call, args| {
        let (name, prior) = (args.text(1)?, args.truth(3));
        let parent = found::optional_collection_set(call, args, 2)?;
        let made = found::with_catalog(call, |it| it.create_collection(&name, parent, prior))?;
        Ok(made.map(CollectionId::local_identifier))
    });
    ns.private("createCollectionSet", |call, args| {
        let (name, prior) = (args.text(1)?, args.truth(3));
        let parent = found::optional_collection_set(call, args, 2)?;
        let made = found::with_catalog(call, |it| it.create_collection_set(&name, parent, prior))?;
        Ok(made.map(CollectionSetId::local_identifier))
    });
    ns.private("createSmartCollection", |call, args| {
        let (name, prior) = (args.text(1)?, args.truth(4));
        let search = found::raised(Search::from_value(&values::argument(args, 2)?))?;
        let parent = found::optional_collection_set(call, args, 3)?;
        let made = found::with_catalog(call, |it| {
            it.create_smart_collection(&name, search, parent, prior)
        })?;
        Ok(made.map(CollectionId::local_identifier))
    });
}

fn targets(ns: &mut Builder<'_>) {
    ns.private("getTargetPhoto", |call, _| {
        let photo = call.core.app.lightroom.borrow().catalog.active_photo();
        Ok(photo.map(PhotoId::local_identifier))
    });
    ns.private("getTargetPhotos", |call, _| {
        let photos = call.core.app.lightroom.borrow().catalog.target_photos();
        Ok(found::photo_numbers(&photos))
    });
    ns.private("getMultipleSelectedOrAllPhotos", |call, _| {
        let lightroom = call.core.app.lightroom.borrow();
        Ok(found::photo_numbers(
            &lightroom.catalog.multiple_selected_or_all(),
        ))
    });
    ns.private("setSelectedPhotos", |call, args| {
        let (active, others) = (found::photo(call, args, 1)?, found::photos(call, args, 2)?);
        let catalog = &mut call.core.app.lightroom.borrow_mut().catalog;
        catalog.set_selected_photos(active, &others);
        Ok(())
    });
}
