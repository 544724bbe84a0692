//! Tables that count items by their grades: `区分 | A | B | C | 計` over how many items of each pillar have which.

use crate::lexicon::LEXICON;
use crate::notation::grade;
use crate::segment::{Datum, Node, Outline, TableView};
use std::collections::BTreeSet;

/// So many grades side by side head counts.
const FEWEST_LEVELS: usize = 3;
/// A longer number counts something else than the items of a plan, in digits.
const LONGEST_COUNT: usize = 4;
/// What may stand behind a count.
const COUNTED: [&str; 7] = ["", "件", "項目", "事業", "取組", "施策", "%"];

/// Leaves out what the tables of an outline count by grade: it is no record, and is reported as unassigned.
pub(super) fn leave_out(outline: &mut Outline) {
    for node in &mut outline.nodes {
        if let Node::Table(view) = node
            && counts_grades(view)
        {
            view.data.clear();
        }
    }
}

/// True for a table of several grades side by side, and nothing but numbers of items below them.
fn counts_grades(view: &TableView) -> bool {
    let first = view.data.first().map(|datum| datum.row);
    let unheaded = |datum: &&Datum| Some(datum.row) == first && datum.column_path.is_empty();
    // The grades are headers, or the first row where nobody knows them.
    let row: Vec<(u32, &str)> = view
        .data
        .iter()
        .filter(unheaded)
        .map(|datum| (datum.column, datum.text.as_str()))
        .collect();
    let headed = view.data.iter().filter_map(|datum| {
        let header = datum.column_path.last()?;
        Some((datum.column, header.text.as_str()))
    });
    let of_grades: BTreeSet<(u32, &str)> = headed
        .chain(row.iter().copied())
        .filter(|(_, words)| is_level(words))
        .collect();
    let columns: BTreeSet<u32> = of_grades.iter().map(|(column, _)| *column).collect();
    let words: BTreeSet<&str> = of_grades.iter().map(|(_, words)| *words).collect();
    let below = |datum: &&Datum| {
        let is_grade = row.contains(&(datum.column, datum.text.as_str()));
        columns.contains(&datum.column) && !is_grade
    };
    let mut counts = view.data.iter().filter(below).peekable();
    words.len() >= FEWEST_LEVELS
        && columns.len() == words.len()
        && counts.peek().is_some()
        && counts.all(|datum| is_count(datum.text.as_str()))
}

fn is_level(words: &str) -> bool {
    grade::is_grade_label(words) || LEXICON.progress(words).is_some()
}

fn is_count(text: &str) -> bool {
    let text = text.trim();
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let digits = text.len() - unit.len();
    let blank = ["-", "－", "―"].contains(&text);
    blank || (1..=LONGEST_COUNT).contains(&digits) && COUNTED.contains(&unit.trim())
}
