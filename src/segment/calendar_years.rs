//! Years printed as numbers alone: 2021 below 年度, or 2021, 2022 and 2023 side by side over the columns of a table.

use super::label::{Label, LabelReader};
use crate::layout::{Cell, Table};
use crate::lexicon::LEXICON;
use crate::normalize;

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
    let headers: Vec<&Cell> = table.cells.iter().filter(|cell| asks(cell)).collect();
    let in_row = |row: u32| {
        let of_row =
            move |(cell, year): &(&Cell, &Option<Label>)| cell.row == row && year.is_some();
        table.cells.iter().zip(&years).filter(of_row)
    };
    let counts_on = |row: u32| {
        let of_row: Vec<i32> = in_row(row)
            .filter_map(|(_, year)| year.as_ref()?.period.as_ref()?.period.fiscal_year)
            .collect();
        of_row.len() >= FEWEST_IN_A_ROW && of_row.windows(2).all(|pair| pair[0] + 1 == pair[1])
    };
    let rows: Vec<u32> = (0..table.rows).filter(|row| counts_on(*row)).collect();
    for ((cell, year), label) in table.cells.iter().zip(&years).zip(labels) {
        let asked = headers.iter().any(|header| {
            let below = header.column == cell.column && header.row < cell.row;
            let beside = header.row == cell.row
                && header.column < cell.column
                && in_row(cell.row).nth(1).is_some();
            below || beside
        });
        if label.is_none() && year.is_some() && (asked || rows.contains(&cell.row)) {
            label.clone_from(year);
        }
    }
}
