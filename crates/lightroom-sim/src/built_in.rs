//! The built-in catalog: 24 photos of a year, of every kind that a plug-in may meet.

use std::sync::Arc;

use crate::catalog::{Builder, Catalog, Keyword, Search};
use crate::error::Result;
use crate::id::{KeywordId, PhotoId};
use crate::photo::{
    Camera, ColorLabel, CopyrightState, FileFormat, Gps, Label, Orientation, Photo, Pick, Rating,
    Size, TextField, Video,
};
use crate::time::{CaptureTime, Civil};

const ROOT: &str = "/Users/photographer/Pictures/2024";
/// Where tethered captures go.
pub(crate) const TETHER_FOLDER: &str = "/Users/photographer/Pictures/2024/Studio";

/// The three cameras.
#[derive(Clone, Copy)]
enum Body {
    Nikon,
    Fuji,
    Phone,
}

/// One file; the marks are on it as after a round of culling.
struct File {
    path: &'static str,
    body: Body,
    size: (u32, u32),
    bytes: u64,
    captured: &'static str,
    /// Exposure time, aperture, ISO, focal length.
    shot: (f64, f64, u32, f64),
    rating: u8,
    pick: Pick,
    label: Option<ColorLabel>,
    place: Option<(f64, f64, f64)>,
    keywords: &'static [&'static str],
    title: &'static str,
}

const PLAIN: File = File {
    path: "",
    body: Body::Nikon,
    size: (6048, 4024),
    bytes: 27_412_480,
    captured: "",
    shot: (1.0 / 250.0, 2.8, 100, 35.0),
    rating: 0,
    pick: Pick::Unflagged,
    label: None,
    place: None,
    keywords: &[],
    title: "",
};

const HARBOUR: Option<(f64, f64, f64)> = Some((53.5459, 9.9695, 6.0));
const BEACH: Option<(f64, f64, f64)> = Some((54.9079, 8.3030, 3.2));
const SUMMIT: Option<(f64, f64, f64)> = Some((47.4211, 10.9853, 2962.0));
const LISBON: Option<(f64, f64, f64)> = Some((38.7139, -9.1335, 82.3));
const CAPE: Option<(f64, f64, f64)> = Some((-34.3568, 18.4740, 238.5));

#[rustfmt::skip]
const FILES: [File; 23] = [
    File { path: "01 Harbour/DSC_0101.NEF", captured: "2024-01-14T08:12:40", rating: 3, pick: Pick::Picked, place: HARBOUR, keywords: &["Hamburg", "Winter"], title: "Cranes at dawn", ..PLAIN },
    File { path: "01 Harbour/DSC_0102.NEF", captured: "2024-01-14T08:12:41", place: HARBOUR, keywords: &["Hamburg"], ..PLAIN },
    File { path: "01 Harbour/DSC_0103.NEF", captured: "2024-01-14T08:12:42", pick: Pick::Rejected, place: HARBOUR, ..PLAIN },
    File { path: "01 Harbour/DSC_0117.NEF", captured: "2024-01-14T09:40:03", shot: (2.5, 11.0, 64, 70.0), rating: 5, pick: Pick::Picked, label: Some(ColorLabel::Green), place: HARBOUR, keywords: &["Hamburg", "Winter", "Long exposure"], title: "Ferry", ..PLAIN },
    File { path: "02 Mountains/DSC_0240.NEF", captured: "2024-02-23T11:05:10", shot: (1.0 / 1000.0, 8.0, 100, 24.0), rating: 4, label: Some(ColorLabel::Blue), place: SUMMIT, keywords: &["Alps", "Winter", "Snow"], title: "Summit ridge", ..PLAIN },
    File { path: "02 Mountains/DSC_0241.NEF", captured: "2024-02-23T11:07:52", shot: (1.0 / 800.0, 8.0, 100, 50.0), rating: 2, place: SUMMIT, keywords: &["Alps", "Snow"], ..PLAIN },
    File { path: "02 Mountains/DSC_0241-Pano.dng", bytes: 88_213_504, size: (14_220, 4410), captured: "2024-02-23T11:07:52", shot: (1.0 / 800.0, 8.0, 100, 50.0), rating: 4, pick: Pick::Picked, place: SUMMIT, keywords: &["Alps", "Panorama", "Snow"], title: "The whole range", ..PLAIN },
    File { path: "03 Lisbon/DSCF1201.RAF", body: Body::Fuji, captured: "2024-04-06T18:22:31", shot: (1.0 / 125.0, 2.0, 400, 23.0), rating: 3, label: Some(ColorLabel::Yellow), place: LISBON, keywords: &["Lisbon", "Street"], title: "Tram 28", ..PLAIN },
    File { path: "03 Lisbon/DSCF1202.RAF", body: Body::Fuji, captured: "2024-04-06T18:23:02", shot: (1.0 / 125.0, 2.0, 400, 23.0), place: LISBON, keywords: &["Lisbon", "Street"], ..PLAIN },
    File { path: "03 Lisbon/DSCF1202.JPG", body: Body::Fuji, bytes: 9_811_204, size: (6240, 4160), captured: "2024-04-06T18:23:02", shot: (1.0 / 125.0, 2.0, 400, 23.0), place: LISBON, keywords: &["Lisbon", "Street"], ..PLAIN },
    File { path: "03 Lisbon/DSCF1260.JPG", body: Body::Fuji, bytes: 7_402_113, size: (6240, 4160), captured: "2024-04-07T22:48:19", shot: (1.0 / 15.0, 1.4, 3200, 35.0), rating: 2, pick: Pick::Picked, place: LISBON, keywords: &["Lisbon", "Night"], ..PLAIN },
    File { path: "03 Lisbon/IMG_3310.HEIC", body: Body::Phone, bytes: 2_411_098, size: (4032, 3024), captured: "2024-04-07T13:05:57", shot: (1.0 / 1800.0, 1.8, 50, 6.9), rating: 1, place: LISBON, keywords: &["Lisbon", "Food"], title: "Pastéis", ..PLAIN },
    File { path: "03 Lisbon/IMG_3322.MOV", body: Body::Phone, bytes: 48_212_332, size: (3840, 2160), captured: "2024-04-07T15:31:00", shot: (1.0 / 60.0, 1.8, 50, 6.9), rating: 3, place: LISBON, keywords: &["Lisbon", "Street"], title: "Tram, moving", ..PLAIN },
    File { path: "04 Beach/DSC_0502.NEF", captured: "2024-07-18T21:14:08", shot: (1.0 / 60.0, 4.0, 800, 85.0), rating: 5, pick: Pick::Picked, label: Some(ColorLabel::Red), place: BEACH, keywords: &["Sylt", "Summer", "Anna"], title: "Low sun", ..PLAIN },
    File { path: "04 Beach/DSC_0503.NEF", captured: "2024-07-18T21:14:55", shot: (1.0 / 60.0, 4.0, 800, 85.0), rating: 4, place: BEACH, keywords: &["Sylt", "Summer", "Anna"], ..PLAIN },
    File { path: "04 Beach/DSC_0510.NEF", captured: "2024-07-19T05:58:21", shot: (30.0, 16.0, 64, 20.0), rating: 4, label: Some(ColorLabel::Blue), place: BEACH, keywords: &["Sylt", "Summer", "Long exposure"], title: "Groynes", ..PLAIN },
    File { path: "05 Cape/DSC_0633.NEF", captured: "2024-09-02T16:40:12", shot: (1.0 / 2000.0, 5.6, 200, 400.0), rating: 4, pick: Pick::Picked, place: CAPE, keywords: &["South Africa", "Birds"], title: "Gannet", ..PLAIN },
    File { path: "05 Cape/DSC_0634.NEF", captured: "2024-09-02T16:40:12", shot: (1.0 / 2000.0, 5.6, 200, 400.0), pick: Pick::Rejected, place: CAPE, keywords: &["South Africa", "Birds"], ..PLAIN },
    File { path: "05 Cape/IMG_4102.HEIC", body: Body::Phone, bytes: 1_988_410, size: (4032, 3024), captured: "2024-09-03T12:00:00", shot: (1.0 / 2200.0, 1.8, 50, 6.9), place: CAPE, keywords: &["South Africa"], ..PLAIN },
    File { path: "06 Studio/DSC_0801.NEF", captured: "2024-11-09T14:02:33", shot: (1.0 / 160.0, 8.0, 100, 85.0), rating: 3, label: Some(ColorLabel::Purple), keywords: &["Portrait", "Anna"], title: "Anna, studio light", ..PLAIN },
    File { path: "06 Studio/DSC_0801-Edit.tif", bytes: 146_201_344, captured: "2024-11-09T14:02:33", shot: (1.0 / 160.0, 8.0, 100, 85.0), rating: 5, pick: Pick::Picked, label: Some(ColorLabel::Green), keywords: &["Portrait", "Anna"], title: "Anna, retouched", ..PLAIN },
    File { path: "06 Studio/Poster.psd", bytes: 311_004_912, size: (7016, 9933), captured: "2024-11-12T10:15:00", shot: (0.0, 0.0, 0, 0.0), keywords: &["Portrait"], ..PLAIN },
    File { path: "06 Studio/Watermark.png", bytes: 48_211, size: (1200, 400), captured: "", shot: (0.0, 0.0, 0, 0.0), ..PLAIN },
];

/// The built-in catalog.
pub(crate) fn catalog() -> Catalog {
    // Nothing in it can fail; should a later edit of the table make it, the rest is there.
    let mut builder = Builder::new("/Users/photographer/Pictures/Lightroom/Built-in.lrcat", 24);
    let filled = fill(&mut builder);
    debug_assert_eq!(filled, Ok(()));
    builder.build()
}

fn fill(builder: &mut Builder) -> Result<()> {
    builder.root(ROOT);
    let cameras = Cameras::new();
    let mut photos = Vec::new();
    for file in &FILES {
        let mut photo = cameras.photo(file);
        for name in file.keywords {
            photo.keywords.push(keyword(builder, name));
        }
        photos.push(builder.photo(&format!("{ROOT}/{}", file.path), photo)?);
    }
    let at = |name: &str| {
        let found = FILES.iter().position(|file| file.path.ends_with(name));
        found
            .and_then(|at| photos.get(at))
            .copied()
            .unwrap_or(photos[0])
    };
    details(builder, at)?;
    builder.stack(&[at("DSC_0101.NEF"), at("DSC_0102.NEF"), at("DSC_0103.NEF")])?;
    let copy = builder.virtual_copy(at("DSC_0502.NEF"), "Black and white")?;
    builder.edit(copy, |copy| {
        copy.rating = Rating::new(3);
        copy.label = Label::Custom("To print".into());
        copy.pick = Pick::Unflagged;
    })?;
    collections(builder, at, copy)?;
    builder.property(
        Some(at("DSC_0117.NEF")),
        "org.example.delivery",
        "client",
        "Port".into(),
    )
}

/// What only single photos have.
fn details(builder: &mut Builder, at: impl Fn(&str) -> PhotoId) -> Result<()> {
    builder.edit(at("DSC_0502.NEF"), |photo| {
        photo.orientation = Orientation::quarter_turns(1);
        photo.shot.flash = Some(true);
        photo.direction = Some(271.5);
        photo.copyright_state = CopyrightState::Copyrighted;
        photo.set_text(TextField::Caption, "Anna in the last light, looking west.");
        photo.set_text(TextField::Headline, "Summer on the island");
        photo.set_text(TextField::City, "Westerland");
        photo.set_text(TextField::StateProvince, "Schleswig-Holstein");
        photo.set_text(TextField::Country, "Germany");
        photo.set_text(TextField::IsoCountryCode, "DE");
        photo.location_is_private = true;
    })?;
    builder.edit(at("DSC_0633.NEF"), |photo| {
        photo.shot.exposure_bias = Some(-2.0 / 3.0);
        photo.shot.subject_distance = Some(42.5);
        photo.set_text(TextField::Location, "Cape Point");
        photo.set_text(TextField::Country, "South Africa");
    })?;
    builder.edit(at("DSC_0801.NEF"), |photo| {
        photo.orientation = Orientation::quarter_turns(3)
    })?;
    builder.edit(at("IMG_3322.MOV"), |photo| {
        photo.video = Some(Video {
            duration: (1190, 10),
            trimmed: (905, 10),
        });
    })?;
    builder.edit(at("DSC_0634.NEF"), |photo| photo.available = false)?;
    builder.edit(at("Watermark.png"), |photo| photo.camera = None)?;
    builder.edit(at("Poster.psd"), |photo| photo.camera = None)
}

fn collections(builder: &mut Builder, at: impl Fn(&str) -> PhotoId, copy: PhotoId) -> Result<()> {
    let travel = builder.collection_set("Travel", None);
    let lisbon: Vec<_> = [
        "DSCF1201.RAF",
        "DSCF1260.JPG",
        "IMG_3310.HEIC",
        "IMG_3322.MOV",
    ]
    .map(&at)
    .into();
    builder.collection("Lisbon", Some(travel), &lisbon);
    builder.collection(
        "Cape",
        Some(travel),
        &[at("DSC_0633.NEF"), at("IMG_4102.HEIC")],
    );
    let portfolio = [
        at("DSC_0117.NEF"),
        at("DSC_0502.NEF"),
        at("DSC_0801-Edit.tif"),
        copy,
    ];
    builder.collection("Portfolio", None, &portfolio);
    builder.collection("Empty", None, &[]);
    let smart = builder.collection_set("Smart Collections", None);
    let best = Search::criterion("rating", ">=", 5.0);
    builder.smart_collection("Five Stars", Some(smart), best);
    let red = Search::criterion("labelColor", "==", 1.0);
    builder.smart_collection("Colored Red", Some(smart), red);
    builder.quick_collect(at("DSC_0240.NEF"))?;
    builder.quick_collect(at("DSC_0510.NEF"))
}

/// The keyword with this name, in its place in the hierarchy.
fn keyword(builder: &mut Builder, name: &str) -> KeywordId {
    let above: &[&str] = match name {
        "Hamburg" | "Sylt" => &["Places", "Germany"],
        "Alps" | "Lisbon" | "South Africa" => &["Places"],
        "Winter" | "Summer" => &["Seasons"],
        "Anna" => &["People"],
        _ => &[],
    };
    let parent = above
        .iter()
        .fold(None, |parent, name| Some(builder.keyword(name, parent)));
    let known = builder.catalog().keyword_by_name(name, parent);
    known.unwrap_or_else(|| {
        let synonyms: &[&str] = match name {
            "Lisbon" => &["Lisboa"],
            "Birds" => &["Fowl", "Avians"],
            _ => &[],
        };
        builder.insert_keyword(Keyword {
            name: name.to_owned(),
            synonyms: synonyms
                .iter()
                .map(|synonym| (*synonym).to_owned())
                .collect(),
            // A name of a person stays private.
            include_on_export: name != "Anna",
            parent,
        })
    })
}

struct Cameras {
    nikon: Arc<Camera>,
    fuji: Arc<Camera>,
    phone: Arc<Camera>,
}

impl Cameras {
    fn new() -> Self {
        let camera = |make: &str, model: &str, serial: Option<&str>| {
            let (make, model) = (make.to_owned(), model.to_owned());
            Arc::new(Camera {
                make,
                model,
                serial_number: serial.map(str::to_owned),
            })
        };
        Cameras {
            nikon: camera("NIKON CORPORATION", "NIKON Z 6_2", Some("3012345")),
            fuji: camera("FUJIFILM", "X-T4", Some("1AA04567")),
            phone: camera("Apple", "iPhone 13", None),
        }
    }

    fn photo(&self, file: &File) -> Photo {
        let format = FileFormat::of_file(file.path).unwrap_or(FileFormat::Raw);
        let mut photo = Photo::new("", format, Size::new(file.size.0, file.size.1));
        let (time, aperture, iso, focal_length) = file.shot;
        let (camera, lens, crop_factor) = match file.body {
            Body::Nikon => (
                &self.nikon,
                format!("NIKKOR Z {focal_length:.0}mm f/{aperture}"),
                1.0,
            ),
            Body::Fuji => (&self.fuji, format!("XF{focal_length:.0}mmF1.4 R"), 1.5),
            Body::Phone => (
                &self.phone,
                "iPhone 13 back camera 5.1mm f/1.6".to_owned(),
                4.1,
            ),
        };
        let offset_minutes = match file.place {
            Some((_, longitude, _)) if longitude < 0.0 => Some(60),
            Some(_) if file.captured < "2024-03-31" => Some(60),
            _ => Some(120),
        };
        photo.file_size = file.bytes;
        photo.captured = Civil::parse(file.captured).map(|wall_clock| CaptureTime {
            wall_clock,
            offset_minutes,
        });
        photo.camera = Some(Arc::clone(camera));
        if time > 0.0 {
            photo.lens = Some(lens.into());
            photo.shot.exposure_time = Some(time);
            photo.shot.aperture = Some(aperture);
            photo.shot.iso = Some(iso);
            photo.shot.focal_length = Some(focal_length);
            photo.shot.focal_length_35mm = Some((focal_length * crop_factor).round());
            photo.shot.exposure_bias = Some(0.0);
            photo.shot.flash = Some(false);
            photo.shot.exposure_program = Some("Aperture priority".into());
            photo.shot.metering_mode = Some("Pattern".into());
        }
        if let Some((latitude, longitude, altitude)) = file.place {
            photo.gps = Gps::new(latitude, longitude);
            photo.altitude = Some(altitude);
        }
        photo.rating = Rating::new(file.rating);
        photo.pick = file.pick;
        photo.label = file.label.map_or(Label::None, Label::Color);
        photo.set_text(TextField::Title, file.title);
        photo.set_text(TextField::Creator, "A. Photographer");
        photo.set_text(TextField::Copyright, "© 2024 A. Photographer");
        photo
    }
}
