//! The four forms against each other, their keys, their bytes.

use super::read;
use crate::cli::bench::Bench;
use kaikaku::emit::columns::Columns;
use kaikaku::emit::tables::Table;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A dataset of three sheets and some documents of the corpus, as all forms of tables in `all/`.
fn bench() -> Bench {
    let bench = Bench::with_sheets(3);
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/documents");
    for name in [
        "two-year-sheet-pdf-tounicode-001.pdf",
        "evaluation-sheet-tsv-eucjp-003.tsv",
        "kpi-table-csv-utf16be-003.csv",
        "workshop-notes-prose-utf8-001.txt",
        "plan-prose-prose-utf8-001.txt",
    ] {
        let bytes = fs::read(corpus.join(name)).expect("a document of the corpus");
        bench.put(&format!("in/{name}"), bytes);
    }
    bench.put(
        "in/formula.tsv",
        "改革項目名\t=1+1\n年度\t計画\t実績\n平成27年度\t-検討\t'=実施\n",
    );
    // Corrected from nothing, so that `was` holds null.
    let sheet = "doc-08b885c5851b1f93";
    bench.put(
        "corrections.jsonl",
        format!(
            "{{\"record\":\"{sheet}\",\"field\":\"programme.name\",\"value\":\"行革プラン\",\"was\":null,\"who\":\"x\",\"why\":\"x\"}}\n"
        ),
    );
    let mut arguments = vec!["convert", "in", "--out", "set", "--municipality", "函館市"];
    arguments.extend(["--corrections", "corrections.jsonl"]);
    let said = bench.run_well(&arguments);
    assert!(!said.err.contains("not laid"), "{said:?}");
    bench.run_well(&["dataset", "set", "--out", "all"]);
    bench
}

#[test]
fn the_four_forms_hold_the_same_records() {
    let bench = bench();
    let folder = bench.path("all");
    for table in Table::ALL {
        let wanted = read::jsonl(&folder, table);
        assert!(!wanted.is_empty(), "{table:?} has no row to compare");
        assert!(wanted == read::csv(&folder, table), "{table:?} as CSV");
        assert!(
            wanted == read::parquet(&folder, table),
            "{table:?} as Parquet"
        );
        assert!(
            wanted == read::sqlite(&folder, table),
            "{table:?} as SQLite"
        );
    }
}

#[test]
fn convert_and_dataset_write_the_same_tables() {
    let bench = bench();
    for table in Table::ALL {
        for ending in ["csv", "jsonl"] {
            let name = format!("{}.{ending}", table.name());
            assert!(
                bench.read(&format!("set/{name}")) == bench.read(&format!("all/{name}")),
                "{name} differs"
            );
        }
    }
}

#[test]
fn leading_zeros_of_codes_are_kept() {
    let bench = bench();
    let columns = Columns::of(Table::Documents);
    let place = columns.names().position(|name| name == "municipality_code");
    let place = place.expect("a column of codes");
    let folder = bench.path("all");
    for rows in [read::csv, read::jsonl, read::parquet, read::sqlite] {
        let rows = rows(&folder, Table::Documents);
        let hakodate = Value::from("012025");
        assert!(rows.iter().any(|row| row[place] == hakodate), "{rows:?}");
    }
}

#[test]
fn two_runs_write_the_same_bytes() {
    let bench = bench();
    // With one thread, other bundles are in memory together.
    let mut again = bench.command(&["dataset", "set/bundles", "--out", "again"]);
    let ended = again.env("RAYON_NUM_THREADS", "1").status();
    assert!(ended.expect("the program starts").success());
    let files = |folder: &str| -> Vec<(String, Vec<u8>)> {
        let entries = fs::read_dir(bench.path(folder)).expect("a folder");
        let mut files: Vec<_> = entries
            .map(|entry| {
                let path = entry.expect("an entry").path();
                let name = path.file_name().expect("a name").to_string_lossy();
                (
                    name.into_owned(),
                    fs::read(&path).expect("a file and no folder"),
                )
            })
            .collect();
        files.sort();
        files
    };
    let (first, second) = (files("all"), files("again"));
    assert_eq!(first.len(), 3 * Table::ALL.len() + 2);
    for (a, b) in first.iter().zip(&second) {
        assert!(a == b, "{} and {} differ", a.0, b.0);
    }
}

#[test]
fn a_broken_foreign_key_is_found_by_the_database() {
    let bench = bench();
    let path = bench.path("all/kaikaku.sqlite");
    let database = rusqlite::Connection::open(&path).expect("a database");
    let broken = || -> Vec<String> {
        let mut check = database
            .prepare("PRAGMA foreign_key_check")
            .expect("a check");
        let tables = check.query_map([], |row| row.get(0));
        tables.and_then(Iterator::collect).expect("its rows")
    };
    assert!(broken().is_empty());
    let doctor = "PRAGMA foreign_keys = OFF;
        UPDATE results SET item_id = 'doc-0-i001' WHERE rowid = 1;";
    database.execute_batch(doctor).expect("a change");
    assert_eq!(broken(), ["results"]);
}

#[test]
fn the_database_refuses_words_that_are_not_of_the_list() {
    let bench = bench();
    let database = rusqlite::Connection::open(bench.path("all/kaikaku.sqlite")).expect("it");
    let change = "UPDATE plans SET kind = 'wish' WHERE rowid = 1";
    assert!(database.execute_batch(change).is_err());
    for view in ["plan_result", "citation"] {
        let query = format!("SELECT count(*) FROM {view}");
        let rows: i64 = database
            .query_row(&query, [], |row| row.get(0))
            .expect("a view");
        assert!(rows > 0, "{view}");
    }
}

#[test]
fn a_bundle_with_a_broken_key_is_refused_and_nothing_is_written() {
    let bench = bench();
    let file = fs::read_dir(bench.path("set/bundles"))
        .expect("bundles")
        .map(|entry| entry.expect("an entry").path())
        .find(|path| fs::read_to_string(path).is_ok_and(|text| text.contains("-p001\"")))
        .expect("a bundle with a plan");
    let text = fs::read_to_string(&file).expect("a bundle");
    let mut bundle: Value = serde_json::from_str(&text).expect("JSON");
    let missing = format!(
        "{}-i999",
        bundle["document"]["document_id"].as_str().expect("an id")
    );
    bundle["plans"][0]["item_id"] = Value::from(missing);
    fs::write(&file, bundle.to_string()).expect("a file");
    let said = bench.run(&["dataset", "set", "--out", "new"]);
    assert_eq!(said.exit, Some(1), "{said:?}");
    assert!(said.err.contains("i999 does not exist"), "{said:?}");
    assert_eq!(
        fs::read_dir(bench.path("new")).expect("the folder").count(),
        0
    );
}

#[test]
fn only_the_forms_that_are_asked_for_are_written() {
    let bench = bench();
    bench.run_well(&["dataset", "set", "--out", "few", "--to", "parquet,csv"]);
    for (name, there) in [
        ("plans.parquet", true),
        ("plans.csv", true),
        ("datapackage.json", true),
        ("plans.jsonl", false),
        ("kaikaku.sqlite", false),
    ] {
        assert_eq!(bench.path(&format!("few/{name}")).exists(), there, "{name}");
    }
}
