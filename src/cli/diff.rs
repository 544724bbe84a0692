//! `kaikaku diff`: what changed between two runs.

use super::args::DiffFlags;
use super::dataset::{failure, find};
use super::exit::Exit;
use super::input::escape_controls;
use kaikaku::dataset::diff::{Change, Kind, compare};
use kaikaku::emit::json;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::slice;

/// A value longer than this is shown by its beginning.
const LONGEST: usize = 60;

pub(crate) fn run(flags: &DiffFlags) -> anyhow::Result<Exit> {
    let old = find(slice::from_ref(&flags.old))?;
    let new = find(slice::from_ref(&flags.new))?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut sums: BTreeMap<(&str, Kind), u64> = BTreeMap::new();
    compare(&old, &new, |change| -> anyhow::Result<()> {
        *sums.entry((change.table, change.change)).or_default() += 1;
        let shown = if flags.json {
            json::line(&change)?
        } else {
            lines(&change).into_bytes()
        };
        Ok(out.write_all(&shown)?)
    })
    .map_err(|error| match error.downcast::<kaikaku::Error>() {
        Ok(error) => failure(error),
        Err(error) => error,
    })?;
    let end = if flags.json {
        json::line(&sums_json(&sums))?
    } else {
        format!("{}\n", sums_line(&sums)).into_bytes()
    };
    out.write_all(&end)?;
    out.flush()?;
    Ok(if sums.is_empty() {
        Exit::Well
    } else {
        Exit::Documents
    })
}

/// A line for the record, and one for each field of it.
fn lines(change: &Change) -> String {
    let id = |id: &Option<String>| id.clone().unwrap_or_default();
    let (old, new) = (id(&change.old_id), id(&change.new_id));
    let (sign, id) = match change.change {
        Kind::Added => ('+', new),
        Kind::Removed => ('-', old),
        Kind::Changed if old == new => ('~', old),
        Kind::Changed => ('~', format!("{old} → {new}")),
    };
    let path = escape_controls(&change.path);
    let mut text = format!("{sign} {} {id} ({path})\n", change.table);
    for field in &change.fields {
        let (old, new) = (shown(&field.old), shown(&field.new));
        text += &format!("    {}: {old} → {new}\n", field.field);
    }
    text
}

/// A value as JSON, which is one line and moves no cursor, cut off where it is long.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn sums_line(sums: &BTreeMap<(&str, Kind), u64>) -> String {
    if sums.is_empty() {
        return "no difference".to_owned();
    }
    let parts: Vec<String> = sums
        .iter()
        .map(|((table, kind), count)| format!("{count} {table} {}", word(*kind)))
        .collect();
    parts.join(", ")
}

fn sums_json(sums: &BTreeMap<(&str, Kind), u64>) -> Value {
    let mut tables = json!({});
    for ((table, kind), count) in sums {
        tables[table][word(*kind)] = Value::from(*count);
    }
    json!({ "sums": tables })
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Added => "added",
        Kind::Removed => "removed",
        Kind::Changed => "changed",
    }
}
