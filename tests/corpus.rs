//! The committed corpus is what its generator writes, and its truth can be scored.

#[path = "../examples/corpus/generator/mod.rs"]
mod generator;

use clap::Parser;
use kaikaku::score::score_pairs;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

const GENERATED: [&str; 4] = ["documents", "truth", "unseen/documents", "unseen/truth"];
const TRUTHS: [&str; 3] = ["truth", "unseen/truth", "producers/truth"];

/// Relative path and content of each file in some folders.
fn files(root: &Path, folders: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for folder in folders {
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
    let (written, committed) = (
        files(folder.path(), &GENERATED),
        files(&corpus(), &GENERATED),
    );
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
fn wrapped_texts_are_joined_without_geometry() {
    let joins = generator::measure(1..=3);
    assert!(joins.share() >= 0.97, "{joins}");
}

#[test]
fn truth_is_right_about_itself() {
    for (name, bytes) in files(&corpus(), &TRUTHS) {
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
    for (folder, table) in TRUTHS.iter().zip(["documents", "unseen", "producers"]) {
        for bytes in files(&corpus(), &[folder]).values() {
            let truth: Value = serde_json::from_slice(bytes).expect("JSON");
            let family = truth["family"].as_str().expect("a family");
            assert!(floors[table].get(family).is_some(), "{family} has no floor");
        }
    }
}

#[test]
fn the_files_of_other_programs_are_as_they_were_made() {
    let folder = corpus().join("producers");
    let sums = std::fs::read_to_string(folder.join("SHA256SUMS")).expect("sums");
    for line in sums.lines() {
        let (sum, file) = line.split_once("  ").expect("a sum and a file");
        let bytes = std::fs::read(folder.join(file)).expect("a readable file");
        let digest = Sha256::digest(bytes);
        let found: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, sum, "{file}");
    }
    assert_eq!(sums.lines().count(), files(&folder, &["documents"]).len());
}

#[test]
fn no_city_of_the_corpus_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect("a readable file");
    let municipalities = read("src/lexicon/municipalities.tsv");
    let cities: toml::Table = read("examples/corpus/generator/data/cities.toml")
        .parse()
        .expect("TOML");
    for city in cities["city"].as_array().expect("cities") {
        let name = city["name"].as_str().expect("a name");
        let real = |line: &str| line.rsplit('\t').next() == Some(name);
        assert!(!municipalities.lines().any(real), "{name} is a real city");
    }
}
