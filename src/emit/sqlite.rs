//! Tables as one SQLite database: keys, foreign keys, closed lists, indexes and views.
//!
//! Everything is one transaction. While rows come in, foreign keys are not looked at, since a row may name
//! one that comes later; [`Database::finish`] looks at all of them before anything is kept.

use crate::emit::codebook::sqlite_type;
use crate::emit::columns::{Column, Columns, Kind};
use crate::emit::tables::Table;
use rusqlite::types::{ToSqlOutput, Value as SqlValue, ValueRef};
use rusqlite::{Connection, Error, Result, ToSql, ffi, params_from_iter};
use serde_json::Value;
use std::path::Path;

/// The name of the file, from the root of a dataset.
pub const FILE: &str = "kaikaku.sqlite";

/// The file is new and becomes part of the dataset only when it is whole: no journal is of use.
const BEGIN: &str = "
    PRAGMA page_size = 8192;
    PRAGMA encoding = 'UTF-8';
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA foreign_keys = OFF;
    BEGIN;";

/// A database while it is written.
pub struct Database {
    connection: Connection,
    tables: Vec<(Columns, String)>,
}

impl Database {
    /// Begins a database in a new file.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn create(path: &Path) -> Result<Self> {
        let connection = Connection::open(path)?;
        connection.execute_batch(BEGIN)?;
        connection.set_prepared_statement_cache_capacity(Table::ALL.len());
        let mut tables = Vec::new();
        for table in Table::ALL {
            let columns = Columns::of(table);
            connection.execute_batch(&create_table(table, &columns))?;
            let insert = insert_into(table, &columns);
            tables.push((columns, insert));
        }
        Ok(Self { connection, tables })
    }

    /// Adds rows of a table.
    ///
    /// # Errors
    ///
    /// If the file cannot be written, or a row breaks a rule of the table.
    pub fn add(&mut self, table: Table, rows: &[Value]) -> Result<()> {
        let (columns, insert) = &self.tables[table as usize];
        let mut statement = self.connection.prepare_cached(insert)?;
        for row in rows {
            statement.execute(params_from_iter(
                columns.iter().map(|column| Cell(column, column.value(row))),
            ))?;
        }
        Ok(())
    }

    /// Adds indexes and views, looks at the foreign keys, and keeps everything.
    ///
    /// # Errors
    ///
    /// If the file cannot be written, or a row names one that is not there.
    pub fn finish(self) -> Result<()> {
        for table in Table::ALL {
            self.connection.execute_batch(&indexes(table))?;
        }
        self.connection.execute_batch(PLAN_RESULT)?;
        self.connection.execute_batch(&citation_view())?;
        if let Some(broken) = broken_key(&self.connection)? {
            let code = ffi::Error::new(ffi::SQLITE_CONSTRAINT_FOREIGNKEY);
            return Err(Error::SqliteFailure(code, Some(broken)));
        }
        self.connection.execute_batch("COMMIT;")?;
        self.connection.close().map_err(|(_, error)| error)
    }
}

/// The first row that names one that is not there, in words.
fn broken_key(connection: &Connection) -> Result<Option<String>> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let (table, number): (String, i64) = (row.get(0)?, row.get(1)?);
    let parent: String = row.get(2)?;
    Ok(Some(format!(
        "row {number} of {table} names a row of {parent} that is not there"
    )))
}

/// One value on its way into the database.
struct Cell<'a>(&'a Column, Option<&'a Value>);

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        let text = |text: String| ToSqlOutput::Owned(SqlValue::Text(text));
        Ok(match (&self.0.kind, self.1) {
            (_, None) => ToSqlOutput::Owned(SqlValue::Null),
            (Kind::Text | Kind::Code(_), Some(Value::String(string))) => {
                ToSqlOutput::Borrowed(ValueRef::Text(string.as_bytes()))
            }
            (Kind::Integer { .. }, Some(value)) => value
                .as_i64()
                .map_or_else(|| text(value.to_string()), ToSqlOutput::from),
            (Kind::Number, Some(value)) => value
                .as_f64()
                .map_or_else(|| text(value.to_string()), ToSqlOutput::from),
            (Kind::Boolean, Some(Value::Bool(value))) => ToSqlOutput::from(*value),
            (_, Some(value)) => text(value.to_string()),
        })
    }
}

fn create_table(table: Table, columns: &Columns) -> String {
    let mut lines: Vec<String> = columns
        .iter()
        .map(|column| definition(column, column.name == table.key()))
        .collect();
    lines.extend(table.references().iter().map(|reference| {
        format!(
            "  FOREIGN KEY ({}) REFERENCES {} ({}) DEFERRABLE INITIALLY DEFERRED",
            reference.column,
            reference.table.name(),
            reference.table.key()
        )
    }));
    format!(
        "CREATE TABLE {} (\n{}\n) STRICT;",
        table.name(),
        lines.join(",\n")
    )
}

fn definition(column: &Column, key: bool) -> String {
    let Column { name, kind, .. } = column;
    let mut line = format!("  \"{name}\" {}", sqlite_type(kind));
    if key {
        line += " PRIMARY KEY";
    }
    if !column.nullable {
        line += " NOT NULL";
    }
    match kind {
        Kind::Code(choices) => {
            let words: Vec<String> = choices
                .iter()
                .map(|one| format!("'{}'", one.word))
                .collect();
            line += &format!(" CHECK (\"{name}\" IN ({}))", words.join(", "));
        }
        Kind::Boolean => line += &format!(" CHECK (\"{name}\" IN (0, 1))"),
        Kind::List(_) | Kind::Object(_) | Kind::Json => {
            line += &format!(" CHECK (json_valid(\"{name}\"))");
        }
        Kind::Text | Kind::Integer { .. } | Kind::Number => {}
    }
    line
}

fn insert_into(table: Table, columns: &Columns) -> String {
    let names: Vec<String> = columns.names().map(|name| format!("\"{name}\"")).collect();
    let signs = vec!["?"; names.len()];
    format!(
        "INSERT INTO {} ({}) VALUES ({})",
        table.name(),
        names.join(", "),
        signs.join(", ")
    )
}

/// One for every column that names another row, and for what people choose by.
fn indexes(table: Table) -> String {
    let chosen: &[&str] = match table {
        Table::Documents => &["municipality_code"],
        Table::Plans | Table::Results | Table::Evaluations => &["period_fiscal_year"],
        Table::Sections | Table::Items | Table::Unassigned => &[],
    };
    let name = table.name();
    table
        .references()
        .iter()
        .map(|reference| reference.column)
        .chain(chosen.iter().copied())
        .map(|column| format!("CREATE INDEX {name}_{column} ON {name} ({column});\n"))
        .collect()
}

const PLAN_RESULT: &str = "
CREATE VIEW plan_result AS
SELECT documents.municipality_code, documents.municipality_name, documents.document_id,
  items.item_id, items.number AS item_number, items.name AS item_name,
  plans.plan_id, plans.kind, plans.measure, plans.\"row\",
  plans.period_label, plans.period_kind, plans.period_fiscal_year, plans.period_fiscal_year_end,
  plans.text AS plan_text, plans.quantity_value AS plan_value, plans.quantity_unit AS plan_unit,
  results.result_id, results.text AS result_text, results.quantity_value AS result_value,
  results.quantity_unit AS result_unit, results.progress_label, results.progress_status
FROM plans
JOIN items ON items.item_id = plans.item_id
JOIN documents ON documents.document_id = plans.document_id
LEFT JOIN results ON results.plan_id = plans.plan_id;
";

/// The places that records cite, one a row, of all tables that cite any.
fn citation_view() -> String {
    let parts: Vec<String> = Table::ALL
        .into_iter()
        .filter(|table| {
            *table != Table::Documents && Columns::of(*table).names().any(|n| n == "source")
        })
        .map(|table| {
            format!(
                "SELECT '{0}' AS \"table\", {0}.{1} AS record_id, {0}.document_id,\n  \
                 json_extract(place.value, '$.field') AS field,\n  \
                 json_extract(place.value, '$.page') AS page,\n  \
                 json_extract(place.value, '$.bbox') AS bbox,\n  \
                 json_extract(place.value, '$.span[0]') AS span_start,\n  \
                 json_extract(place.value, '$.span[1]') AS span_end\n\
                 FROM {0}, json_each({0}.source) AS place",
                table.name(),
                table.key()
            )
        })
        .collect();
    format!(
        "CREATE VIEW citation AS\n{};\n",
        parts.join("\nUNION ALL\n")
    )
}
