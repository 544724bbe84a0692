//! Datasets that were made apart become one.

use crate::batch::assemble::{Contents, assemble};
use crate::batch::dataset::{self, Dataset, MANIFEST};
use crate::batch::frame::sha256;
use crate::batch::manifest::{self, Row, unusable};
use crate::batch::shard::{self, Note};
use crate::batch::walk::ending;
use crate::error::{Error, ErrorKind};
use crate::record::Bundle;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Puts the datasets in `parts` together in the folder `out`, as if one run had made them, with so
/// many threads.
///
/// # Errors
///
/// If two parts say different things of the same path or the same bytes, if they were made with different
/// options or versions, if a part of a sharded run is missing or was made from other inputs, and if the
/// machine fails. `out` then holds no new manifest.
pub fn merge(parts: &[PathBuf], out: &Path, threads: usize) -> Result<(Vec<Row>, Contents), Error> {
    let mut notes = Vec::new();
    let mut rows: BTreeMap<String, (usize, Row)> = BTreeMap::new();
    for (i, part) in parts.iter().enumerate() {
        if part.canonicalize().ok() == out.canonicalize().ok() && out.exists() {
            let cause = format!(
                "{}: both a part and the whole; give another --out",
                out.display()
            );
            return Err(ErrorKind::Conflict { cause }.into());
        }
        notes.extend(shard::read_note(part)?);
        for row in rows_of(part)? {
            gather(&mut rows, i, row)?;
        }
    }
    let mut rows: Vec<(usize, Row)> = rows.into_values().collect();
    expect_whole(&notes, parts.len(), rows.len())?;
    expect_one_verdict(&mut rows)?;
    let dataset = Dataset::open(out)?;
    copy_bundles(parts, &dataset, &mut rows)?;
    let mut rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
    let contents = assemble(&dataset, &mut rows, threads)?;
    shard::write_note(&dataset, None, rows.len())?;
    dataset.finish()?;
    Ok((rows, contents))
}

fn rows_of(part: &Path) -> Result<Vec<Row>, Error> {
    let path = part.join(MANIFEST);
    let lines = fs::metadata(&path).map_err(|error| unusable(&path, &error));
    let rows = manifest::read(&path)?;
    match lines {
        Err(error) => Err(error),
        Ok(data) if data.len() > 0 && rows.is_empty() => Err(conflict(format!(
            "{}: not a manifest of this version; convert that part again",
            path.display()
        ))),
        Ok(_) => Ok(rows),
    }
}

fn gather(rows: &mut BTreeMap<String, (usize, Row)>, part: usize, row: Row) -> Result<(), Error> {
    if let Some((_, first)) = rows.values().next()
        && first.made_by != row.made_by
    {
        return Err(conflict(format!(
            "{} was made by `{}`, {} by `{}`; convert all parts with one version and the same options",
            first.path, first.made_by, row.path, row.made_by
        )));
    }
    match rows.get(&row.path) {
        Some((_, first)) if !first.agrees(&row) => Err(disagreement(&row.path, &row.path)),
        Some(_) => Ok(()),
        None => {
            rows.insert(row.path.clone(), (part, row));
            Ok(())
        }
    }
}

/// All parts of a sharded run, and nothing lost between them.
fn expect_whole(notes: &[Note], parts: usize, rows: usize) -> Result<(), Error> {
    let Some(first) = notes.first() else {
        return Ok(());
    };
    let mut indices: Vec<u32> = notes.iter().map(|note| note.shard.index).collect();
    indices.sort_unstable();
    indices.dedup();
    let all = first.shard.of as usize;
    let alike = notes
        .iter()
        .all(|note| note.inputs == first.inputs && note.shard.of == first.shard.of);
    if !alike || notes.len() != parts {
        let cause = "these are parts of different runs; convert all parts from the same inputs";
        return Err(conflict(cause.to_owned()));
    }
    if indices.len() != all {
        let missing: Vec<String> = (1..=first.shard.of)
            .filter(|index| !indices.contains(index))
            .map(|index| format!("{index}/{all}"))
            .collect();
        return Err(conflict(format!("part {} is missing", missing.join(", "))));
    }
    if rows != first.inputs {
        let cause = format!(
            "{} inputs, but {rows} rows: convert the parts again",
            first.inputs
        );
        return Err(ErrorKind::Internal { cause }.into());
    }
    Ok(())
}

/// Equal bytes have come to the same end in all parts; where the endings of their names differ, as one run
/// would have it: to the end that the first name came to.
fn expect_one_verdict(rows: &mut [(usize, Row)]) -> Result<(), Error> {
    let mut seen: BTreeMap<String, (usize, Row)> = BTreeMap::new();
    for (part, row) in rows {
        let Some(hash) = row.sha256.clone() else {
            continue;
        };
        let (first_part, first) = seen.entry(hash).or_insert_with(|| (*part, row.clone()));
        let path = row.path.clone();
        if ending(&first.path) != ending(&path) {
            *part = *first_part;
            *row = Row {
                path,
                seconds: 0.0,
                ..first.clone()
            };
        } else if !first.agrees(&Row {
            path: first.path.clone(),
            ..row.clone()
        }) {
            return Err(disagreement(&first.path, &path));
        }
    }
    Ok(())
}

/// Copies every document's bundle once, and compares those that several parts have.
fn copy_bundles(
    parts: &[PathBuf],
    dataset: &Dataset,
    rows: &mut [(usize, Row)],
) -> Result<(), Error> {
    let mut copied: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (part, row) in rows {
        let (Some(id), Some(hash)) = (&row.document_id, &row.bundle_sha256) else {
            continue;
        };
        if copied.get(id).is_some_and(|(_, first)| first == hash) {
            continue;
        }
        let path = dataset::bundle_path(&parts[*part], id);
        let bytes = fs::read(&path).map_err(|error| unusable(&path, &error))?;
        if sha256(&bytes) != *hash {
            let what = "not the bundle that its manifest names; convert that part again";
            return Err(conflict(format!("{}: {what}", path.display())));
        }
        let Some((first_path, first_hash)) = copied.get(id) else {
            dataset::put_text(dataset.root(), id, &bytes)?;
            copied.insert(id.clone(), (row.path.clone(), hash.clone()));
            continue;
        };
        let kept = dataset::bundle_path(dataset.root(), id);
        let kept = fs::read(&kept).map_err(|error| unusable(&kept, &error))?;
        if !same_but_for_path(&kept, &bytes) {
            return Err(disagreement(first_path, &row.path));
        }
        row.bundle_sha256 = Some(first_hash.clone());
    }
    Ok(())
}

fn same_but_for_path(a: &[u8], b: &[u8]) -> bool {
    let bundle = |bytes| serde_json::from_slice::<Bundle>(bytes).ok();
    let (Some(mut a), Some(b)) = (bundle(a), bundle(b)) else {
        return false;
    };
    a.document.source.path.clone_from(&b.document.source.path);
    a == b
}

fn disagreement(a: &str, b: &str) -> Error {
    conflict(if a == b {
        format!("{a}: two parts say different things of it; convert one of them again with --force")
    } else {
        format!(
            "{a} and {b}: the same bytes, and two parts say different things of them; convert one again with --force"
        )
    })
}

fn conflict(cause: String) -> Error {
    ErrorKind::Conflict { cause }.into()
}
