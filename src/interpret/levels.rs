//! The levels of a flat list, which have a number and a name of their own left of those of the items: 施策番号, 施策名, 取組番号, 取組名.

use crate::lexicon::Concept;
use crate::notation::quantity;
use crate::segment::{Datum, Label, TableView};
use crate::source::{NOWHERE, Text, TextSlice};
use std::collections::{BTreeMap, BTreeSet};

/// Fewer figures below years make no table of them.
const FEWEST_FIGURES: usize = 4;

/// A shorter word is none of a level, in characters.
const SHORTEST_WORD: usize = 2;

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

/// Makes measures of what looks like levels in a table below an item's name, where nothing stands behind them but goals and
/// results in figures: the parts of a city in `部門 | 区分 | 令和3年度 | 令和4年度`.
pub(super) fn settle_measures(view: &mut TableView) {
    let names = |datum: &Datum| {
        let items = [
            Concept::Name,
            Concept::Number,
            Concept::Measure,
            Concept::Indicator,
        ];
        datum.column_path.iter().any(|label| {
            label
                .concept
                .is_some_and(|concept| items.contains(&concept))
        })
    };
    let is_level = |datum: &Datum| head(datum) == Some(Concept::Level);
    let dated = |datum: &&Datum| datum.column_path.iter().any(|label| label.period.is_some());
    let figures = |datum: &Datum| {
        let text = datum.text.as_str();
        quantity::read(text, None).is_some() || quantity::is_printed_absence(text)
    };
    let columns: BTreeSet<u32> = view
        .data
        .iter()
        .filter(|datum| is_level(datum))
        .map(|datum| datum.column)
        .collect();
    if columns.len() != 1
        || view.data.iter().any(names)
        || view.data.iter().filter(dated).count() < FEWEST_FIGURES
        || !view.data.iter().filter(dated).all(figures)
    {
        return;
    }
    for datum in view.data.iter_mut().filter(|datum| is_level(datum)) {
        if let Some(header) = datum.column_path.last_mut() {
            *header = Label {
                concept: Some(Concept::Measure),
                ..header.clone()
            };
        }
    }
}

/// The word of a level that a value begins with, its number and its name behind it, where a label asks for that level:
/// 視点 of `改革の視点　視点1 行政サービスの改革`.
pub(super) fn word_of(label: &Text, value: TextSlice<'_>) -> Option<Text> {
    let string = value.as_str().trim();
    let ideograph = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let end = string.find(|c: char| !ideograph(c))?;
    let (word, rest) = string.split_at(end);
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let parted = rest[digits..].starts_with([' ', '\u{3000}']);
    let asked = word.chars().count() >= SHORTEST_WORD && label.as_str().trim().ends_with(word);
    let from = value.as_str().find(word)?;
    (asked && digits > 0 && parted).then(|| value.cut(from..from + word.len()).to_text())
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
