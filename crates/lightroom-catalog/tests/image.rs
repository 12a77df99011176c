//! Single image files and their XMP.

// Helpers of tests, too.
#![allow(clippy::unwrap_used)]

mod common;

use std::path::PathBuf;

use common::{heic, jpeg, jpeg_extended, packet, png, psd, tiff};
use lightroom_catalog::{ImageFile, read_image};
use lightroom_sim::develop::{AiKind, MaskType};
use lightroom_sim::{CopyrightState, TextField};
use tempfile::TempDir;

fn write(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn read(name: &str, bytes: impl AsRef<[u8]>) -> ImageFile {
    let folder = tempfile::tempdir().unwrap();
    read_image(&write(&folder, name, bytes)).unwrap()
}

const WHOLE: &str = r#"
 <dc:title><rdf:Alt><rdf:li xml:lang="de">Bahn</rdf:li><rdf:li xml:lang="x-default">A tram</rdf:li></rdf:Alt></dc:title>
 <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Uphill &amp; down</rdf:li></rdf:Alt></dc:description>
 <dc:creator><rdf:Seq><rdf:li>Ana</rdf:li><rdf:li>Rui</rdf:li></rdf:Seq></dc:creator>
 <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">(c) Ana</rdf:li></rdf:Alt></dc:rights>
 <dc:subject><rdf:Bag><rdf:li>Lisbon</rdf:li><rdf:li>Places</rdf:li><rdf:li>tram</rdf:li></rdf:Bag></dc:subject>
 <lr:hierarchicalSubject><rdf:Bag><rdf:li>Places|Lisbon</rdf:li></rdf:Bag></lr:hierarchicalSubject>
 <Iptc4xmpCore:CreatorContactInfo rdf:parseType="Resource"><Iptc4xmpCore:CiAdrCity>Porto</Iptc4xmpCore:CiAdrCity></Iptc4xmpCore:CreatorContactInfo>
 <exif:Flash rdf:parseType="Resource"><exif:Fired>False</exif:Fired></exif:Flash>
 <exif:ISOSpeedRatings><rdf:Seq><rdf:li>400</rdf:li></rdf:Seq></exif:ISOSpeedRatings>
 <crs:ToneCurvePV2012><rdf:Seq><rdf:li>0, 0</rdf:li><rdf:li>128, 140</rdf:li><rdf:li>255, 255</rdf:li></rdf:Seq></crs:ToneCurvePV2012>
"#;

const ATTRIBUTES: &str = r#"xmp:Rating="3" xmp:Label="Red" xmpDM:pick="1" xmpRights:Marked="True"
 photoshop:City="Lisboa" exif:DateTimeOriginal="2024-04-06T18:22:31.25+01:00"
 exif:GPSLatitude="38,42.6N" exif:GPSLongitude="9,8.4W" exif:GPSAltitude="120/10" exif:GPSAltitudeRef="0"
 tiff:Model="Z 6" tiff:Make="NIKON" aux:SerialNumber="77" aux:Lens="35 mm"
 exif:ExposureTime="1/250" exif:FNumber="28/10" exif:FocalLength="350/10"
 crs:ProcessVersion="15.4" crs:Exposure2012="+0.75" crs:Contrast2012="-10" crs:ConvertToGrayscale="True"
 crs:RawFileName="x.nef""#;

#[test]
fn everything_that_lightroom_writes_is_read() {
    let image = read("a.jpg", jpeg(&packet(ATTRIBUTES, WHOLE)));
    assert_eq!(image.remarks, [""; 0]);
    let photo = image.photo;
    assert_eq!(photo.stored_size.to_string(), "64 x 32");
    assert_eq!(photo.rating.unwrap().stars(), 3);
    assert_eq!((photo.label.color_name(), photo.pick.status()), ("red", 1));
    assert_eq!(photo.copyright_state, CopyrightState::Copyrighted);
    for (field, text) in [
        (TextField::Title, "A tram"),
        (TextField::Caption, "Uphill & down"),
        (TextField::Creator, "Ana; Rui"),
        (TextField::Copyright, "(c) Ana"),
        (TextField::City, "Lisboa"),
        (TextField::CreatorCity, "Porto"),
    ] {
        assert_eq!(photo.text(field), Some(text), "{field:?}");
    }
    assert_eq!(
        photo.captured.unwrap().iso8601(),
        "2024-04-06T18:22:31+01:00"
    );
    let gps = photo.gps.unwrap();
    assert!((gps.latitude - 38.71).abs() < 1e-9 && (gps.longitude + 9.14).abs() < 1e-9);
    assert_eq!(photo.altitude, Some(12.0));
    let camera = photo.camera.as_ref().unwrap();
    assert_eq!((&*camera.make, &*camera.model), ("NIKON", "Z 6"));
    assert_eq!(camera.serial_number.as_deref(), Some("77"));
    assert_eq!(photo.lens.as_deref(), Some("35 mm"));
    let shot = &photo.shot;
    assert_eq!(
        (shot.exposure_time, shot.aperture),
        (Some(0.004), Some(2.8))
    );
    assert_eq!((shot.iso, shot.flash), (Some(400), Some(false)));
    assert_eq!(image.keywords, [vec!["Places", "Lisbon"], vec!["tram"]]);

    let settings = photo.develop.to_table();
    assert_eq!(settings["Exposure2012"].as_number(), Some(0.75));
    assert_eq!(settings["Contrast2012"].as_number(), Some(-10.0));
    assert_eq!(settings["ConvertToGrayscale"].as_bool(), Some(true));
    let curve = settings["ToneCurvePV2012"].as_list().unwrap();
    assert_eq!(curve[3].as_number(), Some(140.0));
    assert!(!settings.contains_key("RawFileName"));
}

#[test]
fn every_container_is_looked_into() {
    let xmp = packet(r#"xmp:Rating="5""#, "");
    for (name, bytes) in [
        ("a.jpg", jpeg(&xmp)),
        ("b.jpeg", jpeg_extended(&xmp)),
        ("c.png", png(&xmp, false)),
        ("d.png", png(&xmp, true)),
        ("e.psd", psd(&xmp)),
        ("f.heic", heic(&xmp)),
        ("g.tif", tiff(Some(&xmp))),
        ("h.dng", tiff(Some(&xmp))),
        ("i.nef", tiff(Some(&xmp))),
    ] {
        let image = read(name, bytes);
        let stars = image.photo.rating.map(lightroom_sim::Rating::stars);
        assert_eq!(stars, Some(5), "{name}: {:?}", image.remarks);
    }
}

#[test]
fn a_sidecar_wins_over_the_raw_file_and_counts_beside_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let inside = packet(r#"xmp:Rating="5" xmp:Label="Blue""#, "");
    let sidecar = packet(
        r#"xmp:Rating="2" tiff:Orientation="8" crs:WhiteBalance="As Shot" crs:Temperature="4900" crs:Tint="+7""#,
        "",
    );
    let raw = write(&folder, "a.NEF", tiff(Some(&inside)));
    let dng = write(&folder, "a.dng", tiff(Some(&inside)));
    write(&folder, "a.xmp", sidecar);
    let photo = read_image(&raw).unwrap().photo;
    assert_eq!(photo.rating.unwrap().stars(), 2);
    assert_eq!(photo.label.color_name(), "blue");
    assert_eq!(photo.orientation.corners(), "BC");
    let settings = photo.develop.to_table();
    assert_eq!(settings["Temperature"].as_number(), Some(4900.0));
    assert_eq!(settings["WhiteBalance"].as_text(), Some("As Shot"));
    assert!(!photo.develop.has_adjustments());
    assert_eq!(read_image(&dng).unwrap().photo.rating.unwrap().stars(), 5);
}

#[test]
fn a_raw_file_that_is_not_understood_has_what_its_sidecar_says() {
    let folder = tempfile::tempdir().unwrap();
    let raw = write(&folder, "a.CR3", b"no container at all");
    write(
        &folder,
        "a.XMP",
        packet(
            r#"tiff:ImageWidth="6000" tiff:ImageLength="4000" tiff:Model="R5" xmp:CreateDate="2024-01-02""#,
            "",
        ),
    );
    let image = read_image(&raw).unwrap();
    assert_eq!(image.photo.stored_size.to_string(), "6000 x 4000");
    assert_eq!(image.photo.camera.as_ref().unwrap().model, "R5");
    assert_eq!(
        image.photo.captured.unwrap().iso8601(),
        "2024-01-02T00:00:00"
    );
    assert!(
        image.remarks[0].contains("EXIF cannot be read"),
        "{:?}",
        image.remarks
    );
}

#[test]
fn flags_are_read_in_every_spelling() {
    for (attributes, pick) in [
        (r#"xmpDM:pick="-1""#, -1),
        (r#"xmpDM:good="True""#, 1),
        (r#"xmpDM:good="false""#, -1),
        (r#"xmp:Rating="-1""#, -1),
        (r#"xmp:Rating="-1" xmpDM:pick="0""#, 0),
        (r#"xmpDM:pick="7""#, 0),
    ] {
        let photo = read("a.jpg", jpeg(&packet(attributes, ""))).photo;
        assert_eq!(
            (photo.pick.status(), photo.rating),
            (pick, None),
            "{attributes}"
        );
    }
}

#[test]
fn settings_of_an_exported_file_are_in_its_pixels_already() {
    let attributes = r#"crs:AlreadyApplied="True" crs:Exposure2012="+2""#;
    let photo = read("a.jpg", jpeg(&packet(attributes, ""))).photo;
    assert!(!photo.develop.has_adjustments());
}

#[test]
fn masks_are_read() {
    let mask = r#"<crs:MaskGroupBasedCorrections><rdf:Seq><rdf:li>
      <rdf:Description crs:What="Correction" crs:CorrectionID="00000000000000000000000000000012"
        crs:CorrectionName="Sky" crs:CorrectionActive="true" crs:LocalExposure2012="0.25">
       <crs:CorrectionMasks><rdf:Seq><rdf:li crs:What="Mask/Image" crs:MaskSubType="2"
        crs:MaskID="1E5" crs:MaskName="Sky 1" crs:MaskActive="true"/></rdf:Seq></crs:CorrectionMasks>
      </rdf:Description></rdf:li></rdf:Seq></crs:MaskGroupBasedCorrections>"#;
    let image = read("a.jpg", jpeg(&packet("", mask)));
    assert_eq!(image.remarks, [""; 0]);
    let [mask] = image.photo.develop.masks() else {
        panic!("one mask")
    };
    assert_eq!(
        (&*mask.id, &*mask.name),
        ("00000000000000000000000000000012", "Sky")
    );
    assert_eq!(
        (&*mask.tools[0].id, mask.tools[0].mask_type),
        ("1E5", MaskType::Ai(AiKind::Sky))
    );
}

#[test]
fn settings_that_cannot_be_read_are_named() {
    let attributes = r#"crs:Exposure2012="bright" crs:Contrast2012="12" crs:NoSuchThing="1""#;
    let image = read("a.jpg", jpeg(&packet(attributes, "")));
    assert_eq!(
        image.remarks,
        ["develop settings that cannot be read: Exposure2012"]
    );
    let contrast = &image.photo.develop.to_table()["Contrast2012"];
    assert_eq!(contrast.as_number(), Some(12.0));
}

#[test]
fn packets_that_are_broken_are_remarked_and_the_file_stays() {
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let bomb = r#"<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>"#;
    for xmp in ["", "<", "<x/>", "no XML", "<x:xmpmeta/>", bomb, "\u{0}"] {
        let image = read("a.jpg", jpeg(xmp));
        assert_eq!(image.photo.stored_size.to_string(), "64 x 32");
        let [remark] = &image.remarks[..] else {
            panic!("{xmp}: {:?}", image.remarks)
        };
        assert!(
            remark.starts_with("XMP cannot be read: "),
            "{xmp}: {remark}"
        );
    }
    let folder = tempfile::tempdir().unwrap();
    let raw = write(&folder, "a.nef", tiff(None));
    for sidecar in [deep.as_bytes(), &[0xff; 40], b""] {
        write(&folder, "a.xmp", sidecar);
        let image = read_image(&raw).unwrap();
        let said = |remark: &String| remark.starts_with("its sidecar cannot be read: ");
        assert!(image.remarks.iter().any(said), "{:?}", image.remarks);
        assert_eq!(image.photo.camera.unwrap().model, "Z 6");
    }
}

/// Whatever is done to a file, it is read or refused.
#[test]
fn cut_and_garbled_files_never_panic() {
    let xmp = packet(ATTRIBUTES, WHOLE);
    let folder = tempfile::tempdir().unwrap();
    for (name, whole) in [
        ("a.jpg", jpeg(&xmp)),
        ("b.jpg", jpeg_extended(&xmp)),
        ("c.png", png(&xmp, true)),
        ("e.psd", psd(&xmp)),
        ("f.heic", heic(&xmp)),
        ("g.tif", tiff(Some(&xmp))),
        ("i.nef", tiff(Some(&xmp))),
    ] {
        for end in (0..whole.len()).step_by(1 + whole.len() / 30) {
            let path = write(&folder, name, &whole[..end]);
            read_image(&path).unwrap();
        }
        for at in (0..whole.len().min(90)).chain((90..whole.len()).step_by(97)) {
            for value in [0xff, whole[at].wrapping_add(1)] {
                let mut garbled = whole.clone();
                garbled[at] = value;
                let path = write(&folder, name, &garbled);
                read_image(&path).unwrap();
            }
        }
    }
}

#[test]
fn what_is_no_image_file_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let error = read_image(&folder.path().join("none.jpg")).unwrap_err();
    assert!(error.to_string().contains("cannot read"), "{error}");
    let text = write(&folder, "a.txt", "x");
    let error = read_image(&text).unwrap_err();
    assert!(error.to_string().contains("is not supported"), "{error}");
    let inner = folder.path().join("b.jpg");
    std::fs::create_dir(&inner).unwrap();
    assert!(read_image(&inner).is_err());
}
