//! The value of a record that a path of keys leads to: looked at, compared, set.

use crate::normalize;
use serde_json::{Map, Value};

/// The value that a path of keys and numbers leads to.
pub(super) fn at_mut<'a>(record: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    // Not written where they do not hold, and values all the same.
    if matches!(path, "absent" | "continues") {
        let row = record.as_object_mut()?;
        return Some(row.entry(path).or_insert(Value::Null));
    }
    path.split('.').try_fold(record, |value, key| match value {
        Value::Array(list) => list.get_mut(key.parse::<usize>().ok()?),
        value => value.get_mut(key),
    })
}

/// True if two values say the same, however their numbers are written.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let alike =
                |(key, value): (&String, &Value)| b.get(key).is_some_and(|b| same(value, b));
            a.len() == b.len() && a.iter().all(alike)
        }
        (a, b) => a == b,
    }
}

/// The value with its texts in display form, as records hold them.
pub(super) fn folded(value: &Value) -> Value {
    match value {
        Value::String(text) => {
            let lines: Vec<_> = text.split('\n').map(normalize::display).collect();
            Value::String(lines.join("\n"))
        }
        Value::Array(list) => list.iter().map(folded).collect(),
        Value::Object(map) => {
            let entries = map.iter().map(|(key, value)| (key.clone(), folded(value)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

/// True if a text in the value is empty: nothing is null.
pub(super) fn has_empty_text(value: &Value) -> bool {
    match value {
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.iter().any(has_empty_text),
        Value::Object(map) => map.values().any(has_empty_text),
        _ => false,
    }
}
