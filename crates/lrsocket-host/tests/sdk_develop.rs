//! LrDevelopController as plug-ins see it: the scripts of tests/lua assert for themselves, the tests
//! look at what the host recorded and at the simulated application.

mod common;

use std::time::Duration;

use common::{Setup, Told};
use lrsocket_host::lightroom::develop::Value;

/// A script for which the Develop module is up as soon as it is switched to (R9.5).
fn in_develop(name: &str) -> Setup {
    Setup::lua(name).profile(|profile| profile.module_switch = Duration::ZERO)
}

#[test]
fn parameters_are_read_set_and_undone() {
    let remarks = in_develop("develop_values.lua").run().remarks();
    let (unknown, others): (Vec<_>, Vec<_>) = remarks
        .into_iter()
        .partition(|text| text.contains("no version of Lightroom is known to have"));
    assert_eq!(
        others,
        [
            "LrDevelopController.getValue has no effect: the Develop module is not active",
            "LrDevelopController.getValue has no effect: no photo is active",
            "LrDevelopController.getRange has no effect: the active photo is a video",
        ]
    );
    // R9.7: once for each line.
    let members = unknown
        .iter()
        .map(|text| text.split(':').next().unwrap_or(""));
    assert_eq!(
        members.collect::<Vec<_>>(),
        [
            "setValue",
            "getValue",
            "getRange",
            "resetToDefault",
            "increment",
            "startTracking"
        ]
        .map(|member| format!("LrDevelopController.{member}"))
    );
}

#[test]
fn masks_tools_and_panels_work() {
    let mut stage = in_develop("develop_masks.lua").run();
    assert_eq!(
        stage.remarks(),
        [
            "LrDevelopController.setValue has no effect: no mask is selected",
            "LrDevelopController.revealPanel: no version of Lightroom is known to have the panel or \
             develop parameter \"noPanel\"; the call does nothing and returns nil",
            "LrDevelopController.deleteSelectedSpot has no effect: no spot is selected",
        ]
    );
    assert!(stage.host().missing_members().is_empty());
}

#[test]
fn observers_are_told_once_of_what_changed_in_a_turn() {
    let mut stage = in_develop("develop_observers.lua").start();
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
    let mut stage = in_develop("photo_observers.lua").start();
    assert_eq!(stage.logged(), ["sliders 1"]);
    // The plug-in goes on by two photos.
    stage.advance(1.0);
    assert_eq!(stage.logged()[1..], ["photo is there", "sliders 0"]);
    // A person goes back to the first.
    {
        let mut lightroom = stage.host().lightroom();
        lightroom.catalog.previous_photo();
        lightroom.catalog.previous_photo();
    }
    stage.advance(1.0);
    assert_eq!(stage.logged()[3..], ["photo is there", "sliders 1"]);
    // The active photo is removed, so that the next one becomes active.
    {
        let mut lightroom = stage.host().lightroom();
        let photo = lightroom.catalog.active_photo().expect("a photo");
        let removed = lightroom.catalog.remove_photos(&[photo]);
        removed.expect("the photo is there");
    }
    stage.advance(1.0);
    assert_eq!(stage.logged()[5..], ["photo is there", "sliders 0"]);
    stage.host().lightroom().catalog.select_none();
    stage.advance(1.0);
    assert_eq!(stage.logged()[7..], ["photo is gone", "sliders nil"]);
    // The context has ended.
    stage.advance(9.0);
    stage.host().lightroom().catalog.select_all();
    stage.advance(1.0);
    assert_eq!(stage.logged().len(), 9);
}
