//! The whole application.

use crate::built_in;
use crate::catalog::Catalog;
use crate::change::Change;
use crate::develop::{Controller, Presets};
use crate::error::Result;
use crate::id::PhotoId;
use crate::photo::{FileFormat, Photo, Size};
use crate::time::{CaptureTime, Civil, Moment};
use crate::view::{MainView, Module, ScreenMode, SecondaryView, View, Zoom};

/// The application: a catalog, and what is on the screen.
///
/// Every change of either comes out of [`poll_change`](Lightroom::poll_change).
#[derive(Debug)]
pub struct Lightroom {
    /// The catalog, with the selection and the history.
    pub catalog: Catalog,
    /// The Develop module: tools, masks, panels. See [`follow_active_photo`](Self::follow_active_photo).
    pub develop: Controller,
    /// The develop presets.
    pub presets: Presets,
    view: View,
    tether: Tether,
    /// The [activations](Catalog::activations) that the Develop module has followed.
    followed: u64,
    /// When the active module became so.
    module_since: Moment,
}

/// Tethered capture. A simulated camera is always plugged in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tether {
    /// Whether a session runs.
    pub active: bool,
    /// Whether a capture becomes the selected photo.
    pub advance_selection: bool,
    /// How many captures were made.
    pub captures: u32,
}

impl Lightroom {
    /// An application with this catalog, in the Library's grid.
    pub fn new(catalog: Catalog) -> Self {
        Lightroom {
            followed: catalog.activations(),
            catalog,
            develop: Controller::new(),
            presets: Presets::default(),
            view: View::default(),
            tether: Tether::default(),
            module_since: Moment(f64::NEG_INFINITY),
        }
    }

    /// An application with the built-in catalog of 24 photos.
    pub fn built_in() -> Self {
        Lightroom::new(built_in::catalog())
    }

    /// Tells the time.
    pub fn set_now(&mut self, now: Moment) {
        self.catalog.set_now(now);
    }

    /// The next change to tell observers of.
    pub fn poll_change(&mut self) -> Option<Change> {
        self.catalog.poll_change()
    }

    /// Nothing is selected any more in the Develop module if another photo has become active. To be
    /// called before the module is used and whenever a turn is over.
    pub fn follow_active_photo(&mut self) {
        let activations = self.catalog.activations();
        if self.followed != activations {
            self.followed = activations;
            self.develop.photo_changed();
        }
    }

    /// What is on the screen.
    pub const fn view(&self) -> &View {
        &self.view
    }

    /// Tethered capture.
    pub const fn tether(&self) -> &Tether {
        &self.tether
    }

    /// How many seconds ago the active module became so; infinite for the first.
    pub fn seconds_in_module(&self) -> f64 {
        self.catalog.now().seconds() - self.module_since.seconds()
    }

    /// `LrApplicationView.switchToModule`.
    pub fn switch_to_module(&mut self, module: Module) {
        self.change_view(|view| {
            view.module = module;
            view.slideshow &= module == Module::Slideshow;
        });
    }

    /// `LrApplicationView.showView`: switches to the module that has it.
    pub fn show_view(&mut self, view: MainView) {
        self.change_view(|it| it.show(view));
    }

    /// `LrApplicationView.gridView`.
    pub fn grid_view(&mut self) {
        self.show_view(MainView::Grid);
    }

    /// `LrApplicationView.toggleLoupe`: between loupe and grid of the Library.
    pub fn toggle_loupe(&mut self) {
        let in_loupe = self.view.main() == Some(MainView::Loupe);
        self.show_view(if in_loupe {
            MainView::Grid
        } else {
            MainView::Loupe
        });
    }

    /// `LrApplicationView.showSecondaryView`: shows it, or hides the display if it is shown.
    pub fn show_secondary_view(&mut self, view: SecondaryView) {
        self.change_view(|it| {
            it.secondary_on = !(it.secondary_on && it.secondary == view);
            it.secondary = view;
        });
    }

    /// `LrApplicationView.toggleSecondaryDisplay`.
    pub fn toggle_secondary_display(&mut self) {
        self.change_view(|view| view.secondary_on = !view.secondary_on);
    }

    /// `LrApplicationView.toggleSecondaryDisplayFullscreen`.
    pub fn toggle_secondary_full_screen(&mut self) {
        self.change_view(|view| view.secondary_full_screen = !view.secondary_full_screen);
    }

    /// `LrApplicationView.getSecondaryViewName`: none while the display is off.
    pub fn secondary_view(&self) -> Option<SecondaryView> {
        self.view.secondary_on.then_some(self.view.secondary)
    }

    /// `LrApplicationView.zoomIn`: the next of fit, fill, 100 % and 200 %.
    pub fn zoom_in(&mut self) {
        self.change_view(View::zoom_in);
    }

    /// `LrApplicationView.zoomOut`.
    pub fn zoom_out(&mut self) {
        self.change_view(View::zoom_out);
    }

    /// `LrApplicationView.zoomInSome`: a smaller step.
    pub fn zoom_in_some(&mut self) {
        self.change_view(View::zoom_in_some);
    }

    /// `LrApplicationView.zoomOutSome`.
    pub fn zoom_out_some(&mut self) {
        self.change_view(View::zoom_out_some);
    }

    /// `LrApplicationView.toggleZoom`: between fit and the last larger zoom.
    pub fn toggle_zoom(&mut self) {
        self.change_view(View::toggle_zoom);
    }

    /// `LrApplicationView.zoomToOneToOne`.
    pub fn zoom_to_one_to_one(&mut self) {
        self.change_view(|view| view.zoom_to(Zoom::Percent(100.0)));
    }

    /// `LrApplicationView.nextScreenMode`.
    pub fn next_screen_mode(&mut self) {
        self.change_view(|view| {
            view.screen_mode = match view.screen_mode {
                ScreenMode::Normal => ScreenMode::FullScreenWithMenuBar,
                ScreenMode::FullScreenWithMenuBar => ScreenMode::FullScreen,
                ScreenMode::FullScreen => ScreenMode::Normal,
            };
        });
    }

    /// `LrApplicationView.fullscreenHidePanels`: there and back.
    pub fn full_screen_hide_panels(&mut self) {
        self.change_view(|view| {
            view.panels_hidden = !view.panels_hidden;
            view.screen_mode = if view.panels_hidden {
                ScreenMode::FullScreen
            } else {
                ScreenMode::Normal
            };
        });
    }

    /// `LrApplicationView.fullscreenPreview`: there and back.
    pub fn full_screen_preview(&mut self) {
        self.change_view(|view| view.full_screen_preview = !view.full_screen_preview);
    }

    /// `LrApplicationView.cycleLoupeViewInfo`.
    pub fn cycle_loupe_info(&mut self) {
        self.change_view(|view| view.loupe_info = (view.loupe_info + 1) % 3);
    }

    /// `LrApplicationView.gridViewStyle`: the next one.
    pub fn next_grid_style(&mut self) {
        self.change_view(|view| view.grid_style = (view.grid_style + 1) % 3);
    }

    /// `LrSlideshow.startSlideshow`, in the Slideshow module.
    pub fn start_slideshow(&mut self) {
        self.change_view(|view| {
            view.module = Module::Slideshow;
            view.slideshow = true;
        });
    }

    /// `LrSlideshow.stopSlideshow`.
    pub fn stop_slideshow(&mut self) {
        self.change_view(|view| view.slideshow = false);
    }

    /// `LrTether.startTether`, `stopTether`.
    pub fn set_tether_active(&mut self, active: bool) {
        self.tether.active = active;
    }

    /// `LrTether.setAdvanceSelectionOnTetheredCapture`.
    pub fn set_tether_advances(&mut self, advance: bool) {
        self.tether.advance_selection = advance;
    }

    /// `LrTether.triggerCapture`: the simulated camera adds a raw photo to the catalog. Nothing
    /// happens without a session.
    pub fn trigger_capture(&mut self) -> Result<Option<PhotoId>> {
        if !self.tether.active {
            return Ok(None);
        }
        self.tether.captures += 1;
        let number = self.tether.captures;
        let mut photo = Photo::new("", FileFormat::Raw, Size::new(6000, 4000));
        let wall_clock = Civil::from_seconds(self.catalog.now().seconds().floor() as i64);
        photo.captured = Some(CaptureTime {
            wall_clock,
            offset_minutes: None,
        });
        photo.file_size = 25_000_000;
        let path = format!("{}/Studio Session-{number:03}.NEF", built_in::TETHER_FOLDER);
        let id = self.catalog.try_command("Tethered Capture", |catalog| {
            catalog.insert_photo(&path, photo)
        })?;
        if self.tether.advance_selection {
            self.catalog.set_selected_photos(id, &[]);
        }
        Ok(Some(id))
    }

    fn change_view(&mut self, change: impl FnOnce(&mut View)) {
        let before = self.view.clone();
        change(&mut self.view);
        let in_grid = self.view.main() == Some(MainView::Grid);
        self.catalog.mark_active_only(!in_grid);
        if before.module != self.view.module {
            self.module_since = self.catalog.now();
            self.catalog.tell(Change::Module);
        }
        if before != self.view {
            self.catalog.tell(Change::View);
        }
    }
}
