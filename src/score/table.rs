//! The records of a truth file or a bundle, flattened for comparison.

use super::compare::{KINDS, flat};
use super::similarity::Text;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Kinds that are nested under their item in a truth file.
const NESTED: [&str; 3] = ["plans", "results", "evaluations"];

pub(super) fn is_nested(kind: &str) -> bool {
    NESTED.contains(&kind)
}

/// One record: its acceptable values field by field.
pub(super) struct Row<'a> {
    pub(super) value: Cow<'a, Map<String, Value>>,
    /// The index of its item, None where it has none.
    pub(super) item: Option<usize>,
    /// For each field the acceptable values; a None among them means that giving nothing is right.
    pub(super) options: Vec<Vec<Option<Text>>>,
}

impl Row<'_> {
    /// The value that the record itself gives.
    pub(super) fn given(&self, field: usize) -> Option<&Text> {
        self.options[field].first().and_then(Option::as_ref)
    }

    pub(super) fn may_lack(&self, field: usize) -> bool {
        self.options[field].iter().any(Option::is_none)
    }
}

/// All records of one kind.
pub(super) struct Table<'a> {
    pub(super) kind: &'static str,
    pub(super) fields: Vec<&'static str>,
    pub(super) truths: Vec<Row<'a>>,
    pub(super) founds: Vec<Row<'a>>,
}

impl Table<'_> {
    pub(super) fn field(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|&field| field == name)
    }
}

/// Truth and bundle side by side, kind by kind; a field that no record of the truth knows is left out.
pub(super) fn tables<'a>(truth: &'a Value, bundle: &'a Value) -> Vec<Table<'a>> {
    KINDS
        .iter()
        .map(|&(kind, all)| {
            let truths = records(kind, truth);
            let known: BTreeSet<&str> = truths
                .iter()
                .flat_map(|(record, _)| {
                    let more = record.get("alternatives").and_then(Value::as_object);
                    record.keys().chain(more.into_iter().flat_map(Map::keys))
                })
                .map(String::as_str)
                .collect();
            let fields: Vec<&'static str> = all
                .iter()
                .copied()
                .filter(|field| known.contains(field))
                .collect();
            Table {
                kind,
                founds: records(kind, bundle)
                    .into_iter()
                    .map(|(value, item)| row(value, item, &fields, false))
                    .collect(),
                truths: truths
                    .into_iter()
                    .map(|(value, item)| row(value, item, &fields, true))
                    .collect(),
                fields,
            }
        })
        .collect()
}

fn row<'a>(
    value: Cow<'a, Map<String, Value>>,
    item: Option<usize>,
    fields: &[&str],
    with_alternatives: bool,
) -> Row<'a> {
    let options = fields
        .iter()
        .map(|field| {
            let mut options = vec![value.get(*field).and_then(|value| flat(field, value))];
            if with_alternatives {
                let more = value.get("alternatives").and_then(|more| more.get(field));
                let more = more.and_then(Value::as_array).into_iter().flatten();
                options.extend(more.map(|value| flat(field, value)));
            }
            options
        })
        .collect();
    Row {
        value,
        item,
        options,
    }
}

type Found<'a> = (Cow<'a, Map<String, Value>>, Option<usize>);

fn records<'a>(kind: &str, source: &'a Value) -> Vec<Found<'a>> {
    let list = |key: &str| source.get(key).and_then(Value::as_array);
    let items = || list("items").into_iter().flatten();
    if kind == "document" {
        return vec![(document(source), None)];
    }
    if !is_nested(kind) {
        let rows = list(kind).into_iter().flatten();
        return rows
            .filter_map(Value::as_object)
            .map(|record| (Cow::Borrowed(record), None))
            .collect();
    }
    let index: BTreeMap<&str, usize> = items()
        .enumerate()
        .filter_map(|(n, item)| Some((item.get("item_id")?.as_str()?, n)))
        .collect();
    let nested = items().enumerate().flat_map(|(n, item)| {
        let rows = item.get(kind).and_then(Value::as_array);
        rows.into_iter().flatten().map(move |row| (row, Some(n)))
    });
    let flat = list(kind).into_iter().flatten().map(|row| {
        let id = row.get("item_id").and_then(Value::as_str);
        (row, id.and_then(|id| index.get(id).copied()))
    });
    nested
        .chain(flat)
        .filter_map(|(row, item)| Some((Cow::Borrowed(row.as_object()?), item)))
        .collect()
}

/// The document's facts; alternatives of dotted names (`municipality.name`) brought in line with the fields.
fn document(source: &Value) -> Cow<'_, Map<String, Value>> {
    let Some(document) = source.get("document").and_then(Value::as_object) else {
        return Cow::Owned(Map::new());
    };
    let Some(given) = document.get("alternatives").and_then(Value::as_object) else {
        return Cow::Borrowed(document);
    };
    let listed = |key: &str| -> Vec<Value> {
        let list = given.get(key).and_then(Value::as_array);
        list.cloned().unwrap_or_default()
    };
    let mut alternatives = given.clone();
    if given.contains_key("municipality.name") {
        let names = listed("municipality.name").into_iter();
        let named = names.map(|name| match name.as_str() {
            Some(name) if !name.is_empty() => json!({ "name": name }),
            _ => Value::Null,
        });
        alternatives.insert("municipality".to_owned(), named.collect());
    }
    let mut starts = listed("programme.start_fiscal_year");
    let mut ends = listed("programme.end_fiscal_year");
    if !starts.is_empty() || !ends.is_empty() {
        let base = |key: &str| {
            let programme = document.get("programme");
            programme.and_then(|programme| programme.get(key)).cloned()
        };
        starts.push(base("start_fiscal_year").unwrap_or_default());
        ends.push(base("end_fiscal_year").unwrap_or_default());
        let both = starts.iter().flat_map(|start| {
            ends.iter()
                .map(move |end| json!({"start_fiscal_year": start, "end_fiscal_year": end}))
        });
        alternatives.insert("programme".to_owned(), both.collect());
    }
    let mut document = document.clone();
    document.insert("alternatives".to_owned(), Value::Object(alternatives));
    Cow::Owned(document)
}
