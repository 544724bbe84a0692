//! Text that runs over its cell's edge: a mark that hangs, or more words than fit beside a blank cell.

use super::grid::RuledGrid;
use super::line::{may_hang, shown};
use super::share::{ByHolder, Holder};
use crate::geometry::Rect;
use crate::source::{Glyph, PaintedPage};
use std::ops::Range;

/// Glyphs are neighbours in a run if one begins within this many em of where the other ends ...
const ADJACENT: f32 = 0.25;
/// ... and their origins are level within this many em.
const LEVEL: f32 = 0.1;
/// A glyph crosses an edge if it reaches this many em beyond it.
const CROSSES: f32 = 0.1;
/// A mark hangs over an edge if it begins no more than this many em behind it.
const HANGS: f32 = 0.3;
/// So many marks hang at once, such as `）。`.
const MOST_MARKS: usize = 2;

/// Gives what runs over the edge of a cell back to that cell. Runs are read in painting order; `inked` says how many
/// glyphs that show each holder has.
pub(super) fn take_back(
    page: &PaintedPage,
    tables: &[RuledGrid],
    inked: &ByHolder<usize>,
    holders: &mut [Holder],
) {
    let mut g = 1;
    while g < holders.len() {
        let beyond = g..end_of_run(page, holders, g);
        let (from, into) = (holders[g - 1], holders[g]);
        if from != into
            && let Some(cell) = cell_of(tables, from)
            && follows(&page.glyphs[g - 1], &page.glyphs[g])
        {
            let edge = cell_of(tables, into).map_or(cell.x1, |next| next.x0);
            let run = page.glyphs.get(beyond.clone()).unwrap_or_default();
            let count = run.iter().filter(|glyph| !glyph.blank).count();
            let is_free = !matches!(into, Holder::Cell(..)) || *inked.get(into) == count;
            if hangs(page, beyond.clone(), edge) || (is_free && crosses(page, g, edge)) {
                holders[beyond.clone()].fill(from);
            }
        }
        g = beyond.end.max(g + 1);
    }
}

/// One past the last glyph of the run from `start` on that has the same holder.
fn end_of_run(page: &PaintedPage, holders: &[Holder], start: usize) -> usize {
    let goes_on =
        |&g: &usize| holders[g] == holders[start] && follows(&page.glyphs[g - 1], &page.glyphs[g]);
    let rest = (start + 1..holders.len()).take_while(goes_on).count();
    start + 1 + rest
}

fn cell_of(tables: &[RuledGrid], holder: Holder) -> Option<Rect> {
    match holder {
        Holder::Cell(t, c) => Some(tables.get(t)?.cells.get(c)?.rect),
        Holder::Frame(_) | Holder::Page => None,
    }
}

/// True if one glyph stands right behind the other on the same line.
fn follows(before: &Glyph, glyph: &Glyph) -> bool {
    let em = before.em.max(glyph.em);
    !before.vertical
        && !glyph.vertical
        && (before.origin.y - glyph.origin.y).abs() <= em * LEVEL
        && (glyph.rect.x0 - before.rect.x1).abs() <= em * ADJACENT
}

/// True if these are only marks that may not begin a line, set at the edge.
fn hangs(page: &PaintedPage, run: Range<usize>, edge: f32) -> bool {
    let glyphs = page.glyphs.get(run).unwrap_or_default();
    let is_mark = |glyph: &Glyph| {
        may_hang(page, glyph) || matches!(shown(page, glyph), "）" | ")" | "」" | "』" | "】")
    };
    glyphs.len() <= MOST_MARKS
        && glyphs.iter().all(is_mark)
        && glyphs
            .first()
            .is_some_and(|mark| mark.rect.x0 <= edge + mark.em * HANGS)
}

/// True if the run is painted over the edge before glyph `g`.
fn crosses(page: &PaintedPage, g: usize, edge: f32) -> bool {
    let (before, glyph) = (&page.glyphs[g - 1], &page.glyphs[g]);
    before.rect.x1 > edge + before.em * CROSSES || glyph.rect.x0 < edge - glyph.em * CROSSES
}
