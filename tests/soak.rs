//! An archive overnight, in a quarter of an hour: `cargo test --release -- --ignored soak --nocapture`.

use crate::cli::bench::{Bench, Said, assert_same, sheet};
use crate::documents::project;
use miniz_oxide::deflate::compress_to_vec_zlib;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::process::Child;
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

const DOCUMENTS: usize = 20_000;
const KILLS: u64 = 20;
/// The parent's resident memory, however many documents there are.
const PARENT_KIB: u64 = 300 << 10;

/// An archive of ordinary sheets with a hostile document in every hundredth place.
fn archive() -> Bench {
    let bench = Bench::new();
    for number in 1..=DOCUMENTS {
        let folder = format!("in/{:03}", number / 100);
        if number % 100 == 0 {
            let (name, bytes) = hostile(number / 100);
            bench.put(&format!("{folder}/{number:05}-{name}"), bytes);
        } else {
            bench.put(&format!("{folder}/{number:05}.txt"), sheet(number));
        }
    }
    bench
}

/// Documents that no reader likes, and those that a test hook makes worse.
fn hostile(number: usize) -> (&'static str, Vec<u8>) {
    let fault = |what: &str| format!("kaikaku-test-fault: {what}\n{number}\n").into_bytes();
    match number % 10 {
        0 => ("abort.txt", fault("abort")),
        1 if number < 40 => ("hang.txt", fault("hang")),
        2 if number < 100 => ("memory.txt", fault("memory")),
        3 => ("empty.pdf", Vec::new()),
        4 => (
            "truncated.pdf",
            b"%PDF-1.7\n1 0 obj\n<</Length 9>>stream\n".to_vec(),
        ),
        5 => ("nested.pdf", nested(number)),
        6 if number % 20 == 6 => ("endless.pdf", endless(number)),
        6 => ("bomb.pdf", bomb(number)),
        7 => ("page.pdf", format!("<!DOCTYPE html>{number}").into_bytes()),
        8 => ("huge.txt", sheet(number).repeat(500).into_bytes()),
        9 => ("locked.pdf", locked(number)),
        _ => ("panic.txt", fault("panic")),
    }
}

/// Arrays in arrays, deeper than a stack.
fn nested(number: usize) -> Vec<u8> {
    let deep = 100_000;
    let body = format!("{}{}", "[".repeat(deep), "]".repeat(deep));
    let objects = "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n";
    format!(
        "%PDF-1.7\n{objects}2 0 obj\n{body}\nendobj\ntrailer<</Root 1 0 R/Id {number}>>\n%%EOF\n"
    )
    .into_bytes()
}

/// A page tree that leads back into itself.
fn endless(number: usize) -> Vec<u8> {
    format!(
        "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
         2 0 obj\n<</Type/Pages/Count 99999999/Kids[2 0 R 2 0 R 2 0 R 2 0 R]>>\nendobj\n\
         trailer<</Root 1 0 R/Id {number}>>\n%%EOF\n"
    )
    .into_bytes()
}

/// A page of 64 MiB in a few hundred bytes: packed twice.
fn bomb(number: usize) -> Vec<u8> {
    static PACKED: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let once = compress_to_vec_zlib(&vec![b' '; 64 << 20], 6);
        compress_to_vec_zlib(&once, 6)
    });
    let mut pdf = format!(
        "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
         2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n\
         3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>\nendobj\n\
         4 0 obj\n<</Length {}/Filter[/FlateDecode/FlateDecode]>>stream\n",
        PACKED.len()
    )
    .into_bytes();
    pdf.extend_from_slice(&PACKED);
    let end = format!("\nendstream\nendobj\ntrailer<</Root 1 0 R/Id {number}>>\n%%EOF\n");
    pdf.extend_from_slice(end.as_bytes());
    pdf
}

/// A PDF that asks for a password.
fn locked(number: usize) -> Vec<u8> {
    let path = project("corpus/hostile/password.pdf");
    let mut pdf = fs::read(path).expect("a document of the corpus");
    pdf.extend_from_slice(format!("% {number}\n").as_bytes());
    pdf
}

fn start(bench: &Bench, out: &str, more: &[&str]) -> Child {
    let mut command = bench.command(&["convert", "in", "--out", out, "--quiet"]);
    // Long enough that on a busy machine, too, only what hangs is late.
    command.args(["--timeout", "40", "--memory-limit", "2G"]);
    bench.start(command.args(more))
}

/// Runs to the end and gives what was said and the most resident memory of the parent, KiB.
fn measured(bench: &Bench, out: &str, more: &[&str]) -> (Said, u64) {
    let began = Instant::now();
    let mut child = start(bench, out, more);
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while matches!(child.try_wait(), Ok(None)) {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        peak = now.unwrap_or(0).max(peak);
        thread::sleep(Duration::from_millis(20));
    }
    let said: Said = child.wait_with_output().expect("the program ends").into();
    let seconds = began.elapsed().as_secs_f64();
    tell(&format!("{out}: {seconds:.1} s, parent {} MiB", peak >> 10));
    (said, peak)
}

fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

#[test]
#[ignore = "takes minutes"]
fn soak() {
    let bench = archive();
    let (said, peak) = measured(&bench, "one", &["--jobs", "1"]);
    assert_eq!(said.exit, Some(1), "{said:?}");
    assert!(peak < PARENT_KIB, "{peak} KiB");
    let one = bench.dataset("one");
    let statuses = bench.statuses("one");
    assert_eq!(statuses.len(), DOCUMENTS);
    for (path, status) in &statuses {
        let hostile = path.contains('-');
        assert!(
            hostile || status == "ok" || status == "partial",
            "{path}: {status}"
        );
        for (what, wanted) in [
            ("-abort", "crashed"),
            ("-panic", "crashed"),
            ("-hang", "timeout"),
            ("-memory", "out_of_memory"),
            ("-empty", "failed"),
            ("-truncated", "failed"),
            ("-locked", "failed"),
            ("-page", "skipped"),
        ] {
            assert!(!path.contains(what) || status == wanted, "{path}: {status}");
        }
    }
    let mut ends: BTreeMap<String, usize> = BTreeMap::new();
    for (path, status) in &statuses {
        let kind = path.split_once('-').map_or("ordinary", |(_, kind)| kind);
        *ends.entry(format!("{kind}: {status}")).or_default() += 1;
    }
    tell(&format!("{ends:?}"));
    measured(&bench, "two", &["--jobs", "2"]);
    assert_same(&one, &bench.dataset("two"));
    for part in ["1/4", "2/4", "3/4", "4/4"] {
        measured(&bench, &part[..1], &["--shard", part]);
    }
    bench.run(&["merge", "1", "2", "3", "4", "--out", "whole"]);
    assert_same(&one, &bench.dataset("whole"));
}

#[test]
#[ignore = "takes minutes"]
fn soak_killed_again_and_again() {
    let bench = Bench::with_sheets(4000);
    measured(&bench, "whole", &[]);
    let mut moment = 20_211_121_u64;
    for _ in 0..KILLS {
        // A fixed walk over odd moments, so that a failure can be had again.
        moment = moment
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let mut child = start(&bench, "set", &[]);
        thread::sleep(Duration::from_millis((moment >> 33) % 400));
        let _ = child.kill();
        let _ = child.wait();
    }
    measured(&bench, "set", &[]);
    assert_same(&bench.dataset("whole"), &bench.dataset("set"));
}
