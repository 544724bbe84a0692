//! What `diff` says of two runs.

use super::city::City;
use crate::cli::bench::Bench;
use serde_json::{Value, json};

fn before() -> City {
    City::document(2015)
        .item("1", "窓口の見直し", "市民")
        .plan("件数", 2015, 20)
        .item("2", "定数の適正化", "組織")
        .plan("定数", 2015, 900)
        .result("定数", 2015, 890, "人")
}

fn bench(after: &City) -> Bench {
    let bench = Bench::new();
    bench.put("old/a.json", before().text());
    bench.put("new/a.json", after.text());
    bench
}

fn changes(bench: &Bench) -> Vec<Value> {
    let said = bench.run(&["diff", "old", "new", "--json"]);
    assert_eq!(said.exit, Some(1), "{said:?}");
    let lines = said.out.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

#[test]
fn equal_runs_have_no_difference() {
    let said = bench(&before()).run(&["diff", "old", "new"]);
    assert_eq!((said.exit, said.out.as_str()), (Some(0), "no difference\n"));
}

#[test]
fn a_new_item_at_the_front_does_not_change_those_after_it() {
    let after = City::document(2015)
        .item("0", "新しい項目", "市民")
        .item("1", "窓口の見直し", "市民")
        .plan("件数", 2015, 20)
        .item("2", "定数の適正化", "組織")
        .plan("定数", 2015, 900)
        .result("定数", 2015, 890, "人");
    let changes = changes(&bench(&after));
    assert_eq!(changes.len(), 2, "{changes:?}");
    assert_eq!(changes[0]["change"], "added");
    assert_eq!(changes[0]["table"], "items");
    assert_eq!(changes[0]["old_id"], Value::Null);
    assert_eq!(changes[1], json!({ "sums": { "items": { "added": 1 } } }));
}

#[test]
fn changed_fields_and_lost_records_are_named() {
    let after = City::document(2015)
        .item("1", "窓口の見直し", "市民")
        .plan("件数", 2015, 25)
        .item("2", "定数の適正化", "組織")
        .plan("定数", 2015, 900);
    let bench = bench(&after);
    let changes = changes(&bench);
    assert_eq!(changes[0]["change"], "changed");
    let fields = changes[0]["fields"].as_array().expect("fields");
    let names: Vec<&Value> = fields.iter().map(|field| &field["field"]).collect();
    assert_eq!(names, ["text", "quantity"]);
    assert_eq!(
        (&fields[0]["old"], &fields[0]["new"]),
        (&json!("20件"), &json!("25件"))
    );
    assert_eq!(changes[1]["change"], "removed");
    assert_eq!(changes[1]["table"], "results");
    let said = bench.run(&["diff", "old", "new"]).out;
    assert!(said.contains("    text: \"20件\" → \"25件\"\n"), "{said}");
    assert!(
        said.ends_with("1 plans changed, 1 results removed\n"),
        "{said}"
    );
}

#[test]
fn a_document_that_is_gone_is_gone_with_its_records() {
    let bench = bench(&before());
    bench.put(
        "old/b.json",
        City::document(2016).item("1", "窓口", "市民").text(),
    );
    let changes = changes(&bench);
    assert_eq!(
        changes.last(),
        Some(&json!({
            "sums": { "documents": { "removed": 1 }, "items": { "removed": 1 } }
        }))
    );
}

#[test]
fn a_document_of_other_bytes_under_the_same_path_is_the_same() {
    let bench = Bench::new();
    let old = before().text();
    let bundle: Value = serde_json::from_str(&old).expect("JSON");
    let sha256 = bundle["document"]["source"]["sha256"]
        .as_str()
        .expect("a hash");
    bench.put("old/a.json", &old);
    bench.put("new/a.json", old.replace(&sha256[..16], &"f".repeat(16)));
    let changes = changes(&bench);
    assert_eq!(changes.len(), 2, "{changes:?}");
    assert_eq!(changes[0]["table"], "documents");
    let fields = changes[0]["fields"].as_array().expect("fields");
    let names: Vec<&Value> = fields.iter().map(|field| &field["field"]).collect();
    assert_eq!(names, ["document_id", "source"]);
}
