//! LrDevelopController: the Develop module and the settings of the active photo.
//!
//! Adobe documents for most members that they must be called while the Develop module is active,
//! and not what else happens. Guess: as without an active photo, nothing, and nil is returned; we
//! say so. Calls that Lightroom ignores for other reasons are told as well, each reason once.

mod masks;
mod observers;
mod panels;
mod reach;
mod resets;
mod spots;
mod swatches;
mod tools;
mod tracking;
mod values;

use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrDevelopController",
    build: |ns| {
        values::declare(ns);
        resets::declare(ns);
        tracking::declare(ns);
        tools::declare(ns);
        panels::declare(ns);
        masks::declare(ns);
        swatches::declare(ns);
        spots::declare(ns);
        ns.partly("editInPhotoshop", "there is no Photoshop: an error says so");
        observers::declare(ns)
    },
};
