//! The tools of the Develop module, and Photoshop.

use lightroom_sim::develop::{Controller, Error, Outcome, Tool};

use super::reach::{Member, Needs};
use crate::vm::namespace::Builder;

/// The members that open a tool, and the Develop module if need be, with an argument that some have.
type Open = fn(&mut Controller, Option<&str>) -> Result<Outcome, Error>;

const OPEN: [(&str, Open); 7] = [
    ("goToMasking", |it, _| Ok(it.go_to_masking())),
    ("goToDevelopGraduatedFilter", |it, _| {
        Ok(it.go_to_develop_graduated_filter())
    }),
    ("goToDevelopRadialFilter", |it, _| {
        Ok(it.go_to_develop_radial_filter())
    }),
    ("goToSpotRemoval", |it, _| Ok(it.go_to_spot_removal())),
    ("goToHealing", |it, _| Ok(it.go_to_healing())),
    ("goToRemove", Controller::go_to_remove),
    ("goToEyeCorrection", Controller::go_to_eye_correction),
];

pub(super) fn declare(ns: &mut Builder<'_>) {
    for (name, open) in OPEN {
        ns.function(name, move |call, args| {
            let argument = args.optional_string(1)?.map(|text| text.to_string_lossy());
            let needs = Needs::Opens;
            let member = Member { call, name, needs };
            member.control(|controller, _| open(controller, argument.as_deref()))?;
            Ok(())
        });
    }
    ns.function("selectTool", |call, args| {
        let tool = args.text(1)?;
        let member = Member::new(call, "selectTool");
        member.control(|controller, _| controller.select_tool(&tool))?;
        Ok(())
    });
    ns.function("getSelectedTool", |call, _| {
        let member = Member::new(call, "getSelectedTool");
        member.read(|controller, _| Ok(controller.selected_tool().name()))
    });
    ns.function("toggleOverlay", |call, _| {
        let member = Member::new(call, "toggleOverlay");
        member.control(|controller, _| {
            if controller.selected_tool() == Tool::Masking {
                controller.toggle_overlay();
            } else {
                member.no_effect("the masking tool is not open");
            }
            Ok(())
        })?;
        Ok(())
    });
    ns.function("editInPhotoshop", |call, _| {
        let member = Member {
            call,
            name: "editInPhotoshop",
            needs: Needs::Nothing,
        };
        member.control(|controller, _| controller.edit_in_photoshop())?;
        Ok(())
    });
}
