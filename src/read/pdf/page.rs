//! Reads one page, and says what is amiss with it.

use super::canvas::{Canvas, Cut};
use super::cmap;
use super::font::FontUnicode;
use super::quiet;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::PaintedPage;
use hayro_interpret::hayro_syntax::object::{MaybeRef, Object};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, InterpreterWarning, TransformExt,
    interpret_page,
};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Reads pages one after the other, keeping what fonts they share.
pub(super) struct PageReader<'a> {
    cache: InterpreterCache<'a>,
    settings: InterpreterSettings,
    fonts: FontUnicode,
    /// Set by the engine when it puts Helvetica in the place of a font that it cannot read.
    font_refused: Arc<AtomicBool>,
}

impl<'a> PageReader<'a> {
    pub(super) fn new() -> Self {
        let font_refused = Arc::new(AtomicBool::new(false));
        let refused = Arc::clone(&font_refused);
        let settings = InterpreterSettings {
            cmap_resolver: Arc::new(cmap::resolve),
            warning_sink: Arc::new(move |warning| {
                if matches!(warning, InterpreterWarning::UnsupportedFont) {
                    refused.store(true, Ordering::Relaxed);
                }
            }),
            ..InterpreterSettings::default()
        };
        Self {
            cache: InterpreterCache::new(),
            settings,
            fonts: FontUnicode::new(),
            font_refused,
        }
    }

    /// Reads the page with this number, from 1. Whatever goes wrong, a page is returned, if an empty one.
    pub(super) fn read(&mut self, page: &Page<'a>, number: u32) -> (PaintedPage, Vec<Diagnostic>) {
        self.font_refused.store(false, Ordering::Relaxed);
        let (width, height) = page.render_dimensions();
        let mut canvas = Canvas::new(&mut self.fonts, page.resources());
        let outcome = quiet::guard(|| {
            let mut context = Context::new(
                page.initial_transform(true).to_kurbo(),
                Rect::new(0.0, 0.0, width.into(), height.into()),
                &self.cache,
                page.xref(),
                self.settings.clone(),
            );
            interpret_page(page, &mut context, &mut canvas);
        });
        let mut report = Report::new(number);
        match (canvas.cut(), outcome) {
            (Some(cut), _) => report.cut(cut),
            (None, Err(cause)) => {
                report.unreadable(&format!("could not be read to its end: {cause}"));
            }
            (None, Ok(())) => {}
        }
        report.unmapped(canvas.take_unmapped());
        let mut painted = canvas.finish();
        painted.width = width;
        painted.height = height;

        if let Some(cause) = unread_contents(page) {
            report.unreadable(&format!("could not be read: {cause}"));
        }
        if self.font_refused.load(Ordering::Relaxed) {
            report.refused(self.fonts.unknown_cmaps(page.resources()));
        }
        if painted.glyphs.is_empty() && painted.images > 0 {
            report.scan();
        }
        (painted, report.diagnostics)
    }
}

/// What is to be said of a page.
struct Report {
    page: u32,
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    fn new(page: u32) -> Self {
        Self {
            page,
            diagnostics: Vec::new(),
        }
    }

    fn push(&mut self, code: Code, message: String) {
        self.diagnostics
            .push(Diagnostic::new(code, message).on_page(self.page));
    }

    fn unreadable(&mut self, cause: &str) {
        self.push(Code::UnreadablePage, format!("page {} {cause}", self.page));
    }

    fn cut(&mut self, cut: Cut) {
        let (count, what) = match cut {
            Cut::Glyphs(count) => (count, "characters"),
            Cut::Paths(count) => (count, "paths"),
        };
        self.unreadable(&format!(
            "paints more than {count} {what}; the rest of it was not read"
        ));
    }

    fn unmapped(&mut self, fonts: BTreeMap<String, u32>) {
        for (font, count) in fonts {
            let page = self.page;
            self.push(
                Code::UnmappedGlyphs,
                format!("page {page}: {count} characters of font {font} have no Unicode and stand as U+FFFD"),
            );
        }
    }

    /// `maps` are the fonts whose character maps are not known.
    fn refused(&mut self, maps: Vec<(String, String)>) {
        let page = self.page;
        if maps.is_empty() {
            self.push(
                Code::UnmappedGlyphs,
                format!("page {page}: a font could not be read, and its characters are lost"),
            );
        }
        for (font, map) in maps {
            self.push(
                Code::UnknownCmap,
                format!("page {page}: font {font} uses the unknown character map {map}, and its characters are lost"),
            );
        }
    }

    fn scan(&mut self) {
        let page = self.page;
        self.push(
            Code::NoTextLayer,
            format!("page {page} is an image without text; run OCR over it first"),
        );
    }
}

/// What is wrong with a page whose content streams are named and not to be had.
fn unread_contents(page: &Page<'_>) -> Option<&'static str> {
    match page.raw().get_raw::<Object<'_>>("Contents")? {
        MaybeRef::NotRef(Object::Null(_)) => None,
        _ => match page.raw().get::<Object<'_>>("Contents") {
            Some(Object::Array(parts)) => {
                let there = parts.iter::<Object<'_>>();
                let streams = there
                    .filter(|part| matches!(part, Object::Stream(_)))
                    .count();
                (streams < parts.raw_iter().count()).then_some("a part of its content is missing")
            }
            // The engine keeps the decoded stream, so that asking for it costs nothing.
            Some(Object::Stream(_)) if page.page_stream().is_some() => None,
            _ => Some("its content is missing"),
        },
    }
}
