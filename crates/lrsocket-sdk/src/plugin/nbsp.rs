//! Non-breaking spaces in Lua source: where they are, outside of strings and comments.

/// U+00A0 in UTF-8.
const NBSP: &[u8] = b"\xC2\xA0";

/// The first line with one, counted from 1.
pub fn first_line(source: &[u8]) -> Option<usize> {
    let first = *positions(source).first()?;
    Some(source[..first].split(|&byte| byte == b'\n').count())
}

/// The source with ordinary spaces in their place, as many bytes long as before.
pub fn replace(source: &[u8]) -> Vec<u8> {
    let mut replaced = source.to_vec();
    for at in positions(source) {
        replaced[at..at + NBSP.len()].fill(b' ');
    }
    replaced
}

/// Where they are. Inside a string one is a character as any other; a compiled chunk is no source.
fn positions(source: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    if source.starts_with(b"\x1B") {
        return found;
    }
    let mut at = 0;
    while let Some(&byte) = source.get(at) {
        let rest = &source[at..];
        at += match byte {
            b'"' | b'\'' => short_string(rest),
            b'-' if rest.starts_with(b"--") => match long_bracket(&rest[2..]) {
                Some(length) => 2 + length,
                None => rest
                    .iter()
                    .position(|&byte| byte == b'\n')
                    .unwrap_or(rest.len()),
            },
            b'[' => long_bracket(rest).unwrap_or(1),
            _ if rest.starts_with(NBSP) => {
                found.push(at);
                NBSP.len()
            }
            _ => 1,
        };
    }
    found
}

/// The length of the string that begins here, up to its quote or the end of the line.
fn short_string(source: &[u8]) -> usize {
    let mut at = 1;
    while let Some(&byte) = source.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' => return at,
            _ if byte == source[0] => return at + 1,
            _ => at += 1,
        }
    }
    source.len()
}

/// The length of the `[[…]]` or `[=[…]=]` that begins here, if one does.
fn long_bracket(source: &[u8]) -> Option<usize> {
    let inner = source.strip_prefix(b"[")?;
    let level = inner.iter().take_while(|&&byte| byte == b'=').count();
    if inner.get(level) != Some(&b'[') {
        return None;
    }
    let close: Vec<u8> = [b"]".as_slice(), &b"=".repeat(level), b"]"].concat();
    let end = source
        .windows(close.len())
        .skip(level + 2)
        .position(|window| window == close);
    Some(end.map_or(source.len(), |end| end + level + 2 + close.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_outside_of_strings_and_comments_count() {
        let source =
            "local a = '\u{a0}' -- \u{a0}\n--[[ \u{a0}\n\u{a0}]] b = [==[\u{a0}]]]==]\n\u{a0}c = 1";
        assert_eq!(first_line(source.as_bytes()), Some(4));
        let replaced = String::from_utf8(replace(source.as_bytes())).unwrap();
        assert!(replaced.ends_with("\n  c = 1"));
        assert_eq!(replaced.matches('\u{a0}').count(), 5);
    }

    #[test]
    fn unfinished_strings_and_brackets_end_with_the_source() {
        for source in ["'", "'\\", "[[", "--[==[", "[=", "\"\u{a0}", "\u{c2}"] {
            assert_eq!(replace(source.as_bytes()), source.as_bytes(), "{source}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_source_keeps_its_length_and_only_loses_non_breaking_spaces(
            pieces in proptest::collection::vec(
                proptest::sample::select(vec![
                    "\u{a0}", "'", "\"", "[[", "]]", "[=[", "]=]", "--", "\n", "\\", "x", "=", "\u{c2}",
                ]),
                0..40,
            ),
        ) {
            let source = pieces.concat();
            let replaced = replace(source.as_bytes());
            assert_eq!(replaced.len(), source.len());
            assert_eq!(positions(&replaced), [0_usize; 0]);
            let changed = source.bytes().zip(&replaced).filter(|(a, b)| a != *b);
            assert!(changed.clone().all(|(a, b)| NBSP.contains(&a) && *b == b' '));
            assert_eq!(changed.count() > 0, first_line(source.as_bytes()).is_some());
        }
    }
}
