//! Why a value is what it is: where it stands, the characters there, the rules that made it, how sure it is.

mod rule;

pub use rule::{RULES, Rule};

use crate::record::{Bundle, Citation, Correction, Warning};
use serde::Serialize;
use serde_json::Value;

/// Why a record, or one value of it, is what it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The record's id.
    pub record: String,
    /// The list of the bundle that it stands in, `document` for the document itself.
    pub list: &'static str,
    /// The value that is explained, as a path of keys; null for the record as a whole.
    pub field: Option<String>,
    /// The value, or the whole record.
    pub value: Value,
    /// The value has places of its own; false where those of the whole record stand for them.
    pub cited: bool,
    /// Where it stands.
    pub places: Vec<Place>,
    /// The rules that made the record, in order.
    pub rules: Vec<Step>,
    /// How sure it is; null for records without a confidence.
    pub confidence: Option<f64>,
    /// Why it is that sure, one sentence each.
    pub why: Vec<String>,
    /// Corrections laid over it.
    pub corrected: Vec<Correction>,
    /// Warnings of the document that concern these places.
    pub warnings: Vec<Warning>,
}

/// A place of the source.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Place {
    /// The place as the record cites it.
    #[serde(flatten)]
    pub citation: Citation,
    /// The characters there before any folding; null where the source was not read.
    pub characters: Option<String>,
}

/// A rule that had a part in a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its id.
    pub rule: String,
    /// What it does, one sentence; null for the rule of a version that knew more than this one.
    pub does: Option<String>,
}

/// Why nothing can be explained.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Unknown {
    /// The bundle has no such record.
    #[error("the bundle has no record {0}; ids stand in it as `item_id`, `plan_id` and so on")]
    Record(String),
    /// The record has no such value.
    #[error("{record} has no `{field}`; it has {known}")]
    Field {
        /// The record.
        record: String,
        /// What was asked for.
        field: String,
        /// What it has instead.
        known: String,
    },
}

/// The lists of a bundle and the keys of their rows' ids.
const LISTS: [(&str, &str); 6] = [
    ("sections", "section_id"),
    ("items", "item_id"),
    ("plans", "plan_id"),
    ("results", "result_id"),
    ("evaluations", "evaluation_id"),
    ("unassigned", "unassigned_id"),
];

/// Explains a record of a bundle, or the value of it that a path of keys leads to (`text`, `period.fiscal_year`).
///
/// `recovered` is the recovered text of the source, where it was read again.
///
/// # Errors
///
/// If the bundle has no such record, or the record no such value.
pub fn explain(
    bundle: &Bundle,
    id: &str,
    field: Option<&str>,
    recovered: Option<&str>,
) -> Result<Explanation, Unknown> {
    let (list, row) = find(bundle, id).ok_or_else(|| Unknown::Record(id.to_owned()))?;
    let value = match field {
        None => row.clone(),
        Some(path) => value_at(&row, path)
            .cloned()
            .ok_or_else(|| unknown_field(id, path, &row))?,
    };
    let (cited, citations) = citations(&row, field);
    let warnings = bundle.document.warnings.iter();
    let warnings = warnings.filter(|warning| concerns(warning, &citations));
    let rules: Vec<String> = part(&row, "rules");
    let corrected: Vec<Correction> = part(&row, "corrected");
    let head = field.map(head);
    Ok(Explanation {
        record: id.to_owned(),
        list,
        field: field.map(str::to_owned),
        value,
        cited,
        warnings: warnings.cloned().collect(),
        places: places(citations, recovered),
        confidence: row.get("confidence").and_then(Value::as_f64),
        why: why(&row, &rules),
        rules: rules.into_iter().map(step).collect(),
        corrected: corrected
            .into_iter()
            .filter(|one| head.is_none_or(|head| self::head(&one.field) == head))
            .collect(),
    })
}

/// A record as JSON, with the list that it stands in.
fn find(bundle: &Bundle, id: &str) -> Option<(&'static str, Value)> {
    // Every record has a JSON form.
    let mut whole = serde_json::to_value(bundle).unwrap_or_default();
    if bundle.document.document_id == id {
        return Some(("document", whole["document"].take()));
    }
    LISTS.iter().find_map(|(list, key)| {
        let rows = whole.get_mut(*list)?.as_array_mut()?;
        let row = rows.iter_mut().find(|row| row[*key] == id)?;
        Some((*list, row.take()))
    })
}

/// The value that a path of keys and numbers leads to.
fn value_at<'a>(row: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(row, |value, key| match value {
        Value::Array(list) => list.get(key.parse::<usize>().ok()?),
        value => value.get(key),
    })
}

fn unknown_field(record: &str, field: &str, row: &Value) -> Unknown {
    let keys = row.as_object().into_iter().flat_map(|row| row.keys());
    Unknown::Field {
        record: record.to_owned(),
        field: field.to_owned(),
        known: keys.cloned().collect::<Vec<_>>().join(", "),
    }
}

/// The first key of a path.
fn head(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

/// A part of a record; nothing where the record has none.
fn part<T: serde::de::DeserializeOwned + Default>(row: &Value, key: &str) -> T {
    row.get(key)
        .and_then(|value| serde_json::from_value(value.clone()).ok())
        .unwrap_or_default()
}

/// The places of a value; where it has none of its own, those of the whole record.
fn citations(row: &Value, field: Option<&str>) -> (bool, Vec<Citation>) {
    let mut all: Vec<Citation> = part(row, "source");
    // What was left over is one place itself.
    all.extend(serde_json::from_value(leftover(row)).ok());
    let Some(head) = field.map(head) else {
        return (true, all);
    };
    let own: Vec<Citation> = all
        .iter()
        .filter(|citation| {
            citation
                .field
                .as_deref()
                .is_some_and(|name| stands_for(name, head))
        })
        .cloned()
        .collect();
    if own.is_empty() {
        (false, all)
    } else {
        (true, own)
    }
}

/// An unassigned record as the citation of its text; null for any other.
fn leftover(row: &Value) -> Value {
    match row.get("span") {
        Some(span) => serde_json::json!({
            "field": "text", "page": row["page"], "bbox": row["bbox"], "span": span,
        }),
        None => Value::Null,
    }
}

/// True if what is cited under a name is where a value stands: parts that are read off the text stand in it.
fn stands_for(name: &str, field: &str) -> bool {
    let of_text = matches!(field, "quantity" | "clauses" | "absent" | "continues");
    name == field || (of_text && name == "text")
}

fn concerns(warning: &Warning, places: &[Citation]) -> bool {
    warning.source.iter().any(|source| {
        let [start, end] = source.span;
        places
            .iter()
            .any(|place| place.span[0] < end && start < place.span[1])
    })
}

fn places(citations: Vec<Citation>, recovered: Option<&str>) -> Vec<Place> {
    let text: Option<Vec<char>> = recovered.map(|text| text.chars().collect());
    let characters = |citation: &Citation| {
        let [start, end] = citation.span.map(|at| at as usize);
        Some(text.as_ref()?.get(start..end)?.iter().collect())
    };
    citations
        .into_iter()
        .map(|citation| Place {
            characters: characters(&citation),
            citation,
        })
        .collect()
}

fn step(rule: String) -> Step {
    let does = RULES.get(&*rule).map(|known| known.does.clone());
    Step { rule, does }
}

/// Why a record is as sure as it is: what its rules can be trusted with, and what it says of itself.
fn why(row: &Value, rules: &[String]) -> Vec<String> {
    let Some(confidence) = row.get("confidence").and_then(Value::as_f64) else {
        return Vec::new();
    };
    let share = (confidence * 100.0).round();
    let mut why = vec![format!(
        "The figure means that about {share} in 100 such values are right; docs/quality.md has the measured shares."
    )];
    let known = rules.iter().filter_map(|rule| RULES.get(&**rule));
    why.extend(known.map(|rule| rule.trust.clone()));
    if row.pointer("/period/inferred") == Some(&Value::Bool(true)) {
        why.push(
            "The year is not printed beside it; it comes from elsewhere in the document."
                .to_owned(),
        );
    }
    why
}
