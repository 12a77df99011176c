//! Masks as the develop settings store them, under `MaskGroupBasedCorrections`.

use super::{AiKind, Combine, Mask, MaskTool, MaskType, RangeKind};
use crate::develop::parameters::{Slot, key, key_name, keys, slots_of};
use crate::develop::{Table, Value};

/// The list of all masks.
pub(crate) fn masks_to_value(masks: &[Mask]) -> Value {
    masks
        .iter()
        .map(|mask| Value::Table(mask_to_table(mask)))
        .collect::<Vec<_>>()
        .into()
}

/// The masks of a list, or nothing if it is not one. A mask without an id gets one from its place.
pub(crate) fn masks_from_value(value: &Value) -> Option<Vec<Mask>> {
    let list = value.as_list()?;
    list.iter()
        .enumerate()
        .map(|(place, mask)| mask_from_table(place, mask.as_table()?))
        .collect()
}

fn mask_to_table(mask: &Mask) -> Table {
    let mut table = mask.rest.clone();
    for slot in local_slots() {
        let value = mask.values.read(slot);
        // A curve or a list of swatches is there only when it was changed.
        if value.as_number().is_some() || *value != slot.default {
            table.insert(slot.form.key.to_owned(), slot.setting_value(value));
        }
    }
    table.insert("What".to_owned(), "Correction".into());
    table.insert("CorrectionID".to_owned(), mask.id.as_str().into());
    table.insert("CorrectionName".to_owned(), mask.name.as_str().into());
    table.insert("CorrectionActive".to_owned(), (!mask.hidden).into());
    let tools = mask
        .tools
        .iter()
        .map(|tool| Value::Table(tool_to_table(tool)));
    table.insert(
        "CorrectionMasks".to_owned(),
        tools.collect::<Vec<_>>().into(),
    );
    table
}

fn mask_from_table(place: usize, table: &Table) -> Option<Mask> {
    let id = text(table, "CorrectionID").unwrap_or_else(|| format!("{:032X}", place + 1));
    let name = text(table, "CorrectionName").unwrap_or_else(|| format!("Mask {}", place + 1));
    let mut mask = Mask::new(id, name);
    mask.hidden = flag(table, "CorrectionActive") == Some(false);
    let tools = table
        .get("CorrectionMasks")
        .map_or(Some(&[][..]), Value::as_list)?;
    for (number, tool) in tools.iter().enumerate() {
        mask.tools
            .push(tool_from_table(&mask.id, number, tool.as_table()?));
    }
    for (field, value) in table {
        let slot = key(field).and_then(|key| slots_of(key).find(|slot| slot.parameter.is_local()));
        match (slot, field.as_str()) {
            (Some(slot), _) => {
                if let Ok(value) = slot.accept(slot.slider_value(value)) {
                    mask.values.write(slot.key, value, &slot.default);
                }
            }
            (None, _) => {
                mask.rest.insert(field.clone(), value.clone());
            }
        }
    }
    let derived = mask_to_table(&Mask {
        rest: Table::new(),
        ..mask.clone()
    });
    mask.rest.retain(|field, _| !derived.contains_key(field));
    Some(mask)
}

fn local_slots() -> impl Iterator<Item = &'static Slot> {
    keys()
        .filter(|&key| !key_name(key).contains('.'))
        .filter_map(|key| slots_of(key).find(|slot| slot.parameter.is_local()))
}

fn tool_to_table(tool: &MaskTool) -> Table {
    let mut table = tool.rest.clone();
    let (what, kind, category) = what(tool.mask_type);
    table.insert("What".to_owned(), what.into());
    match (what, kind) {
        ("Mask/RangeMask", Some(kind)) => {
            let range = Table::from([("Type".to_owned(), kind.into())]);
            table
                .entry("CorrectionRangeMask".to_owned())
                .or_insert_with(|| range.into());
        }
        (_, Some(kind)) => {
            table.insert("MaskSubType".to_owned(), kind.into());
        }
        (_, None) => {}
    }
    if let Some(category) = category {
        table
            .entry("MaskSubCategoryID".to_owned())
            .or_insert_with(|| category.into());
    }
    // A tool that takes away is one that intersects with its inverse.
    let subtracts = tool.combine == Combine::Subtract;
    let blends = if tool.combine == Combine::Add {
        0.0
    } else {
        1.0
    };
    table.insert("MaskID".to_owned(), tool.id.as_str().into());
    table.insert("MaskName".to_owned(), tool.name.as_str().into());
    table.insert("MaskActive".to_owned(), (!tool.hidden).into());
    table.insert("MaskBlendMode".to_owned(), blends.into());
    table.insert(
        "MaskInverted".to_owned(),
        (tool.inverted != subtracts).into(),
    );
    table
        .entry("MaskValue".to_owned())
        .or_insert_with(|| 1.0.into());
    table
}

fn tool_from_table(mask: &str, number: usize, table: &Table) -> MaskTool {
    let mask_type = mask_type(table);
    let inverted = flag(table, "MaskInverted").unwrap_or(false);
    let blends = table
        .get("MaskBlendMode")
        .and_then(Value::as_number)
        .unwrap_or(0.0)
        > 0.5;
    let mut tool = MaskTool {
        id: text(table, "MaskID").unwrap_or_else(|| format!("{mask}-{}", number + 1)),
        name: text(table, "MaskName").unwrap_or_else(|| format!("{} 1", mask_type.label())),
        mask_type,
        combine: match (blends, inverted) {
            (false, _) => Combine::Add,
            (true, false) => Combine::Intersect,
            (true, true) => Combine::Subtract,
        },
        hidden: flag(table, "MaskActive") == Some(false),
        inverted: inverted && !blends,
        rest: Table::new(),
    };
    let derived = tool_to_table(&tool);
    let always = [
        "What",
        "MaskID",
        "MaskName",
        "MaskActive",
        "MaskBlendMode",
        "MaskInverted",
    ];
    let rest = table.iter().filter(|(field, value)| {
        !always.contains(&field.as_str()) && derived.get(*field) != Some(*value)
    });
    tool.rest = rest
        .map(|(field, value)| (field.clone(), value.clone()))
        .collect();
    tool
}

/// `What`; the `MaskSubType` of what is detected, or the `Type` of a range; `MaskSubCategoryID`.
fn what(mask_type: MaskType) -> (&'static str, Option<f64>, Option<f64>) {
    match mask_type {
        MaskType::Brush => ("Mask/Brush", None, None),
        MaskType::Gradient => ("Mask/Gradient", None, None),
        MaskType::RadialGradient => ("Mask/CircularGradient", None, None),
        MaskType::Range(RangeKind::Color) => ("Mask/RangeMask", Some(1.0), None),
        MaskType::Range(RangeKind::Luminance) => ("Mask/RangeMask", Some(2.0), None),
        MaskType::Range(RangeKind::Depth) => ("Mask/RangeMask", Some(3.0), None),
        MaskType::Ai(AiKind::Subject) => ("Mask/Image", Some(1.0), None),
        MaskType::Ai(AiKind::Sky) => ("Mask/Image", Some(2.0), None),
        MaskType::Ai(AiKind::People) => ("Mask/Image", Some(3.0), None),
        MaskType::Ai(AiKind::Background) => ("Mask/Image", Some(0.0), Some(22.0)),
        MaskType::Ai(AiKind::Landscape) => ("Mask/Image", Some(0.0), Some(0.0)),
        MaskType::Ai(AiKind::Objects) => ("Mask/Image", Some(0.0), None),
    }
}

fn mask_type(table: &Table) -> MaskType {
    let number = |field| {
        table
            .get(field)
            .and_then(Value::as_number)
            .map(|n| n as i64)
    };
    let range = table.get("CorrectionRangeMask").and_then(Value::as_table);
    let range = range
        .and_then(|range| range.get("Type"))
        .and_then(Value::as_number);
    match table.get("What").and_then(Value::as_text) {
        Some("Mask/Gradient") => MaskType::Gradient,
        Some("Mask/CircularGradient") => MaskType::RadialGradient,
        Some("Mask/RangeMask") => MaskType::Range(match range.map(|n| n as i64) {
            Some(2) => RangeKind::Luminance,
            Some(3) => RangeKind::Depth,
            _ => RangeKind::Color,
        }),
        Some("Mask/Image") => {
            MaskType::Ai(match (number("MaskSubType"), number("MaskSubCategoryID")) {
                (Some(2), _) => AiKind::Sky,
                (Some(3), _) => AiKind::People,
                (Some(0), Some(22)) => AiKind::Background,
                (Some(0), Some(_)) => AiKind::Landscape,
                (Some(0), None) => AiKind::Objects,
                _ => AiKind::Subject,
            })
        }
        _ => MaskType::Brush,
    }
}

fn text(table: &Table, field: &str) -> Option<String> {
    table.get(field).and_then(Value::as_text).map(str::to_owned)
}

fn flag(table: &Table, field: &str) -> Option<bool> {
    table.get(field).and_then(Value::as_bool)
}
