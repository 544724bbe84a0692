//! ISO-2022-JP as it is found, rather than as it is defined.
//!
//! A strict decoder loses JIS X 0212, half-width kana by SO/SI or by the eighth bit, a newline inside a
//! double-byte run, and files that were put one after the other. This one rewrites every run to EUC-JP, byte
//! pair by byte pair, and lets `encoding_rs` do the rest.

use encoding_rs::EUC_JP;
use std::ops::Range;

/// What a byte means at a place.
#[derive(Clone, Copy)]
enum Set {
    Ascii,
    HalfKana,
    /// JIS X 0208.
    Double,
    /// JIS X 0212, which EUC-JP reaches by the prefix 8F.
    Supplementary,
}

/// Decodes a sheet; the ranges name the bytes that are no character.
pub(crate) fn decode(bytes: &[u8]) -> (String, Vec<Range<usize>>) {
    let mut text = String::with_capacity(bytes.len());
    let mut faults = Vec::new();
    let (mut set, mut shifted, mut i) = (Set::Ascii, false, 0);
    while let Some(&byte) = bytes.get(i) {
        if byte == 0x1b
            && let Some((next, length)) = escape(&bytes[i + 1..])
        {
            set = next;
            i += 1 + length;
            continue;
        }
        match byte {
            0x0e => shifted = true,
            0x0f => shifted = false,
            0xa1..=0xdf => push(&mut text, &mut faults, &[0x8e, byte], i..i + 1),
            0x21..=0x5f if shifted => push(&mut text, &mut faults, &[0x8e, byte | 0x80], i..i + 1),
            0x21..=0x7e => {
                i += character(bytes, i, set, &mut text, &mut faults);
                continue;
            }
            _ if byte.is_ascii() => text.push(char::from(byte)),
            _ => {
                faults.push(i..i + 1);
                text.push('\u{fffd}');
            }
        }
        i += 1;
    }
    (text, faults)
}

/// The set that an escape names, and the escape's length after the escape byte.
fn escape(rest: &[u8]) -> Option<(Set, usize)> {
    match rest {
        [b'$', b'@' | b'B', ..] => Some((Set::Double, 2)),
        // JIS X 0213 plane 1 extends JIS X 0208; what it adds comes out as U+FFFD and is reported.
        [b'$', b'(', b'O' | b'Q' | b'B' | b'@', ..] => Some((Set::Double, 3)),
        [b'$', b'(', b'D' | b'P', ..] => Some((Set::Supplementary, 3)),
        [b'(', b'I', ..] => Some((Set::HalfKana, 2)),
        [b'(', b'B' | b'J' | b'H', ..] => Some((Set::Ascii, 2)),
        _ => None,
    }
}

/// Decodes one graphic character and returns how many bytes it took.
fn character(
    bytes: &[u8],
    i: usize,
    set: Set,
    text: &mut String,
    faults: &mut Vec<Range<usize>>,
) -> usize {
    let byte = bytes[i];
    let second = bytes
        .get(i + 1)
        .copied()
        .filter(|b| (0x21..=0x7e).contains(b));
    match (set, second) {
        (Set::Ascii, _) => {
            text.push(char::from(byte));
            1
        }
        (Set::HalfKana, _) => {
            push(text, faults, &[0x8e, byte | 0x80], i..i + 1);
            1
        }
        (Set::Double, Some(second)) => {
            push(text, faults, &[byte | 0x80, second | 0x80], i..i + 2);
            2
        }
        (Set::Supplementary, Some(second)) => {
            push(text, faults, &[0x8f, byte | 0x80, second | 0x80], i..i + 2);
            2
        }
        (_, None) => {
            faults.push(i..i + 1);
            text.push('\u{fffd}');
            1
        }
    }
}

fn push(text: &mut String, faults: &mut Vec<Range<usize>>, euc: &[u8], from: Range<usize>) {
    if let Some(decoded) = EUC_JP.decode_without_bom_handling_and_without_replacement(euc) {
        text.push_str(&decoded);
    } else {
        faults.push(from);
        text.push('\u{fffd}');
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn keeps_what_a_strict_decoder_loses() {
        let cases: &[(&[u8], &str)] = &[
            (b"\x1b$B\x24\x22\x1b(B a", "あ a"),
            (b"\x1b$@\x24\x22\x1b(J", "あ"),
            (b"\x1b(I\x31\x32\x1b(B", "ｱｲ"),
            (b"\x0e\x31\x32\x0f", "ｱｲ"),
            (b"\x1b$B\x2d\x21\x1b(B", "①"),
            (b"\x1b$(D\x30\x21\x1b(B", "丂"),
            (b"\x1b$B\x24\x22\n\x24\x24\x1b(B", "あ\nい"),
            (b"\x1b$B\x24\x22\x1b(B\x1b$B\x24\x24\x1b(B", "あい"),
        ];
        for (bytes, text) in cases {
            assert_eq!(decode(bytes), ((*text).to_owned(), vec![]));
        }
        assert_eq!(decode(b"\x1b$B\x24").1.first(), Some(&(3..4)));
    }
}
