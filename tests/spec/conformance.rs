//! Canonical clusters beside Unicode's own test of normalization, where Debian's `unicode-data` is installed.

use kaikaku::normalize::{Form, display, trace};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use unicode_normalization::char::canonical_combining_class;

const FILE: &str = "/usr/share/unicode/NormalizationTest.txt";

/// The test file, which Debian packs.
fn test_file() -> Option<String> {
    if let Ok(text) = std::fs::read_to_string(FILE) {
        return Some(text);
    }
    let packed = format!("{FILE}.bz2");
    if !Path::new(&packed).exists() {
        return None;
    }
    let output = Command::new("bzip2").args(["-dc", &packed]).output();
    String::from_utf8(output.ok()?.stdout).ok()
}

/// A column of code points.
fn column(line: &str, at: usize) -> Option<String> {
    let codes = line.split(';').nth(at)?.split_whitespace();
    codes
        .map(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?))
        .collect()
}

/// True if display form is meant to do to a text what NFC does: it is one character and the marks on it, no other
/// rule fires, and no compatibility ideograph is kept.
fn is_canonical(raw: &str) -> bool {
    let stays = |c: char| matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}');
    let alone = |c: char| {
        let c = String::from(c);
        trace(&c, Form::Display)
            .iter()
            .all(|step| step.rule == "canonical")
    };
    let one_cluster = raw
        .chars()
        .skip(1)
        .all(|c| canonical_combining_class(c) != 0);
    one_cluster && !raw.chars().any(stays) && raw.chars().all(alone)
}

#[test]
fn canonical_clusters_agree_with_the_test_of_unicode() {
    let Some(text) = test_file() else {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: no {FILE}; install unicode-data"
        );
        return;
    };
    let (mut compared, mut wrong) = (0, Vec::new());
    for line in text.lines().filter(|line| !line.starts_with(['#', '@'])) {
        let columns = (column(line, 0), column(line, 1), column(line, 2));
        let (Some(source), Some(nfc), Some(nfd)) = columns else {
            continue;
        };
        for raw in [source, nfd].into_iter().filter(|raw| is_canonical(raw)) {
            compared += 1;
            if display(&raw) != nfc {
                wrong.push((line, display(&raw).into_owned()));
            }
        }
    }
    assert!(compared > 20_000, "{compared} compared");
    assert!(
        wrong.is_empty(),
        "{} differ: {:#?}",
        wrong.len(),
        wrong.get(..9)
    );
}
