//! Values by key, only those that differ from the default.

use crate::develop::Value;
use crate::develop::parameters::{Key, Slot};

/// Sorted by key. A catalog has 100,000 photos with few changed sliders each, so a photo keeps
/// nothing for the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sparse(Vec<(Key, Value)>);

impl Sparse {
    pub(crate) fn get(&self, key: Key) -> Option<&Value> {
        let place = self.0.binary_search_by_key(&key, |entry| entry.0).ok()?;
        Some(&self.0[place].1)
    }

    /// The value, or the default of its form.
    pub(crate) fn read<'a>(&'a self, slot: &'a Slot) -> &'a Value {
        self.get(slot.key).unwrap_or(&slot.default)
    }

    /// Keeps a value; the default needs no place. Returns whether it is another than before.
    pub(crate) fn write(&mut self, key: Key, value: Value, default: &Value) -> bool {
        if value == *default {
            return self.remove(key);
        }
        match self.0.binary_search_by_key(&key, |entry| entry.0) {
            Ok(place) if self.0[place].1 == value => false,
            Ok(place) => {
                self.0[place].1 = value;
                true
            }
            Err(place) => {
                self.0.insert(place, (key, value));
                true
            }
        }
    }

    /// Returns whether there was one.
    pub(crate) fn remove(&mut self, key: Key) -> bool {
        match self.0.binary_search_by_key(&key, |entry| entry.0) {
            Ok(place) => {
                self.0.remove(place);
                true
            }
            Err(_) => false,
        }
    }

    /// Removes the values of all other keys.
    pub(crate) fn retain(&mut self, keep: impl Fn(Key) -> bool) {
        self.0.retain(|entry| keep(entry.0));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = Key> {
        self.0.iter().map(|entry| entry.0)
    }
}
