//! The develop snapshots of one photo.

use super::{Error, Outcome, Settings};

/// Settings kept under a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// Its id, unique in the catalog.
    pub id: String,
    /// Its `id_global`, another id that `getDevelopSnapshots` lists (measured); no member takes it.
    pub global_id: String,
    /// Its name.
    pub name: String,
    /// The settings when it was made.
    pub settings: Settings,
}

/// The snapshots of one photo, sorted by name as the panel shows them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshots(Vec<Snapshot>);

impl Snapshots {
    /// All of them.
    pub fn all(&self) -> &[Snapshot] {
        &self.0
    }

    /// Keeps the settings under a name, as `photo:createDevelopSnapshot`. The two ids are used if
    /// a new one is made. With `update`, one of the same name is replaced and keeps its id; without,
    /// nothing is done then. Returns whether it was done.
    pub fn create(
        &mut self,
        [id, global_id]: [String; 2],
        name: &str,
        settings: &Settings,
        update: bool,
    ) -> bool {
        match self.0.iter_mut().find(|snapshot| snapshot.name == name) {
            Some(snapshot) if update => snapshot.settings = settings.clone(),
            Some(_) => return false,
            None => {
                let place = self
                    .0
                    .partition_point(|snapshot| snapshot.name.as_str() < name);
                let settings = settings.clone();
                self.0.insert(
                    place,
                    Snapshot {
                        id,
                        global_id,
                        name: name.to_owned(),
                        settings,
                    },
                );
            }
        }
        true
    }

    /// Puts a photo back to a snapshot.
    pub fn apply(&self, id: &str, settings: &mut Settings) -> Result<Outcome, Error> {
        let snapshot = self
            .0
            .iter()
            .find(|snapshot| snapshot.id == id)
            .ok_or_else(|| not_found(id))?;
        let changed = *settings != snapshot.settings;
        settings.clone_from(&snapshot.settings);
        Ok(Outcome::changed(changed))
    }

    /// Takes a snapshot away.
    pub fn delete(&mut self, id: &str) -> Result<(), Error> {
        let place = self.0.iter().position(|snapshot| snapshot.id == id);
        self.0.remove(place.ok_or_else(|| not_found(id))?);
        Ok(())
    }
}

fn not_found(id: &str) -> Error {
    Error::NotFound {
        what: "snapshot",
        id: id.to_owned(),
    }
}
