//! The tables and the manifest, put together from the bundles on disk, a few of them in memory at a time.

use crate::batch::dataset::{self, Dataset, MANIFEST};
use crate::batch::frame::sha256;
use crate::batch::manifest::{Row, unusable};
use crate::emit::columns::Columns;
use crate::emit::json;
use crate::emit::tables::Table;
use crate::error::{Error, ErrorKind};
use crate::record::Bundle;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
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

/// So many bundles are in memory at once, a thread.
const BUNDLES_A_THREAD: usize = 16;

/// Writes tables and manifest for these rows, which are sorted by path, with so many threads.
///
/// A bundle whose `source.path` is not the first of its names is written anew. The manifest comes last: until
/// it is in its place the journal stands, and a run that is killed here is completed by the next.
pub(super) fn assemble(
    dataset: &Dataset,
    rows: &mut [Row],
    threads: usize,
) -> Result<Contents, Error> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| broken(error.to_string()))?;
    let mut contents = Contents::default();
    let mut tables = Table::ALL
        .into_iter()
        .map(|table| TableFiles::create(dataset, table))
        .collect::<Result<Vec<_>, _>>()?;
    let columns = Table::ALL.map(Columns::of);
    let mut hashes: BTreeMap<String, String> = BTreeMap::new();
    for chunk in first_rows(rows).chunks(BUNDLES_A_THREAD * threads.max(1)) {
        let leaves: Vec<Result<Leaf, Error>> = pool.install(|| {
            chunk
                .par_iter()
                .map(|row| Leaf::of(dataset, row, &columns))
                .collect()
        });
        for leaf in leaves {
            let leaf = leaf?;
            for (i, files) in tables.iter_mut().enumerate() {
                files.add(&leaf.rows[i])?;
                contents.rows[i] += leaf.rows[i].count;
            }
            hashes.insert(leaf.document_id, leaf.bundle_sha256);
        }
    }
    for row in rows.iter_mut().filter(|row| row.status.has_bundle()) {
        let hash = row.document_id.as_ref().and_then(|id| hashes.get(id));
        row.bundle_sha256 = hash.cloned();
    }
    for files in tables {
        files.close(dataset)?;
    }
    write_manifest(dataset, rows)?;
    contents.removed = dataset.keep_bundles(|id| hashes.contains_key(id))?;
    Ok(contents)
}

/// The first row of every document that has a bundle.
fn first_rows(rows: &[Row]) -> Vec<&Row> {
    let mut seen = BTreeSet::new();
    rows.iter()
        .filter(|row| row.status.has_bundle() && seen.insert(&row.document_id))
        .collect()
}

/// What one document gives to the tables.
struct Leaf {
    document_id: String,
    bundle_sha256: String,
    /// In the order of [`Table::ALL`].
    rows: Vec<Lines>,
}

/// Rows of one table as they stand in its two files.
struct Lines {
    jsonl: Vec<u8>,
    csv: Vec<u8>,
    count: u64,
}

impl Leaf {
    /// Reads a document's bundle, sees to its name, and writes its rows out.
    fn of(dataset: &Dataset, row: &Row, columns: &[Columns]) -> Result<Self, Error> {
        let (Some(id), Some(hash)) = (&row.document_id, &row.bundle_sha256) else {
            return Err(broken(format!("{}: a bundle without an id", row.path)));
        };
        let (bundle, bundle_sha256) = bundle_named(dataset, id, hash, &row.path)?;
        expect_counts(row, &bundle)?;
        let rows = Table::ALL
            .into_iter()
            .zip(columns)
            .map(|(table, columns)| Lines::of(table, columns, &bundle));
        Ok(Self {
            document_id: id.clone(),
            bundle_sha256,
            rows: rows.collect::<Result<_, _>>()?,
        })
    }
}

impl Lines {
    fn of(table: Table, columns: &Columns, bundle: &Bundle) -> Result<Self, Error> {
        let mut lines = Self {
            jsonl: Vec::new(),
            csv: Vec::new(),
            count: 0,
        };
        let rows = table.rows(bundle);
        for row in rows.map_err(|error| broken(error.to_string()))? {
            let line = json::line(&row).map_err(|error| broken(error.to_string()))?;
            lines.jsonl.extend(line);
            columns
                .write_row(&mut lines.csv, &row)
                .map_err(|error| broken(error.to_string()))?;
            lines.count += 1;
        }
        Ok(lines)
    }
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
    jsonl: (PathBuf, BufWriter<File>),
    csv: (PathBuf, BufWriter<File>),
}

impl TableFiles {
    fn create(dataset: &Dataset, table: Table) -> Result<Self, Error> {
        let path = dataset.aside(&format!("{}.jsonl", table.name()));
        let jsonl = (path.clone(), create(&path)?);
        let path = dataset.aside(&format!("{}.csv", table.name()));
        let mut csv = (path.clone(), create(&path)?);
        Columns::of(table)
            .write_header(&mut csv.1)
            .map_err(|error| unusable(&path, &error))?;
        Ok(Self { jsonl, csv })
    }

    fn add(&mut self, lines: &Lines) -> Result<(), Error> {
        for ((path, file), bytes) in [(&mut self.jsonl, &lines.jsonl), (&mut self.csv, &lines.csv)]
        {
            file.write_all(bytes)
                .map_err(|error| unusable(path, &error))?;
        }
        Ok(())
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
