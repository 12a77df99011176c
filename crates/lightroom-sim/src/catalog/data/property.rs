//! What plug-ins store with photos and with the catalog.

use std::collections::BTreeMap;

use crate::value::Value;

/// The properties of one photo, or of the catalog, by plug-in and field.
pub type Properties = BTreeMap<(String, String), Property>;

/// One property.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// Its value; never [`Value::Nil`].
    pub value: Value,
    /// The version of the field's definition.
    pub version: Option<f64>,
}
