//! The options of `lrsocket profiles`.

use clap::Args;

/// Show the profiles and the faults, and what each changes
///
/// A profile is one set of behaviours where reports of Lightroom differ; a fault is one of them, or
/// something that happens to the outside program. `run --profile NAME --fault NAME=VALUE` uses them.
#[derive(Debug, Args)]
pub(crate) struct ProfilesOptions {
    /// Only this profile or fault
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// As JSON
    #[arg(long, conflicts_with = "markdown")]
    pub(crate) json: bool,

    /// As Markdown: docs/profiles.md
    #[arg(long, conflicts_with = "name")]
    pub(crate) markdown: bool,
}
