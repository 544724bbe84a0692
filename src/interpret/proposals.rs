//! Lists of proposals: what each proposes stands in a column of its own, and the group that made them left of their names.

use super::assembler::Assembler;
use super::draft::{Kind, Statement};
use super::span;
use crate::lexicon::{Concept, LEXICON};
use crate::normalize;
use crate::record::PlanKind;
use crate::segment::{Datum, Label, TableView};
use crate::source::Text;

/// Makes levels of the groups beside the names of a list: 班, グループ.
pub(super) fn settle(view: &mut TableView) {
    let heads = |datum: &Datum, concept| {
        let header = datum.column_path.last();
        header.is_some_and(|label| label.concept == Some(concept))
    };
    if !view.data.iter().any(|datum| heads(datum, Concept::Name)) {
        return;
    }
    for datum in &mut view.data {
        if heads(datum, Concept::Group)
            && let Some(header) = datum.column_path.last_mut()
        {
            *header = Label {
                concept: Some(Concept::Level),
                ..header.clone()
            };
        }
    }
}

impl Assembler<'_> {
    /// Takes a value of the column that says what is proposed; false where it stands in another.
    pub(super) fn proposal(&mut self, datum: &Datum, text: &Text) -> bool {
        let proposes = datum.column_path.last().is_some_and(|header| {
            let key = normalize::compare_key(header.text.as_str());
            LEXICON.proposed.iter().any(|word| *word == key)
        });
        if !proposes || datum.column_path.iter().any(|label| label.period.is_some()) {
            return false;
        }
        let item = self.current_item();
        let mut statement = Statement::new(item, Kind::Plan(PlanKind::Proposal), span::undated());
        statement.text = Some(text.clone());
        statement.rules.push("proposal-column");
        self.push(statement);
        true
    }
}
