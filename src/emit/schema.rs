//! JSON Schema (2020-12) of the output, generated from the record model so that the two cannot part.
//!
//! The files under `schemas/` are these, committed; a test fails when they differ, and
//! `cargo run -- schema --write schemas` writes them anew.

use crate::emit::manifest;
use crate::emit::tables::Table;
use crate::record;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

/// What a schema describes: a whole bundle, one row of a table, or one of the manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Record {
    /// Everything that one document says: a file under `bundles/`.
    Bundle,
    /// A row of `documents`.
    Document,
    /// A row of `sections`.
    Section,
    /// A row of `items`.
    Item,
    /// A row of `plans`.
    Plan,
    /// A row of `results`.
    Result,
    /// A row of `evaluations`.
    Evaluation,
    /// A row of `unassigned`.
    Unassigned,
    /// A row of `manifest.jsonl`.
    Manifest,
}

impl Record {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Bundle,
        Self::Document,
        Self::Section,
        Self::Item,
        Self::Plan,
        Self::Result,
        Self::Evaluation,
        Self::Unassigned,
        Self::Manifest,
    ];

    /// The name, which is also the stem of its schema file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bundle => "bundle",
            Self::Document => "document",
            Self::Section => "section",
            Self::Item => "item",
            Self::Plan => "plan",
            Self::Result => "result",
            Self::Evaluation => "evaluation",
            Self::Unassigned => "unassigned",
            Self::Manifest => "manifest",
        }
    }

    /// The record with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|record| record.name() == name)
    }

    /// The record that a row of a table is.
    pub fn of_table(table: Table) -> Self {
        match table {
            Table::Documents => Self::Document,
            Table::Sections => Self::Section,
            Table::Items => Self::Item,
            Table::Plans => Self::Plan,
            Table::Results => Self::Result,
            Table::Evaluations => Self::Evaluation,
            Table::Unassigned => Self::Unassigned,
        }
    }

    /// Its JSON Schema.
    pub fn schema(self) -> Value {
        match self {
            Self::Bundle => of::<record::Bundle>(),
            Self::Document => of::<record::Document>(),
            Self::Section => of::<record::Section>(),
            Self::Item => of::<record::Item>(),
            Self::Plan => of::<record::Plan>(),
            Self::Result => of::<record::ResultRecord>(),
            Self::Evaluation => of::<record::Evaluation>(),
            Self::Unassigned => of::<record::Unassigned>(),
            Self::Manifest => of::<manifest::Row>(),
        }
    }

    /// Its JSON Schema as the committed file holds it.
    pub fn schema_text(self) -> String {
        // The alternate form of a `Value` is indented JSON and cannot fail.
        format!("{:#}\n", self.schema())
    }
}

/// The schema of one type as the program writes it: every key is there, null where the source gives nothing.
pub(crate) fn of<T: JsonSchema>() -> Value {
    let schema = SchemaSettings::draft2020_12()
        .for_serialize()
        .with_transform(RecursiveTransform(close))
        .with_transform(RecursiveTransform(refuse_empty_strings))
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value();
    titled(schema)
}

/// The same with what it is before what it holds.
fn titled(schema: Value) -> Value {
    let Value::Object(mut rest) = schema else {
        return schema;
    };
    let mut ordered = Map::new();
    for key in ["$schema", "title", "description"] {
        ordered.extend(rest.shift_remove_entry(key));
    }
    ordered.append(&mut rest);
    Value::Object(ordered)
}

/// Types that take in the fields of another cannot refuse unknown keys by themselves.
fn close(schema: &mut Schema) {
    if schema.get("properties").is_some() {
        schema.insert("additionalProperties".into(), json!(false));
    }
}

/// A value that the source does not give is null, never an empty string.
fn refuse_empty_strings(schema: &mut Schema) {
    let kinds = schema.get("type").and_then(Value::as_array);
    if kinds.is_some_and(|kinds| kinds.contains(&json!("string")) && kinds.contains(&json!("null")))
    {
        schema.insert("minLength".into(), json!(1));
    }
}
