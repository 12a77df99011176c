//! A snapshot of the state, for the control protocol.

use serde_json::{Value as Json, json};

use crate::catalog::{Catalog, Source};
use crate::id::PhotoId;
use crate::lightroom::Lightroom;
use crate::photo::{Rating, TextField};
use crate::time::CaptureTime;
use crate::view::{MainView, SecondaryView, Zoom};

/// The state as JSON: catalog, selection, module and view, history.
pub fn state_json(lightroom: &Lightroom) -> Json {
    let (catalog, view) = (&lightroom.catalog, lightroom.view());
    let photo = |id: PhotoId| photo_json(catalog, id);
    let sources = catalog.active_sources().into_iter();
    let sources: Vec<_> = sources.map(|it| source(catalog, it)).collect();
    let selected = catalog.selected_photos().into_iter();
    let selected: Vec<_> = selected.map(PhotoId::local_identifier).collect();
    let zoom = match view.zoom {
        Zoom::Fit => json!("fit"),
        Zoom::Fill => json!("fill"),
        Zoom::Percent(percent) => json!(percent),
    };
    json!({
        "catalog": {
            "path": catalog.path(),
            "photos": catalog.all_photos().len(),
            "sources": sources,
            "filmstrip": catalog.filmstrip().len(),
        },
        "active": catalog.active_photo().map(photo),
        "selected": selected,
        "module": view.module.name(),
        "view": view.main().map(MainView::name),
        "secondary_view": lightroom.secondary_view().map(SecondaryView::name),
        "zoom": zoom,
        "tool": lightroom.develop.selected_tool().name(),
        "mask_overlay": lightroom.develop.overlay_is_shown(),
        "slideshow": view.slideshow,
        "undo": catalog.undo_names().next(),
        "redo": catalog.redo_names().next(),
    })
}

/// All photos of a catalog as JSON, in its order.
pub fn photos_json(catalog: &Catalog) -> Json {
    let photos = catalog.all_photos();
    photos.map(|id| photo_json(catalog, id)).collect()
}

fn photo_json(catalog: &Catalog, id: PhotoId) -> Json {
    let Ok(photo) = catalog.photo(id) else {
        return Json::Null;
    };
    let snapshots = photo.snapshots.all().iter();
    let snapshots: Vec<_> = snapshots.map(|it| &it.name).collect();
    json!({
        "id": id.local_identifier(),
        "uuid": photo.uuid.to_string(),
        "path": catalog.photo_path(id).ok(),
        "copy_name": photo.copy_name,
        "format": photo.format.name(),
        "rating": photo.rating.map_or(0, Rating::stars),
        "pick": photo.pick.status(),
        "label": photo.label.color_name(),
        "title": photo.text(TextField::Title),
        "caption": photo.text(TextField::Caption),
        "keywords": catalog.keyword_names(&photo.keywords),
        "captured": photo.captured.map(CaptureTime::iso8601),
        "orientation": photo.orientation.corners(),
        "snapshots": snapshots,
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
