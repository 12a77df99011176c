//! The selection, and what acts on it.

mod common;

use common::{catalog, changes, names, photo, raw};
use lightroom_sim::{
    Change, ColorLabel, Direction, Label, Lightroom, MainView, Module, Pick, Rating, Search,
    Source, Value, ViewFilter,
};

#[test]
fn the_filmstrip_is_in_order_of_capture_and_its_first_photo_is_active() {
    let catalog = catalog();
    let filmstrip = catalog.filmstrip();
    assert_eq!(filmstrip.len(), 24);
    let times: Vec<_> = filmstrip
        .iter()
        .filter_map(|id| catalog.photo(*id).unwrap().captured.map(|it| it.wall_clock))
        .collect();
    assert_eq!(times.len(), 23, "the one without a time is the last");
    assert!(times.is_sorted());
    assert_eq!(catalog.active_photo(), Some(filmstrip[0]));
    assert_eq!(catalog.selected_photos(), [filmstrip[0]]);
}

#[test]
fn next_and_previous_stop_at_the_ends() {
    let mut catalog = catalog();
    let filmstrip = catalog.filmstrip();
    catalog.previous_photo();
    assert_eq!(catalog.active_photo(), Some(filmstrip[0]));
    catalog.next_photo();
    assert_eq!(catalog.selected_photos(), [filmstrip[1]]);
    catalog.select_last_photo();
    catalog.next_photo();
    assert_eq!(catalog.active_photo(), filmstrip.last().copied());
    catalog.select_none();
    assert_eq!(catalog.active_photo(), None);
    catalog.previous_photo();
    assert_eq!(catalog.active_photo(), filmstrip.last().copied());
    catalog.select_none();
    catalog.next_photo();
    assert_eq!(catalog.active_photo(), Some(filmstrip[0]));
}

#[test]
fn a_move_tells_of_the_active_photo_once() {
    let mut catalog = catalog();
    catalog.next_photo();
    catalog.next_photo();
    assert_eq!(
        changes(&mut catalog),
        [Change::ActivePhoto, Change::Selection]
    );
    catalog.deselect_others();
    assert_eq!(changes(&mut catalog), []);
}

#[test]
fn a_selection_grows_at_its_ends_and_keeps_its_active_photo() {
    let mut catalog = catalog();
    let filmstrip = catalog.filmstrip();
    catalog.set_selected_photos(filmstrip[5], &[]);
    catalog.extend_selection(Direction::Right, 2);
    catalog.extend_selection(Direction::Left, 1);
    assert_eq!(catalog.selected_photos(), filmstrip[4..8]);
    assert_eq!(catalog.active_photo(), Some(filmstrip[5]));
    catalog.select_first_photo();
    assert_eq!(catalog.active_photo(), Some(filmstrip[4]));
    assert_eq!(catalog.selected_photos().len(), 4);
    catalog.select_last_photo();
    assert_eq!(catalog.active_photo(), Some(filmstrip[7]));
    catalog.deselect_active();
    assert_eq!(catalog.active_photo(), Some(filmstrip[6]));
    assert_eq!(catalog.selected_photos(), filmstrip[4..7]);
    catalog.deselect_others();
    assert_eq!(catalog.selected_photos(), [filmstrip[6]]);
    catalog.extend_selection(Direction::Right, usize::MAX);
    assert_eq!(catalog.selected_photos(), filmstrip[6..]);
}

#[test]
fn all_none_and_inverse() {
    let mut catalog = catalog();
    let filmstrip = catalog.filmstrip();
    catalog.select_inverse();
    assert_eq!(catalog.selected_photos(), filmstrip[1..]);
    assert_eq!(catalog.active_photo(), Some(filmstrip[1]));
    catalog.select_all();
    assert_eq!(catalog.selected_photos(), *filmstrip);
    catalog.select_inverse();
    assert!(catalog.selected_photos().is_empty());
    assert_eq!(
        catalog.target_photos(),
        *filmstrip,
        "nothing selected means all"
    );
    catalog.set_selected_photos(filmstrip[3], &[]);
    assert_eq!(catalog.target_photos(), [filmstrip[3]]);
    assert_eq!(
        catalog.multiple_selected_or_all(),
        *filmstrip,
        "one is not several"
    );
}

#[test]
fn rating_acts_on_every_selected_photo_as_one_step() {
    let mut catalog = catalog();
    let filmstrip = catalog.filmstrip();
    catalog.set_selected_photos(filmstrip[0], &filmstrip[1..3]);
    catalog.set_rating(Rating::new(2));
    assert!(
        filmstrip[..3]
            .iter()
            .all(|id| raw(&catalog, *id, "rating") == 2.0.into())
    );
    catalog.increase_rating();
    assert_eq!(catalog.rating(), Some(3));
    for _ in 0..4 {
        catalog.decrease_rating();
    }
    assert_eq!(catalog.rating(), Some(0));
    for _ in 0..7 {
        catalog.increase_rating();
    }
    assert_eq!(catalog.rating(), Some(5));
    while catalog.undo().is_some() {}
    let rated: Vec<_> = filmstrip[..3]
        .iter()
        .map(|id| raw(&catalog, *id, "rating"))
        .collect();
    assert_eq!(rated, [3.0.into(), Value::Nil, Value::Nil]);
}

#[test]
fn what_changes_nothing_is_no_step() {
    let mut catalog = catalog();
    catalog.set_rating(Rating::new(3));
    assert!(!catalog.can_undo(), "it had three stars already");
    catalog.select_none();
    catalog.set_rating(Rating::new(1));
    catalog.set_flag(Pick::Rejected);
    assert!(!catalog.can_undo(), "nothing was selected");
    assert_eq!((catalog.rating(), catalog.flag()), (None, None));
}

#[test]
fn flags_and_labels() {
    let mut catalog = catalog();
    catalog.set_flag(Pick::Rejected);
    assert_eq!(catalog.flag(), Some(Pick::Rejected));
    catalog.set_flag(Pick::Unflagged);
    catalog.toggle_label(ColorLabel::Red);
    assert_eq!(catalog.color_label(), Some(&Label::Color(ColorLabel::Red)));
    catalog.toggle_label(ColorLabel::Blue);
    assert_eq!(catalog.color_label(), Some(&Label::Color(ColorLabel::Blue)));
    catalog.toggle_label(ColorLabel::Blue);
    assert_eq!(catalog.color_label(), Some(&Label::None));
    let steps: Vec<_> = catalog.undo_names().collect();
    assert_eq!(
        steps,
        [
            "Clear Color Label",
            "Set Color to Blue",
            "Set Color to Red",
            "Remove Flag",
            "Set as Rejected"
        ]
    );
}

#[test]
fn only_what_is_shown_can_be_selected() {
    let mut catalog = catalog();
    let beach = catalog
        .folder_by_path("/Users/photographer/Pictures/2024/04 Beach")
        .unwrap();
    catalog
        .set_active_sources(&[Source::Folder(beach)])
        .unwrap();
    let filmstrip = catalog.filmstrip();
    assert_eq!(
        names(&catalog, &filmstrip),
        [
            "DSC_0502.NEF",
            "DSC_0502.NEF",
            "DSC_0503.NEF",
            "DSC_0510.NEF"
        ]
    );
    assert_eq!(
        catalog.active_photo(),
        Some(filmstrip[0]),
        "the first of the new source"
    );
    let harbour = photo(&catalog, "DSC_0101.NEF");
    catalog.set_selected_photos(harbour, &[filmstrip[2], filmstrip[3]]);
    assert_eq!(catalog.selected_photos(), filmstrip[2..]);
    assert_eq!(catalog.active_photo(), Some(filmstrip[2]));
}

#[test]
fn a_filter_hides_photos_and_a_new_rating_can_hide_the_active_one() {
    let mut catalog = catalog();
    let filter = ViewFilter {
        search: Some(Search::criterion("rating", ">=", 4.0)),
        ..ViewFilter::default()
    };
    catalog.set_view_filter(filter).unwrap();
    let filmstrip = catalog.filmstrip();
    assert_eq!(filmstrip.len(), 8);
    assert_eq!(catalog.active_photo(), Some(filmstrip[0]));
    catalog.set_rating(None);
    assert_eq!(catalog.filmstrip().len(), 7);
    assert_eq!(
        catalog.active_photo(),
        Some(filmstrip[1]),
        "the one that came next"
    );
    catalog.undo();
    assert_eq!(catalog.filmstrip().len(), 8);
}

#[test]
fn removing_the_selection_selects_the_next_photo() {
    let mut catalog = catalog();
    let filmstrip = catalog.filmstrip();
    let lisbon = photo(&catalog, "DSCF1201.RAF");
    catalog.set_selected_photos(lisbon, &[]);
    let next = filmstrip[filmstrip.iter().position(|id| *id == lisbon).unwrap() + 1];
    catalog.remove_selected();
    assert_eq!(catalog.all_photos().len(), 23);
    assert_eq!(catalog.active_photo(), Some(next));
    assert!(catalog.photo(lisbon).is_err());
    catalog.undo();
    assert_eq!(catalog.filmstrip(), filmstrip);
    assert_eq!(
        catalog.photo_by_local_id(lisbon.local_identifier()),
        Some(lisbon)
    );
}

#[test]
fn outside_of_the_grid_marks_are_for_the_active_photo() {
    let mut lightroom = Lightroom::built_in();
    lightroom.catalog.select_all();
    let selected = lightroom.catalog.selected_photos();
    let active = lightroom.catalog.active_photo().unwrap();
    let picked = |lightroom: &Lightroom| {
        let photos = selected.iter().copied();
        let photos = photos.filter(|id| lightroom.catalog.photo(*id).unwrap().pick == Pick::Picked);
        photos.collect::<Vec<_>>()
    };
    lightroom.catalog.set_flag(Pick::Unflagged);
    lightroom.switch_to_module(Module::Develop);
    lightroom.catalog.set_flag(Pick::Picked);
    assert_eq!(picked(&lightroom), [active]);
    lightroom.show_view(MainView::Loupe);
    lightroom.catalog.set_flag(Pick::Unflagged);
    assert_eq!(picked(&lightroom), []);
    lightroom.grid_view();
    lightroom.catalog.set_flag(Pick::Picked);
    assert_eq!(picked(&lightroom), selected);
}
