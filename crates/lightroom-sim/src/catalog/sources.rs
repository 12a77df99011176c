//! What the Library shows: sources, the view filter, and the filmstrip that comes of them.

use std::sync::Arc;

use super::Catalog;
use super::data::source::{ShownKinds, Source, ViewFilter};
use super::search::Sort;
use crate::change::Change;
use crate::error::{Error, Result};
use crate::id::PhotoId;
use crate::photo::Photo;

impl ShownKinds {
    fn shows(self, photo: &Photo) -> bool {
        if photo.video.is_some() {
            self.videos
        } else if photo.is_virtual_copy() {
            self.virtual_copies
        } else {
            self.masters
        }
    }
}

impl Catalog {
    /// `catalog:getActiveSources`. Where those that were set are gone, all photos are viewed.
    pub fn active_sources(&self) -> Vec<Source> {
        let there = |source: &&Source| match source {
            Source::Folder(id) => self.store.folders.contains_key(id),
            Source::Collection(id) => self.store.collections.contains_key(id),
            Source::CollectionSet(id) => self.store.sets.contains_key(id),
            _ => true,
        };
        let there: Vec<_> = self.sources.iter().filter(there).copied().collect();
        if there.is_empty() {
            vec![Source::AllPhotos]
        } else {
            there
        }
    }

    /// `catalog:setActiveSources`. Sources that are gone are an error; none at all is one too.
    pub fn set_active_sources(&mut self, sources: &[Source]) -> Result<()> {
        for source in sources {
            match source {
                Source::Folder(id) => drop(self.folder(*id)?),
                Source::Collection(id) => drop(self.collection(*id)?),
                Source::CollectionSet(id) => drop(self.collection_set(*id)?),
                _ => {}
            }
        }
        if sources.is_empty() {
            let problem = "there must be at least one source".to_owned();
            return Err(Error::BadArgument {
                function: "LrCatalog:setActiveSources",
                problem,
            });
        }
        let target = match self.target_collection() {
            target if target == self.quick_collection => Source::QuickCollection,
            target => Source::Collection(target),
        };
        let known = |source: &Source| match source {
            Source::TargetCollection => target,
            source => *source,
        };
        self.sources = sources.iter().map(known).collect();
        self.reorder();
        self.tell(Change::Sources);
        // What was next to the active photo does not matter in another source.
        self.stale_filmstrip = None;
        self.settle();
        Ok(())
    }

    /// `catalog:getCurrentViewFilter`.
    pub const fn view_filter(&self) -> &ViewFilter {
        &self.filter
    }

    /// `catalog:setViewFilter`. Fails if the filter searches for what is not simulated.
    pub fn set_view_filter(&mut self, filter: ViewFilter) -> Result<()> {
        if let Some(search) = &filter.search {
            self.find_photos(search, Sort::default())?;
        }
        self.filter = filter;
        self.reorder();
        self.tell(Change::Sources);
        self.settle();
        Ok(())
    }

    /// The photos of the active sources that the filter shows, by capture time.
    pub fn filmstrip(&self) -> Arc<[PhotoId]> {
        let mut cache = self.filmstrip.borrow_mut();
        Arc::clone(cache.get_or_insert_with(|| self.make_filmstrip()))
    }

    fn make_filmstrip(&self) -> Arc<[PhotoId]> {
        let sources = self.active_sources().into_iter();
        let mut photos: Vec<PhotoId> = sources.flat_map(|it| self.source_photos(it)).collect();
        if let Some(search) = &self.filter.search {
            photos.retain(|id| self.finds(search, *id).unwrap_or(false));
        }
        if let Some(kinds) = self.filter.kinds {
            photos.retain(|id| self.photo(*id).is_ok_and(|photo| kinds.shows(photo)));
        }
        let time = |id: &PhotoId| {
            let photo = self.store.photos.get(id);
            photo
                .and_then(|photo| photo.captured)
                .map(|captured| captured.wall_clock)
        };
        // Photos without a time come last (guess).
        photos.sort_by_cached_key(|id| (time(id).is_none(), time(id), *id));
        photos.dedup();
        photos.into()
    }

    /// The photos of a source.
    pub fn source_photos(&self, source: Source) -> Vec<PhotoId> {
        let collection = |id| self.collection_photos(id).unwrap_or_default();
        match source {
            Source::AllPhotos => self.all_photos().collect(),
            Source::QuickCollection => collection(self.quick_collection),
            Source::TargetCollection => collection(self.target_collection()),
            Source::PreviousImport => {
                let there = |id: &&PhotoId| self.store.photos.contains_key(id);
                self.previous_import.iter().filter(there).copied().collect()
            }
            Source::TemporaryImages | Source::LastCatalogExport => Vec::new(),
            Source::Folder(id) => self.folder_photos(id, true),
            Source::Collection(id) => collection(id),
            Source::CollectionSet(id) => {
                let sets = self.child_collection_sets(Some(id)).into_iter();
                let sets = sets.flat_map(|set| self.source_photos(Source::CollectionSet(set)));
                let collections = self.child_collections(Some(id)).into_iter();
                sets.chain(collections.flat_map(collection)).collect()
            }
        }
    }

    /// The filmstrip is to be made anew.
    pub(crate) fn reorder(&mut self) {
        if let Some(stale) = self.filmstrip.get_mut().take() {
            self.stale_filmstrip = Some(stale);
        }
        self.selection.to_be_checked = true;
    }

    /// The filmstrip is to be made anew if metadata decide what it shows.
    pub(crate) fn reorder_by_metadata(&mut self) {
        let smart = |source: &Source| match source {
            Source::Collection(id) => self.collection(*id).is_ok_and(super::Collection::is_smart),
            Source::CollectionSet(_) => true,
            _ => false,
        };
        if self.filter.search.is_some() || self.sources.iter().any(smart) {
            self.reorder();
        }
    }
}
