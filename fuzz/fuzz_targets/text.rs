//! Text sheets in any encoding: prose, flat tables, Markdown, markup.

#![no_main]

use kaikaku::Options;
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if bytes.windows(5).take(1024).any(|window| window == b"%PDF-") {
        return Corpus::Reject;
    }
    kaikaku_fuzz::hold(bytes, "fuzz.txt", &Options::default());
    Corpus::Keep
});
