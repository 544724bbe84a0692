//! Periods: table, vectors.

use super::table::{Row, rows};
use super::vectors;
use kaikaku::notation::era::Era;
use kaikaku::notation::period::{PeriodContext, Reading, find, read, read_prefix};
use serde_json::Value;

/// Vectors that the record model overrules.
const DIFFERENT: [(&str, &str); 1] = [(
    "平27",
    "takes a bare era year for a calendar year; in the column heads of reform sheets, where it stands, it is \
     short for the fiscal year",
)];

/// A reading in one line: kind, years, half, days, flags. `~` joins first and last, `open` and `inferred`
/// stand where they are true, `?` goes before candidates.
fn line(reading: &Reading) -> String {
    let period = &reading.period;
    let mut words = vec![format!("{:?}", period.kind).to_lowercase()];
    match (period.fiscal_year, period.fiscal_year_end) {
        (Some(first), Some(last)) => words.push(format!("{first}~{last}")),
        (Some(year), None) => words.push(year.to_string()),
        _ => {}
    }
    words.extend(period.half.map(|half| format!("h{half}")));
    if period.start.is_some() || period.end.is_some() {
        let day = |day: &Option<String>| day.clone().unwrap_or_default();
        words.push(format!("{}..{}", day(&period.start), day(&period.end)));
    }
    let flags = [
        (period.open_ended, "open"),
        (period.inferred, "inferred"),
        (reading.era_overflow, "overflow"),
        (reading.pre_gregorian, "lunar"),
    ];
    words.extend(
        flags
            .iter()
            .filter(|(is, _)| *is)
            .map(|(_, flag)| (*flag).to_owned()),
    );
    if !reading.candidates.is_empty() {
        let years: Vec<String> = reading.candidates.iter().map(i32::to_string).collect();
        words.push(format!("?{}", years.join(",")));
    }
    words.join(" ")
}

/// `平成 2015`: an era, a fiscal year, either or none.
fn context(cell: &str) -> PeriodContext {
    let mut context = PeriodContext::default();
    for word in cell.split_whitespace() {
        match word.parse() {
            Ok(year) => context.fiscal_year = Some(year),
            Err(_) => context.era = Some(Era::from_name(word).expect("an era's name")),
        }
    }
    context
}

fn check(table: &str, at_least: usize, got: impl Fn(&Row) -> (String, String)) {
    let rows = rows(table);
    assert!(rows.len() >= at_least, "{} rows", rows.len());
    let wrong: Vec<String> = rows
        .iter()
        .map(|row| (row, got(row)))
        .filter(|(_, (got, expected))| got != expected)
        .map(|(row, (got, expected))| {
            format!(
                "line {}: {:?}: {got}, not {expected}",
                row.line,
                row.cell(0)
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn periods_agree_with_the_table() {
    check(include_str!("periods.md"), 120, |row| {
        let reading = read(row.cell(0), &context(row.cell(1)));
        let got = reading.as_ref().map_or_else(|| "no".to_owned(), line);
        let label = reading.and_then(|reading| reading.period.label);
        let label = if row.cell(3).is_empty() {
            String::new()
        } else {
            label.unwrap_or_default()
        };
        (
            format!("{got}|{label}"),
            format!("{}|{}", row.cell(2), row.cell(3)),
        )
    });
}

#[test]
fn prefixes_agree_with_the_table() {
    check(include_str!("period_prefixes.md"), 20, |row| {
        let context = context(row.cell(1));
        let read = read_prefix(row.cell(0), &context);
        let got = read.map_or_else(
            || "no|".to_owned(),
            |(reading, rest)| format!("{}|{rest}", line(&reading)),
        );
        (got, format!("{}|{}", row.cell(2), row.cell(3)))
    });
}

#[test]
fn running_text_agrees_with_the_table() {
    check(include_str!("periods_in_text.md"), 30, |row| {
        let context = context(row.cell(1));
        let found: Vec<String> = find(row.cell(0), &context)
            .map(|(bytes, reading)| format!("{}={}", &row.cell(0)[bytes], line(&reading)))
            .collect();
        (found.join("; "), row.cell(2).to_owned())
    });
}

#[test]
fn periods_agree_with_the_vectors() {
    let Some(vectors) = vectors::load("date_vectors.json") else {
        return;
    };
    let mut failed = Vec::new();
    for vector in vectors["dates"].as_array().expect("a list of vectors") {
        let input = vector["in"].as_str().expect("a label");
        let year = |field: &str| vector["ctx"][field].as_i64().map(|year| year as i32);
        let context = PeriodContext {
            era: vector["ctx"]["era"].as_str().and_then(Era::from_name),
            fiscal_year: year("fy"),
            year: year("year"),
        };
        let reading = read(input, &context).or_else(|| Some(find(input, &context).next()?.1));
        if let Err(difference) = agrees(reading.as_ref(), &vector["out"]) {
            failed.push((input.to_owned(), difference));
        }
    }
    vectors::assert_only(&DIFFERENT, &failed);
}

/// Compares a reading with what a vector expects of it, field by field of the vector.
fn agrees(reading: Option<&Reading>, expected: &Value) -> Result<(), String> {
    let kind = expected["kind"].as_str().unwrap_or("none");
    // What is not a period in the record model: nothing, a day that does not exist, a length of time.
    if matches!(kind, "none" | "invalid" | "duration") {
        return reading.map_or(Ok(()), |reading| {
            Err(format!("is no period, but reads {}", line(reading)))
        });
    }
    let Some(reading) = reading else {
        return Err("is not read".to_owned());
    };
    let period = serde_json::to_value(&reading.period).expect("a period is JSON");
    let mut same = vec![reading.period.open_ended == (expected["open"] == "after")];
    for field in ["start", "end"] {
        if let Some(day) = expected.get(field) {
            same.push(&period[field] == day);
        }
    }
    let years: Vec<i64> = match kind {
        "list" => expected["items"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|item| item["fy"].as_i64())
            .collect(),
        "range" => expected["fy_from"]
            .as_i64()
            .into_iter()
            .chain(expected["fy_to"].as_i64())
            .collect(),
        _ => expected["fy"].as_i64().into_iter().collect(),
    };
    if let (Some(first), Some(last)) = (years.first(), years.last()) {
        same.push(period["fiscal_year"] == *first);
        same.push(period["fiscal_year_end"].as_i64().unwrap_or(*first) == *last);
    }
    if kind == "unresolved" {
        same.push(period["start"].is_null() && period["fiscal_year"].is_null());
    }
    if let Some(candidates) = expected["candidates"].as_array() {
        let candidates: Vec<i32> = candidates
            .iter()
            .filter_map(|year| Some(year.as_i64()? as i32))
            .collect();
        same.push(reading.candidates == candidates);
    }
    for (flag, is) in [
        ("era_overflow", reading.era_overflow),
        ("pre_gregorian", reading.pre_gregorian),
    ] {
        same.push(expected[flag].as_bool().unwrap_or(false) == is);
    }
    if expected.get("inferred_era").is_some() {
        same.push(reading.period.inferred);
    }
    same.push(match kind {
        "half" => reading.period.half.is_some(),
        "quarter" | "month" | "date" => period["kind"] == kind,
        _ => true,
    });
    if same.iter().all(|same| *same) {
        Ok(())
    } else {
        Err(line(reading))
    }
}
