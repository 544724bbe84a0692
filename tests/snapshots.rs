//! Whole bundles, as people read them: a change of any value shows here.
//!
//! `INSTA_UPDATE=always cargo test snapshots` writes them anew; read the difference before you commit it.

use crate::documents::CONVERTED;
use kaikaku::emit::json;

fn bundle(file: &str) -> String {
    let name = format!("corpus/documents/{file}");
    let document = CONVERTED.iter().find(|document| document.name == name);
    let bundle = &document.expect("a document of the corpus").bundle;
    String::from_utf8(json::bundle(bundle).expect("JSON")).expect("UTF-8")
}

#[test]
fn reform_sheet_as_pdf() {
    insta::assert_snapshot!(bundle("two-year-sheet-pdf-90ms-002.pdf"));
}

#[test]
fn goal_sheet_as_tsv() {
    insta::assert_snapshot!(bundle("goal-sheet-tsvp-utf8-001.tsv"));
}

#[test]
fn plan_in_prose() {
    insta::assert_snapshot!(bundle("plan-prose-prose-utf8-001.txt"));
}
