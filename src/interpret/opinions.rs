//! Opinions: tables of a workshop, with what was said beside its topic and the group that said it, and the words of those
//! who speak at a meeting.

use super::assembler::Assembler;
use super::draft::{Kind, Section, Statement};
use super::span;
use crate::lexicon::{Concept, LEXICON};
use crate::normalize;
use crate::record::{Aspect, Scope};
use crate::segment::{Datum, Label, Style, TableView};
use crate::source::Text;
use std::collections::BTreeMap;

/// Fewer statements make no table of opinions.
const FEWEST: usize = 3;

/// The columns of such a table.
struct Columns {
    topic: u32,
    said: u32,
}

impl Assembler<'_> {
    /// Takes a table of opinions, topic by topic. Returns false, and takes nothing, where it is none.
    pub(super) fn opinions(&mut self, view: &TableView) -> bool {
        let Some(columns) = columns(view) else {
            return false;
        };
        self.draft.labels.extend(view.labels.iter().cloned());
        for datum in &view.data {
            let text = datum.text.slice().trim();
            if datum.column == columns.said {
                self.statement(text);
            } else if datum.column == columns.topic {
                self.notes_topic(text);
            } else {
                self.speakers(datum);
            }
        }
        true
    }

    /// What somebody said of the current item at a meeting; where no item is open, a text of its section.
    pub(super) fn said(&mut self, speaker: Text, words: Text) {
        let Some(item) = self.item else {
            self.section_text(words.slice());
            self.draft.labels.push(speaker);
            return;
        };
        let kind = Kind::Evaluation(Scope::Opinion, Aspect::Remark);
        let mut statement = Statement::new(item, kind, span::undated());
        statement.criterion = Some(speaker);
        statement.text = Some(words);
        statement.rules.push("said-at-meeting");
        self.push(statement);
    }

    /// A group of a workshop, named in a column of its own.
    fn speakers(&mut self, datum: &Datum) {
        self.end_item();
        self.stack.clear();
        let section = self.draft.section(Section {
            level: datum
                .column_path
                .last()
                .map(|label| Text::clone(&label.text)),
            name: Some(datum.text.clone()),
            places: vec![datum.text.clone()],
            ..Section::default()
        });
        self.stack.push((Style::Group, section));
        self.place = Some(section);
    }
}

/// The columns of a table whose last holds what was said and whose others say nothing but where it belongs.
fn columns(view: &TableView) -> Option<Columns> {
    let mut headers: BTreeMap<u32, &Label> = BTreeMap::new();
    for datum in &view.data {
        headers.insert(datum.column, datum.column_path.last()?);
    }
    let (&said, header) = headers.last_key_value()?;
    let (&topic, _) = headers.range(..said).next_back()?;
    let key = normalize::compare_key(header.text.as_str());
    let open = |label: &&Label| {
        label.period.is_none()
            && matches!(
                label.concept,
                None | Some(
                    Concept::FormPart | Concept::Group | Concept::Attribute | Concept::Level
                )
            )
    };
    let statements = view
        .data
        .iter()
        .filter(|datum| datum.column == said)
        .count();
    let opinions = LEXICON.said.iter().any(|said| *said == key)
        && statements >= FEWEST
        && headers.range(..said).all(|(_, label)| open(label));
    opinions.then_some(Columns { topic, said })
}
