//! What Adobe documents: every member of the SDK, from surface.tsv (facts only: names, parameters
//! and the version that brought them).

use std::sync::LazyLock;

/// The table, one documented member a line.
const TABLE: &str = include_str!("surface.tsv");

/// One page of the documentation: a namespace or a class.
pub(crate) struct Page {
    pub(crate) name: &'static str,
    pub(crate) members: Vec<Member>,
}

/// One documented member.
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
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Function,
    Property,
}

impl Page {
    /// Whether this is the page of a class: it has only methods of its objects.
    pub(crate) fn is_class(&self) -> bool {
        self.members
            .iter()
            .all(|member| member.receiver != self.name)
    }
}

/// All pages.
pub(crate) fn pages() -> &'static [Page] {
    static PAGES: LazyLock<Vec<Page>> = LazyLock::new(parse);
    &PAGES
}

/// The page of this name.
pub(crate) fn page(name: &str) -> Option<&'static Page> {
    pages().iter().find(|page| page.name == name)
}

fn parse() -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for line in TABLE.lines().skip(1) {
        let fields: Vec<&'static str> = line.split('\t').collect();
        let [page, kind, path, _parameters, since, ..] = fields[..] else {
            continue;
        };
        let Some(split) = path.rfind(['.', ':']) else {
            continue;
        };
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
        };
        match pages.last_mut() {
            Some(last) if last.name == page => last.members.push(member),
            _ => pages.push(Page {
                name: page,
                members: vec![member],
            }),
        }
    }
    pages
}
