//! Folders of images.

// Helpers of tests, too.
#![allow(clippy::unwrap_used)]

use lightroom_catalog::open;

/// A TIFF that is nothing but EXIF: model, orientation, rating, width and height.
fn tiff() -> Vec<u8> {
    let mut bytes = b"II*\0\x08\0\0\0\x05\0".to_vec();
    for (tag, kind, count, value) in [
        (0x100_u16, 3_u16, 1_u32, *b"\x40\0\0\0"),
        (0x101, 3, 1, *b"\x20\0\0\0"),
        (0x110, 2, 4, *b"Z 6\0"),
        (0x112, 3, 1, *b"\x06\0\0\0"),
        (0x4746, 3, 1, *b"\x04\0\0\0"),
    ] {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value);
    }
    bytes.extend([0; 4]);
    bytes
}

#[test]
fn images_are_read_and_broken_ones_are_remarked() {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("below");
    std::fs::create_dir(&below).unwrap();
    std::fs::write(below.join("a.tif"), tiff()).unwrap();
    std::fs::write(folder.path().join("notes.txt"), "x").unwrap();
    for end in 0..tiff().len() {
        std::fs::write(folder.path().join(format!("cut{end}.tif")), &tiff()[..end]).unwrap();
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
    assert_eq!(catalog.all_photos().len(), tiff().len() + 4);
    let path = std::path::absolute(below.join("a.tif")).unwrap();
    let photo = catalog.photo_by_path(path.to_str().unwrap(), true).unwrap();
    let photo = catalog.photo(photo).unwrap();
    assert_eq!(photo.size().to_string(), "32 x 64");
    assert_eq!(photo.camera.as_ref().unwrap().model, "Z 6");
    assert_eq!(photo.rating.unwrap().stars(), 4);
    assert_eq!(photo.file_size, tiff().len() as u64);
    assert!(
        opened
            .remarks
            .iter()
            .any(|remark| remark.contains("g.jpg: no dimensions"))
    );
}
