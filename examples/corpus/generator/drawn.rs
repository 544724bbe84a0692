//! The cells of the PDFs that are kept in the repository, as they were laid out: what a reader is to find.

use super::pdf::sides;
use super::sheet::{Block, Sheet};
use super::{Draft, FormName, Split, committed, draft};

/// A PDF and the cells of its tables.
pub(crate) struct Drawn {
    /// The file, below the folder of the corpus.
    pub(crate) file: String,
    pub(crate) cells: Vec<Cell>,
}

/// A cell before its table goes on over a page.
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) column: usize,
    pub(crate) down: usize,
    /// Left and right side, points.
    pub(crate) sides: (f32, f32),
    /// False for columns by alignment only.
    pub(crate) ruled: bool,
}

/// What the PDFs hold.
pub(crate) fn drawn() -> Vec<Drawn> {
    let orders = committed().into_iter();
    orders
        .filter(|order| order.form == FormName::Pdf)
        .map(|order| {
            let Draft { sheet, truth } = draft(&order).0;
            let folder = match order.split {
                Split::Seen => "documents",
                Split::Unseen => "unseen/documents",
            };
            Drawn {
                file: format!("{folder}/{}", truth.file),
                cells: cells(&sheet),
            }
        })
        .collect()
}

fn cells(sheet: &Sheet) -> Vec<Cell> {
    let tables = sheet.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let cells = tables.flat_map(|table| {
        let edges = sides(sheet, table);
        let places = table.places().into_iter().flatten();
        let cells = table.rows.iter().flatten().zip(places);
        cells.map(move |(cell, column)| Cell {
            text: cell.text.clone(),
            column,
            down: cell.down,
            sides: (edges[column], edges[column + cell.across]),
            ruled: table.ruled,
        })
    });
    cells.collect()
}
