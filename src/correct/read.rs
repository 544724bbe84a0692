//! A file of corrections: JSON Lines, each line sound in itself.

use crate::options::{CorrectionLine, Corrections};
use std::collections::BTreeMap;

/// A line of a file of corrections that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {cause}; correct the line (docs/corrections.md)")]
pub struct BadLine {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub cause: String,
}

/// Reads corrections from JSON Lines; blank lines are none.
///
/// # Errors
///
/// If a line is no correction, or corrects what another line corrects.
pub fn read(text: &str) -> Result<Corrections, BadLine> {
    let mut first: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut lines = Vec::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (line, words) in (1..).zip(text.lines()) {
        if words.trim().is_empty() {
            continue;
        }
        let bad = |cause: String| BadLine { line, cause };
        let found: CorrectionLine = serde_json::from_str(words)
            .map_err(|error| bad(error.to_string().replace(" at line 1 column", ", column")))?;
        sound(&found).map_err(bad)?;
        let target = (found.record.clone(), found.field.clone());
        if let Some(other) = first.insert(target, line) {
            let cause = format!("line {other} corrects this value too");
            return Err(BadLine { line, cause });
        }
        lines.push(found);
    }
    Ok(gather(lines))
}

/// Corrections by their documents.
pub(crate) fn gather(lines: Vec<CorrectionLine>) -> Corrections {
    let mut by_document: BTreeMap<String, Vec<CorrectionLine>> = BTreeMap::new();
    for line in lines {
        let document = document_of(&line.record).unwrap_or_default().to_owned();
        by_document.entry(document).or_default().push(line);
    }
    Corrections(by_document)
}

/// What can be said against a correction before its document is seen.
fn sound(line: &CorrectionLine) -> Result<(), String> {
    let (record, field) = (&line.record, &line.field);
    if Kind::of(record).is_none() {
        return Err(format!(
            "`{record}` is no id of a document, section, item, plan, result or evaluation"
        ));
    }
    if !may_be_corrected(record, field) {
        return Err(format!(
            "`{field}` of {record} is not a value of the document"
        ));
    }
    for (key, words) in [("who", &line.who), ("why", &line.why)] {
        if words.trim().is_empty() {
            return Err(format!("`{key}` is empty"));
        }
    }
    if line.span.is_some_and(|[start, end]| start >= end) {
        return Err("`span` ends before it begins".to_owned());
    }
    Ok(())
}

/// The kinds of record that can be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Section,
    Item,
    Plan,
    Result,
    Evaluation,
}

impl Kind {
    /// The kind of the record with this id.
    pub(super) fn of(id: &str) -> Option<Self> {
        let document = document_of(id)?;
        let rest = id.strip_prefix(document)?;
        if rest.is_empty() {
            return Some(Self::Document);
        }
        match rest.rsplit('-').next()?.chars().next()? {
            's' => Some(Self::Section),
            'i' => Some(Self::Item),
            'p' => Some(Self::Plan),
            'r' => Some(Self::Result),
            'e' => Some(Self::Evaluation),
            _ => None,
        }
    }

    /// Keys that are no values of the document: what a record is known by, and what is told about it.
    fn fixed(self) -> &'static [&'static str] {
        match self {
            Self::Document => &["coverage", "form", "warnings"],
            Self::Section => &["section_id"],
            Self::Item => &["item_id"],
            Self::Plan => &["plan_id", "item_id"],
            Self::Result => &["result_id", "item_id"],
            Self::Evaluation => &["evaluation_id", "item_id"],
        }
    }
}

/// The same of all kinds.
const FIXED: [&str; 5] = ["document_id", "source", "confidence", "rules", "corrected"];

/// True if a value of a record can be corrected: what people read off the document, and links between records.
pub fn may_be_corrected(record: &str, field: &str) -> bool {
    let head = field.split('.').next().unwrap_or_default();
    let fixed = |kind: Kind| FIXED.contains(&head) || kind.fixed().contains(&head);
    !head.is_empty() && Kind::of(record).is_some_and(|kind| !fixed(kind))
}

/// The document of a record: `doc-` and 16 hex digits.
fn document_of(record: &str) -> Option<&str> {
    let digits = record.strip_prefix("doc-")?.get(..16)?;
    let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    record.get(..20).filter(|_| hex)
}
