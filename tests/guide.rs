//! The documents for people show what the program reads and prints.

use crate::cli::bench::Bench;
use crate::documents::project;
use kaikaku::emit::json;
use kaikaku::forms;
use kaikaku::{FormChoice, Options, convert};
use std::fs;

/// The fenced blocks of a document that are of one kind.
fn blocks(document: &str, kind: &str) -> Vec<String> {
    let text = fs::read_to_string(project(document)).expect("a document for people");
    let fences = text.split("\n```").skip(1).step_by(2);
    let of_kind = fences.filter_map(|block| block.strip_prefix(kind)?.strip_prefix('\n'));
    of_kind.map(str::to_owned).collect()
}

fn printed(bytes: &[u8], path: &str, form: FormChoice) -> String {
    let options = Options {
        form,
        ..Options::default()
    };
    let bundle = convert(bytes, path, &options).expect("a document that is read");
    String::from_utf8(json::bundle(&bundle).expect("JSON")).expect("UTF-8")
}

/// Every line of an excerpt stands in the whole, in this order; blank lines stand for what is left out.
fn assert_excerpt(excerpt: &str, whole: &str) {
    let mut lines = whole.lines();
    for line in excerpt.lines().filter(|line| !line.trim().is_empty()) {
        assert!(lines.any(|other| other.trim_end() == line), "{line}");
    }
}

#[test]
fn the_readme_shows_what_is_read_and_printed() {
    let path = "corpus/documents/evaluation-sheet-tsv-eucjp-003.tsv";
    let bytes = fs::read(project(path)).expect("the document that the README names");
    let (text, _, _) = encoding_rs::EUC_JP.decode(&bytes);
    assert_excerpt(&blocks("README.md", "text")[0], &text);
    let printed = printed(&bytes, path, FormChoice::Fitting);
    assert_excerpt(&blocks("README.md", "json")[0], &printed);
}

#[test]
fn the_profile_of_the_guide_works() {
    let sheet = blocks("docs/forms.md", "csv").swap_remove(0);
    let profile = blocks("docs/forms.md", "toml").swap_remove(0);
    let printed = printed(sheet.as_bytes(), "wings.csv", FormChoice::Given(profile));
    assert_excerpt(&blocks("docs/forms.md", "json")[0], &printed);
}

#[test]
fn the_draft_of_the_guide_is_the_one_that_is_printed() {
    let bench = Bench::new();
    let sheet = blocks("docs/forms.md", "csv").swap_remove(0);
    bench.put("wings.csv", sheet);
    let drafted = bench.run_well(&["forms", "draft", "wings.csv"]).out;
    assert_excerpt(&blocks("docs/forms.md", "text")[0], &drafted);
    bench.put("wings.toml", blocks("docs/forms.md", "toml").swap_remove(0));
    let checked = bench.run_well(&["forms", "check", "wings.toml", "wings.csv"]);
    assert_eq!(
        checked.out,
        format!("{}\n", blocks("docs/forms.md", "text")[1])
    );
}

#[test]
fn the_guide_names_every_concept() {
    let guide = fs::read_to_string(project("docs/forms.md")).expect("a document for people");
    let list = guide.split("that it has for each").nth(1);
    let list = list.expect("the list").split("## ").next().expect("a part");
    let named: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    assert_eq!(named, forms::concepts());
}

#[test]
fn the_corrections_of_the_guide_are_laid() {
    let bench = Bench::new();
    let path = "corpus/documents/evaluation-sheet-tsv-eucjp-003.tsv";
    let sheet = fs::read(project(path)).expect("the document that the guide names");
    bench.put(path, sheet);
    bench.put("sheet.json", bench.run_well(&["convert", path]).out);
    let id = "doc-08b885c5851b1f93-i001-p003.text";
    let explained = bench.run_well(&["explain", "sheet.json", id]).out;
    assert_excerpt(&blocks("docs/corrections.md", "text")[0], &explained);
    let lines = blocks("docs/corrections.md", "jsonl").swap_remove(0);
    bench.put("corrections.jsonl", lines);
    let corrected = bench.run_well(&["convert", path, "--corrections", "corrections.jsonl"]);
    assert_eq!(corrected.err, "");
    assert_excerpt(&blocks("docs/corrections.md", "json")[0], &corrected.out);
}
