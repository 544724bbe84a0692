//! The product of the layout stage: text blocks and tables in reading order.
//!
//! From here on nobody knows whether the source was a PDF, a TSV or flat text.

use crate::diagnostic::Diagnostic;
use crate::geometry::Rect;
use crate::source::{Recovered, Text};

/// A document laid out: what it says, block by block, in reading order.
#[derive(Debug, Default)]
pub struct Pages {
    /// The recovered text, which every [`Text`] below points into.
    pub recovered: Recovered,
    /// The blocks of all pages, in reading order.
    pub blocks: Vec<Block>,
    /// The printed lines of a text that no blank lines part, as some PDF tools print the cells of a form, for a stage that
    /// knows the form's labels. Empty for all else.
    pub lines: Vec<Text>,
    /// What was noticed on the way.
    pub diagnostics: Vec<Diagnostic>,
    /// IANA media type of the source.
    pub media_type: &'static str,
    /// WHATWG name of the text encoding; none for PDF.
    pub encoding: Option<&'static str>,
}

/// A part of a page.
#[derive(Debug)]
pub struct Block {
    /// The page, from 1, on which it begins.
    pub page: u32,
    /// Its box; none for text sheets.
    pub bounds: Option<Rect>,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of block.
#[derive(Debug)]
pub enum BlockKind {
    /// Paragraphs that stand together: no blank line, no wide gap between them.
    Text(Vec<Paragraph>),
    /// A table.
    Table(Table),
    /// Running heads and feet, page numbers, repeated header rows.
    Furniture(Vec<Paragraph>),
}

/// Lines that belong together, wraps joined.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// The joined text; no line break in it.
    pub text: Text,
    /// How many printed lines were joined.
    pub lines: u32,
    /// Width of the widest of its lines, in half-width characters.
    pub width: u32,
    /// Indentation of its first line, in half-width characters.
    pub indent: u32,
    /// Font size in points; 0 for text sheets.
    pub em: f32,
    /// Set in vertical writing, or one character a line.
    pub vertical: bool,
    /// The level from 1 of a heading that markup marks; none for all else.
    pub heading: Option<u8>,
    /// Its box; none for text sheets.
    pub bounds: Option<Rect>,
}

/// A table: cells on a grid of rows and columns.
#[derive(Debug, Default)]
pub struct Table {
    /// Number of grid rows.
    pub rows: u32,
    /// Number of grid columns.
    pub columns: u32,
    /// The cells, by row, then column. Grid places that no cell covers are simply not there.
    pub cells: Vec<Cell>,
    /// How sure the grid is.
    pub grid: Grid,
}

/// What a table's grid was read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grid {
    /// Ruled lines or markup: spans are known, and a cell's place is certain.
    #[default]
    Ruled,
    /// Alignment of text on a page without rulings.
    Aligned,
    /// Delimiters of a flattened sheet: merged cells left blanks behind, and rows may be shifted.
    Delimited,
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// First grid row, from 0.
    pub row: u32,
    /// First grid column, from 0.
    pub column: u32,
    /// Rows covered, at least 1.
    pub row_span: u32,
    /// Columns covered, at least 1.
    pub column_span: u32,
    /// Its text: wraps joined, one clause or paragraph a line. Empty for a blank cell.
    pub text: Text,
    /// Set in vertical writing, or one character a line.
    pub vertical: bool,
    /// Struck out by a diagonal line.
    pub struck: bool,
    /// Shaded: a hint that it is a header.
    pub shaded: bool,
    /// Markup says that it is a header.
    pub header: bool,
    /// The page on which it stands, from 1.
    pub page: u32,
    /// Its box; none for text sheets.
    pub bounds: Option<Rect>,
}

impl Table {
    /// The cell that covers a grid place.
    pub fn cell_at(&self, row: u32, column: u32) -> Option<&Cell> {
        // Most often it is the last one that begins no later than the place.
        let begins_by = |cell: &Cell| (cell.row, cell.column) <= (row, column);
        let end = self.cells.partition_point(begins_by);
        let cells = self.cells.get(..end)?;
        cells.iter().rev().find(|cell| cell.covers(row, column))
    }
}

impl Cell {
    /// One past the last grid row covered.
    pub fn row_end(&self) -> u32 {
        self.row + self.row_span
    }

    /// One past the last grid column covered.
    pub fn column_end(&self) -> u32 {
        self.column + self.column_span
    }

    /// True if the cell covers this grid place.
    pub fn covers(&self, row: u32, column: u32) -> bool {
        (self.row..self.row_end()).contains(&row)
            && (self.column..self.column_end()).contains(&column)
    }
}
