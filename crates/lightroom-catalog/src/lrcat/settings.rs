//! Develop settings and snapshots: Lua tables as text.

use std::collections::HashMap;

use lightroom_sim::develop::{ProcessVersion, Settings, Snapshots, Table};
use lightroom_sim::{FileFormat, Photo, PhotoId, Value};

use super::{ById, Reader, lua};
use crate::Error;
use crate::inflate::{self, Inflater};

/// The settings of one image; `None` for those that are no table.
pub(super) struct Developed {
    pub(super) settings: Option<Table>,
    /// The catalog's column, which is there also when the settings are not.
    pub(super) version: Option<String>,
    /// Whether a part of them is in a file of its own.
    pub(super) has_more: bool,
}

impl Reader<'_> {
    pub(super) fn settings(&mut self) -> Result<ById<Developed>, Error> {
        let (mut settings, mut inflater) = (HashMap::new(), Inflater::default());
        let columns = ["image", "text", "processVersion", "hasBigData"];
        self.database
            .rows("Adobe_imageDevelopSettings", 0, &columns, |row| {
                let Some(image) = row.id(0) else { return };
                let bytes = row.bytes(1).unwrap_or_default();
                let version = row.text(2);
                // An image without settings has an empty text.
                let is_empty = bytes.iter().all(u8::is_ascii_whitespace);
                if is_empty && version.is_none() {
                    return;
                }
                let table = if is_empty {
                    Some(Table::new())
                } else {
                    table(bytes, &mut inflater)
                };
                settings.insert(
                    image,
                    Developed {
                        settings: table,
                        version,
                        has_more: row.flag(3),
                    },
                );
            })?;
        Ok(settings)
    }

    /// Reads the snapshots of photos that were read.
    pub(super) fn snapshots(&mut self) -> Result<(), Error> {
        let mut snapshots: Vec<(PhotoId, [String; 2], String, Option<Table>)> = Vec::new();
        let (photos, mut inflater) = (&self.photos, Inflater::default());
        let columns = [
            "image",
            "name",
            "text",
            "snapshotID",
            "id_global",
            "id_local",
        ];
        self.database
            .rows("Adobe_libraryImageDevelopSnapshot", 0, &columns, |row| {
                let photo = row.id(0).and_then(|image| photos.get(&image));
                let (Some(photo), Some(name)) = (photo, row.text(1)) else {
                    return;
                };
                let given = |column| row.text(column).filter(|id| !id.is_empty());
                let id = given(3).or_else(|| given(4)).or_else(|| given(5));
                let settings = table(row.bytes(2).unwrap_or_default(), &mut inflater);
                let ids = [id, given(4)].map(Option::unwrap_or_default);
                snapshots.push((*photo, ids, name, settings));
            })?;
        let (mut unreadable, mut taken) = (0, 0);
        for (photo, ids, name, table) in snapshots {
            let Some(table) = table else {
                unreadable += 1;
                continue;
            };
            let edited = self.builder.edit(photo, |photo| {
                let settings = of_table(photo.format, &table);
                taken += usize::from(!add(&mut photo.snapshots, ids, &name, &settings));
            });
            edited.map_err(|source| self.simulation(source))?;
        }
        for (count, why) in [
            (unreadable, "their settings cannot be read"),
            (taken, "another one of the photo has the same name"),
        ] {
            if count > 0 {
                let remark = format!("{count} snapshots are left out: {why}");
                self.database.remarks.push(remark);
            }
        }
        Ok(())
    }
}

fn add(snapshots: &mut Snapshots, ids: [String; 2], name: &str, settings: &Settings) -> bool {
    snapshots.create(ids, name, settings, false)
}

fn of_table(format: FileFormat, table: &Table) -> Settings {
    let mut photo = Photo::new("", format, lightroom_sim::Size::default());
    // What has the wrong type is left as it is, as Lightroom does.
    crate::develop::apply(&mut photo, table);
    std::sync::Arc::unwrap_or_clone(photo.develop)
}

/// Sets what was read of an image. Returns whether all of it was.
pub(super) fn apply(photo: &mut Photo, developed: &Developed) -> bool {
    let mut table = developed.settings.clone().unwrap_or_default();
    if let Some(version) = &developed.version
        && !table.contains_key("ProcessVersion")
        && ProcessVersion::from_setting(version).is_some()
    {
        table.insert("ProcessVersion".to_owned(), version.as_str().into());
    }
    let refused = crate::develop::apply(photo, &table);
    refused.is_empty() && developed.settings.is_some()
}

/// The table of a text, which some versions keep compressed.
fn table(bytes: &[u8], inflater: &mut Inflater) -> Option<Table> {
    match lua::parse(inflate::text(bytes, inflater)?)? {
        Value::Table(table) => Some(lua::develop_table(&table)),
        _ => None,
    }
}
