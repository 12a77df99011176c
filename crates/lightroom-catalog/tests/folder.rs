//! Folders of images.

// Helpers of tests, too.
#![allow(clippy::unwrap_used)]

mod common;

use common::{jpeg, packet, tiff};
use lightroom_catalog::open;

#[test]
fn images_are_read_and_broken_ones_are_remarked_together() {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("below");
    std::fs::create_dir(&below).unwrap();
    let whole = tiff(None);
    std::fs::write(below.join("a.tif"), &whole).unwrap();
    std::fs::write(folder.path().join("notes.txt"), "x").unwrap();
    for end in 0..whole.len() {
        std::fs::write(folder.path().join(format!("cut{end}.tif")), &whole[..end]).unwrap();
    }
    for (name, garbage) in [
        ("g.jpg", &b"\xff\xd8\xff\xe1\xff\xff"[..]),
        ("h.heic", b"\0\0\0\x18ftyp"),
        ("i.nef", b""),
    ] {
        std::fs::write(folder.path().join(name), garbage).unwrap();
    }
    let opened = open(folder.path()).unwrap();
    let catalog = opened.catalog;
    assert_eq!(catalog.all_photos().len(), whole.len() + 4);
    let path = std::path::absolute(below.join("a.tif")).unwrap();
    let photo = catalog.photo_by_path(path.to_str().unwrap(), true).unwrap();
    let photo = catalog.photo(photo).unwrap();
    assert_eq!(photo.size().to_string(), "32 x 64");
    assert_eq!(photo.camera.as_ref().unwrap().model, "Z 6");
    assert_eq!(photo.rating.unwrap().stars(), 4);
    assert_eq!(photo.file_size, whole.len() as u64);

    let remarks = opened.remarks;
    let said = |what: &str| remarks.iter().any(|remark| remark.contains(what));
    assert!(said("more: no dimensions can be read"), "{remarks:#?}");
    assert!(
        said("g.jpg: XMP cannot be read: the file ends"),
        "{remarks:#?}"
    );
    assert!(remarks.len() < 12, "{remarks:#?}");
}

#[test]
fn photos_share_the_keywords_of_their_xmp() {
    let folder = tempfile::tempdir().unwrap();
    let with = |subjects: &str| {
        let list = format!(
            "<lr:hierarchicalSubject><rdf:Bag>{subjects}</rdf:Bag></lr:hierarchicalSubject>"
        );
        jpeg(&packet("", &list))
    };
    std::fs::write(
        folder.path().join("a.jpg"),
        with("<rdf:li>Places|Lisbon</rdf:li>"),
    )
    .unwrap();
    let both = with("<rdf:li>places|lisbon</rdf:li><rdf:li>Places|Porto</rdf:li>");
    std::fs::write(folder.path().join("b.jpg"), both).unwrap();
    let catalog = open(folder.path()).unwrap().catalog;
    let [places] = catalog.child_keywords(None)[..] else {
        panic!("one keyword on top")
    };
    let names = catalog.child_keywords(Some(places)).into_iter();
    let names: Vec<_> = names
        .map(|id| catalog.keyword(id).unwrap().name.clone())
        .collect();
    assert_eq!(names, ["Lisbon", "Porto"]);
    let lisbon = catalog.child_keywords(Some(places))[0];
    assert_eq!(catalog.keyword_photos(lisbon).len(), 2);
}
