//! Documents of the corpus and published ones, broken in a thousand ways and converted in worker processes that
//! may take little memory: `cargo test --release -- --ignored thousand --nocapture`.

use crate::cli::bench::Bench;
use crate::documents::{files, project};
use crate::painted::mutations::Dice;
use serde_json::Value;
use std::io::Write as _;
use std::ops::Range;

/// Folders whose PDFs are broken; the last one only where it is there.
const FOLDERS: [&str; 5] = [
    "corpus/documents",
    "corpus/unseen/documents",
    "corpus/producers/documents",
    "corpus/hostile",
    "../shared/data/pdf-real",
];
/// No document may take longer, seconds; an unoptimised build needs about five times as long.
const LONGEST: u64 = if cfg!(debug_assertions) { 100 } else { 20 };
/// What a worker may take, its address space and not only what it uses of it.
const MEMORY: &str = "512M";
/// Documents larger than this are left to the thousand.
const SMALL: usize = 100 << 10;

fn sound(longest: usize) -> Vec<Vec<u8>> {
    let there = FOLDERS.iter().filter(|folder| project(folder).is_dir());
    there
        .flat_map(|folder| files(folder))
        .filter(|(name, bytes)| name.ends_with(".pdf") && (1..=longest).contains(&bytes.len()))
        .map(|(_, bytes)| bytes)
        .collect()
}

/// The way in which a document is broken goes by its number, so that each way comes as often as any other.
fn broken(sound: &[u8], number: u64) -> Vec<u8> {
    let mut dice = Dice::new(number);
    let mut bytes = sound.to_vec();
    match number % 5 {
        0 => flip(&mut bytes, &mut dice),
        1 => bytes.truncate(dice.below(bytes.len())),
        2 => swap(&mut bytes, &mut dice),
        3 => enlarge(&mut bytes, &mut dice),
        _ => garble(&mut bytes, &mut dice),
    }
    bytes
}

/// Flips bits, wherever they stand.
fn flip(bytes: &mut [u8], dice: &mut Dice) {
    for _ in 0..=dice.below(40) {
        let at = dice.below(bytes.len());
        bytes[at] ^= 1 << dice.below(8);
    }
}

/// Gives a few objects one another's numbers.
fn swap(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(4) {
        let objects = between(bytes, b" obj", b"endobj");
        if objects.len() < 2 {
            return;
        }
        let (a, b) = (dice.below(objects.len()), dice.below(objects.len()));
        let (first, second) = (objects[a.min(b)].clone(), objects[a.max(b)].clone());
        if first == second {
            continue;
        }
        let mut swapped = bytes[..first.start].to_vec();
        swapped.extend_from_slice(&bytes[second.clone()]);
        swapped.extend_from_slice(&bytes[first.end..second.start]);
        swapped.extend_from_slice(&bytes[first]);
        swapped.extend_from_slice(&bytes[second.end..]);
        *bytes = swapped;
    }
}

/// Makes numbers large: counts, lengths, references.
fn enlarge(bytes: &mut [u8], dice: &mut Dice) {
    let digits: Vec<usize> = (0..bytes.len())
        .filter(|&at| bytes[at].is_ascii_digit())
        .collect();
    for _ in 0..=dice.below(20) {
        if !digits.is_empty() {
            bytes[digits[dice.below(digits.len())]] = b'9';
        }
    }
}

/// Flips bits within a packed stream, as nothing that checks its sum can hold them back.
fn garble(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let streams = between(bytes, b"stream", b"endstream");
    if streams.is_empty() {
        return flip(bytes, dice);
    }
    let stream = streams[dice.below(streams.len())].clone();
    let line_break = bytes[stream.clone()].iter().position(|&byte| byte == b'\n');
    let start = stream.start + line_break.map_or(0, |at| at + 1);
    let packed = &bytes[start.min(stream.end)..stream.end];
    match miniz_oxide::inflate::decompress_to_vec_zlib(packed) {
        Ok(mut content) if !content.is_empty() => {
            flip(&mut content, dice);
            let packed = miniz_oxide::deflate::compress_to_vec_zlib(&content, 1);
            bytes.splice(start..stream.end, packed);
        }
        _ => flip(bytes, dice),
    }
}

/// What stands between each `begin` and the next `end`.
fn between(bytes: &[u8], begin: &[u8], end: &[u8]) -> Vec<Range<usize>> {
    let find = |what: &[u8], from: usize| {
        let there = bytes[from..].windows(what.len());
        there
            .into_iter()
            .position(|w| w == what)
            .map(|at| from + at)
    };
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = find(begin, from).map(|at| at + begin.len())
        && let Some(stop) = find(end, start)
    {
        found.push(start..stop);
        from = stop + end.len();
    }
    found
}

/// Converts this many broken documents and says what became of them; none may break the worker.
fn convert(sound: &[Vec<u8>], count: u64) {
    let bench = Bench::new();
    for number in 0..count {
        let whole = &sound[number as usize % sound.len()];
        bench.put(&format!("in/{number:04}.pdf"), broken(whole, number));
    }
    let seconds = LONGEST.to_string();
    let limits = ["--timeout", &seconds, "--memory-limit", MEMORY];
    let mut command = bench.command(&["convert", "in", "--out", "set", "--quiet"]);
    let said = command.args(limits).output().expect("the program starts");
    assert!(matches!(said.status.code(), Some(0 | 1)), "{said:?}");
    let rows = bench.manifest("set");
    assert_eq!(rows.len() as u64, count);
    let bad = |row: &&Value| {
        !matches!(
            row["status"].as_str(),
            Some("ok" | "partial" | "failed" | "skipped")
        )
    };
    let faults: Vec<String> = rows.values().filter(bad).map(Value::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let read = rows
        .values()
        .filter(|row| row["status"] == "ok" || row["status"] == "partial");
    // A way of breaking that left nothing to read would test the first bytes of a file and no more.
    let read = read.count() as u64;
    assert!(read * 4 > count, "only {read} of {count} gave a bundle");
    let longest = rows.values().filter_map(|row| row["seconds"].as_f64());
    let longest = longest.fold(0.0, f64::max);
    let told =
        format!("{count} broken documents, {read} gave a bundle, the slowest took {longest:.1} s");
    let _ = writeln!(std::io::stderr(), "{told}");
}

#[test]
fn broken_documents_break_no_worker() {
    convert(&sound(SMALL), 100);
}

#[test]
#[ignore = "takes minutes"]
fn a_thousand_broken_documents_break_no_worker() {
    convert(&sound(usize::MAX), 1000);
}
