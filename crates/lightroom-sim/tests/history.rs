//! Gates, undo and redo.

mod common;

use common::{catalog, changes, developed, found, photo, raw, set, shown, write};
use lightroom_sim::develop::{Controller, Outcome};
use lightroom_sim::{Access, Actor, Change, Error, FileFormat, Moment, Rating, Value};

#[test]
fn a_change_outside_a_gate_is_refused_by_the_name_of_its_function() {
    let mut catalog = catalog();
    let id = catalog.active_photo().unwrap();
    let error = catalog
        .set_raw_metadata(id, "title", "x".into())
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "LrPhoto:setRawMetadata: must be called within a catalog:withWriteAccessDo call"
    );
    assert!(catalog.create_collection("x", None, false).is_err());
    assert!(
        catalog
            .create_keyword("x", vec![], true, None, false)
            .is_err()
    );
    assert!(catalog.create_snapshot(id, "x", false).is_err());
    assert!(
        catalog
            .add_photo("/x/y.jpg", found(FileFormat::Jpeg), &[], None)
            .is_err()
    );
    let error = catalog
        .set_property(Some(id), "p", "f", 1.0.into(), None)
        .unwrap_err();
    assert!(matches!(error, Error::NoPrivateWriteAccess { .. }));
}

#[test]
fn gates_do_not_nest() {
    let mut catalog = catalog();
    let gate = catalog.begin_write("Outer", Access::Write).unwrap();
    let error = catalog.begin_write("Inner", Access::Write).unwrap_err();
    assert_eq!(
        error.to_string(),
        "LrCatalog:withWriteAccessDo: could not execute action 'Inner'. It was blocked by another \
         write access call, and no timeout parameters were provided."
    );
    let error = catalog
        .begin_write("Inner", Access::PrivateWrite)
        .unwrap_err();
    assert!(error.to_string().contains("'(unknown)'"));
    assert!(catalog.has_write_access());
    catalog.end_write(gate);
    assert!(!catalog.has_write_access() && !catalog.has_private_write_access());
    let gate = catalog
        .begin_write("Again", Access::ProlongedWrite)
        .unwrap();
    catalog.end_write(gate);
    assert!(!catalog.can_undo(), "an empty gate is no step");
}

#[test]
fn a_gate_gives_access_to_its_opener_alone() {
    let mut catalog = catalog();
    let photo = catalog.all_photos().next().unwrap();
    catalog.set_actor(Actor(1));
    let gate = catalog.begin_write("Mine", Access::Write).unwrap();
    assert!(catalog.has_write_access() && catalog.has_private_write_access());
    for other in [Actor(2), Actor::default()] {
        catalog.set_actor(other);
        assert!(!catalog.has_write_access() && !catalog.has_private_write_access());
        assert_eq!(catalog.open_gate(), Some(Access::Write));
        let error = catalog.set_raw_metadata(photo, "title", "x".into());
        assert!(error.unwrap_err().to_string().contains("withWriteAccessDo"));
        assert!(catalog.begin_write("Theirs", Access::Write).is_err());
    }
    catalog.set_actor(Actor(1));
    catalog
        .set_raw_metadata(photo, "title", "x".into())
        .unwrap();
    catalog.end_write(gate);
    assert_eq!(catalog.undo().as_deref(), Some("Mine"));
}

#[test]
fn an_aborted_gate_takes_everything_back() {
    let mut catalog = catalog();
    let id = catalog.active_photo().unwrap();
    let (photo, count) = (
        catalog.photo(id).unwrap().clone(),
        catalog.all_photos().len(),
    );
    let gate = catalog.begin_write("Doomed", Access::Write).unwrap();
    catalog.set_raw_metadata(id, "title", "x".into()).unwrap();
    let keyword = catalog
        .create_keyword("New", vec![], true, None, false)
        .unwrap()
        .unwrap();
    catalog.add_keyword(id, keyword).unwrap();
    let collection = catalog
        .create_collection("New", None, false)
        .unwrap()
        .unwrap();
    catalog.add_to_collection(collection, &[id]).unwrap();
    catalog
        .add_photo("/elsewhere/new.jpg", found(FileFormat::Jpeg), &[], None)
        .unwrap();
    catalog.set_rating(Rating::new(1));
    catalog.abort_write(gate);
    assert_eq!(*catalog.photo(id).unwrap(), photo);
    assert_eq!(catalog.all_photos().len(), count);
    assert!(catalog.keyword(keyword).is_err());
    assert!(catalog.collection(collection).is_err());
    assert_eq!(catalog.folder_by_path("/elsewhere"), None);
    assert!(!catalog.can_undo());
}

#[test]
fn a_private_gate_sets_properties_only_and_is_no_step() {
    let mut catalog = catalog();
    let id = catalog.active_photo().unwrap();
    let gate = catalog.begin_write("", Access::PrivateWrite).unwrap();
    catalog
        .set_property(Some(id), "plug.in", "field", 7.0.into(), Some(2.0))
        .unwrap();
    catalog
        .set_property(None, "plug.in", "field", "of the catalog".into(), None)
        .unwrap();
    assert!(catalog.set_raw_metadata(id, "title", "x".into()).is_err());
    catalog.end_write(gate);
    assert!(!catalog.can_undo());
    assert_eq!(
        catalog
            .property(Some(id), "plug.in", "field")
            .unwrap()
            .value,
        7.0.into()
    );
    assert_eq!(catalog.photos_with_property("plug.in", "field", None), [id]);
    assert_eq!(
        catalog.photos_with_property("plug.in", "field", Some(2.0)),
        [id]
    );
    assert!(
        catalog
            .photos_with_property("plug.in", "field", Some(0.0))
            .is_empty()
    );
    let Value::Table(custom) = raw(&catalog, id, "customMetadata") else {
        panic!("a table")
    };
    let Value::Table(first) = &custom.array[0] else {
        panic!("a table")
    };
    assert_eq!(first.field("sourcePlugin"), &"plug.in".into());

    catalog.set_rating(Rating::new(1));
    catalog.undo();
    assert!(
        catalog.property(Some(id), "plug.in", "field").is_some(),
        "no undo touches it"
    );
}

#[test]
fn undo_and_redo_walk_through_the_steps() {
    let mut catalog = catalog();
    let id = catalog.active_photo().unwrap();
    catalog.set_rating(Rating::new(1));
    write(&mut catalog, "Title", |it| {
        it.set_raw_metadata(id, "title", "x".into())
    })
    .unwrap();
    catalog.set_rating(Rating::new(2));
    assert_eq!(catalog.undo().as_deref(), Some("Set Rating to 2"));
    assert_eq!(catalog.undo().as_deref(), Some("Title"));
    assert_eq!(catalog.rating(), Some(1));
    assert_eq!(shown(&catalog, id, "title"), "Cranes at dawn");
    let redo: Vec<_> = catalog.redo_names().map(str::to_owned).collect();
    assert_eq!(redo, ["Title", "Set Rating to 2"]);
    assert_eq!(catalog.redo().as_deref(), Some("Title"));
    assert_eq!(shown(&catalog, id, "title"), "x");
    catalog.set_rating(Rating::new(5));
    assert!(!catalog.can_redo(), "a new step ends what could be redone");
    assert_eq!(catalog.undo_names().next(), Some("Set Rating to 5"));
}

#[test]
fn a_group_is_one_step_whatever_is_in_it() {
    let mut catalog = catalog();
    let id = catalog.active_photo().unwrap();
    let group = catalog.begin_group("Everything");
    catalog.set_rating(Rating::new(1));
    write(&mut catalog, "Title", |it| {
        it.set_raw_metadata(id, "title", "x".into())
    })
    .unwrap();
    catalog.set_rating(Rating::new(2));
    assert_eq!(catalog.undo(), None, "not while it is open");
    catalog.end_group(group);
    assert_eq!(catalog.undo_names().collect::<Vec<_>>(), ["Everything"]);
    catalog.undo();
    assert_eq!(catalog.rating(), Some(3));
    assert_eq!(shown(&catalog, id, "title"), "Cranes at dawn");
}

#[test]
fn moves_of_one_slider_are_one_step_until_it_rests() {
    let mut catalog = catalog();
    let id = catalog.active_photo().unwrap();
    let at = |catalog: &mut lightroom_sim::Catalog, parameter, seconds| {
        catalog.set_now(Moment(seconds));
        catalog
            .move_slider(id, parameter, parameter, |it| set(it, parameter, seconds))
            .unwrap();
    };
    at(&mut catalog, "Exposure", 1.0);
    at(&mut catalog, "Exposure", 2.5);
    at(&mut catalog, "Exposure", 4.0);
    at(&mut catalog, "Contrast", 4.5);
    at(&mut catalog, "Contrast", 9.0);
    assert_eq!(
        catalog.undo_names().collect::<Vec<_>>(),
        ["Contrast", "Contrast", "Exposure"]
    );
    assert_eq!(catalog.photo(id).unwrap().edit_count, 3);
    assert_eq!(
        changes(&mut catalog)
            .iter()
            .filter(|it| **it == Change::Develop(id))
            .count(),
        1,
        "coalesced per turn"
    );
    while catalog.undo().is_some() {}
    assert!(!catalog.photo(id).unwrap().has_adjustments());
    assert!(
        changes(&mut catalog).contains(&Change::Develop(id)),
        "undo is told, too"
    );
    while catalog.redo().is_some() {}
    assert_eq!(developed(&catalog, id, "Exposure"), Some(4.0));
}

#[test]
fn only_a_move_that_changes_something_prolongs_the_step() {
    let mut catalog = catalog();
    let id = catalog.active_photo().unwrap();
    for (seconds, value) in [(0.0, 1.0), (1.5, 1.0), (3.0, 2.0), (4.5, 3.0), (6.0, 4.0)] {
        catalog.set_now(Moment(seconds));
        catalog
            .move_slider(id, "Exposure", "Exposure", |it| set(it, "Exposure", value))
            .unwrap();
    }
    assert_eq!(catalog.undo_names().count(), 2);
    catalog.undo();
    assert_eq!(developed(&catalog, id, "Exposure"), Some(1.0));
    // What was undone is not gone on with.
    catalog.undo();
    catalog
        .move_slider(id, "Exposure", "Exposure", |it| set(it, "Exposure", 0.5))
        .unwrap();
    assert_eq!(catalog.undo_names().count(), 1);
    assert!(!catalog.can_redo());
}

#[test]
fn snapshots_and_pasted_settings_restore_the_develop_settings() {
    let mut catalog = catalog();
    let id = catalog.active_photo().unwrap();
    let other = photo(&catalog, "DSC_0240.NEF");
    catalog
        .edit_develop(id, "Exposure", |it| set(it, "Exposure", 1.0))
        .unwrap();
    write(&mut catalog, "Snapshot", |it| {
        it.create_snapshot(id, "Bright", false)
    })
    .unwrap();
    let taken = write(&mut catalog, "Snapshot", |it| {
        it.create_snapshot(id, "Bright", false)
    });
    assert_eq!(taken, Ok(false));
    catalog
        .edit_develop(id, "Exposure", |it| set(it, "Exposure", -1.0))
        .unwrap();
    let snapshot = catalog.photo(id).unwrap().snapshots.all()[0].id.clone();
    write(&mut catalog, "Apply", |it| it.apply_snapshot(id, &snapshot)).unwrap();
    assert_eq!(developed(&catalog, id, "Exposure"), Some(1.0));
    assert_eq!(
        catalog.paste_settings(other),
        Ok(false),
        "nothing was copied"
    );
    assert_eq!(catalog.copy_settings(id), Ok(true));
    assert_eq!(catalog.paste_settings(other), Ok(true));
    assert_eq!(developed(&catalog, other, "Exposure"), Some(1.0));
    write(&mut catalog, "Delete", |it| {
        it.delete_snapshot(id, &snapshot)
    })
    .unwrap();
    assert!(write(&mut catalog, "Apply", |it| it.apply_snapshot(id, &snapshot)).is_err());
}

#[test]
fn an_edit_that_changes_nothing_or_is_refused_is_no_step() {
    let mut catalog = catalog();
    let id = catalog.active_photo().unwrap();
    let same = catalog
        .edit_develop(id, "Same", |it| set(it, "Exposure", 0.0))
        .unwrap();
    assert_eq!(same, Outcome::Same);
    let refused = catalog.edit_develop(id, "Refused", |it| {
        Controller::new().set_value(it, "Nothing", 1.0.into(), false)
    });
    assert!(refused.unwrap().is_err());
    assert!(!catalog.can_undo());
    assert_eq!(changes(&mut catalog), []);
}
