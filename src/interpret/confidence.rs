//! How sure a record is: what the place of its value can be trusted with, less every doubt about it.
//!
//! A rule cannot know that it is wrong, but a document shows that it was not understood: text that no rule placed,
//! values of an item without a name, plans and results without a time. The weights are shares of right values
//! on the corpus and on sheets of other hands; `docs/quality.md` shows what they come to.

use super::draft::{Draft, Statement};
use super::finish::Records;
use crate::record::{Coverage, Extra, Period, PeriodKind};
use crate::segment::{Datum, LabelReader};
use crate::source::{Text, TextSlice};
use std::collections::BTreeSet;

/// Trust in a value whose place is ruled, delimited, put right by a rule, or told by order alone.
const RULED: f64 = 0.99;
const PLACED: f64 = 0.98;
const SHIFTED: f64 = 0.97;
const ORDERED: f64 = 0.93;
/// Trust in what a paragraph of outline prose says.
pub(super) const PROSE: f64 = 0.97;
/// Trust in what a label of its own governs, wherever it stands.
pub(super) const LABELLED: f64 = 0.97;

/// What is left of trust where the meaning of a label was guessed.
pub(super) const GUESSED: f64 = 0.85;
/// What is left where the year alone tells whether a value was planned or done.
const BY_YEAR: f64 = 0.8;
/// What is left where the item of a record has no name.
const UNNAMED: f64 = 0.5;
/// What is left where a line of a value is a label of the form.
const SWALLOWED: f64 = 0.5;
/// A longer line of a value is no label that was missed, in characters.
const LONGEST_SWALLOWED: usize = 14;
/// What is left where a plan or a result belongs to no time.
const UNDATED: f64 = 0.7;
/// This share of a document may be unassigned before anything is doubted: notes and remarks of the form are.
const MAY_BE_LEFT: f64 = 0.02;
/// What every unassigned character beyond that costs, as a share of trust for a share of the document.
const LEFT: f64 = 2.5;
/// No document is trusted less than this for what it left alone.
const LEAST: f64 = 0.3;

/// How sure the place of a value is.
pub(super) fn of_place(datum: &Datum) -> f64 {
    match (datum.by_order, datum.shifted, datum.ruled) {
        (true, _, _) => ORDERED,
        (_, true, _) => SHIFTED,
        (_, _, true) => RULED,
        _ => PLACED,
    }
}

/// Takes off the confidence of values that hold a label of the form on a line of its own: they end where it begins.
pub(super) fn doubt_swallowed_labels(draft: &mut Draft, reader: &LabelReader<'_>) {
    let is_label = |line: TextSlice<'_>| {
        let line = line.trim();
        let short = line.as_str().chars().count() <= LONGEST_SWALLOWED;
        let bare = short && !line.as_str().contains(['・', '。', '、']);
        bare && reader
            .read(line)
            .is_some_and(|label| label.sure && label.concept.is_some())
    };
    let swallows = |statement: &&mut Statement| {
        let several = |text: &&Text| text.as_str().contains('\n');
        let text = statement.text.as_ref().filter(several);
        text.is_some_and(|text| text.slice().lines().any(is_label))
    };
    for statement in draft.statements.iter_mut().filter(swallows) {
        statement.confidence *= SWALLOWED;
        statement.rules.push("doubt-swallowed-label");
    }
}

/// Takes off every record's confidence what is doubtful of its item, its time and its document.
pub(super) fn weigh(records: &mut Records, coverage: &Coverage) {
    let unnamed: BTreeSet<String> = records
        .items
        .iter()
        .filter(|item| item.name.is_none())
        .map(|item| item.item_id.clone())
        .collect();
    let document = of_document(coverage);
    let weigh = |item: &str, period: Option<&Period>, confidence: &mut f64, extra: &mut Extra| {
        let undated = period.is_some_and(|period| {
            period.kind == PeriodKind::Undated && period.fiscal_year.is_none()
        });
        let by_year = extra.rules.iter().any(|rule| rule == "side-by-year");
        if by_year {
            *confidence *= BY_YEAR;
        }
        let doubts = [
            ("doubt-unnamed-item", unnamed.contains(item), UNNAMED),
            ("doubt-undated", undated, UNDATED),
            ("doubt-left-over", document < 1.0, document),
        ];
        for (rule, _, weight) in doubts.into_iter().filter(|(_, holds, _)| *holds) {
            *confidence *= weight;
            extra.rules.push(rule.to_owned());
        }
        *confidence = (*confidence * 100.0).round() / 100.0;
    };
    for plan in &mut records.plans {
        let period = Some(&plan.period);
        weigh(&plan.item_id, period, &mut plan.confidence, &mut plan.extra);
    }
    for result in &mut records.results {
        let period = Some(&result.period);
        weigh(
            &result.item_id,
            period,
            &mut result.confidence,
            &mut result.extra,
        );
    }
    for judgement in &mut records.evaluations {
        weigh(
            &judgement.item_id,
            None,
            &mut judgement.confidence,
            &mut judgement.extra,
        );
    }
}

/// What is left of trust in a document of which so much is in no record.
fn of_document(coverage: &Coverage) -> f64 {
    let left = f64::from(coverage.unassigned) / f64::from(coverage.characters.max(1));
    (1.0 - (left - MAY_BE_LEFT).max(0.0) * LEFT).max(LEAST)
}
