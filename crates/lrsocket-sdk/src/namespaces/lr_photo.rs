//! LrPhoto: photos, videos and virtual copies. There are no pixels: previews and what only they
//! tell are not here.

use lightroom_sim::develop::{self, Outcome, QuickSize, Settings, Treatment};
use lightroom_sim::{FormattedKey, PhotoId, RawKey, Turn, Value as Metadata};
use lrsocket_proto::ColorOfNoLabel;
use mlua::Value;

use crate::members::develop_since::develop_since;
use crate::record::Event;
use crate::shared::renditions::{Limits, Source};
use crate::shared::{self, applied, develop_values, found, values};
use crate::vm::args::Args;
use crate::vm::namespace::{Builder, Call, Namespace};
use crate::vm::raise::{Raise, SdkResult};

pub(super) const NAMESPACE: Namespace = Namespace {
    name: "LrPhoto",
    build: |ns| {
        shared::objects(ns)?;
        ns.object("photo", &["catalog", "localIdentifier"]);
        ns.partly(
            "requestJpegThumbnail",
            "the photo's own JPEG if there is one, else a gray placeholder",
        );
        ns.partly(
            "updateAISettings",
            "there are no pixels: nothing of a photo is ever out of date",
        );
        metadata(ns);
        develop(ns);
        snapshots(ns);
        export_dialogs(ns);
        quick_develop(ns);
        ns.lua(include_str!("lr_photo.lua"))
    },
};

fn metadata(ns: &mut Builder<'_>) {
    ns.private("raw_keys", |_, _| {
        Ok(RawKey::ALL.iter().map(|key| key.name()).collect::<Vec<_>>())
    });
    ns.private("formatted_keys", |_, _| {
        Ok(FormattedKey::all_names().collect::<Vec<_>>())
    });
    ns.private("getRawMetadata", |call, args| {
        let (photo, key) = (found::photo(call, args, 2)?, args.text(1)?);
        let value = found::with_catalog(call, |it| it.raw_metadata_named(photo, &key))?;
        let value = match value {
            Metadata::Text(name) if key == "colorNameForLabel" && name == "none" => no_label(call),
            value => value,
        };
        Ok(values::to_lua(call.lua, &value)?)
    });
    ns.private("getFormattedMetadata", |call, args| {
        let (photo, key) = (found::photo(call, args, 2)?, args.text(1)?);
        let value = found::with_catalog(call, |it| it.formatted_metadata_named(photo, &key))?;
        Ok(values::plain(call.lua, &value)?)
    });
    ns.private("setRawMetadata", |call, args| {
        let (photo, key) = (found::photo(call, args, 3)?, args.text(1)?);
        let value = values::argument(args, 2)?;
        found::with_catalog(call, |it| it.set_raw_metadata(photo, &key, value))
    });
    ns.private("addKeyword", |call, args| {
        let (photo, keyword) = (found::photo(call, args, 1)?, found::keyword(call, args, 2)?);
        found::with_catalog(call, |it| it.add_keyword(photo, keyword))
    });
    ns.private("removeKeyword", |call, args| {
        let (photo, keyword) = (found::photo(call, args, 1)?, found::keyword(call, args, 2)?);
        found::with_catalog(call, |it| it.remove_keyword(photo, keyword))
    });
    ns.private("getContainedCollections", |call, args| {
        let photo = found::photo(call, args, 1)?;
        let collections = found::with_catalog(call, |it| Ok(it.collections_of(photo)))?;
        Ok(collections
            .iter()
            .map(|id| id.local_identifier())
            .collect::<Vec<_>>())
    });
    ns.private("addOrRemoveFromTargetCollection", |call, args| {
        let photo = found::photo(call, args, 1)?;
        found::with_catalog(call, |it| it.toggle_in_target(photo))
    });
    ns.private("checkPhotoAvailability", |call, args| {
        let photo = found::photo(call, args, 1)?;
        found::with_catalog(call, |it| Ok(it.photo(photo)?.available))
    });
    ns.private("getPropertyForPlugin", |call, args| {
        let (plugin, field) = (values::plugin(call, args, 1)?, args.text(2)?);
        let version = args.optional_number(3)?;
        let photo = found::photo(call, args, 4)?;
        let value = found::with_catalog(call, |it| {
            let property = it.property(Some(photo), &plugin, &field);
            let wanted = property.filter(|it| version.is_none() || it.version == version);
            Ok(wanted.map(|property| property.value.clone()))
        })?;
        Ok(values::plain(call.lua, &value.unwrap_or_default())?)
    });
    ns.private("setPropertyForPlugin", |call, args| {
        let (plugin, field) = (values::plugin(call, args, 1)?, args.text(2)?);
        let (value, version) = (values::argument(args, 3)?, args.optional_number(4)?);
        let photo = found::photo(call, args, 5)?;
        found::with_catalog(call, |it| {
            it.set_property(Some(photo), &plugin, &field, value, version)
        })
    });
    ns.private("rotate", |call, args| {
        let turn = if args.truth(2) {
            Turn::Left
        } else {
            Turn::Right
        };
        let photo = found::photo(call, args, 1)?;
        found::with_catalog(call, |it| it.rotate(photo, turn))
    });
}

/// The colour of a photo without a label (R8.5).
fn no_label(call: &Call<'_>) -> Metadata {
    let in_force = call.core.app.faults.borrow();
    match in_force.faults.profile.color_of_no_label {
        ColorOfNoLabel::Gray => "gray".into(),
        ColorOfNoLabel::None => "none".into(),
    }
}

fn develop(ns: &mut Builder<'_>) {
    ns.private("thumbnail", |call, args| {
        let source = Source::of(call, found::photo(call, args, 1)?)?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of pixels; what is out of range saturates"
        )]
        let pixels = |n| args.number(n).map(|number| number as u32);
        let (width, height) = (pixels(2)?, pixels(3)?);
        Ok(match source.thumbnail(call, Limits { width, height }) {
            Ok(bytes) => (Some(call.lua.create_string(bytes)?), None),
            Err(why) => (None, Some(why)),
        })
    });
    ns.private("getDevelopSettings", |call, args| {
        let photo = found::photo(call, args, 1)?;
        let mut table = found::with_catalog(call, |it| Ok(it.photo(photo)?.develop.to_table()))?;
        // R6.14
        let lightroom = call.core.app.settings.lightroom;
        table.retain(|name, _| lightroom.has(develop_since(name)));
        Ok(develop_values::fields_to_lua(call.lua, &table)?)
    });
    ns.private("applyDevelopSettings", |call, args| {
        let table = develop_values::fields_from_lua(&args.table(1)?);
        let mut table = table.map_err(|why| args.bad(1, &why))?;
        // R6.14
        let lightroom = call.core.app.settings.lightroom;
        table.retain(|name, _| lightroom.has(develop_since(name)));
        let step = values::optional_text(args, 2)?;
        let photo = found::photo(call, args, 3)?;
        let done = found::with_catalog(call, |it| {
            it.assert_write("LrPhoto:applyDevelopSettings")?;
            let step = step.as_deref().unwrap_or("Apply Develop Settings");
            let by = applied::by_plug_in(it, photo, &table);
            it.edit_develop(photo, step, |settings| settings.apply_by(&table, by))
        })?;
        applied::report(call, "LrPhoto:applyDevelopSettings", &table, &done);
        Ok(())
    });
    ns.private("applyDevelopPreset", |call, args| {
        let uuid = args.text(1)?;
        let amount = args.optional_number(2)?.unwrap_or(100.0);
        let photo = found::photo(call, args, 3)?;
        let preset = call
            .core
            .app
            .lightroom
            .borrow()
            .presets
            .by_uuid(&uuid)
            .cloned();
        let preset = preset.ok_or_else(|| Raise::from("this develop preset is not there"))?;
        let done = found::with_catalog(call, |it| it.apply_preset(photo, &preset, amount))?;
        applied::report(call, "LrPhoto:applyDevelopPreset", &preset.settings, &done);
        Ok(())
    });
    ns.private("copySettings", |call, args| {
        let photo = found::photo(call, args, 1)?;
        found::with_catalog(call, |it| it.copy_settings(photo))
    });
    ns.private("pasteSettings", |call, args| {
        let photo = found::photo(call, args, 1)?;
        found::with_catalog(call, |it| it.paste_settings(photo))
    });
}

/// The Export dialog, which nobody answers.
fn export_dialogs(ns: &mut Builder<'_>) {
    for name in ["openExportDialog", "openExportWithPreviousDialog"] {
        ns.partly(
            name,
            "without a window: what would be shown is recorded, and nothing is exported",
        );
        ns.private(name, move |call, args| {
            let photo = found::photo(call, args, 1)?;
            let path = found::with_catalog(call, |it| it.photo_path(photo))?;
            let message = format!(
                "LrPhoto:{name}: Lightroom would show its Export dialog for {path}; nothing is exported"
            );
            call.core.record(Event::Dialog {
                kind: name.to_owned(),
                message: path,
                info: String::new(),
                answer: Some("cancel".to_owned()),
            });
            call.core.diagnose_once_at("R8.8", message, call.caller());
            Ok(())
        });
    }
}

fn snapshots(ns: &mut Builder<'_>) {
    ns.private("createDevelopSnapshot", |call, args| {
        let (name, update) = (args.text(1)?, args.truth(2));
        let photo = found::photo(call, args, 3)?;
        found::with_catalog(call, |it| it.create_snapshot(photo, &name, update))
    });
    ns.private("applyDevelopSnapshot", |call, args| {
        let (id, photo) = (args.text(1)?, found::photo(call, args, 2)?);
        found::with_catalog(call, |it| it.apply_snapshot(photo, &id))
    });
    ns.private("deleteDevelopSnapshot", |call, args| {
        let (id, photo) = (args.text(1)?, found::photo(call, args, 2)?);
        found::with_catalog(call, |it| it.delete_snapshot(photo, &id))
    });
    // Three lists: the ids, the names, and the other ids.
    ns.private("snapshots", |call, args| {
        let photo = found::photo(call, args, 1)?;
        found::with_catalog(call, |it| {
            let snapshots = it.photo(photo)?.snapshots.all();
            let ids: Vec<_> = snapshots.iter().map(|it| it.id.clone()).collect();
            let names: Vec<_> = snapshots.iter().map(|it| it.name.clone()).collect();
            let globals = snapshots.iter().map(|it| it.global_id.clone());
            Ok((ids, names, globals.collect::<Vec<_>>()))
        })
    });
}

fn quick_develop(ns: &mut Builder<'_>) {
    ns.private("quickDevelopAdjustImage", |call, args| {
        let (name, size) = (args.text(1)?, quick_size(args, 2)?);
        let photo = found::photo(call, args, 3)?;
        quick(call, photo, &format!("Quick Develop {name}"), |settings| {
            settings.quick_adjust(&name, size)
        })
    });
    ns.private("quickDevelopAdjustWhiteBalance", |call, args| {
        let (name, amount) = (args.text(1)?, quick_size(args, 2)?);
        let photo = found::photo(call, args, 3)?;
        quick(call, photo, &format!("Quick Develop {name}"), |settings| {
            settings.quick_adjust_white_balance(&name, amount)
        })
    });
    ns.private("quickDevelopSetWhiteBalance", |call, args| {
        let (name, photo) = (args.text(1)?, found::photo(call, args, 2)?);
        quick(call, photo, "Quick Develop White Balance", |settings| {
            settings.quick_set_white_balance(&name)
        })
    });
    ns.private("quickDevelopSetTreatment", |call, args| {
        let (name, photo) = (args.text(1)?, found::photo(call, args, 2)?);
        quick(call, photo, "Quick Develop Treatment", |settings| {
            settings.quick_set_treatment(Treatment::from_name(&name)?)
        })
    });
    ns.private("quickDevelopCropAspect", |call, args| {
        let ratio = crop_ratio(args)?;
        let photo = found::photo(call, args, 2)?;
        let size = found::with_catalog(call, |it| Ok(it.photo(photo)?.stored_size))?;
        let (width, height) = (f64::from(size.width), f64::from(size.height));
        quick(call, photo, "Quick Develop Crop", |settings| {
            Ok(settings.quick_crop(ratio.unwrap_or(width / height), width, height))
        })
    });
}

/// "small", "large" or a number (R9.9).
fn quick_size(args: &Args<'_>, n: usize) -> SdkResult<QuickSize> {
    if let Value::String(text) = args.value(n)
        && let Some(size) = QuickSize::from_name(&text.to_string_lossy())
    {
        return Ok(size);
    }
    match args.number(n) {
        Ok(number) => Ok(QuickSize::Number(number)),
        Err(_) => Err(args.bad(n, "\"small\", \"large\" or a number expected")),
    }
}

/// The width by the height; nothing for the photo's own.
fn crop_ratio(args: &Args<'_>) -> SdkResult<Option<f64>> {
    match args.value(1) {
        Value::Table(ratio) => {
            let (width, height): (Option<f64>, Option<f64>) =
                (ratio.raw_get("w")?, ratio.raw_get("h")?);
            match (width, height) {
                (Some(width), Some(height)) if width > 0.0 && height > 0.0 => {
                    Ok(Some(width / height))
                }
                _ => Err(args.bad(1, "a table with positive numbers w and h expected")),
            }
        }
        _ => match args.text(1)?.as_str() {
            "original" | "asshot" => Ok(None),
            other => Err(args.bad(
                1,
                &format!("\"original\", \"asshot\" or a table expected, got \"{other}\""),
            )),
        },
    }
}

/// A change of one photo's settings that can be refused; then nothing is changed.
fn quick(
    call: &Call<'_>,
    photo: PhotoId,
    step: &str,
    edit: impl FnOnce(&mut Settings) -> Result<Outcome, develop::Error>,
) -> SdkResult<()> {
    let catalog = &mut call.core.app.lightroom.borrow_mut().catalog;
    let edited = found::raised(catalog.edit_develop(photo, step, edit))?;
    edited.map_err(|error| Raise::Text(error.to_string()))?;
    Ok(())
}
