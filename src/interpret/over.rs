//! What headers over several columns say: the name of the figures below them, and the levels above the names of rows.

use super::value;
use crate::lexicon::{Concept, LEXICON};
use crate::normalize;
use crate::segment::{Datum, Label, TableView};
use crate::source::Text;
use std::collections::{BTreeMap, BTreeSet};

/// Names figures by the header over the years or sides of all of them: 職員数 over 令和5年 and 令和6年.
pub(super) fn name_figures(view: &mut TableView) {
    for datum in &mut view.data {
        let inner = datum.column_path.iter().skip(1);
        if !inner.clone().any(Label::is_axis) {
            continue;
        }
        if let Some(over) = datum.column_path.first_mut()
            && over.concept.is_none()
            && over.period.is_none()
            && over.names.is_none()
        {
            over.names = indicator(&over.text);
        }
    }
}

/// The words of a header that end as the name of an indicator does.
fn indicator(text: &Text) -> Option<Text> {
    let key = normalize::compare_key(text.as_str());
    let bare = key.split_once('(').map_or(&*key, |(main, _)| main);
    let mut endings = LEXICON.indicator_endings.iter();
    let counts = endings.any(|ending| bare.ends_with(ending.as_str()));
    (counts && bare.chars().count() > 1).then(|| value::closed_up(text.slice()))
}

/// Makes names of the values of the inner of two columns that one header of a level is over, where nothing else names the
/// rows: 部門 over 一般行政部門, which several rows share, and 議会.
pub(super) fn settle_levels(view: &mut TableView) {
    let of_level = |datum: &&Datum| {
        let header = datum.column_path.last();
        header.is_some_and(|label| label.concept == Some(Concept::Level))
    };
    let named = |datum: &Datum| datum.column_path.iter().any(Label::lists_items);
    if view.data.iter().any(named) {
        return;
    }
    // The columns under each such header, and the rows that each of their values reaches over.
    let mut columns: BTreeMap<Option<u32>, BTreeMap<u32, Vec<u32>>> = BTreeMap::new();
    for datum in view.data.iter().filter(of_level) {
        let header = datum.column_path.last();
        let place = header.and_then(|label| label.text.slice().first_place());
        let rows = columns.entry(place).or_default();
        let rows = rows.entry(datum.column).or_default();
        rows.push(datum.row_end - datum.row);
    }
    let inner: BTreeSet<u32> = columns
        .into_values()
        .filter_map(|columns| {
            let mut columns = columns.into_iter();
            let (outer, inner) = (columns.next()?.1, columns.next()?);
            let shared = outer.iter().any(|rows| *rows > 1);
            let single = inner.1.iter().all(|rows| *rows == 1) && inner.1.len() > outer.len();
            (shared && single && columns.next().is_none()).then_some(inner.0)
        })
        .collect();
    for datum in &mut view.data {
        if inner.contains(&datum.column)
            && let Some(header) = datum.column_path.last_mut()
        {
            *header = Label {
                concept: Some(Concept::Name),
                ..header.clone()
            };
        }
    }
}
