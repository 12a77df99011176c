//! Generated catalogs.

use lightroom_sim::{RawKey, Source, Value, generate};

#[test]
fn a_generated_catalog_has_the_size_asked_for_and_is_the_same_for_the_same_seed() {
    let (one, two, other) = (generate(2000, 1), generate(2000, 1), generate(2000, 2));
    let (one, two, other) = (one.unwrap(), two.unwrap(), other.unwrap());
    assert_eq!(one.all_photos().len(), 2000);
    assert!(one.photos().eq(two.photos()));
    assert!(!one.photos().eq(other.photos()));
    let [root] = one.child_folders(None)[..] else {
        panic!("one root")
    };
    assert_eq!(one.child_folders(Some(root)).len(), 4);
    assert_eq!(one.source_photos(Source::Folder(root)).len(), 2000);
    let rated = one
        .all_photos()
        .filter(|id| one.raw_metadata(*id, RawKey::Rating) != Ok(Value::Nil));
    assert!((400..1000).contains(&rated.count()));
}

#[test]
fn no_photo_is_no_problem() {
    let mut catalog = generate(0, 1).unwrap();
    assert_eq!(catalog.active_photo(), None);
    catalog.next_photo();
    catalog.select_all();
    catalog.select_first_photo();
    catalog.increase_rating();
    assert_eq!(catalog.active_photo(), None);
    assert!(!catalog.can_undo());
}
