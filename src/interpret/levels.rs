//! The levels of a flat list, which have a number and a name of their own left of those of the items: 施策番号, 施策名, 取組番号, 取組名.

use crate::lexicon::Concept;
use crate::segment::{Datum, Label, TableView};
use crate::source::{NOWHERE, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Makes levels of the names left of the last one whose values come again from row to row, with the number before each.
pub(super) fn settle(view: &mut TableView) {
    let mut names: BTreeMap<u32, (BTreeSet<&str>, usize)> = BTreeMap::new();
    let mut numbers: BTreeSet<u32> = BTreeSet::new();
    for datum in &view.data {
        match head(datum) {
            Some(Concept::Name) => {
                let (distinct, rows) = names.entry(datum.column).or_default();
                distinct.insert(datum.text.as_str());
                *rows += 1;
            }
            Some(Concept::Number) => {
                numbers.insert(datum.column);
            }
            _ => {}
        }
    }
    let Some((inner, (parts, _))) = names.pop_last() else {
        return;
    };
    let groups = |(column, (distinct, rows)): (u32, (BTreeSet<&str>, usize))| {
        let coarser = distinct.len() < rows && distinct.len() < parts.len();
        (coarser && column < inner).then_some(column)
    };
    let outer: Vec<u32> = names.into_iter().filter_map(groups).collect();
    for column in outer {
        let number = column.checked_sub(1).filter(|left| numbers.contains(left));
        make_level(&mut view.data, column, number);
    }
}

/// The concept of a value's innermost header.
fn head(datum: &Datum) -> Option<Concept> {
    datum.column_path.last()?.concept
}

/// Makes the values of a column levels, and puts the numbers of the column before it in front of them.
fn make_level(data: &mut Vec<Datum>, column: u32, number: Option<u32>) {
    let mut numbers: BTreeMap<u32, Text> = BTreeMap::new();
    data.retain(|datum| {
        let of_level = Some(datum.column) == number;
        if of_level {
            numbers.insert(datum.row, datum.text.clone());
        }
        !of_level
    });
    for datum in data.iter_mut().filter(|datum| datum.column == column) {
        if let Some(mut whole) = numbers.remove(&datum.row) {
            whole.push(' ', NOWHERE);
            whole.push_slice(datum.text.slice());
            datum.text = whole;
        }
        if let Some(header) = datum.column_path.last_mut() {
            *header = Label {
                concept: Some(Concept::Level),
                ..header.clone()
            };
        }
    }
}
