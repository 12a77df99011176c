//! The `.xmp` file beside a raw file.

use std::path::Path;

use lightroom_sim::FileFormat;

/// Larger files are no sidecars.
const MAX_BYTES: u64 = 64 << 20;

/// The sidecar of a file, if it has one. Lightroom looks for one beside raw files alone; the
/// others carry their XMP within.
pub(super) fn read(path: &Path, format: FileFormat) -> Result<Option<Vec<u8>>, String> {
    if format != FileFormat::Raw {
        return Ok(None);
    }
    // File systems that do not tell case apart find either; on others both are in use.
    for extension in ["xmp", "XMP"] {
        let sidecar = path.with_extension(extension);
        match std::fs::metadata(&sidecar) {
            Ok(file) if file.is_file() => {
                if file.len() > MAX_BYTES {
                    return Err(format!("it has {} bytes", file.len()));
                }
                let read = std::fs::read(&sidecar);
                return read.map(Some).map_err(|error| error.to_string());
            }
            _ => {}
        }
    }
    Ok(None)
}
