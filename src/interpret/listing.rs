//! Finds the columns that name and group the items of a list, where its headers do not call them so.
//!
//! Cities head the names of their items with 推進項目, 取組内容 or a word of their own. Which column names the
//! items follows from its place: of the levels the innermost, else the first column that tells the rows apart.

use super::value;
use crate::lexicon::Concept;
use crate::segment::{Datum, Label, TableView};
use std::collections::{BTreeMap, BTreeSet};

/// A longer value is a text and no name, in characters.
const LONGEST_NAME: usize = 60;
/// A longer value is no number of an item, in characters.
const LONGEST_NUMBER: usize = 5;
/// A longer value is no code of an item, in characters.
const LONGEST_CODE: usize = 10;

/// What stands in a column of a table.
#[derive(Default)]
struct Column<'a> {
    /// The words of its innermost header.
    header: &'a str,
    concept: Option<Concept>,
    headed: bool,
    dated: bool,
    /// Money or an indicator stands over it.
    counted: bool,
    values: Vec<&'a str>,
    /// The row of each value.
    rows: Vec<u32>,
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

    /// True if a number leads each of its values: ① ふるさと納税の拡充.
    fn is_enumerated(&self) -> bool {
        let leads = |value: &&str| value::leading_number(value).is_some();
        self.values.iter().all(leads)
    }

    /// True if its values are plans, results or grades: what names and groups the items stands left of them.
    fn reports(&self) -> bool {
        let sides = [
            Concept::Plan,
            Concept::Result,
            Concept::Grade,
            Concept::Progress,
        ];
        self.dated || self.concept.is_some_and(|concept| sides.contains(&concept))
    }

    /// True if its header names or groups items, as far as it is known.
    fn names_or_groups(&self) -> bool {
        let known = self.concept.is_none_or(|concept| {
            matches!(concept, Concept::Level | Concept::Name | Concept::Measure)
        });
        !self.dated && known
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
    for number in number_columns(&columns(view)) {
        mean(view, number, Concept::Number);
    }
    if let Some((level, name)) = parts_with_departments(&columns(view)) {
        mean(view, level, Concept::Level);
        mean(view, name, Concept::Name);
    }
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
            .filter(|(_, column)| {
                let fewer = column.values.len() < columns[&name].values.len();
                fewer || column.is_enumerated()
            })
            .map(|(number, _)| *number)
            .collect();
        // What stands behind the description of the items names their parts.
        let end = end_of_levels(&columns);
        let parts: Vec<u32> = columns
            .range(end.max(name)..)
            .filter(|(_, column)| column.concept == Some(Concept::Level))
            .map(|(number, _)| *number)
            .chain(step_column(&columns).filter(|step| *step > name))
            .collect();
        mean(view, name, Concept::Name);
        for group in groups {
            mean(view, group, Concept::Level);
        }
        for part in parts {
            mean(view, part, Concept::Measure);
        }
    }
}

/// Gives the rows whose first columns are blank the department of the row above, which a spreadsheet had merged with theirs.
pub(super) fn fill_departments(view: &mut TableView) {
    let heads = |datum: &Datum, concept| {
        let header = datum.column_path.last();
        header.is_some_and(|label| label.concept == Some(concept))
    };
    let column = |concept| {
        view.data
            .iter()
            .find(|d| heads(d, concept))
            .map(|d| d.column)
    };
    let (Some(department), Some(name)) = (column(Concept::Department), column(Concept::Name))
    else {
        return;
    };
    if department > name {
        return;
    }
    let mut last: Option<Datum> = None;
    let mut filled: Vec<Datum> = Vec::new();
    for row in view.data.chunk_by(|a, b| a.row == b.row) {
        if let Some(datum) = row.iter().find(|datum| heads(datum, Concept::Department)) {
            last = Some(datum.clone());
        } else if row.iter().all(|datum| datum.column > department)
            && row.iter().any(|datum| heads(datum, Concept::Name))
            && let Some(last) = &last
        {
            let (row, row_end) = (row[0].row, row[0].row_end);
            filled.push(Datum {
                row,
                row_end,
                ..last.clone()
            });
        }
    }
    view.data.extend(filled);
    view.data.sort_by_key(|datum| (datum.row, datum.column));
}

/// True if the first column of a table counts its rows under a header that says no more than that they are parts, and each
/// row is judged or has indicators: `① 広告料 | 300万円 | ◎`. They are items then, whatever stands above the table.
pub(super) fn counts_items(view: &TableView) -> bool {
    let columns = columns(view);
    let tells = |column: &Column<'_>| {
        matches!(
            column.concept,
            Some(
                Concept::Grade
                    | Concept::Assessment
                    | Concept::NextSteps
                    | Concept::Criterion
                    | Concept::Indicator
            )
        )
    };
    let first = columns.values().next();
    first.is_some_and(|column| {
        let parts = matches!(column.concept, None | Some(Concept::Level));
        parts && column.values.len() > 1 && column.is_enumerated()
    }) && columns.values().any(tells)
}

/// The column that names the steps of an item, left of their years: under 取組の工程 and the like, or under a word of the
/// city's own right beside them.
fn step_column(columns: &BTreeMap<u32, Column<'_>>) -> Option<u32> {
    let (first_year, years) = columns.iter().find(|(_, column)| column.dated)?;
    let first_year = *first_year;
    if years.counted {
        return None;
    }
    let measured = columns
        .values()
        .any(|c| c.concept == Some(Concept::Measure));
    let is_step = |(number, column): &(&u32, &Column<'_>)| {
        let beside = *number + 1 == first_year && column.concept.is_none();
        let names = || column.values.iter().all(|value| is_name(value));
        // 具体的な取組 behind 取組の概要, with more rows than that has.
        let described = || {
            let mut others = columns.range(..*number);
            let acts = |other: &Column<'_>| other.concept == Some(Concept::Actions);
            others.any(|(_, other)| acts(other) && other.values.len() < column.values.len())
        };
        let parts = *number + 1 == first_year && column.concept == Some(Concept::Actions);
        !column.dated
            && (column.concept == Some(Concept::Schedule)
                || beside && names()
                || parts && names() && described())
    };
    let steps = columns.range(..first_year).find(is_step);
    steps.map(|(number, _)| *number).filter(|_| !measured)
}

/// True for a few words without a verb.
fn is_name(value: &str) -> bool {
    value.chars().count() <= LONGEST_NAME && !value.contains('。')
}

/// The columns of numbers that share their header with the names at their right, 具体的な施策 over ① and 企業誘致, or that
/// tell the rows apart by a code left of all else: A-01.
fn number_columns(columns: &BTreeMap<u32, Column<'_>>) -> Vec<u32> {
    let counts = |value: &&str| {
        let digit = |c: char| c.is_numeric() || "-.()".contains(c);
        value.chars().count() <= LONGEST_NUMBER && value.chars().all(digit)
    };
    let numbered = |number: &u32| {
        let (column, next) = (&columns[number], columns.get(&(number + 1)));
        let shared = next.is_some_and(|next| next.header == column.header);
        shared && column.names_or_groups() && column.values.iter().all(counts)
    };
    let first = columns.keys().next().copied();
    let coded = |number: &u32| {
        let names = columns.get(&(number + 1)).is_some_and(|next| {
            next.names_or_groups()
                && next
                    .values
                    .iter()
                    .all(|value| is_name(value) && !is_code(value))
        });
        let column = &columns[number];
        let codes = column.values.len() > 1 && column.values.iter().all(|value| is_code(value));
        first == Some(*number) && column.is_open() && codes && column.tells_apart() && names
    };
    columns
        .keys()
        .copied()
        .filter(|number| numbered(number) || coded(number))
        .collect()
}

/// True for Latin letters and digits, of both or parted by a dash, and no year: A-01, B12, 1-2-3, but not R5.
fn is_code(value: &str) -> bool {
    let year = value.strip_prefix(['H', 'R', 'S', 'T', 'M', 'h', 'r']);
    let is_year = year.is_some_and(|digits| digits.chars().all(|c| c.is_ascii_digit() || c == '.'));
    let has = |is: fn(&char) -> bool| value.chars().any(|c| is(&c));
    let sorts = [char::is_ascii_alphabetic, |c: &char| "-.".contains(*c)];
    !is_year
        && value.chars().count() <= LONGEST_CODE
        && value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-.".contains(c))
        && has(char::is_ascii_digit)
        && sorts.into_iter().any(has)
}

fn columns(view: &TableView) -> BTreeMap<u32, Column<'_>> {
    let mut columns: BTreeMap<u32, Column<'_>> = BTreeMap::new();
    // A row of one cell heads the rows below it.
    let rows = view.data.chunk_by(|a, b| a.row == b.row);
    for datum in rows.filter(|row| row.len() > 1).flatten() {
        let Some(header) = datum.column_path.last() else {
            continue;
        };
        let column = columns.entry(datum.column).or_default();
        column.headed = true;
        column.concept = header.concept;
        column.header = header.text.as_str();
        column.dated |= header.period.is_some();
        column.counted |= datum
            .column_path
            .iter()
            .any(|label| matches!(label.concept, Some(Concept::Cost | Concept::Indicator)));
        column.values.push(datum.text.as_str());
        column.rows.push(datum.row);
    }
    columns
}

/// The column of 取組事項 whose rows are in the charge of a department each, and the one left of it that groups them: parts of one
/// item would share its department.
fn parts_with_departments(columns: &BTreeMap<u32, Column<'_>>) -> Option<(u32, u32)> {
    let (name, parts) = columns
        .iter()
        .find(|(_, column)| column.concept == Some(Concept::Measure))?;
    let (_, course) = columns.range(name + 1..).next()?;
    let (level, groups) = columns.range(..name).next_back()?;
    let each = course.concept == Some(Concept::Department) && course.rows == parts.rows;
    let differ = course.values.iter().collect::<BTreeSet<_>>().len() > groups.values.len();
    let grouped = groups.headed && !groups.dated && groups.values.len() < parts.values.len();
    (each && differ && grouped && parts.tells_apart()).then_some((*level, *name))
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
    let reports = columns.values().any(Column::reports);
    if !of_items && (named || !reports) {
        return None;
    }
    let end = end_of_levels(columns);
    let with = |concept: Concept| {
        columns
            .range(..end)
            .rev()
            .find(|(_, column)| {
                column.concept == Some(concept) && (numbered || column.values.len() > 1)
            })
            .map(|(number, _)| *number)
    };
    let level = with(Concept::Level);
    let apart = first_that_tells_apart(columns);
    let finer = apart.filter(|apart| {
        level.is_some_and(|level| {
            level < *apart && columns[&level].values.len() < columns[apart].values.len()
        })
    });
    if !of_items {
        let items = |apart: &u32| reports_in_words(columns) || columns[apart].is_enumerated();
        return finer.or(level).or_else(|| apart.filter(items));
    }
    let measured = columns
        .values()
        .any(|c| c.concept == Some(Concept::Measure));
    named_by_number(columns)
        .filter(|_| measured)
        .or(finer)
        .or(level)
        .or_else(|| with(Concept::Measure).filter(|_| !named || numbered))
        .or_else(|| apart.filter(|_| numbered || !named))
        .or_else(|| with(Concept::Actions).filter(|_| numbered))
}

/// One past the last column that may name or group items: they stand left of what describes an item and of what it
/// reports.
fn end_of_levels(columns: &BTreeMap<u32, Column<'_>>) -> u32 {
    let mut named = false;
    for (&number, column) in columns {
        let describes = matches!(
            column.concept,
            Some(Concept::Department | Concept::RateText | Concept::Purpose)
        );
        if column.reports() || describes && named {
            return number;
        }
        named |= column.is_open() || column.concept == Some(Concept::Number);
    }
    u32::MAX
}

/// The open column right behind the numbers that says the same beside the same number.
fn named_by_number(columns: &BTreeMap<u32, Column<'_>>) -> Option<u32> {
    let (number, numbers) = columns
        .iter()
        .find(|(_, column)| column.concept == Some(Concept::Number))?;
    let (&name, names) = columns.range(number + 1..).next()?;
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    let number_of: BTreeMap<u32, &str> = numbers
        .rows
        .iter()
        .copied()
        .zip(numbers.values.iter().copied())
        .collect();
    let agrees = names.rows.iter().zip(&names.values).all(|(row, name)| {
        let number = number_of.get(row);
        number.is_some_and(|number| known.entry(number).or_insert(name) == name)
    });
    (names.is_open() && agrees && !known.is_empty()).then_some(name)
}

/// True if what the columns of plans and results hold is words rather than figures: the rows are items then, and no
/// indicators of one.
fn reports_in_words(columns: &BTreeMap<u32, Column<'_>>) -> bool {
    let sides = columns
        .values()
        .filter(|column| matches!(column.concept, Some(Concept::Plan | Concept::Result)));
    let values: Vec<&str> = sides
        .flat_map(|column| column.values.iter().copied())
        .collect();
    let sentences = values.iter().filter(|value| value.contains('。')).count();
    sentences * 2 > values.len()
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
