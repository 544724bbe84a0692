//! White space that runs down through lines: tables without rulings, and columns of prose.

use super::aligned;
use super::cell::CellSketch;
use super::grid::GridCell;
use super::justified;
use super::line::{self, Line};
use super::prose;
use super::rows::{self, Row};
use super::sheet::TableSketch;
use crate::geometry::Rect;
use crate::layout::Grid;
use crate::source::PaintedPage;

/// A gap of at least this many em may be part of a gutter.
const GUTTER: f32 = 1.2;
/// A borderless table has at least this many lines with text in three columns or more.
const TABLE_LINES: usize = 3;
/// And this many gutters.
const TABLE_GUTTERS: usize = 2;
/// Lines further apart than this many em share no gutter.
const MAX_LEADING: f32 = 3.0;
/// Lines of a cell begin within this many em of each other.
const CELL_START: f32 = 0.2;
/// And are set no further apart than this many em.
const LEADING: f32 = 1.6;
/// A run is never longer than this many lines: more than a page holds.
const MAX_RUN: usize = 200;

/// Lines that go together.
pub(super) enum Run {
    /// As they stand, over the whole width.
    Plain(Vec<Line>),
    /// Columns of prose, left to right.
    Columns(Vec<Vec<Line>>),
    /// A table without rulings.
    Table(TableSketch),
}

/// A stretch of the horizontal axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub(super) from: f32,
    pub(super) to: f32,
}

/// The white space that some lines share.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Gutters {
    /// Where the text of these lines begins.
    left: f32,
    /// Where it ends.
    right: f32,
    /// What no line crosses between, left to right.
    free: Vec<Span>,
}

/// How many lines belong together, and the gutters between their columns.
type Found = (usize, Gutters);

/// Divides lines, top to bottom, into runs.
pub(super) fn runs(page: &PaintedPage, lines: Vec<Line>) -> Vec<Run> {
    let spans: Vec<Vec<Span>> = lines.iter().map(|line| spans(page, line)).collect();
    let mut runs = Vec::new();
    let mut plain = Vec::new();
    let mut lines = lines.into_iter();
    let mut i = 0;
    while let (Some(rest @ [_, ..]), ahead) = (spans.get(i..), lines.as_slice()) {
        if let Some((length, table)) =
            justified::find(page, ahead).or_else(|| aligned::find(page, ahead))
        {
            if !plain.is_empty() {
                runs.push(Run::Plain(std::mem::take(&mut plain)));
            }
            runs.push(Run::Table(table));
            lines.by_ref().take(length).for_each(drop);
            i += length;
            continue;
        }
        let table = find_table(page, ahead, rest);
        let is_table = table.is_some();
        let Some((length, gutters)) = table.or_else(|| find_prose(page, ahead, rest)) else {
            plain.extend(lines.next());
            i += 1;
            continue;
        };
        if !plain.is_empty() {
            runs.push(Run::Plain(std::mem::take(&mut plain)));
        }
        let run: Vec<Line> = lines.by_ref().take(length).collect();
        if is_table {
            runs.push(Run::Table(table_of(page, run, &gutters)));
        } else {
            runs.push(Run::Columns(columns(page, run, &gutters)));
        }
        i += length;
    }
    if !plain.is_empty() {
        runs.push(Run::Plain(plain));
    }
    runs
}

/// The parts of a line between gaps that may belong to a gutter.
fn spans(page: &PaintedPage, line: &Line) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for &g in line.inked(page) {
        let glyph = &page.glyphs[g as usize];
        if glyph.blank {
            continue;
        }
        match spans.last_mut() {
            Some(span) if glyph.rect.x0 - span.to < line.em * GUTTER => {
                span.to = span.to.max(line::ink_end(page, glyph));
            }
            _ => spans.push(Span {
                from: glyph.rect.x0,
                to: line::ink_end(page, glyph),
            }),
        }
    }
    spans
}

/// The longest table without rulings that begins with the first line.
fn find_table(page: &PaintedPage, lines: &[Line], spans: &[Vec<Span>]) -> Option<Found> {
    if spans.first()?.len() <= TABLE_GUTTERS {
        return None;
    }
    let (mut length, _) = longest(lines, spans, TABLE_GUTTERS)?;
    // A last line that stands in one column alone is the text after the table.
    while length > 0 && spans[length - 1].len() < 2 && !hangs_below(lines, spans, length - 1) {
        length -= 1;
    }
    let spans = &spans[..length];
    let gutters = Gutters::between(spans, lines.first()?.em)?;
    let full = spans
        .iter()
        .filter(|line| gutters.filled(line) > TABLE_GUTTERS);
    let lines = &lines[..length];
    (full.count() >= TABLE_LINES && !prose::is_prose(page, lines, spans, &gutters))
        .then_some((length, gutters))
}

/// True for a line that goes on with a cell of the line right above it, any but that of the first column.
fn hangs_below(lines: &[Line], spans: &[Vec<Span>], at: usize) -> bool {
    let (Some(before), Some(line)) = (at.checked_sub(1), lines.get(at)) else {
        return false;
    };
    let steps = lines[..at]
        .windows(2)
        .map(|pair| pair[1].rect.y0 - pair[0].rect.y0);
    let narrowest = steps.fold(f32::INFINITY, f32::min);
    let near = line.rect.y0 - lines[before].rect.y0 <= narrowest * rows::ROW_GAP;
    let starts_there = |span: &Span| (span.from - line.rect.x0).abs() <= line.em * CELL_START;
    let above = lines[..at].iter().zip(spans).rev();
    let mut close =
        above.take_while(|(above, _)| line.rect.y0 - above.rect.y0 <= line.em * LEADING);
    near && close.any(|(_, spans)| {
        let others = spans
            .iter()
            .filter(|span| span.from > lines[0].rect.x0 + line.em);
        others.into_iter().any(starts_there)
    })
}

/// The longest run of prose in columns that begins with the first line.
fn find_prose(page: &PaintedPage, lines: &[Line], spans: &[Vec<Span>]) -> Option<Found> {
    let (length, gutters) = longest(lines, spans, 1)?;
    let (lines, spans) = (&lines[..length], &spans[..length]);
    prose::is_prose(page, lines, spans, &gutters).then_some((length, gutters))
}

/// The longest run from the first line on through which at least `least` gutters run.
fn longest(lines: &[Line], spans: &[Vec<Span>], least: usize) -> Option<Found> {
    let em = lines.first()?.em;
    let mut gutters = Gutters::between(spans.get(..1)?, em)?;
    let mut found = None;
    let mut parted = false;
    for (i, pair) in lines.windows(2).enumerate().take(MAX_RUN) {
        let [above, below] = pair else { break };
        if below.rect.y0 - above.rect.y1 > em * MAX_LEADING {
            break;
        }
        for span in spans.get(i + 1)? {
            gutters.narrow(*span, em);
        }
        parted |= !gutters.free.is_empty();
        if gutters.free.len() >= least {
            found = Some((i + 2, gutters.clone()));
        } else if parted {
            break;
        }
    }
    found.filter(|(length, _)| *length >= TABLE_LINES)
}

impl Gutters {
    /// The white space that runs through all these lines; none where there is no text.
    fn between(lines: &[Vec<Span>], em: f32) -> Option<Self> {
        let mut spans = lines.iter().flatten();
        let first = spans.next()?;
        let mut gutters = Self {
            left: first.from,
            right: first.to,
            free: Vec::new(),
        };
        spans.for_each(|span| gutters.narrow(*span, em));
        Some(gutters)
    }

    /// Takes away what a further span covers, and adds what lies between it and the rest.
    fn narrow(&mut self, span: Span, em: f32) {
        let wide = |gap: &Span| gap.to - gap.from >= em * GUTTER;
        if span.from > self.right {
            self.free.push(Span {
                from: self.right,
                to: span.from,
            });
        } else if span.to < self.left {
            let gap = Span {
                from: span.to,
                to: self.left,
            };
            self.free.insert(0, gap);
        }
        self.left = self.left.min(span.from);
        self.right = self.right.max(span.to);
        self.free = self
            .free
            .iter()
            .flat_map(|gap| {
                let before = Span {
                    from: gap.from,
                    to: gap.to.min(span.from),
                };
                let after = Span {
                    from: gap.from.max(span.to),
                    to: gap.to,
                };
                [before, after]
            })
            .filter(wide)
            .collect();
    }

    /// The column in which something that begins at x stands.
    pub(super) fn column(&self, x: f32) -> usize {
        self.free
            .partition_point(|gap| (gap.from + gap.to) / 2.0 <= x)
    }

    /// In how many columns a line has text.
    fn filled(&self, spans: &[Span]) -> usize {
        let mut columns: Vec<usize> = spans.iter().map(|span| self.column(span.from)).collect();
        columns.dedup();
        columns.len()
    }

    /// From where to where each column reaches.
    pub(super) fn columns(&self) -> impl Iterator<Item = Span> {
        let starts = std::iter::once(self.left).chain(self.free.iter().map(|gap| gap.to));
        let ends = self
            .free
            .iter()
            .map(|gap| gap.from)
            .chain(std::iter::once(self.right));
        starts.zip(ends).map(|(from, to)| Span { from, to })
    }
}

/// Cuts lines at the gutters and deals the parts out to the columns.
fn columns(page: &PaintedPage, lines: Vec<Line>, gutters: &Gutters) -> Vec<Vec<Line>> {
    let mut columns: Vec<Vec<Line>> = (0..=gutters.free.len()).map(|_| Vec::new()).collect();
    for line in lines {
        for part in cut(page, line, gutters) {
            if let Some(column) = columns.get_mut(gutters.column(part.rect.x0)) {
                column.push(part);
            }
        }
    }
    columns.retain(|column| !column.is_empty());
    columns
}

fn cut(page: &PaintedPage, line: Line, gutters: &Gutters) -> Vec<Line> {
    line.split(page, |end, start| {
        gutters.column(end) != gutters.column(start)
    })
}

/// Makes a table of lines: a row each, or several where their distances say so.
fn table_of(page: &PaintedPage, lines: Vec<Line>, gutters: &Gutters) -> TableSketch {
    let columns: Vec<Span> = gutters.columns().collect();
    let column = |x: f32| gutters.column(x);
    let parts: Vec<Vec<Line>> = lines
        .into_iter()
        .map(|line| cut(page, line, gutters))
        .collect();
    let mut begins = vec![true; parts.len()];
    let marked = parts
        .iter()
        .skip(1)
        .map(|parts| Row::new(page, parts, column));
    let starts: Vec<f32> = columns.iter().map(|column| column.from).collect();
    if let Some(found) = rows::begins_sparsely(&marked.collect::<Vec<_>>(), &starts) {
        begins.splice(1.., found);
    }
    let mut rows = 0;
    let mut cells: Vec<CellSketch> = Vec::new();
    for (parts, begins) in parts.into_iter().zip(begins) {
        rows += u32::from(begins);
        for part in parts {
            let at = column(part.rect.x0);
            let row_cells = cells.iter_mut().rev().take(columns.len());
            let known = |cell: &&mut CellSketch| {
                (cell.place.row, cell.place.column) == (rows - 1, at as u32)
            };
            if let Some(cell) = row_cells.into_iter().find(known) {
                let mut rect = cell.place.rect.union(&part.rect);
                // Where lines wrap, the column says.
                rect.x1 = columns
                    .get(at)
                    .map_or(rect.x1, |column| rect.x1.max(column.to));
                cell.place.rect = rect;
                cell.lines.push(part);
                continue;
            }
            cells.push(CellSketch {
                place: GridCell {
                    rect: part.rect,
                    row: rows - 1,
                    column: at as u32,
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
    cells.sort_by_key(|cell| (cell.place.row, cell.place.column));
    let rect = cells
        .iter()
        .map(|cell| cell.place.rect)
        .reduce(|a: Rect, b| a.union(&b));
    TableSketch {
        rows,
        columns: columns.len() as u32,
        rect: rect.unwrap_or_default(),
        cells,
        grid: Grid::Aligned,
    }
}
