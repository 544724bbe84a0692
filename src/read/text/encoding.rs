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

/// UTF-16 without a byte-order mark: it decodes, nearly all of it lies in the blocks of Japanese text, and some
/// is kana, ASCII or a line break; and either a NUL byte proves that it is no multi-byte text, or a fifth is such
/// and neither UTF-8 nor a legacy encoding decodes it.
pub(crate) fn plausible_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let has_nul = bytes.contains(&0);
    if !has_nul && std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let ((kana, all), encoding) = [UTF_16LE, UTF_16BE]
        .into_iter()
        .filter_map(|encoding| Some((kana_of_plausible(encoding, bytes)?, encoding)))
        .max_by_key(|((kana, _), _)| *kana)?;
    let decodes = |encoding: &'static Encoding| {
        encoding
            .decode_without_bom_handling_and_without_replacement(bytes)
            .is_some()
    };
    let proven = has_nul || (kana * 5 >= all && !(decodes(SHIFT_JIS) || decodes(EUC_JP)));
    (kana > 0 && proven).then_some(encoding)
}

/// How many characters are kana, ASCII or a line break, and how many there are at all.
fn kana_of_plausible(encoding: &'static Encoding, bytes: &[u8]) -> Option<(usize, usize)> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let (mut all, mut strange, mut kana) = (0_usize, 0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        strange += usize::from(!matches!(c,
            '\t' | '\n' | '\r' | '\u{c}' | '\u{20}'..='\u{7e}' | '\u{a0}'..='\u{ff}' | '\u{2000}'..='\u{27ff}'
            | '\u{3000}'..='\u{30ff}' | '\u{3200}'..='\u{33ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'));
        kana += usize::from(matches!(c, '\u{3041}'..='\u{30fe}' | '\u{20}'..='\u{7e}' | '\n'));
    }
    (strange * 20 <= all).then_some((kana, all))
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
    use std::fs;
    use std::path::{Path, PathBuf};

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

    /// The names and characters of the corpus' text sheets; where a name says the encoding, it is the one found.
    fn corpus() -> Vec<(String, String)> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let folders = ["documents", "unseen/documents", "others/documents"];
        let entries = folders.map(|folder| fs::read_dir(root.join(folder)).expect("a folder"));
        let mut paths: Vec<PathBuf> = entries
            .into_iter()
            .flatten()
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|extension| extension != "pdf"))
            .collect();
        paths.sort();
        let read = |path: PathBuf| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let encoding = [
                ("-utf8-", UTF_8),
                ("-cp932-", SHIFT_JIS),
                ("-eucjp-", EUC_JP),
                ("-iso2022jp-", ISO_2022_JP),
                ("-utf16le-", UTF_16LE),
                ("-utf16be-", UTF_16BE),
            ]
            .into_iter()
            .find(|(word, _)| name.contains(word))
            .map(|(_, encoding)| encoding);
            let decoded = decode(&fs::read(path).expect("a file"));
            let read_as = encoding.map_or(decoded.encoding, Encoding::name);
            assert!(decoded.certain && decoded.faults.is_empty(), "{name}");
            assert_eq!(decoded.encoding, read_as, "{name}");
            (name, decoded.text)
        };
        paths.into_iter().map(read).collect()
    }

    /// The bytes of a text in an encoding; with `mark`, a byte-order mark before them.
    fn encode(encoding: &'static Encoding, mark: bool, text: &str) -> Vec<u8> {
        let marked = if mark {
            format!("\u{feff}{text}")
        } else {
            text.to_owned()
        };
        match encoding.name() {
            "UTF-16LE" => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "UTF-16BE" => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => encoding.encode(&marked).0.into_owned(),
        }
    }

    /// The text without what the encoding has no sign for.
    fn writable(encoding: &'static Encoding, text: &str) -> String {
        let keeps = |c: &char| {
            let one = c.to_string();
            encoding
                .decode_without_bom_handling(&encode(encoding, false, &one))
                .0
                == one
        };
        text.chars().filter(keeps).collect()
    }

    /// As much from the front as takes this many bytes.
    fn cut(encoding: &'static Encoding, mark: bool, text: &str, bytes: usize) -> usize {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        // What a character takes depends on the one before it where there are escapes.
        ends.take(bytes)
            .take_while(|&end| encode(encoding, mark, &text[..end]).len() <= bytes)
            .last()
            .unwrap_or(text.len())
    }

    #[test]
    fn every_text_of_the_corpus_decodes_in_every_encoding_whole_and_cut() {
        let encodings = [
            (UTF_8, false),
            (UTF_8, true),
            (SHIFT_JIS, false),
            (EUC_JP, false),
            (ISO_2022_JP, false),
            (UTF_16LE, false),
            (UTF_16LE, true),
            (UTF_16BE, false),
            (UTF_16BE, true),
        ];
        let texts = corpus();
        assert!(texts.len() > 40, "{} texts", texts.len());
        let mut faults = Vec::new();
        for ((name, text), (encoding, mark)) in texts
            .iter()
            .flat_map(|text| encodings.map(|encoding| (text, encoding)))
        {
            let text = writable(encoding, text);
            let mut pieces = vec![text.as_str()];
            let mut rest = text.as_str();
            // What is left over at the end may be too short to tell anything.
            while let Some((piece, after)) = rest
                .split_at_checked(cut(encoding, mark, rest, 200))
                .filter(|(_, after)| !after.is_empty())
            {
                pieces.push(piece);
                rest = after;
            }
            for piece in pieces {
                let decoded = decode(&encode(encoding, mark, piece));
                if decoded.text != piece || !decoded.faults.is_empty() {
                    let start: String = piece.chars().take(20).collect();
                    let as_read = decoded.encoding;
                    faults.push(format!(
                        "{name} in {}: {start:?} as {as_read}",
                        encoding.name()
                    ));
                }
            }
        }
        assert!(
            faults.is_empty(),
            "{} faults\n{}",
            faults.len(),
            faults.join("\n")
        );
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
