//! The Develop module: tools, panels, swatches, repairs, lens blur.

use lightroom_sim::develop::{
    ColorGradingView, Controller, Error, FileKind, Ignored, MaskType, Outcome, Settings, Table,
    Tool, Value,
};

fn photo() -> (Controller, Settings) {
    (Controller::new(), Settings::new(FileKind::Raw))
}

fn table<const N: usize>(rows: [(&str, Value); N]) -> Table {
    rows.map(|(name, value)| (name.to_owned(), value)).into()
}

fn color(hue: f64) -> Table {
    table([
        ("SrcHue", hue.into()),
        ("SrcSat", 0.5.into()),
        ("SrcLum", 0.5.into()),
    ])
}

#[test]
fn every_tool_opens_by_its_name() {
    let (mut controller, _) = photo();
    assert_eq!(controller.selected_tool().name(), "loupe");
    for name in [
        "crop",
        "dust",
        "redeye",
        "masking",
        "upright",
        "point_color",
        "local_point_color",
        "depth_refinement",
    ] {
        assert_eq!(controller.select_tool(name), Ok(Outcome::Changed));
        assert_eq!(controller.selected_tool().name(), name);
    }
    controller.select_tool("localized").unwrap();
    assert_eq!(controller.selected_tool(), Tool::Masking);
    assert!(controller.select_tool("hammer").is_err());
    controller.go_to_remove(Some("heal")).unwrap();
    assert_eq!(controller.remove_preferences().new_spot_type.name(), "heal");
    assert!(controller.go_to_remove(Some("remove")).is_err());
    controller.go_to_eye_correction(Some("petEye")).unwrap();
    assert_eq!(controller.selected_tool(), Tool::Redeye);
}

#[test]
fn adjusting_reveals_the_panel_only_when_asked_to() {
    let (mut controller, mut photo) = photo();
    controller
        .set_value(&mut photo, "GrainAmount", 5.0.into(), false)
        .unwrap();
    assert_eq!(controller.revealed(), None);
    controller.reveal_adjusted_controls(true);
    controller
        .set_value(&mut photo, "GrainAmount", 6.0.into(), true)
        .unwrap();
    assert_eq!(controller.revealed().unwrap().panel, "effectsPanel");
    assert!(controller.clipping_is_shown());
    controller
        .reveal_panel("mixerPanel", Some("pointColorPanel"))
        .unwrap();
    assert_eq!(
        controller.revealed().unwrap().sub_panel,
        Some("pointColorPanel")
    );
    controller.reveal_panel("Exposure", None).unwrap();
    assert_eq!(controller.revealed().unwrap().panel, "adjustPanel");
    assert!(controller.reveal_panel("kitchenPanel", None).is_err());
}

#[test]
fn the_view_of_colour_grading_is_kept() {
    let (mut controller, _) = photo();
    assert_eq!(controller.active_color_grading_view().name(), "3-way");
    controller.set_active_color_grading_view("midtone").unwrap();
    assert_eq!(
        controller.active_color_grading_view(),
        ColorGradingView::Midtone
    );
    assert!(controller.set_active_color_grading_view("all").is_err());
}

#[test]
fn tracking_is_one_step_until_it_stops() {
    let (mut controller, _) = photo();
    controller.start_tracking("Exposure").unwrap();
    assert_eq!(controller.tracked(), Some("Exposure"));
    assert_eq!(controller.stop_tracking(), Outcome::Changed);
    assert_eq!(controller.stop_tracking(), Outcome::Same);
    assert!(controller.start_tracking("Nothing").is_err());
    controller.set_tracking_delay(1.5);
    assert!((controller.tracking_delay() - 1.5).abs() < 1e-9);
}

#[test]
fn swatches_are_added_changed_and_deleted_up_to_eight() {
    let (mut controller, mut photo) = photo();
    for hue in 1..=8 {
        controller
            .add_point_color_swatch(&mut photo, &color(f64::from(hue)), false)
            .unwrap();
    }
    assert_eq!(
        controller.selected_point_color_swatch(&photo, false),
        Some(8)
    );
    assert!(
        controller
            .add_point_color_swatch(&mut photo, &color(9.0), false)
            .is_err()
    );
    controller
        .add_point_color_swatch(&mut photo, &color(3.0), false)
        .unwrap();
    assert_eq!(
        controller.selected_point_color_swatch(&photo, false),
        Some(3)
    );
    let shift = table([("HueShift", 0.5.into())]);
    controller
        .update_selected_point_color_swatch(&mut photo, &shift, false)
        .unwrap();
    let list = controller
        .value(&photo, "PointColors")
        .unwrap()
        .unwrap()
        .as_list()
        .unwrap();
    assert_eq!(list[2].as_table().unwrap()["HueShift"], Value::Number(0.5));
    assert!(!controller.delete_point_color_swatch(&mut photo, false, 9, false));
    assert!(controller.delete_point_color_swatch(&mut photo, false, 1, false));
    assert!(controller.delete_point_color_swatch(&mut photo, true, 1, false));
    assert_eq!(controller.selected_point_color_swatch(&photo, false), None);
    assert!(!photo.has_adjustments());
}

#[test]
fn a_mask_has_swatches_of_its_own() {
    let (mut controller, mut photo) = photo();
    let error = controller
        .add_point_color_swatch(&mut photo, &color(1.0), true)
        .unwrap_err();
    assert_eq!(error, "no mask is selected");
    controller.create_new_mask(&mut photo, MaskType::Brush);
    controller
        .add_point_color_swatch(&mut photo, &color(1.0), true)
        .unwrap();
    assert_eq!(
        controller.selected_point_color_swatch(&photo, true),
        Some(1)
    );
    assert_eq!(controller.selected_point_color_swatch(&photo, false), None);
    let error = controller
        .add_point_color_swatch(&mut photo, &Table::new(), true)
        .unwrap_err();
    assert_eq!(error, "a swatch needs the number SrcHue");
}

#[test]
fn the_shape_of_the_lens_blur_is_set_by_name() {
    let (mut controller, mut photo) = photo();
    assert_eq!(controller.selected_lens_blur_bokeh(&photo), "Circle");
    controller.set_lens_blur_bokeh(&mut photo, "Ring").unwrap();
    assert_eq!(controller.selected_lens_blur_bokeh(&photo), "Ring");
    controller
        .set_lens_blur_bokeh(&mut photo, "CatEye")
        .unwrap();
    assert_eq!(controller.selected_lens_blur_bokeh(&photo), "Anamorphic");
    assert!(controller.set_lens_blur_bokeh(&mut photo, "Star").is_err());
    assert!(controller.toggle_lens_blur_depth_visualization());
    controller
        .set_value(&mut photo, "LensBlurActive", true.into(), false)
        .unwrap();
    let table = photo.to_table();
    assert_eq!(
        table["LensBlur"].as_table().unwrap()["Active"],
        Value::Bool(true)
    );
}

#[test]
fn preferences_of_the_remove_panel_are_set_all_or_none() {
    let (mut controller, _) = photo();
    let good = table([("brushSize", 25.0.into()), ("toolOverlay", "never".into())]);
    controller.set_remove_preferences(&good).unwrap();
    assert_eq!(
        controller.remove_preferences().to_table()["toolOverlay"],
        "never".into()
    );
    let bad = table([("brushFeather", 10.0.into()), ("brushSize", 0.0.into())]);
    let error = controller.set_remove_preferences(&bad).unwrap_err();
    assert_eq!(error, "brushSize is a number from 1 to 100");
    assert_eq!(
        controller.remove_preferences().to_table()["brushFeather"],
        0.0.into()
    );
}

#[test]
fn spots_are_those_that_came_with_the_settings() {
    let (mut controller, mut photo) = photo();
    assert!(controller.all_spots(&photo).is_empty());
    let spots: Vec<Value> = [0.1, 0.2]
        .map(|x| Value::Table(table([("x", x.into())])))
        .to_vec();
    photo.apply(&table([("RetouchAreas", spots.into())]));
    assert_eq!(controller.all_spots(&photo).len(), 2);
    assert!(controller.set_selected_spot(&photo, 1).is_err());
    controller.go_to_healing();
    controller.set_selected_spot(&photo, 2).unwrap();
    let opacity = table([("Opacity", 0.5.into())]);
    controller
        .set_selected_spot_params(&mut photo, &opacity)
        .unwrap();
    let params = controller
        .selected_spot_params(&photo)
        .unwrap()
        .as_table()
        .unwrap();
    assert_eq!(
        (&params["x"], &params["Opacity"]),
        (&0.2.into(), &0.5.into())
    );
    assert!(matches!(
        controller.spot_picture(&photo),
        Err(Error::NotSimulated(_))
    ));
    controller.delete_selected_spot(&mut photo).unwrap();
    assert_eq!(controller.all_spots(&photo).len(), 1);
    let none = controller.delete_selected_spot(&mut photo);
    assert_eq!(none, Ok(Outcome::Ignored(Ignored::NoSpotSelected)));
    assert_eq!(controller.reset_healing(&mut photo), Outcome::Changed);
    assert!(controller.all_spots(&photo).is_empty());
}

#[test]
fn another_photo_has_nothing_selected() {
    let (mut controller, mut photo) = photo();
    controller.create_new_mask(&mut photo, MaskType::Brush);
    controller.photo_changed();
    assert_eq!(controller.selected_mask(&photo), None);
    assert_eq!(controller.selected_tool(), Tool::Masking);
}
