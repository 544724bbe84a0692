//! Tables as Arrow columns in memory: typed values, lists as lists, parts of objects as columns.

use crate::emit::columns::{Column, Columns, Kind};
use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int32Array, Int64Array, ListArray, RecordBatch,
    StringArray, StructArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use serde_json::Value;
use std::borrow::Borrow;
use std::sync::Arc;

/// The schema of a table with these columns.
pub fn schema(columns: &Columns) -> Arc<Schema> {
    let fields: Vec<Field> = columns.iter().map(field).collect();
    Arc::new(Schema::new(fields))
}

/// Rows of a table as one batch of the schema that [`schema`] gives for its columns.
///
/// # Errors
///
/// If a row does not keep to the columns.
pub fn batch(
    columns: &Columns,
    schema: &Arc<Schema>,
    rows: &[impl Borrow<Value>],
) -> Result<RecordBatch, ArrowError> {
    let arrays = columns.iter().map(|column| {
        let values: Vec<Option<&Value>> =
            rows.iter().map(|row| column.value(row.borrow())).collect();
        array(&column.kind, &values)
    });
    let arrays = arrays.collect::<Result<Vec<_>, _>>()?;
    RecordBatch::try_new(Arc::clone(schema), arrays)
}

fn field(column: &Column) -> Field {
    Field::new(&column.name, data_type(&column.kind), column.nullable)
}

fn data_type(kind: &Kind) -> DataType {
    match kind {
        Kind::Text | Kind::Code(_) | Kind::Json => DataType::Utf8,
        Kind::Integer { wide: false, .. } => DataType::Int32,
        Kind::Integer { wide: true, .. } => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Boolean => DataType::Boolean,
        Kind::List(inner) => DataType::List(element(inner)),
        Kind::Object(parts) => DataType::Struct(fields(parts)),
    }
}

/// What stands in a list is never null; `element` is the name that the Parquet format asks for.
fn element(kind: &Kind) -> Arc<Field> {
    Arc::new(Field::new("element", data_type(kind), false))
}

fn fields(parts: &[Column]) -> Fields {
    parts.iter().map(field).collect()
}

/// The values of one column, or of one part of all the objects in it.
fn array(kind: &Kind, values: &[Option<&Value>]) -> Result<ArrayRef, ArrowError> {
    let given = values.iter().copied();
    Ok(match kind {
        Kind::Text | Kind::Code(_) => Arc::new(StringArray::from_iter(
            given.map(|value| value.and_then(Value::as_str)),
        )),
        Kind::Json => Arc::new(StringArray::from_iter(
            given.map(|value| value.map(Value::to_string)),
        )),
        Kind::Integer { wide: false, .. } => Arc::new(Int32Array::from_iter(given.map(|value| {
            value
                .and_then(Value::as_i64)
                .and_then(|whole| i32::try_from(whole).ok())
        }))),
        Kind::Integer { wide: true, .. } => Arc::new(Int64Array::from_iter(
            given.map(|value| value.and_then(Value::as_i64)),
        )),
        Kind::Number => Arc::new(Float64Array::from_iter(
            given.map(|value| value.and_then(Value::as_f64)),
        )),
        Kind::Boolean => Arc::new(BooleanArray::from_iter(
            given.map(|value| value.and_then(Value::as_bool)),
        )),
        Kind::List(inner) => list(inner, values)?,
        Kind::Object(parts) => object(parts, values)?,
    })
}

fn list(inner: &Kind, values: &[Option<&Value>]) -> Result<ArrayRef, ArrowError> {
    let lists = || values.iter().map(|value| value.and_then(Value::as_array));
    let offsets = OffsetBuffer::from_lengths(lists().map(|list| list.map_or(0, Vec::len)));
    let nulls = NullBuffer::from_iter(lists().map(|list| list.is_some()));
    let inside: Vec<Option<&Value>> = lists().flatten().flatten().map(Some).collect();
    let inside = array(inner, &inside)?;
    let list = ListArray::try_new(element(inner), offsets, inside, Some(nulls))?;
    Ok(Arc::new(list))
}

fn object(parts: &[Column], values: &[Option<&Value>]) -> Result<ArrayRef, ArrowError> {
    let arrays = parts.iter().map(|part| {
        let values: Vec<Option<&Value>> = values
            .iter()
            .map(|value| value.and_then(|value| part.value(value)))
            .collect();
        array(&part.kind, &values)
    });
    let arrays = arrays.collect::<Result<Vec<_>, _>>()?;
    let nulls = NullBuffer::from_iter(values.iter().map(Option::is_some));
    let object = StructArray::try_new(fields(parts), arrays, Some(nulls))?;
    Ok(Arc::new(object))
}
