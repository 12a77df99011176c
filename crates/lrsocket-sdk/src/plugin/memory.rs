//! What was made of a file before, so that a thousand tests of one plug-in compile it once. It is
//! found by the very bytes of the file, so it is never older than the file.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many files are remembered.
const MOST: usize = 256;

/// Files longer than this are not remembered, in bytes.
const LONGEST: usize = 1 << 20;

/// What was made of files, for the whole process.
pub(super) struct Memory<V>(Mutex<BTreeMap<Vec<u8>, V>>);

impl<V: Clone> Memory<V> {
    pub(super) const fn new() -> Self {
        Memory(Mutex::new(BTreeMap::new()))
    }

    /// What was made of `source`, under this name.
    pub(super) fn recall(&self, name: &str, source: &[u8]) -> Option<V> {
        self.lock().get(&key(name, source)).cloned()
    }

    /// Remembers what was made of it.
    pub(super) fn keep(&self, name: &str, source: &[u8], made: V) {
        if source.len() > LONGEST {
            return;
        }
        let mut known = self.lock();
        // More than any plug-in has: somebody makes new files all the time.
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(key(name, source), made);
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Vec<u8>, V>> {
        // Whoever panicked meanwhile has left whole entries.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(name: &str, source: &[u8]) -> Vec<u8> {
    [name.as_bytes(), b"\0", source].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_bytes_of_the_same_name_are_known() {
        let memory = Memory::new();
        memory.keep("a", b"x", 1);
        assert_eq!(memory.recall("a", b"x"), Some(1));
        assert_eq!(memory.recall("a", b"y"), None);
        assert_eq!(memory.recall("b", b"x"), None);
    }

    #[test]
    fn it_does_not_grow_for_ever() {
        let memory = Memory::new();
        for number in 0..=MOST {
            memory.keep("a", &number.to_be_bytes(), number);
        }
        assert_eq!(memory.recall("a", &0_usize.to_be_bytes()), None);
        assert_eq!(memory.recall("a", &MOST.to_be_bytes()), Some(MOST));
        memory.keep("a", &vec![0; LONGEST + 1], 0);
        assert_eq!(memory.recall("a", &vec![0; LONGEST + 1]), None);
    }
}
