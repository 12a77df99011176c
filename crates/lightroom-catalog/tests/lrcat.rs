//! Lightroom's own catalogs, made here.

// Helpers of tests, too.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use lightroom_catalog::open;
use lightroom_sim::TextField;
use rusqlite::Connection;

const WHOLE: &str = concat!(
    include_str!("lrcat.sql"),
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
"#
);

fn make(folder: &Path, sql: &str) -> PathBuf {
    let path = folder.join("a b#1?%.lrcat");
    let path = if cfg!(windows) {
        folder.join("a b#1%.lrcat")
    } else {
        path
    };
    Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    path
}

#[test]
fn everything_is_read_and_nothing_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = make(folder.path(), WHOLE);
    let before = std::fs::read(&path).unwrap();
    let opened = open(&path).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);

    let catalog = opened.catalog;
    assert_eq!(catalog.all_photos().len(), 3);
    let id = catalog
        .photo_by_path("/Users/a/Pictures/2024/Lisbon/DSC_1.NEF", true)
        .unwrap();
    let photo = catalog.photo(id).unwrap();
    assert_eq!(
        catalog.photo_by_uuid("0D9A9F1C-1111-4222-8333-444455556666"),
        Some(id)
    );
    assert_eq!(photo.size().to_string(), "4024 x 6048");
    assert_eq!(photo.file_size, 27_412_480);
    assert_eq!(photo.rating.unwrap().stars(), 4);
    assert_eq!(photo.pick.status(), 1);
    assert_eq!(photo.label.color_name(), "red");
    assert_eq!(photo.captured.unwrap().iso8601(), "2024-04-06T18:22:31");
    assert_eq!(
        (photo.shot.aperture, photo.shot.exposure_time),
        (Some(2.8), Some(0.004))
    );
    assert_eq!(
        (photo.shot.iso, photo.shot.focal_length),
        (Some(200), Some(35.0))
    );
    let camera = photo.camera.as_ref().unwrap();
    assert_eq!(
        (&*camera.model, camera.serial_number.as_deref()),
        ("NIKON Z 6_2", Some("3012345"))
    );
    assert_eq!(photo.lens.as_deref(), Some("NIKKOR Z 35mm"));
    assert!(photo.gps.is_some());
    assert_eq!(photo.text(TextField::Caption), Some("A tram"));
    let settings = photo.develop.to_table();
    assert_eq!(settings["Exposure2012"].as_number(), Some(0.75));
    assert_eq!(photo.develop.process_version().number(), 5);
    let keyword = catalog.keyword(photo.keywords[0]).unwrap();
    assert_eq!(keyword.name, "Lisbon");
    assert!(!keyword.include_on_export);
    assert_eq!(keyword.synonyms, ["Lisboa"]);
    assert_eq!(
        catalog.keyword(keyword.parent.unwrap()).unwrap().name,
        "Places"
    );

    let [copy] = catalog.virtual_copies(id)[..] else {
        panic!("one copy")
    };
    let copy = catalog.photo(copy).unwrap();
    assert_eq!(
        (copy.copy_name.as_deref(), copy.rating, copy.pick.status()),
        (Some("Bw"), None, -1)
    );
    assert!(!copy.has_adjustments());

    let other = catalog
        .photo_by_path("/Users/a/Pictures/b.jpg", true)
        .unwrap();
    let travel = catalog.child_collection_sets(None)[0];
    let inside = catalog.child_collections(Some(travel));
    let mut photos: Vec<_> = inside
        .iter()
        .map(|it| catalog.collection_photos(*it).unwrap())
        .collect();
    photos.sort_by_key(Vec::len);
    assert_eq!(photos[0], [id]);
    assert_eq!(photos[1].len(), 2);
    assert_eq!(
        catalog
            .collection_photos(catalog.target_collection())
            .unwrap(),
        [other]
    );

    let remarks = opened.remarks.join("\n");
    for said in [
        "AgLibraryIPTC of this catalog has no title",
        "1 photos are left out",
        "\"Show\" is left out",
        "1 photos have develop settings",
    ] {
        assert!(remarks.contains(said), "{said}: {remarks}");
    }
}

#[test]
fn an_old_catalog_with_few_tables_is_read_as_far_as_it_goes() {
    let folder = tempfile::tempdir().unwrap();
    let path = make(
        folder.path(),
        "CREATE TABLE AgLibraryRootFolder (id_local, absolutePath);
         INSERT INTO AgLibraryRootFolder VALUES (1, 'C:/Photos/');
         CREATE TABLE AgLibraryFolder (id_local, rootFolder, pathFromRoot);
         INSERT INTO AgLibraryFolder VALUES (1, 1, 'x/');
         CREATE TABLE AgLibraryFile (id_local, folder, baseName, extension);
         INSERT INTO AgLibraryFile VALUES (1, 1, 'a', 'JPG');
         CREATE TABLE Adobe_images (id_local, rootFile, rating);
         INSERT INTO Adobe_images VALUES (1, 1, 'nonsense');",
    );
    std::fs::write(
        folder.path().join(format!(
            "{}.lock",
            path.file_name().unwrap().to_str().unwrap()
        )),
        "",
    )
    .unwrap();
    let opened = open(&path).unwrap();
    assert!(
        opened
            .catalog
            .photo_by_path("C:\\Photos\\x\\a.JPG", true)
            .is_some()
    );
    let remarks = opened.remarks.join("\n");
    for said in [
        "Lightroom has the catalog open",
        "no table AgLibraryKeyword;",
        "Adobe_images of this catalog has no masterImage",
    ] {
        assert!(remarks.contains(said), "{said}: {remarks}");
    }
}

#[test]
fn what_is_no_catalog_is_an_error_and_never_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = make(folder.path(), "CREATE TABLE other (x)");
    assert!(open(&path).unwrap_err().to_string().contains("no table"));

    let whole = tempfile::tempdir().unwrap();
    let whole = std::fs::read(make(whole.path(), WHOLE)).unwrap();
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
