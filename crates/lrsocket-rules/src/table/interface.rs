//! R10: dialogs, views and logs.

use crate::Evidence::{Documented, Guess, Reported};
use crate::Source::{Authors, Public, Reference};
use crate::{Rule, Section};

pub(super) const INTERFACE: Section = Section {
    prefix: "R10",
    title: "Dialogs, views and logs",
    about: "",
    rules: &[
        Rule::new(
            "R10.1",
            "An error in a transform function",
            "An error in the `transform` function of a binding does not keep a dialog from opening: \
             such functions fail on unset preferences for every new user of some plug-ins.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "R10.2",
            "bindToObject",
            "`bindToObject` is accepted as the older name of the view property `bind_to_object`.",
        )
        .known(&[Reported], &[Authors]),
        Rule::new(
            "R10.3",
            "attachErrorDialogToFunctionContext",
            "An error that ends a context with an attached error dialog is shown to the user, also if it \
             is caught further up: it counts as an error of the plug-in. The end of a plug-in ends its \
             contexts and shows nothing.",
        )
        .known(&[Documented], &[Reference]),
        Rule::new(
            "R10.4",
            "Two loggers of one name",
            "A second `LrLogger` of a name is a logger of its own: it does not log unless it is enabled, \
             too.",
        )
        .known(&[Guess], &[Public("WilliamsJason/inat-lightroom")])
        .gap("it is enabled with the first"),
        Rule::new(
            "R10.5",
            "versionTable().build",
            "`LrApplication.versionTable()` has `build` as well as `major`, `minor` and `revision`. \
             lrsocket gives a placeholder in the form of a real one.",
        )
        .known(&[Reported, Guess], &[Authors]),
    ],
};
