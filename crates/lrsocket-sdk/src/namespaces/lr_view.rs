//! LrView without a window: the tree of views is kept, its bindings work.

use crate::members::surface::{self, Kind};
use crate::shared;
use crate::vm::namespace::Namespace;

/// Methods of a factory that return a number rather than a view.
const SPACINGS: &[&str] = &["control_spacing", "dialog_spacing", "label_spacing"];

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrView",
    build: |ns| {
        shared::views(ns)?;
        shared::dialogs(ns)?;
        let members = surface::page("LrView").map_or(&[][..], |page| &page.members);
        let kinds = members.iter().filter(|member| {
            member.receiver == "viewFactory"
                && member.kind == Kind::Function
                && !SPACINGS.contains(&member.name)
        });
        let lightroom = ns.core.app.settings.lightroom;
        let kinds = kinds.filter(|member| lightroom.has(member.since));
        let kinds: Vec<&'static str> = kinds.map(|member| member.name).collect();
        ns.object("viewFactory", &kinds);
        ns.object("viewFactory", SPACINGS);
        ns.private_value("kinds", kinds);
        ns.lua(include_str!("lr_view.lua"))
    },
};
