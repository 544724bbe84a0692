//! The head of a card that numbers its item with a word of the city's own: `取組1 | 総合窓口の設置 | 担当課 | 市民課`.

use super::label::{Label, LabelReader};
use crate::layout::{BlockKind, Cell, Pages, Table};
use crate::lexicon::Concept;
use std::collections::{BTreeMap, BTreeSet};

/// A longer word is no such head, in characters.
const LONGEST: usize = 6;
/// So many numbers behind one word make it the head of cards.
const FEWEST: usize = 2;

/// The words that number the cards of a document.
#[derive(Debug, Default)]
pub(super) struct CardHeads(BTreeSet<String>);

impl CardHeads {
    /// Finds the words that begin rows of the document's tables with several numbers, each before a value.
    pub(super) fn of(pages: &Pages, reader: &LabelReader<'_>) -> Self {
        let mut numbers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for block in &pages.blocks {
            let BlockKind::Table(table) = &block.kind else {
                continue;
            };
            for (i, cell) in table.cells.iter().enumerate() {
                let Some((word, number)) = counted(cell).filter(|_| heads(table, i)) else {
                    continue;
                };
                if word.is_empty() && !stands_over_label(table, cell, reader) {
                    continue;
                }
                let next = table.cells[i + 1..]
                    .iter()
                    .find(|next| !next.text.is_empty())
                    .filter(|next| next.row == cell.row);
                if next.is_some_and(|next| reader.read(next.text.slice()).is_none()) {
                    numbers.entry(word).or_default().insert(number);
                }
            }
        }
        numbers.retain(|_, numbers| numbers.len() >= FEWEST);
        Self(numbers.into_keys().map(str::to_owned).collect())
    }

    /// Makes the heads of a table labels of numbers.
    pub(super) fn label(
        &self,
        table: &Table,
        labels: &mut [Option<Label>],
        reader: &LabelReader<'_>,
    ) {
        if self.0.is_empty() {
            return;
        }
        for (i, cell) in table.cells.iter().enumerate() {
            let known = counted(cell).is_some_and(|(word, _)| {
                self.0.contains(word)
                    && (!word.is_empty() || stands_over_label(table, cell, reader))
            });
            if known && labels[i].is_none() && heads(table, i) {
                labels[i] = Some(Label {
                    concept: Some(Concept::Number),
                    period: None,
                    sure: true,
                    ..reader.guess(cell.text.slice())
                });
            }
        }
    }
}

/// True for the first cell of the first row, which does not reach down beside others.
fn heads(table: &Table, i: usize) -> bool {
    let cell = &table.cells[i];
    cell.row == 0 && cell.column == 0 && table.columns > 1
}

/// True for a number alone that names the sheet below it, as the label under it shows: `1-1` over 現状と課題.
fn stands_over_label(table: &Table, cell: &Cell, reader: &LabelReader<'_>) -> bool {
    let below = table.cell_at(cell.row + cell.row_span.max(1), cell.column);
    let label = below.and_then(|below| reader.read(below.text.slice()));
    label.is_some_and(|label| label.is_item_field() && !label.lists_items())
}

/// The word and the number that are all of a cell; a card may be numbered without a word.
fn counted(cell: &Cell) -> Option<(&str, &str)> {
    let text = cell.text.as_str();
    let word = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    let number = &text[word.len()..];
    let kanji = |c: char| matches!(c, '一'..='鿿' | 'ァ'..='ヶ' | 'ー');
    let short = word.trim_end().chars().count() <= LONGEST;
    (short && word.trim_end().chars().all(kanji) && !number.is_empty() && number.len() <= 4)
        .then_some((word.trim_end(), number))
}
