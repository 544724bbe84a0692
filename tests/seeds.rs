//! Published documents beside the project, where they are there, against truth that people labelled.

use crate::documents::{CONVERTED, files, is_there};
use kaikaku::score::score_pairs;
use serde_json::Value;

/// The soft F1 that each document must reach. Floors only ever rise.
const FLOORS: [(&str, f64); 5] = [
    ("000", 0.975),
    ("001", 1.0),
    ("002", 1.0),
    ("003", 1.0),
    ("004", 0.988),
];

#[test]
fn published_documents_reach_their_floors() {
    if !is_there("../shared/truth") || !is_there("../shared/data/seeds") {
        return;
    }
    let mut faults = Vec::new();
    for (path, bytes) in files("../shared/truth") {
        let truth: Value = serde_json::from_slice(&bytes).expect("JSON");
        let (_, floor) = FLOORS
            .iter()
            .find(|(number, _)| path.ends_with(&format!("/{number}.json")))
            .expect("a floor for each truth");
        let file = truth["file"].as_str().expect("the file that it is about");
        let document = CONVERTED
            .iter()
            .find(|document| document.name.ends_with(&format!("/{file}")))
            .expect("a converted document");
        let bundle = serde_json::to_value(&document.bundle).expect("a bundle is JSON");
        let soft = score_pairs(&[(file, &truth, &bundle)]).f1.soft;
        let soft = soft.unwrap_or_default();
        if soft < *floor {
            faults.push(format!("{file}: soft F1 {soft:.3} < {floor}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
