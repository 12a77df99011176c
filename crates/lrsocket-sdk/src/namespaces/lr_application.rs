//! LrApplication: the catalog, versions, presets, and who observes the active photo.

use lightroom_sim::Catalog;

use crate::shared::{self, develop_values, values, watch};
use crate::vm::namespace::Namespace;

/// The build of that version, in the form that Lightroom shows it in (guess). A real one would tell a
/// plug-in that it is in Lightroom.
const BUILD: &str = "202410000000-00000000";

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrApplication",
    build: |ns| {
        shared::objects(ns)?;
        shared::observers(ns)?;
        for member in ["filenamePresets", "metadataPresets", "viewFilterPresets"] {
            ns.partly(member, "such presets are not simulated: there are none");
        }
        ns.partly("versionTable", "`build` is a placeholder");
        ns.function("versionString", |call, _| {
            Ok(call.core.app.settings.lightroom.to_string())
        });
        ns.function("versionTable", |call, _| {
            let version = call.lua.create_table()?;
            let of = call.core.app.settings.lightroom;
            version.raw_set("major", of.major)?;
            version.raw_set("minor", of.minor)?;
            version.raw_set("revision", of.revision)?;
            version.raw_set("build", BUILD)?;
            version.raw_set("publicBeta", false)?;
            Ok(version)
        });
        // As of a Lightroom that was installed from the Creative Cloud, which has no serial number.
        ns.function("purchaseSource", |_, _| Ok("CC"));
        ns.function("serialNumberHash", |_, _| Ok(""));
        ns.function("appStoreReceiptHash", |_, _| Ok(None::<String>));
        ns.function("shutdown", |call, _| {
            call.core.app.quit_asked.set(true);
            Ok(())
        });
        ns.private("folders", |call, _| {
            let lightroom = call.core.app.lightroom.borrow();
            let folders = lightroom.presets.folders().iter();
            Ok(folders.map(|it| it.name.clone()).collect::<Vec<_>>())
        });
        // The uuid again if there is such a preset, other than one that a plug-in has added.
        ns.private("developPresetByUuid", |call, args| {
            let uuid = args.text(1)?;
            let lightroom = call.core.app.lightroom.borrow();
            let found = lightroom.presets.folder_of(&uuid).is_some();
            Ok(found.then_some(uuid))
        });
        ns.private("addDevelopPresetForPlugin", |call, args| {
            let (plugin, name) = (values::plugin(call, args, 1)?, args.text(2)?);
            let settings = develop_values::fields_from_lua(&args.table(3)?);
            let settings = settings.map_err(|why| args.bad(3, &why))?;
            let mut lightroom = call.core.app.lightroom.borrow_mut();
            let preset = lightroom.presets.add_for_plugin(&plugin, &name, settings);
            Ok(preset.uuid.clone())
        });
        ns.private("getDevelopPresetsForPlugin", |call, args| {
            let plugin = values::plugin(call, args, 1)?;
            let lightroom = call.core.app.lightroom.borrow();
            let presets = lightroom.presets.for_plugin(&plugin);
            Ok(presets.map(|it| it.uuid.clone()).collect::<Vec<_>>())
        });
        watch::declare(ns, Catalog::activations, "the active photo");
        ns.lua(include_str!("lr_application.lua"))
    },
};
