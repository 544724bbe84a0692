//! What holds of every bundle, whatever the document: checked over the corpus, hostile files and, where they are
//! there, published documents.

#[path = "invariants/provenance.rs"]
mod provenance;

use crate::documents::{CONVERTED, Converted, with_threads};
use kaikaku::emit::check;
use kaikaku::emit::json;
use kaikaku::{Options, convert};
use rayon::prelude::*;
use serde_json::Value;

/// Fails with every fault that a check finds in any document, but for documents that are known to have it.
fn hold(known: &[(&str, &str)], check: impl Fn(&Converted) -> Vec<String> + Sync) {
    let faulty: Vec<(&str, Vec<String>)> = CONVERTED
        .par_iter()
        .map(|document| (document.name.as_str(), check(document)))
        .filter(|(_, faults)| !faults.is_empty())
        .collect();
    let is_known = |name: &str| known.iter().any(|(document, _)| *document == name);
    let lines: Vec<String> = faulty
        .iter()
        .filter(|(name, _)| !is_known(name))
        .flat_map(|(name, faults)| faults.iter().map(move |fault| format!("{name}: {fault}")))
        .collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
    let cured = known.iter().filter(|(document, _)| {
        let there = CONVERTED.iter().any(|one| one.name == *document);
        there && faulty.iter().all(|(name, _)| name != document)
    });
    let cured: Vec<_> = cured.collect();
    assert!(cured.is_empty(), "take off the list: {cured:?}");
}

#[test]
fn promises_of_the_record_model_are_kept() {
    // Coverage adds up, ids are unique, references exist, every record has a source.
    hold(&[], |document| {
        let faults = check::promises(&document.bundle);
        let line = |fault: &check::Fault| format!("{}: {}", fault.place, fault.what);
        faults.iter().map(line).collect()
    });
}

#[cfg(feature = "validate")]
#[test]
fn every_bundle_keeps_to_the_schema() {
    let schema = kaikaku::emit::schema::Record::Bundle.schema();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    hold(&[], |document| {
        let value = as_json(document);
        let errors = validator.iter_errors(&value);
        errors
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect()
    });
}

fn as_json(document: &Converted) -> Value {
    serde_json::to_value(&document.bundle).expect("a bundle is JSON")
}

#[test]
fn the_same_bytes_come_of_the_same_document_again_and_with_one_thread() {
    with_threads(1, || {
        hold(&[], |document| {
            let name = &document.name;
            let again = convert(&document.bytes, name, &Options::default());
            let again = json::bundle(&again.expect("converted before")).expect("JSON");
            let first = json::bundle(&document.bundle).expect("JSON");
            // Not assert_eq: nobody wants to read two bundles.
            let differs = (first != again).then(|| "differs on a second run".to_owned());
            differs.into_iter().collect()
        });
    });
}
