//! `convert --cross-check`: what a second reader makes of the same PDF.

use super::bench::Bench;
use crate::documents::project;
use serde_json::Value;
use std::fs;

fn put(bench: &Bench, name: &str) {
    let bytes = fs::read(project("corpus/documents").join(name)).expect("a document");
    bench.put(&format!("in/{name}"), bytes);
}

/// Code and message of each warning.
fn warnings(bench: &Bench, name: &str, more: &[&str]) -> Vec<(String, String)> {
    let path = format!("in/{name}");
    let said = bench.run_well(&[&["convert", &path], more].concat());
    let bundle: Value = serde_json::from_str(&said.out).expect("a bundle");
    let warnings = bundle["document"]["warnings"].as_array().expect("warnings");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let about = |warning: &Value| (text(&warning["code"]), text(&warning["message"]));
    warnings.iter().map(about).collect()
}

#[test]
fn readers_that_agree_are_not_mentioned() {
    let bench = Bench::new();
    let name = "kpi-table-pdf-tounicode-001.pdf";
    put(&bench, name);
    let plain = warnings(&bench, name, &[]);
    assert_eq!(warnings(&bench, name, &["--cross-check"]), plain);
}

#[test]
fn readers_that_differ_are_named_with_page_and_share() {
    // Its font names no Unicode, which the second reader needs.
    let bench = Bench::new();
    let name = "two-year-sheet-pdf-japan1-005.pdf";
    put(&bench, name);
    let found = warnings(&bench, name, &["--cross-check"]);
    let differ: Vec<_> = found.iter().filter(|w| w.0 == "readers_differ").collect();
    assert!(!differ.is_empty(), "{found:?}");
    for (n, (_, message)) in differ.into_iter().enumerate() {
        let page = format!("page {}: the two readers differ in 100.0 %", n + 1);
        assert!(message.starts_with(&page), "{message}");
    }
}

#[test]
fn a_second_reader_that_dies_costs_nothing_but_a_note() {
    // Its font has a predefined character map, over which the second reader panics.
    let bench = Bench::new();
    let name = "two-year-sheet-pdf-90ms-002.pdf";
    put(&bench, name);
    let plain = warnings(&bench, name, &[]);
    let mut found = warnings(&bench, name, &["--cross-check"]);
    found.retain(|warning| warning.0 != "second_reader_failed");
    assert_eq!(found, plain);
    bench.run_well(&["convert", "in", "--out", "set", "--cross-check"]);
    let row = bench.manifest("set").remove(&format!("in/{name}"));
    let row = row.expect("a row");
    assert_eq!(row["warnings"]["second_reader_failed"], 1, "{row}");
    assert_eq!(row["status"], "ok", "{row}");
    // What was converted without a second opinion is converted again with one.
    let again = |more: &[&str]| {
        let said = bench.run_well(&[&["convert", "in", "--out", "set"], more].concat());
        said.err.contains("1 kept from before")
    };
    assert!(again(&["--cross-check"]), "the same options");
    assert!(!again(&[]), "other options");
}
