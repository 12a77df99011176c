//! The XMP that a catalog keeps of each photo: it has what no column has, such as the title.

use lightroom_sim::Photo;

use super::Reader;
use crate::{Error, inflate, xmp};

impl Reader<'_> {
    pub(super) fn packets(&mut self) -> Result<(), Error> {
        let (photos, builder) = (&self.photos, &mut self.builder);
        let mut broken = 0;
        let mut failed = None;
        self.database
            .rows("Adobe_AdditionalMetadata", 0, &["image", "xmp"], |row| {
                let photo = row.id(0).and_then(|image| photos.get(&image));
                let bytes = row.bytes(1).filter(|bytes| !bytes.is_empty());
                let (Some(photo), Some(bytes)) = (photo, bytes) else {
                    return;
                };
                let edited = builder.edit(*photo, |photo| {
                    broken += usize::from(fill(photo, bytes).is_none());
                });
                if let Err(error) = edited {
                    failed = Some(error);
                }
            })?;
        if let Some(error) = failed {
            return Err(self.simulation(error));
        }
        if broken > 0 {
            self.database
                .remarks
                .push(format!("{broken} photos have XMP that cannot be read"));
        }
        Ok(())
    }
}

/// Fills in what the columns do not say; `None` if the packet cannot be read.
fn fill(photo: &mut Photo, bytes: &[u8]) -> Option<()> {
    let inflated;
    let text = match std::str::from_utf8(bytes) {
        Ok(text) if !bytes.contains(&0) => text,
        _ => {
            inflated = inflate::prefixed(bytes)?;
            std::str::from_utf8(&inflated).ok()?
        }
    };
    let document = xmp::document(text.trim()).ok()?;
    xmp::fill(photo, &xmp::Packet::of(&document)?);
    Some(())
}
