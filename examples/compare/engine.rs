//! The PDF engine alone: it walks the pages and keeps glyphs and paths, and nothing is made of them.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

/// What was painted: how many glyphs have how many characters, and how many paths have how many elements.
#[derive(Default)]
pub(crate) struct Kept {
    glyphs: Vec<(Point, Option<f32>)>,
    text: String,
    paths: Vec<(BezPath, Option<f32>)>,
}

/// Walks all pages and says how many there are. None if the file cannot be opened.
pub(crate) fn walk(bytes: &[u8]) -> Option<usize> {
    let pdf = Pdf::new(bytes.to_vec()).ok()?;
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let mut kept = Kept::default();
        let mut context = Context::new(
            page.initial_transform(true).to_kurbo(),
            Rect::new(0.0, 0.0, width.into(), height.into()),
            &cache,
            page.xref(),
            settings.clone(),
        );
        interpret_page(page, &mut context, &mut kept);
        std::hint::black_box(kept);
    }
    Some(pdf.pages().len())
}

impl<'a> Device<'a> for Kept {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let transform = props.transform * glyph.transform();
            let advance = match &**glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(drawn) => drawn.advance_width(),
            };
            self.glyphs.push((transform * Point::ORIGIN, advance));
            match glyph.as_unicode() {
                Some(BfString::Char(c)) => self.text.push(c),
                Some(BfString::String(text)) => self.text.push_str(&text),
                None => {}
            }
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let pen = match mode {
            DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) => {
                Some(stroke.line_width)
            }
            DrawMode::Fill(_) | DrawMode::Invisible => None,
        };
        self.paths.push((props.transform * path.clone(), pen));
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn pop_clip(&mut self) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
}
