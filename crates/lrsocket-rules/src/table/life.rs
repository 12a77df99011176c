//! B8: sockets at the end of their context, plug-in and Lightroom.

use crate::Evidence::{Documented, Measured};
use crate::Source::{Records, Reference};
use crate::{Rule, Section};

pub(super) const LIFE: Section = Section {
    prefix: "B8",
    title: "The life of sockets",
    about: "",
    rules: &[
        Rule::new(
            "B8.1",
            "The end of the function context",
            "When a function context ends, its sockets are closed. `bind` registers a cleanup handler \
             for that, which runs in turn with the plug-in's own: the one registered last comes first.",
        )
        .known(&[Documented, Measured], &[Reference, Records]),
        Rule::new(
            "B8.2",
            "Disabling, removing and reloading",
            "Disabling, removing or reloading a plug-in closes its sockets.",
        )
        .known(&[Documented], &[Reference])
        .switch("reload_leak"),
        Rule::new(
            "B8.3",
            "Quitting Lightroom",
            "When Lightroom quits, the scripts of `LrShutdownApp` and `LrShutdownPlugin` run. Ten \
             seconds without progress end them.",
        )
        .known(&[Documented], &[Reference]),
    ],
};
