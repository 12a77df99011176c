//! Modules, views, tether, and the snapshot of it all.

mod common;

use common::lightroom;
use lightroom_sim::develop::{Ignored, MaskType, Outcome, Settings};
use lightroom_sim::{
    Change, Lightroom, MainView, Module, Moment, ScreenMode, SecondaryView, Zoom, state_json,
};

#[test]
fn a_view_brings_its_module() {
    let mut lightroom = lightroom();
    assert_eq!(lightroom.view().module, Module::Library);
    lightroom.show_view(MainView::DevelopBefore);
    assert_eq!(lightroom.view().module.name(), "develop");
    assert_eq!(lightroom.poll_change(), Some(Change::Module));
    assert_eq!(lightroom.poll_change(), Some(Change::View));
    lightroom.switch_to_module(Module::Map);
    assert_eq!(lightroom.view().main(), None);
    lightroom.switch_to_module(Module::Develop);
    assert_eq!(lightroom.view().main(), Some(MainView::DevelopBefore));
    lightroom.toggle_loupe();
    assert_eq!(lightroom.view().main(), Some(MainView::Loupe));
    lightroom.toggle_loupe();
    assert_eq!(lightroom.view().main(), Some(MainView::Grid));
    while lightroom.poll_change().is_some() {}
    lightroom.grid_view();
    assert_eq!(lightroom.poll_change(), None, "nothing changed");
    assert_eq!(Module::parse("Develop"), None);
}

#[test]
fn a_second_display_shows_and_hides_its_view() {
    let mut lightroom = lightroom();
    assert_eq!(lightroom.secondary_view(), None);
    lightroom.show_secondary_view(SecondaryView::Grid);
    assert_eq!(lightroom.secondary_view(), Some(SecondaryView::Grid));
    lightroom.show_secondary_view(SecondaryView::LiveLoupe);
    assert_eq!(
        lightroom.secondary_view().map(SecondaryView::name),
        Some("live_loupe")
    );
    lightroom.show_secondary_view(SecondaryView::LiveLoupe);
    assert_eq!(lightroom.secondary_view(), None);
    lightroom.toggle_secondary_display();
    lightroom.toggle_secondary_full_screen();
    assert!(lightroom.view().secondary_on && lightroom.view().secondary_full_screen);
}

#[test]
fn zoom_goes_in_levels_and_in_steps() {
    let mut lightroom = lightroom();
    let mut zooms = vec![];
    for _ in 0..4 {
        lightroom.zoom_in();
        zooms.push(lightroom.view().zoom);
    }
    let hundreds = [
        Zoom::Percent(100.0),
        Zoom::Percent(200.0),
        Zoom::Percent(200.0),
    ];
    assert_eq!((zooms[0], &zooms[1..]), (Zoom::Fill, &hundreds[..]));
    lightroom.zoom_in_some();
    assert_eq!(lightroom.view().zoom, Zoom::Percent(300.0));
    lightroom.toggle_zoom();
    assert_eq!(lightroom.view().zoom, Zoom::Fit);
    lightroom.toggle_zoom();
    assert_eq!(lightroom.view().zoom, Zoom::Percent(300.0));
    lightroom.zoom_to_one_to_one();
    lightroom.zoom_out_some();
    assert_eq!(lightroom.view().zoom, Zoom::Percent(66.7));
    lightroom.zoom_out();
    lightroom.zoom_out();
    lightroom.zoom_out();
    assert_eq!(lightroom.view().zoom, Zoom::Fit);
}

#[test]
fn the_screen_modes_go_round() {
    let mut lightroom = lightroom();
    lightroom.next_screen_mode();
    lightroom.next_screen_mode();
    assert_eq!(lightroom.view().screen_mode, ScreenMode::FullScreen);
    lightroom.next_screen_mode();
    assert_eq!(lightroom.view().screen_mode, ScreenMode::Normal);
    lightroom.full_screen_hide_panels();
    assert!(lightroom.view().panels_hidden);
    lightroom.full_screen_hide_panels();
    assert_eq!(lightroom.view().screen_mode, ScreenMode::Normal);
}

#[test]
fn a_slideshow_ends_with_its_module() {
    let mut lightroom = lightroom();
    lightroom.start_slideshow();
    assert_eq!(lightroom.view().module, Module::Slideshow);
    assert!(lightroom.view().slideshow);
    lightroom.switch_to_module(Module::Library);
    assert!(!lightroom.view().slideshow);
}

#[test]
fn a_tethered_capture_adds_a_photo() {
    let mut lightroom = lightroom();
    assert_eq!(lightroom.trigger_capture(), Ok(None), "no session");
    lightroom.set_tether_active(true);
    lightroom.set_tether_advances(true);
    lightroom.set_now(Moment(745_000_000.0));
    let photo = lightroom.trigger_capture().unwrap().unwrap();
    assert_eq!(lightroom.catalog.active_photo(), Some(photo));
    let path = lightroom.catalog.photo_path(photo).unwrap();
    assert_eq!(
        path,
        "/Users/photographer/Pictures/2024/Studio/Studio Session-001.NEF"
    );
    assert_eq!(
        lightroom.catalog.undo().as_deref(),
        Some("Tethered Capture")
    );
}

#[test]
fn the_state_is_told_as_json() {
    let mut lightroom = lightroom();
    lightroom.catalog.set_rating(lightroom_sim::Rating::new(4));
    let state = state_json(&lightroom);
    assert_eq!(state["catalog"]["photos"], 24);
    assert_eq!(state["catalog"]["sources"][0], "all_photos");
    assert_eq!(state["active"]["rating"], 4);
    assert_eq!(state["active"]["title"], "Cranes at dawn");
    assert_eq!(state["active"]["keywords"][0], "Hamburg");
    assert_eq!(state["module"], "library");
    assert_eq!(state["view"], "grid");
    assert_eq!(state["tool"], "loupe");
    assert_eq!(state["mask_overlay"], false);
    assert_eq!(state["active"]["orientation"], "AB");
    assert_eq!(state["active"]["snapshots"], serde_json::json!([]));
    assert_eq!(state["zoom"], "fit");
    assert_eq!(state["undo"], "Set Rating to 4");
    assert_eq!(state["redo"], serde_json::Value::Null);
}

#[test]
fn nothing_is_selected_in_the_develop_module_after_another_photo_was_active() {
    let mut lightroom = lightroom();
    let photo = lightroom.catalog.active_photo().unwrap();
    let Lightroom {
        catalog, develop, ..
    } = &mut lightroom;
    let new_mask = |settings: &mut Settings| {
        develop.create_new_mask(settings, MaskType::Brush);
        Outcome::Changed
    };
    catalog.edit_develop(photo, "New Mask", new_mask).unwrap();
    let move_local = |lightroom: &mut Lightroom| {
        let moved = lightroom.move_slider("local_Exposure", 1.0.into());
        moved.unwrap()
    };
    assert_eq!(move_local(&mut lightroom), Outcome::Changed);

    // There and back, with nobody looking in between.
    lightroom.catalog.next_photo();
    lightroom.catalog.previous_photo();
    assert_eq!(lightroom.catalog.active_photo(), Some(photo));
    let nothing = Outcome::Ignored(Ignored::NoMaskSelected);
    assert_eq!(move_local(&mut lightroom), nothing);
}
