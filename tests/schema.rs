//! The committed schemas are those that the record model gives, and they mean what RECORDS.md promises.

use kaikaku::emit::schema::Record;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

#[test]
fn committed_schemas_are_those_of_the_record_model() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    for record in Record::ALL {
        let path = folder.join(format!("{}.schema.json", record.name()));
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == record.schema_text(),
            "{} is out of date: `cargo run -- schema --write schemas` writes all of them anew",
            path.display()
        );
    }
}

#[test]
fn nothing_else_lies_among_the_schemas() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let files = fs::read_dir(folder).expect("schemas/").count();
    assert_eq!(files, Record::ALL.len());
}

#[test]
fn every_key_is_required_and_no_other_is_allowed() {
    let schema = Record::Item.schema();
    assert_eq!(schema["additionalProperties"], json!(false));
    let required = schema["required"].as_array().expect("a list");
    for key in ["item_id", "number", "section_id", "departments", "source"] {
        assert!(required.contains(&json!(key)), "{key}");
    }
    for key in ["absent", "continues", "rules", "corrected"] {
        assert!(!required.contains(&json!(key)), "{key}");
        assert!(schema["properties"][key].is_object(), "{key}");
    }
}

#[test]
fn an_optional_text_is_null_and_never_empty() {
    let name = &Record::Item.schema()["properties"]["name"];
    assert_eq!(name["type"], json!(["string", "null"]));
    assert_eq!(name["minLength"], json!(1));
}

#[test]
fn a_schema_says_what_it_describes_first() {
    let schema = Record::Result.schema();
    let keys: Vec<&str> = schema
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .take(3)
        .collect();
    assert_eq!(keys, ["$schema", "title", "description"]);
    assert_eq!(schema["title"], Value::from("Result"));
}
