//! Adding photos, virtual copies, keywords and collections.

use lightroom_sim::{CollectionId, CollectionSetId, KeywordId, PhotoId, Search, StackPosition};
use mlua::{FromLua as _, Value};

use crate::sdk::os_path;
use crate::sdk::shared::{found, values};
use crate::vm::namespace::Builder;
use crate::vm::raise::Raise;

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
        let at = call.caller();
        let message = "LrCatalog:addPhoto does not read the file: its dimensions (6000 x 4000) are \
                       assumed, and it has no camera's metadata";
        call.core.diagnose("", message.to_owned(), at);
        if !file.is_file() {
            return Err(Raise::Text(format!(
                "LrCatalog:addPhoto: the file \"{path}\" does not exist"
            )));
        }
        let stack_with = stack_with.map(|photo| (photo, position));
        let photo = found::with_catalog(call, |it| it.add_photo(&path, stack_with))?;
        Ok(photo.local_identifier())
    });
    ns.private("createVirtualCopies", |call, args| {
        let name = values::optional_text(args, 1)?;
        let copies = found::with_catalog(call, |it| {
            let selected = it.selected_photos();
            it.create_virtual_copies(&selected, name.as_deref())
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
        let keyword = found::with_catalog(call, |it| {
            it.create_keyword(&name, synonyms, include, parent, existing)
        })?;
        Ok(keyword.map(KeywordId::local_identifier))
    });
    ns.private("deleteKeyword", |call, args| {
        let keyword = found::keyword(call, args, 1)?;
        found::with_catalog(call, |it| it.delete_keyword(keyword))
    });
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
