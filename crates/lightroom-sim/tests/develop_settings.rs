//! The settings of a photo.

// Helpers of tests count as tests.
#![allow(clippy::unwrap_used)]

use lightroom_sim::develop::parameters::find;
use lightroom_sim::develop::{
    Controller, FileKind, Outcome, Presets, QuickSize, Settings, Snapshots, Table, Treatment, Value,
};

fn raw() -> Settings {
    Settings::new(FileKind::Raw).with_as_shot(4850.0, 7.0)
}

fn number(photo: &Settings, name: &str) -> f64 {
    photo.number(find(name).unwrap()).unwrap()
}

fn set(photo: &mut Settings, name: &str, value: impl Into<Value>) -> Outcome {
    photo.set(find(name).unwrap(), value.into()).unwrap()
}

fn table<const N: usize>(rows: [(&str, Value); N]) -> Table {
    rows.map(|(name, value)| (name.to_owned(), value)).into()
}

#[test]
fn the_table_has_lightroom_s_keys() {
    let table = raw().to_table();
    assert_eq!(table["Exposure2012"], Value::Number(0.0));
    assert_eq!(table["Temperature"], Value::Number(4850.0));
    assert_eq!(table["Sharpness"], Value::Number(40.0));
    assert_eq!(table["ProcessVersion"], "15.4".into());
    assert_eq!(table["WhiteBalance"], "As Shot".into());
    assert_eq!(table["ToneCurvePV2012"].as_list().unwrap().len(), 4);
    assert_eq!(
        table["Look"].as_table().unwrap()["Amount"],
        Value::Number(1.0)
    );
    assert_eq!(table["LensBlur"], Table::new().into());
    for absent in [
        "Glow",
        "IncrementalTemperature",
        "MaskGroupBasedCorrections",
    ] {
        assert!(!table.contains_key(absent), "{absent}");
    }
    let rendered = Settings::new(FileKind::Rendered).to_table();
    assert_eq!(rendered["IncrementalTemperature"], Value::Number(0.0));
    assert_eq!(rendered["Sharpness"], Value::Number(0.0));
    assert!(!rendered.contains_key("Temperature"));
}

#[test]
fn a_photo_put_back_has_no_adjustments() {
    let mut photo = raw();
    assert!(!photo.has_adjustments());
    assert_eq!(set(&mut photo, "Exposure", 1.0), Outcome::Changed);
    assert_eq!(set(&mut photo, "Exposure", 1.0), Outcome::Same);
    assert!(photo.has_adjustments());
    set(&mut photo, "Exposure", 0.0);
    assert!(!photo.has_adjustments());
}

#[test]
fn the_white_balance_s_name_follows_its_sliders_and_leads_them() {
    let mut photo = raw();
    set(&mut photo, "Temperature", 6000.0);
    assert_eq!(photo.white_balance(), "Custom");
    set(&mut photo, "WhiteBalance", "Tungsten");
    assert!((number(&photo, "Temperature") - 2850.0).abs() < 1e-9);
    set(&mut photo, "WhiteBalance", "As Shot");
    assert!((number(&photo, "Temperature") - 4850.0).abs() < 1e-9);
    assert!(!photo.has_adjustments());
    set(&mut photo, "WhiteBalance", "Shade");
    photo.reset(find("WhiteBalance").unwrap());
    assert!(!photo.has_adjustments());
    set(&mut photo, "Tint", 20.0);
    photo.reset(find("Tint").unwrap());
    assert_eq!(photo.white_balance(), "As Shot");
}

#[test]
fn applying_a_table_sets_what_it_names_and_reports_what_it_refuses() {
    let mut photo = raw();
    set(&mut photo, "Contrast", 20.0);
    let applied = photo.apply(&table([
        ("Exposure2012", 9.0.into()),
        ("Shadows2012", "up".into()),
        ("Unknown", "kept".into()),
        ("IncrementalTint", 5.0.into()),
    ]));
    assert_eq!(
        (applied.outcome, applied.refused),
        (Outcome::Changed, vec!["Shadows2012".into()])
    );
    assert!((number(&photo, "Exposure") - 5.0).abs() < 1e-9);
    assert!((number(&photo, "Contrast") - 20.0).abs() < 1e-9);
    let table = photo.to_table();
    assert_eq!(table["Unknown"], "kept".into());
    assert!(!table.contains_key("IncrementalTint"));
}

#[test]
fn as_shot_in_a_table_means_the_photo_s_own_white_balance() {
    let copied = Settings::new(FileKind::Raw)
        .with_as_shot(3000.0, 0.0)
        .to_table();
    let mut photo = raw();
    set(&mut photo, "Temperature", 6000.0);
    photo.apply(&copied);
    assert!((number(&photo, "Temperature") - 4850.0).abs() < 1e-9);
    photo.apply(&table([("Temperature", 5000.0.into())]));
    assert_eq!(photo.white_balance(), "Custom");
}

#[test]
fn auto_tone_and_auto_white_balance_are_one_fixed_result() {
    let (mut first, mut second) = (raw(), raw());
    assert_eq!(first.auto_tone(), Outcome::Changed);
    assert_eq!(first.auto_tone(), Outcome::Same);
    set(&mut second, "Highlights", 70.0);
    second.auto_tone();
    assert_eq!(first, second);
    assert_eq!(first.auto_white_balance(), Outcome::Changed);
    assert_eq!(first.white_balance(), "Auto");
    let mut old = raw();
    old.set_process_version(lightroom_sim::develop::ProcessVersion::V2);
    old.auto_tone();
    assert!((number(&old, "Brightness") - 55.0).abs() < 1e-9);
}

#[test]
fn resets_take_back_their_part() {
    let (mut controller, mut photo) = (Controller::new(), raw());
    set(&mut photo, "straightenAngle", 3.0);
    set(&mut photo, "CropLeft", 0.2);
    set(&mut photo, "PerspectiveRotate", 2.0);
    set(&mut photo, "Exposure", 1.0);
    assert!(photo.is_cropped());
    assert_eq!(photo.to_table()["CropAngle"], Value::Number(3.0));
    controller.reset_crop(&mut photo);
    assert!(!photo.is_cropped());
    assert!((number(&photo, "PerspectiveRotate") - 2.0).abs() < 1e-9);
    controller.reset_transforms(&mut photo);
    assert!((number(&photo, "Exposure") - 1.0).abs() < 1e-9);
    controller.reset_all_develop_adjustments(&mut photo);
    assert_eq!(photo, raw());
}

#[test]
fn quick_develop_moves_crops_and_converts() {
    let mut photo = raw();
    photo
        .quick_adjust("Exposure", QuickSize::Number(50.0))
        .unwrap();
    assert!((number(&photo, "Exposure") - 1.0).abs() < 1e-9);
    photo
        .quick_adjust_white_balance("Temperature", QuickSize::Number(20.0))
        .unwrap();
    assert!((number(&photo, "Temperature") - 5820.0).abs() < 1e-9);
    photo.quick_set_treatment(Treatment::Grayscale).unwrap();
    assert_eq!(photo.to_table()["ConvertToGrayscale"], Value::Bool(true));
    photo.quick_crop(1.0, 6000.0, 4000.0);
    let [left, top, right, bottom] = photo.crop();
    assert!(((right - left) * 6000.0 - (bottom - top) * 4000.0).abs() < 1e-6);
    assert!(photo.quick_set_white_balance("Moonlight").is_err());
}

#[test]
fn r9_9_the_arrows_of_quick_develop_have_two_sizes() {
    for (name, size, expected) in [
        ("Exposure", "small", 0.33),
        ("Exposure", "large", 1.0),
        ("Contrast", "small", 5.0),
        ("Clarity", "large", 20.0),
    ] {
        let mut photo = raw();
        let size = QuickSize::from_name(size).unwrap();
        photo.quick_adjust(name, size).unwrap();
        assert!((number(&photo, name) - expected).abs() < 1e-9, "{name}");
    }
    assert_eq!(QuickSize::from_name("medium"), None);
}

#[test]
fn presets_set_part_of_the_way() {
    let presets = Presets::default();
    let bright = presets.folders()[0].presets[0].clone();
    assert_eq!(presets.by_uuid(&bright.uuid), Some(&bright));
    assert_eq!(presets.folder_of(&bright.uuid).unwrap().name, "Color");
    let mut photo = raw();
    bright.apply(&mut photo, 100.0);
    assert!((number(&photo, "Exposure") - 0.3).abs() < 1e-9);
    let mut half = raw();
    bright.apply(&mut half, 50.0);
    assert!((number(&half, "Exposure") - 0.15).abs() < 1e-9);
}

#[test]
fn a_plug_in_s_preset_of_the_same_name_is_replaced() {
    let mut presets = Presets::default();
    let one = presets
        .add_for_plugin("me", "Look", table([("Dehaze", 5.0.into())]))
        .clone();
    let two = presets
        .add_for_plugin("me", "Look", table([("Dehaze", 9.0.into())]))
        .clone();
    presets.add_for_plugin("other", "Look", Table::new());
    assert_eq!(one.uuid, two.uuid);
    assert_eq!(presets.for_plugin("me").collect::<Vec<_>>(), [&two]);
    assert_eq!(presets.by_uuid(&one.uuid), Some(&two));
    assert_eq!(presets.folder_of(&one.uuid), None);
}

#[test]
fn snapshots_are_kept_updated_applied_and_deleted() {
    let mut snapshots = Snapshots::default();
    let mut photo = raw();
    assert!(snapshots.create(["1".into(), "g1".into()], "Start", &photo, false));
    set(&mut photo, "Exposure", 1.0);
    assert!(!snapshots.create(["2".into(), "g2".into()], "Start", &photo, false));
    assert!(snapshots.create(["3".into(), "g3".into()], "Bright", &photo, false));
    assert_eq!(snapshots.all()[0].name, "Bright");
    assert_eq!(snapshots.apply("1", &mut photo), Ok(Outcome::Changed));
    assert!(!photo.has_adjustments());
    assert!(snapshots.create(["4".into(), "g4".into()], "Bright", &photo, true));
    assert_eq!(snapshots.apply("3", &mut photo), Ok(Outcome::Same));
    snapshots.delete("3").unwrap();
    assert!(snapshots.delete("3").is_err());
}

#[test]
fn a_curve_names_itself() {
    let mut photo = raw();
    let points = [0.0, 10.0, 128.0, 140.0, 255.0, 255.0].map(Value::Number);
    set(&mut photo, "ToneCurvePV2012", points.to_vec());
    assert_eq!(photo.to_table()["ToneCurveName2012"], "Custom".into());
    photo.reset(find("ToneCurvePV2012").unwrap());
    assert!(!photo.has_adjustments());
}

#[test]
fn a_copy_leaves_what_belongs_to_one_picture() {
    let mut source = raw();
    set(&mut source, "Exposure", 1.0);
    set(&mut source, "CropLeft", 0.2);
    Controller::new().create_new_mask(&mut source, lightroom_sim::develop::MaskType::Brush);
    let mut photo = raw();
    set(&mut photo, "CropTop", 0.1);
    photo.apply(&source.copied());
    assert!((number(&photo, "Exposure") - 1.0).abs() < 1e-9);
    assert!(photo.masks().is_empty());
    let tenths = photo.crop().map(|edge| format!("{edge:.1}"));
    assert_eq!(tenths, ["0.0", "0.1", "1.0", "1.0"]);
}

#[test]
fn fields_of_a_known_table_that_are_not_known_are_kept() {
    let mut photo = raw();
    let look = table([("Name", "Modern 04".into()), ("Group", "Modern".into())]);
    photo.apply(&table([("Look", look.into())]));
    let look = photo.to_table()["Look"].clone();
    let look = look.as_table().unwrap();
    assert_eq!(
        (&look["Name"], &look["Group"]),
        (&"Modern 04".into(), &"Modern".into())
    );
    assert_eq!(look["Amount"], Value::Number(1.0));
    assert!(find("Look.Name").is_err());
}
