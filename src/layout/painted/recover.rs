//! Writes the recovered text in reading order, and the blocks that point into it.

use super::cell::{self, CellSketch};
use super::line::{Line, given, shown};
use super::sheet::{Item, Sheet, TableSketch, TextSketch};
use super::wrap;
use crate::geometry::Rect;
use crate::layout::{Block, BlockKind, Cell, Paragraph, Table};
use crate::source::{NOWHERE, PaintedPage, Recovered, RecoveredPage, Text};

/// A block with what is needed to tell whether it goes on over the page.
pub(super) struct Laid {
    pub(super) block: Block,
    /// Text size of its page, points.
    pub(super) em: f32,
    /// True for text whose last line reaches the margin, so that a sentence may go on elsewhere.
    pub(super) is_full: bool,
}

/// Writes all pages.
pub(super) fn write(pages: &[PaintedPage], sheets: &[Sheet]) -> (Recovered, Vec<Laid>) {
    let mut writer = Writer::default();
    writer.reserve(pages);
    let mut laid = Vec::new();
    for (p, (page, sheet)) in pages.iter().zip(sheets).enumerate() {
        if p > 0 {
            writer.separate('\u{C}');
        }
        writer.recovered.pages.push(RecoveredPage {
            start: writer.recovered.boxes.len() as u32,
            width: page.width,
            height: page.height,
        });
        writer.begin_page(page);
        for item in &sheet.items {
            writer.item(page, item);
        }
        let number = p as u32 + 1;
        let blocks = sheet.items.iter().map(|item| Laid {
            block: block(page, item, &writer.at, number),
            em: sheet.em,
            is_full: matches!(item, Item::Text(text) if wrap::ends_full(page, text)),
        });
        laid.extend(blocks.filter(|laid| says_something(&laid.block)));
    }
    (writer.recovered, laid)
}

#[derive(Default)]
struct Writer {
    recovered: Recovered,
    /// For every glyph of the page being written, its first character in the recovered text.
    at: Vec<u32>,
    /// True until the page's first line is written.
    page_is_empty: bool,
}

impl Writer {
    /// Makes room for all glyphs of the pages, which nearly all are one character.
    fn reserve(&mut self, pages: &[PaintedPage]) {
        let glyphs = pages.iter().map(|page| page.glyphs.len()).sum();
        self.recovered
            .text
            .reserve(pages.iter().map(|page| page.raw.len()).sum());
        self.recovered.boxes.reserve(glyphs);
        self.recovered.continues.reserve(glyphs);
    }

    fn begin_page(&mut self, page: &PaintedPage) {
        self.at.clear();
        self.at.resize(page.glyphs.len(), NOWHERE);
        self.page_is_empty = true;
    }

    fn item(&mut self, page: &PaintedPage, item: &Item) {
        let lines: Box<dyn Iterator<Item = &Line>> = match item {
            Item::Text(text) | Item::Furniture(text) => Box::new(text.lines.iter()),
            Item::Table(table) => Box::new(table.cells.iter().flat_map(|cell| &cell.lines)),
        };
        for line in lines {
            self.line(page, line);
        }
    }

    fn line(&mut self, page: &PaintedPage, line: &Line) {
        if !std::mem::take(&mut self.page_is_empty) {
            self.separate('\n');
        }
        for (i, &g) in line.glyphs.iter().enumerate() {
            let glyph = &page.glyphs[g as usize];
            self.at[g as usize] = self.recovered.boxes.len() as u32;
            // What folding merged into the glyph before it has nothing to show for itself.
            let merged = i > 0 && shown(page, glyph).is_empty();
            for (i, c) in given(page, glyph).chars().enumerate() {
                let rect = if c.is_whitespace() {
                    Rect::default()
                } else {
                    glyph.rect
                };
                self.push(c, rect, i > 0 || (merged && !c.is_whitespace()));
            }
        }
    }

    fn separate(&mut self, c: char) {
        self.push(c, Rect::default(), false);
    }

    fn push(&mut self, c: char, rect: Rect, continues: bool) {
        self.recovered.text.push(c);
        self.recovered.boxes.push(rect);
        self.recovered.continues.push(continues);
    }
}

/// False for lines of white space alone, which stand in the recovered text and nowhere else.
fn says_something(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Text(paragraphs) | BlockKind::Furniture(paragraphs) => !paragraphs.is_empty(),
        BlockKind::Table(_) => true,
    }
}

fn block(page: &PaintedPage, item: &Item, at: &[u32], number: u32) -> Block {
    Block {
        page: number,
        bounds: Some(item.rect()),
        kind: match item {
            Item::Text(text) => BlockKind::Text(paragraphs(page, text, at)),
            Item::Furniture(text) => BlockKind::Furniture(paragraphs(page, text, at)),
            Item::Table(sketch) => BlockKind::Table(table(page, sketch, at, number)),
        },
    }
}

fn paragraphs(page: &PaintedPage, sketch: &TextSketch, at: &[u32]) -> Vec<Paragraph> {
    wrap::paragraphs(page, &sketch.lines, sketch.margins)
        .into_iter()
        .map(|lines| {
            let mut text = Text::new();
            wrap::write(page, &lines, at, &mut text);
            let em = lines.iter().map(|line| line.em).fold(0.0, f32::max);
            let half = (em / 2.0).max(0.1);
            let widest = lines.iter().map(|line| line.length()).fold(0.0, f32::max);
            let first = lines.first().map_or(0.0, |line| line.start());
            Paragraph {
                text,
                lines: lines.len() as u32,
                width: (widest / half).round() as u32,
                indent: ((first - sketch.margins.left) / half).round() as u32,
                em,
                vertical: lines.iter().all(|line| line.vertical),
                bounds: lines
                    .iter()
                    .map(|line| line.rect)
                    .reduce(|a, b| a.union(&b)),
                heading: None,
            }
        })
        .collect()
}

fn table(page: &PaintedPage, sketch: &TableSketch, at: &[u32], number: u32) -> Table {
    Table {
        rows: sketch.rows,
        columns: sketch.columns,
        cells: sketch
            .cells
            .iter()
            .map(|cell| finished(page, cell, at, number))
            .collect(),
        grid: sketch.grid,
    }
}

fn finished(page: &PaintedPage, sketch: &CellSketch, at: &[u32], number: u32) -> Cell {
    let place = &sketch.place;
    Cell {
        row: place.row,
        column: place.column,
        row_span: place.row_span,
        column_span: place.column_span,
        text: cell::text(page, sketch, at),
        vertical: sketch.vertical,
        struck: sketch.struck,
        shaded: sketch.shaded,
        header: false,
        page: number,
        bounds: Some(place.rect),
    }
}
