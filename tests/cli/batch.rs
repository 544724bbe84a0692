//! Many documents: one row each, one bad one harms no other, and the same bytes however it is done.

use super::bench::{Bench, assert_same, sheet};
use std::fs;

/// A folder of good sheets and of everything that has no business there.
fn hostile() -> Bench {
    let bench = Bench::with_sheets(12);
    bench.put("in/sub/twin.txt", sheet(3));
    bench.put("in/empty.txt", "");
    bench.put("in/film.mp4", [0u8, 1, 2, 3].repeat(64));
    bench.put("in/damaged.pdf", "%PDF-1.7\n%%EOF\n");
    bench.put("in/.hidden.txt", sheet(99));
    bench.put("in/abort.txt", "kaikaku-test-fault: abort\n");
    bench.put("in/hang.txt", "kaikaku-test-fault: hang\n");
    bench.put("in/memory.txt", "kaikaku-test-fault: memory\n");
    bench.put("in/panic.txt", "kaikaku-test-fault: panic\n");
    bench
}

const LIMITS: [&str; 4] = ["--timeout", "3", "--memory-limit", "2G"];

fn convert(bench: &Bench, out: &str, more: &[&str]) -> super::bench::Said {
    let mut arguments = vec!["convert", "in", "--out", out];
    arguments.extend(LIMITS);
    arguments.extend(more);
    bench.run(&arguments)
}

#[test]
fn every_input_has_a_row_with_the_right_status() {
    let bench = hostile();
    let said = convert(&bench, "set", &[]);
    assert_eq!(said.exit, Some(1), "{said:?}");
    assert!(
        said.out
            .starts_with("converted 20 documents: 13 ok, 1 skipped, "),
        "{said:?}"
    );
    let statuses = bench.statuses("set");
    assert_eq!(statuses.len(), 20);
    for (name, status) in [
        ("in/sheet001.txt", "ok"),
        ("in/sub/twin.txt", "ok"),
        ("in/empty.txt", "failed"),
        ("in/film.mp4", "skipped"),
        ("in/damaged.pdf", "failed"),
        ("in/abort.txt", "crashed"),
        ("in/panic.txt", "crashed"),
        ("in/hang.txt", "timeout"),
        ("in/memory.txt", "out_of_memory"),
    ] {
        assert_eq!(statuses[name], status, "{name}");
    }
    for name in [
        "empty.txt",
        "damaged.pdf",
        "abort.txt",
        "hang.txt",
        "memory.txt",
        "panic.txt",
    ] {
        assert!(
            said.err.contains(&format!("kaikaku: in/{name}: ")),
            "{said:?}"
        );
    }
}

#[test]
fn jobs_shards_and_resumed_runs_give_the_same_bytes() {
    let bench = hostile();
    convert(&bench, "one", &["--jobs", "1"]);
    let one = bench.dataset("one");
    convert(&bench, "two", &["--jobs", "2"]);
    assert_same(&one, &bench.dataset("two"));
    let said = convert(&bench, "two", &["--jobs", "2"]);
    assert!(said.err.contains("kept from before"), "{said:?}");
    assert_same(&one, &bench.dataset("two"));
    for part in ["1/3", "2/3", "3/3"] {
        convert(&bench, &format!("part{}", &part[..1]), &["--shard", part]);
    }
    let said = bench.run(&["merge", "part3", "part1", "part2", "--out", "whole"]);
    assert_eq!(said.exit, Some(1), "some documents failed: {said:?}");
    assert_same(&one, &bench.dataset("whole"));
}

#[test]
fn equal_bytes_are_one_document_under_the_first_name() {
    let bench = Bench::new();
    for name in ["in/c.txt", "in/b.txt", "in/d/a.txt"] {
        bench.put(name, sheet(1));
    }
    bench.run_well(&["convert", "in", "--out", "set"]);
    assert_eq!(
        fs::read_dir(bench.path("set/bundles"))
            .expect("bundles")
            .count(),
        1
    );
    assert_eq!(bench.manifest("set").len(), 3);
    assert_eq!(bench.read("set/documents.jsonl").lines().count(), 1);
    assert!(
        bench
            .read("set/documents.jsonl")
            .contains(r#""path":"in/b.txt""#)
    );
    // A first name that comes later is the first all the same.
    bench.put("in/a.txt", sheet(1));
    bench.run_well(&["convert", "in", "--out", "set"]);
    assert!(
        bench
            .read("set/documents.jsonl")
            .contains(r#""path":"in/a.txt""#)
    );
    bench.run_well(&["convert", "in", "--out", "fresh"]);
    assert_same(&bench.dataset("fresh"), &bench.dataset("set"));
}

#[test]
fn a_dataset_follows_its_inputs() {
    let bench = Bench::with_sheets(4);
    bench.run_well(&["convert", "in", "--out", "set"]);
    fs::remove_file(bench.path("in/sheet002.txt")).expect("it was there");
    bench.put("in/sheet003.txt", sheet(33));
    let said = bench.run_well(&["convert", "in", "--out", "set"]);
    assert!(
        said.err
            .contains("2 bundles of documents that are no longer"),
        "{said:?}"
    );
    bench.run_well(&["convert", "in", "--out", "fresh"]);
    assert_same(&bench.dataset("fresh"), &bench.dataset("set"));
}

#[test]
fn other_options_and_damaged_bundles_are_converted_again() {
    let bench = Bench::with_sheets(3);
    bench.run_well(&["convert", "in", "--out", "set"]);
    let first = bench.dataset("set");
    let said = bench.run_well(&["convert", "in", "--out", "set", "--municipality", "海辺市"]);
    assert!(!said.err.contains("kept from before"), "{said:?}");
    bench.run_well(&["convert", "in", "--out", "set"]);
    let row = &bench.manifest("set")["in/sheet001.txt"];
    let id = row["document_id"].as_str().expect("an id");
    bench.put(&format!("set/bundles/{id}.json"), "{}");
    let said = bench.run_well(&["convert", "in", "--out", "set"]);
    assert!(said.err.contains("2 kept from before"), "{said:?}");
    assert_same(&first, &bench.dataset("set"));
}

#[test]
fn lost_documents_are_retried_when_asked() {
    let bench = Bench::with_sheets(2);
    bench.put("in/hang.txt", "kaikaku-test-fault: hang\n");
    bench.put("in/abort.txt", "kaikaku-test-fault: abort\n");
    let said = convert(&bench, "set", &[]);
    assert_eq!(said.exit, Some(1));
    // Without the switch they are text like any other.
    let again = |more: &[&str]| {
        let mut command = bench.command(&["convert", "in", "--out", "set"]);
        let output = command
            .args(more)
            .env_remove("KAIKAKU_TEST_FAULTS")
            .output();
        output.expect("the program starts").status.code()
    };
    assert_eq!(again(&[]), Some(1));
    assert_eq!(bench.statuses("set")["in/hang.txt"], "timeout");
    assert_eq!(again(&["--retry-failed"]), Some(0));
    assert_eq!(bench.statuses("set")["in/hang.txt"], "ok");
}

#[test]
fn fail_fast_stops_and_can_be_gone_on_with() {
    let bench = Bench::with_sheets(6);
    bench.put("in/a.txt", "");
    let said = bench.run(&[
        "convert",
        "in",
        "--out",
        "set",
        "--jobs",
        "1",
        "--fail-fast",
    ]);
    assert_eq!(said.exit, Some(1), "{said:?}");
    assert!(
        said.out.starts_with("stopped after 1 document: 1 failed"),
        "{said:?}"
    );
    assert!(!bench.path("set/manifest.jsonl").exists());
    fs::remove_file(bench.path("in/a.txt")).expect("it was there");
    bench.run_well(&["convert", "in", "--out", "set"]);
    bench.run_well(&["convert", "in", "--out", "fresh"]);
    assert_same(&bench.dataset("fresh"), &bench.dataset("set"));
}

#[test]
fn a_file_of_unknown_type_is_a_fault_only_where_it_is_named() {
    let bench = Bench::with_sheets(1);
    bench.put("in/film.mp4", [0u8, 1, 2, 3].repeat(64));
    bench.run_well(&["convert", "in", "--out", "set"]);
    assert_eq!(bench.statuses("set")["in/film.mp4"], "skipped");
    let said = bench.run(&["convert", "in", "in/film.mp4", "--out", "set"]);
    assert_eq!(said.exit, Some(1), "{said:?}");
    assert_eq!(bench.statuses("set")["in/film.mp4"], "failed");
}

#[test]
fn globs_lists_and_standard_input_choose_the_inputs() {
    let bench = Bench::with_sheets(3);
    bench.put("in/notes.md", sheet(8));
    bench.put("in/old/sheet.txt", sheet(9));
    let paths = |dataset: &str| bench.manifest(dataset).into_keys().collect::<Vec<_>>();
    bench.run_well(&[
        "convert",
        "in",
        "--out",
        "globs",
        "--include",
        "*.txt",
        "--exclude",
        "old",
    ]);
    assert_eq!(
        paths("globs"),
        ["in/sheet001.txt", "in/sheet002.txt", "in/sheet003.txt"]
    );
    let list = b"in/sheet002.txt\0in/notes.md\0";
    let said = bench.run_with_input(
        &["convert", "--files-from", "-", "-0", "--out", "list"],
        list,
    );
    assert_eq!(said.exit, Some(0), "{said:?}");
    assert_eq!(paths("list"), ["in/notes.md", "in/sheet002.txt"]);
    let said = bench.run_with_input(&["convert", "-", "--out", "input"], sheet(1).as_bytes());
    assert_eq!(said.exit, Some(0), "{said:?}");
    assert_eq!(paths("input"), ["-"]);
}

#[test]
fn a_listed_file_that_is_gone_has_a_row_and_exits_3() {
    let bench = Bench::with_sheets(1);
    bench.put("list", "in/sheet001.txt\nin/gone.txt\n");
    let said = bench.run(&["convert", "--files-from", "list", "--out", "set"]);
    assert_eq!(said.exit, Some(3), "{said:?}");
    assert_eq!(bench.statuses("set")["in/gone.txt"], "failed");
    assert_eq!(bench.statuses("set")["in/sheet001.txt"], "ok");
}

#[test]
fn a_dataset_inside_its_own_inputs_is_no_input() {
    let bench = Bench::with_sheets(2);
    bench.run_well(&["convert", "in", "--out", "in/set"]);
    bench.run_well(&["convert", "in", "--out", "in/set"]);
    assert_eq!(bench.manifest("in/set").len(), 2);
}

#[cfg(unix)]
#[test]
fn odd_names_reach_nothing_outside_the_dataset() {
    use std::os::unix::ffi::OsStrExt;
    let bench = Bench::new();
    // As long as a name may be: 255 bytes.
    let long = "改".repeat(85);
    for name in [
        "..txt",
        "a\u{1b}[2Jb.txt",
        "line\nbreak.txt",
        "=cmd.txt",
        &long,
    ] {
        bench.put(&format!("in/{name}"), sheet(name.len()));
    }
    let raw = std::ffi::OsStr::from_bytes(b"bad\xff.txt");
    fs::write(bench.path("in").join(raw), sheet(77)).expect("a file");
    std::os::unix::fs::symlink("/etc/hostname", bench.path("in/link.txt")).expect("a link");
    fs::write(bench.path("in/empty\u{1b}[31m.txt"), "").expect("a file");
    let said = bench.run(&["convert", "in", "--out", "set"]);
    assert_eq!(said.exit, Some(1), "{said:?}");
    assert!(!said.err.contains('\u{1b}'), "{said:?}");
    let statuses = bench.statuses("set");
    assert_eq!(statuses["in/link.txt"], "skipped");
    assert_eq!(statuses["in/bad\\xff.txt"], "ok");
    assert_eq!(
        statuses.values().filter(|status| *status == "ok").count(),
        5
    );
    let bundles = fs::read_dir(bench.path("set/bundles")).expect("bundles");
    assert_eq!(bundles.count(), 5);
    let beside = fs::read_dir(bench.path("")).expect("the folder");
    assert_eq!(beside.count(), 2, "inputs and the dataset alone");
    #[cfg(feature = "validate")]
    bench.run_well(&["validate", "set"]);
    // A way through a folder above is a name like any other.
    bench.put("list", "in/../in/..txt\n");
    bench.run_well(&["convert", "--files-from", "list", "--out", "in/../listed"]);
    assert_eq!(bench.statuses("listed")["in/../in/..txt"], "ok");
}

#[test]
fn parts_that_disagree_or_are_missing_are_not_merged() {
    let bench = Bench::with_sheets(8);
    for part in ["1/2", "2/2"] {
        bench.run_well(&["convert", "in", "--out", &part[..1], "--shard", part]);
    }
    let said = bench.run(&["merge", "1", "--out", "whole"]);
    assert_eq!(said.exit, Some(1), "{said:?}");
    assert!(said.err.contains("part 2/2 is missing"), "{said:?}");
    bench.run_well(&[
        "convert",
        "in",
        "--out",
        "2",
        "--shard",
        "2/2",
        "--no-derived",
    ]);
    let said = bench.run(&["merge", "1", "2", "--out", "whole"]);
    assert_eq!(said.exit, Some(1), "{said:?}");
    assert!(said.err.contains("same options"), "{said:?}");
    assert!(!bench.path("whole/manifest.jsonl").exists());
    bench.run_well(&["convert", "in", "--out", "2", "--shard", "2/2"]);
    bench.run_well(&["merge", "1", "2", "--out", "whole"]);
    bench.run_well(&["convert", "in", "--out", "set"]);
    assert_same(&bench.dataset("set"), &bench.dataset("whole"));
}

#[test]
fn workers_are_replaced_before_they_grow_old() {
    let bench = Bench::with_sheets(520);
    bench.run_well(&["convert", "in", "--out", "set", "--jobs", "1"]);
    assert_eq!(bench.manifest("set").len(), 520);
}

#[test]
fn messages_are_for_people_or_for_programs_or_not_there() {
    let bench = Bench::with_sheets(2);
    let quiet = bench.run_well(&["convert", "in", "--out", "set", "--quiet"]);
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
    let json = bench.run_well(&["convert", "in", "--out", "set", "--log-format", "json"]);
    for line in json.err.lines() {
        let _: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
    }
    assert!(json.err.contains(r#""documents":2"#), "{json:?}");
}
