//! How paths are written, on Unix and on Windows: what `LrPathUtils` does with them, without a look
//! at the disk.
//!
//! Paths are bytes here, as Lua has them: those of Unix need not be UTF-8.

/// The rules of a system's paths. Both are always here, so that both are always tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    Unix,
    Windows,
}

impl Syntax {
    /// The rules of this system.
    pub(crate) const HERE: Syntax = if cfg!(windows) {
        Syntax::Windows
    } else {
        Syntax::Unix
    };

    fn is_separator(self, byte: u8) -> bool {
        byte == b'/' || (self == Syntax::Windows && byte == b'\\')
    }

    const fn separator(self) -> u8 {
        match self {
            Syntax::Unix => b'/',
            Syntax::Windows => b'\\',
        }
    }

    /// How long the root at the beginning is: `/`, `C:\`, `C:`, `\`, `\\server\share\`; 0 for none.
    fn root(self, path: &[u8]) -> usize {
        let separator_at = |at: usize| path.get(at).is_some_and(|byte| self.is_separator(*byte));
        if self == Syntax::Unix {
            return usize::from(separator_at(0));
        }
        if separator_at(0) && separator_at(1) {
            let first = self.next_separator(path, 2);
            let mut end = self.next_separator(path, first + 1);
            let share = path.get(first + 1..end).unwrap_or_default();
            if &path[2..first] == b"?" && share.eq_ignore_ascii_case(b"UNC") {
                // \\?\UNC\server\share\
                end = self.next_separator(path, end + 1);
                end = self.next_separator(path, end + 1);
            }
            return (end + 1).min(path.len());
        }
        match path {
            [drive, b':', ..] if drive.is_ascii_alphabetic() => 2 + usize::from(separator_at(2)),
            _ => usize::from(separator_at(0)),
        }
    }

    /// The next separator from `start` on, or the end.
    fn next_separator(self, path: &[u8], start: usize) -> usize {
        let rest = path.get(start..).unwrap_or_default();
        let found = rest.iter().position(|byte| self.is_separator(*byte));
        found.map_or(path.len(), |at| start + at)
    }

    /// The path without separators at its end.
    fn trimmed(self, path: &[u8]) -> &[u8] {
        let root = self.root(path);
        let mut end = path.len();
        while end > root && self.is_separator(path[end - 1]) {
            end -= 1;
        }
        &path[..end]
    }

    /// Whether the path does not depend on where one is. `\folder` and `C:folder` do.
    pub(crate) fn is_absolute(self, path: &[u8]) -> bool {
        match (self, path) {
            (Syntax::Unix, _) => path.starts_with(b"/"),
            (Syntax::Windows, [drive, b':', byte, ..]) => {
                drive.is_ascii_alphabetic() && self.is_separator(*byte)
            }
            (Syntax::Windows, [one, two, _, ..]) => {
                self.is_separator(*one) && self.is_separator(*two)
            }
            (Syntax::Windows, _) => false,
        }
    }

    /// The path of the folder that this is in: `None` for a root and for a bare name.
    pub(crate) fn parent(self, path: &[u8]) -> Option<&[u8]> {
        let (path, root) = (self.trimmed(path), self.root(path));
        let below = path.get(root..).filter(|below| !below.is_empty())?;
        match below.iter().rposition(|byte| self.is_separator(*byte)) {
            Some(at) => Some(self.trimmed(&path[..root + at])),
            None if root > 0 => Some(&path[..root]),
            None => None,
        }
    }

    /// The last part of the path; a root is its own.
    pub(crate) fn leaf_name(self, path: &[u8]) -> &[u8] {
        let (path, root) = (self.trimmed(path), self.root(path));
        if path.len() <= root {
            return path;
        }
        let last = path[root..]
            .iter()
            .rposition(|byte| self.is_separator(*byte));
        last.map_or(&path[root..], |at| &path[root + at + 1..])
    }

    /// Where the dot of the extension is in the trimmed path. A dot in front (`.profile`) is none.
    fn extension_dot(self, path: &[u8]) -> Option<usize> {
        let leaf = self.leaf_name(path);
        let dot = leaf.iter().rposition(|byte| *byte == b'.')?;
        let start = self.trimmed(path).len() - leaf.len();
        (dot > 0 && leaf != b"..").then_some(start + dot)
    }

    /// What is behind the last dot of the leaf name; empty if there is none.
    pub(crate) fn extension(self, path: &[u8]) -> &[u8] {
        let dot = self.extension_dot(path);
        dot.map_or(b"", |dot| &self.trimmed(path)[dot + 1..])
    }

    /// The path without its extension and its dot.
    pub(crate) fn remove_extension(self, path: &[u8]) -> &[u8] {
        let dot = self.extension_dot(path);
        dot.map_or(path, |dot| &path[..dot])
    }

    /// The path with one more extension.
    pub(crate) fn add_extension(self, path: &[u8], extension: &[u8]) -> Vec<u8> {
        let path = self.trimmed(path);
        if extension.is_empty() {
            return path.to_vec();
        }
        [path, b".", extension].concat()
    }

    /// `path` and below it `child`, with one separator in between.
    pub(crate) fn child(self, path: &[u8], child: &[u8]) -> Vec<u8> {
        let mut joined = path.to_vec();
        let Some(last) = joined.last() else {
            return child.to_vec();
        };
        let needs_separator = !self.is_separator(*last);
        let start = child.iter().position(|byte| !self.is_separator(*byte));
        if let Some(start) = start {
            if needs_separator {
                joined.push(self.separator());
            }
            joined.extend_from_slice(&child[start..]);
        }
        joined
    }

    /// The path without `.`, `..` and double separators, and with this system's separators.
    pub(crate) fn standardize(self, path: &[u8]) -> Vec<u8> {
        let root = self.root(path);
        let mut parts: Vec<&[u8]> = Vec::new();
        for part in path[root..].split(|byte| self.is_separator(*byte)) {
            match part {
                b"" | b"." => {}
                b".." => match parts.last() {
                    Some(last) if *last != b".." => {
                        parts.pop();
                    }
                    _ if root > 0 => {}
                    _ => parts.push(part),
                },
                part => parts.push(part),
            }
        }
        let mut standard = path[..root].to_vec();
        for byte in &mut standard {
            if self.is_separator(*byte) {
                *byte = self.separator();
            }
        }
        let bare_drive = self == Syntax::Windows && root == 2;
        if !parts.is_empty() && root > 1 && !bare_drive && !standard.ends_with(&[self.separator()])
        {
            standard.push(self.separator());
        }
        standard.extend(parts.join(&self.separator()));
        if standard.is_empty() && !path.is_empty() {
            standard.push(b'.');
        }
        standard
    }

    /// The path with `home` in place of a leading `~`. `~name` is left as it is.
    pub(crate) fn expand_home(self, path: &[u8], home: &[u8]) -> Vec<u8> {
        match path {
            [b'~'] => home.to_vec(),
            [b'~', byte, rest @ ..] if self.is_separator(*byte) => self.child(home, rest),
            _ => path.to_vec(),
        }
    }

    /// A relative path as seen from `base`; an absolute one as it is.
    pub(crate) fn make_absolute(self, path: &[u8], base: &[u8]) -> Vec<u8> {
        if self.is_absolute(path) {
            return path.to_vec();
        }
        let starts_at_root = path.first().is_some_and(|byte| self.is_separator(*byte));
        let base = if starts_at_root {
            &base[..self.root(base)]
        } else {
            base
        };
        self.standardize(&self.child(base, path))
    }

    /// An absolute path as seen from `base`: below it, or with `..` in front. A path that is
    /// relative or on another volume stays as it is.
    pub(crate) fn make_relative(self, path: &[u8], base: &[u8]) -> Vec<u8> {
        if !self.is_absolute(path) || !self.is_absolute(base) {
            return path.to_vec();
        }
        let (standard, base) = (self.standardize(path), self.standardize(base));
        let (root, base_root) = (self.root(&standard), self.root(&base));
        let same = |one: &[u8], two: &[u8]| match self {
            Syntax::Unix => one == two,
            Syntax::Windows => one.eq_ignore_ascii_case(two),
        };
        if !same(
            self.without_separator(&standard[..root]),
            self.without_separator(&base[..base_root]),
        ) {
            return path.to_vec();
        }
        let (parts, base_parts) = (
            self.parts(&standard[root..]),
            self.parts(&base[base_root..]),
        );
        let common = parts
            .iter()
            .zip(&base_parts)
            .take_while(|(one, two)| same(one, two))
            .count();
        let up = std::iter::repeat_n(&b".."[..], base_parts.len() - common);
        let relative: Vec<&[u8]> = up.chain(parts[common..].iter().copied()).collect();
        if relative.is_empty() {
            return b".".to_vec();
        }
        relative.join(&self.separator())
    }

    fn without_separator(self, root: &[u8]) -> &[u8] {
        match root {
            [rest @ .., last] if self.is_separator(*last) => rest,
            root => root,
        }
    }

    fn parts(self, path: &[u8]) -> Vec<&[u8]> {
        path.split(|byte| self.is_separator(*byte))
            .filter(|part| !part.is_empty())
            .collect()
    }
}

#[cfg(test)]
#[path = "path_syntax_tests.rs"]
mod tests;
