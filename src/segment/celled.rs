//! Grids of which a tool printed one cell a line, row by row: a name of what is measured and its years, each on a line of its own,
//! and then the name and the figures of one indicator after another.

use super::label::{Label, LabelReader};
use crate::layout::{BlockKind, Cell, Grid, Pages, Paragraph, Table};
use crate::lexicon::Concept;
use crate::notation::quantity;

/// A grid has so many columns at least.
const FEWEST_COLUMNS: usize = 3;
/// So many labels with their values right below them show that a text keeps the order of its form.
const FEWEST_LABELS: usize = 6;

/// The grid that begins with the first of these paragraphs, and how many of them it takes.
pub(super) fn grid(
    paragraphs: &[Paragraph],
    page: u32,
    reader: &LabelReader<'_>,
) -> Option<(usize, Table)> {
    let columns = headers(paragraphs, reader)?;
    let rows = paragraphs[columns..]
        .chunks_exact(columns)
        .take_while(|row| is_row(row, reader))
        .count();
    let length = columns * (rows + 1);
    let cell = |(i, paragraph): (usize, &Paragraph)| Cell {
        row: (i / columns) as u32,
        column: (i % columns) as u32,
        row_span: 1,
        column_span: 1,
        text: paragraph.text.clone(),
        page,
        ..Cell::default()
    };
    let table = || Table {
        rows: rows as u32 + 1,
        columns: columns as u32,
        cells: paragraphs[..length].iter().enumerate().map(cell).collect(),
        grid: Grid::Aligned,
    };
    (rows > 0).then(|| (length, table()))
}

/// True for a text in which every label has its value right below it, and that has such a grid: nothing of its order is lost.
pub(super) fn keeps_order(pages: &Pages, reader: &LabelReader<'_>) -> bool {
    let (mut labels, mut grids) = (0, 0);
    for block in &pages.blocks {
        let BlockKind::Text(paragraphs) = &block.kind else {
            continue;
        };
        let mut at = 0;
        while at < paragraphs.len() {
            if let Some((length, _)) = grid(&paragraphs[at..], block.page, reader) {
                (at, grids) = (at + length, grids + 1);
                continue;
            }
            let asks = |at: usize| {
                let words = paragraphs.get(at)?.text.slice();
                let label = reader.read(words)?;
                // No.1 is the value of 取組番号.
                let counts = words.as_str().contains(|c: char| c.is_ascii_digit())
                    && label.concept == Some(Concept::Number);
                let heads = label.is_group() || counts || label.concept == Some(Concept::FormPart);
                (label.concept.is_some() && !heads).then_some(label)
            };
            if asks(at).is_some() {
                if asks(at + 1).is_some() {
                    return false;
                }
                labels += 1;
            }
            at += 1;
        }
    }
    grids > 0 && labels >= FEWEST_LABELS
}

/// How many of the first paragraphs are the headers of a grid.
fn headers(paragraphs: &[Paragraph], reader: &LabelReader<'_>) -> Option<usize> {
    let label = |at: usize| reader.read(paragraphs.get(at)?.text.slice());
    let names = |label: &Label| {
        let measured = matches!(label.concept, Some(Concept::Indicator | Concept::Measure));
        measured && label.period.is_none()
    };
    label(0).filter(names)?;
    let sides = (1..).map_while(label).take_while(Label::is_axis).count();
    (sides + 1 >= FEWEST_COLUMNS).then_some(sides + 1)
}

/// True for a name and as many figures, or signs that there is none, as the grid has years.
fn is_row(row: &[Paragraph], reader: &LabelReader<'_>) -> bool {
    let figure = |paragraph: &Paragraph| {
        let words = paragraph.text.as_str();
        let none = matches!(words, "-" | "－" | "―" | "→" | "…");
        none || quantity::read(words, None).is_some()
    };
    let Some((name, figures)) = row.split_first() else {
        return false;
    };
    let named = !figure(name) && !name.text.as_str().contains('。');
    named && reader.read(name.text.slice()).is_none() && figures.iter().all(figure)
}
