//! Panels, clipping, colour grading, lens blur.

use lightroom_sim::develop::Controller;

use super::reach::{Member, Step};
use crate::vm::namespace::Builder;

pub(super) fn declare(ns: &mut Builder<'_>) {
    for name in ["revealPanel", "revealPanelIfVisible"] {
        ns.function(name, move |call, args| {
            let panel = args.text(1)?;
            let sub_panel = args.optional_string(2)?.map(|text| text.to_string_lossy());
            let only_if_visible = name == "revealPanelIfVisible";
            if only_if_visible && call.core.app.lightroom.borrow().view().panels_hidden {
                return Ok(());
            }
            let member = Member::new(call, name);
            if !Controller::has_panel(&panel) {
                return member.unknown(&panel, "panel or develop parameter");
            }
            member
                .control(|controller, _| controller.reveal_panel(&panel, sub_panel.as_deref()))?;
            Ok(())
        });
    }
    ns.function("revealAdjustedControls", |call, args| {
        let reveal = args.truth(1);
        let member = Member::new(call, "revealAdjustedControls");
        member.control(|controller, _| {
            controller.reveal_adjusted_controls(reveal);
            Ok(())
        })?;
        Ok(())
    });
    ns.function("showClipping", |call, _| {
        let member = Member::new(call, "showClipping");
        member.control(|controller, _| Ok(controller.show_clipping()))?;
        Ok(())
    });
    ns.function("getActiveColorGradingView", |call, _| {
        let member = Member::new(call, "getActiveColorGradingView");
        member.read(|controller, _| Ok(controller.active_color_grading_view().name()))
    });
    ns.function("setActiveColorGradingView", |call, args| {
        let view = args.text(1)?;
        let member = Member::new(call, "setActiveColorGradingView");
        member.control(|controller, _| controller.set_active_color_grading_view(&view))?;
        Ok(())
    });
    ns.function("getSelectedLensBlurBokeh", |call, _| {
        let member = Member::new(call, "getSelectedLensBlurBokeh");
        member.read(|controller, settings| Ok(controller.selected_lens_blur_bokeh(settings)))
    });
    ns.function("setLensBlurBokeh", |call, args| {
        let bokeh = args.text(1)?;
        let member = Member::new(call, "setLensBlurBokeh");
        member.edit(Step::Named("Lens Blur Bokeh"), |controller, settings| {
            Ok((controller.set_lens_blur_bokeh(settings, &bokeh)?, ()))
        })?;
        Ok(())
    });
    ns.function("toggleLensBlurDepthVisualization", |call, _| {
        let member = Member::new(call, "toggleLensBlurDepthVisualization");
        member.control(|controller, _| Ok(controller.toggle_lens_blur_depth_visualization()))?;
        Ok(())
    });
}
