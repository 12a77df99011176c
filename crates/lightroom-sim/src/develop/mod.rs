//! The Develop side of a photo. A placeholder until the parameters land here.

/// The develop settings of one photo.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    values: std::collections::BTreeMap<String, f64>,
}

impl Settings {
    /// Sets a parameter.
    pub fn set(&mut self, parameter: &str, value: f64) {
        self.values.insert(parameter.to_owned(), value);
    }

    /// A parameter that was set.
    pub fn get(&self, parameter: &str) -> Option<f64> {
        self.values.get(parameter).copied()
    }
}
