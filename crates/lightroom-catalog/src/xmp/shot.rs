//! Place, time, camera and exposure.

use std::sync::Arc;

use lightroom_sim::{Camera, Gps, Orientation, Photo, Size};

use super::packet::{Packet, ns};
use crate::number;

pub(super) fn describe(photo: &mut Photo, packet: &Packet<'_>) {
    place(photo, packet);
    captured(photo, packet);
    camera(photo, packet);
    exposure(photo, packet);
    let orientation = rational(packet, ns::TIFF, "Orientation");
    if let Some(turns) = orientation.and_then(crate::turns::quarter_turns) {
        photo.orientation = Orientation::quarter_turns(turns);
    }
    if photo.stored_size == Size::default() {
        let pixels = |space, name| rational(packet, space, name).and_then(number::whole);
        let size = |space, width, height| pixels(space, width).zip(pixels(space, height));
        let size = size(ns::TIFF, "ImageWidth", "ImageLength")
            .or_else(|| size(ns::EXIF, "PixelXDimension", "PixelYDimension"));
        if let Some((width, height)) = size {
            photo.stored_size = Size::new(width, height);
        }
    }
}

fn place(photo: &mut Photo, packet: &Packet<'_>) {
    let coordinate = |name| degrees(&packet.text(ns::EXIF, name)?);
    let coordinates = coordinate("GPSLatitude").zip(coordinate("GPSLongitude"));
    if let Some(gps) = coordinates.and_then(|(north, east)| Gps::new(north, east)) {
        photo.gps = Some(gps);
    }
    if let Some(metres) = rational(packet, ns::EXIF, "GPSAltitude") {
        let below = packet.text(ns::EXIF, "GPSAltitudeRef").as_deref() == Some("1");
        photo.altitude = Some(if below { -metres } else { metres });
    }
    let direction = rational(packet, ns::EXIF, "GPSImgDirection");
    photo.direction = direction.or(photo.direction);
}

fn captured(photo: &mut Photo, packet: &Packet<'_>) {
    let names = [
        (ns::EXIF, "DateTimeOriginal"),
        (ns::PHOTOSHOP, "DateCreated"),
        (ns::XMP, "CreateDate"),
    ];
    // Only the first is Lightroom's own; the others stand in where the camera's is missing.
    let wanted = if photo.captured.is_none() { 3 } else { 1 };
    let mut times = names.iter().take(wanted);
    let time =
        times.find_map(|(space, name)| crate::time::capture_time(&packet.text(space, name)?));
    if let Some(time) = time {
        let same = |old: lightroom_sim::CaptureTime| old.wall_clock == time.wall_clock;
        let known = photo.captured.is_some_and(same) && time.offset_minutes.is_none();
        if !known {
            photo.captured = Some(time);
        }
    }
}

fn camera(photo: &mut Photo, packet: &Packet<'_>) {
    if photo.camera.is_none()
        && let Some(model) = packet.text(ns::TIFF, "Model")
    {
        let serial = packet.text(ns::EXIF_EX, "BodySerialNumber");
        photo.camera = Some(Arc::new(Camera {
            make: make(packet).unwrap_or_default(),
            model,
            serial_number: serial.or_else(|| packet.text(ns::AUX, "SerialNumber")),
        }));
    }
    if photo.lens.is_none() {
        let lens = packet.text(ns::AUX, "Lens");
        let lens = lens.or_else(|| packet.text(ns::EXIF_EX, "LensModel"));
        photo.lens = lens.map(Into::into);
    }
}

/// The maker of the camera.
pub(super) fn make(packet: &Packet<'_>) -> Option<String> {
    packet.text(ns::TIFF, "Make")
}

fn exposure(photo: &mut Photo, packet: &Packet<'_>) {
    let positive = |name| rational(packet, ns::EXIF, name).filter(|number| *number > 0.0);
    let shot = &mut photo.shot;
    fill(&mut shot.exposure_time, || positive("ExposureTime"));
    fill(&mut shot.aperture, || positive("FNumber"));
    fill(&mut shot.focal_length, || positive("FocalLength"));
    fill(&mut shot.focal_length_35mm, || {
        positive("FocalLengthIn35mmFilm")
    });
    fill(&mut shot.exposure_bias, || {
        rational(packet, ns::EXIF, "ExposureBiasValue")
    });
    fill(&mut shot.iso, || {
        let listed = packet.text(ns::EXIF, "ISOSpeedRatings");
        let sensitivity = listed.or_else(|| packet.text(ns::EXIF_EX, "PhotographicSensitivity"));
        number::whole(number::fraction(&sensitivity?)?).filter(|iso| *iso > 0)
    });
    fill(&mut shot.flash, || {
        let fired = packet
            .property(ns::EXIF, "Flash")?
            .field(ns::EXIF, "Fired")?;
        Some(fired.text()?.eq_ignore_ascii_case("true"))
    });
}

fn fill<T>(slot: &mut Option<T>, value: impl FnOnce() -> Option<T>) {
    if slot.is_none() {
        *slot = value();
    }
}

fn rational(packet: &Packet<'_>, space: &str, name: &str) -> Option<f64> {
    number::fraction(&packet.text(space, name)?)
}

/// `38,42.5N` or `38,42,30N`: degrees, minutes and perhaps seconds.
fn degrees(text: &str) -> Option<f64> {
    let side = text.chars().next_back()?;
    let numbers = text.strip_suffix(side)?;
    let sign = match side.to_ascii_uppercase() {
        'N' | 'E' => 1.0,
        'S' | 'W' => -1.0,
        _ => return None,
    };
    let mut degrees = 0.0;
    let parts: Vec<_> = numbers.split(',').collect();
    if parts.len() > 3 {
        return None;
    }
    for (part, unit) in parts.iter().zip([1.0, 60.0, 3600.0]) {
        degrees += number::fraction(part).filter(|number| *number >= 0.0)? / unit;
    }
    Some(sign * degrees)
}

#[cfg(test)]
mod tests {
    use super::degrees;

    #[test]
    fn coordinates_are_degrees_minutes_and_seconds() {
        assert_eq!(degrees("38,42.5N"), Some(38.0 + 42.5 / 60.0));
        assert_eq!(degrees("9,30,36W"), Some(-9.51));
        assert_eq!(degrees("0,0.0E"), Some(0.0));
        for text in ["", "N", "38,42", "38,x,1N", "1,2,3,4N", "-3,1N", "é"] {
            assert_eq!(degrees(text), None, "{text}");
        }
    }
}
