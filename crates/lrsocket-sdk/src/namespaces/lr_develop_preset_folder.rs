//! LrDevelopPresetFolder: a class whose objects are known by the folder's name.

use crate::shared::{self, preset_files};
use crate::vm::namespace::Namespace;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrDevelopPresetFolder",
    build: |ns| {
        shared::objects(ns)?;
        // The uuids of its presets.
        ns.private("presets", |call, args| {
            let name = args.text(1)?;
            let lightroom = call.core.app.lightroom.borrow();
            let mut folders = lightroom.presets.folders().iter();
            let folder = folders.find(|folder| folder.name == name);
            let presets = folder.map(|folder| folder.presets.as_slice());
            let uuids = presets.unwrap_or_default().iter();
            Ok(uuids.map(|preset| preset.uuid.clone()).collect::<Vec<_>>())
        });
        ns.partly(
            "getPath",
            "where Lightroom would have it; there is no folder, as a diagnostic says",
        );
        ns.private("path", |call, args| {
            Ok(preset_files::told(
                call,
                &preset_files::folder(call, &args.text(1)?),
            ))
        });
        ns.lua(include_str!("lr_develop_preset_folder.lua"))
    },
};
