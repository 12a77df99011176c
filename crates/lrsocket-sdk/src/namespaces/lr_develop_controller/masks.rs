//! Masks and their tools.
//!
//! The members that take an id are documented as `(id, param)` with the id as the second; plug-ins
//! give it as the first, so either is taken.

use lightroom_sim::develop::{Combine, Controller, Error, MaskType, Outcome, Settings};

use super::reach::{Member, Step};
use crate::shared::develop_values;
use crate::vm::args::Args;
use crate::vm::namespace::Builder;
use crate::vm::raise::SdkResult;

const COMBINE: [(&str, Combine, &str); 3] = [
    ("addToCurrentMask", Combine::Add, "Add to Mask"),
    (
        "intersectWithCurrentMask",
        Combine::Intersect,
        "Intersect with Mask",
    ),
    (
        "subtractFromCurrentMask",
        Combine::Subtract,
        "Subtract from Mask",
    ),
];

type Change = fn(&mut Controller, &mut Settings, &str) -> Result<Outcome, Error>;

/// The members that change the mask or tool with an id, and their steps.
const CHANGES: [(&str, &str, Change); 7] = [
    ("deleteMask", "Delete Mask", Controller::delete_mask),
    (
        "deleteMaskTool",
        "Delete Mask Component",
        Controller::delete_mask_tool,
    ),
    (
        "toggleHideMask",
        "Toggle Mask Visibility",
        Controller::toggle_hide_mask,
    ),
    (
        "toggleHideMaskTool",
        "Toggle Mask Component Visibility",
        Controller::toggle_hide_mask_tool,
    ),
    (
        "toggleInvertMaskTool",
        "Invert Mask Component",
        Controller::toggle_invert_mask_tool,
    ),
    ("invertMask", "Invert Mask", Controller::invert_mask),
    (
        "duplicateAndInvertMask",
        "Duplicate and Invert Mask",
        Controller::duplicate_and_invert_mask,
    ),
];

type Select = fn(&mut Controller, &Settings, &str) -> Result<Outcome, Error>;

const SELECT: [(&str, Select); 2] = [
    ("selectMask", Controller::select_mask),
    ("selectMaskTool", Controller::select_mask_tool),
];

pub(super) fn declare(ns: &mut Builder<'_>) {
    ns.function("createNewMask", |call, args| {
        let member = Member::new(call, "createNewMask");
        let mask_type = mask_type(member, args)?;
        member.edit(Step::Named("New Mask"), |controller, settings| {
            controller.create_new_mask(settings, mask_type);
            Ok((Outcome::Changed, ()))
        })?;
        Ok(())
    });
    for (name, combine, step) in COMBINE {
        ns.function(name, move |call, args| {
            let member = Member::new(call, name);
            let mask_type = mask_type(member, args)?;
            member.edit(Step::Named(step), |controller, settings| {
                let outcome = controller.combine_with_current_mask(settings, combine, mask_type);
                Ok((outcome, ()))
            })?;
            Ok(())
        });
    }
    for (name, step, change) in CHANGES {
        ns.function(name, move |call, args| {
            let id = id(args)?;
            let member = Member::new(call, name);
            let changed = member.edit(Step::Named(step), |controller, settings| {
                let outcome = change(controller, settings, &id)?;
                Ok((outcome, outcome.is_changed()))
            })?;
            // Documented for the two that came with 11.4 only.
            let answers = matches!(name, "invertMask" | "duplicateAndInvertMask");
            Ok(answers.then_some(changed.unwrap_or(false)))
        });
    }
    for (name, select) in SELECT {
        ns.function(name, move |call, args| {
            let id = id(args)?;
            let member = Member::new(call, name);
            let outcome =
                member.control(|controller, settings| select(controller, settings, &id))?;
            if let Some(outcome) = outcome {
                member.tell(outcome);
            }
            Ok(())
        });
    }
    ns.function("getAllMasks", |call, _| {
        let member = Member::new(call, "getAllMasks");
        member.read(|controller, settings| {
            let masks = controller.all_masks(settings);
            Ok(develop_values::to_lua(call.lua, &masks)?)
        })
    });
    // Both are nil if none is selected.
    ns.function("getSelectedMask", |call, _| {
        let member = Member::new(call, "getSelectedMask");
        let id = member.read(|controller, settings| {
            Ok(controller.selected_mask(settings).map(str::to_owned))
        })?;
        Ok(id.flatten())
    });
    ns.function("getSelectedMaskTool", |call, _| {
        let member = Member::new(call, "getSelectedMaskTool");
        let id = member.read(|controller, settings| {
            Ok(controller.selected_mask_tool(settings).map(str::to_owned))
        })?;
        Ok(id.flatten())
    });
}

fn mask_type(member: Member<'_>, args: &Args<'_>) -> SdkResult<MaskType> {
    let name = args.text(1)?;
    let subtype = args.optional_string(2)?.map(|text| text.to_string_lossy());
    MaskType::from_names(&name, subtype.as_deref()).map_err(|error| member.raise(error))
}

fn id(args: &Args<'_>) -> SdkResult<String> {
    match args.optional_string(1)? {
        Some(id) => Ok(id.to_string_lossy()),
        None if args.len() > 1 => args.text(2),
        None => Err(args.expected(1, "string")),
    }
}
