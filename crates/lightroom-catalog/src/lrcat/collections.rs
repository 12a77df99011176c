//! Collections, sets and smart collections.

use std::collections::BTreeMap;

use lightroom_sim::{CollectionSetId, PhotoId, Search, SearchField};

use super::{ById, Reader, chain, lua};
use crate::Error;

struct Entry {
    parent: Option<i64>,
    name: String,
    kind: String,
    system: bool,
}

impl Reader<'_> {
    pub(super) fn collections(&mut self) -> Result<(), Error> {
        let mut entries = BTreeMap::new();
        let columns = ["id_local", "name", "creationId", "parent", "systemOnly"];
        self.database
            .rows("AgLibraryCollection", 0, &columns, |row| {
                if let Some(id) = row.id(0) {
                    let (name, kind) = (row.text(1), row.text(2));
                    let (name, kind) = (name.unwrap_or_default(), kind.unwrap_or_default());
                    let (parent, system) = (row.id(3), row.flag(4));
                    entries.insert(
                        id,
                        Entry {
                            parent,
                            name,
                            kind,
                            system,
                        },
                    );
                }
            })?;
        let mut members = self.members()?;
        let rules = self.rules()?;
        let mut sets: ById<CollectionSetId> = ById::new();
        for (id, entry) in &entries {
            let mut set = None;
            for id in chain(*id, |id| entries.get(&id)?.parent) {
                if let Some(entry) = entries.get(&id).filter(|entry| is(entry, "group")) {
                    let builder = &mut self.builder;
                    let made = sets.entry(id);
                    set = Some(*made.or_insert_with(|| builder.collection_set(&entry.name, set)));
                }
            }
            let photos = members.remove(id).unwrap_or_default();
            if entry.system {
                if entry.name.to_lowercase().contains("quick") {
                    for photo in photos {
                        let collected = self.builder.quick_collect(photo);
                        collected.map_err(|source| self.simulation(source))?;
                    }
                }
            } else if is(entry, "smart_collection") {
                self.smart(&entry.name, set, rules.get(id).map(String::as_str));
            } else if is(entry, "collection") || entry.kind.is_empty() {
                self.builder.collection(&entry.name, set, &photos);
            } else if !is(entry, "group") {
                let Entry { name, kind, .. } = entry;
                let remark = format!("collection \"{name}\" is left out: its kind is \"{kind}\"");
                self.database.remarks.push(remark);
            }
        }
        Ok(())
    }

    fn members(&mut self) -> Result<ById<Vec<PhotoId>>, Error> {
        let mut members: ById<Vec<(f64, PhotoId)>> = ById::new();
        let photos = &self.photos;
        let columns = ["collection", "image", "positionInCollection"];
        self.database
            .rows("AgLibraryCollectionImage", 0, &columns, |row| {
                let photo = row.id(1).and_then(|image| photos.get(&image));
                if let Some((collection, photo)) = row.id(0).zip(photo) {
                    let position = row.number(2).unwrap_or(f64::MAX);
                    members
                        .entry(collection)
                        .or_default()
                        .push((position, *photo));
                }
            })?;
        let sorted = members.into_iter().map(|(id, mut members)| {
            members.sort_by(|a, b| a.0.total_cmp(&b.0));
            (id, members.into_iter().map(|(_, photo)| photo).collect())
        });
        Ok(sorted.collect())
    }

    fn rules(&mut self) -> Result<ById<String>, Error> {
        let mut rules = ById::new();
        let columns = ["collection", "owningModule", "content"];
        self.database
            .rows("AgLibraryCollectionContent", 0, &columns, |row| {
                let owner = row.text(1).unwrap_or_default();
                if let Some((id, content)) = row.id(0).zip(row.text(2))
                    && (owner.contains("smart_collection") || owner.is_empty())
                {
                    rules.insert(id, content);
                }
            })?;
        Ok(rules)
    }

    fn smart(&mut self, name: &str, set: Option<CollectionSetId>, rules: Option<&str>) {
        let search = rules
            .and_then(lua::parse)
            .and_then(|value| Search::from_value(&value).ok());
        let Some(search) = search else {
            let remark = format!("smart collection \"{name}\" is left out: no rules can be read");
            self.database.remarks.push(remark);
            return;
        };
        if let Some(criteria) = unsupported(&search) {
            self.database.remarks.push(format!(
                "smart collection \"{name}\" cannot be evaluated: the criterion \"{criteria}\" is \
                 not simulated"
            ));
        }
        self.builder.smart_collection(name, set, search);
    }
}

fn is(entry: &Entry, kind: &str) -> bool {
    entry.kind.strip_prefix("com.adobe.ag.library.") == Some(kind)
}

/// The first criterion that is not simulated.
fn unsupported(search: &Search) -> Option<&str> {
    match search {
        Search::Criterion(it) => {
            let known = SearchField::parse(&it.criteria).is_some();
            (!known).then_some(&*it.criteria)
        }
        Search::Combined(_, searches) => searches.iter().find_map(unsupported),
    }
}
