//! Character maps that PDFs name and the engine does not hold.
//!
//! It holds those that the PDF specification predefines. Older and newer names of Adobe's `cmap-resources`
//! occur as well; each is answered by a map over the same codes whose characters are the same, or is
//! spelled anew from one.

use hayro_interpret::hayro_cmap::{CMap, CMapName, load_embedded};
use std::fmt::Write;
use std::sync::LazyLock;

/// The data of a character map, or none where the name is not known.
pub(super) fn resolve(name: CMapName<'_>) -> Option<&'static [u8]> {
    let CMapName::Custom(custom) = name else {
        return load_embedded(name);
    };
    match custom {
        b"UniJIS-UTF32-H"
        | b"UniJIS2004-UTF32-H"
        | b"UniJISX0213-UTF32-H"
        | b"UniJISX02132004-UTF32-H" => Some(UTF32_H.as_bytes()),
        b"UniJIS-UTF32-V"
        | b"UniJIS2004-UTF32-V"
        | b"UniJISX0213-UTF32-V"
        | b"UniJISX02132004-UTF32-V" => Some(UTF32_V.as_bytes()),
        b"UniJIS-UTF8-H" | b"UniJIS2004-UTF8-H" => Some(UTF8_H.as_bytes()),
        b"UniJIS-UTF8-V" | b"UniJIS2004-UTF8-V" | b"UniJISPro-UTF8-V" => Some(UTF8_V.as_bytes()),
        b"90pv-RKSJ-V" => Some(b"/90pv-RKSJ-H usecmap\n/WMode 1 def\n"),
        _ => load_embedded(CMapName::from_bytes(equal_codes(custom)?)),
    }
}

/// The predefined map with the same codes for the same characters. Glyph variants differ (JIS78, JIS2004,
/// proportional forms), Unicode does not.
fn equal_codes(name: &[u8]) -> Option<&'static [u8]> {
    Some(match name {
        b"UniJIS2004-UTF16-H" => b"UniJIS-UTF16-H",
        b"UniJIS2004-UTF16-V" => b"UniJIS-UTF16-V",
        b"UniJISPro-UCS2-V" => b"UniJIS-UCS2-V",
        b"UniJISPro-UCS2-HW-V" => b"UniJIS-UCS2-HW-V",
        b"78-RKSJ-H" | b"78ms-RKSJ-H" | b"RKSJ-H" => b"90ms-RKSJ-H",
        b"78-RKSJ-V" | b"78ms-RKSJ-V" | b"RKSJ-V" => b"90ms-RKSJ-V",
        b"78-EUC-H" => b"EUC-H",
        b"78-EUC-V" => b"EUC-V",
        b"78-H" | b"Add-H" | b"Ext-H" | b"NWP-H" => b"H",
        b"78-V" | b"Add-V" | b"Ext-V" | b"NWP-V" => b"V",
        _ => return None,
    })
}

static UTF32_H: LazyLock<String> =
    LazyLock::new(|| respell(CMapName::UniJisUtf16H, 0, |c| (u32::from(c), 4)));
static UTF32_V: LazyLock<String> =
    LazyLock::new(|| respell(CMapName::UniJisUtf16V, 1, |c| (u32::from(c), 4)));
static UTF8_H: LazyLock<String> = LazyLock::new(|| respell(CMapName::UniJisUtf16H, 0, utf8));
static UTF8_V: LazyLock<String> = LazyLock::new(|| respell(CMapName::UniJisUtf16V, 1, utf8));

fn utf8(c: char) -> (u32, usize) {
    let mut buffer = [0; 4];
    let bytes = c.encode_utf8(&mut buffer).as_bytes();
    let code = bytes
        .iter()
        .fold(0, |code, &byte| code << 8 | u32::from(byte));
    (code, bytes.len())
}

/// Writes a UTF-16 map of Adobe-Japan1 as one over other codes; `spell` gives a character's code and its
/// length in bytes.
fn respell(utf16: CMapName<'static>, mode: u8, spell: fn(char) -> (u32, usize)) -> String {
    let mut text = format!(
        "/Registry (Adobe) def /Ordering (Japan1) def /Supplement 6 def /WMode {mode} def\nbegincidrange\n"
    );
    if let Some(map) = load_embedded(utf16).and_then(|data| CMap::parse(data, load_embedded)) {
        // Ideographs of Adobe-Japan1 go up to plane 2.
        for c in '\0'..='\u{2FFFF}' {
            let mut units = [0; 2];
            let units = c.encode_utf16(&mut units);
            let code = units
                .iter()
                .fold(0, |code, &unit| code << 16 | u32::from(unit));
            if let Some(cid) = map.lookup_cid_code(code, units.len() as u8 * 2) {
                let (code, bytes) = spell(c);
                let digits = bytes * 2;
                // Writing to a string cannot fail.
                let _ = writeln!(text, "<{code:0digits$x}> <{code:0digits$x}> {cid}");
            }
        }
    }
    text.push_str("endcidrange\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_interpret::hayro_cmap::WritingMode;

    fn map(name: &str) -> CMap {
        resolve(CMapName::from_bytes(name.as_bytes()))
            .and_then(|data| CMap::parse(data, resolve))
            .expect("known map")
    }

    #[test]
    fn other_spellings_reach_the_same_glyph() {
        let cid = map("UniJIS-UTF16-H").lookup_cid_code(0x884C, 2);
        assert!(cid.is_some());
        assert_eq!(map("UniJIS2004-UTF16-H").lookup_cid_code(0x884C, 2), cid);
        assert_eq!(map("UniJIS-UTF32-H").lookup_cid_code(0x884C, 4), cid);
        assert_eq!(map("UniJIS-UTF8-H").lookup_cid_code(0xE8A18C, 3), cid);
    }

    #[test]
    fn vertical_maps_stay_vertical() {
        for name in [
            "90pv-RKSJ-V",
            "UniJIS-UTF32-V",
            "UniJIS2004-UTF16-V",
            "78-V",
        ] {
            assert_eq!(
                map(name).metadata().writing_mode,
                Some(WritingMode::Vertical),
                "{name}"
            );
        }
    }

    #[test]
    fn unknown_names_stay_unknown() {
        assert!(resolve(CMapName::from_bytes(b"Nowhere-H")).is_none());
    }
}
