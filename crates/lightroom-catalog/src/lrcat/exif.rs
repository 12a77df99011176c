//! What the camera wrote, as the catalog has harvested it.

use std::collections::HashMap;
use std::sync::Arc;

use lightroom_sim::{Camera, Gps, Shot};

use super::database::Cells;
use super::{ById, Reader};
use crate::Error;
use crate::number::whole;

/// One row of `AgHarvestedExifMetadata`.
#[derive(Default)]
pub(super) struct Exif {
    pub(super) shot: Shot,
    pub(super) camera: Option<Arc<Camera>>,
    pub(super) lens: Option<Arc<str>>,
    pub(super) gps: Option<Gps>,
}

impl Reader<'_> {
    pub(super) fn exif(&mut self) -> Result<ById<Exif>, Error> {
        let models = self.interned("AgInternedExifCameraModel")?;
        let serials = self.interned("AgInternedExifCameraSN")?;
        let lenses = self.interned("AgInternedExifLens")?;
        let lenses: ById<Arc<str>> = lenses
            .into_iter()
            .map(|(id, lens)| (id, lens.into()))
            .collect();
        let mut cameras: HashMap<(i64, Option<i64>), Arc<Camera>> = HashMap::new();
        let mut exif = HashMap::new();
        let columns = [
            "image",
            "aperture",
            "shutterSpeed",
            "isoSpeedRating",
            "focalLength",
            "flashFired",
            "cameraModelRef",
            "cameraSNRef",
            "lensRef",
            "gpsLatitude",
            "gpsLongitude",
            "hasGPS",
        ];
        self.database
            .rows("AgHarvestedExifMetadata", 0, &columns, |row| {
                let Some(image) = row.id(0) else { return };
                let camera = row.id(6).and_then(|model| {
                    let name = models.get(&model)?;
                    let camera = cameras.entry((model, row.id(7))).or_insert_with(|| {
                        Arc::new(Camera {
                            make: String::new(),
                            model: name.clone(),
                            serial_number: row.id(7).and_then(|id| serials.get(&id)).cloned(),
                        })
                    });
                    Some(Arc::clone(camera))
                });
                let gps = row.number(9).zip(row.number(10));
                let gps = gps.filter(|_| row.number(11) != Some(0.0));
                exif.insert(
                    image,
                    Exif {
                        shot: shot(row),
                        camera,
                        lens: row.id(8).and_then(|lens| lenses.get(&lens)).cloned(),
                        gps: gps.and_then(|(latitude, longitude)| Gps::new(latitude, longitude)),
                    },
                );
            })?;
        Ok(exif)
    }

    /// The texts that rows of other tables refer to.
    pub(super) fn interned(&mut self, table: &'static str) -> Result<ById<String>, Error> {
        let mut texts = HashMap::new();
        self.database
            .rows(table, 0, &["id_local", "value"], |row| {
                if let Some((id, text)) = row.id(0).zip(row.text(1)) {
                    texts.insert(id, text);
                }
            })?;
        Ok(texts)
    }
}

/// Aperture and shutter speed are APEX values.
fn shot(row: &Cells<'_>) -> Shot {
    let aperture = row.number(1).map(|value| (value / 2.0).exp2());
    let time = row.number(2).map(|value| (-value).exp2());
    Shot {
        aperture: aperture
            .map(|f| (f * 10.0).round() / 10.0)
            .filter(|number| is_positive(*number)),
        exposure_time: time.map(even).filter(|number| is_positive(*number)),
        iso: row.number(3).and_then(whole).filter(|iso| *iso > 0),
        focal_length: row.number(4).filter(|number| is_positive(*number)),
        flash: row.number(5).map(|fired| fired != 0.0),
        ..Shot::default()
    }
}

fn is_positive(number: f64) -> bool {
    number.is_finite() && number > 0.0
}

/// 1/250 for what lost a few digits on the way through its logarithm.
fn even(seconds: f64) -> f64 {
    let under = seconds.recip().round();
    let is_fraction = under >= 2.0 && (seconds * under - 1.0).abs() < 1e-4;
    if is_fraction {
        under.recip()
    } else {
        (seconds * 1e6).round() / 1e6
    }
}
