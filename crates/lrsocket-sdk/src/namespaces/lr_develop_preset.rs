//! LrDevelopPreset: a class whose objects are known by the preset's uuid.

use lightroom_sim::develop::Preset;
use mlua::IntoLua;

use crate::shared::{self, develop_values, preset_files};
use crate::vm::args::Args;
use crate::vm::namespace::{Builder, Call, Namespace};
use crate::vm::raise::SdkResult;

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrDevelopPreset",
    build: |ns| {
        shared::objects(ns)?;
        of_preset(ns, "name", |_, preset| Ok(preset.name.clone()));
        of_preset(ns, "settings", |call, preset| {
            Ok(develop_values::fields_to_lua(call.lua, &preset.settings)?)
        });
        // The name of its folder; a preset of a plug-in has none.
        ns.private("folder", |call, args| {
            let uuid = args.text(1)?;
            let lightroom = call.core.app.lightroom.borrow();
            let folder = lightroom.presets.folder_of(&uuid);
            Ok(folder.map(|folder| folder.name.clone()))
        });
        ns.partly(
            "getFile",
            "where Lightroom would have it; there is no file, as a diagnostic says",
        );
        // Nil for a preset of a plug-in, which Lightroom keeps out of the way.
        ns.private("file", |call, args| {
            let uuid = args.text(1)?;
            let lightroom = call.core.app.lightroom.borrow();
            let (folder, preset) = (
                lightroom.presets.folder_of(&uuid),
                lightroom.presets.by_uuid(&uuid),
            );
            Ok(folder.zip(preset).map(|(folder, preset)| {
                let name = format!("{}.xmp", preset.name);
                preset_files::told(call, &preset_files::folder(call, &folder.name).join(name))
            }))
        });
        ns.lua(include_str!("lr_develop_preset.lua"))
    },
};

fn of_preset<R: IntoLua>(
    ns: &mut Builder<'_>,
    name: &'static str,
    read: impl Fn(&Call<'_>, &Preset) -> SdkResult<R> + 'static,
) {
    ns.private(name, move |call, args: &Args<'_>| {
        let uuid = args.text(1)?;
        let lightroom = call.core.app.lightroom.borrow();
        match lightroom.presets.by_uuid(&uuid) {
            Some(preset) => read(call, preset),
            None => Err(format!("the develop preset {uuid} is no longer there").into()),
        }
    });
}
