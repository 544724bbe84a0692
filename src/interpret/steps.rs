//! The steps of an item, each with its own plan and result by year or quarter: 実施内容 left of 計画 and 実績.

use super::told::is_sided;
use crate::lexicon::Concept;
use crate::segment::{Datum, Label, TableView};
use std::collections::BTreeSet;
use std::ops::Range;

/// Makes measures of the contents of a list in which each has a plan and a result of its own, and some item several of them.
pub(super) fn settle(view: &mut TableView) {
    let rows_of = |wanted: &dyn Fn(&Datum) -> bool| -> Vec<u32> {
        let found = view.data.iter().filter(|datum| wanted(datum));
        found.map(|datum| datum.row).collect()
    };
    let items = rows_of(&|datum| head(datum) == Some(Concept::Name));
    let steps = rows_of(&is_step);
    let sides = rows_of(&|datum| is_sided(datum) && is_dated(datum));
    let columns: BTreeSet<u32> = {
        let found = view.data.iter().filter(|datum| is_step(datum));
        found.map(|datum| datum.column).collect()
    };
    let several =
        spans(&items).any(|item| steps.iter().filter(|row| item.contains(row)).count() > 1);
    let sided = spans(&steps).all(|step| sides.iter().any(|row| step.contains(row)));
    if columns.len() != 1 || !several || !sided {
        return;
    }
    for datum in view.data.iter_mut().filter(|datum| is_step(datum)) {
        if let Some(header) = datum.column_path.last_mut() {
            *header = Label {
                concept: Some(Concept::Measure),
                ..header.clone()
            };
        }
    }
}

/// Makes measures of the contents that stand beside the years of a card's schedule: 実施内容 under 年次計画.
pub(super) fn settle_scheduled(view: &mut TableView) {
    let scheduled = |datum: &Datum| {
        let groups = |label: &Label| label.concept == Some(Concept::Schedule);
        datum.row_path.iter().any(groups)
    };
    let dated: BTreeSet<u32> = {
        let found = view.data.iter();
        let found = found.filter(|datum| scheduled(datum) && is_dated(datum));
        found.map(|datum| datum.row).collect()
    };
    for datum in &mut view.data {
        let content = head(datum) == Some(Concept::Actions) && !is_dated(datum);
        if content
            && scheduled(datum)
            && dated.contains(&datum.row)
            && let Some(header) = datum.column_path.last_mut()
        {
            *header = Label {
                concept: Some(Concept::Measure),
                ..header.clone()
            };
        }
    }
}

/// The rows from each of these to the next.
fn spans(rows: &[u32]) -> impl Iterator<Item = Range<u32>> {
    let ends = rows.iter().skip(1).copied().chain([u32::MAX]);
    rows.iter().zip(ends).map(|(row, end)| *row..end)
}

/// The concept of a value's innermost header.
fn head(datum: &Datum) -> Option<Concept> {
    datum.column_path.last()?.concept
}

/// True for a value that says what is done, without saying when.
fn is_step(datum: &Datum) -> bool {
    head(datum) == Some(Concept::Actions) && !is_dated(datum) && datum.row_path.is_empty()
}

fn is_dated(datum: &Datum) -> bool {
    datum.column_path.iter().any(|label| label.period.is_some())
}
