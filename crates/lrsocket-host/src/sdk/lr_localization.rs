//! LrLocalization, and `LOC`.

use std::path::Path;

use crate::vm::args::Args;
use crate::vm::namespace::{Call, Namespace};
use crate::vm::raise::SdkResult;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrLocalization",
    build: |_| Ok(()),
};

/// `LOC("$$$/Path/Key=Default text ^1", …)`.
pub(crate) fn loc(call: &Call<'_>, args: &Args<'_>) -> SdkResult<String> {
    Ok(translate(&call.core.plugin.folder, &args.text(1)?, &[]))
}

/// The text of `$$$/Path/Key=Default text ^1` for the plug-in in `folder`.
pub(crate) fn translate(_folder: &Path, text: &str, _values: &[String]) -> String {
    text.to_owned()
}
