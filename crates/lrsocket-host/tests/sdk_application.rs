//! LrApplication, LrApplicationView, LrSelection, LrSlideshow, LrTether and LrUndo as plug-ins see
//! them: the scripts of tests/lua assert for themselves, the tests look at what the host recorded
//! and at the simulated application.

mod common;

use common::{Setup, Stage, Told};
use lrsocket_host::lightroom::{MainView, ScreenMode, SecondaryView, Zoom};

#[test]
fn the_selection_is_moved_and_marked() {
    let stage = Stage::lua("selection.lua");
    assert_eq!(stage.logged(), ["done"]);
    assert_eq!(
        stage.remarks(),
        [
            "LrSelection.selectLastPhoto has no effect in the module develop; it is for library",
            "LrSelection.selectFirstPhoto has no effect in the module develop; it is for library",
        ]
    );
}

#[test]
fn modules_and_views_are_switched() {
    let mut stage = Stage::lua("application_view.lua");
    assert_eq!(
        stage.remarks(),
        [
            "LrApplicationView.zoomIn has no effect in the module map; it is for library and develop",
            "LrApplicationView.toggleLoupe has no effect in the module develop; it is for library",
        ]
    );
    let lightroom = stage.host().lightroom();
    let view = lightroom.view();
    assert_eq!(view.main(), Some(MainView::Loupe));
    assert_eq!(view.zoom, Zoom::Percent(200.0));
    assert_eq!(view.screen_mode, ScreenMode::FullScreen);
    assert!(view.panels_hidden && view.full_screen_preview && view.secondary_full_screen);
    assert_eq!((view.loupe_info, view.grid_style), (1, 1));
    assert_eq!(lightroom.secondary_view(), Some(SecondaryView::Grid));
}

#[test]
fn a_slideshow_runs_until_it_is_stopped() {
    let mut stage = Setup::lua("slideshow.lua").start();
    assert!(stage.host().lightroom().view().slideshow);
    stage.advance(1.0);
    assert!(!stage.host().lightroom().view().slideshow);
    stage.finish();
    assert!(!stage.host().lightroom().view().slideshow);
}

#[test]
fn a_simulated_camera_captures() {
    let mut stage = Stage::lua("tether.lua");
    assert_eq!(stage.logged(), ["done"]);
    assert_eq!(
        stage.remarks(),
        [
            "LrTether.triggerCaptureBlocking has to wait for Lightroom, and cannot outside a task: \
             call it in a task, such as one of LrTasks.startAsyncTask",
            "LrTether: nothing is captured without LrTether.startTether"
        ]
    );
    assert_eq!(stage.host().lightroom().tether().captures, 2);
}

#[test]
fn steps_are_undone_and_redone() {
    assert_eq!(Stage::lua("undo.lua").logged(), ["done"]);
}

#[test]
fn the_application_has_versions_presets_and_observers() {
    let mut stage = Setup::lua("application.lua").start();
    stage.advance(10.0);
    assert_eq!(stage.logged(), ["done"]);
    let remarks = stage.remarks();
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    assert!(remarks[0].starts_with("the simulated develop presets have no files"));
    for _ in 0..2 {
        let failure = stage.failure();
        assert!(failure.message.contains("an observer's own affair"));
    }
}
