//! PDF files, whole and damaged.

#![no_main]

use kaikaku::Options;
use libfuzzer_sys::{Corpus, fuzz_target};

/// Where a PDF's header is looked for.
const HEADER_WINDOW: usize = 1024;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let head = &bytes[..bytes.len().min(HEADER_WINDOW)];
    if !head.windows(5).any(|window| window == b"%PDF-") {
        return Corpus::Reject;
    }
    kaikaku_fuzz::hold(bytes, "fuzz.pdf", &Options::default());
    Corpus::Keep
});
