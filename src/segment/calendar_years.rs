//! Years printed as numbers alone: 2021 below 年度, or 2021, 2022 and 2023 side by side over the columns of a table.

use super::label::{Label, LabelReader};
use crate::layout::{Cell, Table};
use crate::lexicon::LEXICON;
use crate::normalize;
use std::collections::BTreeMap;

/// So many years that follow one another head their columns, though no word says that they are years.
const FEWEST_IN_A_ROW: usize = 3;

/// Makes such numbers labels.
pub(super) fn label(table: &Table, labels: &mut [Option<Label>], reader: &LabelReader<'_>) {
    let may_be = |cell: &Cell| cell.text.as_str().trim().len() == 4;
    if !table.cells.iter().any(may_be) {
        return;
    }
    let years: Vec<Option<Label>> = table
        .cells
        .iter()
        .map(|cell| reader.calendar_year(cell.text.slice()))
        .collect();
    if years.iter().all(Option::is_none) {
        return;
    }
    let asks = |cell: &Cell| {
        let key = normalize::compare_key(cell.text.as_str());
        LEXICON.year_headers.iter().any(|word| *word == key)
    };
    // For each column and each row, where the first header or key in it stands that asks for years.
    let (mut above, mut before) = (BTreeMap::new(), BTreeMap::new());
    for header in table.cells.iter().filter(|cell| asks(cell)) {
        above.entry(header.column).or_insert(header.row);
        before.entry(header.row).or_insert(header.column);
    }
    let mut of_row: BTreeMap<u32, Vec<i32>> = BTreeMap::new();
    for (cell, year) in table.cells.iter().zip(&years) {
        let year = || year.as_ref()?.period.as_ref()?.period.fiscal_year;
        of_row.entry(cell.row).or_default().extend(year());
    }
    let counts_on = |years: &[i32]| {
        years.len() >= FEWEST_IN_A_ROW && years.windows(2).all(|pair| pair[0] + 1 == pair[1])
    };
    for ((cell, year), label) in table.cells.iter().zip(years).zip(labels) {
        let beside = &of_row[&cell.row];
        let below = above.get(&cell.column).is_some_and(|row| *row < cell.row);
        let behind = before
            .get(&cell.row)
            .is_some_and(|column| *column < cell.column);
        let heads = below || behind && beside.len() > 1 || counts_on(beside);
        if label.is_none() && year.is_some() && heads {
            *label = year;
        }
    }
}
