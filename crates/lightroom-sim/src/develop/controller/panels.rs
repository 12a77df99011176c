//! Panels, overlays and the view of the colour grading panel.

use super::Controller;
use crate::develop::Error;
use crate::develop::parameters::{Panel, find};

/// The view of the colour grading panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorGradingView {
    /// All three wheels.
    #[default]
    ThreeWay,
    /// The wheel of the shadows.
    Shadow,
    /// The wheel of the midtones.
    Midtone,
    /// The wheel of the highlights.
    Highlight,
    /// The wheel of the whole picture.
    Global,
}

const VIEWS: [(ColorGradingView, &str); 5] = [
    (ColorGradingView::ThreeWay, "3-way"),
    (ColorGradingView::Shadow, "shadow"),
    (ColorGradingView::Midtone, "midtone"),
    (ColorGradingView::Highlight, "highlight"),
    (ColorGradingView::Global, "global"),
];

impl ColorGradingView {
    /// Its name in `setActiveColorGradingView`.
    pub fn name(self) -> &'static str {
        VIEWS[self as usize].1
    }

    /// The view of a name.
    pub fn from_name(name: &str) -> Result<Self, Error> {
        let found = VIEWS.iter().find(|row| row.1 == name);
        found.map(|row| row.0).ok_or_else(|| Error::BadArgument {
            what: "view of colour grading",
            got: name.to_owned(),
            allowed: "3-way, shadow, midtone, highlight, global",
        })
    }
}

/// The panel that a plug-in last brought into view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reveal {
    /// The id of the panel, such as "adjustPanel".
    pub panel: &'static str,
    /// The part of the mixer panel: "hslColorPanel" or "pointColorPanel".
    pub sub_panel: Option<&'static str>,
}

/// Panels of older versions of the SDK, and the panels that have their controls now (guess).
const OLD_PANELS: [(&str, &str); 1] = [("splitToningPanel", "colorGradingPanel")];

const PANELS: [&str; 10] = [
    "adjustPanel",
    "tonePanel",
    "mixerPanel",
    "colorGradingPanel",
    "detailPanel",
    "lensCorrectionsPanel",
    "transformPanel",
    "effectsPanel",
    "calibratePanel",
    "lensBlurPanel",
];

const SUB_PANELS: [&str; 2] = ["hslColorPanel", "pointColorPanel"];

/// What is on the screen, as far as a plug-in can change it.
#[derive(Clone, Debug, Default)]
pub(super) struct Panels {
    revealed: Option<Reveal>,
    reveal_adjusted: bool,
    overlay: bool,
    clipping: bool,
    grading: ColorGradingView,
}

impl Panels {
    /// A parameter of this panel was set.
    pub(super) fn adjusted(&mut self, panel: Panel, clipping: bool) {
        if self.reveal_adjusted && panel.id().ends_with("Panel") {
            self.revealed = Some(Reveal {
                panel: panel.id(),
                sub_panel: None,
            });
        }
        self.clipping |= clipping;
    }
}

impl Controller {
    /// Whether `revealPanel` knows a panel or a parameter of this name.
    pub fn has_panel(name: &str) -> bool {
        PANELS.contains(&name) || OLD_PANELS.iter().any(|row| row.0 == name) || find(name).is_ok()
    }

    /// `revealPanel`, with a panel's id or a parameter's name. "transformPanel" is taken too,
    /// which the SDK reference does not list, and the panel of split toning (R9.10).
    pub fn reveal_panel(&mut self, panel: &str, sub_panel: Option<&str>) -> Result<(), Error> {
        let old = OLD_PANELS.iter().find(|row| row.0 == panel);
        let panel = old.map_or(panel, |row| row.1);
        let panel = match PANELS.iter().find(|id| **id == panel) {
            Some(id) => *id,
            None => find(panel)
                .map_err(|_| Error::BadArgument {
                    what: "develop parameter or panel",
                    got: panel.to_owned(),
                    allowed: "adjustPanel, tonePanel, mixerPanel, colorGradingPanel, detailPanel, \
                              lensCorrectionsPanel, effectsPanel, calibratePanel, lensBlurPanel",
                })?
                .parameter()
                .panel
                .id(),
        };
        let sub_panel = match sub_panel {
            None => None,
            Some(name) => Some(*SUB_PANELS.iter().find(|id| **id == name).ok_or_else(|| {
                Error::BadArgument {
                    what: "sub-panel",
                    got: name.to_owned(),
                    allowed: "hslColorPanel, pointColorPanel",
                }
            })?),
        };
        self.panels.revealed = Some(Reveal { panel, sub_panel });
        Ok(())
    }

    /// The panel that was last brought into view.
    pub fn revealed(&self) -> Option<Reveal> {
        self.panels.revealed
    }

    /// `revealAdjustedControls`: whether setting a parameter reveals its panel.
    pub fn reveal_adjusted_controls(&mut self, reveal: bool) {
        self.panels.reveal_adjusted = reveal;
    }

    /// `toggleOverlay`: the overlay of the masks. Returns whether it is shown now.
    pub fn toggle_overlay(&mut self) -> bool {
        self.panels.overlay = !self.panels.overlay;
        self.panels.overlay
    }

    /// Whether the overlay of the masks is shown.
    pub fn overlay_is_shown(&self) -> bool {
        self.panels.overlay
    }

    /// `showClipping`: switches the clipping overlay. Returns whether it is shown now.
    pub fn show_clipping(&mut self) -> bool {
        self.panels.clipping = !self.panels.clipping;
        self.panels.clipping
    }

    /// Whether the clipping overlay is shown.
    pub fn clipping_is_shown(&self) -> bool {
        self.panels.clipping
    }

    /// `getActiveColorGradingView`.
    pub fn active_color_grading_view(&self) -> ColorGradingView {
        self.panels.grading
    }

    /// `setActiveColorGradingView`.
    pub fn set_active_color_grading_view(&mut self, name: &str) -> Result<(), Error> {
        self.panels.grading = ColorGradingView::from_name(name)?;
        Ok(())
    }
}
