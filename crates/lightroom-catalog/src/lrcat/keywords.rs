//! Keywords.

use std::collections::BTreeMap;

use lightroom_sim::Keyword;

use super::{ById, Reader, chain};
use crate::Error;

struct Entry {
    parent: Option<i64>,
    /// The root of all keywords has none.
    name: Option<String>,
    export: bool,
}

impl Reader<'_> {
    pub(super) fn keywords(&mut self) -> Result<(), Error> {
        let mut entries = BTreeMap::new();
        let columns = ["id_local", "parent", "name", "includeOnExport"];
        self.database.rows("AgLibraryKeyword", 0, &columns, |row| {
            if let Some(id) = row.id(0) {
                let (parent, name) = (row.id(1), row.text(2).filter(|name| !name.is_empty()));
                let export = row.number(3) != Some(0.0);
                entries.insert(
                    id,
                    Entry {
                        parent,
                        name,
                        export,
                    },
                );
            }
        })?;
        let mut synonyms: ById<Vec<String>> = ById::new();
        let columns = ["keyword", "name"];
        self.database
            .rows("AgLibraryKeywordSynonym", 0, &columns, |row| {
                if let Some((keyword, name)) = row.id(0).zip(row.text(1)) {
                    synonyms.entry(keyword).or_default().push(name);
                }
            })?;
        for id in entries.keys() {
            let mut parent = None;
            for id in chain(*id, |id| entries.get(&id)?.parent) {
                let Some(Entry {
                    name: Some(name),
                    export,
                    ..
                }) = entries.get(&id)
                else {
                    continue;
                };
                let builder = &mut self.builder;
                let keyword = self.keywords.entry(id).or_insert_with(|| {
                    builder.insert_keyword(Keyword {
                        name: name.clone(),
                        synonyms: synonyms.remove(&id).unwrap_or_default(),
                        include_on_export: *export,
                        parent,
                    })
                });
                parent = Some(*keyword);
            }
        }
        Ok(())
    }
}
