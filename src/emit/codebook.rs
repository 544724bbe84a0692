//! The codebook: every column of every table, its types, its words and its meaning, for people who analyse.
//!
//! `docs/codebook.md` is this text, committed; a test fails when the two differ, and
//! `cargo run -- schema --codebook > docs/codebook.md` writes it anew.

use crate::emit::columns::{Choice, Column, Columns, Kind};
use crate::emit::package;
use crate::emit::schema::Record;
use crate::emit::tables::Table;
use serde_json::Value;
use std::fmt::Write;

const HEAD: &str = "\
# Codebook

Every table of a dataset and every column of it, and the manifest of a run. This file is made from the record model by
`kaikaku schema --codebook`; do not edit it.

- **Names.** A part of an object is a column of its own (`quantity_value`); `source[].page` is a part of the
  objects in the list `source`.
- **Nothing.** A column marked `null` may hold nothing: an empty cell in CSV, NULL in Parquet and SQLite, null or
  no key in JSON Lines. There are no empty texts.
- **CSV.** UTF-8 with a byte-order mark (in Python, `encoding=\"utf-8-sig\"`), CRLF. Lists are JSON text. Read codes
  such as `municipality_code` as text (pandas: `dtype=str`), or leading zeros are lost. A cell that a spreadsheet
  would run has one apostrophe more: where it matches `^'+[=+\\-@\\t\\r]`, take one off.
- **Parquet.** Lists are lists of values or structs; whole numbers that may be missing are nullable integers.
- **SQLite.** Lists are JSON text (`json_each`); true and false are 1 and 0. The view `plan_result` has a row for
  every plan with each of its results; the view `citation` has one for every place that a record cites.
";

/// The whole text, Markdown.
pub fn text() -> String {
    let mut text = HEAD.to_owned();
    for table in Table::ALL {
        // Writing to a string cannot fail.
        let _ = add_table(&mut text, table);
    }
    let _ = add_manifest(&mut text);
    text
}

fn add_table(text: &mut String, table: Table) -> std::fmt::Result {
    let schema = Record::of_table(table).schema();
    let meaning = schema.get("description").and_then(Value::as_str);
    writeln!(text, "\n## {}\n", table.name())?;
    writeln!(
        text,
        "{} Key: `{}`.",
        meaning.unwrap_or_default(),
        table.key()
    )?;
    for reference in table.references() {
        let (column, target) = (reference.column, reference.table);
        writeln!(
            text,
            "`{column}` names a row of [{0}](#{0}).",
            target.name()
        )?;
    }
    writeln!(
        text,
        "\n| column | CSV | Parquet | SQLite | null | meaning |"
    )?;
    writeln!(text, "| --- | --- | --- | --- | --- | --- |")?;
    let mut codes = Vec::new();
    for column in Columns::of(table).iter() {
        add_column(text, &mut codes, column, "")?;
    }
    add_codes(text, &codes)
}

/// The manifest is JSON Lines alone: its parts are named by the keys that lead to them.
fn add_manifest(text: &mut String) -> std::fmt::Result {
    let schema = Record::Manifest.schema();
    writeln!(
        text,
        "\n## manifest\n\n{} It is JSON Lines alone, and no table: `counts.pages` is a key in the object `counts`. Key: `path`.",
        schema["description"].as_str().unwrap_or_default()
    )?;
    writeln!(text, "\n| key | JSON | null | meaning |")?;
    writeln!(text, "| --- | --- | --- | --- |")?;
    let mut codes = Vec::new();
    for column in Columns::of_schema(&schema).iter() {
        let (name, null) = (column.keys(), if column.nullable { "null" } else { "" });
        let (kind, meaning) = (package::type_name(&column.kind), &column.meaning);
        writeln!(text, "| `{name}` | {kind} | {null} | {meaning} |")?;
        if let Kind::Code(choices) = &column.kind {
            codes.push((name, choices.clone()));
        }
    }
    add_codes(text, &codes)
}

fn add_codes(text: &mut String, codes: &[(String, Vec<Choice>)]) -> std::fmt::Result {
    for (name, choices) in codes {
        writeln!(text, "\n`{name}` is one of\n")?;
        for Choice { word, meaning } in choices {
            writeln!(text, "- `{word}`: {meaning}")?;
        }
    }
    Ok(())
}

/// A row for a column and for each part of the objects in it.
fn add_column(
    text: &mut String,
    codes: &mut Vec<(String, Vec<Choice>)>,
    column: &Column,
    above: &str,
) -> std::fmt::Result {
    let name = format!("{above}{}", column.name);
    let (csv, sqlite) = if above.is_empty() {
        (package::type_name(&column.kind), sqlite_type(&column.kind))
    } else {
        ("", "")
    };
    let null = if column.nullable { "null" } else { "" };
    let parquet = parquet_type(&column.kind);
    let meaning = column.meaning.replace('|', "\\|");
    writeln!(
        text,
        "| `{name}` | {csv} | {parquet} | {sqlite} | {null} | {meaning} |"
    )?;
    match &column.kind {
        Kind::Code(choices) => codes.push((name, choices.clone())),
        Kind::List(inner) => {
            if let Kind::Object(parts) = inner.as_ref() {
                for part in parts {
                    add_column(text, codes, part, &format!("{name}[]."))?;
                }
            }
        }
        _ => {}
    }
    Ok(())
}

fn parquet_type(kind: &Kind) -> String {
    match kind {
        Kind::Text | Kind::Code(_) => "string".into(),
        Kind::Json => "string (JSON)".into(),
        Kind::Integer { wide: false, .. } => "int32".into(),
        Kind::Integer { wide: true, .. } => "int64".into(),
        Kind::Number => "double".into(),
        Kind::Boolean => "boolean".into(),
        Kind::List(inner) => format!("list of {}", parquet_type(inner)),
        Kind::Object(_) => "struct".into(),
    }
}

/// The type of a column of this kind in SQLite.
pub(super) fn sqlite_type(kind: &Kind) -> &'static str {
    match kind {
        Kind::Integer { .. } | Kind::Boolean => "INTEGER",
        Kind::Number => "REAL",
        Kind::Text | Kind::Code(_) | Kind::List(_) | Kind::Object(_) | Kind::Json => "TEXT",
    }
}
