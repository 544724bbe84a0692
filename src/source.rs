//! What was recovered from a document, and where each character of it came from.
//!
//! Two texts exist of every document. The **recovered text** holds the characters as the source gives
//! them, in reading order: `kaikaku recover --as text` prints it, and every span of a record counts in it.
//! The **display text** is what records hold: folded, wraps joined. [`Text`] ties the second to the first,
//! character by character, so that a value can be cut, trimmed and joined and still lead back.

mod text;

pub use text::{Text, TextSlice};

use crate::diagnostic::Diagnostic;
use crate::geometry::{Point, Rect};
use std::ops::Range;

/// The place of a character that stands nowhere in the recovered text: a line break that a rule put in.
pub const NOWHERE: u32 = u32::MAX;

/// A half-open range of the recovered text, in Unicode scalar values from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

/// What a format hands over: either painted pages or written lines and cells.
#[derive(Debug)]
pub struct Source {
    /// IANA media type, `application/pdf`, `text/plain`, `text/tab-separated-values`, ….
    pub media_type: &'static str,
    /// WHATWG name of the text encoding; none for PDF.
    pub encoding: Option<&'static str>,
    /// The recovered characters.
    pub content: Content,
    /// What went wrong on the way, none of it fatal.
    pub diagnostics: Vec<Diagnostic>,
}

/// The two kinds of content.
#[derive(Debug)]
pub enum Content {
    /// Pages of glyphs and paths with positions (PDF).
    Painted(Vec<PaintedPage>),
    /// Lines and cells without positions (text sheets).
    Written(Written),
}

/// One page of a PDF as it was painted, in painting order.
#[derive(Debug, Default)]
pub struct PaintedPage {
    /// Width as shown, points.
    pub width: f32,
    /// Height as shown, points.
    pub height: f32,
    /// The characters of all glyphs as the document gives them.
    pub raw: String,
    /// The same, folded; filled in by `normalize`.
    pub display: String,
    /// The glyphs; each names its part of `raw` and `display`.
    pub glyphs: Vec<Glyph>,
    /// Straight painted segments and the edges of thin or outlined boxes: what may rule a table.
    pub strokes: Vec<Stroke>,
    /// Filled areas that are no rulings: shaded header cells, marked options.
    pub fills: Vec<Rect>,
    /// The boxes around circles and ellipses that are drawn and not filled: what may ring a chosen option.
    pub rings: Vec<Rect>,
    /// How many images were painted; with no glyph at all, the page is a scan.
    pub images: u32,
}

/// A drawn character, or the several characters that one drawn shape stands for.
#[derive(Clone, Debug)]
pub struct Glyph {
    /// Bytes of [`PaintedPage::raw`].
    pub raw: Range<u32>,
    /// Bytes of [`PaintedPage::display`]; empty where folding drops the glyph.
    pub display: Range<u32>,
    /// Where its origin lies.
    pub origin: Point,
    /// The box from origin to origin plus advance, one em high.
    pub rect: Rect,
    /// Font size as shown, points.
    pub em: f32,
    /// Set in vertical writing mode.
    pub vertical: bool,
    /// Nothing of it is to be seen: its characters are white space.
    pub blank: bool,
}

/// A straight line on the page, horizontal, vertical or oblique.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// One end.
    pub from: Point,
    /// The other end.
    pub to: Point,
    /// Width of the pen, or the smaller side of a thin filled box, points.
    pub pen: f32,
}

/// A text sheet: its recovered text and what its lines and delimiters say of its structure.
#[derive(Debug, Default)]
pub struct Written {
    /// The recovered text, markup out, LF between lines, FF between pages.
    pub text: String,
    /// Byte offsets in `text` at which a page begins, the first being 0.
    pub pages: Vec<u32>,
    /// Lines and tables in the order of the sheet.
    pub parts: Vec<Part>,
}

/// A line or a table of a text sheet.
#[derive(Debug)]
pub enum Part {
    /// One line: bytes of [`Written::text`], line break out; empty for a blank line.
    Line(WrittenText),
    /// A line that markup makes a heading (`##`, `<h2>`), and its level from 1.
    Heading(WrittenText, u8),
    /// Rows that a delimiter or markup divides into cells.
    Rows {
        /// The rows, each with its cells from the left.
        rows: Vec<Vec<WrittenCell>>,
        /// True if markup states the spans (HTML), so that a blank cell is a blank cell and not the rest of
        /// a merged one.
        spans_known: bool,
    },
}

/// A cell of a text sheet's table.
#[derive(Debug, Default)]
pub struct WrittenCell {
    /// Its lines, as line breaks, `<br>`, `<p>` or `<li>` divide them.
    pub lines: Vec<WrittenText>,
    /// Rows that it spans; 1 unless markup says more.
    pub row_span: u16,
    /// Columns that it spans; 1 unless markup says more.
    pub column_span: u16,
    /// Markup makes it a header: `<th>`, or the row above the rule of a Markdown table.
    pub header: bool,
}

/// A stretch of a text sheet's recovered text and its folded form.
#[derive(Debug, Default)]
pub struct WrittenText {
    /// Bytes of [`Written::text`].
    pub raw: Range<u32>,
    /// Folded, with places; filled in by `normalize`.
    pub display: Text,
}

/// The recovered text in reading order, with the place of each character on its page.
#[derive(Debug, Default)]
pub struct Recovered {
    /// The characters before any folding, LF between lines, FF between pages.
    pub text: String,
    /// Where each page begins and how large it is.
    pub pages: Vec<RecoveredPage>,
    /// One box a character of `text` for PDF, empty for text sheets.
    pub boxes: Vec<Rect>,
    /// One flag a character: true if it belongs to the same folded cluster as the one before it
    /// (a combining mark, a variation selector), so that a span that ends before it takes it in.
    pub continues: Vec<bool>,
}

/// A page of the recovered text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RecoveredPage {
    /// Its first character.
    pub start: u32,
    /// Width in points, 0 for text sheets.
    pub width: f32,
    /// Height in points, 0 for text sheets.
    pub height: f32,
}

impl Recovered {
    /// The page, from 1, on which a character stands.
    pub fn page_of(&self, at: u32) -> u32 {
        self.pages.partition_point(|page| page.start <= at).max(1) as u32
    }

    /// The spans of a piece of display text, in order, neighbours joined, white space between them bridged.
    ///
    /// Characters that folding merged or dropped are taken in with the cluster they belong to.
    pub fn spans(&self, text: TextSlice<'_>) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for (_, at) in text.places() {
            if at == NOWHERE {
                continue;
            }
            let end = self.cluster_end(at);
            match spans.last_mut() {
                Some(last) if at >= last.start && at <= last.end => last.end = last.end.max(end),
                _ => spans.push(Span { start: at, end }),
            }
        }
        spans
    }

    /// One past the last character of the cluster that begins at `at`.
    pub fn cluster_end(&self, at: u32) -> u32 {
        let mut end = at as usize + 1;
        while self.continues.get(end).copied().unwrap_or(false) {
            end += 1;
        }
        end as u32
    }

    /// The box around the characters of a span, none for text sheets and for spans of white space.
    pub fn bounds(&self, span: Span) -> Option<Rect> {
        self.boxes
            .get(span.start as usize..span.end as usize)?
            .iter()
            .filter(|rect| rect.width() > 0.0 || rect.height() > 0.0)
            .copied()
            .reduce(|a, b| a.union(&b))
    }
}

/// Width in half-width characters: 1 for ASCII and half-width kana, 2 for everything else.
pub fn width(text: &str) -> u32 {
    text.chars().map(char_width).sum()
}

/// The same for one character.
pub fn char_width(c: char) -> u32 {
    if c.is_ascii() || ('\u{ff61}'..='\u{ff9f}').contains(&c) {
        1
    } else {
        2
    }
}
