//! What a call of the Develop module can answer besides its value.

use thiserror::Error;

/// Why a call is refused. The text is what a plug-in sees after the name of the member.
///
/// The wording is this program's: no report of Lightroom's own texts is known.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Error {
    /// No develop parameter has this name.
    #[error("unknown develop parameter \"{0}\"")]
    UnknownParameter(String),
    /// The parameter takes another type.
    #[error("develop parameter \"{parameter}\" takes a {expected}, not a {got}")]
    WrongType {
        /// The parameter.
        parameter: &'static str,
        /// What it takes, in Lua's words.
        expected: &'static str,
        /// What was given, in Lua's words.
        got: &'static str,
    },
    /// An argument is none of the allowed ones.
    #[error("\"{got}\" is not a {what}; it is one of {allowed}")]
    BadArgument {
        /// What the argument names.
        what: &'static str,
        /// The argument.
        got: String,
        /// The allowed ones, separated by commas.
        allowed: &'static str,
    },
    /// Nothing has this id.
    #[error("there is no {what} with the id \"{id}\"")]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// Lightroom would need something that a simulation does not have.
    #[error("not simulated: {0}")]
    NotSimulated(&'static str),
}

/// What became of a call that changes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something is different now.
    Changed,
    /// All was so already.
    Same,
    /// The call has no effect here, as in Lightroom, which says nothing. The host can say why.
    Ignored(Ignored),
}

impl Outcome {
    /// [`Changed`](Self::Changed) or [`Same`](Self::Same).
    pub(crate) fn changed(changed: bool) -> Self {
        if changed { Self::Changed } else { Self::Same }
    }

    /// Whether something is different now.
    pub fn is_changed(self) -> bool {
        self == Self::Changed
    }
}

/// Why a call has no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Ignored {
    /// The parameter does not exist in the process version of the photo.
    #[error("the photo's process version does not have this parameter")]
    OtherProcessVersion,
    /// There is no such camera profile for the photo.
    #[error("the photo cannot have this camera profile")]
    UnknownProfile,
    /// The photo has no Look, so there is no amount of it.
    #[error("the photo has no Look")]
    NoLook,
    /// No mask is selected.
    #[error("no mask is selected")]
    NoMaskSelected,
    /// The masking tool is not open.
    #[error("the masking tool is not open")]
    MaskingClosed,
    /// The parameter is not a number, so it has no next value.
    #[error("the parameter is not a number")]
    NotANumber,
    /// No spot is selected.
    #[error("no spot is selected")]
    NoSpotSelected,
}
