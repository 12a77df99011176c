//! Masks through the controller, and in the settings.

use lightroom_sim::develop::{
    AiKind, Combine, Controller, FileKind, Ignored, MaskType, Outcome, RangeKind, Settings, Tool,
    Value,
};

const SKY: MaskType = MaskType::Ai(AiKind::Sky);

fn photo() -> (Controller, Settings) {
    (Controller::new(), Settings::new(FileKind::Raw))
}

#[test]
fn a_new_mask_is_selected_and_opens_masking() {
    let (mut controller, mut photo) = photo();
    let id = controller.create_new_mask(&mut photo, SKY);
    assert_eq!(controller.selected_tool(), Tool::Masking);
    assert_eq!(controller.selected_mask(&photo), Some(id.as_str()));
    let mask = &photo.masks()[0];
    assert_eq!(
        (mask.name.as_str(), mask.tools[0].name.as_str()),
        ("Mask 1", "Sky 1")
    );
    assert_eq!(
        controller.selected_mask_tool(&photo),
        Some(mask.tools[0].id.as_str())
    );
    assert_eq!(id.len(), 32);
}

#[test]
fn every_type_of_the_sdk_makes_a_mask() {
    let types = [
        ("brush", None),
        ("gradient", None),
        ("radialGradient", None),
    ]
    .into_iter()
    .chain(["color", "luminance", "depth"].map(|s| ("rangeMask", Some(s))))
    .chain(
        [
            "subject",
            "sky",
            "background",
            "objects",
            "people",
            "landscape",
        ]
        .map(|s| ("aiSelection", Some(s))),
    );
    let (mut controller, mut photo) = photo();
    for (name, subtype) in types {
        let mask_type = MaskType::from_names(name, subtype).unwrap();
        assert_eq!((mask_type.name(), mask_type.subtype()), (name, subtype));
        assert!(!mask_type.lacks().is_empty());
        controller.create_new_mask(&mut photo, mask_type);
    }
    let mut copy = Settings::new(FileKind::Raw);
    copy.apply(&photo.to_table());
    assert_eq!(copy.masks(), photo.masks());
    assert_eq!(photo.masks().len(), 12);
}

#[test]
fn an_unknown_type_or_subtype_is_refused() {
    let error = MaskType::from_names("lasso", None).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("\"lasso\" is not a mask type")
    );
    let error = MaskType::from_names("aiSelection", None).unwrap_err();
    assert!(error.to_string().contains("subject, sky, background"));
    assert!(MaskType::from_names("rangeMask", Some("sky")).is_err());
    // The subtype counts for ranges and detection only.
    assert_eq!(
        MaskType::from_names("brush", Some("x")),
        Ok(MaskType::Brush)
    );
}

#[test]
fn local_sliders_are_those_of_the_selected_mask() {
    let (mut controller, mut photo) = photo();
    assert_eq!(controller.value(&photo, "local_Exposure"), Ok(None));
    let set = controller.set_value(&mut photo, "local_Exposure", 1.0.into(), false);
    assert_eq!(set, Ok(Outcome::Ignored(Ignored::NoMaskSelected)));

    let first = controller.create_new_mask(&mut photo, MaskType::Brush);
    controller
        .set_value(&mut photo, "local_Exposure", 1.0.into(), false)
        .unwrap();
    controller.create_new_mask(&mut photo, MaskType::Gradient);
    assert_eq!(
        controller.value(&photo, "local_Exposure"),
        Ok(Some(&Value::Number(0.0)))
    );
    controller.select_mask(&photo, &first).unwrap();
    assert_eq!(
        controller.value(&photo, "local_Exposure"),
        Ok(Some(&Value::Number(1.0)))
    );
    controller
        .reset_to_default(&mut photo, "local_Exposure")
        .unwrap();
    assert_eq!(
        controller.value(&photo, "local_Exposure"),
        Ok(Some(&Value::Number(0.0)))
    );
}

#[test]
fn tools_are_added_intersected_and_subtracted() {
    let (mut controller, mut photo) = photo();
    let none = controller.combine_with_current_mask(&mut photo, Combine::Add, SKY);
    assert_eq!(none, Outcome::Ignored(Ignored::NoMaskSelected));
    controller.create_new_mask(&mut photo, MaskType::Brush);
    controller.combine_with_current_mask(&mut photo, Combine::Add, MaskType::Brush);
    let range = MaskType::Range(RangeKind::Luminance);
    controller.combine_with_current_mask(&mut photo, Combine::Intersect, range);
    controller.combine_with_current_mask(&mut photo, Combine::Subtract, SKY);
    let tools: Vec<_> = photo.masks()[0]
        .tools
        .iter()
        .map(|tool| (tool.name.as_str(), tool.combine))
        .collect();
    assert_eq!(
        tools,
        [
            ("Brush 1", Combine::Add),
            ("Brush 2", Combine::Add),
            ("Luminance Range 1", Combine::Intersect),
            ("Sky 1", Combine::Subtract),
        ]
    );
    let mut copy = Settings::new(FileKind::Raw);
    copy.apply(&photo.to_table());
    assert_eq!(copy.masks(), photo.masks());
}

#[test]
fn leaving_masking_deselects_and_keeps_the_mask() {
    let (mut controller, mut photo) = photo();
    let id = controller.create_new_mask(&mut photo, SKY);
    controller.select_tool("loupe").unwrap();
    assert_eq!(controller.selected_mask(&photo), None);
    let closed = controller.select_mask(&photo, &id);
    assert_eq!(closed, Ok(Outcome::Ignored(Ignored::MaskingClosed)));
    controller.go_to_masking();
    assert_eq!(controller.select_mask(&photo, &id), Ok(Outcome::Changed));
    assert_eq!(controller.select_mask(&photo, &id), Ok(Outcome::Same));
    let error = controller.select_mask(&photo, "none").unwrap_err();
    assert_eq!(error.to_string(), "there is no mask with the id \"none\"");
}

#[test]
fn masks_and_tools_are_hidden_inverted_copied_and_deleted() {
    let (mut controller, mut photo) = photo();
    let id = controller.create_new_mask(&mut photo, SKY);
    controller.toggle_hide_mask(&mut photo, &id).unwrap();
    controller.invert_mask(&mut photo, &id).unwrap();
    assert!(photo.masks()[0].hidden && photo.masks()[0].tools[0].inverted);

    controller
        .duplicate_and_invert_mask(&mut photo, &id)
        .unwrap();
    let copy = &photo.masks()[1];
    assert_eq!(
        (copy.name.as_str(), copy.tools[0].inverted),
        ("Mask 1 Copy", false)
    );
    assert_ne!(
        (&copy.id, &copy.tools[0].id),
        (&id, &photo.masks()[0].tools[0].id)
    );
    assert_eq!(controller.selected_mask(&photo), Some(copy.id.as_str()));

    let tool = copy.tools[0].id.clone();
    controller.toggle_hide_mask_tool(&mut photo, &tool).unwrap();
    controller
        .toggle_invert_mask_tool(&mut photo, &tool)
        .unwrap();
    assert!(photo.masks()[1].tools[0].hidden && photo.masks()[1].tools[0].inverted);
    controller.delete_mask_tool(&mut photo, &tool).unwrap();
    assert!(photo.masks()[1].tools.is_empty());
    assert!(controller.delete_mask_tool(&mut photo, &tool).is_err());

    controller.delete_mask(&mut photo, &id).unwrap();
    assert_eq!(photo.masks().len(), 1);
}

#[test]
fn a_tool_s_reset_takes_it_out_of_all_masks() {
    let (mut controller, mut photo) = photo();
    controller.create_new_mask(&mut photo, MaskType::Brush);
    controller.create_new_mask(&mut photo, MaskType::Gradient);
    controller.combine_with_current_mask(&mut photo, Combine::Add, MaskType::Brush);
    assert_eq!(controller.reset_brushing(&mut photo), Outcome::Changed);
    assert_eq!(photo.masks().len(), 1);
    assert_eq!(photo.masks()[0].tools.len(), 1);
    assert_eq!(controller.reset_brushing(&mut photo), Outcome::Same);
    assert_eq!(controller.reset_gradient(&mut photo), Outcome::Changed);
    assert!(photo.masks().is_empty());
}

#[test]
fn the_settings_hold_a_mask_as_lightroom_does() {
    let (mut controller, mut photo) = photo();
    controller.create_new_mask(&mut photo, SKY);
    controller
        .set_value(&mut photo, "local_Exposure", 0.5.into(), false)
        .unwrap();
    controller
        .set_value(&mut photo, "local_Hue", 90.0.into(), false)
        .unwrap();
    let table = photo.to_table();
    let mask = table["MaskGroupBasedCorrections"].as_list().unwrap()[0]
        .as_table()
        .unwrap();
    assert_eq!(mask["LocalExposure2012"], Value::Number(0.125));
    assert_eq!(mask["LocalHue"], Value::Number(0.5));
    assert_eq!(mask["CorrectionAmount"], Value::Number(1.0));
    assert_eq!(mask["CorrectionActive"], Value::Bool(true));
    let tool = mask["CorrectionMasks"].as_list().unwrap()[0]
        .as_table()
        .unwrap();
    assert_eq!(
        (&tool["What"], &tool["MaskSubType"]),
        (&"Mask/Image".into(), &2.0.into())
    );
}

#[test]
fn geometry_that_came_in_a_table_is_kept() {
    let (mut controller, mut photo) = photo();
    controller.create_new_mask(&mut photo, MaskType::Gradient);
    let mut table = photo.to_table();
    let Some(Value::List(masks)) = table.get_mut("MaskGroupBasedCorrections") else {
        panic!()
    };
    let Value::Table(mask) = &mut masks[0] else {
        panic!()
    };
    let Some(Value::List(tools)) = mask.get_mut("CorrectionMasks") else {
        panic!()
    };
    let Value::Table(tool) = &mut tools[0] else {
        panic!()
    };
    tool.insert("ZeroX".into(), 0.25.into());
    assert_eq!(photo.apply(&table).outcome, Outcome::Changed);
    assert_eq!(photo.to_table(), table);
}

#[test]
fn the_list_of_masks_has_the_fields_of_the_sdk() {
    let (mut controller, mut photo) = photo();
    controller.create_new_mask(&mut photo, SKY);
    let list = controller.all_masks(&photo);
    let mask = list.as_list().unwrap()[0].as_table().unwrap();
    assert_eq!(
        mask.keys().collect::<Vec<_>>(),
        ["Hidden", "ID", "Name", "Tools"]
    );
    let tool = mask["Tools"].as_list().unwrap()[0].as_table().unwrap();
    assert_eq!(
        (&tool["Type"], &tool["Subtype"]),
        (&"aiSelection".into(), &"sky".into())
    );
}
