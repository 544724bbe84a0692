//! What a table or a labelled value says of the document as a whole, and not of one item: 自治体名, 計画名, 計画開始年度.

use super::document;
use crate::lexicon::Concept;
use crate::notation::period::{self, PeriodContext};
use crate::segment::{Label, Node, Outline};
use crate::source::Text;

/// The one value that a label of this concept has throughout the document, of those to be kept.
pub(super) fn of_document(
    outline: &Outline,
    concept: Concept,
    keep: impl Fn(&Text) -> bool,
) -> Option<Text> {
    let asks = |label: Option<&Label>| label.is_some_and(|label| label.concept == Some(concept));
    let values = outline.nodes.iter().flat_map(|node| {
        let (field, data) = match node {
            Node::Field { label, value, .. } if asks(Some(label)) && !value.is_empty() => {
                (Some(value), None)
            }
            Node::Table(view) => (None, Some(&view.data)),
            _ => (None, None),
        };
        let data = data.into_iter().flatten();
        let asked =
            data.filter(|datum| asks(datum.column_path.last()) || asks(datum.row_path.last()));
        field.into_iter().chain(asked.map(|datum| &datum.text))
    });
    let mut kept = values.filter(|text| keep(text));
    let first = kept.next()?;
    kept.all(|text| text.as_str() == first.as_str())
        .then(|| first.clone())
}

/// The first and the last year of the plan, and the words that say so: one value of 計画期間, or those of 計画開始年度 and 計画終了年度.
pub(super) fn run_of_plan(
    outline: &Outline,
    context: &PeriodContext,
) -> Option<((i32, i32), Text)> {
    let stretch = |text: &Text| document::stretch_of_years(text, context);
    let whole = of_document(outline, Concept::Programme, |text| stretch(text).is_some());
    if let Some(found) = whole.as_ref().and_then(stretch) {
        return Some(found);
    }
    let end = |concept| {
        let text = of_document(outline, concept, |_| true)?;
        let year = period::read(text.as_str(), context)?.period.fiscal_year?;
        Some((year, text))
    };
    let ((first, mut words), (last, until)) =
        (end(Concept::ProgrammeStart)?, end(Concept::ProgrammeEnd)?);
    words.push_break();
    words.push_slice(until.slice());
    (first <= last).then_some(((first, last), words))
}
