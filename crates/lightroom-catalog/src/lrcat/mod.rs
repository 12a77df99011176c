//! Lightroom Classic's own catalogs: SQLite files, only read.
//!
//! The tables are documented nowhere; what they hold is known from reports and from looking.

mod collections;
mod database;
mod exif;
mod files;
mod images;
mod keywords;
mod lua;
mod packets;
mod settings;
mod stacks;
mod texts;

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;
use std::path::Path;
use std::thread;

use lightroom_sim::{Builder, KeywordId, PhotoId};

use crate::{Error, Opened};
use database::Database;

/// Uuids that the catalog does not tell derive from this.
const SEED: u64 = 0x006c_7263_6174;

/// By the `id_local` of the catalog.
type ById<T> = HashMap<i64, T>;

struct Reader<'a> {
    database: Database<'a>,
    builder: Builder,
    photos: ById<PhotoId>,
    keywords: ById<KeywordId>,
}

pub(crate) fn open(path: &Path) -> Result<Opened, Error> {
    open_on(
        path,
        thread::available_parallelism().map_or(1, NonZeroUsize::get),
    )
}

/// Opens a catalog with so many threads for what takes long.
fn open_on(path: &Path, threads: usize) -> Result<Opened, Error> {
    let mut reader = Reader {
        database: Database::open(path)?,
        builder: Builder::new(&path.display().to_string(), SEED),
        photos: HashMap::new(),
        keywords: HashMap::new(),
    };
    reader.keywords()?;
    reader.images()?;
    reader.packets(threads)?;
    reader.snapshots()?;
    reader.stacks()?;
    reader.collections()?;
    Ok(Opened {
        catalog: reader.builder.build(),
        remarks: reader.database.into_remarks(),
    })
}

impl Reader<'_> {
    fn simulation(&self, source: lightroom_sim::Error) -> Error {
        Error::simulation(self.database.path, source)
    }
}

/// An entry with those above it, the topmost first. A circle is cut.
fn chain(id: i64, parent: impl Fn(i64) -> Option<i64>) -> Vec<i64> {
    let mut seen = HashSet::new();
    let mut chain = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next.filter(|id| seen.insert(*id)) {
        chain.push(id);
        next = parent(id);
    }
    chain.reverse();
    chain
}
