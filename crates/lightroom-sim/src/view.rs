//! What is on the screen: module, view, zoom, second display.

use crate::named::named;

named! {
    /// The modules.
    pub enum Module {
        Library = "library",
        Develop = "develop",
        Map = "map",
        Book = "book",
        Slideshow = "slideshow",
        Print = "print",
        Web = "web",
    }
}

named! {
    /// The views of the main window that `showView` takes.
    pub enum MainView {
        Loupe = "loupe",
        Grid = "grid",
        Compare = "compare",
        Survey = "survey",
        People = "people",
        DevelopLoupe = "develop_loupe",
        DevelopBeforeAfterHoriz = "develop_before_after_horiz",
        DevelopBeforeAfterVert = "develop_before_after_vert",
        DevelopBefore = "develop_before",
        DevelopReferenceHoriz = "develop_reference_horiz",
        DevelopReferenceVert = "develop_reference_vert",
    }
}

named! {
    /// The views of the second display.
    pub enum SecondaryView {
        Loupe = "loupe",
        LiveLoupe = "live_loupe",
        LockedLoupe = "locked_loupe",
        Grid = "grid",
        Compare = "compare",
        Survey = "survey",
        Slideshow = "slideshow",
    }
}

/// How the window fills the screen, in the order of `nextScreenMode`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScreenMode {
    /// A window.
    #[default]
    Normal,
    /// The whole screen, with the menu bar.
    FullScreenWithMenuBar,
    /// The whole screen.
    FullScreen,
}

/// The zoom of the loupe.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Zoom {
    /// The whole photo.
    #[default]
    Fit,
    /// As large as fills the window.
    Fill,
    /// Per cent of the pixels.
    Percent(f64),
}

/// What the steps of `zoomInSome` and `zoomOutSome` are between.
const PERCENTS: [f64; 13] = [
    6.25, 12.5, 25.0, 33.3, 50.0, 66.7, 100.0, 200.0, 300.0, 400.0, 800.0, 1100.0, 1600.0,
];
/// Where fit and fill lie among them (guess: a photo of 24 megapixels on a common display).
const FIT: f64 = 25.0;
const FILL: f64 = 33.3;

impl MainView {
    /// The module that shows this view.
    pub const fn module(self) -> Module {
        match self {
            MainView::Loupe
            | MainView::Grid
            | MainView::Compare
            | MainView::Survey
            | MainView::People => Module::Library,
            _ => Module::Develop,
        }
    }
}

/// The state of the windows. [`Lightroom`](crate::Lightroom) has the methods that tell of changes.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::struct_excessive_bools)] // Each is a switch of its own in the application.
pub struct View {
    /// The current module.
    pub module: Module,
    /// The view of the Library, kept while another module is current.
    pub library: MainView,
    /// The view of Develop.
    pub develop: MainView,
    /// The view of the second display, also while that is off.
    pub secondary: SecondaryView,
    /// Whether the second display is on.
    pub secondary_on: bool,
    /// Whether it fills its screen.
    pub secondary_full_screen: bool,
    /// How the window fills the screen.
    pub screen_mode: ScreenMode,
    /// Whether the panels are hidden for the whole screen.
    pub panels_hidden: bool,
    /// Whether the photo alone fills the screen.
    pub full_screen_preview: bool,
    /// The zoom.
    pub zoom: Zoom,
    /// The zoom that `toggleZoom` goes to from fit or fill.
    pub zoomed_in: f64,
    /// Which of its two texts the loupe shows; 0 is none.
    pub loupe_info: u8,
    /// Which of its three styles the grid has.
    pub grid_style: u8,
    /// Whether a slideshow runs.
    pub slideshow: bool,
}

impl Default for View {
    /// The Library's grid.
    fn default() -> Self {
        View {
            module: Module::Library,
            library: MainView::Grid,
            develop: MainView::DevelopLoupe,
            secondary: SecondaryView::Loupe,
            secondary_on: false,
            secondary_full_screen: false,
            screen_mode: ScreenMode::Normal,
            panels_hidden: false,
            full_screen_preview: false,
            zoom: Zoom::Fit,
            zoomed_in: 100.0,
            loupe_info: 0,
            grid_style: 0,
            slideshow: false,
        }
    }
}

impl View {
    /// The main view of the Library or of Develop; none in another module.
    pub const fn main(&self) -> Option<MainView> {
        match self.module {
            Module::Library => Some(self.library),
            Module::Develop => Some(self.develop),
            _ => None,
        }
    }

    pub(crate) fn show(&mut self, view: MainView) {
        self.module = view.module();
        match self.module {
            Module::Develop => self.develop = view,
            _ => self.library = view,
        }
    }

    /// The next level: fit, fill, 100 %, 200 %.
    pub(crate) fn zoom_in(&mut self) {
        self.zoom_to(match self.zoom {
            Zoom::Fit => Zoom::Fill,
            Zoom::Fill => Zoom::Percent(100.0),
            Zoom::Percent(percent) if percent < 100.0 => Zoom::Percent(100.0),
            Zoom::Percent(percent) => Zoom::Percent(percent.max(200.0)),
        });
    }

    pub(crate) fn zoom_out(&mut self) {
        self.zoom_to(match self.zoom {
            Zoom::Percent(percent) if percent > 100.0 => Zoom::Percent(100.0),
            Zoom::Percent(_) => Zoom::Fill,
            Zoom::Fill | Zoom::Fit => Zoom::Fit,
        });
    }

    pub(crate) fn zoom_in_some(&mut self) {
        let at = self.percent();
        let next = PERCENTS.iter().find(|percent| **percent > at);
        self.zoom_to(Zoom::Percent(next.copied().unwrap_or(at)));
    }

    pub(crate) fn zoom_out_some(&mut self) {
        let at = self.percent();
        let next = PERCENTS.iter().rev().find(|percent| **percent < at);
        self.zoom_to(Zoom::Percent(next.copied().unwrap_or(at)));
    }

    pub(crate) fn zoom_to(&mut self, zoom: Zoom) {
        self.zoom = zoom;
        if let Zoom::Percent(percent) = zoom {
            self.zoomed_in = percent;
        }
    }

    pub(crate) fn toggle_zoom(&mut self) {
        self.zoom = match self.zoom {
            Zoom::Percent(_) => Zoom::Fit,
            Zoom::Fit | Zoom::Fill => Zoom::Percent(self.zoomed_in),
        };
    }

    const fn percent(&self) -> f64 {
        match self.zoom {
            Zoom::Fit => FIT,
            Zoom::Fill => FILL,
            Zoom::Percent(percent) => percent,
        }
    }
}
