//! LrColor: a function that makes colours.

use mlua::Value;

use crate::vm::namespace::Namespace;
use crate::vm::raise::Raise;

/// Guess: the names are documented, these values are those that macOS has for them.
const NAMED: &[(&str, [f64; 3])] = &[
    ("black", [0.0, 0.0, 0.0]),
    ("white", [1.0, 1.0, 1.0]),
    ("gray", [0.5, 0.5, 0.5]),
    ("light gray", [2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0]),
    ("dark gray", [1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0]),
    ("red", [1.0, 0.0, 0.0]),
    ("green", [0.0, 1.0, 0.0]),
    ("blue", [0.0, 0.0, 1.0]),
    ("cyan", [0.0, 1.0, 1.0]),
    ("yellow", [1.0, 1.0, 0.0]),
    ("magenta", [1.0, 0.0, 1.0]),
    ("orange", [1.0, 0.5, 0.0]),
    ("purple", [0.5, 0.0, 0.5]),
    ("brown", [0.6, 0.4, 0.2]),
];

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrColor",
    build: |ns| {
        ns.object("color", &["alpha", "blue", "green", "red", "type"]);
        // LrColor( red, green, blue, alpha ), LrColor( gray ) or LrColor( name ); the parts of it.
        ns.private("LrColor", |_, args| {
            if let Value::String(name) = args.value(1) {
                let name = name.to_string_lossy();
                let Some((_, [red, green, blue])) = NAMED.iter().find(|named| named.0 == name)
                else {
                    let names: Vec<&str> = NAMED.iter().map(|named| named.0).collect();
                    return Err(Raise::Text(format!(
                        "LrColor: there is no colour \"{name}\"; the names are {}",
                        names.join(", ")
                    )));
                };
                return Ok((*red, *green, *blue, 1.0));
            }
            let first = args.number(1)?;
            if args.len() < 3 {
                // Documented: 0 is white and 1 is black.
                let light = 1.0 - first;
                return Ok((light, light, light, 1.0));
            }
            let alpha = args.optional_number(4)?.unwrap_or(1.0);
            Ok((first, args.number(2)?, args.number(3)?, alpha))
        });
        ns.lua(include_str!("lr_color.lua"))
    },
};
