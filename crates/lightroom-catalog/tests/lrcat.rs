//! Lightroom's own catalogs, made here.

// Helpers of tests, too.
#![allow(clippy::unwrap_used)]

mod common;

use common::lrcat::{WHOLE, make};
use common::packet;
use lightroom_catalog::open;
use lightroom_sim::{CopyrightState, TextField};
use rusqlite::Connection;

/// As a catalog keeps texts: compressed, after their length.
fn prefixed(text: &str) -> Vec<u8> {
    let length = u32::try_from(text.len()).unwrap().to_be_bytes();
    let compressed = miniz_oxide::deflate::compress_to_vec_zlib(text.as_bytes(), 6);
    [&length[..], &compressed].concat()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a look at each part of one catalog")]
fn everything_is_read_and_nothing_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = make(folder.path(), WHOLE);
    let xmp = packet(
        r#"photoshop:City="elsewhere" exif:GPSAltitude="7/1" tiff:Make="NIKON CORPORATION" xmp:Rating="1"
           exif:DateTimeOriginal="2024-04-06T18:22:31.25+01:00" xmpRights:Marked="True""#,
        r#"<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Uphill</rdf:li></rdf:Alt></dc:title>"#,
    );
    let insert = "INSERT INTO Adobe_AdditionalMetadata (image, xmp) VALUES (?1, ?2)";
    {
        let connection = Connection::open(&path).unwrap();
        connection.execute(insert, (100, prefixed(&xmp))).unwrap();
        connection.execute(insert, (99, xmp.as_str())).unwrap();
        connection
            .execute(insert, (101, &[1, 2, 3, 4, 5][..]))
            .unwrap();
        let text = prefixed("s = { Exposure2012 = -0.5 }");
        let update = "UPDATE Adobe_imageDevelopSettings SET text = ?1 WHERE image = 99";
        connection.execute(update, [text]).unwrap();
    }
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
    assert_eq!(
        photo.captured.unwrap().iso8601(),
        "2024-04-06T18:22:31+01:00"
    );
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
        (
            &*camera.make,
            &*camera.model,
            camera.serial_number.as_deref()
        ),
        ("NIKON CORPORATION", "NIKON Z 6_2", Some("3012345"))
    );
    assert_eq!(photo.lens.as_deref(), Some("NIKKOR Z 35mm"));
    assert!(photo.gps.is_some());
    for (field, text) in [
        (TextField::Caption, Some("A tram")),
        (TextField::Title, Some("Uphill")),
        (TextField::City, Some("Lisboa")),
        (TextField::Creator, None),
    ] {
        assert_eq!(photo.text(field), text, "{field:?}");
    }
    assert_eq!(photo.altitude, Some(7.0));
    assert_eq!(photo.copyright_state, CopyrightState::Copyrighted);
    assert!(!photo.available);
    let [snapshot] = photo.snapshots.all() else {
        panic!("one snapshot")
    };
    assert_eq!((&*snapshot.id, &*snapshot.name), ("S1", "Warm"));
    let snapped = snapshot.settings.to_table();
    assert_eq!(snapped["Exposure2012"].as_number(), Some(1.5));
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
    let stack = catalog.stack_of(id).unwrap().unwrap();
    assert_eq!((&*stack.members, stack.collapsed), (&[copy, id][..], true));
    assert_eq!(
        catalog.photo_by_uuid("B41D0B2C-1111-4222-8333-444455556666"),
        Some(copy)
    );
    let copy = catalog.photo(copy).unwrap();
    assert_eq!(
        (copy.copy_name.as_deref(), copy.rating, copy.pick.status()),
        (Some("Bw"), None, -1)
    );
    let settings = copy.develop.to_table();
    assert_eq!(settings["Exposure2012"].as_number(), Some(-0.5));
    assert_eq!(copy.text(TextField::City), Some("elsewhere"));
    assert!(copy.keywords.is_empty());

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
    assert!(catalog.stack_of(other).unwrap().is_none());
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
        "no table AgInternedIptcCountry, AgInternedIptcIsoCountryCode",
        "1 snapshots are left out: their settings",
        "1 snapshots are left out: another",
        "1 photos have XMP that cannot be read",
        "2 photos are missing",
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
        "no table AgLibraryKeyword, ",
        "Adobe_images of this catalog has no masterImage",
    ] {
        assert!(remarks.contains(said), "{said}: {remarks}");
    }
}

#[test]
fn parts_of_settings_in_another_file_and_the_version_alone_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = make(folder.path(), WHOLE);
    {
        let connection = Connection::open(&path).unwrap();
        let change = "ALTER TABLE Adobe_imageDevelopSettings ADD processVersion;
             ALTER TABLE Adobe_imageDevelopSettings ADD hasBigData;
             UPDATE Adobe_imageDevelopSettings SET hasBigData = 1 WHERE image = 100;
             UPDATE Adobe_imageDevelopSettings SET processVersion = '6.7', text = NULL WHERE image = 101;";
        connection.execute_batch(change).unwrap();
    }
    let opened = open(&path).unwrap();
    let said = |what: &str| opened.remarks.iter().any(|remark| remark.contains(what));
    assert!(
        said("1 photos have parts of their develop settings"),
        "{:#?}",
        opened.remarks
    );
    assert!(
        !said("have develop settings that cannot be read"),
        "{:#?}",
        opened.remarks
    );
    let catalog = opened.catalog;
    let id = catalog
        .photo_by_path("/Users/a/Pictures/b.jpg", true)
        .unwrap();
    assert_eq!(
        catalog
            .photo(id)
            .unwrap()
            .develop
            .process_version()
            .number(),
        3
    );
}

#[test]
fn files_that_are_there_are_available() {
    let folder = tempfile::tempdir().unwrap();
    let path = make(folder.path(), WHOLE);
    let root = folder.path().to_str().unwrap().to_owned();
    let update = "UPDATE AgLibraryRootFolder SET absolutePath = ?1";
    Connection::open(&path)
        .unwrap()
        .execute(update, [format!("{root}/")])
        .unwrap();
    std::fs::write(folder.path().join("b.jpg"), "").unwrap();
    let catalog = open(&path).unwrap().catalog;
    let available = catalog.photos().filter(|(_, photo)| photo.available);
    let names: Vec<_> = available
        .map(|(_, photo)| photo.file_name.to_string())
        .collect();
    assert_eq!(names, ["b.jpg"]);
}
