//! The promises of the record model that a JSON Schema cannot state: what must agree within one bundle,
//! or within one row of a manifest.

use crate::emit::manifest::Row;
use crate::record::{Bundle, Citation, Coverage};
use serde_json::Value;
use std::collections::BTreeSet;

/// Something that breaks the record model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Where it stands, as a JSON Pointer from the root of the bundle or row; empty for the root itself.
    pub place: String,
    /// What is wrong there.
    pub what: String,
}

/// Every broken promise of a bundle, in the order of its lists.
pub fn promises(bundle: &Bundle) -> Vec<Fault> {
    let mut faults = Vec::new();
    adds_up(bundle.document.coverage, "/document/coverage", &mut faults);
    identity(bundle, &mut faults);
    references(bundle, &mut faults);
    sources(bundle, &mut faults);
    if let Ok(value) = serde_json::to_value(bundle) {
        empty_texts("", &value, &mut faults);
    }
    faults
}

/// What is not given is null, and never an empty text.
fn empty_texts(place: &str, value: &Value, faults: &mut Vec<Fault>) {
    match value {
        Value::String(text) if text.trim().is_empty() => fault(faults, place, "empty, not null"),
        Value::Array(list) => {
            for (i, value) in list.iter().enumerate() {
                empty_texts(&format!("{place}/{i}"), value, faults);
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                empty_texts(&format!("{place}/{key}"), value, faults);
            }
        }
        _ => {}
    }
}

/// Every broken promise of a bundle that concerns keys: without these kept, tables cannot be joined.
pub fn keys(bundle: &Bundle) -> Vec<Fault> {
    let mut faults = Vec::new();
    identity(bundle, &mut faults);
    references(bundle, &mut faults);
    faults
}

/// Every broken promise of a row of a manifest.
pub fn row(row: &Row) -> Vec<Fault> {
    let mut faults = Vec::new();
    let of_bytes = row.sha256.as_deref().map(|hash| hash.get(..16));
    let id = row.document_id.as_deref();
    if id.map(|id| id.strip_prefix("doc-")) != of_bytes {
        let what = "not `doc-` and the first 16 digits of /sha256";
        fault(&mut faults, "/document_id", what);
    }
    let has_bundle = row.status.has_bundle();
    let status = row.status.name();
    for (place, there, due) in [
        ("/counts", row.counts.is_some(), has_bundle),
        ("/coverage", row.coverage.is_some(), has_bundle),
        ("/bundle_sha256", row.bundle_sha256.is_some(), has_bundle),
        ("/cause", row.cause.is_some(), !has_bundle),
    ] {
        if there != due {
            let what = if due { "missing" } else { "out of place" };
            fault(
                &mut faults,
                place,
                format!("{what} where status is {status}"),
            );
        }
    }
    if let Some(coverage) = row.coverage {
        adds_up(coverage, "/coverage", &mut faults);
    }
    faults
}

fn fault(faults: &mut Vec<Fault>, place: impl Into<String>, what: impl Into<String>) {
    faults.push(Fault {
        place: place.into(),
        what: what.into(),
    });
}

/// Assigned, labels, furniture and unassigned add up to all characters.
fn adds_up(c: Coverage, place: &str, faults: &mut Vec<Fault>) {
    let parts = [c.assigned, c.labels, c.furniture, c.unassigned];
    let sum: u64 = parts.into_iter().map(u64::from).sum();
    if sum != u64::from(c.characters) {
        let what = format!("the parts add up to {sum}, not to {}", c.characters);
        fault(faults, place, what);
    }
}

/// Ids are unique and begin with those of what they belong to; the document's is that of its bytes.
fn identity(bundle: &Bundle, faults: &mut Vec<Fault>) {
    let document = &bundle.document;
    let of_bytes = document.source.sha256.get(..16);
    if document.document_id.strip_prefix("doc-") != of_bytes {
        let what = "not `doc-` and the first 16 digits of /document/source/sha256";
        fault(faults, "/document/document_id", what);
    }
    for (list, key, ids) in ids(bundle) {
        let mut seen = BTreeSet::new();
        for (i, (id, document_id)) in ids.into_iter().enumerate() {
            if !seen.insert(id) {
                fault(
                    faults,
                    format!("/{list}/{i}/{key}"),
                    format!("{id} is taken"),
                );
            }
            if !id.starts_with(&document.document_id) {
                let what = format!("{id} does not begin with {}", document.document_id);
                fault(faults, format!("/{list}/{i}/{key}"), what);
            }
            if document_id != document.document_id {
                let what = format!("{document_id} is not this document");
                fault(faults, format!("/{list}/{i}/document_id"), what);
            }
        }
    }
}

type Ids<'a> = (&'static str, &'static str, Vec<(&'a str, &'a str)>);

/// The record ids of every list with the document each names.
fn ids(bundle: &Bundle) -> [Ids<'_>; 6] {
    macro_rules! ids_of {
        ($list:ident, $key:ident) => {
            (
                stringify!($list),
                stringify!($key),
                bundle
                    .$list
                    .iter()
                    .map(|row| (row.$key.as_str(), row.document_id.as_str()))
                    .collect(),
            )
        };
    }
    [
        ids_of!(sections, section_id),
        ids_of!(items, item_id),
        ids_of!(plans, plan_id),
        ids_of!(results, result_id),
        ids_of!(evaluations, evaluation_id),
        ids_of!(unassigned, unassigned_id),
    ]
}

/// Every id that a record names exists.
fn references(bundle: &Bundle, faults: &mut Vec<Fault>) {
    let sections: BTreeSet<&str> = bundle.sections.iter().map(|r| &*r.section_id).collect();
    let items: BTreeSet<&str> = bundle.items.iter().map(|r| &*r.item_id).collect();
    let plans: BTreeSet<&str> = bundle.plans.iter().map(|r| &*r.plan_id).collect();
    let mut expect = |known: &BTreeSet<&str>, id: Option<&str>, place: String| {
        if let Some(id) = id
            && !known.contains(id)
        {
            fault(faults, place, format!("{id} does not exist"));
        }
    };
    for (i, row) in bundle.sections.iter().enumerate() {
        let parent = row.parent_id.as_deref();
        expect(&sections, parent, format!("/sections/{i}/parent_id"));
    }
    for (i, row) in bundle.items.iter().enumerate() {
        let section = row.section_id.as_deref();
        expect(&sections, section, format!("/items/{i}/section_id"));
        let repeated = row.repeat_of.as_deref();
        expect(&items, repeated, format!("/items/{i}/repeat_of"));
    }
    for (i, row) in bundle.plans.iter().enumerate() {
        expect(&items, Some(&row.item_id), format!("/plans/{i}/item_id"));
    }
    for (i, row) in bundle.results.iter().enumerate() {
        expect(&items, Some(&row.item_id), format!("/results/{i}/item_id"));
        let plan = row.plan_id.as_deref();
        expect(&plans, plan, format!("/results/{i}/plan_id"));
    }
    for (i, row) in bundle.evaluations.iter().enumerate() {
        let place = format!("/evaluations/{i}/item_id");
        expect(&items, Some(&row.item_id), place);
    }
}

/// Every plan, result and evaluation says where it stands, and every place is a place.
fn sources(bundle: &Bundle, faults: &mut Vec<Fault>) {
    let pages = bundle.document.source.pages;
    let mut expect = |place: String, source: &[Citation], required: bool| {
        if required && source.is_empty() {
            fault(faults, place.clone(), "a record without source");
        }
        for (i, citation) in source.iter().enumerate() {
            if citation.page == 0 || citation.page > pages {
                let what = format!("page {} of {pages}", citation.page);
                fault(faults, format!("{place}/{i}/page"), what);
            }
            if citation.span[0] > citation.span[1] {
                let place = format!("{place}/{i}/span");
                fault(faults, place, "ends before it begins");
            }
        }
    };
    for (i, row) in bundle.sections.iter().enumerate() {
        expect(format!("/sections/{i}/source"), &row.source, false);
    }
    for (i, row) in bundle.items.iter().enumerate() {
        expect(format!("/items/{i}/source"), &row.source, false);
    }
    for (i, row) in bundle.plans.iter().enumerate() {
        expect(format!("/plans/{i}/source"), &row.source, true);
    }
    for (i, row) in bundle.results.iter().enumerate() {
        expect(format!("/results/{i}/source"), &row.source, true);
    }
    for (i, row) in bundle.evaluations.iter().enumerate() {
        expect(format!("/evaluations/{i}/source"), &row.source, true);
    }
}
