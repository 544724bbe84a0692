//! The tables and the manifest, put together from the bundles on disk, one bundle in memory at a time.

use crate::batch::dataset::{self, Dataset, MANIFEST};
use crate::batch::frame::sha256;
use crate::batch::manifest::{Row, unusable};
use crate::emit::csv::Columns;
use crate::emit::json;
use crate::emit::tables::Table;
use crate::error::{Error, ErrorKind};
use crate::record::Bundle;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// What a finished dataset holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Rows of every table, in the order of [`Table::ALL`].
    pub rows: [u64; Table::ALL.len()],
    /// Bundles that were taken away because no input gives them any more.
    pub removed: usize,
}

/// Writes tables and manifest for these rows, which are sorted by path.
///
/// A bundle whose `source.path` is not the first of its names is written anew. The manifest comes last: until
/// it is in its place the journal stands, and a run that is killed here is completed by the next.
pub(super) fn assemble(dataset: &Dataset, rows: &mut [Row]) -> Result<Contents, Error> {
    let mut contents = Contents::default();
    let mut tables = Table::ALL
        .into_iter()
        .map(|table| TableFiles::create(dataset, table))
        .collect::<Result<Vec<_>, _>>()?;
    let mut hashes: BTreeMap<String, String> = BTreeMap::new();
    for row in rows.iter_mut().filter(|row| row.status.has_bundle()) {
        let (Some(id), Some(hash)) = (&row.document_id, &row.bundle_sha256) else {
            return Err(broken(format!("{}: a bundle without an id", row.path)));
        };
        if let Some(hash) = hashes.get(id) {
            row.bundle_sha256 = Some(hash.clone());
            continue;
        }
        let (bundle, hash) = bundle_named(dataset, id, hash, &row.path)?;
        for (files, sum) in tables.iter_mut().zip(&mut contents.rows) {
            *sum += files.add(&bundle)?;
        }
        expect_counts(row, &bundle)?;
        hashes.insert(id.clone(), hash.clone());
        row.bundle_sha256 = Some(hash);
    }
    for files in tables {
        files.close(dataset)?;
    }
    write_manifest(dataset, rows)?;
    contents.removed = dataset.keep_bundles(|id| hashes.contains_key(id))?;
    Ok(contents)
}

/// The bundle of a document under this name, and the hash of its file, which is written anew if it has
/// another name in it.
fn bundle_named(
    dataset: &Dataset,
    id: &str,
    hash: &str,
    name: &str,
) -> Result<(Bundle, String), Error> {
    let path = dataset::bundle_path(dataset.root(), id);
    let bytes = fs::read(&path).map_err(|error| unusable(&path, &error))?;
    let changed = || ErrorKind::Machine {
        cause: format!(
            "{}: changed by another program during the run; run again",
            path.display()
        ),
    };
    if sha256(&bytes) != hash {
        return Err(changed().into());
    }
    let mut bundle: Bundle = serde_json::from_slice(&bytes).map_err(|_| changed())?;
    if bundle.document.source.path == name {
        return Ok((bundle, hash.to_owned()));
    }
    name.clone_into(&mut bundle.document.source.path);
    let bytes = json::bundle(&bundle).map_err(|error| broken(error.to_string()))?;
    dataset::put_bundle(dataset.root(), id, &bytes)?;
    Ok((bundle, sha256(&bytes)))
}

/// A document must give as many records to the tables as were counted when it was converted.
fn expect_counts(row: &Row, bundle: &Bundle) -> Result<(), Error> {
    for table in Table::ALL {
        let counted = row.counts.map_or(0, |counts| counts.rows(table));
        if counted != table.count(bundle) as u64 {
            let (path, name) = (&row.path, table.name());
            return Err(broken(format!(
                "{path}: the manifest counts {counted} {name}, the bundle holds {}; run again with --force",
                table.count(bundle)
            )));
        }
    }
    Ok(())
}

fn write_manifest(dataset: &Dataset, rows: &[Row]) -> Result<(), Error> {
    let path = dataset.aside(MANIFEST);
    let mut file = create(&path)?;
    for row in rows {
        let line = json::line(row).map_err(|error| broken(error.to_string()))?;
        file.write_all(&line)
            .map_err(|error| unusable(&path, &error))?;
    }
    finish(file).map_err(|error| unusable(&path, &error))?;
    dataset.settle(MANIFEST)
}

/// The two files of one table while they are written.
struct TableFiles {
    table: Table,
    columns: Columns,
    jsonl: (PathBuf, BufWriter<File>),
    csv: (PathBuf, BufWriter<File>),
}

impl TableFiles {
    fn create(dataset: &Dataset, table: Table) -> Result<Self, Error> {
        let columns = Columns::of(table);
        let path = dataset.aside(&format!("{}.jsonl", table.name()));
        let jsonl = (path.clone(), create(&path)?);
        let path = dataset.aside(&format!("{}.csv", table.name()));
        let mut csv = (path.clone(), create(&path)?);
        columns
            .write_header(&mut csv.1)
            .map_err(|error| unusable(&path, &error))?;
        Ok(Self {
            table,
            columns,
            jsonl,
            csv,
        })
    }

    /// Adds the rows of one bundle and gives their number.
    fn add(&mut self, bundle: &Bundle) -> Result<u64, Error> {
        let rows = self
            .table
            .rows(bundle)
            .map_err(|error| broken(error.to_string()))?;
        for row in &rows {
            let line = json::line(row).map_err(|error| broken(error.to_string()))?;
            self.jsonl
                .1
                .write_all(&line)
                .map_err(|error| unusable(&self.jsonl.0, &error))?;
            self.columns
                .write_row(&mut self.csv.1, row)
                .map_err(|error| unusable(&self.csv.0, &error))?;
        }
        Ok(rows.len() as u64)
    }

    fn close(self, dataset: &Dataset) -> Result<(), Error> {
        for (path, file) in [self.jsonl, self.csv] {
            finish(file).map_err(|error| unusable(&path, &error))?;
            if let Some(name) = path.file_name().and_then(|name| name.to_str()) {
                dataset.settle(name)?;
            }
        }
        Ok(())
    }
}

fn create(path: &Path) -> Result<BufWriter<File>, Error> {
    File::create(path)
        .map(|file| BufWriter::with_capacity(1 << 16, file))
        .map_err(|error| unusable(path, &error))
}

/// Everything on the disk before the name is changed, or the new name could come to stand for nothing.
fn finish(file: BufWriter<File>) -> io::Result<()> {
    file.into_inner()
        .map_err(io::IntoInnerError::into_error)?
        .sync_all()
}

fn broken(cause: String) -> Error {
    ErrorKind::Internal { cause }.into()
}
