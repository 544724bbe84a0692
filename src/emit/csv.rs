//! Tables as CSV for spreadsheets and statistics programs: UTF-8 with a byte-order mark, CRLF, RFC 4180.
//!
//! The columns come from the JSON Schema of the row, so that they follow the record model by themselves: a
//! part of an object is a column of its own (`quantity_value`, `period_fiscal_year`), a list is JSON text,
//! null is an empty cell.
//!
//! **Cells that a spreadsheet would run.** A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage
//! return is taken for a formula, and these texts come from files of unknown origin. Such a cell gets one
//! apostrophe before it, unless it is a plain number or consists of hyphens alone. So does a cell that
//! already begins with apostrophes before such a sign; hence the way back is exact and loses nothing: where
//! a cell matches `^'+[=+\-@\t\r]`, take one apostrophe off. JSON Lines hold every text as it is.

use crate::emit::schema::Record;
use crate::emit::tables::Table;
use serde_json::{Map, Value};
use std::io::{self, Write};

/// The columns of one table.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns(Vec<Column>);

#[derive(Clone, Debug, PartialEq)]
struct Column {
    name: String,
    path: Vec<String>,
}

impl Columns {
    /// The columns of a table, in the order of the record model.
    pub fn of(table: Table) -> Self {
        Self::of_schema(&Record::of_table(table).schema())
    }

    fn of_schema(schema: &Value) -> Self {
        let mut columns = Vec::new();
        collect(schema, schema, &mut Vec::new(), &mut columns);
        Self(columns)
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|column| column.name.as_str())
    }

    /// Writes the byte-order mark and the header.
    ///
    /// # Errors
    ///
    /// If `out` cannot be written.
    pub fn write_header<W: Write>(&self, out: &mut W) -> io::Result<()> {
        out.write_all("\u{feff}".as_bytes())?;
        write_cells(out, self.names().map(str::to_owned))
    }

    /// Writes one row.
    ///
    /// # Errors
    ///
    /// If `out` cannot be written.
    pub fn write_row<W: Write>(&self, out: &mut W, row: &Value) -> io::Result<()> {
        write_cells(out, self.0.iter().map(|column| column.cell(row)))
    }
}

impl Column {
    fn cell(&self, row: &Value) -> String {
        let value = self.path.iter().try_fold(row, |value, key| value.get(key));
        match value {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => defused(text),
            Some(Value::Array(_) | Value::Object(_) | Value::Bool(_) | Value::Number(_)) => {
                value.map(Value::to_string).unwrap_or_default()
            }
        }
    }
}

/// Adds the columns of an object's properties, those of nested objects in their place.
fn collect(root: &Value, object: &Value, path: &mut Vec<String>, columns: &mut Vec<Column>) {
    let none = Map::new();
    let properties = object
        .get("properties")
        .and_then(Value::as_object)
        .unwrap_or(&none);
    for (key, property) in properties {
        path.push(key.clone());
        let property = resolved(root, property);
        if property.get("properties").is_some() {
            collect(root, property, path, columns);
        } else {
            columns.push(Column {
                name: path.join("_"),
                path: path.clone(),
            });
        }
        path.pop();
    }
}

/// What a property's schema refers to, the null of an optional one set aside.
fn resolved<'a>(root: &'a Value, property: &'a Value) -> &'a Value {
    if let Some(choices) = property.get("anyOf").and_then(Value::as_array) {
        let given = choices
            .iter()
            .find(|choice| choice.get("type") != Some(&Value::from("null")));
        return given.map_or(property, |choice| resolved(root, choice));
    }
    property
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|reference| root.pointer(reference.trim_start_matches('#')))
        .unwrap_or(property)
}

/// A text that no spreadsheet takes for a formula (see the head of this file).
fn defused(text: &str) -> String {
    let formula = text
        .trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula && !is_plain_number(text) && !text.bytes().all(|byte| byte == b'-') {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// `-3.2`, `+1,400`, `-3.2%`: digits with at most a sign, grouping, a fraction and a percent sign.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = digits.strip_suffix('%').unwrap_or(digits);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    whole.starts_with(|c: char| c.is_ascii_digit())
        && whole.bytes().all(|b| b.is_ascii_digit() || b == b',')
        && !fraction.is_empty()
        && fraction.bytes().all(|b| b.is_ascii_digit())
}

fn write_cells<W: Write>(out: &mut W, cells: impl Iterator<Item = String>) -> io::Result<()> {
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            out.write_all(b",")?;
        }
        if cell.contains(['"', ',', '\r', '\n']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_objects_are_columns_and_lists_are_not_taken_apart() {
        let columns = Columns::of(Table::Plans);
        let names: Vec<&str> = columns.names().collect();
        assert_eq!(
            &names[..6],
            [
                "plan_id",
                "item_id",
                "document_id",
                "kind",
                "measure",
                "row"
            ]
        );
        for name in [
            "period_fiscal_year",
            "quantity_base_value",
            "clauses",
            "absent",
        ] {
            assert!(names.contains(&name), "{name} is missing from {names:?}");
        }
    }

    #[test]
    fn formulas_are_defused_and_numbers_left_alone() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-実施", "'-実施"),
            ("'=1", "''=1"),
            ("-3.2", "-3.2"),
            ("+1,400", "+1,400"),
            ("--", "--"),
            ("実施", "実施"),
            ("'実施", "'実施"),
        ] {
            assert_eq!(defused(text), cell);
        }
    }

    #[test]
    fn cells_are_quoted_as_rfc_4180_says() {
        let mut out = Vec::new();
        let cells = ["a,b", "say \"x\"", "two\nlines", "plain"].map(str::to_owned);
        write_cells(&mut out, cells.into_iter()).expect("a vector can be written");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(text, "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",plain\r\n");
    }
}
