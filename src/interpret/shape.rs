//! What a table as a whole is: a list of items or the grid of one, with plans, with results.

use super::figures::Figures;
use super::meaning::Meaning;
use super::told::{is_unknown_head, names_a_total};
use super::value;
use crate::lexicon::Concept;
use crate::segment::{Datum, Label, TableView};
use crate::source::Text;

/// What a table as a whole is, for its rows.
pub(super) struct Shape {
    /// Its rows are items.
    pub(super) is_list: bool,
    /// Some column or row is a plan's.
    pub(super) has_plan: bool,
    /// Some column or row is a result's or a judgement's.
    pub(super) has_result: bool,
    /// The last column in which a row is named, where rows are named in several.
    pub(super) names: Option<u32>,
    /// Rows report on measures, and this column, which no header calls so, holds the measures.
    pub(super) measures: Option<u32>,
    /// The year of the report that it stands in.
    pub(super) year: Option<i32>,
    /// The unit that a note above it gives its numbers.
    pub(super) unit: Option<(String, Text)>,
    /// Its columns go from a baseline to a target, and none is a plan's or a result's.
    pub(super) runs_to_target: bool,
    /// Where its figures stand.
    pub(super) figures: Figures,
    /// Its items have several rows, so that an unknown column before the years names them.
    pub(super) names_rows: bool,
}

impl Shape {
    /// The first column of a grid that reports on measures (数値目標, 中間報告, 期末報告) without a header that
    /// says 取組項目.
    fn unnamed_measures(view: &TableView) -> Option<u32> {
        let headed = || {
            view.data
                .iter()
                .filter(|datum| !datum.column_path.is_empty())
        };
        let has = |wanted: &[Concept]| {
            headed().any(|datum| {
                datum
                    .column_path
                    .iter()
                    .any(|label| label.concept.is_some_and(|c| wanted.contains(&c)))
            })
        };
        let reports = |concept: Option<Concept>| {
            matches!(
                concept,
                Some(Concept::InterimReport | Concept::ClosingReport)
            )
        };
        let first = headed().min_by_key(|datum| datum.column)?;
        let unnamed = !has(&[Concept::Measure])
            && !first.column_path.iter().any(|label| reports(label.concept));
        let others = || headed().flat_map(|datum| &datum.column_path);
        (unnamed && others().any(|label| reports(label.concept))).then_some(first.column)
    }

    /// True if the years that a value stands under lie before that of the report.
    pub(super) fn is_past(&self, meaning: &Meaning) -> bool {
        self.compares(meaning, |year, own| year < own)
    }

    /// The same, or are that of the report.
    pub(super) fn is_over(&self, meaning: &Meaning) -> bool {
        self.compares(meaning, |year, own| year <= own)
    }

    fn compares(&self, meaning: &Meaning, holds: impl Fn(i32, i32) -> bool) -> bool {
        let year = meaning
            .period
            .as_ref()
            .and_then(|period| period.fiscal_year);
        let open = meaning
            .period
            .as_ref()
            .is_some_and(|period| period.open_ended);
        !open
            && year
                .zip(self.year)
                .is_some_and(|(year, own)| holds(year, own))
    }

    pub(super) fn of(view: &TableView) -> Self {
        let labels = || {
            view.data
                .iter()
                .flat_map(|datum| datum.row_path.iter().chain(&datum.column_path))
        };
        let any = |wanted: &[Concept]| {
            labels().any(|label| label.concept.is_some_and(|c| wanted.contains(&c)))
        };
        let heads = |concept| {
            view.data.iter().any(|datum| {
                datum
                    .column_path
                    .last()
                    .is_some_and(|label| label.concept == Some(concept))
            })
        };
        let begins = |row: &[Datum]| {
            row.iter()
                .any(|datum| datum.column_path.last().is_some_and(Label::lists_items))
        };
        let is_list = heads(Concept::Name) || heads(Concept::Number);
        let gridded = |row: &[Datum]| {
            row.iter()
                .any(|datum| datum.column_path.iter().any(Label::is_axis))
        };
        let points = |wanted: &[Concept]| {
            let mut headers = view.data.iter().flat_map(|datum| &datum.column_path);
            headers.any(|label| label.concept.is_some_and(|c| wanted.contains(&c)))
        };
        let sided = [
            Concept::Plan,
            Concept::Result,
            Concept::CostPlan,
            Concept::CostResult,
        ];
        Self {
            is_list,
            runs_to_target: points(&[Concept::Baseline])
                && points(&[Concept::Target])
                && !any(&sided),
            year: None,
            figures: Figures::of(&view.data),
            unit: view
                .unit
                .as_ref()
                .and_then(|label| Some((label.unit.clone()?, Text::clone(&label.text)))),
            names: inner_names(view),
            measures: Self::unnamed_measures(view).filter(|_| !is_list),
            names_rows: is_list
                && view
                    .data
                    .chunk_by(|a, b| a.row == b.row)
                    .any(|row| gridded(row) && !begins(row) && names_itself(row)),
            has_plan: any(&[Concept::Plan, Concept::CostPlan, Concept::Target]),
            has_result: any(&[
                Concept::Result,
                Concept::Progress,
                Concept::Assessment,
                Concept::AnnualEvaluation,
                Concept::Grade,
                Concept::ProgressLabel,
            ]),
        }
    }
}

/// True for a row that an unknown column names, and that is no sum of those above it.
fn names_itself(row: &[Datum]) -> bool {
    let names = |datum: &Datum| is_unknown_head(datum, row) && !value::is_blank(datum.text.slice());
    row.iter().any(names) && !row.iter().any(names_a_total)
}

/// The last of several columns that name rows left of a grid.
fn inner_names(view: &TableView) -> Option<u32> {
    let heads = || {
        view.data
            .iter()
            .filter(|datum| datum.is_head)
            .map(|datum| datum.column)
    };
    let (first, last) = (heads().min()?, heads().max()?);
    (first < last).then_some(last)
}
