//! The device that the engine paints on: it keeps glyphs, straight lines, filled boxes and rings.

use super::font::FontUnicode;
use super::glyph::{Placing, drop_repeated};
use super::path::{self, Painted};
use crate::geometry::Rect;
use crate::source::{Glyph, PaintedPage};
use hayro_interpret::font::{Glyph as Shape, GlyphRun, OutlineFontData, PositionedGlyph};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::page::Resources;
use hayro_interpret::kurbo::BezPath;
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};
use std::collections::BTreeMap;

/// More glyphs than any page has that people read (the densest newspaper page has about 20,000).
const MAX_GLYPHS: usize = 200_000;
/// More straight lines and boxes than any form has; maps and drawings may have more.
const MAX_PATHS: usize = 400_000;
/// How many comparisons of an earlier line with a later white box a page may cost.
const MAX_COVER_CHECKS: usize = 40_000_000;

/// Why the engine was stopped before the end of a page, with the limit that was reached.
#[derive(Clone, Copy)]
pub(super) enum Cut {
    Glyphs(usize),
    Paths(usize),
}

/// What has been painted of a page.
pub(super) struct Canvas<'c, 'a> {
    page: PaintedPage,
    fonts: &'c mut FontUnicode,
    resources: &'c Resources<'a>,
    unmapped: BTreeMap<String, u32>,
    cover_checks: usize,
    /// For each clip that is open, whether it has a slanted side; and how many have.
    clips: Vec<bool>,
    slanted_clips: usize,
    cut: Option<Cut>,
}

impl<'c, 'a> Canvas<'c, 'a> {
    pub(super) fn new(fonts: &'c mut FontUnicode, resources: &'c Resources<'a>) -> Self {
        fonts.begin_page();
        Self {
            page: PaintedPage::default(),
            fonts,
            resources,
            unmapped: BTreeMap::new(),
            cover_checks: 0,
            clips: Vec::new(),
            slanted_clips: 0,
            cut: None,
        }
    }

    /// The limit that ended the page early, if one did.
    pub(super) fn cut(&self) -> Option<Cut> {
        self.cut
    }

    /// How many glyphs of which font have no Unicode, by name.
    pub(super) fn take_unmapped(&mut self) -> BTreeMap<String, u32> {
        std::mem::take(&mut self.unmapped)
    }

    /// The page, each glyph once.
    pub(super) fn finish(self) -> PaintedPage {
        let mut page = self.page;
        drop_repeated(&mut page);
        page.display.clone_from(&page.raw);
        page
    }

    /// Ends the interpretation of the page; `quiet::guard` around it catches this.
    fn stop(&mut self, cut: Cut) -> ! {
        self.cut = Some(cut);
        std::panic::resume_unwind(Box::new("limit reached"))
    }

    fn push_text(&mut self, text: &BfString) -> std::ops::Range<u32> {
        let start = self.page.raw.len() as u32;
        match text {
            BfString::Char(c) => self.page.raw.push(plain_space(*c)),
            BfString::String(s) => {
                let chars = s.chars().filter(|c| !is_variation_selector(*c));
                self.page.raw.extend(chars.map(plain_space));
            }
        }
        start..self.page.raw.len() as u32
    }

    fn unicode(
        &mut self,
        glyph: &PositionedGlyph<'_>,
        font: &mut Option<OutlineFontData>,
    ) -> BfString {
        if let Some(text) = glyph.as_unicode().filter(is_text) {
            return text;
        }
        if let Shape::Outline(outline) = &**glyph {
            if font.is_none() {
                *font = outline.font_data();
            }
            if let Some(font) = font
                && let Some(text) = self.fonts.look_up(outline, font, self.resources)
            {
                return text;
            }
            if outline.outline().is_empty() {
                return BfString::Char(' ');
            }
        }
        let name = font
            .as_ref()
            .and_then(|font| font.postscript_name.clone())
            .unwrap_or_else(|| "without a name".to_owned());
        *self.unmapped.entry(name).or_default() += 1;
        BfString::Char(char::REPLACEMENT_CHARACTER)
    }

    fn cover(&mut self, white: Rect) {
        self.cover_checks += self.page.strokes.len() + self.page.fills.len();
        if self.cover_checks > MAX_COVER_CHECKS {
            return;
        }
        self.page
            .strokes
            .retain(|stroke| !path::covers(white, stroke));
        self.page.fills.retain(|fill| {
            !(white.x0 <= fill.x0
                && white.y0 <= fill.y0
                && white.x1 >= fill.x1
                && white.y1 >= fill.y1)
        });
    }
}

impl<'a> Device<'a> for Canvas<'_, 'a> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let glyphs = run.glyphs();
        if self.page.glyphs.len() + glyphs.len() > MAX_GLYPHS {
            self.stop(Cut::Glyphs(MAX_GLYPHS));
        }
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let placings: Vec<Placing> = glyphs
            .iter()
            .map(|glyph| {
                Placing::new(
                    props.transform * glyph.transform(),
                    advance(glyph),
                    vertical,
                )
            })
            .collect();
        let mut font = None;
        for (i, (glyph, placing)) in glyphs.iter().zip(&placings).enumerate() {
            let Some(place) = placing.place(placings.get(i + 1)) else {
                continue;
            };
            let text = self.unicode(glyph, &mut font);
            let raw = self.push_text(&text);
            let shown = &self.page.raw[raw.start as usize..];
            let blank = shown.chars().all(char::is_whitespace);
            self.page.glyphs.push(Glyph {
                display: raw.clone(),
                raw,
                origin: place.origin,
                rect: place.rect,
                em: place.em,
                vertical: place.vertical,
                blank,
            });
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let page = &self.page;
        if page.strokes.len() + page.fills.len() + page.rings.len() > MAX_PATHS {
            self.stop(Cut::Paths(MAX_PATHS));
        }
        let ink = Ink::of(&props.paint, props.blend_mode);
        if ink == Ink::None {
            return;
        }
        path::trace(
            path,
            props.transform,
            mode,
            &mut |painted| match (painted, ink) {
                (Painted::Line(line), Ink::Dark) => self.page.strokes.push(line),
                // A box cut to an arrow shades no cell.
                (Painted::Box(_), Ink::Dark) if self.slanted_clips > 0 => {}
                (Painted::Box(rect), Ink::Dark) => self.page.fills.push(rect),
                (Painted::Box(rect), Ink::White) => self.cover(rect),
                (Painted::Ring(rect), Ink::Dark) => self.page.rings.push(rect),
                (Painted::Line(_) | Painted::Ring(_), _) | (Painted::Box(_), Ink::None) => {}
            },
        );
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.page.images = self.page.images.saturating_add(1);
    }

    // What a clip hides is seldom known to matter, and Excel clips every cell to itself.
    fn push_clip_path(&mut self, clip: &ClipPath) {
        let slanted = path::has_slanted_side(&clip.path);
        self.clips.push(slanted);
        self.slanted_clips += usize::from(slanted);
    }

    fn pop_clip(&mut self) {
        let slanted = self.clips.pop().unwrap_or(false);
        self.slanted_clips -= usize::from(slanted);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
}

/// How a painted path shows on white paper.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ink {
    /// Not at all.
    None,
    /// As white, which hides what lies below.
    White,
    Dark,
}

impl Ink {
    fn of(paint: &Paint<'_>, blend: BlendMode) -> Self {
        /// Shares of full colour and full opacity that the eye does not tell from the whole.
        const FULL: f32 = 0.98;
        let Paint::Color(color) = paint else {
            return Self::Dark;
        };
        let [red, green, blue, alpha] = color.to_rgba().components();
        if alpha < 1.0 - FULL {
            Self::None
        } else if red.min(green).min(blue) < FULL {
            Self::Dark
        } else if alpha > FULL && matches!(blend, BlendMode::Normal) {
            Self::White
        } else {
            Self::None
        }
    }
}

fn advance(glyph: &PositionedGlyph<'_>) -> Option<f32> {
    match &**glyph {
        Shape::Outline(outline) => outline.advance_width(),
        Shape::Type3(drawn) => drawn.advance_width(),
    }
}

/// False for what a font gives where it has nothing to say.
fn is_text(text: &BfString) -> bool {
    match text {
        BfString::Char(c) => !matches!(*c, '\0' | char::REPLACEMENT_CHARACTER),
        BfString::String(s) => !s.is_empty() && !s.chars().all(|c| c == '\0'),
    }
}

/// Adobe-Japan1-UCS2 names a glyph's shape by a selector behind the character, which the document never had.
fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Adobe-Japan1-UCS2 gives U+2002 for the space. Breaks inside a glyph would be taken for lines.
fn plain_space(c: char) -> char {
    match c {
        '\u{2002}' | '\n' | '\r' | '\t' | '\u{B}' | '\u{C}' => ' ',
        _ => c,
    }
}
