//! `validate` finds what was doctored, and says where.

use super::bench::Bench;
use serde_json::Value;

fn doctored(change: impl FnOnce(&mut Value)) -> super::bench::Said {
    let bench = Bench::with_sheets(1);
    let printed = bench.run_well(&["convert", "in/sheet001.txt"]).out;
    let mut bundle: Value = serde_json::from_str(&printed).expect("JSON");
    change(&mut bundle);
    bench.put("bundle.json", bundle.to_string());
    bench.run(&["validate", "bundle.json"])
}

#[test]
fn what_the_program_writes_is_valid() {
    let bench = Bench::with_sheets(3);
    bench.run_well(&["convert", "in", "--out", "set"]);
    let said = bench.run_well(&["validate", "set"]);
    assert_eq!(said.out, "11 files checked, 0 faults\n");
}

#[test]
fn faults_are_named_by_their_place() {
    type Change = fn(&mut Value);
    let changes: [(&str, Change); 6] = [
        ("/document/title", |b| b["document"]["title"] = "".into()),
        ("/document/coverage", |b| {
            b["document"]["coverage"]["labels"] = 9999.into();
        }),
        ("/document/document_id", |b| {
            b["document"]["document_id"] = "doc-0000000000000000".into();
        }),
        ("/document/source/pages", |b| {
            b["document"]["source"]["pages"] = "two".into();
        }),
        ("/document", |b| b["document"]["mood"] = "good".into()),
        (": : ", |b| {
            b.as_object_mut().expect("an object").remove("items");
        }),
    ];
    for (place, change) in changes {
        let said = doctored(change);
        assert_eq!(said.exit, Some(1), "{place}: {said:?}");
        assert!(said.out.contains(place), "{place}: {said:?}");
    }
}

#[test]
fn a_broken_row_of_a_table_is_named_by_its_line() {
    let bench = Bench::with_sheets(2);
    bench.run_well(&["convert", "in", "--out", "set"]);
    let rows = bench.read("set/documents.jsonl");
    bench.put("set/documents.jsonl", format!("{rows}{{}}\nnot json\n"));
    let said = bench.run(&["validate", "set/documents.jsonl"]);
    assert_eq!(said.exit, Some(1), "{said:?}");
    assert!(said.out.contains("documents.jsonl:3: "), "{said:?}");
    assert!(
        said.out.contains("documents.jsonl:4: : not JSON"),
        "{said:?}"
    );
}

#[test]
fn a_doctored_manifest_is_found_out() {
    let bench = Bench::with_sheets(1);
    bench.put("in/empty.txt", "");
    bench.run(&["convert", "in", "--out", "set"]);
    let said = bench.run_well(&["validate", "set/manifest.jsonl"]);
    assert_eq!(said.out, "1 files checked, 0 faults\n");
    let row = &bench.manifest("set")["in/sheet001.txt"];
    type Change = fn(&mut Value);
    let changes: [(&str, Change); 6] = [
        ("/status", |row| row["status"] = "splendid".into()),
        ("/cause", |row| row["status"] = "timeout".into()),
        ("/coverage", |row| row["coverage"]["labels"] = 9999.into()),
        ("/document_id", |row| row["document_id"] = Value::Null),
        ("/counts", |row| row["counts"]["items"] = "two".into()),
        (": : ", |row| row["mood"] = "good".into()),
    ];
    for (place, change) in changes {
        let mut row = row.clone();
        change(&mut row);
        bench.put("manifest.jsonl", format!("{row}\n"));
        let said = bench.run(&["validate", "manifest.jsonl"]);
        assert_eq!(said.exit, Some(1), "{place}: {said:?}");
        assert!(said.out.contains(place), "{place}: {said:?}");
    }
}

#[test]
fn a_file_that_is_neither_is_refused() {
    let bench = Bench::new();
    bench.put("notes.md", "x");
    assert_eq!(bench.run(&["validate", "notes.md"]).exit, Some(1));
    assert_eq!(bench.run(&["validate", "nowhere.json"]).exit, Some(3));
}
