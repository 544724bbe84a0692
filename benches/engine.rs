//! A PDF to records beside the engine alone, which only keeps glyphs and paths: `cargo bench --bench engine`.

#[path = "../examples/compare/engine.rs"]
mod engine;

mod one_core;

use divan::Bencher;
use divan::counter::ItemsCount;
use kaikaku::{Options, convert, read};
use std::fs;
use std::path::Path;

const SHEETS: [&str; 3] = [
    "evaluation-sheet-pdf-90ms-002.pdf",
    "four-year-sheet-pdf-tounicode-004.pdf",
    "two-year-sheet-pdf-tounicode-001.pdf",
];

fn main() {
    one_core::main();
}

/// Items are pages.
fn bench<T>(bencher: Bencher<'_, '_>, name: &str, work: impl Fn(&[u8]) -> T + Sync) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/documents");
    let bytes = fs::read(folder.join(name)).expect("a document of the corpus");
    let pages = engine::walk(&bytes).expect("it can be read");
    bencher
        .counter(ItemsCount::new(pages))
        .bench(|| work(divan::black_box(&bytes)));
}

#[divan::bench(args = SHEETS)]
fn engine_alone(bencher: Bencher<'_, '_>, name: &str) {
    bench(bencher, name, engine::walk);
}

#[divan::bench(args = SHEETS)]
fn read_glyphs_and_lines(bencher: Bencher<'_, '_>, name: &str) {
    bench(bencher, name, |bytes| read::pdf::read(bytes).is_ok());
}

#[divan::bench(args = SHEETS)]
fn to_records(bencher: Bencher<'_, '_>, name: &str) {
    bench(bencher, name, |bytes| {
        convert(bytes, name, &Options::default()).is_ok()
    });
}
