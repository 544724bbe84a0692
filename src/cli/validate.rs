//! `kaikaku validate`: bundles, tables and manifests against the record model.

use super::args::ValidateFlags;
use super::exit::{Exit, Failure};
use super::input::{shown, unreadable};
use super::print;
use anyhow::Context;
use jsonschema::Validator;
use kaikaku::emit::check::{self, Fault};
use kaikaku::emit::manifest::Row;
use kaikaku::emit::schema::Record;
use kaikaku::emit::tables::Table;
use kaikaku::record::Bundle;
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

pub(crate) fn run(flags: ValidateFlags) -> anyhow::Result<Exit> {
    let mut files = Vec::new();
    for path in &flags.paths {
        collect(path, &mut files)?;
    }
    if files.is_empty() {
        return Err(Failure::document(
            "no bundle (.json), table (.jsonl) or manifest.jsonl found there",
        )
        .into());
    }
    let mut faults = 0;
    for (path, record) in &files {
        faults += match record {
            Record::Bundle => check_bundle(path)?,
            row => check_table(path, *row)?,
        };
    }
    let all = files.len();
    print(format!("{all} files checked, {faults} faults\n").as_bytes())?;
    Ok(if faults == 0 {
        Exit::Well
    } else {
        Exit::Documents
    })
}

/// Adds a file, or the bundles and tables of a folder, sorted.
fn collect(path: &Path, files: &mut Vec<(PathBuf, Record)>) -> anyhow::Result<()> {
    let fault = |error| unreadable(path, &error);
    if !fs::metadata(path).map_err(fault)?.is_dir() {
        let any_json = path.extension().is_some_and(|ending| ending == "json");
        let record = kind(path).or(any_json.then_some(Record::Bundle));
        let record = record.ok_or_else(|| {
            let message = "neither a bundle (.json), a table (documents.jsonl, items.jsonl, …) nor manifest.jsonl";
            Failure::document(format!("{}: {message}", shown(path)))
        })?;
        files.push((path.to_owned(), record));
        return Ok(());
    }
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(fault)? {
        entries.push(entry.map_err(fault)?.path());
    }
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            collect(&entry, files)?;
        } else if let Some(record) = kind(&entry) {
            files.push((entry, record));
        }
    }
    Ok(())
}

/// What a file of a dataset holds, by its name.
fn kind(path: &Path) -> Option<Record> {
    let stem = path.file_stem()?.to_str()?;
    match path.extension()?.to_str()? {
        "json" if stem.starts_with("doc-") => Some(Record::Bundle),
        "jsonl" if stem == Record::Manifest.name() => Some(Record::Manifest),
        "jsonl" => Table::ALL
            .into_iter()
            .find(|table| table.name() == stem)
            .map(Record::of_table),
        _ => None,
    }
}

fn check_bundle(path: &Path) -> anyhow::Result<usize> {
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    let name = shown(path);
    let value: Value = match serde_json::from_slice(&bytes) {
        Ok(value) => value,
        Err(error) => return report(&name, &[not_json(&error)]),
    };
    let mut faults = schema_faults(&validator(Record::Bundle)?, &value);
    if let Ok(bundle) = serde_json::from_value::<Bundle>(value) {
        faults.extend(check::promises(&bundle));
    }
    report(&name, &faults)
}

fn check_table(path: &Path, record: Record) -> anyhow::Result<usize> {
    let validator = validator(record)?;
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    let mut faults = 0;
    for (i, line) in BufReader::new(file).split(b'\n').enumerate() {
        let line = line.map_err(|error| unreadable(path, &error))?;
        let found = match serde_json::from_slice(&line) {
            Ok(value) => row_faults(&validator, record, value),
            Err(error) => vec![not_json(&error)],
        };
        faults += report(&format!("{}:{}", shown(path), i + 1), &found)?;
    }
    Ok(faults)
}

/// The faults of one line; of the manifest's, also those that its schema cannot state.
fn row_faults(validator: &Validator, record: Record, value: Value) -> Vec<Fault> {
    let mut faults = schema_faults(validator, &value);
    if record == Record::Manifest
        && let Ok(row) = serde_json::from_value::<Row>(value)
    {
        faults.extend(check::row(&row));
    }
    faults
}

fn validator(record: Record) -> anyhow::Result<Validator> {
    jsonschema::validator_for(&record.schema())
        .map_err(|error| anyhow::anyhow!("{error}"))
        .with_context(|| format!("the schema of {} is no schema", record.name()))
}

fn schema_faults(validator: &Validator, value: &Value) -> Vec<Fault> {
    validator
        .iter_errors(value)
        .map(|error| Fault {
            place: error.instance_path().to_string(),
            what: error.to_string(),
        })
        .collect()
}

fn not_json(error: &serde_json::Error) -> Fault {
    Fault {
        place: String::new(),
        what: format!("not JSON: {error}"),
    }
}

/// Prints one line a fault and gives their number.
fn report(name: &str, faults: &[Fault]) -> anyhow::Result<usize> {
    let lines: String = faults
        .iter()
        .map(|fault| format!("{name}: {}: {}\n", fault.place, fault.what))
        .collect();
    print(lines.as_bytes())?;
    Ok(faults.len())
}
