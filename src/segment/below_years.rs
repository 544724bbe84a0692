//! Rows below the years that head columns: which of them are headers, values, or pairs of their own.

use super::band::Band;
use super::keys;
use super::label::Label;
use super::matrix::Matrix;
use crate::layout::Table;
use crate::lexicon::Concept;

/// The first row below years that holds keys and values, and no values of years: 自己評価 | Ａ | 評価の理由 | 計画どおり導入した。
pub(super) fn pairs_below(
    table: &Table,
    matrix: &Matrix,
    labels: &[Option<Label>],
    band: &Band,
    end: u32,
) -> Option<u32> {
    let mut years = band
        .headers
        .iter()
        .filter(|(_, label)| label.period.is_some());
    let first = years.clone().map(|(i, _)| table.cells[*i].column).min()?;
    years.nth(1)?;
    (band.end..end).find(|&row| {
        let starting = matrix.starting(row).iter().copied();
        let filled: Vec<usize> = starting
            .filter(|&i| !table.cells[i].text.is_empty())
            .collect();
        let [.., key, value] = filled.as_slice() else {
            return false;
        };
        let judges = |i: usize| labels[i].as_ref().is_some_and(keys::is_judgement_label);
        let below = filled
            .iter()
            .filter(|&&i| table.cells[i].column >= first)
            .count();
        judges(*key)
            && table.cells[*key].column < first
            && table.cells[*value].column >= first
            && below == 1
            && filled.len() > 2
            && labels[filled[0]].is_some()
    })
}

/// True for values of years whose key stands before them: 実績 | 7月から開始 | 実施 below 令和3年度 | 令和4年度.
pub(super) fn are_of_years(
    table: &Table,
    band: &Band,
    labels: &[Option<Label>],
    filled: &[usize],
) -> bool {
    let years = || {
        band.headers
            .iter()
            .filter(|(_, label)| label.period.is_some())
    };
    let Some(first) = years().map(|(i, _)| table.cells[*i].column).min() else {
        return false;
    };
    let parts = filled.partition_point(|&i| table.cells[i].column < first);
    let (keys, values) = filled.split_at(parts);
    let below_year = |i: &usize| {
        let column = table.cells[*i].column;
        years()
            .any(|&(j, _)| (table.cells[j].column..table.cells[j].column_end()).contains(&column))
    };
    let known = |i: &usize| labels[*i].as_ref();
    // 7月から開始 asks for no fact of the item there.
    let fact = |label: &Label| label.concept == Some(Concept::Attribute);
    let dated = |i: &usize| known(i).is_some_and(|label| label.period.is_some() && !fact(label));
    keys.last()
        .is_some_and(|key| known(key).is_some() && !dated(key))
        && values.iter().any(|i| known(i).is_none())
        && values.iter().all(|i| below_year(i) && !dated(i))
}

/// True for labels that each stand right below a year: 実施状況 and 効果額 below 平成20年度.
pub(super) fn are_labels(
    table: &Table,
    matrix: &Matrix,
    labels: &[Option<Label>],
    filled: &[usize],
) -> bool {
    let below = |&i: &usize| {
        let cell = &table.cells[i];
        let above = cell
            .row
            .checked_sub(1)
            .and_then(|row| matrix.at(row, cell.column));
        let year = above.and_then(|j| labels[j].as_ref());
        labels[i].is_some() && year.is_some_and(|label| label.period.is_some())
    };
    filled.len() > 1 && filled.iter().all(below)
}
