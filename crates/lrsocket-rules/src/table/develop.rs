//! R9: the Develop module.

use crate::Evidence::{Documented, Guess, Measured, Reported};
use crate::Source::{Authors, Public, Reference};
use crate::{Rule, Section};

pub(super) const DEVELOP: Section = Section {
    prefix: "R9",
    title: "Develop",
    about: "",
    rules: &[
        Rule::new(
            "R9.1",
            "Clearing the Look",
            "`applyDevelopSettings { Look = {} }` clears the Look of the photo; a `Look` with a name \
             replaces the present one.",
        )
        .known(
            &[Measured],
            &[Public("jimjohnbeebe-jpg/LrC_Autonomous_Gateway")],
        ),
        Rule::new(
            "R9.2",
            "Unknown camera profiles",
            "A `CameraProfile` that does not exist, or that the photo cannot have, is ignored without a \
             word. Adobe's profiles, such as `Adobe Color`, are Looks over `Adobe Standard`; photos that \
             are not raw have `Embedded`.",
        )
        .known(
            &[Measured],
            &[Public("jimjohnbeebe-jpg/LrC_Autonomous_Gateway")],
        ),
        Rule::new(
            "R9.3",
            "Temperature of a JPEG",
            "`Temperature` in kelvins is for raw photos. Applied to a JPEG, it turns the photo blue. What \
             the setting reads afterwards is not reported: lrsocket keeps it.",
        )
        .known(&[Reported, Guess], &[Public("Automaat/lightroom-mcp#170")]),
        Rule::new(
            "R9.4",
            "Observers added outside Develop",
            "An adjustment observer works only if `addAdjustmentChangeObserver` was called while the \
             Develop module was active.",
        )
        .known(
            &[Reported],
            &[Public("Control-Room"), Public("rsjaffe/MIDI2LR")],
        ),
        Rule::new(
            "R9.5",
            "Right after switchToModule",
            "Develop calls right after `LrApplicationView.switchToModule(\"develop\")` fail inside \
             Lightroom until the module is up, about 0.2 seconds later.",
        )
        .known(&[Reported], &[Public("rsjaffe/MIDI2LR#489")])
        .switch("module_switch"),
        Rule::new(
            "R9.6",
            "Observers that change what they observe",
            "An observer that changes the adjustment it observes is called again for its own change. \
             Lightroom flickers, and may crash. More than 20 such calls in a second are reported, naming \
             the line that added the observer; from then on it is called 20 times a second. Observers of \
             the active photo are treated alike.",
        )
        .known(
            &[Reported],
            &[Public("rsjaffe/MIDI2LR#116"), Public("rsjaffe/MIDI2LR#118")],
        ),
        Rule::new(
            "R9.7",
            "Parameters of every version",
            "Parameter names that any version of Lightroom accepted can still be passed to \
             `LrDevelopController`, among them the `SDR…` names and `local_Whites2012`. Adobe's list \
             lags behind, so an unknown name reads as nil, with a diagnostic for each name and line.",
        )
        .known(
            &[Reported, Guess],
            &[Authors, Public("jimjohnbeebe-jpg/LrC_Autonomous_Gateway")],
        )
        .switch("unknown_develop_names"),
        Rule::new(
            "R9.8",
            "Settings of other process versions",
            "Under process versions 3 to 6 the tone settings of versions 1 and 2 are there with their \
             defaults (`Brightness` 50, `Contrast` 25, `Shadows` 5 for raw photos, else 0), and plug-ins do \
             arithmetic on `Brightness`. Setting them has no effect.",
        )
        .known(
            &[Measured, Guess],
            &[
                Public("jimjohnbeebe-jpg/LrC_Autonomous_Gateway"),
                Authors,
            ],
        ),
        Rule::new(
            "R9.9",
            "Small steps of Quick Develop",
            "`photo:quickDevelopAdjustImage(\"Exposure\", \"small\")` takes `small` and `large` for the size \
             of the step as well: the arrows of the panel, a third of a stop and a stop, or 5 and 20.",
        )
        .known(&[Documented, Guess], &[Reference]),
        Rule::new(
            "R9.10",
            "Panels of older versions",
            "`LrDevelopController.revealPanel(\"splitToningPanel\")`, documented by SDK 6, is accepted.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "R9.11",
            "Settings of photos that are not active",
            "Lightroom checks the values of `applyDevelopSettings` only for the photo that is loaded in \
             Develop: it moves them into their ranges there. Other photos keep them as they are given.",
        )
        .known(
            &[Measured],
            &[Public("jimjohnbeebe-jpg/LrC_Autonomous_Gateway")],
        ),
        Rule::new(
            "R9.12",
            "Settings that are ignored",
            "`applyDevelopSettings` ignores, without a word, settings that the photo's process version or \
             kind of file does not have, and names that no version has. A diagnostic names them.",
        )
        .known(
            &[Measured, Guess],
            &[Public("LrGenius/LrGeniusAI"), Authors],
        ),
        Rule::new(
            "R9.13",
            "Ranges of what is no slider",
            "`getRange` of parameters that are on or off, and of `LensBlurFocalRange`, is -100 to 100. Of \
             `local_ToningLuminance` it is nil.",
        )
        .known(
            &[Measured, Reported],
            &[Authors],
        ),
    ],
};
