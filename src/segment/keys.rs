//! Finds the keys of a form that no lexicon knows, by the company that they keep.
//!
//! A form puts its keys into columns: where some cells of a column are known keys and an unknown short cell of
//! it has a value at its right, that cell is a key too; and so is every short cell of a column in which all are
//! short, different and before a value. What it means is guessed from its ending; where the
//! ending says nothing, its value is a fact of the item under the key's own words.

use super::band::Band;
use super::label::{Label, LabelReader};
use super::matrix::Matrix;
use crate::layout::{Cell, Table};
use crate::lexicon::Concept;
use crate::notation::{mark, quantity};

/// A longer cell is a value, in characters.
const LONGEST_KEY: usize = 18;
/// A value of this many characters is a text.
const LONG_VALUE: usize = 15;
/// A column of fewer cells tells nothing by their shape.
const FEWEST_CELLS: usize = 3;
/// This many known keys make a column one of keys.
const FEWEST_KNOWN: usize = 2;

/// Adds the keys that were guessed to the labels; `shaded` says that labels are shaded. Returns false where there are none.
pub(crate) fn guess(
    table: &Table,
    matrix: &Matrix,
    bands: &[Band],
    shaded: bool,
    reader: &LabelReader<'_>,
    labels: &mut [Option<Label>],
) -> bool {
    let governed = |row: u32| bands.first().is_some_and(|band| row >= band.start);
    // In a grid, 当初予定 says which side a row is on; 一般財源 only names it. In a list, the levels that are shaded do.
    let names_row = |i: usize| {
        (heads_figures(table, matrix, i) || is_listed(table, bands, i))
            && !reader.guess(table.cells[i].text.slice()).is_axis()
    };
    let mut found = Vec::new();
    for column in 0..table.columns {
        let cells: Vec<usize> = (0..table.cells.len())
            .filter(|&i| {
                let cell = &table.cells[i];
                cell.column == column
                    && !cell.text.is_empty()
                    && (!governed(cell.row) || shaded && cell.shaded && !names_row(i))
            })
            .collect();
        let known = cells
            .iter()
            .filter(|&&i| labels[i].as_ref().is_some_and(is_key))
            .count();
        let unknown = cells
            .iter()
            .filter(|&&i| labels[i].is_none() && may_be_key(&table.cells[i]));
        let mut open = cells.iter().filter(|&&i| labels[i].is_none()).peekable();
        let beside = column > 0
            && open.peek().is_some()
            && open.all(|&i| stands_after_a_pair(table, matrix, labels, &found, i));
        let keyed = known >= FEWEST_KNOWN || beside || is_key_column(table, matrix, labels, &cells);
        // In a table of keys and values, the ending of a key beside a known one says that it is one.
        let says_more = |i: usize| reader.guess(table.cells[i].text.slice()).concept.is_some();
        let suggested = |&i: &usize| {
            keyed
                || table.columns == 2 && known > 0 && says_more(i)
                || stands_before_a_pair(table, matrix, labels, i)
                || stands_before_a_number(table, matrix, i)
                    && stands_after_a_pair(table, matrix, labels, &found, i)
                || stands_among_pairs(table, matrix, labels, &found, i)
                || shaded && stands_before_white(table, matrix, i)
        };
        let of_column: Vec<usize> = unknown
            .copied()
            .filter(suggested)
            .filter(|&i| stands_before_a_value(table, matrix, labels, i))
            .collect();
        found.extend(of_column);
    }
    let names = labels
        .iter()
        .flatten()
        .any(|label| label.concept == Some(Concept::Name));
    let known: Vec<Option<Label>> = labels.to_vec();
    for &i in &found {
        let label = reader.guess(table.cells[i].text.slice());
        let numbered = names && label.concept.is_none() && stands_before_a_number(table, matrix, i);
        let next = matrix.at(table.cells[i].row, table.cells[i].column_end());
        // A label set vertically, or shaded as its neighbour is, heads the keys beside it.
        let set_off = table.cells[i].vertical || shaded && table.cells[i].shaded;
        let heads_keys = next.is_some_and(|j| {
            known[j].as_ref().is_some_and(is_key)
                || set_off && (found.contains(&j) || table.cells[j].shaded)
        });
        let concept = label.concept.or(Some(if numbered {
            Concept::Level
        } else if heads_keys {
            Concept::FormPart
        } else {
            Concept::Attribute
        }));
        labels[i] = Some(Label {
            concept,
            sure: label.sure || shaded && table.cells[i].shaded,
            ..label
        });
        let value = matrix.at(table.cells[i].row, table.cells[i].column_end());
        if let Some(value) = value.filter(|&j| is_last_date(table, labels, j)) {
            labels[value] = None;
        }
    }
    !found.is_empty()
}

/// Adds the labels of judgements that no lexicon knows: short cells before texts, left of columns that years
/// alone head. Left of figures they name indicators.
pub(crate) fn guess_judgements(
    table: &Table,
    matrix: &Matrix,
    bands: &[Band],
    reader: &LabelReader<'_>,
    labels: &mut [Option<Label>],
) {
    for (n, band) in bands.iter().enumerate() {
        let end = bands.get(n + 1).map_or(table.rows, |next| next.start);
        if band
            .headers
            .iter()
            .any(|(_, label)| label.is_axis() && label.period.is_none())
        {
            continue;
        }
        for (i, cell) in table.cells.iter().enumerate() {
            let leads = (band.end..end).contains(&cell.row) && cell.column < band.first_leaf.max(1);
            let heads_judgement = stands_before_judgement(table, matrix, labels, i);
            if !leads
                || labels[i].is_some()
                || cell.text.is_empty()
                || !may_be_key(cell)
                || !(heads_judgement || stands_before_text(table, matrix, i))
            {
                continue;
            }
            let label = reader.guess(cell.text.slice());
            if label.concept.is_some_and(is_judgement) {
                // 推進本部評価 before 評価 and 理由 says whose they are.
                let criterion = heads_judgement.then_some(Concept::Criterion);
                labels[i] = Some(Label {
                    concept: criterion.or(label.concept),
                    ..label
                });
            }
        }
    }
}

/// True if the next cell in the row of a cell is the label of a judgement.
fn stands_before_judgement(
    table: &Table,
    matrix: &Matrix,
    labels: &[Option<Label>],
    i: usize,
) -> bool {
    let cell = &table.cells[i];
    let next = matrix.at(cell.row, cell.column_end());
    next.is_some_and(|j| labels[j].as_ref().is_some_and(is_judgement_label))
}

/// True for the label of a judgement or of what follows from one.
pub(crate) fn is_judgement_label(label: &Label) -> bool {
    label
        .concept
        .is_some_and(|concept| is_judgement(concept) || concept == Concept::Grade)
}

/// True for the label of a judgement, by whom or over what it may be.
pub(crate) fn judges(label: &Label) -> bool {
    let whole = matches!(
        label.concept,
        Some(
            Concept::Criterion
                | Concept::AnnualEvaluation
                | Concept::MidtermEvaluation
                | Concept::FinalEvaluation
                | Concept::TotalEvaluation
        )
    );
    whole || is_judgement_label(label)
}

fn is_judgement(concept: Concept) -> bool {
    matches!(
        concept,
        Concept::Assessment
            | Concept::NextSteps
            | Concept::Direction
            | Concept::Issues
            | Concept::Effects
            | Concept::Outlook
    )
}

/// True if a value in the row of a cell is a sentence, a list or an option.
fn stands_before_text(table: &Table, matrix: &Matrix, i: usize) -> bool {
    let cell = &table.cells[i];
    (cell.column_end()..table.columns)
        .filter_map(|column| matrix.at(cell.row, column))
        .map(|j| table.cells[j].text.as_str())
        .any(|text| {
            text.chars().count() >= LONG_VALUE
                || text.contains(['。', '■', '□'])
                || text.starts_with('・')
        })
}

/// True for three cells or more, all short, all different, each a label or before a value.
fn is_key_column(
    table: &Table,
    matrix: &Matrix,
    labels: &[Option<Label>],
    cells: &[usize],
) -> bool {
    let mut words: Vec<&str> = cells
        .iter()
        .map(|&i| table.cells[i].text.as_str())
        .collect();
    words.sort_unstable();
    words.dedup();
    let key = |&i: &usize| {
        labels[i].is_some()
            || (may_be_key(&table.cells[i]) && stands_before_a_value(table, matrix, labels, i))
    };
    cells.len() >= FEWEST_CELLS && words.len() == cells.len() && cells.iter().all(key)
}

/// True if a cell stands behind the value of a key in its row, so that it may be the second key of it.
fn stands_after_a_pair(
    table: &Table,
    matrix: &Matrix,
    labels: &[Option<Label>],
    found: &[usize],
    i: usize,
) -> bool {
    let cell = &table.cells[i];
    let is_key = |j: usize| labels[j].is_some() || found.contains(&j);
    let mut before: Vec<usize> = (0..cell.column)
        .rev()
        .filter_map(|column| matrix.at(cell.row, column))
        .filter(|&j| j != i && !table.cells[j].text.is_empty())
        .collect();
    before.dedup();
    matches!(before.as_slice(), [value, key, ..] if !is_key(*value) && is_key(*key))
}

/// True for a cell below a header of a list of items, which is a value whatever its dress.
fn is_listed(table: &Table, bands: &[Band], i: usize) -> bool {
    let cell = &table.cells[i];
    let after = bands.partition_point(|band| band.end <= cell.row);
    let band = after.checked_sub(1).and_then(|at| bands.get(at));
    band.is_some_and(|band| {
        let over = |(h, _): &&(usize, Label)| table.cells[*h].column == cell.column;
        let listed = band.headers.iter().any(|(_, label)| label.lists_items());
        listed && band.headers.iter().any(|header| over(&header))
    })
}

/// True if the next two filled cells at the right are white: the row is one of a grid, and the cell its name.
pub(crate) fn heads_figures(table: &Table, matrix: &Matrix, i: usize) -> bool {
    let cell = &table.cells[i];
    let mut right: Vec<usize> = (cell.column_end()..table.columns)
        .filter_map(|column| matrix.at(cell.row, column))
        .filter(|&j| !table.cells[j].text.is_empty())
        .collect();
    right.dedup();
    matches!(right.as_slice(), [one, two, ..] if !table.cells[*one].shaded && !table.cells[*two].shaded)
}

/// True for the first cell of a row that goes on with its value, a known key and the value of that one.
fn stands_before_a_pair(
    table: &Table,
    matrix: &Matrix,
    labels: &[Option<Label>],
    i: usize,
) -> bool {
    let starting = matrix.starting(table.cells[i].row).iter().copied();
    let mut filled = starting.filter(|&j| !table.cells[j].text.is_empty());
    if filled.next() != Some(i) {
        return false;
    }
    let known = |j: usize| labels[j].as_ref().is_some_and(is_key);
    let (value, next, last) = (filled.next(), filled.next(), filled.next());
    value.is_some_and(|j| labels[j].is_none())
        && next.is_some_and(known)
        && last.is_some_and(|j| labels[j].is_none())
        && filled.next().is_none()
}

/// True for the third key or a later one of a row of keys and values, where two before it are known: 延床面積 behind
/// 所在地, 建築年度 and their values.
fn stands_among_pairs(
    table: &Table,
    matrix: &Matrix,
    labels: &[Option<Label>],
    found: &[usize],
    i: usize,
) -> bool {
    let starting = matrix.starting(table.cells[i].row).iter().copied();
    let filled: Vec<usize> = starting
        .filter(|&j| !table.cells[j].text.is_empty())
        .collect();
    let Some(at) = filled.iter().position(|&j| j == i).filter(|at| *at > 3) else {
        return false;
    };
    let key = |j: &usize| labels[*j].as_ref().is_some_and(is_key) || found.contains(j);
    let pairs = filled.chunks_exact(2);
    let values = pairs.clone().all(|pair| labels[pair[1]].is_none());
    let before = pairs.take(at / 2).map(|pair| pair[0]);
    let known = before.clone().all(|j| key(&j)) && before.count() > 1;
    known && values && at.is_multiple_of(2) && filled.len().is_multiple_of(2)
}

fn is_key(label: &Label) -> bool {
    label.concept.is_some() && label.sure && !label.is_axis()
}

fn may_be_key(cell: &Cell) -> bool {
    let text = cell.text.as_str();
    text.chars().count() <= LONGEST_KEY
        && !text.contains(['。', '●', '◎'])
        && mark::of_entry(text).is_none()
        && !(text.starts_with(|c: char| c.is_ascii_digit()) && quantity::read(text, None).is_some())
        && text.chars().any(|c| ('\u{3041}'..='\u{9fff}').contains(&c))
}

/// True if the value at the right is a number and a name, as those of the levels above an item are: `4-2 子育て支援`, `(2) 財産の活用`.
fn stands_before_a_number(table: &Table, matrix: &Matrix, i: usize) -> bool {
    let cell = &table.cells[i];
    let value = matrix.at(cell.row, cell.column_end());
    value.is_some_and(|j| {
        let words = table.cells[j].text.as_str();
        let number = |c: char| c.is_ascii_digit() || "-.()".contains(c) || ('Ⅰ'..='Ⅻ').contains(&c);
        let name = words.trim_start_matches(number);
        let parted = name.starts_with([' ', '\u{3000}']);
        let counts = name
            .trim_start()
            .chars()
            .next()
            .is_some_and(|c| "年月日人件回名%".contains(c));
        name.len() < words.len() && parted && !counts && name.trim().chars().count() >= 3
    })
}

/// True if the next filled cell at the right is there and is no label.
fn stands_before_a_value(
    table: &Table,
    matrix: &Matrix,
    labels: &[Option<Label>],
    i: usize,
) -> bool {
    let cell = &table.cells[i];
    let next = (cell.column_end()..table.columns)
        .filter_map(|column| matrix.at(cell.row, column))
        .find(|&j| !table.cells[j].text.is_empty());
    next.is_some_and(|j| labels[j].is_none() || is_last_date(table, labels, j))
}

/// True for a shaded cell whose value at the right is white: a row that is shaded all over has no keys.
fn stands_before_white(table: &Table, matrix: &Matrix, i: usize) -> bool {
    let cell = &table.cells[i];
    let next = (cell.column_end()..table.columns)
        .filter_map(|column| matrix.at(cell.row, column))
        .find(|&j| !table.cells[j].text.is_empty());
    cell.shaded && next.is_some_and(|j| !table.cells[j].shaded)
}

/// True for a period at the end of a row, which heads nothing and may be a value: 平成28年度～ behind 事業期間.
fn is_last_date(table: &Table, labels: &[Option<Label>], i: usize) -> bool {
    let cell = &table.cells[i];
    let bare = labels[i]
        .as_ref()
        .is_some_and(|label| label.period.is_some() && label.concept.is_none());
    let last = || {
        let behind = |other: &Cell| other.row == cell.row && other.column > cell.column;
        !table
            .cells
            .iter()
            .any(|other| behind(other) && !other.text.is_empty())
    };
    bare && (cell.column > 1 || table.columns == 2 && cell.column == 1) && last()
}
