//! The sketch of a page: lines, cells and their order, before any text is written.

use super::cell::{self, CellSketch};
use super::flow;
use super::grid::{self, GridCell, RuledGrid};
use super::ladder::{self, Ladders};
use super::line::Line;
use super::order;
use super::ruling;
use super::share::{Holder, share_out};
use super::wrap::Margins;
use crate::geometry::Rect;
use crate::layout::Grid;
use crate::source::PaintedPage;

/// Text size of a page without text, points.
const DEFAULT_EM: f32 = 10.0;

/// What stands on a page, in reading order.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) items: Vec<Item>,
    /// The usual text size, points.
    pub(super) em: f32,
}

/// A part of a page.
#[derive(Debug)]
pub(super) enum Item {
    Text(TextSketch),
    Table(TableSketch),
    Furniture(TextSketch),
}

/// Lines that stand together.
#[derive(Debug)]
pub(super) struct TextSketch {
    pub(super) lines: Vec<Line>,
    pub(super) margins: Margins,
    pub(super) rect: Rect,
}

/// Cells on a grid.
#[derive(Debug)]
pub(super) struct TableSketch {
    pub(super) rows: u32,
    pub(super) columns: u32,
    pub(super) rect: Rect,
    pub(super) cells: Vec<CellSketch>,
    pub(super) grid: Grid,
}

impl TextSketch {
    /// Puts lines together; the box is that of the lines.
    pub(super) fn new(lines: Vec<Line>, margins: Margins) -> Self {
        let rect = lines
            .iter()
            .map(|line| line.rect)
            .reduce(|a, b| a.union(&b));
        Self {
            lines,
            margins,
            rect: rect.unwrap_or_default(),
        }
    }
}

impl Item {
    /// The box of the item.
    pub(super) fn rect(&self) -> Rect {
        match self {
            Self::Text(text) | Self::Furniture(text) => text.rect,
            Self::Table(table) => table.rect,
        }
    }
}

/// Sketches a page.
pub(super) fn sketch(page: &PaintedPage) -> Sheet {
    let em = usual_em(page);
    let shades = cell::shades(page);
    let mut rulings = ruling::rulings(&page.strokes, &shades, em);
    let ladders = ladder::ladders(page, &rulings, em);
    if !ladders.sides.is_empty() {
        rulings.vertical.extend(&ladders.sides);
        rulings.vertical = ruling::merge(rulings.vertical, em);
        rulings.horizontal.extend(&ladders.rules);
        rulings.horizontal = ruling::merge(rulings.horizontal, em);
    }
    let (mut frames, grids): (Vec<RuledGrid>, Vec<RuledGrid>) = grid::grids(&rulings, em)
        .into_iter()
        .partition(|grid| grid.cells.len() == 1);
    frames.retain(|frame| !is_inline(page, frame.bounds(), em));

    let shared = share_out(page, &grids, &frames);
    let tables: Vec<TableSketch> = grids
        .iter()
        .enumerate()
        .map(|(t, grid)| {
            let cell = |(c, place): (usize, &GridCell)| {
                let glyphs = shared.get(Holder::Cell(t, c));
                cell::sketch(page, *place, glyphs, &rulings.oblique, &shades)
            };
            TableSketch::new(
                grid,
                grid.cells.iter().enumerate().map(cell).collect(),
                &ladders,
            )
        })
        // Rulings around nothing are a drawing, not a table.
        .filter(|table| table.cells.iter().any(|cell| !cell.lines.is_empty()))
        .collect();

    let rects: Vec<Rect> = tables.iter().map(|table| table.rect).collect();
    let table = |table| vec![Item::Table(table)];
    let mut items: Vec<Vec<Item>> = tables.into_iter().map(table).collect();
    for (f, frame) in frames.iter().enumerate() {
        let Rect { x0, x1, .. } = frame.bounds();
        let margins = Margins {
            left: x0,
            right: x1,
        };
        items.extend(flow::flow(
            page,
            shared.get(Holder::Frame(f)),
            &rects,
            Some(margins),
        ));
    }
    items.extend(flow::flow(page, shared.get(Holder::Page), &rects, None));
    Sheet {
        items: order::by_reading(items, em),
        em,
    }
}

impl TableSketch {
    /// A table of cells that alignment alone tells; the box is that around them.
    pub(super) fn aligned(rows: u32, columns: u32, cells: Vec<CellSketch>) -> Self {
        let rects = cells.iter().map(|cell| cell.place.rect);
        Self {
            rows,
            columns,
            rect: rects.reduce(|a, b| a.union(&b)).unwrap_or_default(),
            cells,
            grid: Grid::Aligned,
        }
    }

    fn new(grid: &RuledGrid, cells: Vec<CellSketch>, ladders: &Ladders) -> Self {
        let rect = grid.bounds();
        let is_ladder = |ladder: &Rect| ladder.contains(rect.center());
        Self {
            rows: grid.rows.len() as u32 - 1,
            columns: grid.columns.len() as u32 - 1,
            rect,
            cells,
            grid: if ladders.bounds.iter().any(is_ladder) {
                Grid::Aligned
            } else {
                Grid::Ruled
            },
        }
    }
}

/// True for a box around a word or a grade on a line of text, behind what it belongs to: 令和6年度の評価 [3].
fn is_inline(page: &PaintedPage, frame: Rect, em: f32) -> bool {
    const HIGHEST: f32 = 2.2;
    const MOST_GLYPHS: usize = 6;
    const NEAR: f32 = 4.0;
    if frame.y1 - frame.y0 > em * HIGHEST {
        return false;
    }
    let inked = || page.glyphs.iter().filter(|glyph| !glyph.blank);
    let inside = inked().filter(|glyph| frame.contains(glyph.rect.center()));
    let before = |rect: &Rect| {
        let level = (rect.center().y - frame.center().y).abs() < em * 0.5;
        level && rect.x1 <= frame.x0 && frame.x0 - rect.x1 < em * NEAR
    };
    (1..=MOST_GLYPHS).contains(&inside.count()) && inked().any(|glyph| before(&glyph.rect))
}

/// The median size of the glyphs.
fn usual_em(page: &PaintedPage) -> f32 {
    let mut ems: Vec<f32> = page.glyphs.iter().map(|glyph| glyph.em).collect();
    if ems.is_empty() {
        return DEFAULT_EM;
    }
    let middle = ems.len() / 2;
    *ems.select_nth_unstable_by(middle, f32::total_cmp).1
}
