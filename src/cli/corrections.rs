//! The corrections of a run, and what became of them: those of documents that are not there, and those that were
//! not laid.

use super::exit::Failure;
use super::input;
use super::message::Messages;
use kaikaku::batch::Row;
use kaikaku::diagnostic::Code;
use kaikaku::{Corrections, Options, correct};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

/// So many documents are named.
const NAMED: usize = 10;
/// The warnings of corrections that were not laid.
const NOT_LAID: [Code; 3] = [
    Code::CorrectionWithoutRecord,
    Code::CorrectionOutdated,
    Code::CorrectionUnfit,
];

/// The corrections of a file.
pub(crate) fn read(path: &Path) -> Result<Arc<Corrections>, Failure> {
    let text = fs::read_to_string(path).map_err(|error| input::unreadable(path, &error))?;
    correct::read(&text)
        .map(Arc::new)
        .map_err(|bad| Failure::usage(format!("{}:{bad}", input::shown(path))))
}

/// Tells of the corrections of documents that the run does not have.
pub(crate) fn tell_without_document<'a>(
    options: &Options,
    there: impl Iterator<Item = &'a str>,
    messages: &Messages,
) {
    let Some(corrections) = &options.corrections else {
        return;
    };
    let there: BTreeSet<&str> = there.collect();
    if let Some(line) = without_document(corrections, &there) {
        messages.complain(&line);
    }
}

fn without_document(corrections: &Corrections, there: &BTreeSet<&str>) -> Option<String> {
    let missing = corrections
        .documents()
        .filter(|(id, _)| !there.contains(id));
    let (ids, counts): (Vec<&str>, Vec<usize>) = missing.unzip();
    if ids.is_empty() {
        return None;
    }
    let named = ids[..ids.len().min(NAMED)].join(", ");
    let more = match ids.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let lines: usize = counts.iter().sum();
    Some(format!(
        "corrections of documents that are not among the inputs: {lines}, of {named}{more}; they were not laid"
    ))
}

/// Tells how many corrections no longer fit the documents of a dataset.
pub(crate) fn tell_not_laid(rows: &[Row], messages: &Messages) {
    let mut seen = BTreeSet::new();
    let once = rows.iter().filter(|row| seen.insert(&row.document_id));
    let count = |row: &Row| -> u32 {
        let of = |code: &Code| row.warnings.get(code.name()).copied().unwrap_or_default();
        NOT_LAID.iter().map(of).sum()
    };
    let not_laid: u32 = once.map(count).sum();
    if not_laid > 0 {
        messages.complain(&format!(
            "corrections that no longer fit and were not laid: {not_laid}; `warnings` in documents.jsonl say why"
        ));
    }
}
