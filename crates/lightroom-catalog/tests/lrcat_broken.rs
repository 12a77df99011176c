//! Catalogs that are broken, or of a version that nobody has seen.

// Helpers of tests, too.
#![allow(clippy::unwrap_used)]

mod common;

use std::path::Path;

use common::lrcat::{change, make, quick, whole};
use lightroom_catalog::open;
use proptest::prelude::*;
use rusqlite::Connection;

fn tables(connection: &Connection) -> Vec<(String, Vec<String>)> {
    let list = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let tables = list("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
    let tables = tables.into_iter().map(|table| {
        let columns = list(&format!("SELECT name FROM pragma_table_info('{table}')"));
        (table, columns)
    });
    tables.collect()
}

/// A whole catalog after these changes.
fn changed(folder: &Path, sql: &str) -> std::path::PathBuf {
    let path = whole(folder);
    change(&path, sql);
    path
}

fn all_tables() -> Vec<(String, Vec<String>)> {
    let folder = tempfile::tempdir().unwrap();
    tables(&quick(&whole(folder.path())))
}

#[test]
fn what_is_no_catalog_is_an_error_and_never_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = make(folder.path(), "CREATE TABLE other (x)");
    assert!(open(&path).unwrap_err().to_string().contains("no table"));

    let other = tempfile::tempdir().unwrap();
    let whole = std::fs::read(whole(other.path())).unwrap();
    let broken = folder.path().join("broken.lrcat");
    std::fs::write(
        &broken,
        b"no database at all, but long enough to look at".repeat(40),
    )
    .unwrap();
    assert!(
        open(&broken)
            .unwrap_err()
            .to_string()
            .contains("cannot read")
    );
    for end in (0..whole.len()).step_by(4096 / 2) {
        std::fs::write(&broken, &whole[..end]).unwrap();
        assert!(open(&broken).is_err(), "{end}");
    }
    for at in (0..whole.len()).step_by(101) {
        let mut garbage = whole.clone();
        garbage[at..]
            .iter_mut()
            .take(64)
            .for_each(|byte| *byte = byte.wrapping_mul(31).wrapping_add(7));
        std::fs::write(&broken, &garbage).unwrap();
        let _ = open(&broken);
    }
}

/// The tables without which there is no catalog.
const REQUIRED: [&str; 4] = [
    "Adobe_images",
    "AgLibraryFile",
    "AgLibraryFolder",
    "AgLibraryRootFolder",
];

#[test]
fn every_other_table_may_be_missing_and_is_named() {
    for (table, _) in all_tables() {
        let folder = tempfile::tempdir().unwrap();
        let opened = open(&changed(folder.path(), &format!("DROP TABLE {table}")));
        if REQUIRED.contains(&table.as_str()) {
            let error = opened.unwrap_err().to_string();
            assert!(error.contains(&format!("no table {table}")), "{error}");
            continue;
        }
        let opened = opened.unwrap();
        assert_eq!(opened.catalog.all_photos().len(), 3, "{table}");
        let said = |remark: &String| remark.contains("no table") && remark.contains(&table);
        assert!(
            opened.remarks.iter().any(said),
            "{table}: {:#?}",
            opened.remarks
        );
    }
}

#[test]
fn every_column_may_be_missing_or_empty_or_of_another_type() {
    for (table, columns) in all_tables() {
        for column in columns {
            let folder = tempfile::tempdir().unwrap();
            let rename = format!("ALTER TABLE {table} RENAME COLUMN {column} TO other");
            match open(&changed(folder.path(), &rename)) {
                Ok(opened) => {
                    let said = |it: &String| it.contains(&table) && it.contains(&column);
                    // Nothing reads these.
                    let unread = ["importHash", "name", "id_global", "id_local", "collapsed"];
                    let told = opened.remarks.iter().any(said);
                    assert!(told || unread.contains(&&*column), "{table}.{column}");
                }
                Err(error) => {
                    let expected = format!("column {table}.{column}");
                    assert!(error.to_string().contains(&expected), "{error}");
                    assert!(REQUIRED.contains(&&*table));
                }
            }
            for value in ["NULL", "'text'", "x'ff00fe'", "-1", "1e300"] {
                let folder = tempfile::tempdir().unwrap();
                let path = whole(folder.path());
                // A key refuses some of them.
                let update = format!("UPDATE OR IGNORE {table} SET {column} = {value}");
                let _ = quick(&path).execute_batch(&update);
                open(&path).unwrap();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is in the cells, the catalog opens.
    #[test]
    fn any_values_in_any_cells_are_read(
        changes in prop::collection::vec((any::<usize>(), any::<usize>(), value()), 1..12)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = whole(folder.path());
        let connection = quick(&path);
        let tables = tables(&connection);
        for (table, column, value) in changes {
            let (table, columns) = &tables[table % tables.len()];
            let column = &columns[column % columns.len()];
            let update = format!("UPDATE OR IGNORE {table} SET {column} = ?1");
            let _ = connection.execute(&update, [value]);
        }
        drop(connection);
        open(&path).unwrap();
    }
}

fn value() -> impl Strategy<Value = rusqlite::types::Value> {
    use rusqlite::types::Value;
    prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::Integer),
        (0..120_i64).prop_map(Value::Integer),
        any::<f64>().prop_map(Value::Real),
        "[a-zé 0-9.:/|{}-]{0,20}".prop_map(Value::Text),
        "(s = )?[{}=,a-z0-9\"\\[\\] .-]{0,30}".prop_map(Value::Text),
        prop::collection::vec(any::<u8>(), 0..40).prop_map(Value::Blob),
    ]
}
