//! The properties of an XMP packet, whichever of RDF's spellings it uses.

use roxmltree::{Attribute, Document, Node, ParsingOptions};

/// The namespaces that are read.
pub(super) mod ns {
    pub(in crate::xmp) const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    pub(in crate::xmp) const XML: &str = "http://www.w3.org/XML/1998/namespace";
    pub(in crate::xmp) const XMP: &str = "http://ns.adobe.com/xap/1.0/";
    pub(in crate::xmp) const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
    pub(in crate::xmp) const MEDIA: &str = "http://ns.adobe.com/xmp/1.0/DynamicMedia/";
    pub(in crate::xmp) const DC: &str = "http://purl.org/dc/elements/1.1/";
    pub(in crate::xmp) const LIGHTROOM: &str = "http://ns.adobe.com/lightroom/1.0/";
    pub(in crate::xmp) const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
    pub(in crate::xmp) const CORE: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";
    pub(in crate::xmp) const EXTENSION: &str = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
    pub(in crate::xmp) const PLUS: &str = "http://ns.useplus.org/ldf/xmp/1.0/";
    pub(in crate::xmp) const EXIF: &str = "http://ns.adobe.com/exif/1.0/";
    pub(in crate::xmp) const EXIF_EX: &str = "http://cipa.jp/exif/1.0/";
    pub(in crate::xmp) const AUX: &str = "http://ns.adobe.com/exif/1.0/aux/";
    pub(in crate::xmp) const TIFF: &str = "http://ns.adobe.com/tiff/1.0/";
    pub(in crate::xmp) const CAMERA_RAW: &str = "http://ns.adobe.com/camera-raw-settings/1.0/";
}

/// Packets with more elements than this are no metadata of a photo.
const MAX_NODES: u32 = 500_000;
/// Elements nested deeper than this are not read: the parser recurses.
const MAX_DEPTH: u32 = 64;

/// Reads the XML of a packet. Fails with what is wrong with it.
pub(crate) fn document(text: &str) -> Result<Document<'_>, String> {
    if is_deep(text) {
        return Err(format!(
            "its elements are nested more than {MAX_DEPTH} deep"
        ));
    }
    let options = ParsingOptions {
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| error.to_string())
}

/// Whether elements are nested too deeply, looked up without recursion. What only looks like
/// elements, within comments or CDATA, counts too.
fn is_deep(text: &str) -> bool {
    let mut depth = 0_u32;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        match rest.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'?' | b'!') | None => {}
            Some(_) => {
                let end = rest.find('>').unwrap_or(rest.len());
                let empty = rest.get(..end).is_some_and(|tag| tag.ends_with('/'));
                depth += u32::from(!empty);
            }
        }
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

/// What a packet says about its file.
pub(crate) struct Packet<'x> {
    descriptions: Vec<Node<'x, 'x>>,
}

/// One property, a member of a list, or a field of a structure.
#[derive(Clone, Copy)]
pub(super) enum Property<'x> {
    Text(&'x str),
    Element(Node<'x, 'x>),
}

impl<'x> Packet<'x> {
    /// The packet of a document; `None` if that holds no RDF.
    pub(crate) fn of(document: &'x Document<'x>) -> Option<Self> {
        let mut nodes = document.descendants();
        let root = nodes.find(|node| node.has_tag_name((ns::RDF, "RDF")))?;
        let descriptions = root.children();
        let descriptions = descriptions.filter(|node| node.has_tag_name((ns::RDF, "Description")));
        Some(Packet {
            descriptions: descriptions.collect(),
        })
    }

    /// A property of the file.
    pub(super) fn property(&self, space: &str, name: &str) -> Option<Property<'x>> {
        let mut descriptions = self.descriptions.iter();
        descriptions.find_map(|node| field_of(*node, space, name))
    }

    /// The text of a property, if it has one that is not empty.
    pub(super) fn text(&self, space: &str, name: &str) -> Option<String> {
        self.property(space, name)?.text()
    }

    /// Every property of a namespace, by name.
    pub(super) fn all_of(
        &self,
        space: &'static str,
    ) -> impl Iterator<Item = (&'x str, Property<'x>)> {
        let descriptions = self.descriptions.iter();
        descriptions.flat_map(move |node| fields_of(*node, Some(space)))
    }
}

impl<'x> Property<'x> {
    /// The text, without the white space around it: of alternatives the one for every language, of
    /// a list its first member. `None` if it is empty.
    pub(super) fn text(self) -> Option<String> {
        let text = match self {
            Property::Text(text) => text.to_owned(),
            Property::Element(node) => {
                if let Some(list) = list_of(node) {
                    let items = members(list);
                    let default = items
                        .clone()
                        .find(|item| item.attribute((ns::XML, "lang")) == Some("x-default"));
                    let first = default.or_else(|| items.clone().next())?;
                    return plain(first);
                }
                return plain(node);
            }
        };
        trimmed(&text)
    }

    /// The members of a list; a property that is none counts as one of one member.
    pub(super) fn items(self) -> Vec<Property<'x>> {
        match self {
            Property::Element(node) => match list_of(node) {
                Some(list) => members(list).map(Property::Element).collect(),
                None => vec![self],
            },
            Property::Text(_) => vec![self],
        }
    }

    /// The texts of a list.
    pub(super) fn texts(self) -> impl Iterator<Item = String> {
        self.items().into_iter().filter_map(Property::text)
    }

    /// Whether it is a list.
    pub(super) fn is_list(self) -> bool {
        matches!(self, Property::Element(node) if list_of(node).is_some())
    }

    /// A field of a structure.
    pub(super) fn field(self, space: &str, name: &str) -> Option<Property<'x>> {
        match self {
            Property::Element(node) => field_of(structure(node), space, name),
            Property::Text(_) => None,
        }
    }

    /// The fields of a structure, by name; none if it is no structure.
    pub(super) fn fields(self) -> Vec<(&'x str, Property<'x>)> {
        match self {
            Property::Element(node) => fields_of(structure(node), None).collect(),
            Property::Text(_) => Vec::new(),
        }
    }
}

/// The element whose attributes and children are the fields of a structure.
fn structure<'x>(node: Node<'x, 'x>) -> Node<'x, 'x> {
    let inner = node
        .children()
        .find(|child| child.has_tag_name((ns::RDF, "Description")));
    inner.unwrap_or(node)
}

fn field_of<'x>(node: Node<'x, 'x>, space: &str, name: &str) -> Option<Property<'x>> {
    // Names first: few are alike, and most namespaces begin alike.
    let mut attributes = node.attributes();
    let attribute = attributes.find(|it| it.name() == name && it.namespace() == Some(space));
    if let Some(attribute) = attribute {
        return Some(Property::Text(attribute.value()));
    }
    let mut children = node.children();
    let child = children.find(|child| {
        let tag = child.tag_name();
        tag.name() == name && tag.namespace() == Some(space)
    });
    child.map(Property::Element)
}

/// The fields of one namespace, or of all but those of XML and RDF themselves.
fn fields_of<'x>(
    node: Node<'x, 'x>,
    space: Option<&'static str>,
) -> impl Iterator<Item = (&'x str, Property<'x>)> {
    let wanted = move |of: Option<&str>| match space {
        Some(space) => of == Some(space),
        None => of.is_some_and(|of| of != ns::RDF && of != ns::XML),
    };
    let attributes = node.attributes();
    let attributes = attributes
        .filter(move |it| wanted(it.namespace()))
        .map(|it: Attribute<'x, 'x>| (it.name(), Property::Text(it.value())));
    let children = node.children();
    let children = children
        .filter(move |it| it.is_element() && wanted(it.tag_name().namespace()))
        .map(|it| (it.tag_name().name(), Property::Element(it)));
    attributes.chain(children)
}

fn list_of<'x>(node: Node<'x, 'x>) -> Option<Node<'x, 'x>> {
    let mut children = node.children();
    children.find(|child| {
        ["Seq", "Bag", "Alt"]
            .iter()
            .any(|list| child.has_tag_name((ns::RDF, *list)))
    })
}

fn members<'x>(list: Node<'x, 'x>) -> impl Iterator<Item = Node<'x, 'x>> + Clone {
    list.children()
        .filter(|child| child.has_tag_name((ns::RDF, "li")))
}

/// The text of an element that is no list.
fn plain(node: Node<'_, '_>) -> Option<String> {
    if let Some(resource) = node.attribute((ns::RDF, "resource")) {
        return trimmed(resource);
    }
    if let Some(Property::Text(value)) = field_of(structure(node), ns::RDF, "value") {
        return trimmed(value);
    }
    let parts: String = node.children().filter_map(|child| child.text()).collect();
    trimmed(&parts)
}

fn trimmed(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
