//! One comparable string for each value, and when two of them are the same.

use super::similarity::{Text, at_least};
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

/// The scored fields of each kind of record, in the order of the report.
pub(super) const KINDS: [(&str, &[&str]); 6] = [
    ("document", &["title", "municipality", "programme"]),
    ("sections", &["number", "name"]),
    (
        "items",
        &[
            "number",
            "path",
            "name",
            "departments",
            "background",
            "purpose",
            "actions",
            "remarks",
            "attributes",
        ],
    ),
    (
        "plans",
        &[
            "measure", "period", "text", "quantity", "due", "method", "kind",
        ],
    ),
    (
        "results",
        &["measure", "period", "text", "quantity", "progress", "kind"],
    ),
    (
        "evaluations",
        &["aspect", "scope", "criterion", "period", "grade", "text"],
    ),
];

/// Right only where the item and the period of their record are.
const SHARE_PLACE: [&str; 7] = [
    "measure", "text", "quantity", "grade", "progress", "due", "method",
];
/// They help to pair and earn nothing: they hardly vary.
const UNCOUNTED: [&str; 2] = ["kind", "scope"];
/// Values that are right or wrong and nothing between.
const EXACT: [&str; 11] = [
    "number",
    "name",
    "period",
    "aspect",
    "quantity",
    "grade",
    "progress",
    "departments",
    "municipality",
    "programme",
    "criterion",
];
/// A text that differs less than this is still right in the soft count.
const SOFT: f64 = 0.9;

pub(super) fn shares_place(field: &str) -> bool {
    SHARE_PLACE.contains(&field)
}

pub(super) fn is_counted(field: &str) -> bool {
    !UNCOUNTED.contains(&field)
}

/// What two equal strings share: NFKC, all white space out.
pub(super) fn fold(text: &str) -> String {
    text.nfkc()
        // Python counts the four separators among white space, Rust does not.
        .filter(|&c| !c.is_whitespace() && !('\u{1c}'..='\u{1f}').contains(&c))
        .collect()
}

fn fold_value(value: &Value) -> String {
    match value {
        Value::String(text) => fold(text),
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        other => fold(&other.to_string()),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// True for what Python takes for true.
fn is_given(value: Option<&Value>) -> bool {
    value.is_some_and(|value| match value {
        Value::Bool(flag) => *flag,
        Value::Number(number) => number.as_f64() != Some(0.0),
        other => !is_empty(other),
    })
}

fn folded_or_empty(map: &Map<String, Value>, key: &str) -> String {
    match map.get(key) {
        given if !is_given(given) => String::new(),
        Some(value) => fold_value(value),
        None => String::new(),
    }
}

/// One comparable text for a field's value; None where it gives nothing, `?` where it has not the field's shape.
pub(super) fn flat(field: &str, value: &Value) -> Option<Text> {
    if is_empty(value) {
        return None;
    }
    let string = match field {
        "period" => value.as_object().map(period),
        "path" => join(value, false, |node| {
            Some(fold(&format!(
                "{} {}",
                folded_or_empty(node, "number"),
                folded_or_empty(node, "name")
            )))
        }),
        "departments" => join(value, true, |node| {
            let lead = if is_given(node.get("lead")) { "*" } else { "" };
            Some(fold_value(node.get("name")?) + lead)
        }),
        "attributes" => join(value, true, |node| {
            let text = folded_or_empty(node, "text");
            Some(format!("{}={text}", fold_value(node.get("label")?)))
        }),
        "quantity" => value.as_object().and_then(quantity),
        "progress" => return shaped(value, progress),
        "grade" => return shaped(value, grade),
        "municipality" => {
            return shaped(value, |map| {
                is_given(map.get("name")).then(|| folded_or_empty(map, "name"))
            });
        }
        "programme" => return shaped(value, programme),
        _ => Some(fold_value(value)).filter(|folded| !folded.is_empty()),
    };
    match (string, field) {
        (Some(string), _) => Some(Text::new(string)),
        (None, "period" | "path" | "departments" | "attributes" | "quantity") => unshaped(),
        (None, _) => None,
    }
}

fn unshaped() -> Option<Text> {
    Some(Text::new("?".to_owned()))
}

fn shaped(value: &Value, of: impl Fn(&Map<String, Value>) -> Option<String>) -> Option<Text> {
    match value.as_object() {
        Some(map) => of(map).map(Text::new),
        None => unshaped(),
    }
}

fn period(map: &Map<String, Value>) -> String {
    let parts = ["kind", "fiscal_year", "fiscal_year_end", "half"].map(|key| match map.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => "None".to_owned(),
        Some(other) => other.to_string(),
    });
    let open = if is_given(map.get("open_ended")) {
        "|open"
    } else {
        ""
    };
    parts.join("|") + open
}

fn join(
    value: &Value,
    sorted: bool,
    of: impl Fn(&Map<String, Value>) -> Option<String>,
) -> Option<String> {
    let mut parts = value
        .as_array()?
        .iter()
        .map(|node| of(node.as_object()?))
        .collect::<Option<Vec<_>>>()?;
    if sorted {
        parts.sort();
    }
    Some(parts.join("/"))
}

fn quantity(map: &Map<String, Value>) -> Option<String> {
    let number = match map.get("value")? {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    // Fifteen significant digits, so that 0.1 + 0.2 is 0.3; back through a double to drop the zeros.
    let number: f64 = format!("{number:.14e}").parse().ok()?;
    Some(format!("{number}{}", folded_or_empty(map, "unit")))
}

fn progress(map: &Map<String, Value>) -> Option<String> {
    let label = folded_or_empty(map, "label");
    let status = map
        .get("status")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let given = is_given(map.get("label")) || !status.is_empty();
    given.then(|| format!("{label}|{status}"))
}

fn grade(map: &Map<String, Value>) -> Option<String> {
    is_given(map.get("label")).then(|| {
        let label = folded_or_empty(map, "label");
        match map.get("rank") {
            None | Some(Value::Null) => label,
            Some(rank) => format!("{label}|{rank}"),
        }
    })
}

fn programme(map: &Map<String, Value>) -> Option<String> {
    let years = ["start_fiscal_year", "end_fiscal_year"].map(|key| {
        map.get(key)
            .filter(|value| !value.is_null())
            .map(Value::to_string)
    });
    years.iter().any(Option::is_some).then(|| {
        years
            .map(|year| year.unwrap_or_else(|| "None".to_owned()))
            .join("-")
    })
}

/// Whether a value is one of the acceptable ones: to the letter, and softly.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Right {
    pub(super) strict: bool,
    pub(super) soft: bool,
}

pub(super) fn right(field: &str, got: &Text, wanted: &[Option<Text>]) -> Right {
    let given = || wanted.iter().flatten();
    let strict = if field == "grade" {
        // The rank counts only where the truth knows it.
        let label = got.string.split('|').next().unwrap_or_default();
        given().any(|want| match want.string.contains('|') {
            true => got.string == want.string,
            false => label == want.string,
        })
    } else {
        given().any(|want| got.string == want.string)
    };
    if strict || EXACT.contains(&field) || got.string == "?" {
        return Right {
            strict,
            soft: strict,
        };
    }
    let digits = got.digits();
    Right {
        strict,
        soft: given().any(|want| want.digits() == digits && at_least(got, want, SOFT)),
    }
}
