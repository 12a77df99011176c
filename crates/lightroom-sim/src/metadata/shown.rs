//! Numbers as the Metadata panel shows them.

use crate::photo::Gps;

/// `6.01 MB`.
pub(super) fn file_size(bytes: u64) -> String {
    const UNIT: f64 = 1024.0;
    let bytes = bytes as f64;
    if bytes < UNIT {
        format!("{bytes} bytes")
    } else if bytes < UNIT * UNIT {
        format!("{:.2} KB", bytes / UNIT)
    } else if bytes < UNIT * UNIT * UNIT {
        format!("{:.2} MB", bytes / UNIT / UNIT)
    } else {
        format!("{:.2} GB", bytes / UNIT / UNIT / UNIT)
    }
}

/// `1/250 sec`, `0.6 sec`, `2.5 sec`, `30 sec`.
pub(super) fn exposure_time(seconds: f64) -> String {
    if seconds > 0.0 && seconds < 0.5 {
        format!("1/{:.0} sec", 1.0 / seconds)
    } else {
        format!("{} sec", short(seconds, 1))
    }
}

/// `f / 2.8`.
pub(super) fn aperture(number: f64) -> String {
    format!("f / {number:.1}")
}

/// `-2/3 EV`, `+ 1 1/3 EV` without the blank after its sign, `0 EV`.
pub(super) fn exposure_bias(ev: f64) -> String {
    let thirds = (ev * 3.0).round();
    let halves = (ev * 2.0).round();
    let (count, parts) = if (ev - thirds / 3.0).abs() <= (ev - halves / 2.0).abs() {
        (thirds, 3.0)
    } else {
        (halves, 2.0)
    };
    let sign = match count {
        count if count < 0.0 => "-",
        count if count > 0.0 => "+",
        _ => "",
    };
    let (whole, rest) = ((count.abs() / parts).floor(), count.abs() % parts);
    match (whole > 0.0, rest > 0.0) {
        (_, false) => format!("{sign}{whole} EV"),
        (false, true) => format!("{sign}{rest}/{parts} EV"),
        (true, true) => format!("{sign}{whole} {rest}/{parts} EV"),
    }
}

/// `35 mm`, `4.2 mm`.
pub(super) fn focal_length(millimetres: f64) -> String {
    format!("{} mm", short(millimetres, 1))
}

/// `37°56'10" N 27°20'42" E`.
pub(super) fn gps(gps: Gps) -> String {
    let north = if gps.latitude < 0.0 { 'S' } else { 'N' };
    let east = if gps.longitude < 0.0 { 'W' } else { 'E' };
    format!(
        "{} {north} {} {east}",
        degrees(gps.latitude),
        degrees(gps.longitude)
    )
}

/// `South-East`.
pub(super) fn direction(degrees: f64) -> String {
    const NAMES: [&str; 8] = [
        "North",
        "North-East",
        "East",
        "South-East",
        "South",
        "South-West",
        "West",
        "North-West",
    ];
    let eighth = (degrees.rem_euclid(360.0) / 45.0).round();
    let nearest = NAMES
        .iter()
        .zip(0_u8..)
        .find(|(_, at)| f64::from(*at) == eighth);
    nearest.map_or("North", |(name, _)| name).to_owned()
}

fn degrees(angle: f64) -> String {
    let seconds = (angle.abs() * 3600.0).round();
    let (degrees, seconds) = ((seconds / 3600.0).floor(), seconds % 3600.0);
    format!(
        "{degrees}°{}'{}\"",
        (seconds / 60.0).floor(),
        seconds % 60.0
    )
}

/// At most so many decimals, without zeros at the end.
fn short(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exposure_is_a_fraction_until_it_is_long() {
        assert_eq!(exposure_time(1.0 / 250.0), "1/250 sec");
        assert_eq!(exposure_time(1.0 / 3.0), "1/3 sec");
        assert_eq!(exposure_time(0.6), "0.6 sec");
        assert_eq!(exposure_time(30.0), "30 sec");
        assert_eq!(aperture(2.8), "f / 2.8");
        assert_eq!(aperture(8.0), "f / 8.0");
    }

    #[test]
    fn bias_comes_in_thirds_and_halves() {
        assert_eq!(exposure_bias(-2.0 / 3.0), "-2/3 EV");
        assert_eq!(exposure_bias(4.0 / 3.0), "+1 1/3 EV");
        assert_eq!(exposure_bias(0.5), "+1/2 EV");
        assert_eq!(exposure_bias(-2.0), "-2 EV");
        assert_eq!(exposure_bias(0.0), "0 EV");
    }

    #[test]
    fn places_are_in_degrees_minutes_and_seconds() {
        let place = Gps {
            latitude: 37.936_2,
            longitude: -27.345_1,
        };
        assert_eq!(gps(place), "37°56'10\" N 27°20'42\" W");
        let almost = Gps {
            latitude: -0.999_999,
            longitude: 0.0,
        };
        assert_eq!(gps(almost), "1°0'0\" S 0°0'0\" E");
        assert_eq!(direction(130.0), "South-East");
        assert_eq!(direction(350.0), "North");
        assert_eq!(direction(-90.0), "West");
    }

    #[test]
    fn sizes_have_two_decimals() {
        assert_eq!(file_size(512), "512 bytes");
        assert_eq!(file_size(6_301_942), "6.01 MB");
        assert_eq!(focal_length(35.0), "35 mm");
        assert_eq!(focal_length(4.25), "4.2 mm");
    }
}
