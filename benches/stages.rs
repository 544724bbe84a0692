//! Speed of each stage on one core: `cargo bench --bench stages`.
//!
//! Three documents: a sheet of two years as a PDF, the same kind as tab-separated text, and as flat text. For text the
//! throughput is that of the file's bytes; a PDF's bytes say little, so the time itself is what counts there.

mod one_core;

use divan::Bencher;
use divan::counter::BytesCount;
use kaikaku::emit::json;
use kaikaku::emit::tables::Table;
use kaikaku::interpret::{Origin, interpret};
use kaikaku::layout::{Pages, layout};
use kaikaku::lexicon::LEXICON;
use kaikaku::notation::period::PeriodContext;
use kaikaku::record::Bundle;
use kaikaku::segment::{LabelReader, segment};
use kaikaku::source::Source;
use kaikaku::{Options, convert, forms, normalize, read};
use std::fs;
use std::path::Path;

const SHEETS: [&str; 3] = [
    "two-year-sheet-pdf-tounicode-001.pdf",
    "two-year-sheet-tsvlist-utf8-001.tsv",
    "four-year-sheet-flat-utf8-003.txt",
];

fn main() {
    one_core::main();
}

fn bytes(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/documents");
    fs::read(folder.join(name)).expect("a document of the corpus")
}

fn source(name: &str) -> Source {
    read::read(&bytes(name), name).expect("it can be read")
}

fn pages(name: &str) -> Pages {
    layout(normalize::normalize(source(name)))
}

fn bundle(name: &str) -> Bundle {
    convert(&bytes(name), name, &Options::default()).expect("it can be read")
}

/// Times `work` on what `made` gives, which is no part of the time.
fn stage<I, T>(
    bencher: Bencher<'_, '_>,
    name: &str,
    made: impl Fn(&str) -> I,
    work: impl Fn(I) -> T + Sync,
) {
    bencher
        .counter(BytesCount::new(bytes(name).len()))
        .with_inputs(|| made(name))
        .bench_local_values(work);
}

#[divan::bench(args = SHEETS)]
fn stage_1_read(bencher: Bencher<'_, '_>, name: &str) {
    stage(bencher, name, bytes, |bytes| read::read(&bytes, name));
}

#[divan::bench(args = SHEETS)]
fn stage_2_normalize(bencher: Bencher<'_, '_>, name: &str) {
    stage(bencher, name, source, normalize::normalize);
}

#[divan::bench(args = SHEETS)]
fn stage_3_layout(bencher: Bencher<'_, '_>, name: &str) {
    stage(
        bencher,
        name,
        |name| normalize::normalize(source(name)),
        layout,
    );
}

#[divan::bench(args = SHEETS)]
fn stage_4_segment(bencher: Bencher<'_, '_>, name: &str) {
    // A reader remembers what it read, and each document has one of its own.
    stage(bencher, name, pages, |pages| {
        segment(
            &pages,
            &LabelReader::new(&LEXICON, PeriodContext::default()),
        )
    });
}

/// Segmenting again, which interpretation begins with.
#[divan::bench(args = SHEETS)]
fn stage_4_and_5_interpret(bencher: Bencher<'_, '_>, name: &str) {
    let options = Options::default();
    stage(bencher, name, pages, |pages| {
        let (profile, fit) = forms::choose(&options.form, &pages).expect("a built-in form");
        let origin = Origin {
            path: name,
            sha256: "0".repeat(64),
            bytes: 0,
        };
        interpret(&pages, &profile, fit, &options, &origin)
    });
}

#[divan::bench(args = SHEETS)]
fn stage_6_emit_bundle(bencher: Bencher<'_, '_>, name: &str) {
    stage(bencher, name, bundle, |bundle| json::bundle(&bundle));
}

#[divan::bench(args = SHEETS)]
fn stage_6_emit_rows(bencher: Bencher<'_, '_>, name: &str) {
    stage(bencher, name, bundle, |bundle| {
        Table::ALL.map(|table| table.rows(&bundle).filter(Result::is_ok).count())
    });
}

/// From bytes to the bundle's JSON.
#[divan::bench(args = SHEETS)]
fn whole_way(bencher: Bencher<'_, '_>, name: &str) {
    stage(bencher, name, bytes, |bytes| {
        convert(&bytes, name, &Options::default())
            .ok()
            .and_then(|bundle| json::bundle(&bundle).ok())
    });
}
