//! Where the evidence for a rule comes from.

use std::fmt;

/// A source that anybody can look up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// Adobe's API reference and programmer's guide, SDK 14.3.
    Reference,
    /// The sample plug-ins of Adobe's SDK.
    Samples,
    /// The public records of a real Lightroom: [`Source::RECORDS`].
    Records,
    /// Code, commits and issues of several public plug-ins: [`Source::PLUGINS`].
    Authors,
    /// A public repository (`owner/name`), one of its issues or pull requests (`owner/name#12`) or
    /// one of its files (`owner/name:path`). Without the owner where only the name is known.
    Public(&'static str),
}

impl Source {
    /// The public records of a real Lightroom.
    pub const RECORDS: [(&'static str, &'static str); 2] = [
        (
            "jimjohnbeebe-jpg/LrC_Autonomous_Gateway",
            "a raw log of Lightroom Classic 15.5.1 on Windows 11",
        ),
        ("krichel89/LrMediaWiki2", "a loopback probe"),
    ];

    /// The public plug-ins whose code and issues were read.
    pub const PLUGINS: [&'static str; 7] = [
        "rsjaffe/MIDI2LR",
        "Automaat/lightroom-mcp",
        "znznzna/lightroom-cli",
        "Mossop/MidCtrl",
        "micdah/LrControl",
        "lightroom-classic-mcp",
        "Intech's plug-in",
    ];

    /// Returns the address of a page about it, if there is one.
    pub fn link(self) -> Option<String> {
        let Source::Public(place) = self else {
            return None;
        };
        if !place.contains('/') {
            return None;
        }
        let host = "https://github.com";
        Some(if let Some((repository, number)) = place.split_once('#') {
            // The forge redirects to the pull request if it is one.
            format!("{host}/{repository}/issues/{number}")
        } else if let Some((repository, path)) = place.split_once(':') {
            format!("{host}/{repository}/blob/HEAD/{path}")
        } else {
            format!("{host}/{place}")
        })
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Source::Reference => "Adobe's reference",
            Source::Samples => "Adobe's samples",
            Source::Records => "public records",
            Source::Authors => "plug-in authors",
            Source::Public(place) => place,
        })
    }
}
