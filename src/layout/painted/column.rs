//! White space that runs down through lines: columns of prose, and tables without rulings.

use super::cell::CellSketch;
use super::grid::GridCell;
use super::line::Line;
use super::sheet::TableSketch;
use crate::geometry::Rect;
use crate::layout::Grid;
use crate::source::PaintedPage;

/// A gap of at least this many em may be part of a gutter.
const GUTTER: f32 = 1.2;
/// Two columns of prose are told from two columns of words by at least this many lines ...
const PROSE_LINES: usize = 5;
/// ... that fill this much of their columns ...
const PROSE_FILL: f32 = 0.75;
/// ... which are at least this many em wide.
const PROSE_WIDTH: f32 = 9.0;
/// A borderless table has at least this many lines with text in three columns or more.
const TABLE_LINES: usize = 3;
/// And this many gutters.
const TABLE_GUTTERS: usize = 2;
/// Lines further apart than this many em share no gutter.
const MAX_LEADING: f32 = 3.0;
/// A run is never longer than this many lines: more than a page holds.
const MAX_RUN: usize = 400;

/// Lines that go together.
pub(super) enum Run {
    /// As they stand, over the whole width.
    Plain(Vec<Line>),
    /// A column of prose; its neighbours follow, left to right.
    Column(Vec<Line>),
    /// A table without rulings.
    Table(TableSketch),
}

/// Divides lines, top to bottom, into runs.
pub(super) fn runs(page: &PaintedPage, lines: Vec<Line>) -> Vec<Run> {
    let spans: Vec<Vec<(f32, f32)>> = lines.iter().map(|line| spans(page, line)).collect();
    let mut runs = Vec::new();
    let mut plain = Vec::new();
    let mut lines = lines.into_iter();
    let mut i = 0;
    while i < spans.len() {
        let rest = lines.as_slice();
        let found = find_table(rest, &spans[i..]).or_else(|| find_prose(rest, &spans[i..]));
        let Some((length, gutters, is_table)) = found else {
            plain.extend(lines.next());
            i += 1;
            continue;
        };
        if !plain.is_empty() {
            runs.push(Run::Plain(std::mem::take(&mut plain)));
        }
        let run: Vec<Line> = lines.by_ref().take(length).collect();
        if is_table {
            runs.push(Run::Table(table(page, run, &gutters)));
        } else {
            runs.extend(columns(page, run, &gutters).into_iter().map(Run::Column));
        }
        i += length;
    }
    if !plain.is_empty() {
        runs.push(Run::Plain(plain));
    }
    runs
}

/// The parts of a line between gaps that may belong to a gutter.
fn spans(page: &PaintedPage, line: &Line) -> Vec<(f32, f32)> {
    let mut spans: Vec<(f32, f32)> = Vec::new();
    for &g in line.inked(page) {
        let glyph = &page.glyphs[g as usize];
        if super::line::is_blank(page, glyph) {
            continue;
        }
        match spans.last_mut() {
            Some(span) if glyph.rect.x0 - span.1 < line.em * GUTTER => {
                span.1 = span.1.max(glyph.rect.x1);
            }
            _ => spans.push((glyph.rect.x0, glyph.rect.x1)),
        }
    }
    spans
}

type Found = (usize, Vec<(f32, f32)>, bool);

/// The longest table without rulings that begins with the first line.
fn find_table(lines: &[Line], spans: &[Vec<(f32, f32)>]) -> Option<Found> {
    if spans.first()?.len() <= TABLE_GUTTERS {
        return None;
    }
    let (mut length, mut gutters) = longest(lines, spans, TABLE_GUTTERS)?;
    // A last line that stands in one column alone is the text after the table.
    while length > 0 && spans[length - 1].len() < 2 {
        length -= 1;
    }
    if let Some((free, _)) = free_space(&spans[..length], lines.first()?.em) {
        gutters = free;
    }
    let full = |spans: &&Vec<(f32, f32)>| filled(spans, &gutters) > TABLE_GUTTERS;
    let enough = spans[..length].iter().filter(full).count() >= TABLE_LINES;
    (enough && !is_prose(lines, &spans[..length], &gutters)).then_some((length, gutters, true))
}

/// The longest run of prose in columns that begins with the first line.
fn find_prose(lines: &[Line], spans: &[Vec<(f32, f32)>]) -> Option<Found> {
    let (length, gutters) = longest(lines, spans, 1)?;
    is_prose(lines, &spans[..length], &gutters).then_some((length, gutters, false))
}

/// The longest run from the first line on through which at least `least` gutters run, and these.
fn longest(
    lines: &[Line],
    spans: &[Vec<(f32, f32)>],
    least: usize,
) -> Option<(usize, Vec<(f32, f32)>)> {
    let em = lines.first()?.em;
    let mut found = None;
    for length in 1..=spans.len().min(MAX_RUN) {
        if length > 1 {
            let gap = lines[length - 1].rect.y0 - lines[length - 2].rect.y1;
            if gap > em * MAX_LEADING {
                break;
            }
        }
        let Some((gutters, _)) = free_space(&spans[..length], em) else {
            break;
        };
        if gutters.len() >= least {
            found = Some((length, gutters));
        } else if length > 1 {
            // Before the right column begins, there is nothing to part yet.
            let started = spans[..length].iter().any(|line| line.len() > least);
            if started {
                break;
            }
        }
    }
    found.filter(|(length, _)| *length >= TABLE_LINES)
}

/// The gaps that no span covers, between what is leftmost and what is rightmost, and that whole width.
fn free_space(spans: &[Vec<(f32, f32)>], em: f32) -> Option<(Vec<(f32, f32)>, (f32, f32))> {
    let mut all: Vec<(f32, f32)> = spans.iter().flatten().copied().collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (left, mut end) = *all.first()?;
    let mut gutters = Vec::new();
    for (start, stop) in all {
        if start - end >= em * GUTTER {
            gutters.push((end, start));
        }
        end = end.max(stop);
    }
    Some((gutters, (left, end)))
}

/// In how many columns a line has text.
fn filled(spans: &[(f32, f32)], gutters: &[(f32, f32)]) -> usize {
    let mut columns: Vec<usize> = spans
        .iter()
        .map(|span| column_of(span.0, gutters))
        .collect();
    columns.dedup();
    columns.len()
}

fn column_of(x: f32, gutters: &[(f32, f32)]) -> usize {
    gutters.partition_point(|gutter| (gutter.0 + gutter.1) / 2.0 <= x)
}

/// True if most lines fill their columns from side to side, as prose does and the cells of a table do not.
fn is_prose(lines: &[Line], spans: &[Vec<(f32, f32)>], gutters: &[(f32, f32)]) -> bool {
    let (Some(first), Some((_, (left, right)))) = (lines.first(), free_space(spans, 1.0)) else {
        return false;
    };
    let starts = std::iter::once(left).chain(gutters.iter().map(|gutter| gutter.1));
    let ends = gutters
        .iter()
        .map(|gutter| gutter.0)
        .chain(std::iter::once(right));
    starts.zip(ends).enumerate().all(|(column, (start, end))| {
        let width = end - start;
        let fills: Vec<f32> = spans
            .iter()
            .map(|line| {
                line.iter()
                    .filter(|span| column_of(span.0, gutters) == column)
                    .map(|span| span.1 - span.0)
                    .sum::<f32>()
            })
            .filter(|filled| *filled > 0.0)
            .collect();
        let full = fills
            .iter()
            .filter(|filled| **filled >= width * PROSE_FILL)
            .count();
        width >= first.em * PROSE_WIDTH && fills.len() >= PROSE_LINES && full * 3 >= fills.len() * 2
    })
}

/// Cuts lines at the gutters and deals the parts out to the columns.
fn columns(page: &PaintedPage, lines: Vec<Line>, gutters: &[(f32, f32)]) -> Vec<Vec<Line>> {
    let mut columns: Vec<Vec<Line>> = (0..=gutters.len()).map(|_| Vec::new()).collect();
    for line in lines {
        for part in cut(page, line, gutters) {
            if let Some(column) = columns.get_mut(column_of(part.rect.x0, gutters)) {
                column.push(part);
            }
        }
    }
    columns.retain(|column| !column.is_empty());
    columns
}

fn cut(page: &PaintedPage, line: Line, gutters: &[(f32, f32)]) -> Vec<Line> {
    line.split(page, |end, start| {
        column_of(end, gutters) != column_of(start, gutters)
    })
}

/// Makes a table of lines: a row each.
fn table(page: &PaintedPage, lines: Vec<Line>, gutters: &[(f32, f32)]) -> TableSketch {
    let rows = lines.len() as u32;
    let mut cells = Vec::new();
    for (row, line) in lines.into_iter().enumerate() {
        for part in cut(page, line, gutters) {
            cells.push(CellSketch {
                place: GridCell {
                    rect: part.rect,
                    row: row as u32,
                    column: column_of(part.rect.x0, gutters) as u32,
                    row_span: 1,
                    column_span: 1,
                },
                vertical: false,
                struck: false,
                shaded: false,
                lines: vec![part],
            });
        }
    }
    let rect = cells
        .iter()
        .map(|cell| cell.place.rect)
        .reduce(|a: Rect, b| a.union(&b));
    TableSketch {
        rows,
        columns: gutters.len() as u32 + 1,
        rect: rect.unwrap_or_default(),
        cells,
        grid: Grid::Aligned,
    }
}
