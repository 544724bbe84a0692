//! A cell: its lines, whether it reads downwards, and what is painted behind and over it.

use super::grid::GridCell;
use super::line::{self, Line, shown};
use super::wrap::{self, Margins};
use crate::geometry::Rect;
use crate::source::{PaintedPage, Stroke, Text};

/// A cell narrower than this many em may hold a label with one character a line.
const LABEL_WIDTH: f32 = 3.2;
/// So many characters below each other are a label in a wider cell too, em.
const LONG_LABEL: usize = 3;
const LONG_LABEL_WIDTH: f32 = 6.0;
/// One character, or two half-width ones, are no wider than this many em.
const ONE_CHARACTER: f32 = 1.3;
/// A diagonal strikes a cell out if it goes over this much of its width and height.
const STRUCK: f32 = 0.6;
/// A cell is shaded if fills cover this much of it.
const SHADED: f32 = 0.7;
/// A fill over more than this much of the page is its background.
const BACKGROUND: f32 = 0.6;

/// A page with more fills is a drawing.
const MAX_SHADES: usize = 5_000;

/// A cell before its text is written.
#[derive(Debug)]
pub(super) struct CellSketch {
    pub(super) place: GridCell,
    /// Its lines; none for a blank cell.
    pub(super) lines: Vec<Line>,
    pub(super) vertical: bool,
    pub(super) struck: bool,
    pub(super) shaded: bool,
}

/// Sketches the cell at `place` with the glyphs that it holds.
pub(super) fn sketch(
    page: &PaintedPage,
    place: GridCell,
    glyphs: &[u32],
    oblique: &[Stroke],
    shades: &[Rect],
) -> CellSketch {
    let lines = line::lines(page, glyphs);
    CellSketch {
        vertical: reads_down(page, &lines, place.rect),
        struck: oblique.iter().any(|stroke| strikes(stroke, place.rect)),
        shaded: is_shaded(shades, place.rect),
        place,
        lines,
    }
}

/// The fills of a page that may shade cells.
pub(super) fn shades(page: &PaintedPage) -> Vec<Rect> {
    if page.fills.len() > MAX_SHADES {
        return Vec::new();
    }
    let whole = page.width * page.height * BACKGROUND;
    page.fills
        .iter()
        .filter(|fill| fill.width() * fill.height() < whole)
        .copied()
        .collect()
}

/// The text of a cell: wraps joined, one paragraph a line; a label that reads down in one piece. Ruby is no part
/// of what a cell says, and stands in the recovered text alone.
pub(super) fn text(page: &PaintedPage, cell: &CellSketch, at: &[u32]) -> Text {
    let mut text = Text::new();
    if cell.vertical {
        for line in &cell.lines {
            line.write(page, at, &mut text);
        }
        return text;
    }
    let margins = Margins {
        left: cell.place.rect.x0,
        right: cell.place.rect.x1,
    };
    let paragraphs = wrap::paragraphs(page, &cell.lines, margins);
    for paragraph in paragraphs
        .iter()
        .filter(|lines| !lines.iter().all(|line| line.ruby))
    {
        text.push_break();
        wrap::write(page, paragraph, at, &mut text);
    }
    text
}

/// True if the lines are vertical, or single characters one below the other in a narrow cell.
fn reads_down(page: &PaintedPage, lines: &[Line], rect: Rect) -> bool {
    let mut inked = lines.iter().filter(|line| !line.is_blank(page)).peekable();
    if inked.peek().is_none() {
        return false;
    }
    let inked: Vec<&Line> = inked.collect();
    if inked.iter().any(|line| line.vertical) {
        return inked.iter().all(|line| line.vertical);
    }
    let em = inked.iter().map(|line| line.em).fold(0.0, f32::max);
    let is_one = |line: &&Line| line.rect.width() <= line.em * ONE_CHARACTER;
    let is_digits = |line: &&Line| {
        line.inked(page).iter().all(|&g| {
            let mut chars = shown(page, &page.glyphs[g as usize]).chars();
            chars.all(char::is_numeric)
        })
    };
    let widest = if inked.len() < LONG_LABEL {
        LABEL_WIDTH
    } else {
        LONG_LABEL_WIDTH
    };
    inked.len() > 1
        && rect.width() < em * widest
        && inked.iter().all(is_one)
        && !inked.iter().all(is_digits)
}

fn strikes(stroke: &Stroke, cell: Rect) -> bool {
    let line = Rect::new(stroke.from.x, stroke.from.y, stroke.to.x, stroke.to.y);
    line.shared_width(&cell) >= cell.width() * STRUCK
        && line.shared_height(&cell) >= cell.height() * STRUCK
        && line.width() <= cell.width() * 1.5
        && line.height() <= cell.height() * 1.5
}

fn is_shaded(shades: &[Rect], cell: Rect) -> bool {
    let covered: f32 = shades
        .iter()
        .map(|shade| shade.shared_width(&cell) * shade.shared_height(&cell))
        .sum();
    covered >= cell.width() * cell.height() * SHADED
}
