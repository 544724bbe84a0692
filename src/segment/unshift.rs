//! Puts the values of a shifted row under their headers.
//!
//! Flattening a merged table loses cells at the left of some rows, so that their values stand left of their
//! headers. Such a row has fewer cells than its header or a value where no header stands. Its values are then
//! aligned from the right; a row of an indicator keeps its first value as the name of the row.

use super::band::Band;
use super::label::Label;
use crate::layout::Table;
use crate::lexicon::Concept;

/// For each value, the column under which it belongs, and whether a rule moved it there.
pub(crate) fn places(
    table: &Table,
    band: &Band,
    row: u32,
    values: &[usize],
    group: Option<Label>,
) -> Vec<(usize, u32, bool)> {
    let own = |&i: &usize| (i, table.cells[i].column, false);
    let leaves = leaf_columns(table, band);
    if leaves.is_empty() || !is_shifted(table, band, row, values, &leaves) {
        return values.iter().map(own).collect();
    }
    let named = group.is_some_and(|label| matches!(label.concept, Some(Concept::Indicator | Concept::Cost)));
    let heads = usize::from(named || values.len() > leaves.len()).min(values.len());
    let rest = values.len() - heads;
    if rest > leaves.len() {
        return values.iter().map(own).collect();
    }
    let head_column = band.first_leaf.saturating_sub(1);
    let head = values[..heads].iter().map(|&i| (i, head_column, true));
    let targets = leaves[leaves.len() - rest..].iter();
    head.chain(values[heads..].iter().zip(targets).map(|(&i, &column)| (i, column, true))).collect()
}

/// The columns that carry values: those where a header of the lowest header row begins, or one that reaches it.
fn leaf_columns(table: &Table, band: &Band) -> Vec<u32> {
    let mut columns: Vec<u32> = band
        .headers
        .iter()
        .map(|(i, _)| table.cells[*i].column)
        .filter(|&column| column >= band.first_leaf)
        .collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// True if the row is shorter than its header or has a value left of every header. A row as long as its header
/// whose values all stand under one is where it belongs.
fn is_shifted(table: &Table, band: &Band, row: u32, values: &[usize], leaves: &[u32]) -> bool {
    let length = table.cells.iter().filter(|cell| cell.row == row).map(|cell| cell.column_end()).max().unwrap_or(0);
    let stray = values.iter().any(|&i| {
        let column = table.cells[i].column;
        column + 1 < band.first_leaf
    });
    let last_header = leaves.last().map_or(0, |&column| column + 1);
    values.len() > 1 && (stray || length < last_header.min(band.width))
}
