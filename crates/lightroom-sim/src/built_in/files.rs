//! The files of the built-in catalog.

use crate::photo::{ColorLabel, Pick};

/// The three cameras.
#[derive(Clone, Copy)]
pub(super) enum Body {
    Nikon,
    Fuji,
    Phone,
}

/// One file; the marks are on it as after a round of culling.
pub(super) struct File {
    pub(super) path: &'static str,
    pub(super) body: Body,
    pub(super) size: (u32, u32),
    pub(super) bytes: u64,
    pub(super) captured: &'static str,
    /// Exposure time, aperture, ISO, focal length.
    pub(super) shot: (f64, f64, u32, f64),
    pub(super) rating: u8,
    pub(super) pick: Pick,
    pub(super) label: Option<ColorLabel>,
    pub(super) place: Option<(f64, f64, f64)>,
    pub(super) keywords: &'static [&'static str],
    pub(super) title: &'static str,
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
pub(super) const FILES: [File; 23] = [
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
