//! The committed corpus is what its generator writes, and its truth can be scored.

#[path = "../examples/corpus/generator/mod.rs"]
mod generator;

mod cells;
mod text_layer;

use super::cli::bench::Bench;
use clap::Parser;
use kaikaku::score::score_pairs;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

const GENERATED: [&str; 4] = ["documents", "truth", "unseen/documents", "unseen/truth"];
const TRUTHS: [&str; 5] = [
    "truth",
    "unseen/truth",
    "producers/truth",
    "others/truth",
    "held/truth",
];

/// Parts of the list of variants that hold values, patterns and sources.
const NO_LABELS: [&str; 6] = [
    "_sources",
    "enumerator",
    "evaluation_grade",
    "extraction_artifact",
    "fiscal_year_notation",
    "money_quantity",
];

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
    let _ = writeln!(std::io::stderr(), "without geometry: {joins}");
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

/// The documents of other programs, as their manifest lists them.
fn produced() -> Vec<toml::Table> {
    let manifest = corpus().join("producers/manifest.toml");
    let manifest = std::fs::read_to_string(manifest).expect("a manifest");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let documents = manifest["document"].as_array().expect("documents");
    let table = |document: &toml::Value| document.as_table().expect("a table").clone();
    documents.iter().map(table).collect()
}

fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_files_of_other_programs_are_as_they_were_made() {
    let kept = files(&corpus().join("producers"), &["documents", "truth"]);
    let mut listed = Vec::new();
    for document in produced() {
        let file = document["file"].as_str().expect("a file");
        let name = format!("documents/{file}");
        assert_eq!(
            document["sha256"].as_str(),
            Some(&*digest(&kept[&name])),
            "{file}"
        );
        if !document.contains_key("says") {
            listed.push(format!("truth/{}", file.replace(".pdf", ".json")));
        }
        listed.push(name);
    }
    listed.sort();
    assert_eq!(listed, kept.into_keys().collect::<Vec<_>>());
}

#[test]
fn a_document_whose_text_cannot_be_had_says_so() {
    let bench = Bench::new();
    let lost: Vec<toml::Table> = produced()
        .into_iter()
        .filter(|document| document.contains_key("says"))
        .collect();
    for document in &lost {
        let file = document["file"].as_str().expect("a file");
        let path = corpus().join("producers/documents").join(file);
        bench.put(
            &format!("in/{file}"),
            std::fs::read(path).expect("a document"),
        );
    }
    bench.run(&["convert", "in", "--out", "set"]);
    let rows = bench.manifest("set");
    for document in &lost {
        let file = document["file"].as_str().expect("a file");
        let row = &rows[&format!("in/{file}")];
        let says = document["says"].as_str().expect("a word");
        assert!(row.to_string().contains(says), "{row}");
        if let Some(status) = document.get("status") {
            assert_eq!(row["status"].as_str(), status.as_str(), "{row}");
        }
    }
}

#[test]
fn a_second_run_writes_the_same_bytes() {
    let written = || {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let out = folder.path().to_string_lossy();
        let draw = ["--layout", "two-year", "--form", "pdf", "--count", "25"];
        let arguments = ["corpus", "--seed", "5000", "--out", &out];
        let options = generator::Options::parse_from(arguments.iter().chain(&draw));
        generator::run(&options).expect("a written corpus");
        files(folder.path(), &["documents", "truth"])
    };
    let first = written();
    assert_eq!(first.len(), 50);
    assert!(first == written(), "the second run differs");
}

#[test]
fn the_corpus_stays_small() {
    let mut folders = vec![corpus()];
    let mut bytes = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of the corpus") {
            let entry = entry.expect("an entry");
            let about = entry.metadata().expect("what is known of a file");
            if about.is_dir() {
                folders.push(entry.path());
            } else {
                bytes += about.len();
            }
        }
    }
    // Three million for what is generated and printed, 2,300,000 for the documents written by hand.
    assert!(bytes <= 6_400_000, "{bytes} bytes");
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

/// A third of the known label variants is in no lexicon, and none of that third stands in the first documents.
#[test]
fn a_third_of_the_label_variants_is_kept_for_measuring() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Ok(text) = std::fs::read_to_string(root.join("../shared/data/lexicon.json")) else {
        return;
    };
    let list: BTreeMap<String, Value> = serde_json::from_str(&text).expect("JSON");
    let text = std::fs::read_to_string(corpus().join("unseen/labels.toml")).expect("a file");
    let kept: toml::Table = text.parse().expect("TOML");
    let slots = kept["slot"].as_array().expect("slots");
    let lists = slots.iter().map(|slot| &slot["labels"]);
    let unprinted = kept["unprinted"].as_table().expect("a table").values();
    let kept: BTreeSet<&str> = lists
        .chain(unprinted)
        .flat_map(|labels| labels.as_array().expect("labels"))
        .map(|label| label.as_str().expect("a label"))
        .collect();
    let variants: BTreeMap<&str, bool> = list
        .iter()
        .filter(|(concept, _)| !NO_LABELS.contains(&concept.as_str()))
        .flat_map(|(_, entries)| entries.as_array().expect("variants"))
        .map(|entry| {
            let is_first = entry["seen_in"].to_string().contains("\"S");
            (entry["label"].as_str().expect("a label"), is_first)
        })
        .collect();
    let shared = variants
        .iter()
        .filter(|&(label, is_first)| !is_first && kept.contains(label))
        .count();
    assert_eq!(
        shared,
        kept.len(),
        "a label that is in no list, or in the first documents"
    );
    assert!(
        shared * 3 >= variants.len(),
        "{shared} of {}",
        variants.len()
    );
}
