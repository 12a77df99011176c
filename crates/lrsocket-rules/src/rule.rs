//! A rule, and how well it is known.

use crate::Source;

/// How well a rule is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Adobe's documentation or sample plug-ins state it.
    Documented,
    /// A public log or probe of a real Lightroom shows it.
    Measured,
    /// Several plug-in authors report it, or a long-lived plug-in depends on it.
    Reported,
    /// Nothing is known; lrsocket had to choose.
    Guess,
}

impl Evidence {
    /// All kinds of evidence, the strongest first.
    pub const ALL: [Evidence; 4] = [
        Evidence::Documented,
        Evidence::Measured,
        Evidence::Reported,
        Evidence::Guess,
    ];

    /// The label in `docs/rules.md`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Evidence::Documented => "documented",
            Evidence::Measured => "measured",
            Evidence::Reported => "reported",
            Evidence::Guess => "guess",
        }
    }

    /// The meaning of the label.
    pub const fn meaning(self) -> &'static str {
        match self {
            Evidence::Documented => "Adobe's documentation or sample plug-ins state it",
            Evidence::Measured => "a public log or probe of a real Lightroom shows it",
            Evidence::Reported => {
                "several plug-in authors report it, or a long-lived plug-in depends on it"
            }
            Evidence::Guess => "nothing is known, so lrsocket had to choose",
        }
    }
}

/// A difference between Lightroom and lrsocket that is known and not mended yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What lrsocket does instead.
    pub today: &'static str,
    /// Why no test shows the gap; `None` if one in `conformance/` does.
    pub untested: Option<&'static str>,
}

/// Whether lrsocket follows a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// lrsocket follows the rule, and code or tests name it.
    Followed,
    /// lrsocket does not follow the rule, or a part of it, yet.
    Gap(Gap),
}

/// A rule of Lightroom's behaviour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// The id, such as `B4.1`: `B` for the socket, `R` for the Lua runtime.
    pub id: &'static str,
    /// A few words that name the subject.
    pub title: &'static str,
    /// The rule, in Markdown without links.
    pub text: &'static str,
    /// The evidence. The first kind is for the rule itself, a second one for its details. Empty
    /// for rules of lrsocket's own, which describe no behaviour of Lightroom.
    pub evidence: &'static [Evidence],
    /// Where the evidence comes from.
    pub sources: &'static [Source],
    /// The field of `lrsocket_proto::Profile` that changes the rule.
    pub switch: Option<&'static str>,
    /// Whether lrsocket follows the rule.
    pub standing: Standing,
}

impl Rule {
    /// Returns a rule without evidence that lrsocket follows.
    pub(crate) const fn new(id: &'static str, title: &'static str, text: &'static str) -> Self {
        Rule {
            id,
            title,
            text,
            evidence: &[],
            sources: &[],
            switch: None,
            standing: Standing::Followed,
        }
    }

    pub(crate) const fn known(
        mut self,
        evidence: &'static [Evidence],
        sources: &'static [Source],
    ) -> Self {
        self.evidence = evidence;
        self.sources = sources;
        self
    }

    pub(crate) const fn switch(mut self, name: &'static str) -> Self {
        self.switch = Some(name);
        self
    }

    /// Marks a known gap, which a test in `conformance/` shows.
    pub(crate) const fn gap(mut self, today: &'static str) -> Self {
        let untested = None;
        self.standing = Standing::Gap(Gap { today, untested });
        self
    }

    /// Marks a known gap that no test can show, and says why.
    pub(crate) const fn untested_gap(mut self, today: &'static str, why: &'static str) -> Self {
        let untested = Some(why);
        self.standing = Standing::Gap(Gap { today, untested });
        self
    }

    /// Returns the known gap, if lrsocket does not follow the rule.
    pub const fn known_gap(&self) -> Option<&Gap> {
        match &self.standing {
            Standing::Followed => None,
            Standing::Gap(gap) => Some(gap),
        }
    }

    /// Returns the anchor of the rule in `docs/rules.md`, such as `b4.1`.
    pub fn anchor(&self) -> String {
        self.id.to_lowercase()
    }

    /// Returns the path of the rule's description, from the root of the repository.
    pub fn page(&self) -> String {
        format!("docs/rules.md#{}", self.anchor())
    }
}

/// A group of rules about one subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Section {
    /// What the ids of its rules begin with, such as `B4`.
    pub prefix: &'static str,
    /// The subject.
    pub title: &'static str,
    /// What its rules have in common, in Markdown; may be empty.
    pub about: &'static str,
    /// The rules, in the order of their ids.
    pub rules: &'static [Rule],
}
