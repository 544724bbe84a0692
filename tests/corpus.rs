//! The committed corpus is what its generator writes, its truth can be scored, and no family of forms is read
//! worse than its floor in `corpus/floors.toml` says.

#[path = "../examples/corpus/generator/mod.rs"]
mod generator;

use crate::documents::{self, CONVERTED};
use clap::Parser;
use kaikaku::score::{F1, score_pairs};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// The generated folders of a corpus: relative path and content of each file.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for folder in ["documents", "truth", "unseen/documents", "unseen/truth"] {
        let entries = std::fs::read_dir(root.join(folder)).expect("a folder of the corpus");
        for entry in entries {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            let bytes = std::fs::read(&path).expect("a readable file");
            files.insert(format!("{folder}/{name}"), bytes);
        }
    }
    files
}

#[test]
fn the_generator_writes_the_committed_files() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().as_os_str();
    let arguments = [
        "corpus".as_ref(),
        "--committed".as_ref(),
        "--out".as_ref(),
        out,
    ];
    let options = generator::Options::parse_from(arguments);
    generator::run(&options).expect("a written corpus");
    let (written, committed) = (files(folder.path()), files(&corpus()));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&written), names(&committed));
    for (name, bytes) in &committed {
        // Not assert_eq: nobody wants to read the bytes of a PDF.
        assert!(
            written[name] == *bytes,
            "{name} differs; run `cargo run --example corpus -- --committed`"
        );
    }
}

#[test]
fn truth_is_right_about_itself() {
    for (name, bytes) in files(&corpus()) {
        if !name.contains("truth/") {
            continue;
        }
        let truth: Value = serde_json::from_slice(&bytes).expect("JSON");
        let report = score_pairs(&[(&name, &truth, &truth)]);
        assert_eq!(report.f1.strict, Some(1.0), "{name}");
        assert_eq!(
            report.wrong_side.part + report.wrong_period.part,
            0,
            "{name}"
        );
    }
}

/// F1 of each family of one split: `documents` or `unseen`.
fn families(split: &str) -> BTreeMap<String, F1> {
    let root = match split {
        "unseen" => "corpus/unseen",
        _ => "corpus",
    };
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
    std::fs::read_to_string(corpus().join("floors.toml")).expect("floors")
}

const SPLITS: [&str; 2] = ["documents", "unseen"];

#[test]
fn no_family_is_below_its_floor() {
    let floors: Floors = toml::from_str(&floors_text()).expect("a floor a family");
    assert!(floors.keys().eq(SPLITS), "tables of floors.toml");
    let mut faults = Vec::new();
    for split in SPLITS {
        let families = families(split);
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
    for split in SPLITS {
        lines.push(format!("\n[{split}]"));
        for (family, f1) in families(split) {
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
    std::fs::write(corpus().join("floors.toml"), text).expect("written floors");
}
