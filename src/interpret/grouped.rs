//! Rows of a list that group other rows, speak of all of them, or sum them up.

use super::assembler::Assembler;
use crate::lexicon::{Concept, LEXICON};
use crate::normalize;
use crate::notation::quantity;
use crate::segment::{self, Datum, Label, TableView};
use crate::source::Text;
use std::collections::BTreeMap;

impl Assembler<'_> {
    /// Leaves out a table that sums up the items of each level, where another one lists them: what no record holds is
    /// reported as unassigned.
    pub(super) fn sums_levels(&mut self, view: &TableView) -> bool {
        let head = |datum: &Datum| datum.column_path.last().and_then(|label| label.concept);
        let level = |datum: &&Datum| head(datum) == Some(Concept::Level);
        let figure = |datum: &Datum| quantity::read(datum.text.as_str(), None).is_some();
        // A caption of one cell above the header is no row: 【総括表】.
        let rows = view.data.chunk_by(|a, b| a.row == b.row);
        let data = || rows.clone().filter(|row| row.len() > 1).flatten();
        let sums = self.lists_items
            && data().filter(level).count() > 1
            && data()
                .filter(|datum| !level(datum) && !datum.is_head)
                .all(|datum| figure(datum) && !datum.column_path.is_empty());
        let sums = sums || self.lists_items && self.item.is_none() && sums_up(view);
        if sums {
            self.draft.labels.extend(view.labels.iter().cloned());
        }
        sums
    }

    /// Leaves out a list of persons, as the members of the committee that judged are: what it says is reported as unassigned.
    pub(super) fn lists_persons(&mut self, view: &TableView) -> bool {
        const FEWEST: usize = 3;
        let names = |datum: &&Datum| {
            let header = datum.column_path.last();
            header.is_some_and(|label| {
                let key = normalize::compare_key(label.text.as_str());
                LEXICON.person.iter().any(|word| *word == key)
            })
        };
        let items = |datum: &Datum| datum.column_path.iter().any(Label::lists_items);
        let lists =
            view.data.iter().filter(names).count() >= FEWEST && !view.data.iter().any(items);
        if lists {
            self.draft.labels.extend(view.labels.iter().cloned());
        }
        lists
    }

    /// The levels of a list's columns go down over the rows that leave them blank, until an outer one changes.
    pub(super) fn levels_above(&mut self, levels: &mut BTreeMap<u32, (Text, Text)>, row: &[Datum]) {
        let level = |datum: &&Datum| {
            datum
                .column_path
                .last()
                .is_some_and(|label| label.concept == Some(Concept::Level))
        };
        if let Some(changed) = row.iter().filter(level).map(|datum| datum.column).min() {
            levels.retain(|column, _| *column < changed);
        }
        for (label, value) in levels.values() {
            self.level(label, value.slice());
        }
        for datum in row.iter().filter(level) {
            if let Some(label) = datum.column_path.last() {
                levels.insert(datum.column, (Text::clone(&label.text), datum.text.clone()));
            }
        }
    }

    /// A row of a list that holds nothing but a heading opens the section of the rows below it.
    pub(super) fn group_row(&mut self, datum: &Datum) -> bool {
        let text = datum.text.slice();
        let heading = segment::marked(text, self.reader).or_else(|| segment::bracketed_name(text));
        let Some(heading) = heading.filter(|_| datum.column == 0) else {
            return false;
        };
        self.end_item();
        self.open_section(&heading);
        true
    }

    /// A row of a list that holds nothing but a note speaks of the list: `※「→」は前年度の取組を継続することを示す。`.
    pub(super) fn note_row(&mut self, datum: &Datum) -> bool {
        let notes = datum.column == 0 && datum.text.as_str().starts_with('※');
        if notes {
            self.end_item();
            self.section_text(datum.text.slice());
        }
        notes
    }
}

/// True for figures of parts of a plan and their sum, with no name or number of an item: 歳入の確保, 歳出の削減, 計.
fn sums_up(view: &TableView) -> bool {
    let figure = |text: &Text| quantity::read(text.as_str(), None).is_some();
    let heads = view.data.iter().flat_map(|datum| {
        let own = datum.is_head.then_some(&datum.text);
        let labels = datum.row_path.iter().map(|label| &*label.text);
        own.into_iter().chain(labels)
    });
    let is_sum = |head: &Text| {
        let key = normalize::compare_key(head.as_str());
        key.ends_with('計')
    };
    let items = |datum: &Datum| datum.column_path.iter().any(Label::lists_items);
    let values = || view.data.iter().filter(|datum| !datum.is_head);
    heads.into_iter().any(is_sum)
        && values().count() > 1
        && values().all(|datum| figure(&datum.text) && !datum.column_path.is_empty())
        && !view.data.iter().any(items)
}
