//! Finds the columns that name and group the items of a list, where its headers do not call them so.
//!
//! Cities head the names of their items with 推進項目, 取組内容 or a word of their own. Which column names the
//! items follows from its place: of the levels the innermost, else the first column that tells the rows apart.

use crate::lexicon::Concept;
use crate::segment::{Datum, Label, TableView};
use std::collections::{BTreeMap, BTreeSet};

/// A longer value is a text and no name, in characters.
const LONGEST_NAME: usize = 60;

/// What stands in a column of a table.
#[derive(Default)]
struct Column<'a> {
    concept: Option<Concept>,
    headed: bool,
    dated: bool,
    values: Vec<&'a str>,
}

impl Column<'_> {
    /// True if its values are all different and none is a text.
    fn tells_apart(&self) -> bool {
        let distinct: BTreeSet<&str> = self.values.iter().copied().collect();
        distinct.len() == self.values.len()
            && self
                .values
                .iter()
                .all(|value| value.chars().count() <= LONGEST_NAME)
    }

    /// True if its header is unknown, or says no more than that the values are parts of something.
    fn is_open(&self) -> bool {
        !self.dated
            && matches!(
                self.concept,
                None | Some(Concept::FormPart | Concept::Attribute)
            )
    }
}

/// Gives the columns that name and group the items of a list their meaning. `named` says that the table stands
/// below an item that has its name already.
pub(super) fn settle(view: &mut TableView, named: bool) {
    let columns = columns(view);
    let measure = measure_column(&columns, named).or_else(|| measured_level(&columns, named));
    if let Some(measure) = measure {
        mean(view, measure, Concept::Measure);
        return;
    }
    let given = columns
        .iter()
        .find(|(_, column)| column.concept == Some(Concept::Name))
        .map(|(number, _)| *number);
    if let Some(name) = given.or_else(|| name_column(&columns, named)) {
        let groups: Vec<u32> = columns
            .range(..name)
            .filter(|(_, column)| {
                column.headed && (column.is_open() || column.concept == Some(Concept::Measure))
            })
            .filter(|(_, column)| column.values.len() < columns[&name].values.len())
            .map(|(number, _)| *number)
            .collect();
        mean(view, name, Concept::Name);
        for group in groups {
            mean(view, group, Concept::Level);
        }
    }
}

fn columns(view: &TableView) -> BTreeMap<u32, Column<'_>> {
    let mut columns: BTreeMap<u32, Column<'_>> = BTreeMap::new();
    for datum in &view.data {
        let Some(header) = datum.column_path.last() else {
            continue;
        };
        let column = columns.entry(datum.column).or_default();
        column.headed = true;
        column.concept = header.concept;
        column.dated |= header.period.is_some();
        column.values.push(datum.text.as_str());
    }
    columns
}

/// The column under 実施内容 or 取組内容 that names the rows of an item's grid, left of its years.
fn measure_column(columns: &BTreeMap<u32, Column<'_>>, named: bool) -> Option<u32> {
    let first_year = columns.iter().find(|(_, column)| column.dated)?.0;
    columns
        .range(..first_year)
        .find(|(_, column)| column.concept == Some(Concept::Actions) && column.values.len() > 1)
        .map(|(number, _)| *number)
        .filter(|_| named)
}

/// The column under 取組項目 that names what an item reports on, row by row: levels above an item stand above its
/// name.
fn measured_level(columns: &BTreeMap<u32, Column<'_>>, named: bool) -> Option<u32> {
    let of = |wanted: &[Concept]| {
        let mut found = columns.iter().filter(|(_, column)| {
            column
                .concept
                .is_some_and(|concept| wanted.contains(&concept))
        });
        found.next().map(|(number, _)| *number)
    };
    let lists = of(&[Concept::Name, Concept::Number, Concept::Measure]).is_some();
    let reports = of(&[
        Concept::RateText,
        Concept::Plan,
        Concept::Result,
        Concept::InterimReport,
        Concept::ClosingReport,
    ])?;
    let level = of(&[Concept::Level]).filter(|level| *level < reports)?;
    let column = &columns[&level];
    (named && !lists && column.values.len() > 1 && column.tells_apart()).then_some(level)
}

fn name_column(columns: &BTreeMap<u32, Column<'_>>, named: bool) -> Option<u32> {
    let has = |wanted: &[Concept]| {
        columns
            .values()
            .any(|column| column.concept.is_some_and(|c| wanted.contains(&c)))
    };
    if has(&[Concept::Name]) {
        return None;
    }
    let numbered = has(&[Concept::Number]);
    let of_items = numbered || has(&[Concept::Department, Concept::Purpose, Concept::Actions]);
    let reports = columns.values().any(|column| {
        column.dated
            || matches!(
                column.concept,
                Some(Concept::Plan | Concept::Result | Concept::Grade | Concept::Progress)
            )
    });
    if !of_items && (named || !reports) {
        return None;
    }
    let with = |concept: Concept| {
        columns
            .iter()
            .rev()
            .find(|(_, column)| column.concept == Some(concept) && column.values.len() > 1)
            .map(|(number, _)| *number)
    };
    let level = with(Concept::Level);
    if !of_items {
        return level;
    }
    let apart = first_that_tells_apart(columns);
    let finer = apart.filter(|apart| {
        level.is_some_and(|level| {
            level < *apart && columns[&level].values.len() < columns[apart].values.len()
        })
    });
    finer
        .or(level)
        .or_else(|| with(Concept::Measure).filter(|_| !named || numbered))
        .or_else(|| apart.filter(|_| numbered || !named))
        .or_else(|| with(Concept::Actions).filter(|_| numbered))
}

/// The column under an unknown header that tells the rows apart, before the columns that report: of several the
/// fullest, since outer ones are left blank where they repeat, and of those the first.
fn first_that_tells_apart(columns: &BTreeMap<u32, Column<'_>>) -> Option<u32> {
    let leading = columns
        .iter()
        .take_while(|(_, column)| {
            let leads = matches!(column.concept, Some(Concept::Number | Concept::Level));
            column.is_open() || leads
        })
        .filter(|(_, column)| {
            column.concept.is_none() && column.values.len() > 1 && column.tells_apart()
        });
    let mut fullest: Option<(u32, usize)> = None;
    for (&number, column) in leading {
        if fullest.is_none_or(|(_, rows)| column.values.len() > rows) {
            fullest = Some((number, column.values.len()));
        }
    }
    fullest.map(|(number, _)| number)
}

fn mean(view: &mut TableView, column: u32, concept: Concept) {
    let in_column = |datum: &&mut Datum| datum.column == column;
    for datum in view.data.iter_mut().filter(in_column) {
        if let Some(header) = datum.column_path.last_mut() {
            *header = Label {
                concept: Some(concept),
                ..header.clone()
            };
        }
    }
}
