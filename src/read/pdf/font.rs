//! Unicode for the glyphs of fonts that carry none of their own.
//!
//! The engine knows `ToUnicode`, glyph names, and the character collections of fonts that are not embedded.
//! Two kinds are left: embedded fonts of Adobe's character collections, whose codes lead to CIDs and these
//! to Unicode, and embedded TrueType fonts, whose own character map can be read backwards.

use super::cmap;
use hayro_interpret::font::{OutlineFontData, OutlineGlyph};
use hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, CidFamily};
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, Name, Object, ObjectIdentifier, Stream, String as PdfString,
};
use hayro_interpret::hayro_syntax::page::Resources;
use skrifa::{FontRef, MetadataProvider};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Forms may hold forms; no honest document nests them deeper.
const MAX_FORM_DEPTH: u32 = 8;

/// What was found out about the fonts of the pages read so far. What a page's glyphs are read as depends on
/// its own fonts alone.
pub(super) struct FontUnicode {
    /// The fonts of a character collection that the page being read names, by PostScript name; none before
    /// the first of them is asked for.
    on_page: Option<HashMap<String, Vec<Rc<CidFont>>>>,
    /// Fonts that were parsed already.
    parsed: HashMap<ObjectIdentifier, Option<Rc<CidFont>>>,
    /// CID to Unicode, by character collection.
    ucs2: Vec<(CidFamily, Option<Rc<CMap>>)>,
    /// Glyph to Unicode, by font program.
    reversed: HashMap<u128, HashMap<u32, char>>,
}

struct CidFont {
    encoding: CMap,
    to_unicode: Rc<CMap>,
}

impl FontUnicode {
    pub(super) fn new() -> Self {
        Self {
            on_page: None,
            parsed: HashMap::new(),
            ucs2: Vec::new(),
            reversed: HashMap::new(),
        }
    }

    /// Makes ready for the next page.
    pub(super) fn begin_page(&mut self) {
        self.on_page = None;
    }

    /// The characters of a glyph for which the engine has none. `font` is the glyph's own font data, which
    /// is dear to ask for and the same for a whole run.
    pub(super) fn look_up(
        &mut self,
        glyph: &OutlineGlyph,
        font: &OutlineFontData,
        resources: &Resources<'_>,
    ) -> Option<BfString> {
        if self.on_page.is_none() {
            self.on_page = Some(self.collect_fonts(resources));
        }
        let named = font.postscript_name.as_ref();
        let by_cid = named
            .and_then(|name| self.on_page.as_ref()?.get(name))
            .into_iter()
            .flatten()
            .find_map(|cid_font| cid_font.unicode(glyph.char_code()));
        if by_cid.is_some() {
            return by_cid;
        }
        self.reversed
            .entry(font.cache_key)
            .or_insert_with(|| reverse((*font.data).as_ref()))
            .get(&glyph.glyph_id().to_u32())
            .map(|&c| BfString::Char(c))
    }

    /// Names and character maps of the composite fonts within reach of these resources whose map is not
    /// known, sorted.
    pub(super) fn unknown_cmaps(&self, resources: &Resources<'_>) -> Vec<(String, String)> {
        let mut unknown = Vec::new();
        for_each_font(resources, &mut HashSet::new(), 0, &mut |_, font| {
            if is_composite(font) && read_encoding(font).is_none() {
                let map = match font.get::<Object<'_>>("Encoding") {
                    Some(Object::Name(name)) => String::from_utf8_lossy(&name).into_owned(),
                    _ => "inside the file".to_owned(),
                };
                unknown.push((font_name(font), map));
            }
        });
        unknown.sort();
        unknown.dedup();
        unknown
    }

    fn collect_fonts(&mut self, resources: &Resources<'_>) -> HashMap<String, Vec<Rc<CidFont>>> {
        let mut fonts: HashMap<String, Vec<Rc<CidFont>>> = HashMap::new();
        for_each_font(resources, &mut HashSet::new(), 0, &mut |id, font| {
            let known = id.and_then(|id| self.parsed.get(&id).cloned());
            let parsed = known.unwrap_or_else(|| self.read_cid_font(font).map(Rc::new));
            if let Some(id) = id {
                self.parsed.insert(id, parsed.clone());
            }
            if let Some(parsed) = parsed {
                fonts.entry(font_name(font)).or_default().push(parsed);
            }
        });
        fonts
    }

    fn read_cid_font(&mut self, font: &Dict<'_>) -> Option<CidFont> {
        if !is_composite(font) {
            return None;
        }
        let encoding = read_encoding(font)?;
        let family = encoding
            .metadata()
            .character_collection
            .as_ref()
            .map(|collection| collection.family.clone())
            .filter(|family| *family != CidFamily::AdobeIdentity)
            .or_else(|| descendant_family(font))?;
        let to_unicode = self.ucs2(&family)?;
        Some(CidFont {
            encoding,
            to_unicode,
        })
    }

    fn ucs2(&mut self, family: &CidFamily) -> Option<Rc<CMap>> {
        if let Some((_, map)) = self.ucs2.iter().find(|(known, _)| known == family) {
            return map.clone();
        }
        let map = family
            .ucs2_cmap()
            .and_then(cmap::resolve)
            .and_then(|data| CMap::parse(data, cmap::resolve))
            .map(Rc::new);
        self.ucs2.push((family.clone(), map.clone()));
        map
    }
}

impl CidFont {
    fn unicode(&self, code: u32) -> Option<BfString> {
        // The engine does not tell how many bytes the code had.
        let cid = (1..=4).find_map(|bytes| self.encoding.lookup_cid_code(code, bytes))?;
        self.to_unicode.lookup_bf_string(cid)
    }
}

/// Calls `visit` for every font that the resources name, those of forms within them included.
fn for_each_font<'a>(
    resources: &Resources<'a>,
    seen: &mut HashSet<ObjectIdentifier>,
    depth: u32,
    visit: &mut impl FnMut(Option<ObjectIdentifier>, &Dict<'a>),
) {
    for (name, _) in resources.fonts.entries() {
        // A font written in place has no identity of its own.
        let id = resources.fonts.get_ref(&name).map(ObjectIdentifier::from);
        if id.is_none_or(|id| seen.insert(id))
            && let Some(font) = resources.fonts.get::<Dict<'_>>(&name)
        {
            visit(id, &font);
        }
    }
    if depth == MAX_FORM_DEPTH {
        return;
    }
    for (name, _) in resources.x_objects.entries() {
        if let Some(form) = resources.x_objects.get::<Stream<'_>>(&name)
            && seen.insert(form.obj_id())
            && let Some(inner) = form.dict().get::<Dict<'_>>("Resources")
        {
            for_each_font(&Resources::new(inner), seen, depth + 1, visit);
        }
    }
}

fn is_composite(font: &Dict<'_>) -> bool {
    font.get::<Name<'_>>("Subtype")
        .is_some_and(|subtype| &*subtype == b"Type0")
}

/// The PostScript name as the engine gives it: without the tag of a subset.
fn font_name(font: &Dict<'_>) -> String {
    let name = font.get::<Name<'_>>("BaseFont");
    let name = name.as_ref().map_or("without a name", Name::as_str);
    match name.split_once('+') {
        Some((tag, rest)) if tag.len() == 6 => rest.to_owned(),
        _ => name.to_owned(),
    }
}

fn read_encoding(font: &Dict<'_>) -> Option<CMap> {
    match font.get::<Object<'_>>("Encoding")? {
        Object::Name(name) => match CMapName::from_bytes(&name) {
            CMapName::IdentityH => Some(CMap::identity_h()),
            CMapName::IdentityV => Some(CMap::identity_v()),
            name => CMap::parse(cmap::resolve(name)?, cmap::resolve),
        },
        Object::Stream(stream) => CMap::parse(&stream.decoded_data().ok()?, cmap::resolve),
        _ => None,
    }
}

fn descendant_family(font: &Dict<'_>) -> Option<CidFamily> {
    let descendant = font
        .get::<Array<'_>>("DescendantFonts")?
        .iter::<Dict<'_>>()
        .next()?;
    let info = descendant.get::<Dict<'_>>("CIDSystemInfo")?;
    Some(CidFamily::from_registry_ordering(
        &info.get::<PdfString<'_>>("Registry")?,
        &info.get::<PdfString<'_>>("Ordering")?,
    ))
}

/// Glyph to character by the font's own character map; of several characters the lowest that is no radical.
fn reverse(program: &[u8]) -> HashMap<u32, char> {
    let mut characters = HashMap::new();
    if let Ok(font) = FontRef::new(program) {
        for (code, glyph) in font.charmap().mappings() {
            if let Some(c) = char::from_u32(code) {
                let is_radical = |c: char| ('\u{2E80}'..='\u{2FDF}').contains(&c);
                characters
                    .entry(glyph.to_u32())
                    .and_modify(|best| {
                        if (is_radical(c), c) < (is_radical(*best), *best) {
                            *best = c;
                        }
                    })
                    .or_insert(c);
            }
        }
    }
    characters
}
