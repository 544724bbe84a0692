//! Boxes drawn around running text, which are no tables: a card with its name above, as slides have them side by side.

use super::{Block, BlockKind, Cell, Grid, Paragraph, Table, wrap};
use crate::lexicon::LEXICON;
use crate::normalize;
use crate::source::{NOWHERE, Text, TextSlice};

/// So many lines with a label of their own make the text of a box one that needs no table.
const FEWEST_LABELLED: usize = 2;
/// The head of a box has no more cells: a name, and a mark or two beside it.
const MOST_HEADS: usize = 3;
/// The brackets of a label on a line of its own.
const BRACKETS: [(char, char); 3] = [('【', '】'), ('〔', '〕'), ('[', ']')];

/// Makes text of the boxes among blocks.
pub(super) fn unframe(blocks: &mut [Block]) {
    for block in blocks {
        if let BlockKind::Table(table) = &block.kind
            && let Some(lines) = lines(table)
        {
            block.kind = BlockKind::Text(lines);
        }
    }
}

/// The lines of a box: its head on one, then those of the cell that fills its whole width.
fn lines(table: &Table) -> Option<Vec<Paragraph>> {
    let (body, heads) = table.cells.split_last()?;
    let whole = body.column == 0 && body.column_span == table.columns;
    let above = |cell: &Cell| cell.row == 0 && cell.row_span == 1;
    if table.grid != Grid::Ruled || !whole || heads.len() > MOST_HEADS || table.rows != 2 {
        return None;
    }
    let labelled = body.text.as_str().lines().filter(|line| is_labelled(line));
    let known = |line: &str| key(line).is_some_and(is_known);
    if !heads.iter().all(above)
        || heads.is_empty()
        || heads.iter().any(is_label)
        || labelled.clone().count() < FEWEST_LABELLED
        || !labelled.into_iter().any(known)
    {
        return None;
    }
    let mut head = Text::new();
    for cell in heads.iter().filter(|cell| !cell.text.is_empty()) {
        if !head.is_empty() {
            head.push('\u{3000}', NOWHERE);
        }
        head.push_slice(cell.text.slice());
    }
    let heads = std::iter::once(head).filter(|head| !head.is_empty());
    let body = body.text.slice().lines().map(|line| line.trim().to_text());
    Some(
        heads
            .chain(body)
            .map(|text| paragraph(text.slice()))
            .collect(),
    )
}

fn paragraph(text: TextSlice<'_>) -> Paragraph {
    Paragraph {
        text: text.to_text(),
        lines: 1,
        width: wrap::width(text.as_str()),
        ..Paragraph::default()
    }
}

/// True for a head that is a label of the form, so that the box is the cell of a table: 取組内容 over what is done.
fn is_label(head: &Cell) -> bool {
    is_known(head.text.as_str())
}

fn is_known(key: &str) -> bool {
    LEXICON.exact(&normalize::compare_key(key)).is_some()
}

/// True for a line that is a label in brackets, or begins with a key and its colon.
fn is_labelled(line: &str) -> bool {
    let line = line.trim();
    let bracketed =
        |(open, close): &(char, char)| line.starts_with(*open) && line.ends_with(*close);
    BRACKETS.iter().any(bracketed) || key(line).is_some()
}

/// The short key before the colon of a line.
fn key(line: &str) -> Option<&str> {
    const LONGEST: usize = 10;
    let (key, value) = line.trim().split_once([':', '：'])?;
    let short = (2..=LONGEST).contains(&key.chars().count());
    (short && !value.trim().is_empty()).then_some(key)
}
