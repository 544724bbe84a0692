//! Documents that are not part of the project, where they are there.

use kaikaku::Error;
use kaikaku::diagnostic::Code;
use kaikaku::layout::{Pages, layout};
use kaikaku::read::pdf::read;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;
use unicode_normalization::UnicodeNormalization;

/// The folder of documents that are not part of the project, where it is there.
fn beside(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data")
        .join(name);
    if !folder.is_dir() {
        let _ = writeln!(std::io::stdout(), "skipped: {name} is not there");
        return None;
    }
    Some(folder)
}

fn pdfs(folder: &PathBuf) -> Vec<(String, Result<Pages, Error>)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "pdf"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path
                .file_stem()
                .map(|stem| stem.to_string_lossy().into_owned());
            let bytes = std::fs::read(&path).expect("a file");
            (name.unwrap_or_default(), read(&bytes).map(layout))
        })
        .collect()
}

/// NFKC without white space and variation selectors, sorted.
fn bag(text: &str) -> Vec<char> {
    let mut bag: Vec<char> = text
        .nfkc()
        .filter(|c| !c.is_whitespace() && !('\u{E0100}'..='\u{E01EF}').contains(c))
        .collect();
    bag.sort_unstable();
    bag
}

#[test]
fn every_encoding_gives_its_characters() -> Result<(), Box<dyn std::error::Error>> {
    let Some(folder) = beside("pdf-encodings") else {
        return Ok(());
    };
    let expected = std::fs::read_to_string(folder.join("expected.json"))?;
    let expected: BTreeMap<String, String> = serde_json::from_str(&expected)?;
    for (name, pages) in pdfs(&folder) {
        if name == "truncated_half" {
            let warned = |pages: &Pages| {
                pages
                    .diagnostics
                    .iter()
                    .any(|d| d.code == Code::UnreadablePage)
            };
            assert!(pages.as_ref().map_or(true, warned), "{name}");
            continue;
        }
        assert_eq!(bag(&pages?.recovered.text), bag(&expected[&name]), "{name}");
    }
    Ok(())
}

#[test]
fn published_forms_are_laid_out() {
    let Some(folder) = beside("pdf-real") else {
        return;
    };
    for (name, pages) in pdfs(&folder) {
        let pages = pages.expect("a sound PDF");
        assert!(
            pages.diagnostics.is_empty(),
            "{name}: {:?}",
            pages.diagnostics
        );
        assert_eq!(
            pages.recovered.text.chars().count(),
            pages.recovered.boxes.len(),
            "{name}"
        );
    }
}
