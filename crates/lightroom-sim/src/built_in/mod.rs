//! The built-in catalog: 24 photos of a year, of every kind that a plug-in may meet.

mod files;

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use files::{Body, FILES, File};

use crate::catalog::{Builder, Catalog, Keyword, Search};
use crate::error::Result;
use crate::id::{KeywordId, PhotoId};
use crate::photo::{
    Camera, CopyrightState, FileFormat, Gps, Label, Orientation, Photo, Pick, Rating, Size,
    TextField, Video,
};
use crate::time::{CaptureTime, Civil};

const ROOT: &str = "/Users/photographer/Pictures/2024";
/// Where tethered captures go.
pub(crate) const TETHER_FOLDER: &str = "/Users/photographer/Pictures/2024/Studio";

/// The built-in catalog. It is made once in a process; what is handed out shares the photos until it
/// changes them.
pub(crate) fn catalog() -> Catalog {
    static CATALOG: LazyLock<Mutex<Catalog>> = LazyLock::new(|| Mutex::new(build()));
    let catalog = CATALOG.lock().unwrap_or_else(PoisonError::into_inner);
    catalog.clone()
}

fn build() -> Catalog {
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
    builder.stack(
        &[at("DSC_0101.NEF"), at("DSC_0102.NEF"), at("DSC_0103.NEF")],
        false,
    )?;
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
        photo.orientation = Orientation::quarter_turns(3);
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
