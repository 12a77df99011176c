//! The tools of the Develop module.

use super::Controller;
use super::spots::SpotType;
use crate::develop::{Error, Outcome};

/// A tool of the Develop module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// None: the plain view.
    #[default]
    Loupe,
    /// Crop and straighten.
    Crop,
    /// Repair: remove, heal, clone.
    Dust,
    /// Red eye and pet eye.
    Redeye,
    /// Masks.
    Masking,
    /// Guided Upright.
    Upright,
    /// The picker of the point colour panel.
    PointColor,
    /// The picker of the point colours of a mask.
    LocalPointColor,
    /// The brush of lens blur.
    DepthRefinement,
}

const NAMES: [(Tool, &str); 9] = [
    (Tool::Loupe, "loupe"),
    (Tool::Crop, "crop"),
    (Tool::Dust, "dust"),
    (Tool::Redeye, "redeye"),
    (Tool::Masking, "masking"),
    (Tool::Upright, "upright"),
    (Tool::PointColor, "point_color"),
    (Tool::LocalPointColor, "local_point_color"),
    (Tool::DepthRefinement, "depth_refinement"),
];

impl Tool {
    /// Its name in `selectTool` and `getSelectedTool`.
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// The tool of a name. The names of before Lightroom 11, "gradient", "circularGradient" and
    /// "localized", open masking, which replaced those tools.
    pub fn from_name(name: &str) -> Result<Self, Error> {
        if matches!(name, "gradient" | "circularGradient" | "localized") {
            return Ok(Self::Masking);
        }
        let found = NAMES.iter().find(|row| row.1 == name);
        found.map(|row| row.0).ok_or_else(|| Error::BadArgument {
            what: "tool",
            got: name.to_owned(),
            allowed: "loupe, crop, dust, redeye, masking, upright, point_color, \
                      local_point_color, depth_refinement",
        })
    }

    /// Whether the masks can be seen and selected.
    fn shows_masks(self) -> bool {
        matches!(self, Self::Masking | Self::LocalPointColor)
    }
}

impl Controller {
    /// `getSelectedTool`.
    pub fn selected_tool(&self) -> Tool {
        self.tool
    }

    /// `selectTool`. Leaving masking deselects the mask.
    pub fn select_tool(&mut self, name: &str) -> Result<Outcome, Error> {
        Ok(self.open(Tool::from_name(name)?))
    }

    /// `goToMasking`.
    pub fn go_to_masking(&mut self) -> Outcome {
        self.open(Tool::Masking)
    }

    /// `goToDevelopGraduatedFilter`: opens masking, which has the linear gradient.
    pub fn go_to_develop_graduated_filter(&mut self) -> Outcome {
        self.open(Tool::Masking)
    }

    /// `goToDevelopRadialFilter`: opens masking, which has the radial gradient.
    pub fn go_to_develop_radial_filter(&mut self) -> Outcome {
        self.open(Tool::Masking)
    }

    /// `goToSpotRemoval`.
    pub fn go_to_spot_removal(&mut self) -> Outcome {
        self.open(Tool::Dust)
    }

    /// `goToHealing`.
    pub fn go_to_healing(&mut self) -> Outcome {
        self.open(Tool::Dust)
    }

    /// `goToRemove`, with the type of new spots if it is given.
    pub fn go_to_remove(&mut self, spot_type: Option<&str>) -> Result<Outcome, Error> {
        if let Some(name) = spot_type {
            self.spots.preferences.new_spot_type = SpotType::from_name(name)?;
        }
        Ok(self.open(Tool::Dust))
    }

    /// `goToEyeCorrection`: "redEye" or "petEye".
    pub fn go_to_eye_correction(&mut self, eye: Option<&str>) -> Result<Outcome, Error> {
        match eye {
            None | Some("redEye" | "petEye") => Ok(self.open(Tool::Redeye)),
            Some(other) => Err(Error::BadArgument {
                what: "type of eye correction",
                got: other.to_owned(),
                allowed: "redEye, petEye",
            }),
        }
    }

    pub(super) fn open(&mut self, tool: Tool) -> Outcome {
        let changed = self.tool != tool;
        self.tool = tool;
        if !tool.shows_masks() {
            self.masks.clear();
        }
        if tool != Tool::Dust {
            self.spots.deselect();
        }
        Outcome::changed(changed)
    }

    /// Whether the masks can be selected now.
    pub(super) fn masking_is_open(&self) -> bool {
        self.tool.shows_masks()
    }

    /// Whether spots can be selected now.
    pub(super) fn repair_is_open(&self) -> bool {
        self.tool == Tool::Dust
    }
}
