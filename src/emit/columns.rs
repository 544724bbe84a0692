//! The columns of the tables: their names, types and meanings, read off the JSON Schema of a row.
//!
//! Every writer of tables (CSV, Parquet, SQLite, the data package, the codebook) asks here, so that all of
//! them follow the record model by themselves and none can drift from another. A part of an object is a
//! column of its own (`quantity_value`, `period_fiscal_year`); a list is one column.

use crate::emit::schema::Record;
use crate::emit::tables::Table;
use serde_json::{Map, Value};

/// The columns of one table.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns(Vec<Column>);

/// One column, or one part of the objects in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The keys that lead to it from the row, joined with `_`.
    pub name: String,
    /// The keys that lead to it from the row.
    path: Vec<String>,
    /// What it holds.
    pub kind: Kind,
    /// True if it may hold nothing.
    pub nullable: bool,
    /// What it means.
    pub meaning: String,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Any text.
    Text,
    /// One word of a closed list.
    Code(Vec<Choice>),
    /// A whole number.
    Integer {
        /// True if it needs more than 32 bits with a sign.
        wide: bool,
        /// The least that it may be.
        least: Option<i64>,
        /// The most that it may be.
        most: Option<i64>,
    },
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// Any JSON value.
    Json,
    /// Several of a kind.
    List(Box<Kind>),
    /// Named parts; only inside a list, since elsewhere the parts are columns.
    Object(Vec<Column>),
}

/// One word of a closed list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word.
    pub word: String,
    /// What it means.
    pub meaning: String,
}

impl Columns {
    /// The columns of a table, in the order of the record model.
    pub fn of(table: Table) -> Self {
        Self::of_schema(&Record::of_table(table).schema())
    }

    /// The columns of rows that keep to this schema.
    pub(crate) fn of_schema(schema: &Value) -> Self {
        let mut columns = Vec::new();
        let mut walk = Walk {
            root: schema,
            path: Vec::new(),
            nullable: false,
        };
        walk.collect(schema, &mut columns);
        Self(columns)
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|column| column.name.as_str())
    }

    /// One after another.
    pub fn iter(&self) -> impl Iterator<Item = &Column> {
        self.0.iter()
    }
}

impl Column {
    /// The keys that lead to it from the row, joined with dots.
    pub(crate) fn keys(&self) -> String {
        self.path.join(".")
    }

    /// What a row holds in this column; none for null and for a key that is not there.
    pub fn value<'a>(&self, row: &'a Value) -> Option<&'a Value> {
        self.path
            .iter()
            .try_fold(row, |value, key| value.get(key))
            .filter(|value| !value.is_null())
    }
}

/// A walk down a schema.
struct Walk<'a> {
    root: &'a Value,
    path: Vec<String>,
    nullable: bool,
}

impl Walk<'_> {
    /// Adds the columns of an object's properties, those of nested objects in their place.
    fn collect(&mut self, object: &Value, columns: &mut Vec<Column>) {
        for (key, property) in properties(object) {
            let target = resolved(self.root, property);
            let above = self.nullable;
            self.nullable |= may_be_null(object, key, property);
            self.path.push(key.clone());
            if target.get("properties").is_some() {
                self.collect(target, columns);
            } else {
                columns.push(Column {
                    name: self.path.join("_"),
                    path: self.path.clone(),
                    kind: kind(self.root, target),
                    nullable: self.nullable,
                    meaning: meaning(property, target),
                });
            }
            self.path.pop();
            self.nullable = above;
        }
    }
}

fn properties(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let properties = object.get("properties").and_then(Value::as_object);
    properties.into_iter().flat_map(Map::iter)
}

fn may_be_null(object: &Value, key: &str, property: &Value) -> bool {
    let null = Value::from("null");
    let required = object
        .get("required")
        .and_then(Value::as_array)
        .is_some_and(|keys| keys.iter().any(|known| known == key));
    let kinds = property.get("type").and_then(Value::as_array);
    let choices = property.get("anyOf").and_then(Value::as_array);
    // What may be any value may be null.
    let any = ["type", "anyOf", "oneOf", "$ref"];
    let any = any.iter().all(|key| property.get(key).is_none());
    !required
        || any
        || kinds.is_some_and(|kinds| kinds.contains(&null))
        || choices.is_some_and(|all| all.iter().any(|one| one.get("type") == Some(&null)))
}

fn meaning(property: &Value, target: &Value) -> String {
    [property, target]
        .into_iter()
        .find_map(|schema| schema.get("description").and_then(Value::as_str))
        .unwrap_or_default()
        .replace('\n', " ")
}

/// What a schema that holds no object of columns allows.
fn kind(root: &Value, schema: &Value) -> Kind {
    if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
        return Kind::Code(choices.iter().map(choice).collect());
    }
    let named = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().find(|kind| *kind != "null"),
        named => named,
    };
    match named.and_then(Value::as_str) {
        Some("string") => Kind::Text,
        Some("boolean") => Kind::Boolean,
        Some("number") => Kind::Number,
        Some("integer") => integer(schema),
        Some("array") => {
            let inner = schema.get("items").unwrap_or(&Value::Null);
            Kind::List(Box::new(kind(root, resolved(root, inner))))
        }
        Some("object") => Kind::Object(parts(root, schema)),
        _ => Kind::Json,
    }
}

fn choice(schema: &Value) -> Choice {
    let text = |key| schema.get(key).and_then(Value::as_str).unwrap_or_default();
    Choice {
        word: text("const").to_owned(),
        meaning: text("description").replace('\n', " "),
    }
}

fn integer(schema: &Value) -> Kind {
    let bound = |key| schema.get(key).and_then(Value::as_i64);
    let format = schema.get("format").and_then(Value::as_str);
    Kind::Integer {
        wide: !matches!(
            format,
            Some("uint8" | "uint16" | "int8" | "int16" | "int32")
        ),
        least: bound("minimum"),
        most: bound("maximum"),
    }
}

/// The parts of an object in a list, each under its own key, nested objects as they are.
fn parts(root: &Value, object: &Value) -> Vec<Column> {
    properties(object)
        .map(|(key, property)| {
            let target = resolved(root, property);
            Column {
                name: key.clone(),
                path: vec![key.clone()],
                kind: kind(root, target),
                nullable: may_be_null(object, key, property),
                meaning: meaning(property, target),
            }
        })
        .collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn column(table: Table, name: &str) -> Column {
        let columns = Columns::of(table);
        let found = columns.iter().find(|column| column.name == name);
        found.expect("a column of this name").clone()
    }

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
    fn a_part_of_what_may_be_missing_may_be_missing() {
        let value = column(Table::Plans, "quantity_value");
        assert_eq!((value.kind, value.nullable), (Kind::Number, true));
        assert!(!column(Table::Plans, "period_open_ended").nullable);
        assert!(column(Table::Plans, "rules").nullable);
    }

    #[test]
    fn codes_carry_their_words_and_lists_their_parts() {
        let Kind::Code(choices) = column(Table::Evaluations, "scope").kind else {
            panic!("a code");
        };
        assert_eq!(choices[0].word, "annual");
        let Kind::List(inner) = column(Table::Items, "source").kind else {
            panic!("a list");
        };
        let Kind::Object(parts) = *inner else {
            panic!("of objects");
        };
        assert_eq!(parts[1].name, "page");
        assert_eq!(
            (parts[2].nullable, &parts[2].kind),
            (true, &Kind::List(Box::new(Kind::Number)))
        );
    }
}
