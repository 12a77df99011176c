//! Capture times as files write them.

use lightroom_sim::{CaptureTime, Civil};

/// Reads `YYYY-MM-DDThh:mm:ss`, with fractions of a second and `Z` or an offset such as `+01:00`.
pub(crate) fn capture_time(text: &str) -> Option<CaptureTime> {
    let text = text.trim();
    let time_at = text.find(['T', ' ']).unwrap_or(text.len());
    let time = text.get(time_at..)?;
    let (end, offset_minutes) = if let Some(end) = time.find('Z') {
        (end, Some(0))
    } else if let Some(end) = time.rfind(['+', '-']) {
        (end, Some(offset(time.get(end..)?)?))
    } else {
        (time.len(), None)
    };
    let wall_clock = Civil::parse(text.get(..time_at + end)?)?;
    Some(CaptureTime {
        wall_clock,
        offset_minutes,
    })
}

/// Minutes of `+hh:mm` or `-hh:mm`.
pub(crate) fn offset(text: &str) -> Option<i16> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, minutes) = digits.split_once(':')?;
    let (hours, minutes) = (hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?);
    (hours <= 14 && minutes < 60).then(|| sign * (i16::from(hours) * 60 + i16::from(minutes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_and_offsets_are_read() {
        let shown = |text: &str| capture_time(text).map(CaptureTime::iso8601);
        assert_eq!(shown("2024-01-14").as_deref(), Some("2024-01-14T00:00:00"));
        assert_eq!(
            shown("2024-01-14T08:12:40.25-02:30").as_deref(),
            Some("2024-01-14T08:12:40-02:30")
        );
        assert_eq!(
            shown("2024-01-14 08:12:40Z").as_deref(),
            Some("2024-01-14T08:12:40Z")
        );
        for text in [
            "",
            "T",
            "2024-13-01",
            "2024-01-14T08:12:40+99:00",
            "é",
            "2024-01-14T+",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
