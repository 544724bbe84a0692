//! Another program than ours finds what the truth says in every PDF that has a text layer.

use super::{TRUTHS, corpus, files};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use unicode_normalization::UnicodeNormalization;

/// How often each character occurs.
type Counts = BTreeMap<char, usize>;

/// Fields whose text is printed in one piece.
const WHOLE: [&str; 10] = [
    "title",
    "level",
    "name",
    "background",
    "purpose",
    "actions",
    "remarks",
    "text",
    "due",
    "method",
];

/// Fields whose text may be put together from headings above and beside, each of which serves many records.
const COMPOSED: [&str; 4] = ["number", "label", "measure", "criterion"];

/// NFKC without breaks, one sign for the many dashes and waves that character maps give.
fn folded(text: &str) -> String {
    let one_dash = |c: char| match c {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | 'ー' | '-' | '~' | '〜' | '∼' | '˜' => {
            '-'
        }
        _ => c,
    };
    text.nfkc()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .map(one_dash)
        .collect()
}

fn counts<'a>(texts: impl IntoIterator<Item = &'a String>) -> Counts {
    let mut counts = Counts::new();
    for c in texts.into_iter().flat_map(|text| text.chars()) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// What occurs more often in `some` than in `all`.
fn missing(some: &Counts, all: &Counts) -> String {
    some.iter()
        .filter(|(c, count)| all.get(c).is_none_or(|there| there < count))
        .map(|(c, _)| c)
        .collect()
}

/// The texts of some fields, wherever they stand; the other fields are codes.
fn texts(value: &Value, names: &[&str], found: &mut BTreeSet<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| texts(value, names, found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    _ if name == "alternatives" => {}
                    Value::String(text) if names.contains(&name.as_str()) => {
                        found.insert(folded(text));
                    }
                    _ => texts(value, names, found),
                }
            }
        }
        _ => {}
    }
}

fn text_of(pdf: &Path) -> String {
    let mut command = Command::new("pdftotext");
    let output = command.arg("-raw").arg(pdf).arg("-").output();
    let output = output.expect("pdftotext runs");
    assert!(output.status.success(), "{}", pdf.display());
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn pdftotext_finds_the_characters_of_every_truth() {
    let maps = Path::new("/usr/share/poppler/cMap");
    if Command::new("pdftotext").arg("-v").output().is_err() || !maps.exists() {
        let why = "skipped: pdftotext and its character maps (poppler-data) are not installed";
        let _ = writeln!(std::io::stderr(), "{why}");
        return;
    }
    let mut faults = Vec::new();
    for (name, bytes) in files(&corpus(), &TRUTHS) {
        let truth: Value = serde_json::from_slice(&bytes).expect("JSON");
        let folder = name.split_once("truth/").expect("a folder").0;
        let file = truth["file"].as_str().expect("a file");
        let pdf = corpus().join(folder).join("documents").join(file);
        if pdf.extension().is_none_or(|extension| extension != "pdf") {
            continue;
        }
        let there = counts(&[folded(&text_of(&pdf))]);
        let (mut strings, mut composed) = (BTreeSet::new(), BTreeSet::new());
        texts(&truth, &WHOLE, &mut strings);
        texts(&truth, &COMPOSED, &mut composed);
        for text in strings.union(&composed) {
            let lost = missing(&counts([text]), &there);
            if !lost.is_empty() {
                faults.push(format!("{name}: {lost} of {text}"));
            }
        }
        // A string within another may be printed only there; all others are printed, each in its own place.
        let whole = strings.iter().filter(|text| {
            let within = |other: &&String| other != text && other.contains(text.as_str());
            !strings.iter().any(|other| within(&other))
        });
        let lost = missing(&counts(whole), &there);
        if !lost.is_empty() {
            faults.push(format!("{name}: too few of {lost}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
