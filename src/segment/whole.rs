//! Texts that speak of a whole row, though they stand below its first column alone.

use super::table::Datum;
use crate::lexicon::Concept;

/// True for the one text of a row whose label asks for words on the whole, as a merged cell leaves it behind in
/// a delimited sheet: 今後の課題 below years, with nothing but a sentence under the first.
pub(super) fn is_text_for_all(datum: &Datum) -> bool {
    const SHORT: usize = 6;
    datum.column_path.iter().any(|label| label.period.is_some())
        && datum.row_path.last().is_some_and(|label| {
            let whole = label.concept == Some(Concept::TotalEvaluation);
            let words = datum.text.as_str();
            let nothing = words.chars().all(|c| "-－―".contains(c));
            (whole || nothing || words.chars().count() > SHORT)
                && !label.inherited
                && label.period.is_none()
                && matches!(
                    label.concept,
                    Some(
                        Concept::NextSteps
                            | Concept::Direction
                            | Concept::Effects
                            | Concept::Issues
                            | Concept::Outlook
                            | Concept::Remarks
                            | Concept::Assessment
                            | Concept::TotalEvaluation
                    )
                )
        })
}
