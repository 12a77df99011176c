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
            "`applyDevelopSettings { Look = {} }` clears the Look of the photo.",
        )
        .known(
            &[Measured],
            &[Public("jimjohnbeebe-jpg/LrC_Autonomous_Gateway")],
        )
        .gap("the empty table is merged into the present Look, which stays"),
        Rule::new(
            "R9.2",
            "Unknown camera profiles",
            "A `CameraProfile` that does not exist is ignored without a word.",
        )
        .known(
            &[Measured],
            &[Public("jimjohnbeebe-jpg/LrC_Autonomous_Gateway")],
        )
        .gap("the name is stored"),
        Rule::new(
            "R9.3",
            "Temperature of a JPEG",
            "`Temperature` in kelvins is for raw photos. Applied to a JPEG, it turns the photo blue.",
        )
        .known(&[Reported], &[Public("Automaat/lightroom-mcp#170")])
        .untested_gap(
            "the setting is dropped without a diagnostic",
            "nothing is rendered, and what the setting reads afterwards is not reported",
        ),
        Rule::new(
            "R9.4",
            "Observers added outside Develop",
            "An adjustment observer works only if `addAdjustmentChangeObserver` was called while the \
             Develop module was active.",
        )
        .known(
            &[Reported],
            &[Public("Control-Room"), Public("rsjaffe/MIDI2LR")],
        )
        .gap("the observer works whichever module it was added in"),
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
             Lightroom flickers, and may crash.",
        )
        .known(
            &[Reported],
            &[Public("rsjaffe/MIDI2LR#116"), Public("rsjaffe/MIDI2LR#118")],
        )
        .untested_gap(
            "the observer is called again and again, and no diagnostic names it",
            "such a plug-in keeps a test from ever coming to rest",
        ),
        Rule::new(
            "R9.7",
            "Parameters of every version",
            "Parameter names that any version of Lightroom accepted can still be passed to \
             `LrDevelopController`, among them the `SDR…` names and `local_Whites2012`. Adobe's list \
             lags behind, so an unknown name is worth a diagnostic and nil, not an error.",
        )
        .known(&[Reported, Guess], &[Authors])
        .gap("a name that is not on the list raises an error"),
        Rule::new(
            "R9.8",
            "Settings of other process versions",
            "`Brightness` has a number under every process version: plug-ins do arithmetic on it.",
        )
        .known(&[Reported], &[Authors])
        .gap("`getValue(\"Brightness\")` is nil for process version 6"),
        Rule::new(
            "R9.9",
            "Small steps of Quick Develop",
            "`photo:quickDevelopAdjustImage(\"Exposure\", \"small\")` takes a word for the size of the \
             step as well.",
        )
        .known(&[Reported], &[Authors])
        .gap("only numbers are accepted"),
        Rule::new(
            "R9.10",
            "Panels of older versions",
            "`LrDevelopController.revealPanel(\"splitToningPanel\")`, documented by SDK 6, is accepted.",
        )
        .known(&[Documented], &[Reference])
        .gap("raises an error"),
    ],
};
