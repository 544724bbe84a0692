//! Which encoding a text sheet is in, and its characters.
//!
//! The order of the tests is the measured one: byte-order mark, UTF-16 without one, ISO-2022-JP escapes,
//! strict UTF-8, then `chardetng` with the TLD jp; where its guess does not decode, the other of Shift_JIS and
//! EUC-JP is tried and the one with fewer errors kept.

use super::iso2022;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    DecoderResult, EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
};
use std::ops::Range;

/// A decoded sheet.
#[derive(Debug)]
pub(crate) struct Decoded {
    /// The characters, U+FFFD where bytes could not be decoded.
    pub(crate) text: String,
    /// The encoding's WHATWG name.
    pub(crate) encoding: &'static str,
    /// Byte ranges that are no text in this encoding.
    pub(crate) faults: Vec<Range<usize>>,
    /// False where two encodings fit and only a guess decided.
    pub(crate) certain: bool,
}

/// Decodes a sheet.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return strict(encoding, bytes, length);
    }
    if let Some(encoding) = plausible_utf16(bytes) {
        return strict(encoding, bytes, 0);
    }
    if has_iso2022_escape(bytes) {
        let (text, faults) = iso2022::decode(bytes);
        return Decoded {
            text,
            encoding: ISO_2022_JP.name(),
            faults,
            certain: true,
        };
    }
    if std::str::from_utf8(bytes).is_ok() {
        return strict(UTF_8, bytes, 0);
    }
    legacy(bytes)
}

/// Shift_JIS or EUC-JP (or, for a damaged file, UTF-8), by chardetng's guess and then by the fewer errors.
fn legacy(bytes: &[u8]) -> Decoded {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"jp"), Utf8Detection::Allow);
    let first = strict(guess, bytes, 0);
    if first.faults.is_empty() {
        let rival = if guess == SHIFT_JIS {
            EUC_JP
        } else {
            SHIFT_JIS
        };
        let certain =
            !is_mostly_half_width_kana(&first.text) || !strict(rival, bytes, 0).faults.is_empty();
        return Decoded { certain, ..first };
    }
    [SHIFT_JIS, EUC_JP, UTF_8]
        .into_iter()
        .filter(|&encoding| encoding != guess)
        .map(|encoding| strict(encoding, bytes, 0))
        .chain([first])
        .min_by_key(|decoded| decoded.faults.len())
        .map_or_else(
            || strict(UTF_8, bytes, 0),
            |decoded| Decoded {
                certain: false,
                ..decoded
            },
        )
}

/// Decodes `bytes[skip..]` and keeps the byte range of everything that is no text.
pub(crate) fn strict(encoding: &'static Encoding, bytes: &[u8], skip: usize) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let mut faults = Vec::new();
    let mut read = skip;
    loop {
        let rest = &bytes[read..];
        text.reserve(
            decoder
                .max_utf8_buffer_length_without_replacement(rest.len())
                .unwrap_or(rest.len() * 3),
        );
        let (result, consumed) =
            decoder.decode_to_string_without_replacement(rest, &mut text, true);
        read += consumed;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                let end = read - usize::from(after);
                faults.push(end.saturating_sub(usize::from(length))..end);
                text.push('\u{fffd}');
            }
        }
    }
    Decoded {
        text,
        encoding: encoding.name(),
        faults,
        certain: true,
    }
}

/// UTF-16 without a byte-order mark: it decodes, nearly all of it lies in the blocks of Japanese text, and a
/// fifth is kana, ASCII or a line break; and either a NUL byte proves that it is no multi-byte text, or
/// neither UTF-8 nor a legacy encoding decodes it.
pub(crate) fn plausible_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let (kana, encoding) = [UTF_16LE, UTF_16BE]
        .into_iter()
        .filter_map(|encoding| Some((kana_of_plausible(encoding, bytes)?, encoding)))
        .max_by_key(|(kana, _)| *kana)?;
    let decodes = |encoding: &'static Encoding| {
        encoding
            .decode_without_bom_handling_and_without_replacement(bytes)
            .is_some()
    };
    let proven = bytes.contains(&0) || !(decodes(UTF_8) || decodes(SHIFT_JIS) || decodes(EUC_JP));
    (kana > 0 && proven).then_some(encoding)
}

fn kana_of_plausible(encoding: &'static Encoding, bytes: &[u8]) -> Option<usize> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let (mut all, mut strange, mut kana) = (0_usize, 0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        strange += usize::from(!matches!(c,
            '\t' | '\n' | '\r' | '\u{c}' | '\u{20}'..='\u{7e}' | '\u{a0}'..='\u{ff}' | '\u{2000}'..='\u{27ff}'
            | '\u{3000}'..='\u{30ff}' | '\u{3200}'..='\u{33ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'));
        kana += usize::from(matches!(c, '\u{3041}'..='\u{30fe}' | '\u{20}'..='\u{7e}' | '\n'));
    }
    (strange * 20 <= all && kana * 5 >= all).then_some(kana)
}

/// An escape that only ISO-2022-JP and its extensions use, in bytes that are otherwise seven-bit.
fn has_iso2022_escape(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|w| {
        w[0] == 0x1b
            && matches!(
                (w[1], w[2]),
                (b'$', b'@' | b'B' | b'(') | (b'(', b'B' | b'J' | b'I')
            )
    })
}

fn is_mostly_half_width_kana(text: &str) -> bool {
    let (mut wide, mut half) = (0_usize, 0_usize);
    for c in text.chars() {
        match c {
            '\u{ff61}'..='\u{ff9f}' => half += 1,
            c if !c.is_ascii() => wide += 1,
            _ => {}
        }
    }
    half > wide
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "平成27年度 協働推進会議の開催回数は2回。担当課:市民協働課\n";

    #[test]
    fn decodes_each_encoding() {
        let utf16 = |to_bytes: fn(u16) -> [u8; 2]| {
            SAMPLE
                .encode_utf16()
                .flat_map(to_bytes)
                .collect::<Vec<u8>>()
        };
        let cases: Vec<(&str, Vec<u8>)> = vec![
            ("UTF-8", SAMPLE.as_bytes().to_vec()),
            ("Shift_JIS", SHIFT_JIS.encode(SAMPLE).0.into_owned()),
            ("EUC-JP", EUC_JP.encode(SAMPLE).0.into_owned()),
            ("ISO-2022-JP", ISO_2022_JP.encode(SAMPLE).0.into_owned()),
            ("UTF-16LE", utf16(u16::to_le_bytes)),
            ("UTF-16BE", utf16(u16::to_be_bytes)),
        ];
        for (name, bytes) in cases {
            let decoded = decode(&bytes);
            assert_eq!((decoded.encoding, decoded.text.as_str()), (name, SAMPLE));
            assert!(decoded.faults.is_empty());
        }
    }

    #[test]
    fn names_the_bytes_that_are_no_text() {
        let mut bytes = SHIFT_JIS.encode(SAMPLE).0.into_owned();
        bytes.extend([0xfd, b'\n']);
        let decoded = decode(&bytes);
        assert_eq!(decoded.encoding, "Shift_JIS");
        assert_eq!(
            decoded.faults.first(),
            Some(&(bytes.len() - 2..bytes.len() - 1))
        );
        assert!(decoded.text.ends_with("\u{fffd}\n"));
    }
}
