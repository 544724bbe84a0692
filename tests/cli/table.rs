//! The tables: rows in order, columns from the record model, cells that harm nobody.

use super::bench::Bench;
use kaikaku::emit::columns::Columns;
use kaikaku::emit::tables::Table;
use serde_json::{Value, json};

#[test]
fn every_table_is_written_twice_and_has_a_header() {
    let bench = Bench::with_sheets(2);
    bench.run_well(&["convert", "in", "--out", "set"]);
    for table in Table::ALL {
        let csv = bench.read(&format!("set/{}.csv", table.name()));
        let columns = Columns::of(table);
        let header: Vec<&str> = columns.names().collect();
        assert!(
            csv.starts_with(&format!("\u{feff}{}\r\n", header.join(","))),
            "{csv}"
        );
        bench.read(&format!("set/{}.jsonl", table.name()));
    }
}

#[test]
fn rows_are_sorted_by_path_then_record() {
    let bench = Bench::with_sheets(12);
    bench.run_well(&["convert", "in", "--out", "set", "--jobs", "2"]);
    let rows = bench.read("set/documents.jsonl");
    let paths: Vec<String> = rows
        .lines()
        .map(|line| {
            let row: Value = serde_json::from_str(line).expect("JSON");
            row["source"]["path"].as_str().expect("a path").to_owned()
        })
        .collect();
    let mut sorted = paths.clone();
    sorted.sort();
    assert_eq!(paths, sorted);
}

#[test]
fn a_row_fills_its_columns() {
    let columns = Columns::of(Table::Unassigned);
    let row = json!({
        "unassigned_id": "doc-0-u001", "document_id": "doc-0", "text": "=HYPERLINK(\"x\")\n次,の行",
        "page": 2, "bbox": null, "span": [3, 9], "near": null,
    });
    let mut out = Vec::new();
    columns
        .write_row(&mut out, &row)
        .expect("a vector can be written");
    let line = String::from_utf8(out).expect("UTF-8");
    assert_eq!(
        line,
        "doc-0-u001,doc-0,\"'=HYPERLINK(\"\"x\"\")\n次,の行\",2,,\"[3,9]\",\r\n"
    );
}
