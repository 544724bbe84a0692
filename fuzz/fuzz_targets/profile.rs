//! Form profiles: a profile without faults converts a sheet, one with faults names lines that it has.

#![no_main]

use kaikaku::forms::{self, Profile};
use kaikaku::{FormChoice, Options};
use libfuzzer_sys::{Corpus, fuzz_target};

/// A sheet with labels of all sorts, which a profile may give other meanings.
const SHEET: &str = include_str!("../../corpus/documents/goal-sheet-tsvp-utf8-001.tsv");

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Corpus::Reject;
    };
    let faults = forms::check(text);
    let lines = text.lines().count().max(1);
    for fault in &faults {
        assert!((1..=lines + 1).contains(&fault.line), "{fault:?}");
    }
    if Profile::parse(text).is_err() {
        assert!(!faults.is_empty(), "refused, and no fault is named");
        return Corpus::Keep;
    }
    let options = Options {
        form: FormChoice::Given(text.to_owned()),
        ..Options::default()
    };
    kaikaku_fuzz::hold(SHEET.as_bytes(), "sheet.tsv", &options);
    Corpus::Keep
});
