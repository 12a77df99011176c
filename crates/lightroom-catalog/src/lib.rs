//! Reads catalogs of a simulated Lightroom Classic from files: one's own in TOML, Lightroom's own
//! (`.lrcat`), and folders of images.
//!
//! Nothing that is read is ever written.
//!
//! ```no_run
//! let opened = lightroom_catalog::open("examples/catalog.toml".as_ref())?;
//! for remark in &opened.remarks {
//!     eprintln!("{remark}");
//! }
//! println!("{} photos", opened.catalog.all_photos().len());
//! # Ok::<(), lightroom_catalog::Error>(())
//! ```

// Numbers of files are compared as they were written.
#![allow(clippy::float_cmp)]

mod develop;
mod error;
mod folder;
mod image;
mod inflate;
mod lrcat;
mod number;
mod time;
mod toml_file;
mod turns;
mod xmp;

use std::path::Path;

pub use error::Error;
pub use folder::image_files;
pub use image::{ImageFile, read_image};
use lightroom_sim::Catalog;

/// A catalog that was read.
#[derive(Debug)]
pub struct Opened {
    /// The catalog, with photos selected as the file says, else the first one.
    pub catalog: Catalog,
    /// What a person should know of how it was read: what is missing, what was left out.
    pub remarks: Vec<String>,
}

/// Opens a catalog: a folder of images, a `.toml` or a `.lrcat` file.
///
/// Fails if there is nothing at the path, if it is neither of these, or if the file is broken.
pub fn open(path: &Path) -> Result<Opened, Error> {
    let metadata = std::fs::metadata(path).map_err(|source| Error::unreadable(path, source))?;
    if metadata.is_dir() {
        return folder::open(path);
    }
    let extension = path.extension().unwrap_or_default();
    if extension.eq_ignore_ascii_case("toml") {
        toml_file::open(path)
    } else if extension.eq_ignore_ascii_case("lrcat") {
        lrcat::open(path)
    } else {
        Err(Error::UnknownKind { path: path.into() })
    }
}
