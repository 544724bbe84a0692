//! How a PDF says which character a code stands for.

use hayro_cmap::{CMap, CMapName, load_embedded};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Finish, Name, Pdf, Rect, Ref, Str};
use std::collections::BTreeMap;

/// How the text of a PDF is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub(crate) enum Font {
    /// Glyph numbers with a ToUnicode CMap, as of an embedded font.
    ToUnicode,
    /// Character numbers of Adobe-Japan1, without any ToUnicode CMap.
    IdentityJapan1,
    /// Shift JIS codes.
    #[value(name = "90ms-rksj-h")]
    Sjis,
    /// EUC codes.
    EucH,
    /// UCS-2 codes.
    UnijisUcs2H,
    /// UTF-16 codes.
    UnijisUtf16H,
}

impl Font {
    /// Part of a file's name.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::ToUnicode => "tounicode",
            Self::IdentityJapan1 => "japan1",
            Self::Sjis => "90ms",
            Self::EucH => "euc",
            Self::UnijisUcs2H => "ucs2",
            Self::UnijisUtf16H => "utf16",
        }
    }

    fn predefined(self) -> &'static [u8] {
        match self {
            Self::ToUnicode | Self::IdentityJapan1 => b"Identity-H",
            Self::Sjis => b"90ms-RKSJ-H",
            Self::EucH => b"EUC-H",
            Self::UnijisUcs2H => b"UniJIS-UCS2-H",
            Self::UnijisUtf16H => b"UniJIS-UTF16-H",
        }
    }
}

/// Turns text into codes, and remembers the glyphs that it has given out.
pub(super) struct Encoder {
    font: Font,
    glyphs: BTreeMap<char, u16>,
    /// From UTF-16 to the character numbers of Adobe-Japan1.
    japan1: Option<CMap>,
}

impl Encoder {
    pub(super) fn new(font: Font) -> Self {
        Self {
            font,
            glyphs: BTreeMap::new(),
            japan1: (font == Font::IdentityJapan1).then(japan1),
        }
    }

    pub(super) fn codes(&mut self, text: &str) -> Vec<u8> {
        match self.font {
            Font::ToUnicode => text
                .chars()
                .flat_map(|c| {
                    let next = self.glyphs.len() as u16 + 1;
                    self.glyphs.entry(c).or_insert(next).to_be_bytes()
                })
                .collect(),
            Font::IdentityJapan1 => text
                .chars()
                .flat_map(|c| {
                    let cid = self
                        .japan1
                        .as_ref()
                        .and_then(|map| map.lookup_cid_code(c as u32, 2));
                    (cid.expect("Adobe-Japan1 has the character") as u16).to_be_bytes()
                })
                .collect(),
            Font::Sjis => legacy(encoding_rs::SHIFT_JIS, text),
            Font::EucH => {
                assert!(!text.contains(has_no_jis_code), "not in JIS X 0208: {text}");
                legacy(encoding_rs::EUC_JP, text)
            }
            Font::UnijisUcs2H | Font::UnijisUtf16H => {
                text.encode_utf16().flat_map(u16::to_be_bytes).collect()
            }
        }
    }

    /// Writes the font's objects, the first of them under `first`.
    pub(super) fn write(&self, pdf: &mut Pdf, first: Ref) {
        let [font, descendant, descriptor, map] = [0, 1, 2, 3].map(|n| Ref::new(first.get() + n));
        let own = self.font == Font::ToUnicode;
        let name = Name(if own { b"AAAAAA+Gothic" } else { b"MS-Gothic" });
        let mut type0 = pdf.type0_font(font);
        type0
            .base_font(name)
            .encoding_predefined(Name(self.font.predefined()))
            .descendant_font(descendant);
        if own {
            type0.to_unicode(map);
        }
        type0.finish();
        let mut cid = pdf.cid_font(descendant);
        cid.subtype(CidFontType::Type2)
            .base_font(name)
            .system_info(system(own))
            .font_descriptor(descriptor)
            .default_width(1000.0);
        if own {
            let mut narrow: Vec<u16> = self
                .glyphs
                .iter()
                .filter(|(c, _)| super::wrap::em(**c) < 1.0)
                .map(|(_, glyph)| *glyph)
                .collect();
            narrow.sort_unstable();
            let mut widths = cid.widths();
            for glyph in narrow {
                widths.same(glyph, glyph, 500.0);
            }
        } else {
            // Proportional and half-width Latin of Adobe-Japan1.
            cid.widths().same(1, 95, 500.0).same(231, 632, 500.0);
        }
        cid.finish();
        pdf.font_descriptor(descriptor)
            .name(name)
            .flags(FontFlags::FIXED_PITCH | FontFlags::NON_SYMBOLIC)
            .bbox(Rect::new(0.0, -137.0, 1000.0, 859.0))
            .italic_angle(0.0)
            .ascent(859.0)
            .descent(-140.0)
            .cap_height(769.0)
            .stem_v(78.0);
        if own {
            let mut cmap = UnicodeCmap::<u16>::new(Name(b"Gothic-UTF16"), system(true));
            for (c, glyph) in &self.glyphs {
                cmap.pair(*glyph, *c);
            }
            pdf.cmap(map, &cmap.finish());
        }
    }
}

fn japan1() -> CMap {
    let bytes = load_embedded(CMapName::UniJisUtf16H).expect("the CMap comes with its crate");
    CMap::parse(bytes, load_embedded).expect("the CMap is well-formed")
}

fn system(own: bool) -> SystemInfo<'static> {
    SystemInfo {
        registry: Str(b"Adobe"),
        ordering: Str(if own { b"Identity" } else { b"Japan1" }),
        supplement: if own { 0 } else { 2 },
    }
}

fn legacy(encoding: &'static encoding_rs::Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost, "not in {}: {text}", encoding.name());
    bytes.into_owned()
}

/// Row 13 is no part of JIS X 0208, and so not of the EUC-H CMap.
fn has_no_jis_code(c: char) -> bool {
    "①②③④⑤⑥⑦⑧⑨ⅠⅡⅢⅣⅤⅥ№㎡".contains(c)
}
