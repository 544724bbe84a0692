//! Tables without rulings whose cells begin where their header's words begin.
//!
//! The header says where the columns are, so that they may stand close together, and a cell may have
//! several lines.

use super::cell::CellSketch;
use super::grid::GridCell;
use super::line::Line;
use super::rows::{self, Row};
use super::sheet::TableSketch;
use crate::geometry::Rect;
use crate::source::PaintedPage;
use std::collections::BTreeMap;

/// Words of a header are this many em apart or more.
const HEADER_GAP: f32 = 0.8;
/// What begins within this many em of a column's edge begins there.
const ALIGNED: f32 = 0.2;
/// A table has at least this many columns, and as many cells more below its header as `MIN_CELLS`.
const MIN_COLUMNS: usize = 3;
const MIN_CELLS: usize = 4;
/// Lines further apart than this many em are no neighbours.
const MAX_LEADING: f32 = 3.0;
/// Columns are set no more than this many em apart.
const MAX_PADDING: f32 = 1.2;
/// Glyphs less than this many em apart are one run of text.
const RUN_GAP: f32 = 0.15;

/// A column's left edge, and how many lines below the header have text that begins there.
struct Start {
    x: f32,
    below: usize,
}

/// The table that begins with the first of these lines, and how many of them it takes.
pub(super) fn find(page: &PaintedPage, lines: &[Line]) -> Option<(usize, TableSketch)> {
    let header = lines.first()?;
    let mut starts: Vec<Start> = words(page, header)
        .into_iter()
        .map(|x| Start { x, below: 0 })
        .collect();
    let mut length = 1;
    for pair in lines.windows(2) {
        let [above, line] = pair else { break };
        if line.rect.y0 - above.rect.y1 > header.em * MAX_LEADING || !fits(page, line, &mut starts)
        {
            break;
        }
        length += 1;
    }
    let cells: usize = starts.iter().map(|start| start.below).sum();
    let columns = starts.iter().filter(|start| start.below > 0).count();
    if columns < MIN_COLUMNS || cells < MIN_CELLS {
        return None;
    }
    let starts: Vec<f32> = starts.iter().map(|start| start.x).collect();
    Some((length, table(page, &lines[..length], &starts)))
}

/// Where the words of a line begin.
fn words(page: &PaintedPage, line: &Line) -> Vec<f32> {
    let mut starts = Vec::new();
    let mut end = f32::NEG_INFINITY;
    for glyph in line.inked(page).iter().map(|&g| &page.glyphs[g as usize]) {
        if !glyph.blank {
            if glyph.rect.x0 - end >= line.em * HEADER_GAP {
                starts.push(glyph.rect.x0);
            }
            end = glyph.rect.x1;
        }
    }
    starts
}

/// True if a line divides into cells at the starts: what it says begins at one of them, and crosses none
/// that a line before it has kept to. Starts of the header alone that it crosses are dropped.
fn fits(page: &PaintedPage, line: &Line, starts: &mut Vec<Start>) -> bool {
    let near = line.em * ALIGNED;
    let glyphs = || line.inked(page).iter().map(|&g| &page.glyphs[g as usize]);
    let at = |x: f32| glyphs().any(|glyph| (glyph.rect.x0 - x).abs() <= near);
    let known: Vec<f32> = starts.iter().map(|start| start.x).collect();
    // Text that begins at no start and runs on over one: a number set to the right.
    let within_word = |x: f32| {
        let begin = begin_of_run(page, line, x);
        begin < x - near && !known.iter().any(|start| (start - begin).abs() <= near)
    };
    let crosses = |x: f32| {
        let left = glyphs().any(|glyph| glyph.rect.x1 > x + near && glyph.rect.x0 < x - near);
        left || (!at(x) && covered(page, line, x)) || within_word(x)
    };
    let begins = glyphs()
        .next()
        .map_or(f32::NEG_INFINITY, |glyph| glyph.rect.x0);
    if runs_on(page, line, starts)
        || !starts.iter().any(|start| (start.x - begins).abs() <= near)
        || starts
            .iter()
            .any(|start| start.below > 0 && crosses(start.x))
    {
        return false;
    }
    starts.retain(|start| !crosses(start.x));
    for start in starts.iter_mut().filter(|start| at(start.x)) {
        start.below += 1;
    }
    starts.len() >= MIN_COLUMNS
}

/// True for text that runs on over the starts of two columns or more: no cell has them all.
fn runs_on(page: &PaintedPage, line: &Line, starts: &[Start]) -> bool {
    let inner = starts.iter().skip(1);
    inner
        .filter(|start| begin_of_run(page, line, start.x) < start.x - line.em * ALIGNED)
        .count()
        > 1
}

/// Where the run of text begins that a glyph which begins at x goes on with; x if there is no such glyph.
fn begin_of_run(page: &PaintedPage, line: &Line, x: f32) -> f32 {
    let near = line.em * ALIGNED;
    let (mut begin, mut end) = (x, f32::NEG_INFINITY);
    for glyph in line.inked(page).iter().map(|&g| &page.glyphs[g as usize]) {
        if glyph.blank {
            continue;
        }
        if glyph.rect.x0 - end > line.em * RUN_GAP {
            begin = glyph.rect.x0;
        }
        if (glyph.rect.x0 - x).abs() <= near {
            return begin;
        }
        end = glyph.rect.x1;
    }
    x
}

/// True if x lies within running text of the line.
fn covered(page: &PaintedPage, line: &Line, x: f32) -> bool {
    let mut end = f32::NEG_INFINITY;
    for glyph in line.inked(page).iter().map(|&g| &page.glyphs[g as usize]) {
        if !glyph.blank {
            if end <= x && x < glyph.rect.x0 {
                return glyph.rect.x0 - end < line.em * HEADER_GAP;
            }
            end = glyph.rect.x1;
        }
    }
    false
}

/// Deals the lines out to rows and columns.
fn table(page: &PaintedPage, lines: &[Line], starts: &[f32]) -> TableSketch {
    let near = lines.iter().map(|line| line.em).fold(0.0, f32::max) * ALIGNED;
    let column = |x: f32| {
        starts
            .partition_point(|&start| start <= x + near)
            .saturating_sub(1)
    };
    let parts: Vec<Vec<Line>> = lines
        .iter()
        .map(|line| {
            line.clone()
                .split(page, |end, start| column(start) != column(end - near * 2.0))
        })
        .collect();
    let right = lines
        .iter()
        .map(|line| line.rect.x1)
        .fold(f32::NEG_INFINITY, f32::max);
    let marked: Vec<Row> = parts[1..]
        .iter()
        .map(|parts| Row::new(page, parts, column))
        .collect();
    let begins = rows::begins(&marked, starts).unwrap_or_else(|| {
        // Where steps are alike, a line that begins in the first column or leaves no other empty begins a row.
        let first = |parts: &Vec<Line>| parts.first().is_some_and(|part| column(part.rect.x0) == 0);
        let begins = |parts: &Vec<Line>| first(parts) || parts.len() + 1 >= starts.len();
        parts[1..].iter().map(begins).collect()
    });
    let mut rows = 1;
    let mut cells: Vec<CellSketch> = Vec::new();
    for (i, parts) in parts.into_iter().enumerate() {
        if i == 1 || (i > 1 && begins.get(i - 1) == Some(&true)) {
            rows += 1;
        }
        for part in parts {
            let at = column(part.rect.x0);
            let place = GridCell {
                rect: Rect::new(
                    starts.get(at).copied().unwrap_or(part.rect.x0),
                    part.rect.y0,
                    starts.get(at + 1).copied().unwrap_or(right),
                    part.rect.y1,
                ),
                row: rows - 1,
                column: at as u32,
                row_span: 1,
                column_span: 1,
            };
            match cells
                .iter_mut()
                .rev()
                .take(starts.len())
                .find(|cell| (cell.place.row, cell.place.column) == (place.row, place.column))
            {
                Some(cell) => {
                    cell.place.rect = cell.place.rect.union(&place.rect);
                    cell.lines.push(part);
                }
                None => cells.push(CellSketch {
                    place,
                    lines: vec![part],
                    vertical: false,
                    struck: false,
                    shaded: false,
                }),
            }
        }
    }
    cells.sort_by_key(|cell| (cell.place.row, cell.place.column));
    leave_padding(page, &mut cells);
    TableSketch::aligned(rows, starts.len() as u32, cells)
}

/// Takes the white space that a column's fullest lines leave before the next column out of its cells, so that a
/// cell's edge is where its lines were wrapped. In a column that no line fills, the edge is not known.
fn leave_padding(page: &PaintedPage, cells: &mut [CellSketch]) {
    let mut paddings: BTreeMap<u32, f32> = BTreeMap::new();
    for cell in cells.iter() {
        let padding = paddings.entry(cell.place.column).or_insert(f32::INFINITY);
        for line in &cell.lines {
            let left = cell.place.rect.x1 - line.end_without_mark(page);
            if left <= line.em * MAX_PADDING {
                *padding = padding.min(left.max(0.0));
            }
        }
    }
    for cell in cells {
        let padding = paddings.get(&cell.place.column).copied();
        if let Some(padding) = padding.filter(|padding| padding.is_finite()) {
            cell.place.rect.x1 -= padding;
        }
    }
}
