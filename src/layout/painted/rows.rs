//! Which lines of a table without rulings stand in one row.
//!
//! Cells have several lines, and stand at the top of their row or in the middle of it.

use super::line::{Line, shown};
use crate::geometry::Rect;
use crate::source::PaintedPage;

/// A step from line to line that is wider than the narrowest by this factor parts two rows.
pub(super) const ROW_GAP: f32 = 1.25;
/// In cells that stand in the middle of their row, the middle is within this many em of the row's.
const CENTRED: f32 = 0.3;
/// Lines of a column of single lines are at least this many times further apart than those of a cell.
const SINGLE: f32 = 1.4;
/// No cell has more lines than this.
const MAX_LINES: usize = 60;
/// A name that is wrapped ends within this many em of the next column.
const FULL: f32 = 2.0;

/// What a line has in the columns in which it has something.
pub(super) struct Row {
    parts: Vec<(usize, Rect)>,
    em: f32,
    /// Something in it is a number and nothing else, which no margin wraps.
    has_number: bool,
}

impl Row {
    /// `parts` are a line's, `column` says in which column something stands that begins at x.
    pub(super) fn new(page: &PaintedPage, parts: &[Line], column: impl Fn(f32) -> usize) -> Self {
        let is_number = |part: &Line| {
            let mut chars = part
                .inked(page)
                .iter()
                .flat_map(|&g| shown(page, &page.glyphs[g as usize]).chars());
            chars.all(|c| {
                c.is_numeric()
                    || matches!(c, ',' | '.' | '%' | '-' | '△' | '▲' | '，' | '．' | '％')
            })
        };
        Self {
            parts: parts
                .iter()
                .map(|part| (column(part.rect.x0), part.rect))
                .collect(),
            em: parts.iter().map(|part| part.em).fold(0.0, f32::max),
            has_number: parts.iter().any(is_number),
        }
    }

    fn part(&self, column: usize) -> Option<&Rect> {
        let part = self.parts.iter().find(|(at, _)| *at == column);
        part.map(|(_, rect)| rect)
    }

    fn top(&self) -> f32 {
        self.parts
            .iter()
            .map(|(_, rect)| rect.y0)
            .fold(f32::INFINITY, f32::min)
    }
}

/// For each line whether it begins a row; none where the distances between lines do not say it. `starts` are the
/// left edges of the columns.
pub(super) fn begins(lines: &[Row], starts: &[f32]) -> Option<Vec<bool>> {
    centred(lines, starts).or_else(|| {
        let mut begins = by_gaps(lines, starts)?;
        for (line, begins) in lines.iter().zip(&mut begins) {
            *begins |= line.has_number && line.parts.len() * 2 > starts.len();
        }
        Some(begins)
    })
}

/// The same for a table whose first column may be blank in whole rows: only a line that has something in no more
/// than half of the columns, and no number, goes on with the row above it.
pub(super) fn begins_sparsely(lines: &[Row], starts: &[f32]) -> Option<Vec<bool>> {
    if let Some(begins) = centred(lines, starts) {
        return Some(begins);
    }
    let mut begins = by_gaps(lines, starts)?;
    for (line, begins) in lines.iter().zip(&mut begins) {
        *begins |= line.part(0).is_some() || line.has_number || line.parts.len() * 2 > starts.len();
    }
    Some(begins)
}

/// Rows that wider gaps part.
fn by_gaps(lines: &[Row], starts: &[f32]) -> Option<Vec<bool>> {
    let within = leading(lines, starts.len())? * ROW_GAP;
    let steps = || lines.windows(2).map(|pair| pair[1].top() - pair[0].top());
    if !steps().any(|step| step > within) {
        return None;
    }
    let goes_on = |pair: &[Row]| pair[1].top() - pair[0].top() <= within && continues(pair, starts);
    let rest = lines.windows(2).map(|pair| !goes_on(pair));
    Some(std::iter::once(true).chain(rest).collect())
}

/// True if the second of two lines close to each other may go on with what the cells of the first say.
fn continues(pair: &[Row], starts: &[f32]) -> bool {
    let [above, line] = pair else { return false };
    match (above.part(0), line.part(0)) {
        (Some(name), Some(_)) => starts
            .get(1)
            .is_some_and(|next| next - name.x1 <= line.em * FULL),
        (None, Some(_)) => above.part(0).is_none() && line.top() - above.top() < line.em * 0.9,
        (_, None) => true,
    }
}

/// The narrowest step from line to line in any column.
fn leading(lines: &[Row], columns: usize) -> Option<f32> {
    let steps = (0..columns).filter_map(|column| narrowest(lines, column));
    steps.reduce(f32::min)
}

fn narrowest(lines: &[Row], column: usize) -> Option<f32> {
    let tops: Vec<f32> = lines
        .iter()
        .filter_map(|line| Some(line.part(column)?.y0))
        .collect();
    let steps = tops.windows(2).map(|pair| pair[1] - pair[0]);
    steps.reduce(f32::min)
}

/// Rows whose cells stand in their middle, told by a column that has one line in each.
fn centred(lines: &[Row], starts: &[f32]) -> Option<Vec<bool>> {
    let leading = leading(lines, starts.len())?;
    (0..starts.len()).find_map(|column| {
        // The first column may number rows of one line each; another one only if it is set apart clearly.
        let single = narrowest(lines, column).is_some_and(|step| step >= leading * SINGLE);
        if column > 0 && !single {
            return None;
        }
        let anchors = Anchors::new(lines, column)?;
        let cuts = anchors.middle_cuts();
        let begins = (0..lines.len())
            .map(|line| line == 0 || cuts.contains(&line))
            .collect();
        (anchors.are_middles(&cuts) && (column == 0 || wraps_names(lines, &cuts, starts)))
            .then_some(begins)
    })
}

/// True if the first column has one line in each row, or more that fill it.
fn wraps_names(lines: &[Row], cuts: &[usize], starts: &[f32]) -> bool {
    lines.windows(2).enumerate().all(|(i, pair)| {
        let (Some(name), Some(_)) = (pair[0].part(0), pair[1].part(0)) else {
            return true;
        };
        let filled = starts
            .get(1)
            .is_some_and(|next| next - name.x1 <= pair[0].em * FULL);
        cuts.contains(&(i + 1)) || filled
    })
}

/// The lines of a column each of which has a row of its own.
struct Anchors<'r> {
    lines: &'r [Row],
    column: usize,
    at: Vec<usize>,
}

impl<'r> Anchors<'r> {
    fn new(lines: &'r [Row], column: usize) -> Option<Self> {
        let has = |line: &usize| lines[*line].part(column).is_some();
        let at: Vec<usize> = (0..lines.len()).filter(has).collect();
        let near = at.windows(2).all(|pair| pair[1] - pair[0] <= MAX_LINES);
        (near && at.len() > 1 && at.len() < lines.len()).then_some(Self { lines, column, at })
    }

    /// The lines that begin the second row and those after it, so that cells come to stand in the middle of theirs
    /// and rows are parted by the widest steps.
    fn middle_cuts(&self) -> Vec<usize> {
        // For each line that the next row may begin with: what the rows above cost, and their cuts.
        let mut ways: Vec<(usize, f32, Vec<usize>)> = vec![(0, 0.0, Vec::new())];
        for (row, &anchor) in self.at.iter().enumerate() {
            let ends: Vec<usize> = match self.at.get(row + 1) {
                Some(&next) => (anchor + 1..=next).collect(),
                None => vec![self.lines.len()],
            };
            ways = ends
                .into_iter()
                .filter_map(|end| {
                    let way = |(start, cost, cuts): &(usize, f32, Vec<usize>)| {
                        let cost =
                            cost + self.off_middle(*start, end, row) + self.missed_gap(end, row);
                        (cost, cuts.clone())
                    };
                    let ways = ways.iter().map(way);
                    let (cost, mut cuts) = ways.min_by(|a, b| a.0.total_cmp(&b.0))?;
                    cuts.push(end);
                    Some((end, cost, cuts))
                })
                .collect();
        }
        let mut cuts = ways.pop().map_or_else(Vec::new, |(_, _, cuts)| cuts);
        cuts.pop();
        cuts
    }

    /// From the top to the bottom of what each other column has in some lines.
    fn blocks(&self, start: usize, end: usize) -> Vec<(Rect, usize)> {
        let mut blocks: Vec<(usize, Rect, usize)> = Vec::new();
        let parts = self.lines[start..end].iter().flat_map(|line| &line.parts);
        for (column, rect) in parts.filter(|(column, _)| *column != self.column) {
            match blocks.iter_mut().find(|block| block.0 == *column) {
                Some(block) => *block = (*column, block.1.union(rect), block.2 + 1),
                None => blocks.push((*column, *rect, 1)),
            }
        }
        blocks
            .into_iter()
            .map(|(_, rect, count)| (rect, count))
            .collect()
    }

    /// How far, in em, the middles of a row's cells are from that of its anchor.
    fn off_middle(&self, start: usize, end: usize, row: usize) -> f32 {
        let Some((middle, em)) = self.anchor(row) else {
            return 0.0;
        };
        let blocks = self.blocks(start, end).into_iter();
        blocks
            .map(|(rect, _)| (rect.center().y - middle.center().y).abs() / em)
            .sum()
    }

    fn anchor(&self, row: usize) -> Option<(&Rect, f32)> {
        let line = self.lines.get(*self.at.get(row)?)?;
        Some((line.part(self.column)?, line.em.max(1.0)))
    }

    /// How much wider, in em, another step between two anchors is than the one at which their rows are cut.
    fn missed_gap(&self, end: usize, row: usize) -> f32 {
        let (Some(&anchor), Some(&next)) = (self.at.get(row), self.at.get(row + 1)) else {
            return 0.0;
        };
        let step = |line: usize| self.lines[line].top() - self.lines[line - 1].top();
        let widest = (anchor + 1..=next).map(step).fold(0.0, f32::max);
        (widest - step(end)) / self.lines[anchor].em.max(1.0)
    }

    /// True if cells of several lines stand in the middle of the rows that these cuts make, and would stand at the
    /// top of none if each row began with its anchor.
    fn are_middles(&self, cuts: &[usize]) -> bool {
        let mut off = Vec::new();
        let bounds: Vec<usize> = std::iter::once(0)
            .chain(cuts.iter().copied())
            .chain([self.lines.len()])
            .collect();
        for (row, pair) in bounds.windows(2).enumerate() {
            let (Some((middle, em)), [start, end]) = (self.anchor(row), pair) else {
                return false;
            };
            let blocks = self.blocks(*start, *end).into_iter();
            let many = blocks.filter(|(_, count)| *count > 1);
            off.extend(many.map(|(rect, _)| (rect.center().y - middle.center().y).abs() / em));
        }
        let starts_before = bounds
            .iter()
            .zip(&self.at)
            .any(|(start, anchor)| start < anchor);
        let cost = (0..self.at.len()).map(|row| self.missed_gap(self.cut(cuts, row), row));
        starts_before
            && !off.is_empty()
            && off.iter().all(|off| *off <= CENTRED)
            && cost.sum::<f32>() <= CENTRED * self.at.len() as f32
    }

    fn cut(&self, cuts: &[usize], row: usize) -> usize {
        cuts.get(row).copied().unwrap_or(self.lines.len())
    }
}
