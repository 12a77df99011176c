//! The parameter that somebody may have meant.

use super::all;

/// The parameter whose name is most like this one, if one is: the same but for the case of its letters,
/// or for two of them.
pub fn similar(name: &str) -> Option<&'static str> {
    let wanted = name.to_lowercase();
    // No name is so long that two wrong letters matter less.
    if wanted.len() > 64 {
        return None;
    }
    let near = all().filter_map(|parameter| {
        let distance = distance(&wanted, &parameter.name.to_lowercase());
        (distance <= 2 && wanted.len() > 2 * distance).then_some((distance, parameter.name))
    });
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters must be added, removed or changed to make one of the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, letter) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, other) in to.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_the_name_and_another_word_does_not() {
        for (slip, name) in [
            ("exposure", Some("Exposure")),
            ("Exposur", Some("Exposure")),
            ("local_Exposre", Some("local_Exposure")),
            ("SDRWhite", Some("SDRWhites")),
            ("Nonsense", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(similar(slip), name, "{slip}");
        }
    }
}
