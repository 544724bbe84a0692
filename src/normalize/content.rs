//! Folding the content of a source: written lines and cells, painted glyphs.

use super::cluster::Form;
use super::fold::{Sink, walk};
use super::sink::Placed;
use crate::source::{PaintedPage, Part, Text, Written, WrittenText};
use std::ops::Range;

/// Bytes between two points at which the number of characters before is known.
const STRIDE: usize = 64;

/// Fills in the display text of every line and cell.
pub(super) fn fold_written(written: &mut Written) {
    let counts = CharCounts::of(&written.text);
    let Written { text, parts, .. } = written;
    for line in parts.iter_mut().flat_map(lines) {
        line.display = fold_line(text, &counts, &line.raw);
    }
}

fn lines(part: &mut Part) -> Box<dyn Iterator<Item = &mut WrittenText> + '_> {
    match part {
        Part::Line(line) | Part::Heading(line, _) => Box::new(std::iter::once(line)),
        Part::Rows { rows, .. } => {
            Box::new(rows.iter_mut().flatten().flat_map(|cell| &mut cell.lines))
        }
    }
}

fn fold_line(text: &str, counts: &CharCounts, raw: &Range<u32>) -> Text {
    let Some(line) = text.get(raw.start as usize..raw.end as usize) else {
        return Text::new();
    };
    let mut placed = Placed {
        text: Text::with_capacity(line.len()),
        next: counts.before(text, raw.start as usize),
    };
    walk(line, Form::Display, &mut placed);
    placed.text
}

/// How many characters stand before a byte of a text, without counting them all each time.
struct CharCounts {
    /// Characters that begin before every [`STRIDE`]th byte.
    at: Vec<u32>,
}

impl CharCounts {
    fn of(text: &str) -> Self {
        let mut count = 0;
        let at = text.as_bytes().chunks(STRIDE).map(|chunk| {
            let before = count;
            count += starts(chunk);
            before
        });
        Self { at: at.collect() }
    }

    fn before(&self, text: &str, byte: usize) -> u32 {
        let stride = byte / STRIDE;
        match (
            self.at.get(stride),
            text.as_bytes().get(stride * STRIDE..byte),
        ) {
            (Some(count), Some(rest)) => count + starts(rest),
            _ => text.chars().count() as u32,
        }
    }
}

/// The number of characters that begin in a piece of UTF-8.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() as u32
}

/// Fills in a page's display string, and each glyph's part of it.
///
/// Clusters are found along the glyph sequence, so that a kana and the voicing mark painted after it merge:
/// the first glyph gets the voiced kana, the mark's glyph an empty part.
pub(super) fn fold_painted(page: &mut PaintedPage) {
    let mut pieces = Pieces::default();
    walk(&page.raw, Form::Display, &mut pieces);
    for glyph in &mut page.glyphs {
        glyph.display = pieces.display(glyph.raw.start)..pieces.display(glyph.raw.end);
    }
    page.display = pieces.text;
}

/// A folded string, and the stretches and clusters it was folded from.
#[derive(Default)]
struct Pieces {
    text: String,
    pieces: Vec<Piece>,
    raw: u32,
}

/// A stretch (bytes correspond) or a cluster (only the ends do).
struct Piece {
    raw: u32,
    display: u32,
    kept: bool,
}

impl Pieces {
    /// The display byte for a raw byte; inside a cluster, the end of the cluster.
    fn display(&self, raw: u32) -> u32 {
        let after = self.pieces.partition_point(|piece| piece.raw <= raw);
        let Some(piece) = after.checked_sub(1).and_then(|at| self.pieces.get(at)) else {
            return 0;
        };
        let end = self
            .pieces
            .get(after)
            .map_or(self.text.len() as u32, |next| next.display);
        if raw == piece.raw {
            piece.display
        } else if piece.kept {
            (piece.display + (raw - piece.raw)).min(end)
        } else {
            end
        }
    }

    fn begin(&mut self, raw: &str, kept: bool) {
        self.pieces.push(Piece {
            raw: self.raw,
            display: self.text.len() as u32,
            kept,
        });
        self.raw += raw.len() as u32;
    }
}

impl Sink for Pieces {
    fn keep(&mut self, text: &str) {
        self.begin(text, true);
        self.text.push_str(text);
    }

    fn fold(&mut self, cluster: &str, folded: &str) {
        self.begin(cluster, false);
        self.text.push_str(folded);
    }
}
