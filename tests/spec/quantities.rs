//! Quantities: table, vectors.

use super::table::rows;
use super::vectors;
use kaikaku::notation::quantity::{is_printed_absence, read};
use kaikaku::record::Quantity;
use serde_json::Value;

/// Vectors that the record model overrules: none.
const DIFFERENT: [(&str, &str); 0] = [];

/// A quantity in one line: value (`first~last`), unit, qualifier in brackets, `= base`.
fn line(quantity: &Quantity) -> String {
    let mut words = vec![match &quantity.max {
        Some(max) => format!("{}~{}", quantity.value.0, max.0),
        None => quantity.value.0.to_string(),
    }];
    words.extend(quantity.unit.clone());
    words.extend(
        quantity
            .qualifier
            .as_ref()
            .map(|qualifier| format!("({qualifier})")),
    );
    words.extend(
        quantity
            .base
            .as_ref()
            .map(|base| format!("= {} {}", base.value.0, base.unit)),
    );
    words.join(" ")
}

#[test]
fn quantities_agree_with_the_table() {
    let rows = rows(include_str!("quantities.md"));
    assert!(rows.len() >= 80, "{} rows", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let (text, unit) = (row.cell(0), row.cell(1));
        let read = read(text, (!unit.is_empty()).then_some(unit));
        let got = match read {
            Some(quantity) => line(&quantity),
            None if is_printed_absence(text) => "absent".to_owned(),
            None => "no".to_owned(),
        };
        if got != row.cell(2) {
            wrong.push(format!(
                "line {}: {text:?}: {got}, not {}",
                row.line,
                row.cell(2)
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn quantities_agree_with_the_vectors() {
    let Some(vectors) = vectors::load("date_vectors.json") else {
        return;
    };
    let mut failed = Vec::new();
    for vector in vectors["numbers"].as_array().expect("a list of vectors") {
        let input = vector["in"].as_str().expect("a text");
        if let Err(difference) = agrees(input, &vector["out"]) {
            failed.push((input.to_owned(), difference));
        }
    }
    vectors::assert_only(&DIFFERENT, &failed);
}

/// Compares a reading, in base units, with what a vector expects.
fn agrees(text: &str, expected: &Value) -> Result<(), String> {
    let quantity = read(text, None);
    let absent = expected["missing"].as_bool().unwrap_or(false);
    // 皆増 (from nothing) is told in words, and stays text.
    if expected.is_null() || absent || expected.get("special").is_some() {
        let right = quantity.is_none() && is_printed_absence(text) == absent;
        return if right {
            Ok(())
        } else {
            Err("is read otherwise".to_owned())
        };
    }
    let Some(quantity) = quantity else {
        return Err("is not read".to_owned());
    };
    let (value, unit) = match &quantity.base {
        Some(base) => (base.value.0, Some(base.unit.as_str())),
        None => (quantity.value.0, quantity.unit.as_deref()),
    };
    let qualifier = match expected["cmp"].as_str() {
        Some(">=") => Some("以上"),
        Some("<") => Some("未満"),
        _ if expected["approx"] == true => Some("約"),
        _ if expected["ordinal"] == true => Some("第"),
        _ => None,
    };
    let lower = expected["value"].as_f64().or(expected["min"].as_f64());
    let right = lower == Some(value)
        && expected["max"].as_f64() == quantity.max.map(|max| max.0)
        && expected["unit"].as_str() == unit
        && (qualifier.is_none() || quantity.qualifier.as_deref() == qualifier);
    if right { Ok(()) } else { Err(line(&quantity)) }
}
