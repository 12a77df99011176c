//! Pictures in place of renditions: valid files of the right size, all gray, that say what they are.

/// The text that each placeholder carries.
const LABEL: &str = "Placeholder by lrsocket: a simulated Lightroom renders no photos";

/// The gray of the placeholders.
const GRAY: u8 = 128;

/// A gray JPEG of this size.
pub(crate) fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut file = vec![0xff, 0xd8];
    segment(&mut file, 0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    segment(&mut file, 0xfe, LABEL.as_bytes());
    // A table for quantization of ones.
    let mut quantization = [1; 65];
    quantization[0] = 0;
    segment(&mut file, 0xdb, &quantization);
    // 8 bits, one component.
    let [h1, h0] = height.to_be_bytes();
    let [w1, w0] = width.to_be_bytes();
    segment(&mut file, 0xc0, &[8, h1, h0, w1, w0, 1, 1, 0x11, 0]);
    // Two Huffman tables with one code of one bit, which stands for 0: "as the block before", and "the
    // rest of the block is 0".
    for class in [0x00, 0x10] {
        let mut table = [0; 18];
        table[0] = class;
        table[1] = 1;
        segment(&mut file, 0xc4, &table);
    }
    segment(&mut file, 0xda, &[1, 1, 0, 0, 63, 0]);
    let bits = blocks(width) * blocks(height) * 2;
    file.resize(file.len() + bits / 8, 0);
    // The last byte is filled up with ones.
    match bits % 8 {
        0 => {}
        used => file.push(0xff >> used),
    }
    file.extend([0xff, 0xd9]);
    file
}

fn blocks(pixels: u16) -> usize {
    usize::from(pixels).div_ceil(8)
}

fn segment(file: &mut Vec<u8>, marker: u8, content: &[u8]) {
    // All contents here are short; the length counts itself.
    let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX);
    file.extend([0xff, marker]);
    file.extend(length.to_be_bytes());
    file.extend(content);
}

/// A gray TIFF of this size.
pub(crate) fn tiff(width: u16, height: u16) -> Vec<u8> {
    const HEADER: u32 = 8;
    const ENTRIES: u16 = 10;
    let label = [LABEL.as_bytes(), b"\0"].concat();
    let row = packed_row(usize::from(width));
    let directory = HEADER + 2 + u32::from(ENTRIES) * 12 + 4;
    let label_length = u32::try_from(label.len()).unwrap_or_default();
    let strip = directory + label_length;
    let strip_length = u32::try_from(row.len() * usize::from(height)).unwrap_or(u32::MAX);
    let mut file = b"II*\0".to_vec();
    file.extend(HEADER.to_le_bytes());
    file.extend(ENTRIES.to_le_bytes());
    for (tag, kind, count, value) in [
        (256, 4, 1, u32::from(width)),
        (257, 4, 1, u32::from(height)),
        (258, 3, 1, 8),                    // bits
        (259, 3, 1, 32773),                // PackBits
        (262, 3, 1, 1),                    // 0 is black
        (270, 2, label_length, directory), // description
        (273, 4, 1, strip),
        (277, 3, 1, 1), // one component
        (278, 4, 1, u32::from(height)),
        (279, 4, 1, strip_length),
    ] {
        file.extend(u16::to_le_bytes(tag));
        file.extend(u16::to_le_bytes(kind));
        file.extend(u32::to_le_bytes(count));
        file.extend(value.to_le_bytes());
    }
    file.extend(0_u32.to_le_bytes());
    file.extend(label);
    for _ in 0..height {
        file.extend(&row);
    }
    file
}

/// A row of gray as PackBits has it: runs of at most 128 equal bytes.
fn packed_row(width: usize) -> Vec<u8> {
    let mut row = Vec::new();
    let mut left = width;
    while left > 0 {
        let run = left.min(128);
        // 1 - run, as a signed byte; a run of one is a literal of one.
        row.push(u8::try_from((257 - run) % 256).unwrap_or_default());
        row.push(GRAY);
        left -= run;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The segments of a JPEG: the marker and the content of each, up to the picture's data.
    fn segments(file: &[u8]) -> Vec<(u8, &[u8])> {
        let (mut at, mut found) = (2, Vec::new());
        while file[at] == 0xff {
            let length = usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
            found.push((file[at + 1], &file[at + 4..at + 2 + length]));
            at += 2 + length;
            if found.last().is_some_and(|(marker, _)| *marker == 0xda) {
                break;
            }
        }
        found
    }

    #[test]
    fn a_jpeg_has_its_size_its_label_and_two_bits_for_each_block() {
        for (width, height, data) in [
            (1, 1, 1),
            (8, 8, 1),
            (9, 8, 1),
            (64, 32, 8),
            (6048, 4024, 95_067),
        ] {
            let file = jpeg(width, height);
            assert!(file.starts_with(&[0xff, 0xd8]) && file.ends_with(&[0xff, 0xd9]));
            let segments = segments(&file);
            let markers: Vec<u8> = segments.iter().map(|(marker, _)| *marker).collect();
            assert_eq!(markers, [0xe0, 0xfe, 0xdb, 0xc0, 0xc4, 0xc4, 0xda]);
            assert_eq!(segments[1].1, LABEL.as_bytes());
            let frame = segments[3].1;
            assert_eq!(
                frame[1..5],
                [height.to_be_bytes(), width.to_be_bytes()].concat()
            );
            let headers: usize = segments.iter().map(|(_, content)| content.len() + 4).sum();
            assert_eq!(file.len() - 4 - headers, data);
        }
    }

    #[test]
    fn a_row_of_a_tiff_unpacks_to_its_width() {
        for width in [1, 2, 127, 128, 129, 256, 6048] {
            let mut pixels = 0;
            for pair in packed_row(width).chunks(2) {
                let count = i8::from_ne_bytes([pair[0]]);
                pixels += usize::try_from(1 - i32::from(count)).unwrap();
                assert_eq!(pair[1], GRAY);
            }
            assert_eq!(pixels, width);
        }
    }
}
