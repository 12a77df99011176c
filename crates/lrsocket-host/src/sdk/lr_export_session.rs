//! LrExportSession: a function that makes sessions. They know what would be exported; nothing is
//! rendered.

use super::shared::{self, found};
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrExportSession",
    build: |ns| {
        const NOTHING: &str = "a diagnostic says what would be exported; nothing is rendered";
        shared::objects(ns)?;
        ns.object("exportSession", &["catalog"]);
        ns.partly("doExportOnCurrentTask", NOTHING);
        ns.partly("doExportOnNewTask", NOTHING);
        ns.partly("renditions", "the renditions are never rendered");
        ns.private("path", |call, args| {
            let photo = found::photo(call, args, 1)?;
            found::with_catalog(call, |catalog| catalog.photo_path(photo))
        });
        ns.lua(include_str!("lr_export_session.lua"))
    },
};
