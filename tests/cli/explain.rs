//! Why a value is what it is: place, characters, rules, confidence.

use super::bench::{Bench, sheet};
use crate::documents::{CONVERTED, project};
use kaikaku::explain::RULES;
use serde_json::{Value, json};
use std::fs;

/// A bench with a sheet, its bundle, and the bundle as JSON.
fn explained() -> (Bench, Value) {
    let bench = Bench::new();
    bench.put("a.txt", sheet(1));
    let bundle = bench.run_well(&["convert", "a.txt"]).out;
    bench.put("a.json", &bundle);
    let bundle = serde_json::from_str(&bundle).expect("JSON");
    (bench, bundle)
}

#[test]
fn a_value_is_explained_by_place_characters_rules_and_confidence() {
    let (bench, bundle) = explained();
    let result = &bundle["results"][0];
    let id = result["result_id"].as_str().expect("an id");
    let said = bench.run_well(&["explain", "a.json", &format!("{id}.text")]);
    let confidence = &result["confidence"];
    let rule = result["rules"][0].as_str().expect("a rule");
    for line in [
        format!("result {id}, text"),
        "value: \"実施 1件\"".to_owned(),
        "source: a.txt, SHA-256 as in the bundle".to_owned(),
        "place of text: page 1, no box, characters 41 to 46: \"実施 1件\"".to_owned(),
        format!("rule 1: {rule}: {}", RULES[rule].does),
        format!("confidence: {confidence}"),
        format!("  {}", RULES[rule].trust),
        "form: generic, fit 0".to_owned(),
    ] {
        assert!(
            said.out.lines().any(|other| other == line),
            "{line}\n{}",
            said.out
        );
    }
    let whole = bench.run_well(&["explain", "a.json", id]).out;
    assert!(whole.contains("  text: \"実施 1件\"\n"), "{whole}");
    assert!(whole.contains("place of period: page 1"), "{whole}");
}

#[test]
fn as_json_it_holds_the_same() {
    let (bench, bundle) = explained();
    let id = bundle["plans"][1]["plan_id"].as_str().expect("an id");
    let asked = format!("{id}.period.fiscal_year");
    let said = bench.run_well(&["explain", "a.json", &asked, "--json"]);
    let explained: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(explained["value"], json!(2016));
    assert_eq!(explained["places"][0]["characters"], "平成28年度");
    assert_eq!(explained["places"][0]["field"], "period");
    assert_eq!(
        explained["rules"][0]["rule"],
        bundle["plans"][1]["rules"][0]
    );
    assert_eq!(explained["confidence"], bundle["plans"][1]["confidence"]);
}

#[test]
fn the_source_is_read_again_only_if_it_is_the_same_file() {
    let (bench, bundle) = explained();
    let id = bundle["items"][0]["item_id"].as_str().expect("an id");
    bench.put("b.txt", sheet(1));
    bench.put("other.txt", sheet(2));
    let said = bench.run_well(&["explain", "a.json", id, "--source", "b.txt"]);
    assert!(said.out.contains("\"窓口の見直し1\"\n"), "{said:?}");
    let said = bench.run(&["explain", "a.json", id, "--source", "other.txt"]);
    assert_eq!(said.exit, Some(1), "{said:?}");
    assert!(said.err.contains("its SHA-256 is "), "{said:?}");
    for change in ["changed", "gone"] {
        match change {
            "changed" => bench.put("a.txt", sheet(3)),
            _ => fs::remove_file(bench.path("a.txt")).expect("it was there"),
        }
        let said = bench.run_well(&["explain", "a.json", &format!("{id}.name")]);
        assert!(said.out.contains("source: a.txt, not read: "), "{said:?}");
        let place = "place of name: page 1, no box, characters 6 to 13\n";
        assert!(said.out.contains(place), "{said:?}");
    }
}

#[test]
fn a_value_of_a_pdf_has_its_box_and_a_dataset_is_a_place_to_look() {
    let bench = Bench::new();
    let path = project("corpus/documents/evaluation-sheet-pdf-tounicode-001.pdf");
    let path = path.to_str().expect("a path in UTF-8");
    bench.run_well(&["convert", path, "--out", "set"]);
    let rows = bench.read("set/results.jsonl");
    let row: Value = serde_json::from_str(rows.lines().next().expect("a result")).expect("JSON");
    let id = row["result_id"].as_str().expect("an id");
    let said = bench.run_well(&["explain", "set", &format!("{id}.text"), "--json"]);
    let explained: Value = serde_json::from_str(&said.out).expect("JSON");
    let place = &explained["places"][0];
    assert_eq!(place["bbox"], row["source"][0]["bbox"]);
    assert_eq!(place["bbox"].as_array().map(Vec::len), Some(4));
    assert_eq!(place["characters"], row["text"]);
}

#[test]
fn what_is_not_there_is_said_with_what_is() {
    let (bench, bundle) = explained();
    let id = bundle["items"][0]["item_id"].as_str().expect("an id");
    for (asked, told) in [
        ("doc-0-i001".to_owned(), "no record doc-0-i001"),
        (format!("{id}.nmae"), "it has item_id, document_id, number"),
    ] {
        let said = bench.run(&["explain", "a.json", &asked]);
        assert_eq!(said.exit, Some(2), "{said:?}");
        assert!(said.err.contains(told), "{said:?}");
    }
    let said = bench.run(&["explain", "a.txt", id]);
    assert_eq!(said.exit, Some(1), "{said:?}");
}

#[test]
fn every_rule_that_made_a_record_has_its_sentence() {
    for document in CONVERTED.iter() {
        let bundle = &document.bundle;
        let plans = bundle.plans.iter().map(|row| &row.extra);
        let results = bundle.results.iter().map(|row| &row.extra);
        let evaluations = bundle.evaluations.iter().map(|row| &row.extra);
        for extra in plans.chain(results).chain(evaluations) {
            for rule in &extra.rules {
                assert!(RULES.contains_key(rule), "{}: {rule}", document.name);
            }
        }
    }
}
