//! Reads the tables of a dataset back, each form by its own rules, as columns of JSON values.

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use kaikaku::emit::columns::{Column, Columns, Kind};
use kaikaku::emit::tables::Table;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use rusqlite::types::ValueRef;
use serde_json::{Map, Value};
use std::fs::{self, File};
use std::path::Path;

/// Rows of cells, in the order of the columns.
pub(crate) type Cells = Vec<Vec<Value>>;

pub(crate) fn jsonl(folder: &Path, table: Table) -> Cells {
    let columns = Columns::of(table);
    let path = folder.join(format!("{}.jsonl", table.name()));
    let text = fs::read_to_string(path).expect("a table");
    text.lines()
        .map(|line| {
            let row: Value = serde_json::from_str(line).expect("JSON");
            let cell = |column: &Column| plain(column.value(&row).unwrap_or(&Value::Null));
            columns.iter().map(cell).collect()
        })
        .collect()
}

pub(crate) fn csv(folder: &Path, table: Table) -> Cells {
    let path = folder.join(format!("{}.csv", table.name()));
    let text = fs::read_to_string(path).expect("a table");
    let text = text.strip_prefix('\u{feff}').expect("a byte-order mark");
    let columns = Columns::of(table);
    let mut records = records(text).into_iter();
    let header = records.next().expect("a header");
    assert!(header.iter().eq(columns.names()));
    records
        .map(|record| {
            let cells = columns.iter().zip(&record);
            cells.map(|(column, cell)| csv_cell(column, cell)).collect()
        })
        .collect()
}

fn csv_cell(column: &Column, cell: &str) -> Value {
    if cell.is_empty() {
        return Value::Null;
    }
    match column.kind {
        Kind::Text | Kind::Code(_) => Value::from(armed(cell)),
        _ => plain(&serde_json::from_str(cell).expect("JSON")),
    }
}

/// The text before an apostrophe was put in front of it.
fn armed(cell: &str) -> &str {
    let bare = cell.trim_start_matches('\'');
    let formula = bare.starts_with(['=', '+', '-', '@', '\t', '\r']);
    match cell.strip_prefix('\'') {
        Some(rest) if formula => rest,
        _ => cell,
    }
}

/// The records of a CSV text, by RFC 4180.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(chars.next(), Some('\n'));
                record.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut record));
            }
            c => cell.push(c),
        }
    }
    records
}

pub(crate) fn parquet(folder: &Path, table: Table) -> Cells {
    let file = File::open(folder.join(format!("{}.parquet", table.name()))).expect("a table");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)
        .and_then(ParquetRecordBatchReaderBuilder::build)
        .expect("a Parquet file");
    let mut rows = Cells::new();
    for batch in reader {
        let batch = batch.expect("a batch");
        let schema = batch.schema();
        let names = schema.fields().iter().map(|field| field.name().as_str());
        assert!(names.eq(Columns::of(table).names()));
        for i in 0..batch.num_rows() {
            let cells = batch.columns().iter();
            rows.push(cells.map(|array| arrow_value(array, i)).collect());
        }
    }
    rows
}

fn arrow_value(array: &ArrayRef, i: usize) -> Value {
    if array.is_null(i) {
        return Value::Null;
    }
    match array.data_type() {
        DataType::Utf8 => Value::from(array.as_string::<i32>().value(i)),
        DataType::Boolean => Value::from(array.as_boolean().value(i)),
        DataType::Int32 => Value::from(f64::from(array.as_primitive::<Int32Type>().value(i))),
        DataType::Int64 => Value::from(array.as_primitive::<Int64Type>().value(i) as f64),
        DataType::Float64 => Value::from(array.as_primitive::<Float64Type>().value(i)),
        DataType::List(_) => {
            let inner = array.as_list::<i32>().value(i);
            (0..inner.len()).map(|i| arrow_value(&inner, i)).collect()
        }
        DataType::Struct(fields) => {
            let parts = fields.iter().zip(array.as_struct().columns());
            parts
                .map(|(field, array)| (field.name().clone(), arrow_value(array, i)))
                .filter(|(_, value)| !value.is_null())
                .collect::<Map<_, _>>()
                .into()
        }
        other => panic!("no column is {other}"),
    }
}

pub(crate) fn sqlite(folder: &Path, table: Table) -> Cells {
    let database = rusqlite::Connection::open(folder.join("kaikaku.sqlite")).expect("a database");
    let query = format!("SELECT * FROM {} ORDER BY rowid", table.name());
    let mut statement = database.prepare(&query).expect("a table");
    let columns = Columns::of(table);
    assert!(statement.column_names().eq(columns.names()));
    let rows = statement.query_map([], |row| {
        let cells = columns.iter().enumerate();
        cells
            .map(|(i, column)| Ok(sqlite_value(column, row.get_ref(i)?)))
            .collect::<rusqlite::Result<Vec<_>>>()
    });
    rows.and_then(Iterator::collect).expect("rows")
}

fn sqlite_value(column: &Column, value: ValueRef<'_>) -> Value {
    match (&column.kind, value) {
        (_, ValueRef::Null) => Value::Null,
        (Kind::Boolean, ValueRef::Integer(sign)) => Value::from(sign == 1),
        (_, ValueRef::Integer(whole)) => Value::from(whole as f64),
        (_, ValueRef::Real(number)) => Value::from(number),
        (Kind::Text | Kind::Code(_), text) => Value::from(text.as_str().expect("text")),
        (_, text) => plain(&serde_json::from_str(text.as_str().expect("text")).expect("JSON text")),
    }
}

/// The value with every number a double and no key that holds nothing, so that forms can be compared.
fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::from(number.as_f64()),
        Value::Array(list) => list.iter().map(plain).collect(),
        Value::Object(parts) => parts
            .iter()
            .filter(|(_, part)| !part.is_null())
            .map(|(key, part)| (key.clone(), plain(part)))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}
