//! Objects of the catalog by the numbers that the Lua halves know them by.

use lightroom_sim::{
    Catalog, CollectionId, CollectionOrSet, CollectionSetId, Error, FolderId, KeywordId, PhotoId,
};
use mlua::{FromLua as _, Value};

use crate::vm::args::Args;
use crate::vm::namespace::Call;
use crate::vm::raise::{Raise, SdkResult};

/// What the simulation returns, with its errors as a plug-in gets them.
pub(crate) fn raised<T>(result: lightroom_sim::Result<T>) -> SdkResult<T> {
    result.map_err(|error| Raise::Text(error.to_string()))
}

/// Runs `act` on the catalog.
pub(crate) fn with_catalog<T>(
    call: &Call<'_>,
    act: impl FnOnce(&mut Catalog) -> lightroom_sim::Result<T>,
) -> SdkResult<T> {
    raised(act(&mut call.core.app.lightroom.borrow_mut().catalog))
}

/// The collection that argument `n` numbers.
pub(crate) fn collection(call: &Call<'_>, args: &Args<'_>, n: usize) -> SdkResult<CollectionId> {
    find(call, args, n, "collection", |catalog, id| {
        match catalog.collection_by_local_id(id) {
            Some(CollectionOrSet::Collection(id)) => Some(id),
            _ => None,
        }
    })
}

/// The collection set that argument `n` numbers.
pub(crate) fn collection_set(
    call: &Call<'_>,
    args: &Args<'_>,
    n: usize,
) -> SdkResult<CollectionSetId> {
    find(
        call,
        args,
        n,
        "collection set",
        |catalog, id| match catalog.collection_by_local_id(id) {
            Some(CollectionOrSet::Set(id)) => Some(id),
            _ => None,
        },
    )
}

/// The collection set that argument `n` numbers, if it is not nil.
pub(crate) fn optional_collection_set(
    call: &Call<'_>,
    args: &Args<'_>,
    n: usize,
) -> SdkResult<Option<CollectionSetId>> {
    let given = args.value(n) != Value::Nil;
    given.then(|| collection_set(call, args, n)).transpose()
}

/// The folder that argument `n` numbers.
pub(crate) fn folder(call: &Call<'_>, args: &Args<'_>, n: usize) -> SdkResult<FolderId> {
    find(call, args, n, "folder", Catalog::folder_by_local_id)
}

/// The keyword that argument `n` numbers.
pub(crate) fn keyword(call: &Call<'_>, args: &Args<'_>, n: usize) -> SdkResult<KeywordId> {
    find(call, args, n, "keyword", Catalog::keyword_by_local_id)
}

/// The photo that argument `n` numbers.
pub(crate) fn photo(call: &Call<'_>, args: &Args<'_>, n: usize) -> SdkResult<PhotoId> {
    find(call, args, n, "photo", Catalog::photo_by_local_id)
}

/// The photos that argument `n`, an array, numbers.
pub(crate) fn photos(call: &Call<'_>, args: &Args<'_>, n: usize) -> SdkResult<Vec<PhotoId>> {
    let numbers = Vec::<u32>::from_lua(args.value(n), call.lua)?;
    let lightroom = call.core.app.lightroom.borrow();
    let photos = numbers.into_iter().map(|id| {
        let photo = lightroom.catalog.photo_by_local_id(id);
        photo.ok_or_else(|| gone("photo", id))
    });
    photos.collect()
}

/// The numbers of these photos.
pub(crate) fn photo_numbers(photos: &[PhotoId]) -> Vec<u32> {
    photos.iter().map(|id| id.local_identifier()).collect()
}

fn find<I>(
    call: &Call<'_>,
    args: &Args<'_>,
    n: usize,
    what: &'static str,
    find: impl FnOnce(&Catalog, u32) -> Option<I>,
) -> SdkResult<I> {
    let id = u32::from_lua(args.value(n), call.lua)?;
    let lightroom = call.core.app.lightroom.borrow();
    find(&lightroom.catalog, id).ok_or_else(|| gone(what, id))
}

fn gone(what: &'static str, id: u32) -> Raise {
    Raise::Text(Error::Gone { what, id }.to_string())
}
