//! Numbers for people, as in US English.

/// With exactly this many digits after the point, as C's `%.*f` writes it.
pub(super) fn fixed(number: f64, precision: usize) -> String {
    if number.is_finite() {
        format!("{number:.precision$}")
    } else if number.is_nan() {
        "nan".to_owned()
    } else {
        let sign = if number < 0.0 { "-" } else { "" };
        format!("{sign}inf")
    }
}

/// The written number with a comma before each three digits.
pub(super) fn with_separators(number: &str) -> String {
    let start = usize::from(number.starts_with('-'));
    let end = number.find('.').unwrap_or(number.len());
    if !number[start..end].bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut text = number[..start].to_owned();
    for (at, digit) in number[start..end].char_indices() {
        if at > 0 && (end - start - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + &number[end..]
}

/// `1.90 MB`. Adobe: `precision` digits count, left and right of the point together, and zeros at
/// the end are not removed; with 2, 2000000 is `1.90 MB`. So the number is rounded to as many
/// digits, but never before the point, and written with `precision` digits after it.
pub(super) fn bytes(number: f64, precision: usize) -> String {
    const UNITS: [&str; 6] = ["bytes", "KB", "MB", "GB", "TB", "PB"];
    let mut scaled = number;
    let mut unit = 0;
    while scaled.abs() >= 1024.0 && unit + 1 < UNITS.len() {
        scaled /= 1024.0;
        unit += 1;
    }
    if unit == 0 {
        return format!("{} {}", fixed(scaled, 0), UNITS[0]);
    }
    let before_point = fixed(scaled.abs().trunc(), 0).len();
    let kept = fixed(scaled, precision.saturating_sub(before_point));
    // What was written can be read.
    let rounded = kept.parse().unwrap_or(scaled);
    format!("{} {}", fixed(rounded, precision), UNITS[unit])
}

#[cfg(test)]
mod tests {
    use super::{bytes, fixed, with_separators};

    #[test]
    fn separators_stand_before_each_three_digits() {
        let write = |number, precision| with_separators(&fixed(number, precision));
        assert_eq!(write(43500.0, 2), "43,500.00");
        assert_eq!(write(-1_234_567.891, 1), "-1,234,567.9");
        assert_eq!(write(999.0, 0), "999");
        assert_eq!(write(-100.0, 0), "-100");
        assert_eq!(write(f64::NEG_INFINITY, 0), "-inf");
    }

    #[test]
    fn bytes_have_units() {
        assert_eq!(bytes(2_000_000.0, 2), "1.90 MB");
        assert_eq!(bytes(0.0, 2), "0 bytes");
        assert_eq!(bytes(1023.0, 2), "1023 bytes");
        assert_eq!(bytes(1024.0, 2), "1.00 KB");
        assert_eq!(bytes(1_234_567.0, 3), "1.180 MB");
        assert_eq!(bytes(1_234_567.0, 1), "1.0 MB");
        assert_eq!(bytes(123_456_789.0, 2), "118.00 MB");
        assert_eq!(bytes(f64::INFINITY, 2), "inf PB");
    }
}
