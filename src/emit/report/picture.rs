//! Pictures of scanned pages as the report carries them: PNG of few greys, small enough for a page.

use crate::read::pdf::scan::Picture;
use png::{BitDepth, ColorType, Compression, Encoder};
use std::fmt::Write;

/// How wide a page is drawn at first, pixels: 120 to the inch on A4, at which print of 8 points can be read.
pub const WIDTH: u32 = 1_000;
/// Widths and depths that are tried in turn until a page takes no more room than it may.
const TRIES: [(u32, BitDepth); 5] = [
    (WIDTH, BitDepth::Four),
    (WIDTH, BitDepth::Two),
    (700, BitDepth::Two),
    (500, BitDepth::Two),
    (500, BitDepth::One),
];

/// The picture as the address of an image, at most `limit` bytes long; none if it cannot be made as small.
pub(super) fn address(picture: &Picture, limit: usize) -> Option<String> {
    TRIES.into_iter().find_map(|(width, depth)| {
        let small = (width < picture.width).then(|| picture.shrunk(width));
        let address = written(&png_of(small.as_ref().unwrap_or(picture), depth)?);
        (address.len() <= limit).then_some(address)
    })
}

fn png_of(picture: &Picture, depth: BitDepth) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, picture.width, picture.height);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(depth);
    encoder.set_compression(Compression::High);
    let mut writer = encoder.write_header().ok()?;
    writer
        .write_image_data(&packed(picture, depth as usize))
        .ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

/// Pixels of `bits` bits, each row filled up to whole bytes (PNG, 7.2).
fn packed(picture: &Picture, bits: usize) -> Vec<u8> {
    let top = (1_u32 << bits) - 1;
    let level = |grey: u8| ((u32::from(grey) * top + 127) / 255) as u8;
    let row = |row: &[u8]| -> Vec<u8> {
        let bytes = row.chunks(8 / bits);
        bytes
            .map(|pixels| {
                let places = (0..8 / bits).rev().zip(pixels);
                places.fold(0, |byte, (at, &grey)| byte | level(grey) << (at * bits))
            })
            .collect()
    };
    picture
        .grey
        .chunks(picture.width as usize)
        .flat_map(row)
        .collect()
}

fn written(png: &[u8]) -> String {
    let mut address = String::from("data:image/png;base64,");
    // Writing to a string does not fail.
    let _ = write!(address, "{}", Base64(png));
    address
}

/// Bytes in base 64 (RFC 4648, section 4).
pub(super) struct Base64<'a>(pub(super) &'a [u8]);

impl std::fmt::Display for Base64<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const DIGITS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for three in self.0.chunks(3) {
            let bits = (0..3).fold(0, |bits, at| {
                bits << 8 | u32::from(three.get(at).copied().unwrap_or(0))
            });
            for at in 0..4 {
                let digit = DIGITS[(bits >> (18 - 6 * at)) as usize & 63];
                f.write_char(if at <= three.len() { digit.into() } else { '=' })?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(width: u32, height: u32) -> Picture {
        let mut seed = 1_u32;
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 24) as u8
        };
        let grey = (0..width * height).map(|_| next()).collect();
        Picture {
            width,
            height,
            grey,
        }
    }

    #[test]
    fn rows_are_filled_up_to_whole_bytes() {
        let grey = vec![0, 255, 100, 255, 0, 0];
        let picture = Picture {
            width: 3,
            height: 2,
            grey,
        };
        assert_eq!(packed(&picture, 4), [0x0F, 0x60, 0xF0, 0x00]);
        assert_eq!(packed(&picture, 1), [0b0100_0000, 0b1000_0000]);
    }

    #[test]
    fn the_worst_page_is_made_small_or_left_out() {
        let picture = noise(WIDTH, 1_414);
        let address = address(&picture, 120_000).expect("half as wide, black and white");
        assert!(address.len() <= 120_000);
        assert_eq!(super::address(&picture, 1_000), None);
    }
}
