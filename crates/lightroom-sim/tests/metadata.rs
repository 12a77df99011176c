//! Metadata of photos: read raw and formatted, and set.
#![allow(clippy::float_cmp)]

mod common;

use common::{catalog, photo, raw, shown, write};
use lightroom_sim::{Error, FormattedKey, RawKey, Table, Turn, Value, develop};

#[test]
fn every_documented_key_can_be_read_of_every_photo() {
    let catalog = catalog();
    for id in catalog.all_photos() {
        for key in RawKey::ALL {
            catalog.raw_metadata(id, *key).unwrap();
        }
        for key in FormattedKey::all_names() {
            catalog.formatted_metadata_named(id, key).unwrap();
        }
    }
}

#[test]
fn an_unknown_key_is_an_error_that_names_it() {
    let mut catalog = catalog();
    let id = catalog.active_photo().unwrap();
    let error = catalog.raw_metadata_named(id, "orientation").unwrap_err();
    assert_eq!(error.to_string(), "Unknown key: \"orientation\"");
    assert!(catalog.formatted_metadata_named(id, "nothing").is_err());
    let set = |catalog: &mut _| {
        lightroom_sim::Catalog::set_raw_metadata(catalog, id, "dateTimeOriginal", 1.0.into())
    };
    let error = write(&mut catalog, "x", set).unwrap_err();
    assert_eq!(
        error.to_string(),
        "LrPhoto:setRawMetadata: unknown metadata key \"dateTimeOriginal\""
    );
}

#[test]
fn r8_4_only_one_to_five_stars_and_nil_are_ratings() {
    let mut catalog = catalog();
    let id = photo(&catalog, "DSC_0101.NEF");
    for (value, text) in [
        (Value::from(0.0), "Invalid rating: 0"),
        (6.0.into(), "Invalid rating: 6"),
        (2.5.into(), "Invalid rating: 2.5"),
        ("many".into(), "Invalid rating: many"),
    ] {
        let set = |catalog: &mut lightroom_sim::Catalog| {
            catalog.set_raw_metadata(id, "rating", value.clone())
        };
        let error = write(&mut catalog, "x", set).unwrap_err();
        assert_eq!(error.to_string(), text);
    }
    assert_eq!(raw(&catalog, id, "rating"), 3.0.into());
    write(&mut catalog, "x", |catalog| {
        catalog.set_raw_metadata(id, "rating", Value::Nil)
    })
    .unwrap();
    assert_eq!(raw(&catalog, id, "rating"), Value::Nil);
}

#[test]
fn r8_7_exported_photos_and_the_depth_of_jpegs_are_known() {
    let mut catalog = catalog();
    let id = photo(&catalog, "DSC_0101.NEF");
    assert_eq!(raw(&catalog, id, "isExported"), false.into());
    catalog.mark_exported(id).unwrap();
    assert_eq!(raw(&catalog, id, "isExported"), true.into());
    assert_eq!(raw(&catalog, id, "bitDepth"), Value::Nil);
    let jpeg = photo(&catalog, "DSCF1202.JPG");
    assert_eq!(raw(&catalog, jpeg, "bitDepth"), 8.0.into());
}

#[test]
fn metadata_is_formatted_as_the_panel_shows_it() {
    let catalog = catalog();
    let id = photo(&catalog, "DSC_0101.NEF");
    for (key, expected) in [
        ("fileName", "DSC_0101.NEF"),
        ("folderName", "01 Harbour"),
        ("fileSize", "26.14 MB"),
        ("fileType", "Raw"),
        ("title", "Cranes at dawn"),
        ("caption", ""),
        ("copyName", ""),
        ("label", ""),
        ("dimensions", "6048 x 4024"),
        ("croppedDimensions", "6048 x 4024"),
        ("exposure", "1/250 sec at f / 2.8"),
        ("shutterSpeed", "1/250 sec"),
        ("aperture", "f / 2.8"),
        ("exposureBias", "0 EV"),
        ("flash", "Did not fire"),
        ("isoSpeedRating", "ISO 100"),
        ("focalLength", "35 mm"),
        ("focalLength35mm", "35 mm"),
        ("lens", "NIKKOR Z 35mm f/2.8"),
        ("dateTimeOriginal", "01/14/2024 08:12:40"),
        ("cameraMake", "NIKON CORPORATION"),
        ("cameraModel", "NIKON Z 6_2"),
        ("cameraSerialNumber", "3012345"),
        ("gps", "53°32'45\" N 9°58'10\" E"),
        ("gpsAltitude", "6.0 m"),
        ("keywordTags", "Hamburg, Winter"),
        (
            "keywordTagsForExport",
            "Germany, Hamburg, Places, Seasons, Winter",
        ),
        ("copyrightState", "unknown"),
    ] {
        assert_eq!(shown(&catalog, id, key), expected, "{key}");
    }
    assert_eq!(
        catalog.formatted_metadata_named(id, "rating"),
        Ok(3.0.into())
    );
}

#[test]
fn a_keyword_that_is_not_exported_is_shown_but_not_exported() {
    let catalog = catalog();
    let id = photo(&catalog, "DSC_0801.NEF");
    assert_eq!(shown(&catalog, id, "keywordTags"), "Anna, Portrait");
    assert_eq!(
        shown(&catalog, id, "keywordTagsForExport"),
        "People, Portrait"
    );
}

#[test]
fn raw_metadata_is_typed() {
    let catalog = catalog();
    let id = photo(&catalog, "DSC_0502.NEF");
    assert_eq!(raw(&catalog, id, "rating"), 5.0.into());
    assert_eq!(raw(&catalog, id, "pickStatus"), 1.0.into());
    assert_eq!(raw(&catalog, id, "colorNameForLabel"), "red".into());
    assert_eq!(raw(&catalog, id, "fileFormat"), "RAW".into());
    assert_eq!(raw(&catalog, id, "flash"), true.into());
    assert_eq!(raw(&catalog, id, "isVideo"), false.into());
    assert_eq!(raw(&catalog, id, "locationIsPrivate"), true.into());
    assert_eq!(raw(&catalog, id, "copyrightState"), "copyrighted".into());
    assert_eq!(
        raw(&catalog, id, "dateTimeOriginalISO8601"),
        "2024-07-18T21:14:08+02:00".into()
    );
    let path = "/Users/photographer/Pictures/2024/04 Beach/DSC_0502.NEF";
    assert_eq!(raw(&catalog, id, "path"), path.into());
    assert_eq!(
        raw(&catalog, id, "width"),
        4024.0.into(),
        "it stands upright"
    );
    let Value::Table(gps) = raw(&catalog, id, "gps") else {
        panic!("a table")
    };
    assert_eq!(gps.field("latitude"), &54.9079.into());
    let video = photo(&catalog, "IMG_3322.MOV");
    assert_eq!(raw(&catalog, video, "isVideo"), true.into());
    assert_eq!(raw(&catalog, video, "durationInSeconds"), 119.0.into());
    assert_eq!(
        raw(&catalog, video, "trimmedDurationInSeconds"),
        90.5.into()
    );
    let unrated = photo(&catalog, "DSC_0102.NEF");
    assert_eq!(raw(&catalog, unrated, "rating"), Value::Nil);
}

#[test]
fn settable_keys_are_set_and_read_back() {
    let mut catalog = catalog();
    let id = photo(&catalog, "DSC_0102.NEF");
    let place = Table::of([("latitude", 35.1.into()), ("longitude", 86.7.into())]);
    let all: [(&str, Value); 10] = [
        ("title", "Two".into()),
        ("caption", "A caption".into()),
        ("copyName", "A copy".into()),
        ("jobIdentifier", "J-1".into()),
        ("rating", 4.0.into()),
        ("pickStatus", (-1.0).into()),
        ("colorNameForLabel", "Purple".into()),
        ("copyrightState", "public domain".into()),
        ("gps", Value::Table(place.clone())),
        ("gpsAltitude", 82.3.into()),
    ];
    write(&mut catalog, "Set all", |catalog| {
        for (key, value) in all {
            catalog.set_raw_metadata(id, key, value).unwrap();
        }
    });
    assert_eq!(shown(&catalog, id, "title"), "Two");
    assert_eq!(shown(&catalog, id, "copyName"), "A copy");
    assert_eq!(shown(&catalog, id, "jobIdentifier"), "J-1");
    assert_eq!(shown(&catalog, id, "label"), "Purple");
    assert_eq!(shown(&catalog, id, "gpsAltitude"), "82.3 m");
    assert_eq!(raw(&catalog, id, "rating"), 4.0.into());
    assert_eq!(raw(&catalog, id, "pickStatus"), (-1.0).into());
    assert_eq!(raw(&catalog, id, "copyrightState"), "public domain".into());
    assert_eq!(raw(&catalog, id, "gps"), Value::Table(place));
    assert_eq!(
        catalog.undo().as_deref(),
        Some("Set all"),
        "all of it is one step"
    );
    assert_eq!(raw(&catalog, id, "rating"), Value::Nil);
    assert_eq!(shown(&catalog, id, "title"), "");
}

#[test]
fn nil_unsets() {
    let mut catalog = catalog();
    let id = photo(&catalog, "DSC_0101.NEF");
    write(&mut catalog, "Unset", |catalog| {
        for key in ["title", "rating", "gps", "gpsAltitude", "label"] {
            catalog.set_raw_metadata(id, key, Value::Nil).unwrap();
        }
    });
    assert_eq!(shown(&catalog, id, "title"), "");
    assert_eq!(raw(&catalog, id, "rating"), Value::Nil);
    assert_eq!(raw(&catalog, id, "gps"), Value::Nil);
}

#[test]
fn a_value_of_the_wrong_type_is_refused_and_changes_nothing() {
    let mut catalog = catalog();
    let id = photo(&catalog, "DSC_0101.NEF");
    let bad: [(&str, Value); 8] = [
        ("rating", 6.0.into()),
        ("rating", 2.5.into()),
        ("rating", "3".into()),
        ("pickStatus", 2.0.into()),
        ("title", true.into()),
        (
            "gps",
            Value::Table(Table::of([
                ("latitude", 91.0.into()),
                ("longitude", 0.0.into()),
            ])),
        ),
        ("copyrightState", "maybe".into()),
        ("gpsAltitude", f64::NAN.into()),
    ];
    let before = catalog.photo(id).unwrap().clone();
    write(&mut catalog, "Bad", |catalog| {
        for (key, value) in bad {
            let error = catalog.set_raw_metadata(id, key, value).unwrap_err();
            let bad = matches!(
                error,
                Error::BadMetadata { .. } | Error::InvalidRating { .. }
            );
            assert!(bad, "{key}: {error}");
        }
    });
    assert_eq!(*catalog.photo(id).unwrap(), before);
    assert!(!catalog.can_undo());
}

#[test]
fn rotating_swaps_the_dimensions_and_can_be_undone() {
    let mut catalog = catalog();
    let id = photo(&catalog, "DSC_0101.NEF");
    catalog.rotate(id, Turn::Left).unwrap();
    assert_eq!(shown(&catalog, id, "dimensions"), "4024 x 6048");
    assert_eq!(catalog.undo().as_deref(), Some("Rotate Left"));
    assert_eq!(shown(&catalog, id, "dimensions"), "6048 x 4024");
}

#[test]
fn stacks_and_copies_show_in_the_metadata() {
    let catalog = catalog();
    let top = photo(&catalog, "DSC_0101.NEF");
    let second = photo(&catalog, "DSC_0102.NEF");
    assert_eq!(raw(&catalog, second, "isInStackInFolder"), true.into());
    assert_eq!(raw(&catalog, second, "stackPositionInFolder"), 2.0.into());
    assert_eq!(
        raw(&catalog, second, "countStackInFolderMembers"),
        3.0.into()
    );
    assert_eq!(
        raw(&catalog, second, "topOfStackInFolderContainingPhoto"),
        Value::Photo(top)
    );
    let master = photo(&catalog, "DSC_0502.NEF");
    let copies = catalog.virtual_copies(master);
    assert_eq!(raw(&catalog, master, "countVirtualCopies"), 1.0.into());
    assert_eq!(
        raw(&catalog, copies[0], "masterPhoto"),
        Value::Photo(master)
    );
    assert_eq!(shown(&catalog, copies[0], "copyName"), "Black and white");
    assert_eq!(
        raw(&catalog, copies[0], "colorNameForLabel"),
        "other".into()
    );
    assert_eq!(shown(&catalog, copies[0], "label"), "To print");
}

#[test]
fn a_crop_shows_in_the_dimensions() {
    let mut catalog = catalog();
    let id = photo(&catalog, "DSC_0801.NEF"); // it stands upright
    let half = [("CropRight".to_owned(), develop::Value::Number(0.5))].into();
    let applied = catalog
        .edit_develop(id, "Crop", |settings| settings.apply(&half))
        .unwrap();
    assert!(applied.refused.is_empty());
    assert_eq!(raw(&catalog, id, "isCropped"), true.into());
    assert_eq!(shown(&catalog, id, "dimensions"), "4024 x 6048");
    assert_eq!(shown(&catalog, id, "croppedDimensions"), "4024 x 3024");
    assert!(catalog.photo(id).unwrap().has_adjustments());
    assert_eq!(catalog.undo().as_deref(), Some("Crop"));
    assert_eq!(shown(&catalog, id, "croppedDimensions"), "4024 x 6048");
}
