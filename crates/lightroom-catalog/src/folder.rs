//! Folders of images.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use lightroom_sim::{Builder, FileFormat};

use crate::{Error, ImageFile, Opened, read_image};

/// Uuids of folders derive from this.
const SEED: u64 = 0x666f_6c64;
/// Folders nested deeper are not looked into.
const MAX_DEPTH: u32 = 32;

pub(crate) fn open(path: &Path) -> Result<Opened, Error> {
    let root = std::path::absolute(path).map_err(|source| Error::unreadable(path, source))?;
    let mut remarks = Vec::new();
    let mut files = Vec::new();
    list(&root, 0, &mut files, &mut remarks).map_err(|source| Error::unreadable(path, source))?;
    files.sort_unstable();
    let name = |path: &Path| {
        let name = path.to_str().map(str::to_owned);
        name.ok_or_else(|| Error::NotUnicode { path: path.into() })
    };
    let mut builder = Builder::new(&name(&root.join("Folder.lrcat"))?, SEED);
    builder.root(&name(&root)?);
    let mut problems = Problems::default();
    let mut keywords_by_levels = HashMap::new();
    for file in files {
        let ImageFile {
            mut photo,
            keywords,
            remarks: of_file,
        } = match read_image(&file) {
            Ok(image) => image,
            Err(error) => {
                remarks.push(format!("{} is left out: {error}", file.display()));
                continue;
            }
        };
        for levels in keywords {
            let known = keywords_by_levels.entry(levels);
            let id = match known {
                Entry::Occupied(id) => Some(*id.get()),
                Entry::Vacant(new) => {
                    let id = builder.keyword_path(new.key());
                    id.map(|id| *new.insert(id))
                }
            };
            // Two spellings of one keyword are one.
            photo
                .keywords
                .extend(id.filter(|id| !photo.keywords.contains(id)));
        }
        problems.add(&file, of_file);
        let added = builder.photo(&name(&file)?, photo);
        added.map_err(|source| Error::simulation(&file, source))?;
    }
    remarks.extend(problems.tell());
    Ok(Opened {
        catalog: builder.build(),
        remarks,
    })
}

/// The files of a folder and of those below that are photos or videos by their names, sorted. Folders
/// that cannot be read are left out.
pub fn image_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let (mut files, mut remarks) = (Vec::new(), Vec::new());
    list(folder, 0, &mut files, &mut remarks)?;
    files.sort_unstable();
    Ok(files)
}

/// The images of a folder and of those below; links to folders are not followed.
fn list(
    folder: &Path,
    depth: u32,
    files: &mut Vec<PathBuf>,
    remarks: &mut Vec<String>,
) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let file_name = entry.file_name();
        let name = file_name.to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            if depth >= MAX_DEPTH {
                remarks.push(format!("{} is nested too deeply; left out", path.display()));
            } else if let Err(error) = list(&path, depth + 1, files, remarks) {
                remarks.push(format!("{} is left out: {error}", path.display()));
            }
        } else if FileFormat::of_file(&name).is_some() {
            if path.to_str().is_some() {
                files.push(path);
            } else {
                remarks.push(format!("{} is left out: no Unicode name", path.display()));
            }
        }
    }
    Ok(())
}

/// What could not be read, by what it was: a folder can have ten thousand files with the same.
#[derive(Default)]
struct Problems(BTreeMap<String, Vec<PathBuf>>);

impl Problems {
    /// So many files are named for one problem.
    const NAMED: usize = 3;

    fn add(&mut self, file: &Path, problems: Vec<String>) {
        for problem in problems {
            self.0.entry(problem).or_default().push(file.into());
        }
    }

    fn tell(self) -> impl Iterator<Item = String> {
        self.0.into_iter().map(|(problem, files)| {
            let named = files.iter().take(Self::NAMED);
            let named: Vec<_> = named.map(|file| file.display().to_string()).collect();
            let more = match files.len().saturating_sub(Self::NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("{}{more}: {problem}", named.join(", "))
        })
    }
}
