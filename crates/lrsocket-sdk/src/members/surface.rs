//! The members of the SDK: all that Adobe documents, from surface.tsv, and what public plug-ins use
//! beyond it, from undocumented.tsv (facts only: names, parameters, the version that brought them, and
//! how many of 15 public plug-ins use them).

use std::sync::LazyLock;

use crate::application::version::LightroomVersion;

/// One documented member a line.
const DOCUMENTED: &str = include_str!("surface.tsv");

/// One other member a line.
const UNDOCUMENTED: &str = include_str!("undocumented.tsv");

/// One page of the documentation: a namespace, a class, or what a plug-in gives Lightroom to call.
pub(crate) struct Page {
    pub(crate) name: &'static str,
    pub(crate) members: Vec<Member>,
}

/// One member.
pub(crate) struct Member {
    /// As the documentation writes it, such as `socket:send`.
    pub(crate) path: &'static str,
    /// The name behind the last `.` or `:`.
    pub(crate) name: &'static str,
    /// What stands before: the page's name for members of the namespace, else the documentation's
    /// word for an object of the class.
    pub(crate) receiver: &'static str,
    pub(crate) kind: Kind,
    /// The version of the SDK that brought it, may be empty.
    pub(crate) since: &'static str,
    /// How many of 15 public plug-ins use it.
    pub(crate) used_by: u8,
    /// Whether Adobe documents it.
    pub(crate) documented: bool,
    /// Whether a call of it waits.
    pub(crate) waits: Waits,
    /// The rule that says so, with its evidence.
    pub(crate) waits_rule: &'static str,
}

/// Whether a call waits for other threads of Lightroom, which only a task can do, and only with no C
/// function in between (R2.1, R2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// It never does.
    Never,
    /// It does if what it reads is not in Lightroom's cache (R7.6).
    May,
    /// It always does.
    Must,
}

impl Waits {
    /// In one word, as the table of members has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Waits::Never => "never",
            Waits::May => "may",
            Waits::Must => "must",
        }
    }

    fn named(name: &str) -> Option<Self> {
        let all = [Waits::Never, Waits::May, Waits::Must];
        all.into_iter().find(|waits| waits.as_str() == name)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Function,
    Property,
}

impl Page {
    /// Whether a plug-in can import it: the pages of service providers are about what the plug-in
    /// itself has.
    pub(crate) fn is_importable(&self) -> bool {
        self.name.starts_with("Lr")
    }

    /// Returns whether this version of Lightroom has anything of the page.
    pub(crate) fn is_in(&self, lightroom: LightroomVersion) -> bool {
        let mut dated = self
            .members
            .iter()
            .filter(|member| !member.since.is_empty());
        let oldest = dated.clone().any(|member| lightroom.has(member.since));
        oldest || dated.next().is_none()
    }

    /// Whether this is the page of a class: it has only methods of its objects.
    pub(crate) fn is_class(&self) -> bool {
        self.members
            .iter()
            .all(|member| member.receiver != self.name)
    }
}

/// Returns the members of an object, by the documentation's word for it, that this version of
/// Lightroom does not have.
pub(crate) fn absent(receiver: &str, lightroom: LightroomVersion) -> Vec<&'static str> {
    let members = pages().iter().flat_map(|page| &page.members);
    let newer = members.filter(|it| it.receiver == receiver && !lightroom.has(it.since));
    newer.map(|member| member.name).collect()
}

/// All pages.
pub(crate) fn pages() -> &'static [Page] {
    static PAGES: LazyLock<Vec<Page>> = LazyLock::new(parse);
    &PAGES
}

/// The page of a namespace or class.
pub(crate) fn page(name: &str) -> Option<&'static Page> {
    pages()
        .iter()
        .find(|page| page.name == name && page.is_importable())
}

fn parse() -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for (table, documented) in [(DOCUMENTED, true), (UNDOCUMENTED, false)] {
        for line in table.lines().skip(1) {
            let Some((name, member)) = parse_line(line, documented) else {
                continue;
            };
            match pages.iter_mut().rfind(|page| page.name == name) {
                Some(page) => page.members.push(member),
                None => pages.push(Page {
                    name,
                    members: vec![member],
                }),
            }
        }
    }
    pages
}

/// The page and the member of a line.
fn parse_line(line: &'static str, documented: bool) -> Option<(&'static str, Member)> {
    let fields: Vec<&'static str> = line.split('\t').collect();
    let [
        page,
        kind,
        path,
        _parameters,
        since,
        _returns,
        used_by,
        waits,
        waits_rule,
    ] = fields[..]
    else {
        return None;
    };
    let split = path.rfind(['.', ':'])?;
    let kind = if kind == "property" {
        Kind::Property
    } else {
        Kind::Function
    };
    let member = Member {
        path,
        name: &path[split + 1..],
        receiver: &path[..split],
        kind,
        since,
        used_by: used_by.parse().ok()?,
        documented,
        waits: Waits::named(waits)?,
        waits_rule,
    };
    Some((page, member))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_a_member() {
        let members = pages().iter().map(|page| page.members.len()).sum::<usize>();
        let lines = DOCUMENTED.lines().count() + UNDOCUMENTED.lines().count();
        assert_eq!(members, lines - 2);
    }
}
