//! Tables that say what they are without a label: a form's head of number, name and department, and a legend of grades.

use super::assembler::Assembler;
use super::value;
use crate::lexicon::{Concept, LEXICON};
use crate::notation::grade::{self, Scale};
use crate::segment::{Datum, Label, TableView};
use crate::source::Text;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A longer value is no number of an item, in characters.
const LONGEST_NUMBER: usize = 5;
/// A longer value is a text and no name, in characters.
const LONGEST_NAME: usize = 60;
/// So many grades with a meaning each are a legend.
const FEWEST_LEVELS: usize = 3;

/// Words of the cell that stands before the first grade of a legend.
const CAPTIONS: [&str; 5] = ["評価", "判定", "区分", "凡例", "達成度"];

/// True for a table whose first row is the head of an item without labels.
pub(super) fn names_item(view: &TableView) -> bool {
    !head_of(view).is_empty()
}

/// Names the cells of a first row that no label heads: `1 | 会議資料のペーパーレス化 | 総務課` above the fields of the item.
pub(super) fn settle(view: &mut TableView) {
    let concepts = head_of(view);
    for (datum, concept) in view.data.iter_mut().zip(concepts) {
        datum.row_path.push(Label {
            text: Arc::default(),
            concept: Some(*concept),
            period: None,
            unit: None,
            sure: false,
            names: None,
            inherited: false,
        });
    }
}

/// What the cells of a first row without labels are, where they are the head of an item; nothing otherwise.
fn head_of(view: &TableView) -> &'static [Concept] {
    let labelled = |datum: &Datum| !datum.row_path.is_empty() || !datum.column_path.is_empty();
    let Some(first) = view.data.first().map(|datum| datum.row) else {
        return &[];
    };
    let length = view.data.iter().take_while(|datum| datum.row == first);
    let (head, rest) = view.data.split_at(length.count());
    let lists = |datum: &Datum| datum.column_path.iter().any(Label::lists_items);
    let told = rest.iter().any(labelled) && !head.iter().any(labelled);
    if !told || rest.iter().any(lists) {
        return &[];
    }
    match head {
        [number, name] if counts(number) && names(name) => &[Concept::Number, Concept::Name],
        [number, name, department]
            if counts(number) && names(name) && is_department(department) =>
        {
            &[Concept::Number, Concept::Name, Concept::Department]
        }
        _ => &[],
    }
}

/// True for what a legend gives a meaning: one character, or a word that is a grade.
fn is_level(text: &Text) -> bool {
    text.as_str().chars().count() == 1 || grade::is_grade_label(text.as_str())
}

fn counts(datum: &Datum) -> bool {
    let text = datum.text.as_str();
    text.chars().count() <= LONGEST_NUMBER
        && text.contains(|c: char| c.is_numeric())
        && text.chars().all(|c| c.is_numeric() || "-.()".contains(c))
}

fn names(datum: &Datum) -> bool {
    let text = datum.text.as_str();
    text.chars().count() <= LONGEST_NAME
        && !text.contains(['。', '\n'])
        && text.contains(|c: char| c.is_alphabetic())
}

fn is_department(datum: &Datum) -> bool {
    let mut names = datum
        .text
        .as_str()
        .split(['\n', '、', '・', '\u{3000}', ' ']);
    names.all(|name| LEXICON.names_department(name))
}

fn is_caption(text: &Text) -> bool {
    CAPTIONS.iter().any(|word| text.as_str().contains(word))
}

/// The grade and its meaning that a row of a legend holds, in two cells or in one: A, 計画どおり; ◎:目標以上.
fn level_of(row: &[Datum]) -> Option<(&str, &str)> {
    match row {
        [only] => {
            let (label, words) = grade::in_words(only.text.slice(), None)?;
            Some((label.as_str(), words?.as_str()))
        }
        [label, meaning, ..] if is_level(&label.text) && !value::is_blank(meaning.text.slice()) => {
            Some((label.text.as_str(), meaning.text.as_str()))
        }
        _ => None,
    }
}

/// The scale that grades and their meanings give, in order; a legend says each grade once.
fn scale_of(pairs: &[(&str, &str)]) -> Option<Scale> {
    let labels: BTreeSet<&str> = pairs.iter().map(|(label, _)| *label).collect();
    let once = labels.len() == pairs.len() && pairs.len() >= FEWEST_LEVELS;
    let legend: Vec<String> = pairs
        .iter()
        .map(|(label, meaning)| format!("{label}:{meaning}"))
        .collect();
    once.then(|| grade::read_legend(&legend.join(" ")))?
}

impl Assembler<'_> {
    /// Takes a table of grades and what each means (A, 目標を上回った) for the document's scale; how many items have each grade
    /// is no record.
    pub(super) fn legend_table(&mut self, view: &TableView) -> bool {
        let rows = view.data.chunk_by(|a, b| a.row == b.row);
        // A header that nobody knows stands above the first grade.
        let header = |row: &&[Datum]| {
            level_of(row).is_none() && !row.iter().any(|datum| is_level(&datum.text))
        };
        let mut pairs = Vec::new();
        for row in rows.skip_while(header) {
            // What stands behind the label of a criterion is a judgement; 評価区分 stands before the first grade alone.
            let captions = |key: &Label| pairs.is_empty() && is_caption(&key.text);
            let judges = |key: &Label| !key.inherited && !captions(key);
            let Some(pair) = level_of(row).filter(|_| !row[0].row_path.iter().any(judges)) else {
                return false;
            };
            pairs.push(pair);
        }
        let Some(scale) = scale_of(&pairs) else {
            return false;
        };
        self.draft.labels.extend(view.labels.iter().cloned());
        self.draft
            .labels
            .extend(view.data.iter().map(|datum| datum.text.clone()));
        self.draft.scale.get_or_insert(scale);
        true
    }

    /// Takes the legend that stands in the last rows of a list, in whatever columns: 評価区分 | A | 計画どおり.
    pub(super) fn legend_rows(&mut self, view: &mut TableView) {
        let pair = |row: &&[Datum]| match row {
            [_, label, meaning] => is_level(&label.text) && !value::is_blank(meaning.text.slice()),
            [_, _] => level_of(row).is_some(),
            _ => false,
        };
        // Most tables end otherwise, and their rows need not be looked for.
        let last = view.data.last().map(|datum| datum.row);
        let begins = view.data.iter().rposition(|datum| Some(datum.row) != last);
        if !pair(&&view.data[begins.map_or(0, |at| at + 1)..]) {
            return;
        }
        let rows: Vec<&[Datum]> = view.data.chunk_by(|a, b| a.row == b.row).collect();
        let legend = rows.iter().rev().take_while(|row| pair(row)).count();
        let first = rows.len() - legend;
        let captioned = rows.get(first).is_some_and(|row| {
            let mut keys = row[0].row_path.iter();
            row.len() == 3 && is_caption(&row[0].text) || keys.any(|key| is_caption(&key.text))
        });
        let pairs: Vec<(&str, &str)> = rows[first..]
            .iter()
            .map(|row| {
                (
                    row[row.len() - 2].text.as_str(),
                    row[row.len() - 1].text.as_str(),
                )
            })
            .collect();
        let Some(scale) = scale_of(&pairs).filter(|_| first > 0 && captioned) else {
            return;
        };
        self.draft.scale.get_or_insert(scale);
        let start = view.data.len() - rows[first..].iter().map(|row| row.len()).sum::<usize>();
        let texts = view.data.drain(start..).map(|datum| datum.text);
        self.draft.labels.extend(texts);
    }

    /// Levels that stand above a list, and nothing else of an item, are sections of its rows: 部局名 | 財務部.
    pub(super) fn levels_above_list(&mut self) {
        let Some(index) = self.item else { return };
        let item = &self.draft.items[index];
        let bare = item.name.is_none() && item.number.is_none() && item.says_nothing();
        let stated = self.draft.statements.iter().any(|s| s.item == index);
        let last = index + 1 == self.draft.items.len();
        let Some(&level) = item.levels.last().filter(|_| bare && !stated && last) else {
            return;
        };
        self.draft.items.pop();
        self.open_level(level);
    }
}
