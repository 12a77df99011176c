//! What the tests share.
#![allow(dead_code)] // Not every test file uses every helper.
#![allow(clippy::unwrap_used, clippy::expect_used)] // The helpers are part of the tests.

use lightroom_sim::develop::{self, Controller, Outcome, Settings};
use lightroom_sim::{Access, Catalog, Change, Lightroom, PhotoId, Value};

/// The built-in application, its changes polled.
pub(crate) fn lightroom() -> Lightroom {
    Lightroom::built_in()
}

/// The built-in catalog.
pub(crate) fn catalog() -> Catalog {
    Lightroom::built_in().catalog
}

/// The photo with this file name.
pub(crate) fn photo(catalog: &Catalog, name: &str) -> PhotoId {
    let mut photos = catalog.photos();
    let found = photos.find(|(_, photo)| &*photo.file_name == name && !photo.is_virtual_copy());
    found.expect("a photo of the built-in catalog").0
}

/// Runs `change` in a write gate.
pub(crate) fn write<T>(
    catalog: &mut Catalog,
    name: &str,
    change: impl FnOnce(&mut Catalog) -> T,
) -> T {
    let gate = catalog.begin_write(name, Access::Write).unwrap();
    let result = change(catalog);
    catalog.end_write(gate);
    result
}

/// Sets a develop parameter as `LrDevelopController.setValue` does.
pub(crate) fn set(settings: &mut Settings, parameter: &str, value: f64) -> Outcome {
    let value = develop::Value::Number(value);
    Controller::new()
        .set_value(settings, parameter, value, false)
        .unwrap()
}

/// A develop parameter of a photo.
pub(crate) fn developed(catalog: &Catalog, photo: PhotoId, parameter: &str) -> Option<f64> {
    let settings = &catalog.photo(photo).unwrap().develop;
    Controller::new()
        .value(settings, parameter)
        .unwrap()
        .and_then(develop::Value::as_number)
}

/// Every change that is queued.
pub(crate) fn changes(catalog: &mut Catalog) -> Vec<Change> {
    std::iter::from_fn(|| catalog.poll_change()).collect()
}

/// Raw metadata by name.
pub(crate) fn raw(catalog: &Catalog, photo: PhotoId, key: &str) -> Value {
    catalog.raw_metadata_named(photo, key).unwrap()
}

/// Formatted metadata by name, as text.
pub(crate) fn shown(catalog: &Catalog, photo: PhotoId, key: &str) -> String {
    match catalog.formatted_metadata_named(photo, key).unwrap() {
        Value::Text(text) => text,
        other => format!("{other:?}"),
    }
}

/// File names, to compare with.
pub(crate) fn names(catalog: &Catalog, photos: &[PhotoId]) -> Vec<String> {
    let name = |id: &PhotoId| catalog.photo(*id).unwrap().file_name.to_string();
    photos.iter().map(name).collect()
}

/// A photo as the host would have read it.
pub(crate) fn found(format: lightroom_sim::FileFormat) -> lightroom_sim::Photo {
    lightroom_sim::Photo::new("", format, lightroom_sim::Size::new(400, 300))
}
