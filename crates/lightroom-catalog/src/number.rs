//! Numbers as files write them.

/// A number rounded to a whole one, if it is in range.
pub(crate) fn whole(number: f64) -> Option<u32> {
    let number = number.round();
    // In range, as was just checked.
    #[allow(clippy::cast_sign_loss)]
    let cast = (0.0..=f64::from(u32::MAX))
        .contains(&number)
        .then_some(number as u32);
    cast
}

/// `28/10` or `2.8`.
pub(crate) fn fraction(text: &str) -> Option<f64> {
    let (over, under) = text.split_once('/').unwrap_or((text, "1"));
    let (over, under) = (over.trim().parse::<f64>(), under.trim().parse::<f64>());
    let number = over.ok()? / under.ok()?;
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_and_plain_numbers_are_read() {
        assert_eq!(fraction("28/10"), Some(2.8));
        assert_eq!(fraction(" 2.5 "), Some(2.5));
        for text in ["", "1/0", "x", "nan", "1/2/3"] {
            assert_eq!(fraction(text), None, "{text}");
        }
        assert_eq!(
            (whole(2.6), whole(-1.0), whole(f64::NAN)),
            (Some(3), None, None)
        );
    }
}
