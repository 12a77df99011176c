//! What plug-ins store with photos and with the catalog.

use std::sync::Arc;

use super::Catalog;
use super::data::key::Key;
use super::data::property::Property;
use crate::change::Change;
use crate::error::Result;
use crate::id::PhotoId;
use crate::value::Value;

impl Catalog {
    /// `getPropertyForPlugin` of a photo, or of the catalog for `None`.
    pub fn property(&self, photo: Option<PhotoId>, plugin: &str, field: &str) -> Option<&Property> {
        let properties = self.store.properties.get(&photo)?;
        properties.get(&(plugin.to_owned(), field.to_owned()))
    }

    /// Every property of a photo, or of the catalog for `None`: `customMetadata`.
    pub fn properties(
        &self,
        photo: Option<PhotoId>,
    ) -> impl Iterator<Item = (&str, &str, &Property)> {
        let properties = self.store.properties.get(&photo);
        let properties = properties
            .into_iter()
            .flat_map(|properties| properties.iter());
        properties.map(|((plugin, field), property)| (&**plugin, &**field, property))
    }

    /// `setPropertyForPlugin`; [`Value::Nil`] unsets it. Any gate will do.
    pub fn set_property(
        &mut self,
        photo: Option<PhotoId>,
        plugin: &str,
        field: &str,
        value: Value,
        version: Option<f64>,
    ) -> Result<()> {
        self.assert_private_write(match photo {
            Some(_) => "LrPhoto:setPropertyForPlugin",
            None => "LrCatalog:setPropertyForPlugin",
        })?;
        if let Some(photo) = photo {
            self.photo(photo)?;
            self.tell(Change::Metadata(photo));
        }
        self.keep(Key::Properties(photo));
        let properties = Arc::make_mut(self.store.properties.entry(photo).or_default());
        let key = (plugin.to_owned(), field.to_owned());
        if value == Value::Nil {
            properties.remove(&key);
        } else {
            properties.insert(key, Property { value, version });
        }
        Ok(())
    }

    /// `catalog:findPhotosWithProperty`.
    pub fn photos_with_property(
        &self,
        plugin: &str,
        field: &str,
        version: Option<f64>,
    ) -> Vec<PhotoId> {
        let key = (plugin.to_owned(), field.to_owned());
        let of_photos = self
            .store
            .properties
            .iter()
            .filter_map(|(photo, it)| Some(((*photo)?, it)));
        let having = of_photos.filter(|(photo, properties)| {
            self.store.photos.contains_key(photo)
                && properties.get(&key).is_some_and(|property| match version {
                    // Version 0 stands for a field without one.
                    Some(version) => property.version.unwrap_or(0.0) == version,
                    None => true,
                })
        });
        having.map(|(photo, _)| photo).collect()
    }
}
