//! A catalog of any size, for measurements.

use std::sync::Arc;

use crate::catalog::{Builder, Catalog};
use crate::error::Result;
use crate::id::mix;
use crate::photo::{Camera, ColorLabel, FileFormat, Label, Photo, Pick, Rating, Size};
use crate::time::{CaptureTime, Civil};

/// How many photos go into a folder.
const PER_FOLDER: u32 = 500;

/// A catalog of `count` photos, the same for the same seed: raw files taken a few minutes apart,
/// a third of them rated, some flagged and labelled, two keywords each.
pub fn generate(count: u32, seed: u64) -> Result<Catalog> {
    let mut builder = Builder::new("/Users/photographer/Pictures/Generated.lrcat", seed);
    builder.root("/Users/photographer/Pictures/Generated");
    let keywords: Vec<_> = [
        "Coast", "Forest", "Town", "People", "Night", "Snow", "Garden",
    ]
    .iter()
    .map(|name| builder.keyword(name, None))
    .collect();
    let camera = Arc::new(Camera {
        make: "NIKON CORPORATION".to_owned(),
        model: "NIKON Z 6_2".to_owned(),
        serial_number: Some("3012345".to_owned()),
    });
    let lens: Arc<str> = "NIKKOR Z 24-70mm f/4 S".into();
    let mut clock = Civil {
        year: 2015,
        month: 1,
        day: 1,
        hour: 8,
        minute: 0,
        second: 0,
    }
    .seconds();
    for number in 0..count {
        let dice = mix(seed ^ u64::from(number));
        let pick = |sides: u64, shift: u32| (dice >> shift) % sides;
        clock += 20 + pick(600, 0).cast_signed();
        let mut photo = Photo::new("", FileFormat::Raw, Size::new(6048, 4024));
        photo.file_size = 20_000_000 + pick(9_000_000, 3);
        photo.captured = Some(CaptureTime {
            wall_clock: Civil::from_seconds(clock),
            offset_minutes: Some(60),
        });
        photo.camera = Some(Arc::clone(&camera));
        photo.lens = Some(Arc::clone(&lens));
        photo.shot.exposure_time = Some(1.0 / (30.0 + pick(1000, 7) as f64));
        photo.shot.aperture = Some(4.0);
        photo.shot.iso = Some(100 << pick(6, 11));
        photo.shot.focal_length = Some(24.0 + pick(47, 13) as f64);
        photo.rating = Rating::new(pick(15, 17) as u8);
        photo.pick = match pick(10, 23) {
            0 => Pick::Rejected,
            1 | 2 => Pick::Picked,
            _ => Pick::Unflagged,
        };
        if let Some(color) = ColorLabel::ALL.get(pick(25, 29) as usize) {
            photo.label = Label::Color(*color);
        }
        let (first, second) = (pick(7, 31) as usize, pick(7, 37) as usize);
        photo.keywords = vec![keywords[first]];
        if first != second {
            photo.keywords.push(keywords[second]);
        }
        let folder = number / PER_FOLDER + 1;
        let path =
            format!("/Users/photographer/Pictures/Generated/{folder:04}/DSC_{number:06}.NEF");
        builder.photo(&path, photo)?;
    }
    Ok(builder.build())
}
