//! The table of the develop parameters.

use lightroom_sim::develop::parameters::{Known, all, find};
use lightroom_sim::develop::{
    Controller, Error, FileKind, Outcome, ProcessVersion, Settings, Value,
};
use proptest::prelude::*;

const KINDS: [FileKind; 2] = [FileKind::Raw, FileKind::Rendered];

/// A photo with a selected mask, so that local parameters have a value.
fn masked(kind: FileKind) -> (Controller, Settings) {
    let (mut controller, mut photo) = (Controller::new(), Settings::new(kind));
    let brush = lightroom_sim::develop::MaskType::Brush;
    controller.create_new_mask(&mut photo, brush);
    (controller, photo)
}

#[test]
fn every_documented_parameter_is_there_in_its_panel() {
    let list = include_str!("data/develop-parameters.tsv");
    let mut names = Vec::new();
    for line in list.lines().skip(1) {
        let [panel, name, versions] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let parameter = find(name).unwrap().parameter();
        assert_eq!(parameter.panel.id(), panel, "{name}");
        assert_eq!(parameter.known, Known::Documented, "{name}");
        let expected: Vec<u8> = versions.split(',').filter_map(|v| v.parse().ok()).collect();
        if let (Some(first), Some(last)) = (expected.first(), expected.last()) {
            let (from, to) = parameter.form.versions;
            assert_eq!((from.number(), to.number()), (*first, *last), "{name}");
        }
        names.push(name);
    }
    let documented: Vec<_> = all()
        .filter(|p| p.known == Known::Documented)
        .map(|p| p.name)
        .collect();
    let extra: Vec<_> = documented
        .iter()
        .filter(|name| !names.contains(*name))
        .collect();
    assert!(extra.is_empty(), "{extra:?}");
}

#[test]
fn no_name_is_there_twice() {
    let mut names: Vec<_> = all().map(|parameter| parameter.name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn white_balance_is_in_kelvin_for_raw_and_relative_for_rendered_photos() {
    let controller = Controller::new();
    let range = |kind, name| controller.range(&Settings::new(kind), name).unwrap();
    assert_eq!(range(FileKind::Raw, "Temperature"), Some((2000.0, 50000.0)));
    assert_eq!(range(FileKind::Raw, "Tint"), Some((-150.0, 150.0)));
    assert_eq!(
        range(FileKind::Rendered, "Temperature"),
        Some((-100.0, 100.0))
    );
    assert_eq!(range(FileKind::Rendered, "Tint"), Some((-100.0, 100.0)));
}

#[test]
fn an_unknown_parameter_is_named_in_the_error() {
    let (mut controller, mut photo) = masked(FileKind::Raw);
    let error = controller
        .set_value(&mut photo, "Exposur", 1.0.into(), false)
        .unwrap_err();
    assert_eq!(error.to_string(), "unknown develop parameter \"Exposur\"");
    assert_eq!(controller.value(&photo, "Exposur"), Err(error));
}

#[test]
fn a_value_of_another_type_is_refused() {
    let (mut controller, mut photo) = masked(FileKind::Raw);
    let mut refuse = |name, value: Value| {
        let error = controller
            .set_value(&mut photo, name, value, false)
            .unwrap_err();
        assert!(matches!(error, Error::WrongType { .. }));
        error.to_string()
    };
    assert_eq!(
        refuse("Exposure", "bright".into()),
        "develop parameter \"Exposure\" takes a number, not a string"
    );
    assert_eq!(
        refuse("ConvertToGrayscale", 1.0.into()),
        "develop parameter \"ConvertToGrayscale\" takes a boolean, not a number"
    );
    assert!(refuse("Exposure", f64::NAN.into()).contains("NaN"));
    let falling = [0.0, 0.0, 128.0, 90.0, 128.0, 100.0, 255.0, 255.0].map(Value::Number);
    assert!(refuse("ToneCurvePV2012", falling.to_vec().into()).contains("x rising"));
}

#[test]
fn a_slider_of_another_process_version_is_not_there() {
    let (mut controller, mut photo) = masked(FileKind::Raw);
    assert_eq!(controller.range(&photo, "local_ToningLuminance"), Ok(None));
    let set = controller
        .set_value(&mut photo, "Brightness", 10.0.into(), false)
        .unwrap();
    assert!(matches!(set, Outcome::Ignored(_)));
    let reset = controller.reset_to_default(&mut photo, "Brightness");
    assert!(matches!(reset, Ok(Outcome::Ignored(_))));

    controller
        .set_process_version(&mut photo, "Version 2")
        .unwrap();
    assert_eq!(
        controller.value(&photo, "Brightness"),
        Ok(Some(&Value::Number(50.0)))
    );
    assert_eq!(controller.range(&photo, "Exposure"), Ok(Some((-4.0, 4.0))));
    assert_eq!(controller.value(&photo, "Whites"), Ok(None));
}

#[test]
fn steps_move_by_the_slider_s_own_step_and_stop_at_its_end() {
    let (mut controller, mut photo) = masked(FileKind::Raw);
    for _ in 0..10 {
        controller.increment(&mut photo, "Exposure", false).unwrap();
    }
    assert_eq!(
        controller.value(&photo, "Exposure"),
        Ok(Some(&Value::Number(1.0)))
    );
    controller.decrement(&mut photo, "Contrast", false).unwrap();
    assert_eq!(
        controller.value(&photo, "Contrast"),
        Ok(Some(&Value::Number(-5.0)))
    );
    for _ in 0..100 {
        controller
            .increment(&mut photo, "local_Exposure", false)
            .unwrap();
    }
    assert_eq!(
        controller.value(&photo, "local_Exposure"),
        Ok(Some(&Value::Number(4.0)))
    );
}

#[test]
fn a_check_box_is_a_number_whatever_sets_it() {
    let (mut controller, mut photo) = masked(FileKind::Rendered);
    controller
        .set_value(&mut photo, "AutoLateralCA", true.into(), false)
        .unwrap();
    assert_eq!(
        controller.value(&photo, "AutoLateralCA"),
        Ok(Some(&Value::Number(1.0)))
    );
    assert_eq!(
        controller.range(&photo, "CropConstrainToWarp"),
        Ok(Some((-100.0, 100.0)))
    );
}

#[test]
fn process_versions_have_a_name_and_a_setting() {
    let version = ProcessVersion::from_name("Version 5").unwrap();
    assert_eq!(version.setting(), "11.0");
    assert_eq!(
        ProcessVersion::from_setting("15.4"),
        Some(ProcessVersion::V6)
    );
    assert_eq!(
        ProcessVersion::from_setting("6.7"),
        Some(ProcessVersion::V3)
    );
    assert_eq!(ProcessVersion::from_setting("new"), None);
    assert!(ProcessVersion::from_name("Version 7").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_set_is_read_back_clamped(value in -1e6..1e6_f64, version in 1..=6_u8) {
        for kind in KINDS {
            let (mut controller, mut photo) = masked(kind);
            controller.set_process_version(&mut photo, &format!("Version {version}")).unwrap();
            for parameter in all() {
                let Some((min, max)) = controller.range(&photo, parameter.name).unwrap() else {
                    continue;
                };
                let set = controller.set_value(&mut photo, parameter.name, value.into(), false);
                if matches!(set, Err(Error::WrongType { .. })) {
                    continue; // a check box that is true or false
                }
                if matches!(set.unwrap(), Outcome::Ignored(_)) {
                    continue; // a slider of an older process version, or the amount of no Look
                }
                let read = controller.value(&photo, parameter.name).unwrap().cloned().unwrap();
                let read = read.as_number().unwrap();
                prop_assert!((min..=max).contains(&read), "{}", parameter.name);
                let switch = matches!(
                    parameter.form.takes,
                    lightroom_sim::develop::parameters::Takes::Switch(_)
                );
                let expected =
                    if switch { f64::from(value >= 0.5) } else { value.clamp(min, max) };
                prop_assert_eq!(read.to_bits(), expected.to_bits(), "{}", parameter.name);
            }
        }
    }

    #[test]
    fn settings_survive_the_table(value in -100.0..100.0_f64) {
        for kind in KINDS {
            let (mut controller, mut photo) = masked(kind);
            for parameter in all() {
                let value = Value::Number(value.round());
                let _ = controller.set_value(&mut photo, parameter.name, value, false);
            }
            let mut copy = Settings::new(kind);
            let applied = copy.apply(&photo.to_table());
            prop_assert_eq!(applied.refused, Vec::<String>::new());
            prop_assert_eq!(copy.to_table(), photo.to_table());
            prop_assert_eq!(&copy, &photo);
        }
    }
}
