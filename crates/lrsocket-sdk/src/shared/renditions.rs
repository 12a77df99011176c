//! The files that stand for renditions (R12.2): a copy of the photo's own file if there is one of the
//! right format, else a placeholder.

use std::path::{Path, PathBuf};

use lightroom_sim::{PhotoId, Size};

use super::found;
use super::placeholder;
use crate::vm::namespace::Call;
use crate::vm::raise::SdkResult;

/// The largest picture that a placeholder can be.
const LARGEST: u32 = 65_000;

/// A photo that is to be rendered.
pub(crate) struct Source {
    path: PathBuf,
    /// `None` for a video.
    size: Option<Size>,
}

/// The largest size that a rendition may have; 0 for no limit.
#[derive(Clone, Copy, Default)]
pub(crate) struct Limits {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Source {
    /// Looks up the photo.
    pub(crate) fn of(call: &Call<'_>, photo: PhotoId) -> SdkResult<Self> {
        found::with_catalog(call, |catalog| {
            let path = catalog.photo_path(photo)?.into();
            let photo = catalog.photo(photo)?;
            let size = photo.video.is_none().then(|| photo.cropped_size());
            Ok(Source { path, size })
        })
    }

    /// The bytes of a JPEG for a thumbnail.
    pub(crate) fn thumbnail(&self, call: &Call<'_>, limits: Limits) -> Result<Vec<u8>, String> {
        if self.is_file_of("JPEG") {
            return std::fs::read(&self.path).map_err(|error| error.to_string());
        }
        self.placeholder(call, "JPEG", limits)
    }

    /// Writes the file of a rendition.
    pub(crate) fn render(
        &self,
        call: &Call<'_>,
        destination: &Path,
        format: &str,
        limits: Limits,
    ) -> Result<(), String> {
        let failed = |error: std::io::Error| format!("{}: {error}", destination.display());
        if self.is_file_of(format) {
            if limits.width > 0 || limits.height > 0 {
                call.core.diagnose_once("copies are not resized", || {
                    let message =
                        "renditions are copies of the photos' own files, and are not resized";
                    (message.to_owned(), call.caller())
                });
            }
            return std::fs::copy(&self.path, destination)
                .map(|_| ())
                .map_err(failed);
        }
        let bytes = self.placeholder(call, format, limits)?;
        std::fs::write(destination, bytes).map_err(failed)
    }

    /// Whether the photo's own file is there and has this format.
    fn is_file_of(&self, format: &str) -> bool {
        let extension = self.path.extension().unwrap_or_default().to_string_lossy();
        let fits = match format {
            "JPEG" => ["jpg", "jpeg"].contains(&&*extension.to_lowercase()),
            "TIFF" => ["tif", "tiff"].contains(&&*extension.to_lowercase()),
            "ORIGINAL" => true,
            _ => false,
        };
        fits && self.path.is_file()
    }

    fn placeholder(
        &self,
        call: &Call<'_>,
        format: &str,
        limits: Limits,
    ) -> Result<Vec<u8>, String> {
        let Some(size) = self.size else {
            return Err("lrsocket renders no videos".to_owned());
        };
        let make = match format {
            "JPEG" => placeholder::jpeg,
            "TIFF" => placeholder::tiff,
            "ORIGINAL" => {
                return Err(format!(
                    "the original is not there: {}",
                    self.path.display()
                ));
            }
            other => return Err(format!("lrsocket renders no {other} files")),
        };
        call.core.diagnose_once("placeholders", || {
            let message = "pictures are placeholders, gray and of the right size: nothing is rendered, \
                           and the photo's own file is not there or has another format";
            (message.to_owned(), call.caller())
        });
        let (width, height) = fitted(size, limits);
        Ok(make(width, height))
    }
}

/// The size within the limits, in the same proportions.
fn fitted(size: Size, limits: Limits) -> (u16, u16) {
    let (width, height) = (size.width.max(1), size.height.max(1));
    let part = |most: u32, of: u32| {
        let most = if most == 0 {
            LARGEST
        } else {
            most.min(LARGEST)
        };
        f64::from(most) / f64::from(of)
    };
    let scale = part(limits.width, width)
        .min(part(limits.height, height))
        .min(1.0);
    let scaled = |pixels: u32| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 1 and LARGEST"
        )]
        let scaled = (f64::from(pixels) * scale).round().max(1.0) as u16;
        scaled
    };
    (scaled(width), scaled(height))
}
