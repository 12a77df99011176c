//! Rules by their ids.

use crate::{Rule, all};

/// Returns the rule with this id, in upper or lower case.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id.eq_ignore_ascii_case(id))
}

/// Returns the rules that were most likely meant by an unknown id, the nearest first: at most three.
/// The name of a switch finds the rule that it changes.
pub fn nearest(id: &str) -> Vec<&'static Rule> {
    let wanted = id.trim().trim_matches(['[', ']']).to_uppercase();
    if let Some(rule) = all().find(|rule| is_switch(rule, &wanted)) {
        return vec![rule];
    }
    // Typed with another separator, as in b4_1, or with none.
    let wanted = wanted.replace(['_', '-', ','], ".");
    let distance = |rule: &Rule| {
        let whole = strsim::damerau_levenshtein(&wanted, rule.id);
        let bare = strsim::damerau_levenshtein(&wanted, &rule.id.replace('.', ""));
        let number = strsim::damerau_levenshtein(&wanted, &rule.id[1..]);
        // Another number is more often a slip than another letter.
        let section = usize::from(!wanted.starts_with(&rule.id[..2.min(rule.id.len())]));
        2 * whole.min(bare).min(number) + section
    };
    let mut rules: Vec<_> = all().map(|rule| (distance(rule), rule)).collect();
    // Stable: among equals, the order of the table.
    rules.sort_by_key(|(distance, _)| *distance);
    let best = rules.first().map_or(0, |(distance, _)| *distance);
    let near = rules.into_iter().take_while(|(far, _)| *far <= best + 1);
    near.map(|(_, rule)| rule).take(3).collect()
}

fn is_switch(rule: &Rule, upper_case: &str) -> bool {
    let name = rule.switch.unwrap_or_default();
    !name.is_empty() && name.eq_ignore_ascii_case(&upper_case.replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_in_either_case() {
        assert_eq!(find("b6.7").unwrap().id, "B6.7");
        assert_eq!(find("B6.7").unwrap().id, "B6.7");
        assert_eq!(find("B6.77"), None);
        assert_eq!(find(""), None);
    }

    #[test]
    fn a_slip_finds_the_nearest() {
        for (typed, meant) in [
            ("B6.77", "B6.7"),
            ("b6_7", "B6.7"),
            ("B67", "B6.7"),
            ("[B6.7]", "B6.7"),
            ("B.67", "B6.7"),
            ("B3.99", "B3.9"),
            ("5.10", "R5.10"),
            ("ack", "B6.7"),
            ("accept-timeout", "B4.1"),
        ] {
            let near = nearest(typed);
            assert!(
                near.iter().any(|rule| rule.id == meant),
                "{typed}: {near:?}"
            );
        }
    }

    #[test]
    fn anything_at_all_has_a_nearest() {
        for typed in ["", "é", "🦀🦀", "nonsense", &"x".repeat(10_000)] {
            let near = nearest(typed);
            assert!((1..=3).contains(&near.len()), "{typed}");
        }
    }
}
