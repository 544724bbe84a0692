//! Sheets with commas or tabs. Fuzzed as UTF-8, since the encodings are the business of the target `text`; each form has
//! its turn, so that rules of all of them meet all tables.

#![no_main]

use kaikaku::forms;
use kaikaku::{FormChoice, Options};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Corpus::Reject;
    };
    if text.starts_with("%PDF-") || !text.contains(['\t', ',']) {
        return Corpus::Reject;
    }
    let forms = forms::built_in();
    let form = match forms.get(text.len() % (forms.len() + 1)) {
        Some(profile) => FormChoice::Named(profile.id.clone()),
        None => FormChoice::Fitting,
    };
    let options = Options {
        form,
        ..Options::default()
    };
    kaikaku_fuzz::hold(bytes, "fuzz.csv", &options);
    Corpus::Keep
});
