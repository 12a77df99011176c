//! Where the files of photos are: root folders, folders, names.

use std::collections::HashMap;
use std::path::Path;

use super::{ById, Reader};
use crate::Error;

/// One row of `AgLibraryFile`.
pub(super) struct File {
    pub(super) path: String,
    pub(super) bytes: Option<u64>,
}

impl Reader<'_> {
    pub(super) fn files(&mut self) -> Result<ById<File>, Error> {
        let mut roots: ById<String> = HashMap::new();
        let columns = ["id_local", "absolutePath"];
        self.database
            .rows("AgLibraryRootFolder", 2, &columns, |row| {
                if let Some((id, path)) = row.id(0).zip(row.text(1)) {
                    roots.insert(id, path);
                }
            })?;
        let mut paths: Vec<_> = roots.values().cloned().collect();
        paths.sort_unstable();
        for path in &paths {
            self.builder.root(&native(path));
        }
        let mut folders: ById<String> = HashMap::new();
        let columns = ["id_local", "rootFolder", "pathFromRoot"];
        self.database.rows("AgLibraryFolder", 3, &columns, |row| {
            let root = row.id(1).and_then(|root| roots.get(&root));
            if let Some((id, root)) = row.id(0).zip(root) {
                let below = row.text(2).unwrap_or_default();
                folders.insert(id, format!("{}/{below}", root.trim_end_matches('/')));
            }
        })?;
        let mut files = HashMap::new();
        let columns = ["id_local", "folder", "baseName", "extension", "importHash"];
        self.database.rows("AgLibraryFile", 3, &columns, |row| {
            let folder = row.id(1).and_then(|folder| folders.get(&folder));
            let (Some(id), Some(folder), Some(name)) = (row.id(0), folder, row.text(2)) else {
                return;
            };
            let folder = folder.trim_end_matches('/');
            let path = match row.text(3).filter(|extension| !extension.is_empty()) {
                Some(extension) => format!("{folder}/{name}.{extension}"),
                None => format!("{folder}/{name}"),
            };
            // Time, name and size of the file when it was imported (reported).
            let hash = row.text(4).unwrap_or_default();
            let bytes = hash
                .rsplit_once(':')
                .and_then(|(_, bytes)| bytes.parse().ok());
            let path = native(&path);
            files.insert(id, File { path, bytes });
        })?;
        Ok(files)
    }
}

/// Which files are where the catalog says. A folder that is not there has none: of a copied
/// catalog, that are all.
#[derive(Default)]
pub(super) struct Disk(HashMap<String, bool>);

impl Disk {
    pub(super) fn has(&mut self, path: &str) -> bool {
        let end = path.rfind(['/', '\\']).unwrap_or(0);
        let folder = path.get(..end).unwrap_or_default();
        let there = match self.0.get(folder) {
            Some(there) => *there,
            None => *self
                .0
                .entry(folder.to_owned())
                .or_insert(Path::new(folder).is_dir()),
        };
        there && Path::new(path).exists()
    }
}

/// Catalogs have slashes on Windows, too; there plug-ins see backslashes.
fn native(path: &str) -> String {
    let drive = path.as_bytes().get(1) == Some(&b':') || path.starts_with("//");
    if drive {
        path.replace('/', "\\")
    } else {
        path.to_owned()
    }
}
