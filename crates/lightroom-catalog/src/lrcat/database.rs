//! Reads tables whose columns differ between versions.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};

use crate::Error;

pub(super) struct Database<'a> {
    pub(super) path: &'a Path,
    connection: Connection,
    pub(super) remarks: Vec<String>,
    missing_tables: Vec<&'static str>,
}

/// One row: the columns in the order in which they were asked for.
pub(super) struct Cells<'a>(&'a Row<'a>);

impl Cells<'_> {
    pub(super) fn number(&self, column: usize) -> Option<f64> {
        match self.0.get_ref(column).ok()? {
            ValueRef::Integer(number) => Some(number as f64),
            ValueRef::Real(number) => Some(number),
            ValueRef::Text(text) => std::str::from_utf8(text).ok()?.trim().parse().ok(),
            ValueRef::Null | ValueRef::Blob(_) => None,
        }
        .filter(|number: &f64| number.is_finite())
    }

    /// An id; also one that is written as `12.0`.
    pub(super) fn id(&self, column: usize) -> Option<i64> {
        match self.0.get_ref(column).ok()? {
            ValueRef::Integer(id) => Some(id),
            // Saturates; no id is that large.
            _ => self.number(column).map(|number| number as i64),
        }
    }

    pub(super) fn text(&self, column: usize) -> Option<String> {
        match self.0.get_ref(column).ok()? {
            ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Integer(number) => Some(number.to_string()),
            ValueRef::Real(number) => Some(number.to_string()),
            ValueRef::Null | ValueRef::Blob(_) => None,
        }
    }

    /// The bytes of a text or of what is compressed.
    pub(super) fn bytes(&self, column: usize) -> Option<&[u8]> {
        match self.0.get_ref(column).ok()? {
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(bytes),
            ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => None,
        }
    }

    /// A flag as Lightroom writes them: 1, 1.0 or a text.
    pub(super) fn flag(&self, column: usize) -> bool {
        match self.number(column) {
            Some(number) => number != 0.0,
            None => self.text(column).is_some_and(|text| text == "true"),
        }
    }
}

impl<'a> Database<'a> {
    /// Opens without any way to write: no lock, no journal, no file beside it.
    pub(super) fn open(path: &'a Path) -> Result<Self, Error> {
        let failed = |source| sqlite(path, source);
        check_whole(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(uri(path)?, flags).map_err(failed)?;
        Ok(Database {
            path,
            connection,
            remarks: beside(path),
            missing_tables: Vec::new(),
        })
    }

    /// Calls for each row of a table. Columns that it does not have are empty and remarked, as is
    /// a table that is missing or broken; without the `required` first columns there is no catalog.
    pub(super) fn rows(
        &mut self,
        table: &'static str,
        required: usize,
        columns: &[&'static str],
        mut each: impl FnMut(&Cells<'_>),
    ) -> Result<(), Error> {
        let path = self.path;
        let failed = |source| sqlite(path, source);
        let there = self.columns(table).map_err(failed)?;
        let has = |column: &&&'static str| there.contains(&column.to_lowercase());
        let missing: Vec<_> = columns
            .iter()
            .filter(|column| !has(column))
            .copied()
            .collect();
        if let Some(column) = columns.iter().take(required).find(|column| !has(column)) {
            let what = if there.is_empty() {
                format!("table {table}")
            } else {
                format!("column {table}.{column}")
            };
            return Err(Error::NotACatalog {
                path: path.into(),
                what,
            });
        }
        if there.is_empty() {
            self.missing_tables.push(table);
            return Ok(());
        }
        if !missing.is_empty() {
            let missing = missing.join(", ");
            self.remarks.push(format!(
                "table {table} of this catalog has no {missing}; left out"
            ));
        }
        let selected = columns
            .iter()
            .map(|column| if has(&column) { *column } else { "NULL" });
        let selected = selected.collect::<Vec<_>>().join(", ");
        let query = format!("SELECT {selected} FROM {table} ORDER BY rowid");
        let mut count = 0;
        let read = self.connection.prepare(&query).and_then(|mut statement| {
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                each(&Cells(row));
                count += 1;
            }
            Ok(())
        });
        match read {
            Err(source) if required == 0 => self.remarks.push(format!(
                "table {table} is broken after {count} rows; the rest is left out: {source}"
            )),
            read => read.map_err(failed)?,
        }
        Ok(())
    }

    /// All that is to be said of how the catalog was read.
    pub(super) fn into_remarks(mut self) -> Vec<String> {
        if !self.missing_tables.is_empty() {
            let tables = self.missing_tables.join(", ");
            self.remarks.push(format!(
                "the catalog has no table {tables}; so there is nothing of what they hold"
            ));
        }
        self.remarks
    }

    fn columns(&self, table: &str) -> rusqlite::Result<HashSet<String>> {
        let mut statement = self
            .connection
            .prepare("SELECT name FROM pragma_table_info(?1)")?;
        let names = statement.query_map([table], |row| row.get::<_, String>(0))?;
        names.map(|name| Ok(name?.to_lowercase())).collect()
    }
}

/// SQLite takes the missing end of a file for zeros; its header says how long it should be.
fn check_whole(path: &Path) -> Result<(), Error> {
    let failed = |source| Error::unreadable(path, source);
    let mut file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    let mut header = [0; 100];
    if length >= 100 {
        file.read_exact(&mut header).map_err(failed)?;
    }
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let pages = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
    // The count is valid only if it is from the same change as the rest.
    let expected = page * u64::from(pages);
    let is_database = header.starts_with(b"SQLite format 3\0") && header[24..28] == header[92..96];
    if is_database && length < expected {
        return Err(Error::Truncated {
            path: path.into(),
            length,
            expected,
        });
    }
    Ok(())
}

fn sqlite(path: &Path, source: rusqlite::Error) -> Error {
    Error::Sqlite {
        path: path.into(),
        source,
    }
}

/// The path as SQLite's URI, which alone can say that the file does not change.
fn uri(path: &Path) -> Result<String, Error> {
    let absolute = std::path::absolute(path).map_err(|source| Error::unreadable(path, source))?;
    let not_unicode = || Error::NotUnicode { path: path.into() };
    let mut text = absolute.to_str().ok_or_else(not_unicode)?.to_owned();
    if cfg!(windows) {
        text = text.replace('\\', "/");
    }
    let mut uri = String::from("file://");
    if !text.starts_with('/') {
        uri.push('/');
    }
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b':' => {
                uri.push(char::from(byte));
            }
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri.push_str("?immutable=1");
    Ok(uri)
}

/// What lies beside the catalog and says that it is in use or not whole.
fn beside(path: &Path) -> Vec<String> {
    let mut remarks = Vec::new();
    for (suffix, means) in [
        (
            ".lock",
            "Lightroom has the catalog open; it may change while it is read",
        ),
        (
            "-journal",
            "a change was not completed, so the catalog may be inconsistent",
        ),
        ("-wal", "the latest changes are in it and are not read"),
    ] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let there = std::fs::metadata(&name);
        if there.is_ok_and(|file| suffix == ".lock" || file.len() > 0) {
            let name = Path::new(&name).display();
            remarks.push(format!(
                "{name} is there: {means}; quit Lightroom and copy it anew"
            ));
        }
    }
    remarks
}
