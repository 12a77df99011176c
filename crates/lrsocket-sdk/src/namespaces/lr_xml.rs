//! LrXml: documents are parsed here, into a table for each node; what the methods do with them, and
//! the builder, is Lua. Transforming with XSLT is not here.
//!
//! Guesses: text between elements that is only white space is not there, as with the parsers of
//! macOS and Windows that Lightroom uses; attributes are found under the name as it is written,
//! with its prefix; what is not XML raises an error.

use mlua::{Lua, Table};
use roxmltree::{Document, Node, NodeType, ParsingOptions};

use crate::members::stub;
use crate::vm::namespace::Namespace;
use crate::vm::raise::{Raise, SdkResult};

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrXml",
    build: |ns| {
        ns.object(
            "builderInstance",
            &[
                "append",
                "beginBlock",
                "comment",
                "endBlock",
                "serialize",
                "tag",
                "text",
            ],
        );
        // All but `transform`.
        ns.object(
            "xmlDomInstance",
            &[
                "attributes",
                "childAtIndex",
                "childCount",
                "name",
                "serialize",
                "text",
                "type",
            ],
        );
        ns.private("parseXml", |call, args| parse(call.lua, &args.text(1)?));
        ns.private("transform", |call, _| -> SdkResult<()> {
            Err(stub::unimplemented(call, "LrXml", "transform", "1.3"))
        });
        ns.lua(include_str!("lr_xml.lua"))
    },
};

/// The root element: `type`, `name`, `namespace`, `text`, `attributes`, `children`, and `first` and
/// `last`, where it is in the source.
fn parse(lua: &Lua, source: &str) -> SdkResult<Table> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(source, options)
        .map_err(|error| Raise::Text(format!("LrXml.parseXml: this is no XML: {error}")))?;
    let root = document.root_element();
    // Without recursion, and without a reference to each table: a document may be as deep as it is
    // long. The children of an element come right after it, so those that are still open are a
    // stack; their tables are kept in `all`, by the same numbers.
    let all = lua.create_table()?;
    let mut open: Vec<Node<'_, '_>> = vec![root];
    let table = element(lua, source, root)?;
    all.raw_set(1, &table)?;
    for node in root.descendants().skip(1) {
        let parent = node.parent();
        while open.last().is_some_and(|last| Some(*last) != parent) {
            open.pop();
        }
        let made = match node.node_type() {
            NodeType::Element => element(lua, source, node)?,
            NodeType::Text if node.text().is_none_or(|text| text.trim().is_empty()) => continue,
            NodeType::Text => leaf(lua, node, "text", node.text())?,
            NodeType::Comment => leaf(lua, node, "comment", node.text())?,
            NodeType::PI => {
                let instruction = node.pi();
                let text = instruction.and_then(|instruction| instruction.value);
                let made = leaf(lua, node, "processinginstruction", text)?;
                made.raw_set("name", instruction.map(|instruction| instruction.target))?;
                made
            }
            NodeType::Root => continue,
        };
        let above: Table = all.raw_get(open.len())?;
        above.raw_get::<Table>("children")?.raw_push(&made)?;
        if node.is_element() {
            open.push(node);
            all.raw_set(open.len(), made)?;
        }
    }
    Ok(table)
}

fn element(lua: &Lua, source: &str, node: Node<'_, '_>) -> mlua::Result<Table> {
    let table = leaf(lua, node, "element", None)?;
    table.raw_set("name", node.tag_name().name())?;
    table.raw_set("namespace", node.tag_name().namespace())?;
    table.raw_set("children", lua.create_table()?)?;
    let attributes = lua.create_table()?;
    for attribute in node.attributes() {
        let entry = lua.create_table()?;
        entry.raw_set("value", attribute.value())?;
        entry.raw_set("name", attribute.name())?;
        entry.raw_set("namespace", attribute.namespace())?;
        let written = source.get(attribute.range_qname());
        attributes.raw_set(written.unwrap_or(attribute.name()), entry)?;
    }
    table.raw_set("attributes", attributes)?;
    Ok(table)
}

fn leaf(lua: &Lua, node: Node<'_, '_>, kind: &str, text: Option<&str>) -> mlua::Result<Table> {
    let table = lua.create_table()?;
    table.raw_set("type", kind)?;
    table.raw_set("text", text)?;
    table.raw_set("first", node.range().start + 1)?;
    table.raw_set("last", node.range().end)?;
    Ok(table)
}
