//! Which columns of a table hold figures, and whether it sets a goal against a result.

use crate::lexicon::Concept;
use crate::notation::quantity;
use crate::segment::{Datum, Label};
use crate::source::Text;
use std::collections::{BTreeMap, BTreeSet};

/// What was to be, and what came of it.
const SIDES: [[Concept; 2]; 2] = [
    [Concept::Plan, Concept::CostPlan],
    [Concept::Result, Concept::CostResult],
];

/// The figures of a table.
#[derive(Debug, Default)]
pub(super) struct Figures {
    /// The columns whose values are figures for the most part.
    columns: BTreeSet<u32>,
    /// Some row has a goal and a result in figures, and no year over either: 目標値 beside 実績値.
    pub(super) compares: bool,
}

impl Figures {
    pub(super) fn of(data: &[Datum]) -> Self {
        let mut columns: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
        let mut compares = false;
        for row in data.chunk_by(|a, b| a.row == b.row) {
            let mut sides = [false; 2];
            for datum in row.iter().filter(|datum| !datum.column_path.is_empty()) {
                let text = datum.text.as_str();
                if quantity::is_printed_absence(text) {
                    continue;
                }
                let counts = quantity::read_figure(text, None).is_some();
                let (figures, values) = columns.entry(datum.column).or_default();
                *figures += usize::from(counts);
                *values += 1;
                for (side, has) in SIDES.iter().zip(&mut sides) {
                    *has |= counts && is_bare(datum, side);
                }
            }
            compares |= sides == [true; 2];
        }
        columns.retain(|_, (figures, values)| *figures * 2 > *values);
        Self {
            columns: columns.into_keys().collect(),
            compares,
        }
    }

    /// True for what stands where the other rows have a figure: a sign that there is none, `－`, or a word for it, 未実施.
    pub(super) fn lacks(&self, datum: &Datum, text: &Text) -> bool {
        const LONGEST: usize = 8;
        let text = text.as_str();
        let word = || text.chars().count() <= LONGEST && !text.contains(['。', '、', '\n']);
        self.columns.contains(&datum.column) && (quantity::is_printed_absence(text) || word())
    }
}

/// True for a value of a side that no label dates, and that is no sum of dated ones.
fn is_bare(datum: &Datum, side: &[Concept]) -> bool {
    let labels = || datum.column_path.iter().chain(&datum.row_path);
    let sided = |label: &Label| label.concept.is_some_and(|concept| side.contains(&concept));
    let timeless = |label: &Label| label.period.is_none() && label.concept != Some(Concept::Total);
    labels().any(sided) && labels().all(timeless)
}
