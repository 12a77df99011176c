//! Image files, as small as they can be.

// Each test file uses some of it.
#![allow(dead_code, clippy::unwrap_used)]

pub(crate) mod lrcat;

/// A packet around these attributes and elements of the description.
pub(crate) fn packet(attributes: &str, elements: &str) -> String {
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
    xmlns:xmpDM="http://ns.adobe.com/xmp/1.0/DynamicMedia/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:lr="http://ns.adobe.com/lightroom/1.0/"
    xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
    xmlns:exif="http://ns.adobe.com/exif/1.0/"
    xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
    xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
    xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
    {attributes}>{elements}</rdf:Description>
 </rdf:RDF>
</x:xmpmeta>

<?xpacket end="w"?>"#,
        bom = '\u{feff}'
    )
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap();
    [&[0xff, marker], &length.to_be_bytes()[..], content].concat()
}

/// A JPEG of 64 x 32 pixels, without pixels, with this XMP.
pub(crate) fn jpeg(xmp: &str) -> Vec<u8> {
    let app1 = [b"http://ns.adobe.com/xap/1.0/\0", xmp.as_bytes()].concat();
    jpeg_of(&[
        segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        segment(0xe1, &app1),
    ])
}

/// The same, with the XMP in two parts of an extension, the second first.
pub(crate) fn jpeg_extended(xmp: &str) -> Vec<u8> {
    let (first, second) = xmp.as_bytes().split_at(100);
    let part = |offset: usize, part: &[u8]| {
        let mut content = b"http://ns.adobe.com/xmp/extension/\0".to_vec();
        content.extend([b'0'; 32]);
        content.extend(u32::try_from(xmp.len()).unwrap().to_be_bytes());
        content.extend(u32::try_from(offset).unwrap().to_be_bytes());
        content.extend(part);
        segment(0xe1, &content)
    };
    jpeg_of(&[part(100, second), part(0, first)])
}

fn jpeg_of(segments: &[Vec<u8>]) -> Vec<u8> {
    let frame = segment(0xc0, &[8, 0, 32, 0, 64, 1, 1, 0x11, 0]);
    [
        &[0xff, 0xd8],
        &segments.concat()[..],
        &frame,
        &[0xff, 0xda, 0, 2, 0xff, 0xd9],
    ]
    .concat()
}

/// A PNG of 64 x 32 pixels, without pixels; the XMP compressed if `zlib` is.
pub(crate) fn png(xmp: &str, zlib: bool) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        // Nobody here checks the sum at the end.
        [&length, &kind[..], content, &[0; 4]].concat()
    };
    let (flag, text) = if zlib {
        (
            1,
            miniz_oxide::deflate::compress_to_vec_zlib(xmp.as_bytes(), 6),
        )
    } else {
        (0, xmp.as_bytes().to_vec())
    };
    let itxt = [b"XML:com.adobe.xmp\0", &[flag, 0, 0, 0][..], &text].concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[0, 0, 0, 64, 0, 0, 0, 32, 8, 2, 0, 0, 0]),
        chunk(b"tEXt", b"Comment\0x"),
        chunk(b"iTXt", &itxt),
        chunk(b"IEND", b""),
    ]
    .concat()
}

/// A Photoshop file of 64 x 32 pixels: header, no colour table, two image resources.
pub(crate) fn psd(xmp: &str) -> Vec<u8> {
    let resource = |id: u16, name: &[u8], content: &[u8]| {
        let mut bytes = b"8BIM".to_vec();
        bytes.extend(id.to_be_bytes());
        bytes.push(u8::try_from(name.len()).unwrap());
        bytes.extend(name);
        if name.len().is_multiple_of(2) {
            bytes.push(0);
        }
        bytes.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        bytes.extend(content);
        if !content.len().is_multiple_of(2) {
            bytes.push(0);
        }
        bytes
    };
    let resources = [
        resource(1005, b"odd", b"xyz"),
        resource(1060, b"", xmp.as_bytes()),
    ]
    .concat();
    let mut bytes = b"8BPS\0\x01\0\0\0\0\0\0\0\x03\0\0\0\x20\0\0\0\x40\0\x08\0\x03".to_vec();
    bytes.extend([0; 4]);
    bytes.extend(u32::try_from(resources.len()).unwrap().to_be_bytes());
    bytes.extend(resources);
    bytes
}

/// A HEIC whose only item is XMP, in two extents.
pub(crate) fn heic(xmp: &str) -> Vec<u8> {
    let box_of = |kind: &[u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
        [&length, &kind[..], content].concat()
    };
    let file_type = box_of(b"ftyp", b"heic\0\0\0\0mif1heic");
    let entry = box_of(b"infe", b"\x02\0\0\0\0\x07\0\0mime\0application/rdf+xml\0");
    let items = box_of(b"iinf", &[&[0, 0, 0, 0, 0, 1], &entry[..]].concat());
    let (first, second) = xmp.as_bytes().split_at(50);
    let place = |start: usize| {
        let mut iloc = vec![1, 0, 0, 0, 0x44, 0, 0, 1, 0, 7, 0, 0, 0, 0, 0, 2];
        for (offset, part) in [(start, first), (start + 50, second)] {
            iloc.extend(u32::try_from(offset).unwrap().to_be_bytes());
            iloc.extend(u32::try_from(part.len()).unwrap().to_be_bytes());
        }
        box_of(b"iloc", &iloc)
    };
    let meta = |start| box_of(b"meta", &[&[0; 4], &items[..], &place(start)].concat());
    let start = file_type.len() + meta(0).len() + 8;
    [file_type, meta(start), box_of(b"mdat", xmp.as_bytes())].concat()
}

/// A TIFF that is nothing but its entries: model, orientation, rating, width, height and, if there
/// is one, XMP.
pub(crate) fn tiff(xmp: Option<&str>) -> Vec<u8> {
    let mut entries = vec![
        (0x100_u16, 3_u16, 1_u32, *b"\x40\0\0\0"),
        (0x101, 3, 1, *b"\x20\0\0\0"),
        (0x110, 2, 4, *b"Z 6\0"),
        (0x112, 3, 1, *b"\x06\0\0\0"),
    ];
    if let Some(xmp) = xmp {
        let after = 8 + 2 + 6 * 12 + 4_u32;
        let length = u32::try_from(xmp.len()).unwrap();
        entries.push((700, 1, length, after.to_le_bytes()));
    }
    entries.push((0x4746, 3, 1, *b"\x04\0\0\0"));
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    bytes.extend(u16::try_from(entries.len()).unwrap().to_le_bytes());
    for (tag, kind, count, value) in entries {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value);
    }
    bytes.extend([0; 4]);
    bytes.extend(xmp.unwrap_or_default().as_bytes());
    bytes
}
