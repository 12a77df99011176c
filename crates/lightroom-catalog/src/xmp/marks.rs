//! Stars, flag, colour label, and whether the photo is copyrighted.

use lightroom_sim::{CopyrightState, Label, Photo, Pick, Rating};

use super::packet::{Packet, ns};

pub(super) fn describe(photo: &mut Photo, packet: &Packet<'_>) {
    let rating = packet.text(ns::XMP, "Rating");
    // Some programs write `3.0`.
    if let Some(stars) = rating.and_then(|text| text.parse::<f64>().ok()) {
        photo.rating = (1..=5)
            .find(|whole| f64::from(*whole) == stars)
            .and_then(Rating::new);
        // Bridge and other programs reject by it; Lightroom has a flag for that.
        if stars == -1.0 {
            photo.pick = Pick::Rejected;
        }
    }
    // Lightroom writes the flag since 13.2 (reported), in both ways.
    let pick = packet.text(ns::MEDIA, "pick");
    let pick = pick.and_then(|text| Pick::from_status(text.parse().ok()?));
    let good = || match packet.text(ns::MEDIA, "good")?.to_lowercase().as_str() {
        "true" => Some(Pick::Picked),
        "false" => Some(Pick::Rejected),
        _ => None,
    };
    if let Some(pick) = pick.or_else(good) {
        photo.pick = pick;
    }
    if let Some(label) = packet.text(ns::XMP, "Label") {
        photo.label = Label::from_text(&label);
    }
    copyright(photo, packet);
}

/// Whether it is copyrighted.
pub(super) fn copyright(photo: &mut Photo, packet: &Packet<'_>) {
    match packet.text(ns::RIGHTS, "Marked").as_deref() {
        Some("True" | "true") => photo.copyright_state = CopyrightState::Copyrighted,
        Some("False" | "false") => photo.copyright_state = CopyrightState::PublicDomain,
        _ => {}
    }
}
