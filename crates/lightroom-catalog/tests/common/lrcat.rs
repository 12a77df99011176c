//! A catalog of Lightroom's kind, with something of everything that is read.

#![allow(dead_code, clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rusqlite::Connection;

pub(crate) const WHOLE: &str = concat!(
    include_str!("../lrcat.sql"),
    r#"
INSERT INTO AgLibraryRootFolder VALUES (1, '/Users/a/Pictures/', 'Pictures');
INSERT INTO AgLibraryFolder VALUES (2, '2024/Lisbon/', 1), (3, '', 1);
INSERT INTO AgLibraryFile VALUES (10, 'DSC_1', 'NEF', 2, '425.0:DSC_1.NEF:27412480'), (11, 'b', 'jpg', 3, NULL);
INSERT INTO Adobe_images VALUES
 (99, 'B41D0B2C-1111-4222-8333-444455556666', 10, 100, 'Bw', 'RAW', 6048.0, 4024.0, 'AB', '2024-04-06T18:22:31', NULL, -1.0, ''),
 (100, '0D9A9F1C-1111-4222-8333-444455556666', 10, NULL, NULL, 'RAW', 6048.0, 4024.0, 'DA', '2024-04-06T18:22:31.25', 4.0, 1.0, 'Red'),
 (101, 'x', 11, NULL, NULL, 'JPG', 4000, 3000, 'AB', NULL, NULL, 0, 'Mine'),
 (102, 'y', 77, NULL, NULL, 'JPG', 1, 1, 'AB', NULL, NULL, 0, '');
INSERT INTO AgLibraryKeyword VALUES (1, NULL, NULL, 1), (2, 'Lisbon', 3, 0), (3, 'Places', 1, 1), (4, 'a', 5, 1), (5, 'b', 4, 1);
INSERT INTO AgLibraryKeywordSynonym VALUES (2, 'Lisboa');
INSERT INTO AgLibraryKeywordImage VALUES (1, 100, 2);
INSERT INTO AgLibraryCollection VALUES (1, 'quick collection', 'com.adobe.ag.library.collection', NULL, 1.0),
 (2, 'Trip', 'com.adobe.ag.library.collection', 3, ''), (3, 'Travel', 'com.adobe.ag.library.group', NULL, ''),
 (4, 'Good', 'com.adobe.ag.library.smart_collection', 3, ''), (5, 'Show', 'com.adobe.ag.slideshow', NULL, '');
INSERT INTO AgLibraryCollectionImage VALUES (1, 1, 101, 1), (2, 2, 101, 2.0), (3, 2, 100, 1.0);
INSERT INTO AgLibraryCollectionContent VALUES (4, 'ag.library.smart_collection',
 's = { { criteria = "rating", operation = ">=", value = 4, }, combine = "intersect", }');
INSERT INTO Adobe_imageDevelopSettings VALUES (1, 100, 's = { Exposure2012 = 0.75, ProcessVersion = "11.0", WhiteBalance = "As Shot" }'),
 (2, 101, 'garbage'), (3, 99, '');
INSERT INTO AgHarvestedExifMetadata VALUES (1, 100, 2.970854, 7.965784, 200.0, 35.0, 0, 1, 1, 1, 38.7, -9.1);
INSERT INTO AgInternedExifCameraModel VALUES (1, 'NIKON Z 6_2');
INSERT INTO AgInternedExifCameraSN VALUES (1, '3012345');
INSERT INTO AgInternedExifLens VALUES (1, 'NIKKOR Z 35mm');
INSERT INTO AgLibraryIPTC VALUES (1, 100, 'A tram', 'me');
CREATE TABLE AgHarvestedIptcMetadata (id_local INTEGER PRIMARY KEY, image, cityRef, countryRef, creatorRef,
  isoCountryCodeRef, jobIdentifierRef, locationRef, stateRef);
INSERT INTO AgHarvestedIptcMetadata VALUES (1, 100, 5, NULL, 9, NULL, NULL, NULL, NULL);
CREATE TABLE AgInternedIptcCity (id_local INTEGER PRIMARY KEY, value);
INSERT INTO AgInternedIptcCity VALUES (5, 'Lisboa');
CREATE TABLE AgInternedIptcCreator (id_local INTEGER PRIMARY KEY, value);
CREATE TABLE Adobe_libraryImageDevelopSnapshot (id_local INTEGER PRIMARY KEY, id_global, image, name, snapshotID, text);
INSERT INTO Adobe_libraryImageDevelopSnapshot VALUES (1, 'G1', 100, 'Warm', 'S1', 's = { Exposure2012 = 1.5 }'),
 (2, 'G2', 100, 'Broken', 'S2', 's = {'), (3, 'G3', 100, 'Warm', NULL, 's = { }'), (4, 'G4', 55, 'Gone', NULL, 's = { }');
CREATE TABLE AgLibraryFolderStack (id_local INTEGER PRIMARY KEY, id_global, collapsed);
INSERT INTO AgLibraryFolderStack VALUES (1, 'a', 1), (2, 'b', 0);
CREATE TABLE AgLibraryFolderStackImage (id_local INTEGER PRIMARY KEY, collapsed, image, position, stack);
INSERT INTO AgLibraryFolderStackImage VALUES (1, 1, 100, 2.0, 1), (2, 1, 99, '1', 1), (3, 0, 101, 1, 2), (4, 0, 77, 2, 2);
CREATE TABLE Adobe_AdditionalMetadata (id_local INTEGER PRIMARY KEY, image, xmp);
"#
);

/// A catalog in this folder, under a name that is hard to write as a URI.
pub(crate) fn make(folder: &Path, sql: &str) -> PathBuf {
    let name = if cfg!(windows) {
        "a b#1%.lrcat"
    } else {
        "a b#1?%.lrcat"
    };
    let path = folder.join(name);
    change(&path, sql);
    path
}

/// A copy of the whole catalog, which is made once.
pub(crate) fn whole(folder: &Path) -> PathBuf {
    static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::read(make(folder.path(), WHOLE)).unwrap()
    });
    let path = folder.join("whole.lrcat");
    std::fs::write(&path, &*BYTES).unwrap();
    path
}

/// Runs statements on a catalog, as one change.
pub(crate) fn change(path: &Path, sql: &str) {
    let batch = format!("BEGIN; {sql}; COMMIT");
    quick(path).execute_batch(&batch).unwrap();
}

/// A catalog to be changed; it need not outlive a power cut.
pub(crate) fn quick(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    let pragmas = "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;";
    connection.execute_batch(pragmas).unwrap();
    connection
}
