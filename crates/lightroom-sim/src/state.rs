//! A snapshot of the state, for the control protocol.

use serde_json::{Value as Json, json};

use crate::catalog::{Catalog, Source};
use crate::id::PhotoId;
use crate::lightroom::Lightroom;
use crate::photo::Rating;

/// The state as JSON: catalog, selection, module and view, history.
pub fn state_json(lightroom: &Lightroom) -> Json {
    let (catalog, view) = (&lightroom.catalog, lightroom.view());
    let photo = |id: PhotoId| photo_json(catalog, id);
    json!({
        "catalog": {
            "path": catalog.path(),
            "photos": catalog.all_photos().len(),
            "sources": catalog.active_sources().iter().map(|it| source(catalog, *it)).collect::<Vec<_>>(),
            "filmstrip": catalog.filmstrip().len(),
        },
        "active": catalog.active_photo().map(photo),
        "selected": catalog.selected_photos().into_iter().map(|it| it.local_identifier()).collect::<Vec<_>>(),
        "module": view.module.name(),
        "view": view.main().map(crate::MainView::name),
        "secondary_view": lightroom.secondary_view().map(crate::SecondaryView::name),
        "zoom": match view.zoom {
            crate::Zoom::Fit => json!("fit"),
            crate::Zoom::Fill => json!("fill"),
            crate::Zoom::Percent(percent) => json!(percent),
        },
        "slideshow": view.slideshow,
        "undo": catalog.undo_names().next(),
        "redo": catalog.redo_names().next(),
    })
}

fn photo_json(catalog: &Catalog, id: PhotoId) -> Json {
    let Ok(photo) = catalog.photo(id) else {
        return Json::Null;
    };
    json!({
        "id": id.local_identifier(),
        "uuid": photo.uuid.to_string(),
        "path": catalog.photo_path(id).ok(),
        "copy_name": photo.copy_name,
        "format": photo.format.name(),
        "rating": photo.rating.map_or(0, Rating::stars),
        "pick": photo.pick.status(),
        "label": photo.label.color_name(),
        "title": photo.text(crate::TextField::Title),
        "caption": photo.text(crate::TextField::Caption),
        "keywords": catalog.keyword_names(&photo.keywords),
        "captured": photo.captured.map(|it| it.iso8601()),
    })
}

fn source(catalog: &Catalog, source: Source) -> Json {
    match source {
        Source::AllPhotos => json!("all_photos"),
        Source::QuickCollection => json!("quick_collection"),
        Source::TargetCollection => json!("target_collection"),
        Source::PreviousImport => json!("previous_import"),
        Source::TemporaryImages => json!("temporary_images"),
        Source::LastCatalogExport => json!("last_catalog_export"),
        Source::Folder(id) => json!({ "folder": catalog.folder(id).map(|it| &*it.path).ok() }),
        Source::Collection(id) => {
            json!({ "collection": catalog.collection(id).map(|it| &*it.name).ok() })
        }
        Source::CollectionSet(id) => {
            json!({ "collection_set": catalog.collection_set(id).map(|it| &*it.name).ok() })
        }
    }
}
