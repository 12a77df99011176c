//! How strings are sorted. Lightroom asks the operating system; here the order is the same
//! everywhere, so that runs are repeatable, and near to what people of most languages expect:
//!
//! 1. White space, then punctuation and symbols, then numbers, then letters. Letters without regard
//!    to case and accents; other scripts after Latin, by code point. Runs of digits by their value,
//!    unless digits are to be taken as text.
//! 2. Among strings that are equal so far, those without accents come first.
//! 3. Then small letters before capitals.
//! 4. Then by bytes, so that only equal strings are equal.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// What a string is sorted by: see the module.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SortKey {
    base: Vec<Element>,
    accents: String,
    capitals: Vec<bool>,
    text: String,
}

/// A character or a number; sorted in this order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Element {
    Space(char),
    Punctuation(char),
    /// A number in ASCII digits: their count without leading zeros, and they themselves.
    Number(usize, String),
    Letter(char),
}

impl SortKey {
    pub(super) fn new(text: &str, numeric: bool) -> Self {
        let decomposed = || text.nfd();
        SortKey {
            base: elements(decomposed().filter(|c| !is_combining_mark(*c)), numeric),
            accents: decomposed().flat_map(char::to_lowercase).collect(),
            capitals: decomposed().map(char::is_uppercase).collect(),
            text: text.to_owned(),
        }
    }
}

fn elements(characters: impl Iterator<Item = char>, numeric: bool) -> Vec<Element> {
    let mut elements = Vec::new();
    let mut characters = characters.peekable();
    while let Some(character) = characters.next() {
        match character {
            '0'..='9' => {
                let mut digits = String::from(character);
                while let Some(digit) = characters.next_if(|c| numeric && c.is_ascii_digit()) {
                    digits.push(digit);
                }
                let digits = digits.trim_start_matches('0').to_owned();
                elements.push(Element::Number(digits.len(), digits));
            }
            c if c.is_whitespace() => elements.push(Element::Space(c)),
            c if c.is_alphanumeric() => elements.extend(c.to_lowercase().map(Element::Letter)),
            c => elements.push(Element::Punctuation(c)),
        }
    }
    elements
}

#[cfg(test)]
mod tests {
    use super::SortKey;

    fn sorted(mut strings: Vec<&str>, numeric: bool) -> Vec<&str> {
        strings.sort_by_cached_key(|text| SortKey::new(text, numeric));
        strings
    }

    #[test]
    fn letters_sort_before_case_and_accents() {
        let strings = vec![
            "Zebra", "éclair", "eclair", "Apfel", "apfel", "Eclipse", "_a", "1",
        ];
        assert_eq!(
            sorted(strings, true),
            [
                "_a", "1", "apfel", "Apfel", "eclair", "éclair", "Eclipse", "Zebra"
            ],
        );
    }

    #[test]
    fn numbers_sort_by_value_or_as_text() {
        let strings = vec!["ab10c", "ab7c", "ab07c", "ab"];
        assert_eq!(
            sorted(strings.clone(), true),
            ["ab", "ab07c", "ab7c", "ab10c"]
        );
        assert_eq!(sorted(strings, false), ["ab", "ab07c", "ab10c", "ab7c"]);
    }
}
