//! How fast a Lightroom catalog of 100,000 photos is read:
//! `cargo run --release -p lightroom-catalog --example large_lrcat`.

use std::error::Error;
use std::time::Instant;

use rusqlite::Connection;

const TABLES: &str = "
CREATE TABLE AgLibraryRootFolder (id_local INTEGER PRIMARY KEY, absolutePath, name);
INSERT INTO AgLibraryRootFolder VALUES (1, '/nowhere/Pictures/', 'Pictures');
CREATE TABLE AgLibraryFolder (id_local INTEGER PRIMARY KEY, pathFromRoot, rootFolder);
CREATE TABLE AgLibraryFile (id_local INTEGER PRIMARY KEY, baseName, extension, folder);
CREATE TABLE Adobe_images (id_local INTEGER PRIMARY KEY, rootFile, masterImage, copyName, fileFormat, fileWidth,
  fileHeight, orientation, captureTime, rating, pick, colorLabels);
CREATE TABLE Adobe_imageDevelopSettings (id_local INTEGER PRIMARY KEY, image, text);
CREATE TABLE Adobe_AdditionalMetadata (id_local INTEGER PRIMARY KEY, image, xmp);";

/// As long as that of a camera's raw file, without develop settings.
const XMP: &str = r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 tiff:Make="NIKON CORPORATION" tiff:Model="NIKON Z 6_2" tiff:Orientation="1" tiff:ImageWidth="6048"
 tiff:ImageLength="4024" exif:ExposureTime="1/250" exif:ShutterSpeedValue="7965784/1000000"
 exif:FNumber="28/10" exif:ApertureValue="2970854/1000000" exif:ExposureProgram="3"
 exif:DateTimeOriginal="2024-04-06T18:22:31+01:00" exif:FocalLength="350/10" exif:WhiteBalance="0"
 aux:SerialNumber="3012345" aux:LensInfo="350/10 350/10 18/10 18/10" aux:Lens="NIKKOR Z 35mm f/1.8 S"
 photoshop:City="Lisboa" xmpMM:DocumentID="xmp.did:0d9a9f1c-1111-4222-8333-444455556666"
 xmpMM:InstanceID="xmp.iid:0d9a9f1c-1111-4222-8333-444455556666" photoshop:SidecarForExtension="NEF">
 <dc:title><rdf:Alt><rdf:li xml:lang="x-default">A tram goes uphill</rdf:li></rdf:Alt></dc:title>
 <dc:creator><rdf:Seq><rdf:li>A photographer</rdf:li></rdf:Seq></dc:creator>
 <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">All rights reserved</rdf:li></rdf:Alt></dc:rights>
 <exif:ISOSpeedRatings><rdf:Seq><rdf:li>400</rdf:li></rdf:Seq></exif:ISOSpeedRatings>
 </rdf:Description></rdf:RDF></x:xmpmeta>"#;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    for with_xmp in [false, true] {
        let path = folder.path().join(format!("{with_xmp}.lrcat"));
        fill(&path, with_xmp)?;
        let start = Instant::now();
        let opened = lightroom_catalog::open(&path)?;
        let photos = opened.catalog.all_photos().len();
        println!(
            "{:>9.1?} for {photos} photos, XMP: {with_xmp}",
            start.elapsed()
        );
    }
    Ok(())
}

fn fill(path: &std::path::Path, with_xmp: bool) -> Result<(), Box<dyn Error>> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch(TABLES)?;
    let compressed = miniz_oxide::deflate::compress_to_vec_zlib(XMP.as_bytes(), 6);
    let xmp = [&u32::try_from(XMP.len())?.to_be_bytes()[..], &compressed].concat();
    let change = connection.transaction()?;
    for folder in 0..200 {
        let insert = "INSERT INTO AgLibraryFolder VALUES (?1, ?2, 1)";
        change.execute(insert, (folder, format!("{folder}/")))?;
    }
    for id in 0..100_000_i64 {
        let insert = "INSERT INTO AgLibraryFile VALUES (?1, ?2, 'NEF', ?3)";
        change.execute(insert, (id, format!("DSC_{id}"), id % 200))?;
        let insert = "INSERT INTO Adobe_images VALUES (?1, ?1, NULL, NULL, 'RAW', 6048, 4024, 'AB',
            '2024-04-06T18:22:31', ?2, 0, '')";
        change.execute(insert, (id, id % 6))?;
        let insert = "INSERT INTO Adobe_imageDevelopSettings VALUES (?1, ?1, ?2)";
        let settings = "s = { Exposure2012 = 0.5, Contrast2012 = 10, ProcessVersion = \"15.4\" }";
        change.execute(insert, (id, settings))?;
        if with_xmp {
            let insert = "INSERT INTO Adobe_AdditionalMetadata VALUES (?1, ?1, ?2)";
            change.execute(insert, (id, &xmp))?;
        }
    }
    change.commit()?;
    Ok(())
}
