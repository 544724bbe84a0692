//! The names that rows of figures have from above: a merged cell, a row of its own, a label right over the table.

use super::assembler::Assembler;
use super::table::Row;
use super::told::{first_header, tells_itself};
use super::value;
use crate::lexicon::Concept;
use crate::notation::quantity;
use crate::segment::{self, Datum, Label};
use crate::source::Text;

/// The names of rows that reach over several: a merged cell, or one that a flattened sheet left blank below.
#[derive(Default)]
pub(super) struct Above {
    pub(super) measure: Option<Text>,
    pub(super) unit: Option<(String, Option<Text>)>,
    /// One past the last row that the name covers; none where blanks below it stand for it.
    pub(super) until: Option<u32>,
    /// The column that it stands in, where it is a value of its row.
    pub(super) column: Option<u32>,
    /// Where the first header over it stands: below headers of their own rows have nothing to do with it.
    pub(super) heads: Option<u32>,
}

impl Above {
    /// The end of a name on a row of its own, which goes on until the next one, over all goals and results.
    pub(super) const EVER: u32 = u32::MAX;

    /// Gives a row without a name the one above it, or remembers the row's own.
    pub(super) fn fill(&mut self, row: &mut Row, data: &[Datum]) {
        let Some(first) = data.first() else { return };
        let heads = first_header(data);
        if row.measure.is_some() {
            self.heads = heads;
            let head = data
                .iter()
                .filter(|datum| row.measure.as_ref() == Some(&datum.text))
                .map(|datum| datum.row_end)
                .max();
            self.until = head.filter(|_| first.ruled);
            self.measure.clone_from(&row.measure);
            self.unit.clone_from(&row.unit);
            return;
        }
        if heads.is_none() && (self.heads.is_some() || data.iter().any(tells_itself)) {
            // A row that no header governs stands outside the figures, and a sentence among labelled values.
            return;
        }
        let place = self.measure.as_ref().and_then(|m| m.slice().first_place());
        if heads
            .zip(place)
            .is_some_and(|(head, measure)| head > measure)
            && self.heads.is_some()
        {
            return;
        }
        let sided = data.iter().any(|datum| {
            let own = datum.row_path.iter().filter(|label| !label.inherited);
            own.into_iter()
                .any(|label| label.is_axis() || label.concept == Some(Concept::Grade))
                || datum.column_path.iter().any(|label| {
                    label.period.is_some() && label.concept.is_some_and(Concept::is_side)
                })
        });
        if self.until.map_or(sided && !first.ruled, |until| {
            first.row < until && (sided || until != Self::EVER)
        }) {
            row.measure.clone_from(&self.measure);
            row.unit = row.unit.take().or_else(|| self.unit.clone());
        }
    }
}

impl Assembler<'_> {
    /// The indicator that a label right over a table of figures names, for its rows: `成果指標　交付率` over `目標` and `実績`.
    pub(super) fn named_above(&mut self, data: &[Datum]) -> Above {
        let right_above = self.measured == Some(self.draft.statements.len());
        let dated = |datum: &&Datum| datum.column_path.iter().any(|label| label.period.is_some());
        let figure = |datum: &Datum| {
            let text = datum.text.as_str();
            quantity::read(text, None).is_some() || quantity::is_printed_absence(text)
        };
        let mut values = data.iter().filter(dated).peekable();
        if !right_above || values.peek().is_none() || !values.all(figure) {
            return Above::default();
        }
        // What comes behind the table is not of the indicator.
        self.measured = None;
        let measure = self.measure.take();
        let own = self.unit.take();
        Above {
            unit: own.or_else(|| measure.as_ref().and_then(value::unit_in_brackets)),
            measure,
            ..Above::default()
        }
    }

    /// Remembers the indicator that a label outside any grid names.
    pub(super) fn name_indicator(&mut self, name: Text) {
        self.measure = Some(name);
        self.measured = Some(self.draft.statements.len());
        self.unit = None;
    }

    /// A label of figures with no value but their unit, which stand below it: `〈補助金額〉　(単位:千円)`.
    pub(super) fn heads_figures(&mut self, label: &Label, value: &Text) -> bool {
        let of_figures = matches!(label.concept, Some(Concept::Cost | Concept::Indicator));
        let note = value
            .as_str()
            .trim()
            .strip_prefix("(単位:")
            .and_then(|rest| rest.strip_suffix(')'));
        let Some(unit) = note.filter(|_| of_figures) else {
            return false;
        };
        self.name_indicator(segment::undecorated(label.text.slice()).to_text());
        self.unit = Some((unit.to_owned(), Some(value.clone())));
        self.draft.labels.push(value.clone());
        true
    }
}
