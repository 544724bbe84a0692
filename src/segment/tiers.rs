//! Rows of two tiers whose sides a note gives for the whole table: `上段：計画額　下段：実績額`.

use super::label::{Label, LabelReader};
use super::table::{Datum, TableView};
use crate::lexicon::Concept;
use crate::source::{Text, TextSlice};
use std::collections::BTreeMap;

/// What the upper and the lower tier hold.
pub(super) struct Tiers {
    upper: Label,
    lower: Label,
}

impl Tiers {
    /// The note of a document, in its text or in a cell.
    pub(super) fn of<'t>(
        mut texts: impl Iterator<Item = TextSlice<'t>>,
        reader: &LabelReader<'_>,
    ) -> Option<Self> {
        texts.find_map(|text| {
            let upper = behind(text, "上段", reader)?;
            let lower = behind(text, "下段", reader)?;
            Some(Self { upper, lower })
        })
    }

    /// Gives the values of years their side, where the names beside them reach over two rows, or where one cell holds both.
    pub(super) fn settle(&self, view: &mut TableView) {
        // For each row of two, the upper one.
        let tops: BTreeMap<u32, u32> = view
            .data
            .iter()
            .filter(|datum| !is_open(datum) && datum.row_end == datum.row + 2)
            .flat_map(|datum| [(datum.row, datum.row), (datum.row + 1, datum.row)])
            .collect();
        let mut settled = Vec::with_capacity(view.data.len());
        for datum in view.data.drain(..) {
            if !is_open(&datum) {
                settled.push(datum);
            } else if let Some([upper, lower]) = parted(&datum) {
                settled.push(self.sided(datum.clone(), upper, false));
                settled.push(self.sided(datum, lower, true));
            } else if let Some(top) = tops
                .get(&datum.row)
                .filter(|_| datum.row_end == datum.row + 1)
            {
                let (text, is_lower) = (datum.text.clone(), datum.row > *top);
                settled.push(self.sided(datum, text, is_lower));
            } else {
                settled.push(datum);
            }
        }
        view.data = settled;
    }

    fn sided(&self, mut datum: Datum, text: Text, is_lower: bool) -> Datum {
        let side = if is_lower { &self.lower } else { &self.upper };
        datum.row_path.push(side.clone());
        datum.text = text;
        datum
    }
}

/// True for a value below years or sums that nothing gives a side.
fn is_open(datum: &Datum) -> bool {
    let mut path = datum.row_path.iter().chain(&datum.column_path);
    let counts = datum
        .column_path
        .last()
        .is_some_and(|label| label.is_axis() || label.concept == Some(Concept::Total));
    counts && !path.any(|label| label.concept.is_some_and(Concept::is_side))
}

/// The two lines of a cell that holds both tiers.
fn parted(datum: &Datum) -> Option<[Text; 2]> {
    let (upper, lower) = datum.text.as_str().split_once('\n')?;
    let text = datum.text.slice();
    let from = upper.len() + 1;
    (!lower.contains('\n')).then(|| {
        [
            text.cut(0..upper.len()).trim().to_text(),
            text.cut_from(from).trim().to_text(),
        ]
    })
}

/// The side that a note gives behind a word: 計画額 of `上段：計画額`.
fn behind(text: TextSlice<'_>, word: &str, reader: &LabelReader<'_>) -> Option<Label> {
    let string = text.as_str();
    let start = string.find(word)? + word.len();
    let rest = &string[start..];
    let from = start + rest.len() - rest.trim_start_matches([':', '：', '…', '＝', '=']).len();
    let ends = |c: char| c.is_whitespace() || "、,/／()（）".contains(c);
    let end = string[from..].find(ends).unwrap_or(string.len() - from);
    let label = reader.read(text.cut(from..from + end))?;
    let gives = label.concept.is_some_and(Concept::is_side);
    (from > start && gives).then_some(label)
}
