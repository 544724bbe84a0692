//! No family of forms is read worse than its floor in `corpus/floors.toml` says.

use crate::documents::{self, CONVERTED, project};
use kaikaku::score::{F1, score_pairs};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// The parts of the corpus that have floors of their own, and the folder of each.
const SPLITS: [(&str, &str); 5] = [
    ("documents", "corpus"),
    ("held", "corpus/held"),
    ("others", "corpus/others"),
    ("producers", "corpus/producers"),
    ("unseen", "corpus/unseen"),
];

/// F1 of each family in one folder of documents and truth.
fn families(root: &str) -> BTreeMap<String, F1> {
    let folder = format!("{root}/documents/");
    let converted = CONVERTED.iter().filter_map(|document| {
        let name = document.name.strip_prefix(&folder)?;
        let bundle = serde_json::to_value(&document.bundle).expect("a bundle is JSON");
        Some((name.to_owned(), bundle))
    });
    let bundles: BTreeMap<String, Value> = converted.collect();
    let truths: Vec<(String, Value)> = documents::files(&format!("{root}/truth"))
        .into_iter()
        .map(|(name, bytes)| (name, serde_json::from_slice(&bytes).expect("JSON")))
        .collect();
    let pairs: Vec<(&str, &Value, &Value)> = truths
        .iter()
        .map(|(name, truth)| {
            let file = truth["file"].as_str().expect("the file that it is about");
            let bundle = bundles.get(file).unwrap_or(&Value::Null);
            (name.as_str(), truth, bundle)
        })
        .collect();
    score_pairs(&pairs).families
}

/// What `corpus/floors.toml` says of a family.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Floor {
    strict: f64,
    soft: f64,
}

type Floors = BTreeMap<String, BTreeMap<String, Floor>>;

fn floors_text() -> String {
    std::fs::read_to_string(project("corpus/floors.toml")).expect("floors")
}

#[test]
fn no_family_is_below_its_floor() {
    let floors: Floors = toml::from_str(&floors_text()).expect("a floor a family");
    let splits = SPLITS.iter().map(|(split, _)| *split);
    assert!(floors.keys().eq(splits), "tables of floors.toml");
    let mut faults = Vec::new();
    for (split, root) in SPLITS {
        let families = families(root);
        assert!(
            families.keys().eq(floors[split].keys()),
            "{split}: floors and families differ: {:?}",
            families.keys()
        );
        for (family, f1) in families {
            let floor = floors[split][&family];
            for (name, figure, floor) in [
                ("strict", f1.strict, floor.strict),
                ("soft", f1.soft, floor.soft),
            ] {
                let figure = figure.unwrap_or_default();
                if figure < floor {
                    faults.push(format!("{split} {family}: {name} F1 {figure:.3} < {floor}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Lifts the floors to a little below today's figures: `cargo test -- --ignored floors_rise`.
#[test]
#[ignore = "writes corpus/floors.toml"]
fn floors_rise() {
    let text = floors_text();
    let old: Floors = toml::from_str(&text).expect("floors");
    let head = text.lines().take_while(|line| line.starts_with('#'));
    let mut lines: Vec<String> = head.map(str::to_owned).collect();
    for (split, root) in SPLITS {
        lines.push(format!("\n[{split}]"));
        for (family, f1) in families(root) {
            let known = old.get(split).and_then(|floors| floors.get(&family));
            let risen = |figure: Option<f64>, floor: Option<f64>| {
                let below = ((figure.unwrap_or_default() - 0.01) * 100.0).floor() / 100.0;
                below.max(floor.unwrap_or_default()).max(0.0)
            };
            let strict = risen(f1.strict, known.map(|floor| floor.strict));
            let soft = risen(f1.soft, known.map(|floor| floor.soft));
            lines.push(format!(
                "{family} = {{ strict = {strict:.2}, soft = {soft:.2} }}"
            ));
        }
    }
    let text = lines.join("\n") + "\n";
    std::fs::write(project("corpus/floors.toml"), text).expect("written floors");
}
