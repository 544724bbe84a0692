//! Years and days that are the values of keys and head nothing: 令和3年度～令和7年度 behind 計画期間.

use super::label::Label;
use super::matrix::Matrix;
use crate::layout::Table;
use crate::lexicon::Concept;
use crate::normalize;
use std::collections::BTreeMap;

/// A period behind a key that asks for one is its value and heads nothing: 計画期間 before 令和3年度～令和7年度.
pub(super) fn unlabel(table: &Table, matrix: &Matrix, labels: &mut [Option<Label>], shaded: bool) {
    for row in 0..table.rows {
        let filled: Vec<usize> = matrix
            .starting(row)
            .iter()
            .copied()
            .filter(|&i| !table.cells[i].text.is_empty())
            .collect();
        let axes = |labels: &[Option<Label>]| {
            let axis = |&&i: &&usize| labels[i].as_ref().is_some_and(Label::is_axis);
            filled.iter().filter(axis).count()
        };
        for pair in filled.windows(2) {
            let is_date = labels[pair[1]]
                .as_ref()
                .is_some_and(|label| label.period.is_some() && is_bare(label));
            let asks = labels[pair[0]].as_ref().is_some_and(|key| {
                key.concept == Some(Concept::Programme) && key.period.is_none()
                    || (key.is_item_field() || key.concept == Some(Concept::Due))
                        && axes(labels) == 1
                        && filled.len().is_multiple_of(2)
            });
            let (key, value) = (&table.cells[pair[0]], &table.cells[pair[1]]);
            let set_off = shaded && key.shaded && !value.shaded;
            let named = labels[pair[0]].is_none()
                && asks_for_a_date(key.text.as_str())
                && axes(labels) == 1;
            if is_date && (asks || set_off || named) {
                labels[pair[1]] = None;
            }
        }
    }
}

/// Periods below a header that asks for one are its values and head nothing: 計画開始年度 over 令和5年度 in each row.
pub(super) fn unlabel_columns(table: &Table, labels: &mut [Option<Label>]) {
    let mut columns: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, cell) in table.cells.iter().enumerate() {
        if !cell.text.is_empty() {
            columns.entry(cell.column).or_default().push(i);
        }
    }
    for cells in columns.values() {
        let Some((&header, values)) = cells.split_first() else {
            continue;
        };
        let asks = match &labels[header] {
            Some(label) => {
                let of_plan = [
                    Concept::Programme,
                    Concept::ProgrammeEnd,
                    Concept::ProgrammeStart,
                ];
                label.period.is_none() && label.concept.is_some_and(|c| of_plan.contains(&c))
            }
            None => is_end_of_a_run(table.cells[header].text.as_str()),
        };
        let dates = |i: &usize| {
            let label = labels[*i].as_ref();
            label.is_some_and(|label| label.period.is_some() && is_bare(label))
        };
        if asks && table.cells[header].row == 0 && values.len() > 1 && values.iter().all(dates) {
            values.iter().for_each(|i| labels[*i] = None);
        }
    }
}

/// True for a header over the years in which something begins or ends, of which each row has its own: 事業開始年度.
fn is_end_of_a_run(header: &str) -> bool {
    let ends = ["着手", "開始", "終了", "完了", "策定"];
    let key = normalize::compare_key(header);
    let of_time = key
        .strip_suffix("年度")
        .or_else(|| key.strip_suffix("年月"));
    of_time.is_some_and(|rest| ends.iter().any(|end| rest.ends_with(end)))
}

/// True for a short key that asks for a year or a day: 建築年度, 設立年月日.
fn asks_for_a_date(key: &str) -> bool {
    const LONGEST: usize = 8;
    let asks = ["年度", "年月", "年月日", "年次", "時期", "期日"];
    key.chars().count() <= LONGEST
        && !key.contains(|c: char| c.is_ascii_digit())
        && asks.iter().any(|word| key.ends_with(word))
}

/// True if a label is a period and nothing else.
fn is_bare(label: &Label) -> bool {
    matches!(label.concept, None | Some(Concept::Programme))
}
