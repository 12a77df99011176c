//! Develop names of every version of Lightroom, and what applying settings leaves unsaid.

// Helpers of tests count as tests.
#![allow(clippy::unwrap_used)]

use lightroom_sim::develop::parameters::{Known, find};
use lightroom_sim::develop::{
    Applied, Applier, Controller, FileKind, Ignored, MaskType, Note, Outcome, ProcessVersion,
    Settings, Table, Value,
};

fn table<const N: usize>(rows: [(&str, Value); N]) -> Table {
    rows.map(|(name, value)| (name.to_owned(), value)).into()
}

fn of_version(kind: FileKind, version: ProcessVersion) -> Settings {
    let mut photo = Settings::new(kind);
    photo.set_process_version(version);
    photo
}

fn plug_in(photo: &mut Settings, active: bool, rows: &Table) -> Applied {
    photo.apply_by(
        rows,
        Applier::PlugIn {
            active,
            profile_is_used: false,
        },
    )
}

fn value(photo: &Settings, name: &str) -> Option<Value> {
    photo.value(find(name).unwrap()).cloned()
}

#[test]
fn r9_7_the_sliders_of_the_sdr_rendition_are_there_from_process_version_3() {
    let controller = Controller::new();
    for name in [
        "SDRBrightness",
        "SDRContrast",
        "SDRClarity",
        "SDRHighlights",
        "SDRShadows",
        "SDRWhites",
        "SDRBlend",
    ] {
        let parameter = find(name).unwrap().parameter();
        assert_eq!(parameter.known, Known::Measured, "{name}");
        for (version, range) in [
            (ProcessVersion::V2, None),
            (ProcessVersion::V3, Some((-100.0, 100.0))),
            (ProcessVersion::V6, Some((-100.0, 100.0))),
        ] {
            let photo = of_version(FileKind::Raw, version);
            assert_eq!(
                controller.range(&photo, name),
                Ok(range),
                "{name} {version:?}"
            );
            assert_eq!(value(&photo, name).is_some(), range.is_some(), "{name}");
        }
    }
}

#[test]
fn r9_7_the_old_spellings_of_local_sliders_are_the_same_sliders() {
    let (mut controller, mut photo) = (Controller::new(), Settings::new(FileKind::Raw));
    controller.create_new_mask(&mut photo, MaskType::Brush);
    for (old, new) in [
        ("local_Whites2012", "local_Whites"),
        ("local_Blacks2012", "local_Blacks"),
    ] {
        let set = controller.set_value(&mut photo, old, 20.0.into(), false);
        assert_eq!(set, Ok(Outcome::Changed));
        assert_eq!(controller.value(&photo, new).unwrap(), Some(&20.0.into()));
        assert_eq!(controller.range(&photo, old), Ok(Some((-100.0, 100.0))));
    }
}

#[test]
fn r9_7_a_key_of_the_settings_names_its_slider() {
    let mut photo = Settings::new(FileKind::Raw);
    photo
        .set(find("Exposure2012").unwrap(), 2.0.into())
        .unwrap();
    assert_eq!(value(&photo, "Exposure"), Some(2.0.into()));
    assert_eq!(value(&photo, "IncrementalTint"), None);
    let rendered = Settings::new(FileKind::Rendered);
    assert_eq!(value(&rendered, "IncrementalTint"), Some(0.0.into()));
}

#[test]
fn r9_13_what_is_no_slider_has_the_range_of_most_sliders() {
    let controller = Controller::new();
    let photo = Settings::new(FileKind::Raw);
    for name in [
        "EnableToneCurve",
        "HDREditMode",
        "LensBlurActive",
        "LensBlurFocalRange",
    ] {
        assert_eq!(
            controller.range(&photo, name),
            Ok(Some((-100.0, 100.0))),
            "{name}"
        );
    }
    assert_eq!(controller.range(&photo, "local_ToningLuminance"), Ok(None));
}

#[test]
fn r9_8_tone_sliders_of_older_process_versions_are_shown_and_not_obeyed() {
    for (kind, brightness, contrast, shadows) in [
        (FileKind::Raw, 50.0, 25.0, 5.0),
        (FileKind::Rendered, 0.0, 0.0, 0.0),
    ] {
        let mut photo = Settings::new(kind);
        let settings = photo.to_table();
        for (key, expected) in [
            ("Brightness", brightness),
            ("Contrast", contrast),
            ("Shadows", shadows),
            ("Exposure", 0.0),
            ("Clarity", 0.0),
            ("FillLight", 0.0),
            ("HighlightRecovery", 0.0),
        ] {
            assert_eq!(settings[key], expected.into(), "{kind:?} {key}");
        }
        assert_eq!(value(&photo, "Brightness"), Some(brightness.into()));
        let set = photo.set(find("Brightness").unwrap(), 70.0.into());
        assert_eq!(set, Ok(Outcome::Ignored(Ignored::OtherProcessVersion)));
        assert!(!photo.has_adjustments());
    }
    let mut old = of_version(FileKind::Raw, ProcessVersion::V2);
    old.set(find("Brightness").unwrap(), 70.0.into()).unwrap();
    assert_eq!(value(&old, "Brightness"), Some(70.0.into()));
}

#[test]
fn r9_1_an_empty_look_clears_the_look_and_a_named_one_replaces_it() {
    let mut photo = Settings::new(FileKind::Raw);
    let look = |name: &str| table([("Name", name.into()), ("Group", "Modern".into())]);
    plug_in(&mut photo, true, &table([("Look", look("One").into())]));
    let other = table([("Name", "Two".into()), ("Amount", 0.5.into())]);
    plug_in(&mut photo, true, &table([("Look", other.clone().into())]));
    assert_eq!(photo.to_table()["Look"], other.into());
    for empty in [Value::List(Vec::new()), Value::Table(Table::new())] {
        plug_in(&mut photo, true, &table([("Look", look("One").into())]));
        let applied = plug_in(&mut photo, true, &table([("Look", empty)]));
        assert_eq!(
            (applied.outcome, applied.notes),
            (Outcome::Changed, Vec::new())
        );
        assert!(!photo.to_table().contains_key("Look"));
    }
    // Nothing is left of it for the next one.
    plug_in(
        &mut photo,
        true,
        &table([("Look", table([("Name", "Three".into())]).into())]),
    );
    assert!(
        !photo.to_table()["Look"]
            .as_table()
            .unwrap()
            .contains_key("Group")
    );
    assert!(
        !Settings::new(FileKind::Rendered)
            .to_table()
            .contains_key("Look")
    );
}

#[test]
fn r9_2_a_camera_profile_that_does_not_exist_is_ignored() {
    for (kind, known, unknown) in [
        (
            FileKind::Raw,
            &[
                "Adobe Standard",
                "Camera Vivid",
                "Group: Camera Flat",
                "Default Color",
            ][..],
            &[
                "No such profile",
                "Adobe Color",
                "Camera Vivid\tx",
                "",
                "Camera ",
            ][..],
        ),
        (
            FileKind::Rendered,
            &["Embedded"][..],
            &["Adobe Standard", "Nonsense"][..],
        ),
    ] {
        let before = Settings::new(kind);
        for name in known {
            let mut photo = before.clone();
            let applied = plug_in(
                &mut photo,
                true,
                &table([("CameraProfile", (*name).into())]),
            );
            assert_eq!(applied.notes, []);
            assert_eq!(photo.to_table()["CameraProfile"], (*name).into());
        }
        for name in unknown {
            let mut photo = before.clone();
            let applied = plug_in(
                &mut photo,
                true,
                &table([("CameraProfile", (*name).into())]),
            );
            assert_eq!(
                applied.notes,
                [("CameraProfile".to_owned(), Note::UnknownProfile)]
            );
            assert_eq!(photo, before, "{name}");
            let set = photo.set(find("CameraProfile").unwrap(), (*name).into());
            assert_eq!(set, Ok(Outcome::Ignored(Ignored::UnknownProfile)));
        }
    }
}

#[test]
fn r9_2_a_profile_that_a_photo_of_the_catalog_has_exists() {
    let mut photo = Settings::new(FileKind::Raw);
    let by = Applier::PlugIn {
        active: true,
        profile_is_used: true,
    };
    let applied = photo.apply_by(&table([("CameraProfile", "My chart".into())]), by);
    assert_eq!(
        (applied.outcome, applied.notes),
        (Outcome::Changed, Vec::new())
    );
}

#[test]
fn r9_3_kelvins_on_a_rendered_photo_are_kept_and_noted() {
    let mut photo = Settings::new(FileKind::Rendered);
    let applied = plug_in(&mut photo, true, &table([("Temperature", 5500.0.into())]));
    assert_eq!(applied.notes, [("Temperature".to_owned(), Note::Kelvin)]);
    let settings = photo.to_table();
    assert_eq!(settings["Temperature"], 5500.0.into());
    assert_eq!(settings["IncrementalTemperature"], 0.0.into());
}

#[test]
fn r9_12_no_key_vanishes_without_a_note() {
    let mut photo = Settings::new(FileKind::Raw);
    let applied = plug_in(
        &mut photo,
        true,
        &table([
            ("BluePrimarySaturation", 5.0.into()),
            ("Brightness", 70.0.into()),
            ("GrainSeed", 5.0.into()),
            ("IncrementalTint", 5.0.into()),
            ("Shadows", 5.0.into()),
            ("Temperature", 6000.0.into()),
            ("WhiteBalance", "As Shot".into()),
        ]),
    );
    assert_eq!(
        applied.notes,
        [
            ("BluePrimarySaturation".to_owned(), Note::UnknownKey),
            ("Brightness".to_owned(), Note::OtherProcessVersion),
            ("IncrementalTint".to_owned(), Note::OtherFileKind),
            ("Temperature".to_owned(), Note::NamedBalance),
        ]
    );
    let settings = photo.to_table();
    assert_eq!(settings["GrainSeed"], 5.0.into());
    assert!(!settings.contains_key("BluePrimarySaturation"));

    let mut old = of_version(FileKind::Raw, ProcessVersion::V2);
    let applied = plug_in(&mut old, true, &table([("Exposure2012", 1.0.into())]));
    assert_eq!(
        applied.notes,
        [("Exposure2012".to_owned(), Note::OtherProcessVersion)]
    );
}

#[test]
fn r9_12_the_settings_of_a_photo_can_be_applied_to_it_without_a_note() {
    for kind in [FileKind::Raw, FileKind::Rendered] {
        for version in ["Version 1", "Version 2", "Version 3", "Version 6"] {
            let version = ProcessVersion::from_name(version).unwrap();
            let mut photo = of_version(kind, version);
            let settings = photo.to_table();
            let applied = plug_in(&mut photo, true, &settings);
            assert_eq!(applied.notes, [], "{kind:?} {version:?}");
            assert_eq!(applied.refused, Vec::<String>::new());
            assert_eq!(photo.to_table(), settings);
        }
    }
}

#[test]
fn r9_11_ranges_are_checked_for_the_active_photo_only() {
    let rows = || table([("Exposure2012", 50.0.into()), ("Texture", 20.0.into())]);
    let (mut active, mut other) = (Settings::new(FileKind::Raw), Settings::new(FileKind::Raw));
    assert_eq!(plug_in(&mut active, true, &rows()).notes, []);
    assert_eq!(active.to_table()["Exposure2012"], 5.0.into());
    let applied = plug_in(&mut other, false, &rows());
    assert_eq!(
        applied.notes,
        [("Exposure2012".to_owned(), Note::Unchecked)]
    );
    assert_eq!(other.to_table()["Exposure2012"], 50.0.into());
}
