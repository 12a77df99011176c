//! What the catalog holds: photos, folders, collections, keywords, searches.

mod common;

use common::{catalog, changes, found, names, photo, raw, shown, write};
use lightroom_sim::{
    Access, Change, Civil, CollectionOrSet, Combine, Error, FileFormat, KeywordAttributes, Moment,
    Search, Sort, Source, StackPosition, Value,
};

#[test]
fn the_built_in_catalog_is_varied_and_the_same_in_every_run() {
    let (one, two) = (catalog(), catalog());
    assert!(one.photos().eq(two.photos()));
    assert_eq!(one.all_photos().len(), 24);
    for format in [
        FileFormat::Raw,
        FileFormat::Dng,
        FileFormat::Jpeg,
        FileFormat::Tiff,
        FileFormat::Psd,
        FileFormat::Png,
        FileFormat::Heic,
        FileFormat::Video,
    ] {
        assert!(
            one.photos().any(|(_, photo)| photo.format == format),
            "{format:?}"
        );
    }
    assert!(one.photos().any(|(_, photo)| photo.is_virtual_copy()));
}

#[test]
fn photos_are_found_by_path_uuid_and_local_identifier() {
    let catalog = catalog();
    for id in catalog.all_photos() {
        let uuid = catalog.photo(id).unwrap().uuid.to_string();
        assert_eq!(catalog.photo_by_uuid(&uuid), Some(id));
        assert_eq!(catalog.photo_by_local_id(id.local_identifier()), Some(id));
        let path = catalog.photo_path(id).unwrap();
        let master = catalog.photo(id).unwrap().master.unwrap_or(id);
        assert_eq!(catalog.photo_by_path(&path, true), Some(master));
        assert_eq!(
            catalog.photo_by_path(&path.to_uppercase(), false),
            Some(master)
        );
        assert_eq!(catalog.photo_by_path(&path.to_uppercase(), true), None);
    }
    assert_eq!(catalog.photo_by_path("/none.jpg", false), None);
    assert_eq!(catalog.photo_by_uuid("none"), None);
}

#[test]
fn folders_come_from_paths() {
    let catalog = catalog();
    let [root] = catalog.child_folders(None)[..] else {
        panic!("one root")
    };
    assert_eq!(catalog.folder(root).unwrap().name, "2024");
    let children = catalog.child_folders(Some(root));
    let of = |id: &_| catalog.folder(*id).unwrap().name.clone();
    assert_eq!(
        children.iter().map(of).collect::<Vec<_>>(),
        [
            "01 Harbour",
            "02 Mountains",
            "03 Lisbon",
            "04 Beach",
            "05 Cape",
            "06 Studio"
        ]
    );
    assert_eq!(catalog.folder_photos(root, true).len(), 24);
    assert!(catalog.folder_photos(root, false).is_empty());
    assert_eq!(catalog.folder_photos(children[1], false).len(), 3);
}

#[test]
fn an_added_photo_brings_its_folders_and_can_be_undone() {
    let mut catalog = catalog();
    let anchor = photo(&catalog, "DSC_0240.NEF");
    let path = "/Users/photographer/Pictures/2024/07 New/sub/a.JPG";
    let id = write(&mut catalog, "Add", |it| {
        let keywords = [vec!["new".to_owned(), "added".to_owned()]];
        let above = Some((anchor, StackPosition::Above));
        it.add_photo(path, found(FileFormat::Jpeg), &keywords, above)
    })
    .unwrap();
    assert_eq!(raw(&catalog, id, "path"), path.into());
    assert_eq!(raw(&catalog, id, "fileFormat"), "JPG".into());
    assert_eq!(raw(&catalog, id, "stackPositionInFolder"), 1.0.into());
    let sub = catalog
        .folder_by_path("/Users/photographer/Pictures/2024/07 New/sub")
        .unwrap();
    let new = catalog.folder(sub).unwrap().parent.unwrap();
    assert_eq!(catalog.folder(new).unwrap().name, "07 New");
    assert_eq!(catalog.source_photos(Source::PreviousImport), [id]);
    assert!(changes(&mut catalog).contains(&Change::PhotoAdded(id)));

    let keyword = catalog.photo(id).unwrap().keywords[0];
    let keyword = catalog.keyword(keyword).unwrap();
    assert_eq!(keyword.name, "added");
    let above = catalog.keyword(keyword.parent.unwrap()).unwrap();
    assert_eq!(above.name, "new");

    let again = write(&mut catalog, "Add", |it| {
        it.add_photo(path, found(FileFormat::Jpeg), &[], None)
    });
    assert!(
        matches!(again, Err(Error::BadArgument { .. })),
        "it is there"
    );
    let relative = write(&mut catalog, "Add", |it| {
        it.add_photo("a.jpg", found(FileFormat::Jpeg), &[], None)
    });
    assert!(relative.unwrap_err().to_string().contains("no full path"));

    catalog.undo();
    assert!(catalog.photo(id).is_err());
    assert_eq!(catalog.photo_by_path(path, true), None);
    assert_eq!(raw(&catalog, anchor, "isInStackInFolder"), false.into());
    catalog.redo();
    assert_eq!(catalog.photo_by_path(path, true), Some(id));
}

#[test]
fn a_windows_path_keeps_its_separators() {
    let mut catalog = catalog();
    let path = "C:\\Photos\\2024\\a.dng";
    let id = write(&mut catalog, "Add", |it| {
        it.add_photo(path, found(FileFormat::Dng), &[], None)
    })
    .unwrap();
    assert_eq!(catalog.photo_path(id).unwrap(), path);
    assert_eq!(shown(&catalog, id, "folderName"), "2024");
}

#[test]
fn the_copies_of_a_master_are_known_through_undo_and_redo() {
    let mut catalog = catalog();
    let master = photo(&catalog, "DSC_0240.NEF");
    assert!(catalog.virtual_copies(master).is_empty());
    let one = catalog.create_virtual_copies(&[master], None).unwrap();
    // A copy of a copy is one more of the master.
    let two = catalog.create_virtual_copies(&one, None).unwrap();
    let both = [one[0], two[0]];
    assert_eq!(catalog.virtual_copies(master), both);
    let name = |id| catalog.photo(id).unwrap().copy_name.clone().unwrap();
    assert_eq!((&*name(one[0]), &*name(two[0])), ("Copy 1", "Copy 2"));
    catalog.undo();
    assert_eq!(catalog.virtual_copies(master), one);
    catalog.redo();
    assert_eq!(catalog.virtual_copies(master), both);
    catalog.remove_photos(&[master]).unwrap();
    assert!(catalog.virtual_copies(master).is_empty());
    assert!(both.iter().all(|copy| catalog.photo(*copy).is_err()));
    catalog.undo();
    assert_eq!(catalog.virtual_copies(master), both);
}

#[test]
fn removing_a_master_removes_its_copies_everywhere() {
    let mut catalog = catalog();
    let master = photo(&catalog, "DSC_0502.NEF");
    let copy = catalog.virtual_copies(master)[0];
    let portfolio = catalog.collections_of(master)[0];
    catalog.remove_photos(&[master]).unwrap();
    assert!(catalog.photo(copy).is_err());
    assert_eq!(catalog.collection_photos(portfolio).unwrap().len(), 2);
    assert_eq!(catalog.undo().as_deref(), Some("Remove Photos"));
    assert_eq!(catalog.collection_photos(portfolio).unwrap().len(), 4);
    assert_eq!(raw(&catalog, copy, "masterPhoto"), Value::Photo(master));
}

#[test]
fn virtual_copies_share_the_file_and_are_numbered() {
    let mut catalog = catalog();
    let master = photo(&catalog, "DSC_0240.NEF");
    let first = catalog.create_virtual_copies(&[master], None).unwrap()[0];
    let second = catalog.create_virtual_copies(&[first], None).unwrap()[0];
    assert_eq!(shown(&catalog, second, "copyName"), "Copy 2");
    assert_eq!(raw(&catalog, second, "masterPhoto"), Value::Photo(master));
    assert_eq!(raw(&catalog, second, "path"), raw(&catalog, master, "path"));
    assert_ne!(raw(&catalog, second, "uuid"), raw(&catalog, master, "uuid"));
    assert_eq!(
        raw(&catalog, master, "countStackInFolderMembers"),
        3.0.into()
    );
}

#[test]
fn stacks_are_made_and_taken_apart() {
    let mut catalog = catalog();
    let (one, two) = (
        photo(&catalog, "DSC_0633.NEF"),
        photo(&catalog, "DSC_0634.NEF"),
    );
    catalog.stack_photos(&[one, two]).unwrap();
    catalog.set_stack_collapsed(two, true).unwrap();
    assert_eq!(raw(&catalog, one, "stackInFolderIsCollapsed"), true.into());
    catalog.unstack(two).unwrap();
    assert_eq!(raw(&catalog, one, "isInStackInFolder"), false.into());
    assert!(catalog.stack_photos(&[one]).is_err());
    assert_eq!(catalog.undo().as_deref(), Some("Unstack"));
    assert_eq!(raw(&catalog, two, "stackPositionInFolder"), 2.0.into());
}

#[test]
fn collections_live_in_sets() {
    let mut catalog = catalog();
    let travel = catalog.child_collection_sets(None)[1];
    assert_eq!(catalog.collection_set(travel).unwrap().name, "Travel");
    let collections = catalog.child_collections(Some(travel));
    assert_eq!(collections.len(), 2);
    let id = photo(&catalog, "DSC_0101.NEF");
    let (new, prior, refused) = write(&mut catalog, "Collect", |catalog| {
        let mut create = |prior| {
            catalog
                .create_collection("Norway", Some(travel), prior)
                .unwrap()
        };
        let (new, again, refused) = (create(false), create(true), create(false));
        let new = new.unwrap();
        catalog.add_to_collection(new, &[id, id]).unwrap();
        (new, again, refused)
    });
    assert_eq!((prior, refused), (Some(new), None));
    assert_eq!(catalog.collection_photos(new).unwrap(), [id]);
    assert_eq!(catalog.collections_of(id), [new]);
    let found = catalog.collection_by_local_id(new.local_identifier());
    assert_eq!(found, Some(CollectionOrSet::Collection(new)));

    catalog
        .set_active_sources(&[Source::CollectionSet(travel)])
        .unwrap();
    assert_eq!(catalog.filmstrip().len(), 7);
    write(&mut catalog, "Delete", |it| {
        it.delete_collection_set(travel)
    })
    .unwrap();
    assert!(catalog.collection(new).is_err());
    assert_eq!(catalog.active_sources(), [Source::AllPhotos]);
    assert_eq!(catalog.filmstrip().len(), 24);
    catalog.undo();
    assert_eq!(catalog.filmstrip().len(), 7);
    let into_itself = write(&mut catalog, "Move", |it| {
        it.move_collection_set(travel, Some(travel))
    });
    assert!(into_itself.is_err());
}

#[test]
fn the_target_collection_is_the_quick_one_until_another_is_chosen() {
    let mut catalog = catalog();
    let id = photo(&catalog, "DSC_0101.NEF");
    catalog.toggle_in_target(id).unwrap();
    assert_eq!(catalog.source_photos(Source::QuickCollection).len(), 3);
    catalog.toggle_in_target(id).unwrap();
    assert_eq!(catalog.source_photos(Source::QuickCollection).len(), 2);
    let names: Vec<_> = catalog.undo_names().collect();
    assert_eq!(names, ["Remove from Collection", "Add to Collection"]);
    let empty = catalog.child_collections(None)[0];
    catalog.set_target_collection(empty).unwrap();
    catalog.toggle_in_target(id).unwrap();
    assert_eq!(catalog.collection_photos(empty).unwrap(), [id]);
    catalog
        .set_active_sources(&[Source::TargetCollection])
        .unwrap();
    assert_eq!(catalog.active_sources(), [Source::Collection(empty)]);
}

#[test]
fn smart_collections_follow_their_search() {
    let mut catalog = catalog();
    let search = Search::Combined(
        Combine::Intersect,
        vec![
            Search::criterion("keywords", "words", "lisboa"),
            Search::criterion("rating", ">", 1.0),
        ],
    );
    let smart = write(&mut catalog, "Smart", |catalog| {
        catalog
            .create_smart_collection("Best of Lisbon", search.clone(), None, false)
            .unwrap()
    })
    .unwrap();
    let photos = catalog.collection_photos(smart).unwrap();
    assert_eq!(
        names(&catalog, &photos),
        ["DSCF1201.RAF", "IMG_3322.MOV", "DSCF1260.JPG"]
    );
    assert!(
        write(&mut catalog, "Add", |it| it
            .add_to_collection(smart, &photos))
        .is_err()
    );
    catalog
        .set_active_sources(&[Source::Collection(smart)])
        .unwrap();
    catalog.set_rating(None);
    assert_eq!(catalog.filmstrip().len(), 2);
    let read = Search::from_value(&search.to_value()).unwrap();
    assert_eq!(
        read, search,
        "a descriptor survives the way through a plug-in"
    );
}

#[test]
fn searches_find_what_they_describe() {
    let mut catalog = catalog();
    let noon = Civil::parse("2024-07-19T12:00:00").unwrap();
    catalog.set_now(Moment(f64::from(u32::try_from(noon.seconds()).unwrap())));
    let count = |search: Search| catalog.find_photos(&search, Sort::default()).unwrap().len();
    let find =
        |criteria, operation, value: Value| count(Search::criterion(criteria, operation, value));
    assert_eq!(find("rating", "==", 5.0.into()), 3);
    assert_eq!(find("rating", "==", 0.0.into()), 8);
    assert_eq!(find("pick", "==", 1.0.into()), 7);
    assert_eq!(find("pick", "==", (-1.0).into()), 2);
    assert_eq!(find("labelColor", "==", 1.0.into()), 1);
    assert_eq!(find("labelColor", "==", "red".into()), 1);
    assert_eq!(find("labelColor", "==", "custom".into()), 1);
    assert_eq!(find("labelColor", "!=", "none".into()), 8);
    assert_eq!(find("fileFormat", "==", "HEIC".into()), 2);
    assert_eq!(find("keywords", "any", "snow birds".into()), 5);
    assert_eq!(find("keywords", "empty", Value::Nil), 2);
    assert_eq!(find("captureTime", "<", "2024-02-01".into()), 4);
    assert_eq!(find("captureTime", "==", "2024-07-18".into()), 3);
    assert_eq!(find("captureTime", "today", Value::Nil), 1);
    assert_eq!(find("captureTime", "yesterday", Value::Nil), 3);
    assert_eq!(find("captureTime", "thisMonth", Value::Nil), 4);
    assert_eq!(find("captureTime", "thisYear", Value::Nil), 23);
    assert_eq!(find("title", "beginsWith", "anna".into()), 2);
    assert_eq!(find("all", "any", "tram".into()), 2);
    assert_eq!(find("all", "noneOf", "e".into()), 0);
    assert_eq!(find("filename", "endsWith", ".heic".into()), 2);
    assert_eq!(find("hasGPSData", "isFalse", Value::Nil), 4);
    assert_eq!(find("camera", "==", "X-T4".into()), 4);
    assert_eq!(find("isoSpeedRating", ">=", 800.0.into()), 4);
    assert_eq!(find("folder", "any", "Beach".into()), 4);
    assert_eq!(find("collection", "any", "Portfolio".into()), 4);
    assert_eq!(find("aspectRatio", "==", "portrait".into()), 4);
    assert_eq!(find("copyrightState", "==", true.into()), 2);
    assert_eq!(find("hasAdjustments", "isTrue", Value::Nil), 0);
    assert_eq!(find("treatment", "==", "grayscale".into()), 0);
    assert_eq!(find("treatment", "==", "color".into()), 24);
    let not = |search| Search::Combined(Combine::Exclude, vec![search]);
    assert_eq!(count(not(Search::criterion("rating", ">=", 1.0))), 8);
    assert_eq!(count(Search::Combined(Combine::Union, vec![])), 0);
    assert_eq!(count(Search::Combined(Combine::Intersect, vec![])), 24);
}

#[test]
fn photos_are_found_by_what_plug_ins_have_stored() {
    let mut catalog = catalog();
    let ids: Vec<_> = catalog.all_photos().take(2).collect();
    let gate = catalog.begin_write("", Access::PrivateWrite).unwrap();
    for (id, field, text) in [(ids[0], "state", "seen"), (ids[1], "note", "seen twice")] {
        catalog
            .set_property(Some(id), "org.example.a", field, text.into(), None)
            .unwrap();
    }
    catalog.end_write(gate);
    let find = |criteria: &str| {
        let search = Search::criterion(criteria, "any", "seen");
        let sort = Sort::parse(Some("captureTime"), true).unwrap();
        catalog.find_photos(&search, sort).unwrap()
    };
    assert_eq!(find("sdktext:org.example.a.state"), ids[..1]);
    assert_eq!(find("sdktext:org.example.a.*"), ids[..2]);
    assert_eq!(find("allPluginMetadata"), ids[..2]);
    assert_eq!(find("sdktext:org.example.b.*"), []);
}

#[test]
fn r8_7_photos_are_found_by_the_preset_whose_settings_they_have() {
    let mut catalog = catalog();
    let id = photo(&catalog, "DSC_0102.NEF");
    let presets = lightroom_sim::develop::Presets::default();
    let preset = presets.folders()[0].presets[0].clone();
    let count = |catalog: &lightroom_sim::Catalog, value: &str| {
        let search = Search::criterion("developPreset", "==", value);
        catalog.find_photos(&search, Sort::default()).unwrap().len()
    };
    let all = count(&catalog, "default");
    let applied = write(&mut catalog, "Preset", |it| {
        it.apply_preset(id, &preset, 100.0)
    });
    assert_eq!(applied.unwrap().notes, []);
    assert_eq!(count(&catalog, &preset.name.to_uppercase()), 1);
    assert_eq!(count(&catalog, &preset.uuid), 1);
    assert_eq!(count(&catalog, "default"), all - 1);
    let moved = catalog.edit_develop(id, "Texture", |settings| {
        let texture = lightroom_sim::develop::parameters::find("Texture").unwrap();
        settings.set(texture, 7.0.into())
    });
    moved.unwrap().unwrap();
    assert_eq!(count(&catalog, &preset.name), 0);
    assert_eq!(count(&catalog, "custom"), 1);
    catalog.undo();
    assert_eq!(count(&catalog, &preset.name), 1);
}

#[test]
fn what_is_not_simulated_or_malformed_is_said() {
    let catalog = catalog();
    let find = |search: &Search| catalog.find_photos(search, Sort::default()).unwrap_err();
    let error = find(&Search::criterion("faces", "==", "many"));
    assert_eq!(
        error.to_string(),
        "the search criterion \"faces\" is not simulated"
    );
    let error = find(&Search::criterion("rating", "sounds like", 3.0));
    assert!(matches!(error, Error::UnsupportedOperation { .. }));
    let error = find(&Search::criterion("rating", "==", "three"));
    assert!(matches!(error, Error::UnsupportedOperation { .. }));
    assert!(Search::from_value(&Value::from("rating")).is_err());
    assert!(Sort::parse(Some("colour"), true).is_err());
}

#[test]
fn found_photos_are_sorted() {
    let catalog = catalog();
    let any = Search::criterion("fileFormat", "==", "JPG");
    let sort = |by, ascending| {
        let found = catalog
            .find_photos(&any, Sort::parse(Some(by), ascending).unwrap())
            .unwrap();
        names(&catalog, &found)
    };
    assert_eq!(sort("fileName", false), ["DSCF1260.JPG", "DSCF1202.JPG"]);
    assert_eq!(sort("captureTime", true), ["DSCF1202.JPG", "DSCF1260.JPG"]);
}

#[test]
fn keywords_form_a_hierarchy() {
    let mut catalog = catalog();
    let id = photo(&catalog, "DSC_0102.NEF");
    let places = catalog.keyword_by_name("places", None).unwrap();
    let norway = write(&mut catalog, "Keyword", |catalog| {
        let synonyms = vec!["Norge".to_owned()];
        let norway = catalog.create_keyword(" Norway ", synonyms, true, Some(places), false);
        let norway = norway.unwrap().unwrap();
        let same = catalog
            .create_keyword("NORWAY", vec![], true, Some(places), false)
            .unwrap();
        let existing = catalog
            .create_keyword("norway", vec![], true, Some(places), true)
            .unwrap();
        assert_eq!((same, existing), (None, Some(norway)));
        assert!(
            catalog
                .create_keyword("  ", vec![], true, None, false)
                .is_err()
        );
        catalog.add_keyword(id, norway).unwrap();
        catalog.add_keyword(id, norway).unwrap();
        norway
    });
    assert_eq!(catalog.keyword(norway).unwrap().name, "Norway");
    assert_eq!(catalog.keyword_photos(norway), [id]);
    assert!(catalog.child_keywords(Some(places)).contains(&norway));
    assert_eq!(shown(&catalog, id, "keywordTags"), "Hamburg, Norway");
    write(&mut catalog, "Rename", |catalog| {
        let name = Some("Norwegen".to_owned());
        let attributes = KeywordAttributes {
            name,
            ..KeywordAttributes::default()
        };
        catalog.set_keyword_attributes(norway, attributes).unwrap();
        assert!(
            catalog.set_keyword_parent(places, Some(norway)).is_err(),
            "below itself"
        );
        catalog.set_keyword_parent(norway, None).unwrap();
    });
    assert!(catalog.child_keywords(None).contains(&norway));
    assert_eq!(catalog.keyword(norway).unwrap().synonyms, ["Norge"]);
    write(&mut catalog, "Delete", |it| it.delete_keyword(places)).unwrap();
    assert_eq!(shown(&catalog, id, "keywordTags"), "Norwegen");
    catalog.undo();
    assert_eq!(shown(&catalog, id, "keywordTags"), "Hamburg, Norwegen");
    write(&mut catalog, "Remove", |it| it.remove_keyword(id, norway)).unwrap();
    assert_eq!(shown(&catalog, id, "keywordTags"), "Hamburg");
}
