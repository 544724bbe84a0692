//! The committed corpus is what its generator writes, and its truth can be scored.

#[path = "../examples/corpus/generator/mod.rs"]
mod generator;

use clap::Parser;
use kaikaku::score::score_pairs;
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

#[test]
fn every_family_has_a_floor() {
    let floors = std::fs::read_to_string(corpus().join("floors.toml")).expect("floors");
    let floors: toml::Table = floors.parse().expect("TOML");
    for (folder, table) in [("truth", "documents"), ("unseen/truth", "unseen")] {
        for (name, bytes) in files(&corpus()) {
            if name.starts_with(&format!("{folder}/")) {
                let truth: Value = serde_json::from_slice(&bytes).expect("JSON");
                let family = truth["family"].as_str().expect("a family");
                assert!(floors[table].get(family).is_some(), "{family} has no floor");
            }
        }
    }
}
