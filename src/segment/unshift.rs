//! Puts the values of a shifted row under their headers.
//!
//! Flattening a merged table loses cells at the left of some rows, so that their values stand left of their
//! headers. A value that stands where neither a header nor the name of a row can be betrays such a table; then
//! every row that leaves its last column blank is moved as its full rows are, or aligned from the right. A row
//! of an indicator keeps its first value as the name of the row.

use super::band::Band;
use super::label::Label;
use crate::layout::Table;
use crate::lexicon::Concept;

/// For each value, the column under which it belongs, and whether a rule moved it there.
pub(crate) fn places(
    table: &Table,
    band: &Band,
    values: &[usize],
    group: Option<Label>,
) -> Vec<(usize, u32, bool)> {
    let in_place = || {
        values
            .iter()
            .map(|&i| (i, table.cells[i].column, false))
            .collect()
    };
    let leaves = leaf_columns(table, band);
    let (Some(last_leaf), Some(&last)) = (leaves.last(), values.last()) else {
        return in_place();
    };
    if !band.shifted || table.cells[last].column >= *last_leaf {
        return in_place();
    }
    let named = group
        .is_some_and(|label| matches!(label.concept, Some(Concept::Indicator | Concept::Cost)));
    let heads = usize::from(named || values.len() > leaves.len()).min(values.len());
    let rest = values.len() - heads;
    if rest > leaves.len() {
        return in_place();
    }
    let head_column = band.first_leaf.saturating_sub(1);
    let head = values[..heads].iter().map(|&i| (i, head_column, true));
    let moved = |&i: &usize| table.cells[i].column + band.shift.unwrap_or(0);
    if band.shift.is_some()
        && rest < leaves.len()
        && values[heads..].iter().all(|i| leaves.contains(&moved(i)))
    {
        let rest = values[heads..].iter().map(|i| (*i, moved(i), true));
        return head.chain(rest).collect();
    }
    let targets = leaves[leaves.len() - rest..].iter();
    head.chain(
        values[heads..]
            .iter()
            .zip(targets)
            .map(|(&i, &column)| (i, column, true)),
    )
    .collect()
}

/// By how many columns the band's full rows are shifted: rows with a value for every column, side by side.
pub(crate) fn shift(table: &Table, labels: &[Option<Label>], band: &Band) -> Option<u32> {
    let leaves = leaf_columns(table, band);
    let first_leaf = *leaves.first()?;
    let values: Vec<(u32, u32)> = table
        .cells
        .iter()
        .zip(labels)
        .filter(|(cell, label)| {
            (band.end..band.rows_end).contains(&cell.row)
                && label.is_none()
                && !cell.text.is_empty()
        })
        .map(|(cell, _)| (cell.row, cell.column))
        .collect();
    values.chunk_by(|a, b| a.0 == b.0).find_map(|row| {
        let columns: Vec<u32> = row.iter().map(|(_, column)| *column).collect();
        let side_by_side = columns.windows(2).all(|pair| pair[1] == pair[0] + 1);
        let by = first_leaf.checked_sub(*columns.first()?)?;
        (columns.len() == leaves.len() && side_by_side && by > 0).then_some(by)
    })
}

/// True if some row below the band has a value further left than the name of a row can stand, under no header. Left of
/// 計画 or 実績 stands the name of their rows.
pub(crate) fn is_shifted(table: &Table, labels: &[Option<Label>], band: &Band) -> bool {
    let headed = |column: u32| {
        let over = |(from, to): &(u32, u32)| (*from..*to).contains(&column);
        band.extents.iter().any(over)
    };
    let names_sides = |i: usize| {
        let mut behind = table.cells[i + 1..].iter().zip(&labels[i + 1..]);
        behind
            .find(|(cell, _)| !cell.text.is_empty())
            .is_some_and(|(next, label)| {
                next.row == table.cells[i].row && label.as_ref().is_some_and(Label::is_axis)
            })
    };
    table
        .cells
        .iter()
        .zip(labels)
        .enumerate()
        .any(|(i, (cell, label))| {
            (band.end..band.rows_end).contains(&cell.row)
                && label.is_none()
                && !cell.text.is_empty()
                && cell.column + 1 < band.first_leaf
                && !headed(cell.column)
                && !cell.text.as_str().starts_with('※')
                && !names_sides(i)
        })
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
