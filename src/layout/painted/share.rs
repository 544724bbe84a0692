//! Shares the glyphs of a page out to the cells, frames and open page that hold them.

use super::grid::RuledGrid;
use super::overflow;
use crate::geometry::{Point, Rect};
use crate::source::PaintedPage;
use std::collections::HashMap;

/// Boxes are looked up by the horizontal band, this many points high, in which a glyph stands.
const BAND: f32 = 24.0;

/// What may hold a glyph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Holder {
    /// A cell of a table: their indices.
    Cell(usize, usize),
    /// A box that rules nothing, by its index.
    Frame(usize),
    /// The page itself.
    Page,
}

/// Glyphs by holder, each in painting order.
pub(super) struct Shared(HashMap<Holder, Vec<u32>>);

impl Shared {
    /// The glyphs that `holder` holds.
    pub(super) fn get(&self, holder: Holder) -> &[u32] {
        self.0.get(&holder).map_or(&[], Vec::as_slice)
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
    overflow::take_back(page, tables, &mut holders);
    let mut shared: HashMap<Holder, Vec<u32>> = HashMap::new();
    let mut first = 0;
    for run in holders.chunk_by(|a, b| a == b) {
        let end = first + run.len() as u32;
        shared.entry(run[0]).or_default().extend(first..end);
        first = end;
    }
    Shared(shared)
}

struct Boxes {
    boxes: Vec<(Rect, Holder)>,
    /// Indices of `boxes`, by band.
    bands: HashMap<i32, Vec<u32>>,
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
        let mut bands: HashMap<i32, Vec<u32>> = HashMap::new();
        for (i, (rect, _)) in boxes.iter().enumerate() {
            for band in band(rect.y0)..=band(rect.y1) {
                bands.entry(band).or_default().push(i as u32);
            }
        }
        Self { boxes, bands }
    }

    fn holder(&self, point: Point) -> Holder {
        let candidates = self.bands.get(&band(point.y)).into_iter().flatten();
        candidates
            .filter_map(|&i| self.boxes.get(i as usize))
            .find(|(rect, _)| rect.contains(point))
            .map_or(Holder::Page, |(_, holder)| *holder)
    }
}

fn band(y: f32) -> i32 {
    (y / BAND).floor().clamp(-1000.0, 1000.0) as i32
}
