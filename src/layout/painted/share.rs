//! Shares the glyphs of a page out to the cells, frames and open page that hold them.

use super::grid::RuledGrid;
use super::height::ByHeight;
use super::overflow;
use crate::geometry::{Point, Rect};
use crate::source::PaintedPage;
use std::ops::Range;

/// What may hold a glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// A cell of a table: their indices.
    Cell(usize, usize),
    /// A box that rules nothing, by its index.
    Frame(usize),
    /// The page itself.
    Page,
}

/// Something for each holder of a page.
pub(super) struct ByHolder<T> {
    cells: Vec<Vec<T>>,
    frames: Vec<T>,
    page: T,
}

impl<T: Clone + Default> ByHolder<T> {
    fn new(tables: &[RuledGrid], frames: usize) -> Self {
        let cells = |table: &RuledGrid| vec![T::default(); table.cells.len()];
        Self {
            cells: tables.iter().map(cells).collect(),
            frames: vec![T::default(); frames],
            page: T::default(),
        }
    }

    /// What is kept for `holder`.
    pub(super) fn get(&self, holder: Holder) -> &T {
        match holder {
            Holder::Cell(table, cell) => &self.cells[table][cell],
            Holder::Frame(frame) => &self.frames[frame],
            Holder::Page => &self.page,
        }
    }

    fn each(&mut self, change: impl FnMut(&mut T)) {
        let cells = self.cells.iter_mut().flatten();
        let rest = self.frames.iter_mut().chain([&mut self.page]);
        cells.chain(rest).for_each(change);
    }

    fn get_mut(&mut self, holder: Holder) -> &mut T {
        match holder {
            Holder::Cell(table, cell) => &mut self.cells[table][cell],
            Holder::Frame(frame) => &mut self.frames[frame],
            Holder::Page => &mut self.page,
        }
    }
}

/// The glyphs of a page by holder, each in painting order.
pub(super) struct Shared {
    glyphs: Vec<u32>,
    parts: ByHolder<Range<usize>>,
}

impl Shared {
    /// The glyphs that `holder` holds.
    pub(super) fn get(&self, holder: Holder) -> &[u32] {
        &self.glyphs[self.parts.get(holder).clone()]
    }

    fn new(holders: &[Holder], mut parts: ByHolder<Range<usize>>) -> Self {
        for &holder in holders {
            parts.get_mut(holder).end += 1;
        }
        // Each part behind the one before, and empty; then the glyphs fill them.
        let mut start = 0;
        parts.each(|part| {
            let length = part.end;
            *part = start..start;
            start += length;
        });
        let mut glyphs = vec![0; holders.len()];
        for (glyph, &holder) in holders.iter().enumerate() {
            let part = parts.get_mut(holder);
            glyphs[part.end] = glyph as u32;
            part.end += 1;
        }
        Self { glyphs, parts }
    }
}

/// Gives every glyph to the smallest box that holds its centre, and what runs over a cell's edge to the cell
/// in which it begins.
pub(super) fn share_out(page: &PaintedPage, tables: &[RuledGrid], frames: &[RuledGrid]) -> Shared {
    let boxes = Boxes::new(tables, frames);
    let mut holders: Vec<Holder> = page
        .glyphs
        .iter()
        .map(|glyph| boxes.holder(glyph.rect.center()))
        .collect();
    let mut inked: ByHolder<usize> = ByHolder::new(tables, frames.len());
    for (holder, glyph) in holders.iter().zip(&page.glyphs) {
        *inked.get_mut(*holder) += usize::from(!glyph.blank);
    }
    overflow::take_back(page, tables, &inked, &mut holders);
    Shared::new(&holders, ByHolder::new(tables, frames.len()))
}

struct Boxes {
    /// The smaller before the larger.
    boxes: Vec<(Rect, Holder)>,
    by_height: ByHeight,
}

impl Boxes {
    fn new(tables: &[RuledGrid], frames: &[RuledGrid]) -> Self {
        let cells = tables.iter().enumerate().flat_map(|(t, table)| {
            let cell =
                move |(c, cell): (usize, &super::grid::GridCell)| (cell.rect, Holder::Cell(t, c));
            table.cells.iter().enumerate().map(cell)
        });
        let framed = frames
            .iter()
            .enumerate()
            .map(|(f, frame)| (frame.bounds(), Holder::Frame(f)));
        let mut boxes: Vec<(Rect, Holder)> = cells.chain(framed).collect();
        let area = |rect: &Rect| rect.width() * rect.height();
        boxes.sort_by(|a, b| area(&a.0).total_cmp(&area(&b.0)));
        let by_height = ByHeight::new(boxes.iter().map(|(rect, _)| (rect.y0, rect.y1)));
        Self { boxes, by_height }
    }

    fn holder(&self, point: Point) -> Holder {
        self.by_height
            .near(point.y)
            .filter_map(|i| self.boxes.get(i))
            .find(|(rect, _)| rect.contains(point))
            .map_or(Holder::Page, |(_, holder)| *holder)
    }
}
