//! A row of a panel.

use crate::record::{Grade, Progress, Quantity};
use schemars::JsonSchema;
use serde::Serialize;

/// What the documents of a municipality say of one measure of one item in one fiscal year.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Row {
    /// Six-digit code of the municipality.
    pub municipality_code: Option<String>,
    /// Name of the municipality.
    pub municipality_name: Option<String>,
    /// The item over all documents: the id of the first that it is in.
    pub series_id: String,
    /// The item's number in the latest of the documents.
    pub item_number: Option<String>,
    /// The item's name in the latest of the documents.
    pub item_name: Option<String>,
    /// True for the values of an indicator, false for what is said in words.
    pub indicator: bool,
    /// The measure within the item; null for the item as a whole.
    pub measure: Option<String>,
    /// For a measure without a name, the row of its table.
    pub row: Option<u32>,
    /// The fiscal year, Gregorian.
    pub fiscal_year: i32,
    /// The last year of a value that stands for several.
    pub fiscal_year_end: Option<i32>,
    /// What was to be done or reached.
    pub plan: Side,
    /// What was done or reached.
    pub result: Side,
    /// How far it has come.
    pub progress: Option<Progress>,
    /// The grade of the item in this year, as a whole.
    pub grade: Option<Grade>,
    /// All grades of the item in this year.
    pub grades: Vec<CriterionGrade>,
    /// The result as a share of the plan; only where both are numbers of one unit.
    pub achieved: Option<f64>,
    /// How well the item fits its series, 0 to 1; the least of the items that this row draws on.
    pub match_score: f64,
    /// Values on which the documents differ; a number or a word on which they do is null.
    pub differs: Vec<String>,
    /// The items.
    pub items: Vec<String>,
    /// The plans.
    pub plans: Vec<String>,
    /// The results.
    pub results: Vec<String>,
    /// The evaluations.
    pub evaluations: Vec<String>,
    /// Where all of it stands.
    pub source: Vec<Place>,
}

/// A plan or a result.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Side {
    /// In words; what several records say is one line each.
    pub text: Option<String>,
    /// The number that it consists of, of the year as a whole.
    pub quantity: Option<Quantity>,
}

/// A grade and what it was given for.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct CriterionGrade {
    /// What was judged, or who judged, as printed; `who/what` where a table says both: `一次評価/必要性`.
    pub criterion: Option<String>,
    /// The grade.
    pub grade: Grade,
}

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Place {
    /// The document.
    pub document_id: String,
    /// The plan, result or evaluation that stands there.
    pub record_id: String,
    /// The value that stands there, null for the record as a whole.
    pub field: Option<String>,
    /// The page, from 1.
    pub page: u32,
    /// `[x0, y0, x1, y1]` in points from the top left of the page as shown; null for text sheets.
    pub bbox: Option<[f64; 4]>,
    /// `[start, end)` in Unicode scalar values of the recovered text, from 0.
    pub span: [u32; 2],
}
