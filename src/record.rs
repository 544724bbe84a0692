//! The record model, version 1: the contract between the program and the people who analyse its output.
//!
//! One source document becomes one [`Bundle`]. These are the only types of the output; the JSON Schema under
//! `schemas/` is generated from them. A value that the source does not give is `null`, never an empty string;
//! a list that the source does not give is `[]`. Text is in display form.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Everything that one source document says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// The document itself.
    pub document: Document,
    /// The nodes of its outline, in reading order.
    pub sections: Vec<Section>,
    /// Its reform items, in reading order.
    pub items: Vec<Item>,
    /// What was to be done or reached.
    pub plans: Vec<Plan>,
    /// What was done or reached.
    pub results: Vec<ResultRecord>,
    /// What was judged.
    pub evaluations: Vec<Evaluation>,
    /// What no rule placed.
    pub unassigned: Vec<Unassigned>,
}

/// One source document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// `doc-` and the first 16 hex digits of the SHA-256 of the source bytes.
    pub document_id: String,
    /// The file it was read from.
    pub source: DocumentSource,
    /// The document's own title.
    pub title: Option<String>,
    /// The form profile that was used.
    pub form: Form,
    /// The municipality that published it.
    pub municipality: Municipality,
    /// The reform plan that it belongs to.
    pub programme: Programme,
    /// What became of every character.
    pub coverage: Coverage,
    /// What a reader should know before trusting the records.
    pub warnings: Vec<Warning>,
    /// Corrections laid over it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<Correction>,
}

/// The file a document was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentSource {
    /// As given on the command line, joined with the path below it.
    pub path: String,
    /// SHA-256 of the bytes, hex.
    pub sha256: String,
    /// Number of bytes.
    pub bytes: u64,
    /// IANA media type.
    pub media_type: String,
    /// WHATWG name of the text encoding; null for PDF.
    pub encoding: Option<String>,
    /// Number of pages.
    pub pages: u32,
}

/// How the document's form was recognised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The profile's id, `generic` where none was used.
    pub id: String,
    /// How well it fitted, 0 to 1.
    pub score: f64,
    /// How many cells of the form were blank.
    pub blank_cells: u32,
}

/// A municipality.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Municipality {
    /// Its name as the document gives it.
    pub name: Option<String>,
    /// Six-digit JIS X 0402 code, where the name is certain.
    pub code: Option<String>,
    /// Its prefecture.
    pub prefecture: Option<String>,
}

/// A reform plan and its run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Its name.
    pub name: Option<String>,
    /// First fiscal year, Gregorian.
    pub start_fiscal_year: Option<i32>,
    /// Last fiscal year, Gregorian.
    pub end_fiscal_year: Option<i32>,
}

/// Counts of non-space source characters; the last four add up to the first, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// All of them.
    pub characters: u32,
    /// In a value of a record.
    pub assigned: u32,
    /// In a label, a header or a legend.
    pub labels: u32,
    /// In page numbers, running heads, contents lists, repeated headers.
    pub furniture: u32,
    /// In no record.
    pub unassigned: u32,
}

/// Something a reader should know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Warning {
    /// Its kind, snake_case.
    pub code: String,
    /// One sentence that names page and cause.
    pub message: String,
    /// The characters concerned, if any.
    pub source: Vec<Citation>,
}

/// Where a value stands in the source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The name of the value that stands there, null for the record as a whole.
    pub field: Option<String>,
    /// The page, from 1.
    pub page: u32,
    /// `[x0, y0, x1, y1]` in points from the top left of the page as shown; null for text sheets.
    pub bbox: Option<[f64; 4]>,
    /// `[start, end)` in Unicode scalar values of the recovered text, from 0.
    pub span: [u32; 2],
}

/// One node of the document's outline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// `<document_id>-s001`, in reading order.
    pub section_id: String,
    /// The document.
    pub document_id: String,
    /// The section that it stands in.
    pub parent_id: Option<String>,
    /// The level word as printed; null for a bare number.
    pub level: Option<String>,
    /// The number as printed.
    pub number: Option<String>,
    /// The heading.
    pub name: Option<String>,
    /// Running text that stands under the heading and under no item.
    pub text: Option<String>,
    /// Where it stands.
    pub source: Vec<Citation>,
    /// Corrections laid over it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<Correction>,
}

/// A node above an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PathNode {
    /// The level word as printed.
    pub level: Option<String>,
    /// The number as printed.
    pub number: Option<String>,
    /// The heading.
    pub name: Option<String>,
}

/// A department that answers for an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// Its name.
    pub name: String,
    /// True for the one that is marked as leading; null where the form marks none.
    pub lead: Option<bool>,
}

/// A labelled fact of an item that has no field of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// The label as printed.
    pub label: String,
    /// What stands there; null where the source prints nothing.
    pub text: Option<String>,
}

/// One reform item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// `<document_id>-i001`, in reading order.
    pub item_id: String,
    /// The document.
    pub document_id: String,
    /// The number as the document gives it, folded.
    pub number: Option<String>,
    /// The section that it stands in.
    pub section_id: Option<String>,
    /// The sections above it that carry a number or a level word, outermost first.
    pub path: Vec<PathNode>,
    /// The item's own name.
    pub name: Option<String>,
    /// Who answers for it.
    pub departments: Vec<Department>,
    /// 現状と課題.
    pub background: Option<String>,
    /// 目的・目標・効果.
    pub purpose: Option<String>,
    /// 取組の内容.
    pub actions: Option<String>,
    /// 特記事項・備考.
    pub remarks: Option<String>,
    /// Labelled facts that have no field of their own.
    pub attributes: Vec<Attribute>,
    /// The item that a 再掲 repeats.
    pub repeat_of: Option<String>,
    /// Where it stands.
    pub source: Vec<Citation>,
    /// What every record may carry besides.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A stretch of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// As printed, folded; two headers that give it together are joined with a space.
    pub label: Option<String>,
    /// What sort of stretch.
    pub kind: PeriodKind,
    /// Fiscal year (from 1 April), Gregorian.
    pub fiscal_year: Option<i32>,
    /// Last year of a closed range, null for one year.
    pub fiscal_year_end: Option<i32>,
    /// 1 for April to September, 2 for October to March.
    #[schemars(range(min = 1, max = 2))]
    pub half: Option<u8>,
    /// First day, ISO 8601, null where open or unknown.
    pub start: Option<String>,
    /// Last day, ISO 8601, null where open or unknown.
    pub end: Option<String>,
    /// True for a range without an end (29年度以降).
    pub open_ended: bool,
    /// True if the era or the year comes from elsewhere in the document.
    pub inferred: bool,
}

/// Sorts of period.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// One fiscal year or several.
    Year,
    /// Half a fiscal year.
    Half,
    /// A quarter of a fiscal year.
    Quarter,
    /// One month or several.
    Month,
    /// A day.
    Date,
    /// 現状: the state before.
    Baseline,
    /// 最終目標, 中間目標.
    Target,
    /// The plan's whole run.
    Programme,
    /// No time is given.
    #[default]
    Undated,
}

/// One marked part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// `(1)`, `・`, …; null for a part without one.
    pub marker: Option<String>,
    /// What follows the marker.
    pub text: String,
}

/// A number as JSON prints it best: without a fraction where it has none.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(with = "f64")]
pub struct Number(pub f64);

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Beyond 2^53 a double is no exact integer any more.
        if self.0.fract() == 0.0 && self.0.abs() < 9_007_199_254_740_992.0 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// A number or range that a text consists of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// The number as printed (▲3.2 is −3.2); the lower end of a range.
    pub value: Number,
    /// The unit as printed.
    pub unit: Option<String>,
    /// The upper end of a range.
    pub max: Option<Number>,
    /// 約, 以上, 程度, … as printed.
    pub qualifier: Option<String>,
    /// The same in base units, null where it adds nothing.
    pub base: Option<BaseQuantity>,
}

/// A quantity in base units: 1,234千円 is 1234000 円.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BaseQuantity {
    /// The number.
    pub value: Number,
    /// The base unit.
    pub unit: String,
}

/// What every plan, result, evaluation and item may carry besides its own fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Extra {
    /// `printed` where the source prints that there is nothing (－, なし, 該当なし).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent: Option<Absent>,
    /// True if the sign goes on with what stands before it (→).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<bool>,
    /// The rules that made the record, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// Corrections laid over it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<Correction>,
}

/// How a value is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Absent {
    /// The source prints that there is nothing.
    Printed,
}

/// A correction that a person laid over a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The field.
    pub field: String,
    /// The value before.
    pub was: serde_json::Value,
    /// Who corrected it.
    pub by: String,
    /// Why.
    pub why: String,
}

/// What was to be done, or reached, in a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// `<item_id>-p001`.
    pub plan_id: String,
    /// The item.
    pub item_id: String,
    /// The document.
    pub document_id: String,
    /// What sort of plan.
    pub kind: PlanKind,
    /// The row's own name: the indicator, or the measure within the item.
    pub measure: Option<String>,
    /// The row of its table, from 1.
    pub row: Option<u32>,
    /// When.
    pub period: Period,
    /// The plan in words.
    pub text: Option<String>,
    /// Its marked parts, in order.
    pub clauses: Vec<Clause>,
    /// The number that it consists of.
    pub quantity: Option<Quantity>,
    /// The means listed beside a target.
    pub method: Option<String>,
    /// The printed deadline.
    pub due: Option<String>,
    /// Where it stands.
    pub source: Vec<Citation>,
    /// How sure it is: the share of values with this figure that are right on the scored corpus.
    pub confidence: f64,
    /// What every record may carry besides.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Sorts of plan.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    /// A cell of 取組工程 or 年次計画.
    Schedule,
    /// A target value of an indicator.
    Indicator,
    /// 数値目標 in words.
    Target,
    /// A commitment in a plan's prose.
    Policy,
    /// Asked for by citizens.
    Proposal,
}

/// What was done, or reached, in a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Result")]
pub struct ResultRecord {
    /// `<item_id>-r001`.
    pub result_id: String,
    /// The item.
    pub item_id: String,
    /// The document.
    pub document_id: String,
    /// The plan that it answers: same item, measure and period.
    pub plan_id: Option<String>,
    /// What sort of result.
    pub kind: ResultKind,
    /// The row's own name: the indicator, or the measure within the item.
    pub measure: Option<String>,
    /// The row of its table, from 1.
    pub row: Option<u32>,
    /// When.
    pub period: Period,
    /// The result in words.
    pub text: Option<String>,
    /// Its marked parts, in order.
    pub clauses: Vec<Clause>,
    /// The number that it consists of.
    pub quantity: Option<Quantity>,
    /// How far it has come.
    pub progress: Option<Progress>,
    /// Where it stands.
    pub source: Vec<Citation>,
    /// How sure it is: the share of values with this figure that are right on the scored corpus.
    pub confidence: f64,
    /// What every record may carry besides.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Sorts of result.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ResultKind {
    /// A cell of 取組工程 or 年次計画.
    Schedule,
    /// A value of an indicator.
    Indicator,
    /// 取組の状況, 中間報告, 期末報告.
    Progress,
}

/// How far a result has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// As printed.
    pub label: String,
    /// What it means, null where the lexicon does not say.
    pub status: Option<Status>,
}

/// Meanings of a progress label.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Done.
    Completed,
    /// Further than planned.
    Ahead,
    /// As planned.
    OnTrack,
    /// Late.
    Delayed,
    /// Not begun.
    NotStarted,
    /// Given up.
    Cancelled,
}

/// What was judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evaluation {
    /// `<item_id>-e001`.
    pub evaluation_id: String,
    /// The item.
    pub item_id: String,
    /// The document.
    pub document_id: String,
    /// Over which stretch.
    pub scope: Scope,
    /// In which respect.
    pub aspect: Aspect,
    /// What was judged, or who judged, as printed; `who/what` where a table says both: `一次評価/必要性`.
    pub criterion: Option<String>,
    /// When.
    pub period: Period,
    /// The grade.
    pub grade: Option<Grade>,
    /// The judgement in words.
    pub text: Option<String>,
    /// Its marked parts, in order.
    pub clauses: Vec<Clause>,
    /// Where it stands.
    pub source: Vec<Citation>,
    /// How sure it is: the share of values with this figure that are right on the scored corpus.
    pub confidence: f64,
    /// What every record may carry besides.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Over which stretch a judgement is passed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// 年度評価.
    Annual,
    /// 中間評価.
    Midterm,
    /// 計画期間の評価.
    Final,
    /// A statement of a citizen or a group.
    Opinion,
}

/// In which respect a judgement is passed.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// 評価.
    Assessment,
    /// 課題、今後の方針、改善事項.
    NextSteps,
    /// 取組による効果・残された課題.
    Effects,
    /// 平成31年度以降 and the like.
    Outlook,
    /// A problem that citizens name.
    Problem,
    /// Anything else that was said.
    Remark,
}

/// A grade, never mapped to another city's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// As printed.
    pub label: String,
    /// Best first, `A>B>C>D`; only where the document or its form profile prints the scale.
    pub scale: Option<String>,
    /// Place on the scale, from 1.
    pub rank: Option<u32>,
}

/// What no rule placed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unassigned {
    /// `<document_id>-u001`.
    pub unassigned_id: String,
    /// The document.
    pub document_id: String,
    /// The characters.
    pub text: String,
    /// The page, from 1.
    pub page: u32,
    /// `[x0, y0, x1, y1]` in points from the top left of the page as shown; null for text sheets.
    pub bbox: Option<[f64; 4]>,
    /// `[start, end)` in Unicode scalar values of the recovered text, from 0.
    pub span: [u32; 2],
    /// The label that stands before it.
    pub near: Option<String>,
}
