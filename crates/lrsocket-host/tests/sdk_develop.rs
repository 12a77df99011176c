//! LrDevelopController as plug-ins see it: the scripts of tests/lua assert for themselves, the tests
//! look at what the host recorded and at the simulated application.

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
    let mut stage = Stage::lua("develop_masks.lua");
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
