//! LrDevelopController, LrSelection, LrUndo, LrApplicationView, LrSlideshow and LrTether as
//! plug-ins see them: the scripts of tests/lua assert for themselves, the tests look at what the
//! host recorded and at the simulated application.

mod common;

use common::{Setup, Stage, Told};
use lrsocket_host::lightroom::develop::Value;

#[test]
fn parameters_are_read_set_and_undone() {
    assert_eq!(
        Stage::lua("develop_values.lua").remarks(),
        [
            "LrDevelopController.getValue has no effect: the Develop module is not active",
            "LrDevelopController.getValue has no effect: no photo is active",
            "LrDevelopController.getRange has no effect: the active photo is a video",
        ]
    );
}

#[test]
fn masks_tools_and_panels_work() {
    let stage = Stage::lua("develop_masks.lua");
    assert_eq!(
        stage.remarks(),
        [
            "LrDevelopController.setValue has no effect: no mask is selected",
            "LrDevelopController.deleteSelectedSpot has no effect: no spot is selected",
        ]
    );
    assert!(stage.host().missing_members().is_empty());
}

#[test]
fn observers_are_told_once_of_what_changed_in_a_turn() {
    let mut stage = Setup::lua("develop_observers.lua").start();
    assert_eq!(stage.logged(), ["first 2", "second 2"]);
    stage.advance(2.0);
    assert_eq!(stage.logged()[2..], ["first 3"]);

    // A person moves the slider.
    {
        let mut lightroom = stage.host().lightroom();
        let moved = lightroom.move_slider("Exposure", Value::Number(4.0));
        moved.expect("the active photo");
    }
    stage.settle();
    assert_eq!(stage.logged()[3..], ["first 4"]);

    // The context has ended.
    stage.advance(10.0);
    stage.host().lightroom().catalog.next_photo();
    stage.settle();
    assert_eq!(stage.logged().len(), 4);
}

#[test]
fn observers_are_told_when_another_photo_is_active() {
    let home = tempfile::tempdir().unwrap();
    let clock = Rc::new(Hands(Cell::new(0)));
    let mut host = load_at("photo_observers.lua", home.path(), Rc::clone(&clock) as _);
    let run = |host: &mut Host, seconds| {
        clock.0.set(seconds);
        for _ in 0..3 {
            host.run(clock.now());
        }
        let events = events(host);
        logs(&events).join(", ")
    };
    assert_eq!(run(&mut host, 0), "sliders 1");
    // The plug-in goes on by two photos.
    assert_eq!(run(&mut host, 1), "photo is there, sliders 0");
    // A person goes back to the first.
    {
        let mut lightroom = host.lightroom();
        lightroom.catalog.previous_photo();
        lightroom.catalog.previous_photo();
    }
    assert_eq!(run(&mut host, 2), "photo is there, sliders 1");
    // The active photo is removed, so that the next one becomes active.
    {
        let mut lightroom = host.lightroom();
        let photo = lightroom.catalog.active_photo().unwrap();
        lightroom.catalog.remove_photos(&[photo]).unwrap();
    }
    assert_eq!(run(&mut host, 3), "photo is there, sliders 0");
    host.lightroom().catalog.select_none();
    assert_eq!(run(&mut host, 4), "photo is gone, sliders nil");
    // The context has ended.
    assert_eq!(run(&mut host, 13), "");
    host.lightroom().catalog.select_all();
    assert_eq!(run(&mut host, 14), "");
}

#[test]
fn the_selection_is_marked_and_the_view_changes() {
    let mut stage = Stage::lua("selection_marks.lua");
    assert_eq!(
        stage.remarks(),
        ["LrTether: nothing is captured without LrTether.startTether"]
    );
    assert_eq!(stage.host().lightroom().tether().captures, 2);
}
