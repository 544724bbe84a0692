//! `datapackage.json`: what the CSV files hold, as Frictionless Data Package version 2 says it.

use crate::emit::columns::{Column, Columns, Kind};
use crate::emit::tables::Table;
use serde_json::{Map, Value, json};

/// The name of the file, from the root of a dataset.
pub const FILE: &str = "datapackage.json";

/// The description of a dataset's CSV files, as the file holds it.
pub fn text() -> String {
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "kaikaku",
        "title": "Records of Japanese city reform documents",
        "version": env!("CARGO_PKG_VERSION"),
        "resources": Table::ALL.map(resource),
    });
    // The alternate form of a `Value` is indented JSON and cannot fail.
    format!("{package:#}\n")
}

fn resource(table: Table) -> Value {
    let columns = Columns::of(table);
    let fields: Vec<Value> = columns
        .iter()
        .map(|column| field(column, column.name == table.key()))
        .collect();
    let foreign_keys: Vec<Value> = table
        .references()
        .iter()
        .map(|reference| {
            // A table that names its own rows is the empty resource in this standard.
            let resource = if reference.table == table {
                ""
            } else {
                reference.table.name()
            };
            json!({
                "fields": [reference.column],
                "reference": { "resource": resource, "fields": [reference.table.key()] },
            })
        })
        .collect();
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": table.name(),
        "type": "table",
        "path": format!("{}.csv", table.name()),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "$schema": "https://datapackage.org/profiles/2.0/tabledialect.json",
            "lineTerminator": "\r\n",
        },
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": fields,
            "missingValues": [""],
            "primaryKey": [table.key()],
            "foreignKeys": foreign_keys,
        },
    })
}

fn field(column: &Column, key: bool) -> Value {
    let mut constraints = Map::new();
    if !column.nullable {
        constraints.insert("required".into(), Value::Bool(true));
    }
    if key {
        constraints.insert("unique".into(), Value::Bool(true));
    }
    match &column.kind {
        Kind::Code(choices) => {
            let words = choices.iter().map(|choice| choice.word.as_str()).collect();
            constraints.insert("enum".into(), words);
        }
        Kind::Integer { least, most, .. } => {
            for (name, bound) in [("minimum", least), ("maximum", most)] {
                constraints.extend(bound.map(|bound| (name.to_owned(), bound.into())));
            }
        }
        _ => {}
    }
    json!({
        "name": column.name,
        "type": type_name(&column.kind),
        "description": column.meaning,
        "constraints": constraints,
    })
}

/// The name of a kind in a Table Schema.
pub(super) fn type_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Code(_) => "string",
        Kind::Integer { .. } => "integer",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
        Kind::List(_) => "array",
        Kind::Object(_) => "object",
        Kind::Json => "any",
    }
}
