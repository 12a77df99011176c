//! LrApplicationView: module, view, zoom, second display.

use lightroom_sim::{Lightroom, MainView, Module, SecondaryView};

use crate::shared::modules::module_is;
use crate::vm::namespace::Namespace;
use crate::vm::raise::Raise;

type Command = fn(&mut Lightroom);

/// The modules with a loupe to look closer in.
const ZOOMED: &[Module] = &[Module::Library, Module::Develop];

/// The members that take and return nothing, and where they do something.
const COMMANDS: [(&str, &[Module], Command); 15] = [
    ("cycleLoupeViewInfo", ZOOMED, Lightroom::cycle_loupe_info),
    (
        "fullscreenHidePanels",
        Module::ALL,
        Lightroom::full_screen_hide_panels,
    ),
    (
        "fullscreenPreview",
        Module::ALL,
        Lightroom::full_screen_preview,
    ),
    ("gridView", Module::ALL, Lightroom::grid_view),
    ("gridViewStyle", Module::ALL, Lightroom::next_grid_style),
    ("nextScreenMode", Module::ALL, Lightroom::next_screen_mode),
    ("toggleLoupe", &[Module::Library], Lightroom::toggle_loupe),
    (
        "toggleSecondaryDisplay",
        Module::ALL,
        Lightroom::toggle_secondary_display,
    ),
    (
        "toggleSecondaryDisplayFullscreen",
        Module::ALL,
        Lightroom::toggle_secondary_full_screen,
    ),
    ("toggleZoom", ZOOMED, Lightroom::toggle_zoom),
    ("zoomIn", ZOOMED, Lightroom::zoom_in),
    ("zoomInSome", ZOOMED, Lightroom::zoom_in_some),
    ("zoomOut", ZOOMED, Lightroom::zoom_out),
    ("zoomOutSome", ZOOMED, Lightroom::zoom_out_some),
    ("zoomToOneToOne", ZOOMED, Lightroom::zoom_to_one_to_one),
];

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrApplicationView",
    build: |ns| {
        for (name, modules, command) in COMMANDS {
            ns.function(name, move |call, _| {
                if module_is(call, "LrApplicationView", name, modules) {
                    command(&mut call.core.app.lightroom.borrow_mut());
                }
                Ok(())
            });
        }
        ns.function("getCurrentModuleName", |call, _| {
            Ok(call.core.app.lightroom.borrow().view().module.name())
        });
        ns.function("switchToModule", |call, args| {
            let name = args.text(1)?;
            let module = Module::parse(&name);
            let module = module.ok_or_else(|| unknown("module", &name, Module::ALL))?;
            call.core
                .app
                .lightroom
                .borrow_mut()
                .switch_to_module(module);
            Ok(())
        });
        ns.function("showView", |call, args| {
            let name = args.text(1)?;
            let view = MainView::parse(&name);
            let view = view.ok_or_else(|| unknown("view", &name, MainView::ALL))?;
            call.core.app.lightroom.borrow_mut().show_view(view);
            Ok(())
        });
        ns.function("showSecondaryView", |call, args| {
            let name = args.text(1)?;
            let view = SecondaryView::parse(&name);
            let what = "view of the second display";
            let view = view.ok_or_else(|| unknown(what, &name, SecondaryView::ALL))?;
            call.core
                .app
                .lightroom
                .borrow_mut()
                .show_secondary_view(view);
            Ok(())
        });
        // Nil while the second display is off.
        ns.function("getSecondaryViewName", |call, _| {
            let view = call.core.app.lightroom.borrow().secondary_view();
            Ok(view.map(SecondaryView::name))
        });
        // The second is not documented: a plug-in asks for both.
        for name in ["isSecondaryDisplayOn", "isSecondaryDispalyOn"] {
            ns.function(name, |call, _| {
                Ok(call.core.app.lightroom.borrow().view().secondary_on)
            });
        }
        Ok(())
    },
};

/// The wording is ours: Lightroom's own is not known.
fn unknown(what: &str, name: &str, all: &[impl ToString]) -> Raise {
    let all: Vec<String> = all.iter().map(ToString::to_string).collect();
    Raise::Text(format!(
        "LrApplicationView: \"{name}\" is not a {what}; it is one of {}",
        all.join(", ")
    ))
}
