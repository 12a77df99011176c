//! Finding photos, keywords, collections and folders.

use lightroom_sim::{CollectionOrSet, ColorLabel, FolderId, KeywordId, PhotoId, Search, Sort};

use crate::shared::{found, values};
use crate::vm::namespace::{Builder, Call};

pub(super) fn declare(ns: &mut Builder<'_>) {
    ns.private("getPath", |call, _| {
        Ok(call.core.app.lightroom.borrow().catalog.path().to_owned())
    });
    ns.private("getAllPhotos", |call, _| {
        let photos: Vec<_> = call
            .core
            .app
            .lightroom
            .borrow()
            .catalog
            .all_photos()
            .collect();
        Ok(found::photo_numbers(&photos))
    });
    ns.private("findPhotoByPath", |call, args| {
        let (path, sensitive) = (args.text(1)?, args.truth(2));
        let found = catalog(call, |it| it.photo_by_path(&path, sensitive));
        Ok(found.map(PhotoId::local_identifier))
    });
    ns.private("findPhotoByUuid", |call, args| {
        let uuid = args.text(1)?;
        Ok(catalog(call, |it| it.photo_by_uuid(&uuid)).map(PhotoId::local_identifier))
    });
    // The local identifier again if there is such a photo.
    ns.private("getPhotoByLocalId", |call, args| {
        let Some(id) = local_id(args.number(1)?) else {
            return Ok(None);
        };
        Ok(catalog(call, |it| it.photo_by_local_id(id)).map(PhotoId::local_identifier))
    });
    ns.private("findPhotos", |call, args| {
        let search = found::raised(Search::from_value(&values::argument(args, 1)?))?;
        report_dates(call, &search);
        let sort = values::optional_text(args, 2)?;
        let sort = found::raised(Sort::parse(sort.as_deref(), args.truth(3)))?;
        let photos = found::with_catalog(call, |it| it.find_photos(&search, sort))?;
        Ok(found::photo_numbers(&photos))
    });
    ns.private("findPhotosWithProperty", |call, args| {
        let (plugin, field) = (values::plugin(call, args, 1)?, args.text(2)?);
        let version = args.optional_number(3)?;
        let photos = catalog(call, |it| it.photos_with_property(&plugin, &field, version));
        Ok(found::photo_numbers(&photos))
    });
    others(ns);
}

/// Finding what is no photo.
fn others(ns: &mut Builder<'_>) {
    ns.private("getKeywords", |call, _| {
        let keywords = catalog(call, |it| it.child_keywords(None));
        Ok(keywords
            .into_iter()
            .map(KeywordId::local_identifier)
            .collect::<Vec<_>>())
    });
    ns.private("keyword", |call, args| {
        let Some(id) = local_id(args.number(1)?) else {
            return Ok(None);
        };
        Ok(catalog(call, |it| it.keyword_by_local_id(id)).map(KeywordId::local_identifier))
    });
    ns.private("getChildCollections", |call, _| {
        let children = catalog(call, |it| it.child_collections(None));
        Ok(children
            .iter()
            .map(|id| id.local_identifier())
            .collect::<Vec<_>>())
    });
    ns.private("getChildCollectionSets", |call, _| {
        let children = catalog(call, |it| it.child_collection_sets(None));
        Ok(children
            .iter()
            .map(|id| id.local_identifier())
            .collect::<Vec<_>>())
    });
    // The local identifier again, and whether it is a set.
    ns.private("getCollectionByLocalIdentifier", |call, args| {
        let Some(id) = local_id(args.number(1)?) else {
            return Ok((None, false));
        };
        Ok(match catalog(call, |it| it.collection_by_local_id(id)) {
            Some(CollectionOrSet::Collection(id)) => (Some(id.local_identifier()), false),
            Some(CollectionOrSet::Set(id)) => (Some(id.local_identifier()), true),
            None => (None, false),
        })
    });
    ns.private("getFolders", |call, _| {
        let folders = catalog(call, |it| it.child_folders(None));
        Ok(folders
            .into_iter()
            .map(FolderId::local_identifier)
            .collect::<Vec<_>>())
    });
    ns.private("getFolderByPath", |call, args| {
        let path = args.text(1)?;
        Ok(catalog(call, |it| it.folder_by_path(&path)).map(FolderId::local_identifier))
    });
    ns.private("getLabelMapToColorName", |call, _| {
        let labels = call.lua.create_table()?;
        for color in ColorLabel::ALL {
            labels.raw_set(color.name(), color.text())?;
        }
        Ok(labels)
    });
}

/// Reports a date that finds nothing since it has a time zone or another form (R8.3).
fn report_dates(call: &Call<'_>, search: &Search) {
    if let Some(date) = search.dates_that_find_nothing().first() {
        let message = format!(
            "LrCatalog:findPhotos: \"{date}\" finds nothing: Lightroom takes dates as YYYY-MM-DD or \
             YYYY-MM-DDThh:mm:ss, without a time zone"
        );
        call.core.diagnose_once_at("R8.3", message, call.caller());
    }
}

/// What cannot fail to be read.
fn catalog<T>(call: &Call<'_>, read: impl FnOnce(&lightroom_sim::Catalog) -> T) -> T {
    read(&call.core.app.lightroom.borrow().catalog)
}

/// A number as a local identifier, if it can be one.
fn local_id(number: f64) -> Option<u32> {
    let whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    #[expect(clippy::cast_sign_loss, reason = "it is in the range")]
    whole.then_some(number as u32)
}
