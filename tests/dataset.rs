//! What is made of converted documents, from outside: tables in every form, a panel, differences.

mod city;
mod diff;
#[cfg(feature = "dataset")]
mod forms;
mod panel;
#[cfg(feature = "dataset")]
mod read;

use kaikaku::emit::codebook;
use std::fs;
use std::path::Path;

#[test]
fn the_committed_codebook_is_that_of_the_record_model() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/codebook.md");
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == codebook::text(),
        "docs/codebook.md is out of date: `cargo run -- schema --codebook > docs/codebook.md`"
    );
}
