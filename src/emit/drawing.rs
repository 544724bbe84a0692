//! What every drawing of a page is made of: where its characters stand, its ink, and text as markup takes it.

use crate::geometry::Rect;
use crate::layout::Pages;
use crate::read::pdf::scan::Picture;
use crate::source::{Content, Source, Stroke};
use std::fmt::{self, Display, Write};

/// Where letters stand on their line: this share of the em box lies above it.
pub const ASCENT: f32 = 0.88;
/// Thinner rulings are drawn this thick, points, so that they are seen.
pub const THINNEST: f32 = 0.3;

/// What is painted on a page besides its characters.
#[derive(Clone, Debug, Default)]
pub struct Ink {
    /// The rulings.
    pub strokes: Vec<Stroke>,
    /// Filled areas: shaded header cells, marked options.
    pub fills: Vec<Rect>,
    /// Circles and ellipses around words.
    pub rings: Vec<Rect>,
    /// How many images there are.
    pub images: u32,
    /// What a page without text shows, for whoever asks for it.
    pub scan: Option<Picture>,
}

impl Ink {
    /// The ink of every page; none for a text sheet.
    pub fn of(source: &Source) -> Vec<Self> {
        let Content::Painted(pages) = &source.content else {
            return Vec::new();
        };
        pages
            .iter()
            .map(|page| Self {
                strokes: page.strokes.clone(),
                fills: page.fills.clone(),
                rings: page.rings.clone(),
                images: page.images,
                scan: None,
            })
            .collect()
    }
}

/// The characters of a page, from 1, each with its box, line breaks too; none of a text sheet.
pub fn characters(pages: &Pages, number: u32) -> impl Iterator<Item = (char, &Rect)> {
    let recovered = &pages.recovered;
    recovered
        .text
        .chars()
        .zip(&recovered.boxes)
        .enumerate()
        .filter(move |(at, _)| recovered.page_of(*at as u32) == number)
        .map(|(_, place)| place)
}

/// A length as it is drawn; what is no number, as a broken document may say, is 0.
pub fn finite(length: f32) -> f32 {
    if length.is_finite() { length } else { 0.0 }
}

/// Text as it may stand between tags; what XML has no place for becomes U+FFFD.
pub struct Escaped<'a>(pub &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\t' | '\n' => f.write_char(c)?,
                '\u{FFFE}' | '\u{FFFF}' => f.write_char('\u{FFFD}')?,
                c if c.is_control() => f.write_char('\u{FFFD}')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}
