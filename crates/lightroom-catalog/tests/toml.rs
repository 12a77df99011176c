//! Catalogs in TOML.

// Helpers of tests, too.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use lightroom_catalog::{Opened, open};
use lightroom_sim::TextField;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/catalog.toml");

fn read(text: &str) -> Result<Opened, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("c.toml");
    std::fs::write(&path, text).unwrap();
    open(&path).map_err(|error| error.to_string())
}

#[test]
fn the_example_is_read_whole() {
    let catalog = open(Path::new(EXAMPLE)).unwrap().catalog;
    assert_eq!(catalog.all_photos().len(), 3);
    let active = catalog.active_photo().unwrap();
    let photo = catalog.photo(active).unwrap();
    assert_eq!(&*photo.file_name, "DSC_0001.NEF");
    assert_eq!(photo.rating.unwrap().stars(), 4);
    assert_eq!(
        photo.captured.unwrap().iso8601(),
        "2024-04-06T18:22:31+01:00"
    );
    assert_eq!(photo.shot.exposure_time, Some(1.0 / 250.0));
    assert_eq!(photo.text(TextField::City), Some("Lisbon"));
    let settings = photo.develop.to_table();
    assert_eq!(settings["Exposure2012"].as_number(), Some(0.5));
    let keyword = catalog.keyword(photo.keywords[0]).unwrap();
    assert_eq!(
        (&*keyword.name, &*keyword.synonyms),
        ("Lisbon", &["Lisboa".to_owned()][..])
    );
    assert!(keyword.parent.is_some());
    assert_eq!(catalog.selected_photos().len(), 2);

    let [copy] = catalog.virtual_copies(active)[..] else {
        panic!("one copy")
    };
    let copy_photo = catalog.photo(copy).unwrap();
    assert_eq!(copy_photo.label.text(), Some("To print"));
    assert_eq!(
        copy_photo.develop.to_table()["ConvertToGrayscale"].as_bool(),
        Some(true)
    );
    assert_eq!(
        copy_photo.develop.to_table()["Exposure2012"].as_number(),
        Some(0.5)
    );

    let sets = catalog.child_collection_sets(None);
    let named = |name: &str| {
        let found = sets
            .iter()
            .find(|set| catalog.collection_set(**set).unwrap().name == name);
        *found.unwrap()
    };
    let smart = catalog.child_collections(Some(named("Smart")))[0];
    assert_eq!(catalog.collection_photos(smart).unwrap().len(), 2);
    let europe = catalog.child_collection_sets(Some(named("Travel")))[0];
    let lisbon = catalog.child_collections(Some(europe))[0];
    assert_eq!(catalog.collection_photos(lisbon).unwrap(), [active, copy]);
}

#[test]
fn mistakes_are_named_with_their_line_and_what_is_allowed() {
    let photo = "[[photos]]\npath = \"/a/b.jpg\"\n";
    for (text, line, said) in [
        ("ratin = 3", 1, "unknown field `ratin`"),
        (&*format!("{photo}ratin = 3"), 3, "expected one of `path`"),
        (&*format!("{photo}rating = 6"), 3, "0 to 5 stars"),
        (&*format!("{photo}pick = \"yes\""), 3, "`picked`"),
        (
            &*format!("{photo}captured = \"now\""),
            3,
            "no date and time",
        ),
        (&*format!("{photo}format = \"GIF\""), 3, "one of RAW"),
        (
            &*format!("{photo}gps = {{ latitude = 91, longitude = 0 }}"),
            3,
            "-90 to 90",
        ),
        (&*format!("{photo}exposure_time = \"1/0\""), 3, "seconds"),
        (
            &*format!("{photo}metadata = {{ town = \"x\" }}"),
            3,
            "allowed are title",
        ),
        (
            &*format!("{photo}develop = {{ Exposure = 1 }}"),
            3,
            "Exposure2012",
        ),
        (
            &*format!("{photo}develop = {{ Exposure2012 = true }}"),
            3,
            "takes a number",
        ),
        ("[[photos]]\npath = \"b.jpg\"", 2, "no full path"),
        ("[[photos]]\npath = \"/a/b.txt\"", 2, "tells no format"),
        ("[selection]\nactive = \"x\"", 2, "no photo \"x\""),
        (
            "[[collections]]\nname = \"x\"\nrules = [{ criteria = \"x\", operation = \"==\" }]",
            3,
            "not simulated",
        ),
        ("x = [", 1, ""),
    ] {
        let error = read(text).unwrap_err();
        assert!(
            error.contains(&format!("c.toml:{line}: ")),
            "{text}: {error}"
        );
        assert!(error.contains(said), "{text}: {error}");
    }
}

#[test]
fn broken_files_are_errors() {
    let whole = std::fs::read_to_string(EXAMPLE).unwrap();
    for end in (0..whole.len()).step_by(7) {
        // Either it happens to be a whole catalog, or it is an error: it never panics.
        if let Some(part) = whole.get(..end) {
            let _ = read(part);
        }
    }
    assert!(read("\0\0\0").is_err());
    let folder = tempfile::tempdir().unwrap();
    assert!(open(&folder.path().join("none.toml")).is_err());
    let other = folder.path().join("a.txt");
    std::fs::write(&other, [0xff, 0xfe]).unwrap();
    assert!(open(&other).unwrap_err().to_string().contains("FILE.toml"));
    let bytes = folder.path().join("a.toml");
    std::fs::write(&bytes, [0xff, 0xfe]).unwrap();
    assert!(open(&bytes).is_err());
}
